//! Memory: the only room that knows SQL and Diesel.
//!
//! [`Store`] opens the transaction, the modules by subject hold the queries.

mod connection;
mod error;
pub mod files;
mod job;
mod lane;
mod migrations;
mod postgres;
mod schema;
pub mod settings;
mod sqlite;
mod store;
mod time;
mod url;

pub use connection::Connection;
pub use error::Error;
pub use job::Answer;
pub use store::{Config, Store, Waiting};
pub use url::{DatabaseUrl, UrlError};
