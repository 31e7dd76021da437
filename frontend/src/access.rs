//! The way to the server.

use crate::failure::Failure;
use crate::session;
use guichet_client::Client;
use guichet_contract::attachment::Attachment;
use guichet_contract::problem::Code;
use std::future::Future;
use web_sys::File;

/// The client of this page; cheap to make.
#[cfg(target_arch = "wasm32")]
#[must_use]
pub fn client() -> Client {
    Client::here()
}

/// Uploads a file, to be attached to a message afterwards.
#[cfg(target_arch = "wasm32")]
pub async fn upload(file: &File) -> Result<Attachment, Failure> {
    ask(client().upload(file)).await
}

/// The tests of plain functions are built without a browser, where nobody is asked anything.
#[cfg(not(target_arch = "wasm32"))]
pub fn client() -> Client {
    unreachable!("there is no page that belongs to a server")
}

/// See [`client`].
#[cfg(not(target_arch = "wasm32"))]
pub async fn upload(_: &File) -> Result<Attachment, Failure> {
    unreachable!("there is no page that belongs to a server")
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
