//! Typed client of the API: natively over reqwest, in a browser over fetch.
//!
//! Natively a client signs in with [`Client::sign_in`] and sends the access token itself; in a
//! browser the session cookie does that.

mod calls;
mod error;
#[cfg(not(target_arch = "wasm32"))]
#[path = "transport/native.rs"]
mod transport;
#[cfg(target_arch = "wasm32")]
#[path = "transport/web.rs"]
mod transport;

pub use calls::DeedBody;
pub use error::Error;
pub use guichet_contract as contract;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// What a call gives.
pub type Result<T> = std::result::Result<T, Error>;

/// A client of one desk.
#[derive(Clone)]
pub struct Client {
    transport: transport::Transport,
}

/// How a request is made.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

/// A request, without the place it is sent to.
struct Request {
    method: Method,
    /// Below `/api/v1`, with the query.
    path: String,
    body: Option<String>,
    /// The version that must still stand.
    version: Option<i64>,
}

/// An answer, whatever its status.
struct Answer {
    status: u16,
    body: String,
}

impl Request {
    fn get(path: impl Into<String>) -> Self {
        Self::new(Method::Get, path)
    }

    fn new(method: Method, path: impl Into<String>) -> Self {
        Self {
            method,
            path: path.into(),
            body: None,
            version: None,
        }
    }

    fn with(mut self, body: &impl Serialize) -> Result<Self> {
        let body = serde_json::to_string(body).map_err(|e| Error::Unreadable(e.to_string()))?;
        self.body = Some(body);
        Ok(self)
    }

    fn query(mut self, query: &impl Serialize) -> Result<Self> {
        let query =
            serde_urlencoded::to_string(query).map_err(|e| Error::Unreadable(e.to_string()))?;
        if !query.is_empty() {
            self.path.push('?');
            self.path.push_str(&query);
        }
        Ok(self)
    }

    fn if_version(mut self, version: i64) -> Self {
        self.version = Some(version);
        self
    }
}

impl Client {
    async fn send<T: DeserializeOwned>(&self, request: Request) -> Result<T> {
        let answer = self.transport.send(request).await?;
        let body = accepted(answer)?;
        serde_json::from_str(&body).map_err(|e| Error::Unreadable(e.to_string()))
    }

    async fn send_for_nothing(&self, request: Request) -> Result<()> {
        let answer = self.transport.send(request).await?;
        accepted(answer).map(drop)
    }
}

fn accepted(answer: Answer) -> Result<String> {
    if (200..300).contains(&answer.status) {
        return Ok(answer.body);
    }
    match serde_json::from_str(&answer.body) {
        Ok(problem) => Err(Error::Refused(Box::new(problem))),
        Err(_) => Err(Error::Status(answer.status)),
    }
}
