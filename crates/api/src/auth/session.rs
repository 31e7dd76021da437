//! From what a request carries to who asks. The session is looked up every time, so that signing
//! out, a new password and a deactivation act on the very next request.

use std::sync::Arc;

use actix_web::HttpRequest;
use actix_web::http::header;
use guichet_desk::sessions::{self, SessionId, SignedIn};

use super::access_token::Bearer;
use super::actor::Actor;
use crate::door::Door;
use crate::problem::{Code, Problem};

/// What a request carries.
enum Credential {
    Cookie { hash: String },
    Token(Bearer),
}

/// Who asks.
///
/// # Errors
/// `not_signed_in` without a valid token or cookie. A token that is sent is believed or refused:
/// no cookie takes its place.
pub async fn authenticate(request: &HttpRequest, door: &Arc<Door>) -> Result<Actor, Problem> {
    match credential(request, door).ok_or(Problem::new(Code::NotSignedIn))? {
        Credential::Token(bearer) => find(door, bearer)
            .await
            .map(|found| Actor::new(found, false)),
        Credential::Cookie { hash } => {
            let at = door.desk().now();
            let look = move |tx: &mut _| sessions::find_by_token(tx, at, &hash);
            let found = door.desk().read(look).await?;
            let found = found.ok_or(Problem::new(Code::NotSignedIn))?;
            prolong(door, &found);
            Ok(Actor::new(found, true))
        }
    }
}

/// The same person in the same session, with the present rights.
///
/// # Errors
/// `not_signed_in` where the session has ended.
pub async fn again(door: &Door, actor: &Actor) -> Result<Actor, Problem> {
    let bearer = Bearer {
        person: actor.viewer.person,
        session: actor.session.0,
    };
    find(door, bearer)
        .await
        .map(|found| Actor::new(found, actor.by_cookie))
}

fn credential(request: &HttpRequest, door: &Door) -> Option<Credential> {
    match request.headers().get(header::AUTHORIZATION) {
        Some(value) => {
            let token = bearer(value.to_str().ok()?)?;
            door.access_tokens().check(token).map(Credential::Token)
        }
        None => {
            let token = door.cookie().read(request)?;
            Some(Credential::Cookie { hash: token.hash() })
        }
    }
}

async fn find(door: &Door, bearer: Bearer) -> Result<SignedIn, Problem> {
    let at = door.desk().now();
    let session = SessionId(bearer.session);
    let found = door
        .desk()
        .read(move |tx| sessions::find(tx, at, session, bearer.person))
        .await?;
    found.ok_or_else(|| Code::NotSignedIn.into())
}

/// A browser session lasts as long again from its last use. Noted after a twentieth of its
/// lifetime, beside the request, which does not wait for it.
fn prolong(door: &Arc<Door>, found: &SignedIn) {
    let at = door.desk().now();
    let lifetime = found.expires_at - found.last_used_at;
    if at - found.last_used_at < lifetime / 20 {
        return;
    }
    let session = found.session;
    let noted = door
        .desk()
        .write(move |tx| sessions::touch(tx, at, session, lifetime));
    actix_web::rt::spawn(async move {
        if let Err(refusal) = noted.await {
            tracing::warn!(%refusal, "the use of a session was not noted");
        }
    });
}

/// The token of `Authorization: Bearer`; the scheme is written in any case (RFC 9110 §11.1).
fn bearer(value: &str) -> Option<&str> {
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
