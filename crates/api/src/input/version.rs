//! `ETag` and `If-Match` (RFC 9110 §8.8.3, §13.1.1): the version of an object in a header.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest};

use crate::problem::{Code, Problem};

/// The version a change is meant for; `None` where the client named none or said `*`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IfMatch(pub Option<i64>);

/// The entity tag of a version.
pub fn etag(version: i64) -> (header::HeaderName, String) {
    (header::ETAG, format!("\"{version}\""))
}

impl FromRequest for IfMatch {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let mut tags = request.headers().get_all(header::IF_MATCH);
        let (tag, more) = (tags.next(), tags.next().is_some());
        ready(match tag {
            None => Ok(Self(None)),
            Some(_) if more => Err(Code::MalformedRequest.into()),
            Some(value) => value
                .to_str()
                .map_err(|_| ())
                .and_then(version)
                .map(Self)
                .map_err(|()| {
                    Problem::new(Code::Stale).detail("If-Match names no version of this object.")
                }),
        })
    }
}

/// A tag that is not one of ours can match no version.
fn version(tag: &str) -> Result<Option<i64>, ()> {
    let tag = tag.trim();
    if tag == "*" {
        return Ok(None);
    }
    // A proxy that compresses the answer makes the tag weak; the version is the same.
    let tag = tag.strip_prefix("W/").unwrap_or(tag);
    let tag = tag
        .strip_prefix('"')
        .and_then(|tag| tag.strip_suffix('"'))
        .ok_or(())?;
    tag.parse().map(Some).map_err(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_read_from_its_entity_tag() {
        assert_eq!(version("\"12\""), Ok(Some(12)));
        assert_eq!(version("W/\"12\""), Ok(Some(12)));
        assert_eq!(version("*"), Ok(None));
        assert_eq!(version("12"), Err(()));
        assert_eq!(version("\"x\""), Err(()));
    }
}
