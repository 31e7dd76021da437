//! No request is served for ever. What a handler has handed to the store by then may still
//! happen: the answer says that the server could not tell, not that nothing was done.

use actix_web::body::BoxBody;
use actix_web::dev::ServiceRequest;
use actix_web::middleware::Next;

use super::Outcome;
use crate::door::Door;
use crate::problem::{Code, Problem};
use crate::routes::{Patience, table};

/// Gives a request the time its route allows.
pub async fn deadline(request: ServiceRequest, next: Next<BoxBody>) -> Outcome {
    let pattern = request.match_pattern().unwrap_or_default();
    let route = table::find(request.method(), &pattern);
    if route.is_some_and(|route| route.patience != Patience::Usual) {
        return next.call(request).await;
    }
    let allowed = Door::of(request.request())?.settings().request_timeout.0;
    match tokio::time::timeout(allowed, next.call(request)).await {
        Ok(outcome) => outcome,
        Err(_) => Err(Problem::new(Code::Unavailable).retry_after(5).into()),
    }
}
