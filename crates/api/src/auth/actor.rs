//! Who asks: the argument every handler has that is not for everybody.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use guichet_domain::people::Viewer;

use crate::problem::{Code, Problem};

/// Someone signed in. Made by the gate before the body is read; a handler of a public route that
/// asks for one gets a refusal.
#[derive(Debug, Clone)]
pub struct Actor {
    /// The person, with all the policy needs to know.
    pub viewer: Viewer,
    /// The session.
    pub session: i64,
    /// Whether a cookie says so, and not a token the client holds itself.
    pub by_cookie: bool,
}

impl FromRequest for Actor {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let actor = request.extensions().get::<Self>().cloned();
        ready(actor.ok_or_else(|| Code::NotSignedIn.into()))
    }
}
