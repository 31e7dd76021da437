//! The gate: a known address, a known method, someone who may. Decided from the table of routes
//! before a handler runs or a body is read; what is not in the table is not served.

use actix_web::HttpMessage;
use actix_web::body::BoxBody;
use actix_web::dev::ServiceRequest;
use actix_web::http::Method;
use actix_web::middleware::Next;

use super::{Outcome, refuse};
use crate::auth::{origin, session};
use crate::door::Door;
use crate::problem::{Code, Problem};
use crate::routes::Patience;
use crate::routes::table::{self, Permission, Route};

/// Passes on a request that the table of routes knows and allows.
pub async fn gate(mut request: ServiceRequest, next: Next<BoxBody>) -> Outcome {
    let route = match known(&request) {
        Ok(Some(route)) => route,
        Ok(None) => return next.call(request).await,
        Err(problem) => return refuse(request, &problem),
    };
    if let Err(problem) = admit(&request, route).await {
        return refuse(request, &problem);
    }
    if request.method() == Method::HEAD {
        // The connection remembers that the body of the answer is to be left out.
        request.head_mut().method = Method::GET;
    }
    let outcome = next.call(request).await;
    if route.method != Method::GET
        && let Ok(response) = &outcome
        && response.status().is_success()
    {
        // Whatever was changed is in the journal by now.
        Door::of(response.request())?.live().committed();
    }
    outcome
}

/// The route of a request; `None` where the pages of the desk are asked for.
fn known(request: &ServiceRequest) -> Result<Option<&'static Route>, Problem> {
    let Some(pattern) = request.match_pattern() else {
        return match (request.path(), request.method()) {
            (path, _) if path == "/api" || path.starts_with("/api/") => {
                Err(Code::UnknownPath.into())
            }
            (_, &Method::GET | &Method::HEAD) => Ok(None),
            _ => Err(Problem::new(Code::MethodNotAllowed).allow("GET, HEAD".to_owned())),
        };
    };
    if let Some(route) = table::find(request.method(), &pattern) {
        return Ok(Some(route));
    }
    match table::allowed(&pattern) {
        Some(methods) => Err(Problem::new(Code::MethodNotAllowed).allow(methods)),
        None => Err(Code::UnknownPath.into()),
    }
}

/// Finds out who asks, and whether the route is for them.
async fn admit(request: &ServiceRequest, route: &Route) -> Result<(), Problem> {
    let door = Door::shared(request.request())?;
    let guarded = route.method != Method::GET || route.patience == Patience::Stream;
    if guarded {
        origin::refuse_foreign(request.request(), &door)?;
    }
    if route.permission == Permission::Public {
        return Ok(());
    }
    let actor = session::authenticate(request.request(), &door).await?;
    if guarded && actor.by_cookie {
        origin::require_own(request.request())?;
    }
    if !route.permission.allows(actor.viewer.role) {
        return Err(Code::Forbidden.into());
    }
    request.extensions_mut().insert(actor);
    Ok(())
}
