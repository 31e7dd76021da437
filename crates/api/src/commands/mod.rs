//! What the command line does besides serving: each opens the desk, does its work, and says so.

pub mod admin;
pub mod clocks;
pub mod demo;
pub mod import;

use std::io::Write;
use std::sync::Arc;

use guichet_desk::{Conflict, Desk, Refusal, SystemClock};
use guichet_store::files::{DEFAULT_LIMIT, Files};
use guichet_store::{Config, DatabaseUrl, Error, Store};

use crate::settings::DataSettings;

/// Why a command could not be done: a sentence for the person who gave it.
pub type Failure = String;

/// Opens the database.
///
/// # Errors
/// A sentence about why it cannot be opened.
pub fn open_store(data: &DataSettings) -> Result<Store, Failure> {
    let url = data.database().map_err(|error| error.to_string())?;
    Store::open(&Config::new(url.clone())).map_err(|error| database_failure(&url, &error))
}

/// A desk on an open database, with files of at most so many bytes.
///
/// # Errors
/// A sentence about why files cannot be kept.
pub fn open_desk(data: &DataSettings, store: Store, max_file_size: u64) -> Result<Desk, Failure> {
    let files = Files::open(&data.files()).map_err(|error| error.to_string())?;
    Ok(Desk::new(
        store,
        files,
        Arc::new(SystemClock),
        max_file_size,
    ))
}

/// The desk with its database up to date, for a command that works in it.
///
/// # Errors
/// A sentence about what is missing.
pub fn ready_desk(data: &DataSettings) -> Result<Desk, Failure> {
    let store = open_store(data)?;
    store
        .migrate()
        .map_err(|error| database_failure(store.url(), &error))?;
    open_desk(data, store, DEFAULT_LIMIT)
}

/// Brings the database up to date.
///
/// # Errors
/// A sentence about the database.
pub fn migrate(data: &DataSettings) -> Result<(), Failure> {
    let store = open_store(data)?;
    let done = store
        .migrate()
        .map_err(|error| database_failure(store.url(), &error))?;
    if done.is_empty() {
        return print("The database is up to date.\n");
    }
    print(
        &done
            .iter()
            .map(|name| format!("Done: {name}\n"))
            .collect::<String>(),
    )
}

/// A failure of the database, for the person at the command line.
pub fn database_failure(url: &DatabaseUrl, error: &Error) -> Failure {
    match error {
        Error::Unavailable => format!(
            "the database {url} cannot be reached or opened; see DATABASE_URL and GUICHET_DATA"
        ),
        other => format!("the database {url} cannot be used: {other}"),
    }
}

/// What the desk refused, for the person at the command line.
fn refused(refusal: &Refusal) -> Failure {
    match refusal {
        Refusal::Conflict(Conflict::AlreadySetUp) => {
            "this desk is in use already; choose an empty data folder with --data".to_owned()
        }
        Refusal::Conflict(Conflict::Duplicate) => "somebody has this address already".to_owned(),
        other => other.to_string(),
    }
}

/// Prints, and does not mind a reader that has gone (`guichet openapi | head`).
///
/// # Errors
/// A sentence about why standard output takes nothing.
pub fn print(text: &str) -> Result<(), Failure> {
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.to_string()),
        _ => Ok(()),
    }
}
