//! Whether a request comes from our own pages. A cookie is sent by the browser whoever wrote the
//! page; what a page cannot forge are `Origin` and `Sec-Fetch-Site`.

use actix_web::HttpRequest;
use actix_web::http::header;

use crate::door::Door;
use crate::problem::{Code, Problem};

/// Refuses a request that says it comes from elsewhere.
pub fn refuse_foreign(request: &HttpRequest, door: &Door) -> Result<(), Problem> {
    let headers = request.headers();
    let site = headers.get("sec-fetch-site").map(|value| value.as_bytes());
    let elsewhere = site.is_some_and(|site| site != b"same-origin");
    let origin = headers
        .get(header::ORIGIN)
        .map(|value| value.to_str().unwrap_or("null"));
    let foreign = origin.is_some_and(|origin| !is_own(origin, request, door));
    if elsewhere || foreign {
        return Err(Code::ForeignOrigin.into());
    }
    Ok(())
}

/// Refuses a request that does not say where it comes from.
pub fn require_own(request: &HttpRequest) -> Result<(), Problem> {
    let headers = request.headers();
    if headers.contains_key(header::ORIGIN) || headers.contains_key("sec-fetch-site") {
        return Ok(());
    }
    Err(Problem::new(Code::ForeignOrigin).detail("Send Origin with a request that uses a cookie."))
}

/// The base URL, or the very host the request was sent to: a page elsewhere can set neither.
fn is_own(origin: &str, request: &HttpRequest, door: &Door) -> bool {
    if origin == door.base_url() {
        return true;
    }
    let authority = origin.split_once("://").map(|(_, authority)| authority);
    let host = request
        .headers()
        .get(header::HOST)
        .and_then(|value| value.to_str().ok());
    authority.is_some() && authority == host
}
