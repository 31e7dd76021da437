//! The first page of an empty desk: its first administrator.

use chrono::{DateTime, Utc};
use guichet_domain::ids::PersonId;
use guichet_domain::people::Language;
use guichet_domain::text::{Email, Name};
use guichet_store::{Connection, people};

use crate::passwords::PasswordHash;
use crate::people::create_administrator;
use crate::settings::Settings;
use crate::{Conflict, Refusal, settings};

/// A desk to set up, with its first administrator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setup {
    /// What the desk is called.
    pub desk_name: Name,
    /// The administrator's full name.
    pub name: Name,
    /// The administrator's mail address.
    pub email: Email,
    /// The hash of the administrator's password.
    pub password: PasswordHash,
    /// The language of the desk and of the administrator.
    pub language: Language,
}

/// Whether the desk has its first administrator, and what it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// Whether it still waits for one.
    pub needed: bool,
    /// The settings; the defaults while it waits.
    pub settings: Settings,
}

/// Whether the desk waits to be set up.
pub fn state(tx: &mut Connection) -> Result<State, Refusal> {
    Ok(State {
        needed: !people::has_administrator(tx)?,
        settings: settings::load(tx)?,
    })
}

/// Sets the desk up: once, whoever tries it at the same moment.
pub fn begin(tx: &mut Connection, at: DateTime<Utc>, setup: &Setup) -> Result<PersonId, Refusal> {
    if people::has_administrator(tx)? {
        return Err(Conflict::AlreadySetUp.into());
    }
    let first = Settings {
        name: setup.desk_name.as_str().to_owned(),
        language: setup.language,
        ..Settings::default()
    };
    settings::begin(tx, &first)?;
    let (name, email) = (&setup.name, &setup.email);
    create_administrator(tx, at, name, email, &setup.password, setup.language)
}
