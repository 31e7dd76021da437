//! The JSON body of a request.

use std::ops::Deref;
use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::web::Bytes;
use actix_web::{FromRequest, HttpRequest};
use futures_util::StreamExt;
use futures_util::future::LocalBoxFuture;
use serde::de::DeserializeOwned;

use super::read::read;
use super::value::Value;
use crate::door::Door;
use crate::problem::{Code, Problem};

/// A body of `application/json`, read into `T`.
#[derive(Debug)]
pub struct Json<T>(pub T);

impl<T> Json<T> {
    /// What was read.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> Deref for Json<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: DeserializeOwned + 'static> FromRequest for Json<T> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let payload = payload.take();
        Box::pin(async move {
            media_type(
                &request,
                &["application/json", "application/merge-patch+json"],
            )?;
            let settings = Door::of(&request)?.settings();
            let limit = settings.max_body.as_usize();
            let body = read_body(&request, payload, limit, settings.request_timeout.0).await?;
            parse(&body).map(Json)
        })
    }
}

/// Reads a document: 400 where it is not JSON, 422 where it is not what is asked for.
fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    let value: Value = serde_json::from_slice(body).map_err(|error| {
        let place = format!(
            "Not JSON at line {}, column {}.",
            error.line(),
            error.column()
        );
        Problem::new(Code::MalformedJson).detail(place)
    })?;
    read(value).map_err(|wrong| Problem::invalid(vec![wrong.into_field()]))
}

/// Refuses a body of another type, in another encoding of characters, or compressed.
pub fn media_type(request: &HttpRequest, understood: &[&str]) -> Result<(), Problem> {
    let refused = |detail: &str| Err(Problem::new(Code::UnsupportedMediaType).detail(detail));
    let expected = || format!("Send Content-Type: {}.", understood[0]);
    let Some(value) = request.headers().get(header::CONTENT_TYPE) else {
        return refused(&expected());
    };
    let Ok(value) = value.to_str() else {
        return refused(&expected());
    };
    let mut parts = value.split(';').map(str::trim);
    let essence = parts.next().unwrap_or_default();
    if !understood
        .iter()
        .any(|known| essence.eq_ignore_ascii_case(known))
    {
        return refused(&expected());
    }
    for parameter in parts {
        let charset = parameter.to_ascii_lowercase();
        let charset = charset
            .strip_prefix("charset=")
            .map(|name| name.trim_matches('"'));
        if charset.is_some_and(|name| !matches!(name, "utf-8" | "utf8")) {
            return refused("Send the body in UTF-8.");
        }
    }
    match request.headers().get(header::CONTENT_ENCODING) {
        Some(encoding) if encoding != "identity" => refused("Send the body uncompressed."),
        _ => Ok(()),
    }
}

/// Reads a whole body of at most `limit` bytes that arrives within `time`.
pub async fn read_body(
    request: &HttpRequest,
    mut payload: Payload,
    limit: usize,
    time: Duration,
) -> Result<Bytes, Problem> {
    let too_large =
        || Problem::new(Code::TooLarge).detail(format!("A body may have at most {limit} bytes."));
    let announced = request.headers().get(header::CONTENT_LENGTH);
    let announced = announced.and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|length| length > limit as u64) {
        return Err(too_large());
    }
    let whole = async {
        let mut body = Vec::with_capacity(announced.unwrap_or(0) as usize);
        while let Some(chunk) = payload.next().await {
            let chunk = chunk.map_err(|_| Problem::new(Code::MalformedRequest))?;
            if body.len() + chunk.len() > limit {
                return Err(too_large());
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Bytes::from(body))
    };
    tokio::time::timeout(time, whole)
        .await
        .unwrap_or(Err(Problem::new(Code::BodyTooSlow)))
}
