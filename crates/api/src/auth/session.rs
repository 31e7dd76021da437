//! From what a request carries to who asks. The session is looked up every time, so that signing
//! out, a new password and a deactivation act on the very next request.

use actix_web::HttpRequest;
use actix_web::http::header;
use futures_util::future::BoxFuture;
use guichet_domain::ids::PersonId;
use guichet_domain::people::Viewer;

use super::actor::Actor;
use crate::door::Door;
use crate::problem::{Code, Problem};

/// By what a session is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Key {
    /// The hash of the token in a cookie.
    Cookie {
        /// In hexadecimal.
        hash: String,
    },
    /// The session and the person an access token names.
    Token {
        /// The session.
        session: i64,
        /// The person.
        person: PersonId,
    },
}

/// Finds the open session of an active person, with what the person may do now.
pub trait Sessions: Send + Sync {
    /// `None` where it has ended, expired, or the person may no longer sign in.
    fn find(&self, key: Key) -> BoxFuture<'static, Result<Option<(i64, Viewer)>, Problem>>;
}

/// Who asks.
///
/// # Errors
/// `not_signed_in` without a valid token or cookie. A token that is sent is believed or refused:
/// no cookie takes its place.
pub async fn authenticate(request: &HttpRequest, door: &Door) -> Result<Actor, Problem> {
    let key = match request.headers().get(header::AUTHORIZATION) {
        Some(value) => {
            let token = value.to_str().ok().and_then(bearer);
            let bearer = token.and_then(|token| door.access_tokens().check(token));
            bearer.map(|bearer| Key::Token {
                session: bearer.session,
                person: bearer.person,
            })
        }
        None => door
            .cookie()
            .read(request)
            .map(|token| Key::Cookie { hash: token.hash() }),
    };
    let key = key.ok_or(Problem::new(Code::NotSignedIn))?;
    let by_cookie = matches!(key, Key::Cookie { .. });
    let (session, viewer) = find(door, key).await?;
    Ok(Actor {
        viewer,
        session,
        by_cookie,
    })
}

/// The same person in the same session, with the present rights.
///
/// # Errors
/// `not_signed_in` where the session has ended.
pub async fn again(door: &Door, actor: &Actor) -> Result<Actor, Problem> {
    let key = Key::Token {
        session: actor.session,
        person: actor.viewer.person,
    };
    let (session, viewer) = find(door, key).await?;
    Ok(Actor {
        viewer,
        session,
        by_cookie: actor.by_cookie,
    })
}

async fn find(door: &Door, key: Key) -> Result<(i64, Viewer), Problem> {
    door.sessions()
        .find(key)
        .await?
        .ok_or_else(|| Code::NotSignedIn.into())
}

/// The token of `Authorization: Bearer`; the scheme is written in any case (RFC 9110 §11.1).
fn bearer(value: &str) -> Option<&str> {
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
