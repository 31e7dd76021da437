//! A person is entered.

use chrono::{DateTime, Utc};
use guichet_domain::ids::{OrganizationId, PersonId, TeamId};
use guichet_domain::people::{AgentScope, Language, Role};
use guichet_domain::text::{Email, Line, Name};
use guichet_store::people::{self, Profile};
use guichet_store::{Connection, teams};

use super::{PersonView, details, get};
use crate::passwords::PasswordHash;
use crate::references::{active_team, existing_organization};
use crate::{By, Refusal, Wrong, audit, settings};

/// A person to enter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPerson {
    /// The full name.
    pub name: Name,
    /// The mail address.
    pub email: Option<Email>,
    /// A telephone number.
    pub phone: Option<Line<40>>,
    /// What the person is for the desk; only an administrator makes somebody more than requester.
    pub role: Role,
    /// Which tickets an agent sees.
    pub scope: AgentScope,
    /// The organization.
    pub organization: Option<OrganizationId>,
    /// Whether the person has the role of manager in it; for supervisors to say.
    pub organization_manager: bool,
    /// Whether the person is one of those who read its tickets; for supervisors to say.
    pub organization_reader: bool,
    /// The teams of an agent.
    pub teams: Vec<TeamId>,
    /// The language; the desk's when `None`.
    pub language: Option<Language>,
    /// A first password.
    pub password: Option<PasswordHash>,
}

impl NewPerson {
    /// Somebody of whom nothing but the name is known.
    pub fn named(name: Name) -> Self {
        Self {
            name,
            email: None,
            phone: None,
            role: Role::Requester,
            scope: AgentScope::All,
            organization: None,
            organization_manager: false,
            organization_reader: false,
            teams: Vec::new(),
            language: None,
            password: None,
        }
    }
}

/// Staff enter a requester, an administrator anybody.
pub fn create(tx: &mut Connection, by: &By, new: &NewPerson) -> Result<PersonView, Refusal> {
    by.require(Role::Agent)?;
    if new.role.is_staff() {
        by.require(Role::Admin)?;
    }
    if new.organization_manager || new.organization_reader {
        by.require(Role::Supervisor)?;
    }
    if let Some(id) = new.organization {
        existing_organization(tx, "organization_id", id)?;
    }
    check_teams(tx, new.role, &new.teams, &[])?;
    let language = match new.language {
        Some(language) => language,
        None => settings::load(tx)?.language,
    };
    let profile = profile(new, language);
    let id = people::insert(tx, &profile, by.at)?;
    teams::set_teams(tx, id, &new.teams)?;
    if let Some(hash) = &new.password {
        set_first_password(tx, id, new.email.as_ref(), hash)?;
    }
    let object = audit::Object::Person(id);
    audit::record(tx, by, "created", object, details(&profile))?;
    get(tx, by, id)
}

fn profile(new: &NewPerson, language: Language) -> Profile {
    Profile {
        name: new.name.as_str().to_owned(),
        email: new.email.clone().map(Email::into_string),
        phone: new.phone.clone().map(Line::into_string),
        role: new.role,
        scope: new.scope,
        organization: new.organization,
        organization_manager: new.organization_manager,
        organization_reader: new.organization_reader,
        language,
        time_zone: None,
        active: true,
    }
}

/// A password is of no use without an address to sign in by.
fn set_first_password(
    tx: &mut Connection,
    id: PersonId,
    email: Option<&Email>,
    hash: &PasswordHash,
) -> Result<(), Refusal> {
    if email.is_none() {
        return Err(Refusal::field("email", Wrong::Missing));
    }
    Ok(people::set_password_hash(tx, id, hash.as_str())?)
}

/// Only staff are in teams; those one is in already may have been closed since.
pub(super) fn check_teams(
    tx: &mut Connection,
    role: Role,
    wanted: &[TeamId],
    present: &[TeamId],
) -> Result<(), Refusal> {
    if !role.is_staff() && !wanted.is_empty() {
        let sentence = "Only agents, supervisors and administrators are in teams.";
        return Err(Refusal::field("team_ids", Wrong::Invalid(sentence)));
    }
    for (place, team) in wanted.iter().enumerate() {
        if !present.contains(team) {
            active_team(tx, &format!("team_ids[{place}]"), *team)?;
        }
    }
    Ok(())
}

/// The desk itself enters an administrator: the first one, or one from the command line.
pub fn create_administrator(
    tx: &mut Connection,
    at: DateTime<Utc>,
    name: &Name,
    email: &Email,
    password: &PasswordHash,
    language: Language,
) -> Result<PersonId, Refusal> {
    let new = NewPerson {
        email: Some(email.clone()),
        role: Role::Admin,
        ..NewPerson::named(name.clone())
    };
    let profile = profile(&new, language);
    let id = people::insert(tx, &profile, at)?;
    people::set_password_hash(tx, id, password.as_str())?;
    let object = audit::Object::Person(id);
    audit::record_own(tx, at, "created", object, details(&profile))?;
    Ok(id)
}

/// The desk itself enters somebody who writes to it. Without a name the address gives one.
pub(crate) fn enter_requester(
    tx: &mut Connection,
    email: &Email,
    name: Option<&str>,
    language: Option<Language>,
    at: DateTime<Utc>,
) -> Result<PersonId, Refusal> {
    let local = email.as_str().split('@').next().unwrap_or_default();
    let name = name.and_then(|name| Name::parse(name).ok());
    let name = name.or_else(|| Name::parse(local).ok());
    let name = name.ok_or_else(|| Refusal::field("email", Wrong::Missing))?;
    let new = NewPerson {
        email: Some(email.clone()),
        ..NewPerson::named(name)
    };
    let language = match language {
        Some(language) => language,
        None => settings::load(tx)?.language,
    };
    let profile = profile(&new, language);
    let id = people::insert(tx, &profile, at)?;
    let object = audit::Object::Person(id);
    audit::record_own(tx, at, "created", object, details(&profile))?;
    Ok(id)
}
