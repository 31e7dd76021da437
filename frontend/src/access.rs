//! The way to the server.

use crate::failure::Failure;
use guichet_client::Client;
use std::future::Future;

/// The client of this page; cheap to make.
#[must_use]
pub fn client() -> Client {
    Client::here()
}

/// A call of the client, its error in the words of the interface.
pub async fn ask<T>(
    call: impl Future<Output = guichet_client::Result<T>>,
) -> Result<T, Failure> {
    call.await.map_err(Failure::from)
}
