//! The id of a request: in `X-Request-Id` both ways, in problems and in the log.

use actix_web::dev::ServiceRequest;
use actix_web::http::header::{HeaderName, HeaderValue};

/// The header it travels in.
pub const HEADER: HeaderName = HeaderName::from_static("x-request-id");

tokio::task_local! {
    static CURRENT: String;
}

/// Lets `work` know the id.
pub async fn scope<T>(id: String, work: impl Future<Output = T>) -> T {
    CURRENT.scope(id, work).await
}

/// The id of the request being served, if one is.
pub fn current() -> Option<String> {
    CURRENT.try_with(Clone::clone).ok()
}

/// The client's own id if it is short and plain, else a new one.
pub fn of(request: &ServiceRequest) -> String {
    let theirs = request
        .headers()
        .get(&HEADER)
        .and_then(|value| value.to_str().ok());
    let plain = |id: &&str| {
        let harmless = |b: u8| b.is_ascii_alphanumeric() || b"-_.:".contains(&b);
        (8..=64).contains(&id.len()) && id.bytes().all(harmless)
    };
    theirs.filter(plain).map_or_else(fresh, str::to_owned)
}

fn fresh() -> String {
    // An id need not be secret: without a source of randomness it is only less unique.
    format!("{:016x}", getrandom::u64().unwrap_or_default())
}

/// The id as a header value.
pub fn value(id: &str) -> HeaderValue {
    HeaderValue::from_str(id).unwrap_or(HeaderValue::from_static("-"))
}
