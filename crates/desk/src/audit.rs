//! What was done to the desk itself, kept with who did it.

use chrono::{DateTime, Utc};
use guichet_domain::ids::{CategoryId, OrganizationId, PersonId, TeamId};
use guichet_store::Connection;
use guichet_store::audit::{Act, append};
use serde_json::{Map, Value, json};

use crate::{By, Refusal};

/// What an act was done to.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Object {
    Person(PersonId),
    Organization(OrganizationId),
    Team(TeamId),
    Category(CategoryId),
    Settings,
}

impl Object {
    fn name(self) -> (&'static str, Option<i64>) {
        match self {
            Self::Person(id) => ("person", Some(id.0)),
            Self::Organization(id) => ("organization", Some(id.0)),
            Self::Team(id) => ("team", Some(id.0)),
            Self::Category(id) => ("category", Some(id.0)),
            Self::Settings => ("settings", None),
        }
    }
}

/// Keeps an act of somebody. The details never hold a secret.
pub(crate) fn record(
    tx: &mut Connection,
    by: &By,
    act: &str,
    object: Object,
    details: Value,
) -> Result<(), Refusal> {
    Ok(append(
        tx,
        &entry(by.at, Some(by.viewer.person), act, object, details),
    )?)
}

/// Keeps an act of the desk itself.
pub(crate) fn record_own(
    tx: &mut Connection,
    at: DateTime<Utc>,
    act: &str,
    object: Object,
    details: Value,
) -> Result<(), Refusal> {
    Ok(append(tx, &entry(at, None, act, object, details))?)
}

fn entry(
    at: DateTime<Utc>,
    person: Option<PersonId>,
    act: &str,
    object: Object,
    details: Value,
) -> Act {
    let (name, id) = object.name();
    Act {
        at,
        person,
        act: act.to_owned(),
        object: name.to_owned(),
        object_id: id,
        details,
    }
}

/// The members of an object that differ, each with its old and new value.
pub(crate) fn changes(before: &Value, after: &Value) -> Value {
    let nothing = Map::new();
    let old = before.as_object().unwrap_or(&nothing);
    let new = after.as_object().unwrap_or(&nothing);
    let differing = new
        .iter()
        .filter(|(name, value)| old.get(*name) != Some(*value));
    let pairs = differing.map(|(name, value)| {
        let from = old.get(name).cloned().unwrap_or(Value::Null);
        (name.clone(), json!({ "from": from, "to": value }))
    });
    Value::Object(pairs.collect())
}
