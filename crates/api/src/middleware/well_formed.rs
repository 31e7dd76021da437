//! Refuses an address that is not text: broken percent-encoding, bytes that are not UTF-8,
//! control characters. Nothing further in meets them.

use actix_web::body::BoxBody;
use actix_web::dev::ServiceRequest;
use actix_web::middleware::Next;

use super::{Outcome, refuse};
use crate::input::decode;
use crate::problem::{Code, Problem};

/// Passes on a request whose path and query are text.
pub async fn well_formed(request: ServiceRequest, next: Next<BoxBody>) -> Outcome {
    let uri = request.uri();
    let sound = is_text(uri.path()) && uri.query().is_none_or(is_text);
    if sound {
        return next.call(request).await;
    }
    refuse(request, &Problem::new(Code::MalformedRequest))
}

/// Line breaks may stand in a search; a NUL or an escape sequence nowhere.
fn is_text(encoded: &str) -> bool {
    let harmless = |c: char| !c.is_control() || matches!(c, '\n' | '\r' | '\t');
    decode(encoded, false).is_some_and(|text| text.chars().all(harmless))
}
