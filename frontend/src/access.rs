//! The way to the server.

use crate::failure::Failure;
use crate::session;
use guichet_client::Client;
use guichet_contract::problem::Code;
use std::future::Future;

/// The client of this page; cheap to make.
#[must_use]
pub fn client() -> Client {
    Client::here()
}

/// A call of the client, its error in the words of the interface. When the session has ended, the
/// interface goes to its door.
pub async fn ask<T>(call: impl Future<Output = guichet_client::Result<T>>) -> Result<T, Failure> {
    let answer = call.await.map_err(Failure::from);
    if let Err(failure) = &answer
        && failure.code() == Some(Code::NotSignedIn)
    {
        session::ended();
    }
    answer
}
