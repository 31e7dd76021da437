//! What was done to the desk itself, kept with who did it.

use chrono::{DateTime, Utc};
use guichet_domain::ids::{
    AbsenceId, CalendarId, CategoryId, MailId, MailboxId, OrganizationId, PersonId, RoutingRuleId,
    SkillId, SlaPolicyId, TeamId,
};
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
    Calendar(CalendarId),
    SlaPolicy(SlaPolicyId),
    SlaPolicies,
    Settings,
    PostSettings,
    Mailbox(MailboxId),
    /// The words of letters.
    Template,
    /// An address that was not written to.
    Address,
    /// A mail in quarantine.
    Mail(MailId),
    RoutingRule(RoutingRuleId),
    /// All of them: their order.
    RoutingRules,
    Skill(SkillId),
    /// What the routing knows of somebody.
    Agent(PersonId),
    Absence(AbsenceId),
}

impl Object {
    fn name(self) -> (&'static str, Option<i64>) {
        match self {
            Self::Person(id) => ("person", Some(id.0)),
            Self::Organization(id) => ("organization", Some(id.0)),
            Self::Team(id) => ("team", Some(id.0)),
            Self::Category(id) => ("category", Some(id.0)),
            Self::Calendar(id) => ("calendar", Some(id.0)),
            Self::SlaPolicy(id) => ("sla_policy", Some(id.0)),
            Self::SlaPolicies => ("sla_policies", None),
            Self::Settings => ("settings", None),
            Self::PostSettings => ("post_settings", None),
            Self::Mailbox(id) => ("mailbox", Some(id.0)),
            Self::Template => ("letter_template", None),
            Self::Address => ("address", None),
            Self::Mail(id) => ("mail", Some(id.0)),
            Self::RoutingRule(id) => ("routing_rule", Some(id.0)),
            Self::RoutingRules => ("routing_rules", None),
            Self::Skill(id) => ("skill", Some(id.0)),
            Self::Agent(id) => ("agent", Some(id.0)),
            Self::Absence(id) => ("absence", Some(id.0)),
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
