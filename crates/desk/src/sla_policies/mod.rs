//! SLA policies: who settles what is promised, and what a change would have done.

mod preview;
mod sound;

pub use preview::{Effect, PriorityEffect, preview};

use guichet_domain::ids::SlaPolicyId;
use guichet_domain::people::Role;
use guichet_domain::sla::Terms;
use guichet_domain::text::Name;
use guichet_store::Connection;
pub use guichet_store::sla_policies::SlaPolicy;
use guichet_store::sla_policies::{self, Profile};
use serde_json::{Value, json};

use crate::{By, Refusal, Wrong, audit, clocks};

/// The most there may be.
pub const MOST: usize = 200;

/// A policy to make; it comes last.
#[derive(Debug, Clone, PartialEq)]
pub struct NewSlaPolicy {
    /// Its name, unlike any other's.
    pub name: Name,
    /// Whether it is used.
    pub active: bool,
    /// What it promises.
    pub terms: Terms,
}

/// What to change of a policy; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SlaPolicyPatch {
    /// Its name.
    pub name: Option<Name>,
    /// Whether it is used.
    pub active: Option<bool>,
    /// All of its terms.
    pub terms: Option<Terms>,
}

/// All policies in the order in which they are tried, for staff.
pub fn list(tx: &mut Connection, by: &By) -> Result<Vec<SlaPolicy>, Refusal> {
    by.require(Role::Agent)?;
    Ok(sla_policies::list(tx)?)
}

/// One policy, for staff.
pub fn get(tx: &mut Connection, by: &By, id: SlaPolicyId) -> Result<SlaPolicy, Refusal> {
    by.require(Role::Agent)?;
    sla_policies::find(tx, id)?.ok_or(Refusal::NotFound)
}

/// A supervisor makes a policy.
pub fn create(tx: &mut Connection, by: &By, new: &NewSlaPolicy) -> Result<SlaPolicy, Refusal> {
    by.require(Role::Supervisor)?;
    if sla_policies::list(tx)?.len() >= MOST {
        let sentence = "There are 200 policies already.";
        return Err(Refusal::field("name", Wrong::Invalid(sentence)));
    }
    let profile = Profile {
        name: new.name.as_str().to_owned(),
        active: new.active,
        terms: sound::terms(tx, &new.terms)?,
    };
    let id = sla_policies::insert(tx, &profile)?;
    audit::record(
        tx,
        by,
        "created",
        audit::Object::SlaPolicy(id),
        details(&profile),
    )?;
    clocks::touch(tx)?;
    get(tx, by, id)
}

/// A supervisor changes a policy. Open tickets are measured anew, with the time that is used.
pub fn change(
    tx: &mut Connection,
    by: &By,
    id: SlaPolicyId,
    version: Option<i64>,
    patch: &SlaPolicyPatch,
) -> Result<SlaPolicy, Refusal> {
    by.require(Role::Supervisor)?;
    let before = get(tx, by, id)?;
    if version.is_some_and(|version| version != before.version) {
        return Err(Refusal::Stale);
    }
    let mut profile = before.profile.clone();
    if let Some(name) = &patch.name {
        name.as_str().clone_into(&mut profile.name);
    }
    profile.active = patch.active.unwrap_or(profile.active);
    if let Some(terms) = &patch.terms {
        profile.terms = sound::terms(tx, terms)?;
    }
    if profile == before.profile {
        return Ok(before);
    }
    sla_policies::update(tx, id, before.version, &profile)?;
    let changes = audit::changes(&details(&before.profile), &details(&profile));
    audit::record(tx, by, "changed", audit::Object::SlaPolicy(id), changes)?;
    clocks::touch(tx)?;
    get(tx, by, id)
}

/// A supervisor takes a policy away: its open tickets are promised by the next that is for them.
pub fn delete(
    tx: &mut Connection,
    by: &By,
    id: SlaPolicyId,
    version: Option<i64>,
) -> Result<(), Refusal> {
    by.require(Role::Supervisor)?;
    let before = get(tx, by, id)?;
    sla_policies::delete(tx, id, version.unwrap_or(before.version))?;
    audit::record(
        tx,
        by,
        "deleted",
        audit::Object::SlaPolicy(id),
        details(&before.profile),
    )?;
    clocks::touch(tx)
}

/// A supervisor puts the policies in order; each is named once.
pub fn order(tx: &mut Connection, by: &By, ids: &[SlaPolicyId]) -> Result<Vec<SlaPolicy>, Refusal> {
    by.require(Role::Supervisor)?;
    let before: Vec<SlaPolicyId> = sla_policies::list(tx)?
        .iter()
        .map(|policy| policy.id)
        .collect();
    let sorted = |ids: &[SlaPolicyId]| {
        let mut ids = ids.to_vec();
        ids.sort();
        ids
    };
    if sorted(ids) != sorted(&before) {
        let sentence = "Name every policy once.";
        return Err(Refusal::field("ids", Wrong::Invalid(sentence)));
    }
    if ids != before.as_slice() {
        sla_policies::set_order(tx, ids)?;
        let details = json!({ "order": { "from": before, "to": ids } });
        audit::record(tx, by, "ordered", audit::Object::SlaPolicies, details)?;
        clocks::touch(tx)?;
    }
    list(tx, by)
}

fn details(profile: &Profile) -> Value {
    json!({
        "name": profile.name,
        "active": profile.active,
        "terms": profile.terms,
    })
}
