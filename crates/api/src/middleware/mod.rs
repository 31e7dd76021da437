//! What every request passes through, from the outside in: `edge` (id, log, metrics, headers,
//! panics), `well_formed`, `rate`, `gate` (known address and method, permission), `deadline`.

pub mod deadline;
pub mod edge;
pub mod gate;
pub mod headers;
pub mod observe;
pub mod rate;
pub mod request_id;
pub mod well_formed;

use actix_web::Error;
use actix_web::body::BoxBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};

use crate::problem::Problem;

/// What a middleware gives back.
pub type Outcome = Result<ServiceResponse<BoxBody>, Error>;

/// Answers a request before it reaches its handler.
pub fn refuse(request: ServiceRequest, problem: &Problem) -> Outcome {
    Ok(request.into_response(problem.response()))
}
