//! People: who the desk knows, as staff see and change them.

mod change;
mod create;

pub use change::{PersonPatch, change};
pub(crate) use create::enter_requester;
pub use create::{NewPerson, create, create_administrator};
pub use guichet_store::people::Filter;

use chrono::{DateTime, Utc};
use guichet_domain::ids::PersonId;
use guichet_domain::people::{AgentScope, Language, Role};
use guichet_store::people::{Person, Profile};
use guichet_store::{Connection, people, teams};
use serde_json::{Value, json};

use crate::names::{Names, OrganizationRef, TeamRef, Wanted};
use crate::page::{Page, Slice, numbered};
use crate::{By, Refusal};

/// A person, as staff see one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonView {
    /// Who.
    pub id: PersonId,
    /// Grows with each change.
    pub version: i64,
    /// The full name.
    pub name: String,
    /// The mail address, by which the person signs in.
    pub email: Option<String>,
    /// A telephone number, as written.
    pub phone: Option<String>,
    /// What the person is for the desk.
    pub role: Role,
    /// Which tickets an agent sees.
    pub scope: AgentScope,
    /// The organization the person belongs to.
    pub organization: Option<OrganizationRef>,
    /// Whether the person has the role of manager in the organization.
    pub organization_manager: bool,
    /// Whether the person is one of those who read the organization's tickets.
    pub organization_reader: bool,
    /// The teams of an agent.
    pub teams: Vec<TeamRef>,
    /// The language of interface and messages.
    pub language: Language,
    /// IANA name of the time zone.
    pub time_zone: Option<String>,
    /// Whether the person can sign in and be assigned.
    pub active: bool,
    /// Whether a password is set.
    pub has_password: bool,
    /// When the person was entered.
    pub created_at: DateTime<Utc>,
    /// When the person was last changed.
    pub updated_at: DateTime<Utc>,
}

/// A page of people by name, for staff.
pub fn list(
    tx: &mut Connection,
    by: &By,
    filter: &Filter,
    slice: &Slice,
) -> Result<Page<PersonView>, Refusal> {
    by.require(Role::Agent)?;
    let page = numbered(people::list(tx, filter, slice.after()?, slice.limit())?);
    Ok(Page {
        items: show(tx, by, page.items)?,
        next: page.next,
    })
}

/// One person, for staff; anybody finds oneself.
pub fn get(tx: &mut Connection, by: &By, id: PersonId) -> Result<PersonView, Refusal> {
    if !by.is_staff() && id != by.viewer.person {
        return Err(Refusal::NotFound);
    }
    let person = people::get(tx, id)?;
    show(tx, by, vec![person])?.pop().ok_or(Refusal::NotFound)
}

fn show(tx: &mut Connection, by: &By, people: Vec<Person>) -> Result<Vec<PersonView>, Refusal> {
    let ids: Vec<PersonId> = people.iter().map(|person| person.id).collect();
    let mut teams = teams::of_people(tx, &ids)?;
    let mut wanted = Wanted::default();
    wanted.organizations(people.iter().filter_map(|p| p.profile.organization));
    wanted.teams(teams.values().flatten().copied());
    let names = wanted.load(tx, &by.viewer)?;
    people
        .into_iter()
        .map(|person| {
            let teams = teams.remove(&person.id).unwrap_or_default();
            let teams = teams.into_iter().map(|id| names.team(id));
            view(&names, person, teams.collect::<Result<_, _>>()?)
        })
        .collect()
}

fn view(names: &Names, person: Person, teams: Vec<TeamRef>) -> Result<PersonView, Refusal> {
    let profile = person.profile;
    let organization = profile.organization.map(|id| names.organization(id));
    Ok(PersonView {
        id: person.id,
        version: person.version,
        name: profile.name,
        email: profile.email,
        phone: profile.phone,
        role: profile.role,
        scope: profile.scope,
        organization: organization.transpose()?,
        organization_manager: profile.organization_manager,
        organization_reader: profile.organization_reader,
        teams,
        language: profile.language,
        time_zone: profile.time_zone,
        active: profile.active,
        has_password: person.has_password,
        created_at: person.created_at,
        updated_at: person.updated_at,
    })
}

/// What the audit log keeps of a person.
fn details(profile: &Profile) -> Value {
    json!({
        "name": profile.name,
        "email": profile.email,
        "phone": profile.phone,
        "role": profile.role,
        "scope": profile.scope,
        "organization": profile.organization,
        "organization_manager": profile.organization_manager,
        "organization_reader": profile.organization_reader,
        "language": profile.language,
        "time_zone": profile.time_zone,
        "active": profile.active,
    })
}
