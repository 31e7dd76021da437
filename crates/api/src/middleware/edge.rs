//! The outermost layer: whatever happens inside, the answer carries its id and the security
//! headers, is logged in one line and counted, and a panic becomes a problem.

use std::panic::AssertUnwindSafe;

use actix_web::HttpResponse;
use actix_web::body::BoxBody;
use actix_web::dev::ServiceRequest;
use actix_web::error::InternalError;
use actix_web::middleware::Next;
use futures_util::FutureExt;
use tracing::Instrument;

use super::{Outcome, headers, observe, request_id};
use crate::door::Door;
use crate::problem::{Code, Problem};

/// Passes a request on and dresses its answer.
pub async fn edge(request: ServiceRequest, next: Next<BoxBody>) -> Outcome {
    let id = request_id::of(&request);
    let watch = observe::Watch::begin(&request, &id);
    let span = watch.span();
    let hsts = Door::of(request.request()).is_ok_and(Door::is_https);
    let kind = headers::Kind::of(request.path());
    let id_value = request_id::value(&id);

    let served = async {
        let mut outcome = match AssertUnwindSafe(next.call(request)).catch_unwind().await {
            Ok(Ok(response)) => Ok(response),
            Ok(Err(error)) => Err(error.error_response()),
            // The hook set at the start has logged it, within the span of this request.
            Err(_) => Err(Problem::new(Code::Fault).response()),
        };
        let dress = |map: &mut actix_web::http::header::HeaderMap| {
            headers::dress(map, kind, hsts);
            map.insert(request_id::HEADER, id_value);
        };
        match &mut outcome {
            Ok(response) => dress(response.headers_mut()),
            Err(response) => dress(response.headers_mut()),
        }
        watch.end(
            outcome
                .as_ref()
                .map_or_else(HttpResponse::status, |r| r.status()),
        );
        outcome
    };
    let outcome = request_id::scope(id, served.instrument(span)).await;
    outcome.map_err(|response| InternalError::from_response("refused", response).into())
}
