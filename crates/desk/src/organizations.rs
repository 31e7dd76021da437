//! Organizations that requesters belong to.

use guichet_domain::ids::OrganizationId;
use guichet_domain::people::{Role, Sharing};
use guichet_domain::text::{Name, Reason};
use guichet_store::Connection;
pub use guichet_store::organizations::Organization;
use guichet_store::organizations::{self, Profile};
use serde_json::{Value, json};

use crate::page::{Page, Slice, numbered};
use crate::{By, Refusal, audit};

/// An organization to enter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOrganization {
    /// Its name, unlike any other's.
    pub name: Name,
    /// What agents should know of it.
    pub notes: Option<Reason>,
    /// Who of it reads all of its tickets; anything but `none` is for administrators to say.
    pub sharing: Sharing,
}

/// What to change of an organization; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrganizationPatch {
    /// Its name.
    pub name: Option<Name>,
    /// What agents should know of it; `Some(None)` takes it away.
    pub notes: Option<Option<Reason>>,
    /// Who of it reads all of its tickets; for administrators to say.
    pub sharing: Option<Sharing>,
}

/// A page of organizations by name, for staff; those with the beginnings of words in their name.
pub fn list(
    tx: &mut Connection,
    by: &By,
    words: Option<&str>,
    slice: &Slice,
) -> Result<Page<Organization>, Refusal> {
    by.require(Role::Agent)?;
    let page = organizations::list(tx, words, slice.after()?, slice.limit())?;
    Ok(numbered(page))
}

/// One organization, for staff.
pub fn get(tx: &mut Connection, by: &By, id: OrganizationId) -> Result<Organization, Refusal> {
    by.require(Role::Agent)?;
    Ok(organizations::get(tx, id)?)
}

/// Staff enter an organization.
pub fn create(
    tx: &mut Connection,
    by: &By,
    new: &NewOrganization,
) -> Result<Organization, Refusal> {
    by.require(Role::Agent)?;
    if new.sharing != Sharing::None {
        by.require(Role::Admin)?;
    }
    let profile = Profile {
        name: new.name.as_str().to_owned(),
        notes: new.notes.clone().map(Reason::into_string),
        sharing: new.sharing,
    };
    let id = organizations::insert(tx, &profile, by.at)?;
    let object = audit::Object::Organization(id);
    audit::record(tx, by, "created", object, details(&profile))?;
    Ok(organizations::get(tx, id)?)
}

/// A supervisor changes an organization, an administrator its sharing.
pub fn change(
    tx: &mut Connection,
    by: &By,
    id: OrganizationId,
    version: Option<i64>,
    patch: &OrganizationPatch,
) -> Result<Organization, Refusal> {
    by.require(Role::Supervisor)?;
    let before = organizations::get(tx, id)?;
    if version.is_some_and(|version| version != before.version) {
        return Err(Refusal::Stale);
    }
    let mut after = before.profile.clone();
    if let Some(name) = &patch.name {
        name.as_str().clone_into(&mut after.name);
    }
    if let Some(notes) = &patch.notes {
        after.notes = notes.clone().map(Reason::into_string);
    }
    after.sharing = patch.sharing.unwrap_or(after.sharing);
    if after.sharing != before.profile.sharing {
        by.require(Role::Admin)?;
    }
    if after == before.profile {
        return Ok(before);
    }
    organizations::update(tx, id, before.version, &after, by.at)?;
    let changes = audit::changes(&details(&before.profile), &details(&after));
    audit::record(tx, by, "changed", audit::Object::Organization(id), changes)?;
    Ok(organizations::get(tx, id)?)
}

fn details(profile: &Profile) -> Value {
    json!({ "name": profile.name, "notes": profile.notes, "sharing": profile.sharing })
}
