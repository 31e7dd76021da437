//! A person is changed by somebody else; one's own name and language are changed in `me`.

use guichet_domain::ids::{OrganizationId, PersonId, TeamId};
use guichet_domain::people::{AgentScope, Language, Role};
use guichet_domain::text::{Email, Line, Name};
use guichet_store::people::{self, Person, Profile};
use guichet_store::{Connection, sessions, teams};
use serde_json::{Value, json};

use super::create::check_teams;
use super::{PersonView, details, get};
use crate::passwords::PasswordHash;
use crate::references::existing_organization;
use crate::{By, Conflict, Refusal, Wrong, audit};

/// What to change of a person; what is `None` stays, `Some(None)` is taken away.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PersonPatch {
    /// The full name.
    pub name: Option<Name>,
    /// The mail address.
    pub email: Option<Option<Email>>,
    /// A telephone number.
    pub phone: Option<Option<Line<40>>>,
    /// What the person is for the desk.
    pub role: Option<Role>,
    /// Which tickets an agent sees.
    pub scope: Option<AgentScope>,
    /// The organization.
    pub organization: Option<Option<OrganizationId>>,
    /// Whether the person has the role of manager in it.
    pub organization_manager: Option<bool>,
    /// Whether the person is one of those who read its tickets.
    pub organization_reader: Option<bool>,
    /// All the teams of an agent.
    pub teams: Option<Vec<TeamId>>,
    /// The language.
    pub language: Option<Language>,
    /// Whether the person can sign in and be assigned.
    pub active: Option<bool>,
    /// A new password.
    pub password: Option<PasswordHash>,
}

impl PersonPatch {
    /// The least role that may change this of somebody: staff look after requesters, supervisors
    /// say who reads an organization's tickets, and all that gives or takes rights is for
    /// administrators.
    fn needs(&self, person: &Profile) -> Role {
        let rights = self.role.is_some()
            || self.scope.is_some()
            || self.teams.is_some()
            || self.active.is_some()
            || self.password.is_some();
        let reading = self.organization_manager.is_some() || self.organization_reader.is_some();
        match (person.role.is_staff() || rights, reading) {
            (true, _) => Role::Admin,
            (false, true) => Role::Supervisor,
            (false, false) => Role::Agent,
        }
    }
}

/// What is to become of a person, decided and checked.
struct Next {
    profile: Profile,
    present_teams: Vec<TeamId>,
    teams: Vec<TeamId>,
}

/// Changes a person. Whoever may not sign in any more, gets another role or a new password is
/// signed out everywhere; the last administrator stays.
pub fn change(
    tx: &mut Connection,
    by: &By,
    id: PersonId,
    version: Option<i64>,
    patch: &PersonPatch,
) -> Result<PersonView, Refusal> {
    by.require(Role::Agent)?;
    let person = people::get(tx, id)?;
    by.require(patch.needs(&person.profile))?;
    if version.is_some_and(|version| version != person.version) {
        return Err(Refusal::Stale);
    }
    let next = next(tx, &person, patch)?;
    keep_an_administrator(tx, &person, &next.profile)?;
    let (old, new) = (
        described(&person.profile, &next.present_teams),
        described(&next.profile, &next.teams),
    );
    if old == new && patch.password.is_none() {
        return get(tx, by, id);
    }
    people::update(tx, id, person.version, &next.profile, by.at)?;
    if next.teams != next.present_teams {
        teams::set_teams(tx, id, &next.teams)?;
    }
    if let Some(hash) = &patch.password {
        people::set_password_hash(tx, id, hash.as_str())?;
    }
    sign_out(tx, by, &person, &next.profile, patch)?;
    note(tx, by, id, &audit::changes(&old, &new), patch)?;
    get(tx, by, id)
}

fn next(tx: &mut Connection, person: &Person, patch: &PersonPatch) -> Result<Next, Refusal> {
    let mut profile = person.profile.clone();
    if let Some(name) = &patch.name {
        name.as_str().clone_into(&mut profile.name);
    }
    if let Some(email) = &patch.email {
        profile.email = email.clone().map(Email::into_string);
    }
    if let Some(phone) = &patch.phone {
        profile.phone = phone.clone().map(Line::into_string);
    }
    if let Some(Some(id)) = patch.organization {
        existing_organization(tx, "organization_id", id)?;
    }
    let organization = patch.organization.unwrap_or(profile.organization);
    // What somebody might read in one organization says nothing of the next.
    let stays = organization == profile.organization;
    let (manager, reader) = (profile.organization_manager, profile.organization_reader);
    profile.organization = organization;
    profile.organization_manager = patch.organization_manager.unwrap_or(manager && stays);
    profile.organization_reader = patch.organization_reader.unwrap_or(reader && stays);
    profile.role = patch.role.unwrap_or(profile.role);
    profile.scope = patch.scope.unwrap_or(profile.scope);
    profile.language = patch.language.unwrap_or(profile.language);
    profile.active = patch.active.unwrap_or(profile.active);
    // Nobody signs in without an address; imported staff may not have one yet.
    let taken_away = patch.email == Some(None) && profile.role.is_staff();
    if profile.email.is_none() && (patch.password.is_some() || taken_away) {
        return Err(Refusal::field("email", Wrong::Missing));
    }
    let present = teams::of_people(tx, &[person.id])?.remove(&person.id);
    let present_teams = present.unwrap_or_default();
    // Whoever becomes a requester leaves the teams.
    let stay = match profile.role.is_staff() {
        true => present_teams.clone(),
        false => Vec::new(),
    };
    let mut teams = patch.teams.clone().unwrap_or(stay);
    check_teams(tx, profile.role, &teams, &present_teams)?;
    teams.sort();
    teams.dedup();
    Ok(Next {
        profile,
        present_teams,
        teams,
    })
}

/// Somebody must always be able to administer the desk.
fn keep_an_administrator(
    tx: &mut Connection,
    person: &Person,
    next: &Profile,
) -> Result<(), Refusal> {
    let is_one = |profile: &Profile| profile.role == Role::Admin && profile.active;
    if !is_one(&person.profile) || is_one(next) {
        return Ok(());
    }
    let administrators = people::hold_administrators(tx)?;
    if administrators.iter().any(|id| *id != person.id) {
        Ok(())
    } else {
        Err(Conflict::InUse.into())
    }
}

fn sign_out(
    tx: &mut Connection,
    by: &By,
    person: &Person,
    next: &Profile,
    patch: &PersonPatch,
) -> Result<(), Refusal> {
    let role = next.role != person.profile.role;
    if !next.active || role || patch.password.is_some() {
        sessions::revoke_all(tx, person.id, None, by.at)?;
    }
    Ok(())
}

fn note(
    tx: &mut Connection,
    by: &By,
    id: PersonId,
    changes: &Value,
    patch: &PersonPatch,
) -> Result<(), Refusal> {
    let object = audit::Object::Person(id);
    if changes
        .as_object()
        .is_some_and(|changes| !changes.is_empty())
    {
        audit::record(tx, by, "changed", object, changes.clone())?;
    }
    if patch.password.is_some() {
        audit::record(tx, by, "password_set", object, json!({}))?;
    }
    Ok(())
}

fn described(profile: &Profile, teams: &[TeamId]) -> Value {
    let mut described = details(profile);
    described["teams"] = json!(teams);
    described
}
