//! Who asks: the argument every handler has that is not for everybody.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use guichet_desk::sessions::{SessionId, SignedIn};
use guichet_desk::{By, Desk};
use guichet_domain::people::Viewer;
use guichet_domain::ticket::Channel;

use crate::problem::{Code, Problem};

/// Someone signed in. Made by the gate before the body is read; a handler of a public route that
/// asks for one gets a refusal.
#[derive(Debug, Clone)]
pub struct Actor {
    /// The person, with all the policy needs to know.
    pub viewer: Viewer,
    /// The session.
    pub session: SessionId,
    /// Whether a cookie says so, and not a token the client holds itself.
    pub by_cookie: bool,
}

impl Actor {
    /// Someone whose session was found.
    pub fn new(found: SignedIn, by_cookie: bool) -> Self {
        Self {
            viewer: found.viewer,
            session: found.session,
            by_cookie,
        }
    }

    /// The one who does a deed at this desk now: people come through their browser, programs
    /// with a token.
    pub fn by(&self, desk: &Desk) -> By {
        let channel = if self.by_cookie {
            Channel::Portal
        } else {
            Channel::Api
        };
        desk.by(self.viewer.clone(), channel)
    }
}

impl FromRequest for Actor {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let actor = request.extensions().get::<Self>().cloned();
        ready(actor.ok_or_else(|| Code::NotSignedIn.into()))
    }
}
