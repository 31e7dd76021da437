//! Teams of agents.

use guichet_domain::ids::{PersonId, TeamId};
use guichet_domain::people::Role;
use guichet_domain::routing::RoutingMethod;
use guichet_domain::text::Name;
use guichet_domain::ticket::Level;
use guichet_store::Connection;
use guichet_store::teams::{self, Profile, Team};
use serde_json::{Value, json};

use crate::names::{PersonRef, Wanted};
use crate::references::active_agent;
use crate::{By, Refusal, audit};

/// A team with its agents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamView {
    /// Which one.
    pub id: TeamId,
    /// Grows with each change, also of its members.
    pub version: i64,
    /// Its name.
    pub name: String,
    /// The support level it works at.
    pub level: Level,
    /// Whether tickets can be given to it.
    pub active: bool,
    /// How its tickets find their agent.
    pub routing: RoutingMethod,
    /// Its agents, by name.
    pub members: Vec<PersonRef>,
}

/// A team to form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTeam {
    /// Its name, unlike any other's.
    pub name: Name,
    /// The support level it works at.
    pub level: Level,
    /// How its tickets find their agent.
    pub routing: RoutingMethod,
    /// Its agents.
    pub members: Vec<PersonId>,
}

/// What to change of a team; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TeamPatch {
    /// Its name.
    pub name: Option<Name>,
    /// The support level it works at.
    pub level: Option<Level>,
    /// Whether tickets can be given to it.
    pub active: Option<bool>,
    /// How its tickets find their agent.
    pub routing: Option<RoutingMethod>,
    /// All of its agents.
    pub members: Option<Vec<PersonId>>,
}

/// All teams by name, for staff.
pub fn list(tx: &mut Connection, by: &By) -> Result<Vec<TeamView>, Refusal> {
    by.require(Role::Agent)?;
    let teams = teams::list(tx)?;
    show(tx, by, teams)
}

/// One team, for staff.
pub fn get(tx: &mut Connection, by: &By, id: TeamId) -> Result<TeamView, Refusal> {
    by.require(Role::Agent)?;
    let team = teams::get(tx, id)?;
    show(tx, by, vec![team])?.pop().ok_or(Refusal::NotFound)
}

/// An administrator forms a team.
pub fn create(tx: &mut Connection, by: &By, new: &NewTeam) -> Result<TeamView, Refusal> {
    by.require(Role::Admin)?;
    let profile = Profile {
        name: new.name.as_str().to_owned(),
        level: new.level,
        active: true,
        routing: new.routing,
    };
    let id = teams::insert(tx, &profile)?;
    set_members(tx, id, &new.members)?;
    let details = details(&profile, &new.members);
    audit::record(tx, by, "created", audit::Object::Team(id), details)?;
    get(tx, by, id)
}

/// An administrator changes a team.
pub fn change(
    tx: &mut Connection,
    by: &By,
    id: TeamId,
    version: Option<i64>,
    patch: &TeamPatch,
) -> Result<TeamView, Refusal> {
    by.require(Role::Admin)?;
    let team = teams::get(tx, id)?;
    if version.is_some_and(|version| version != team.version) {
        return Err(Refusal::Stale);
    }
    let mut profile = team.profile.clone();
    if let Some(name) = &patch.name {
        name.as_str().clone_into(&mut profile.name);
    }
    profile.level = patch.level.unwrap_or(profile.level);
    profile.active = patch.active.unwrap_or(profile.active);
    profile.routing = patch.routing.unwrap_or(profile.routing);
    let present = teams::members(tx, &[id])?.remove(&id).unwrap_or_default();
    let members = patch
        .members
        .as_ref()
        .map_or(present.clone(), |wanted| sorted(wanted));
    let (old, new) = (
        details(&team.profile, &sorted(&present)),
        details(&profile, &sorted(&members)),
    );
    if old == new {
        return get(tx, by, id);
    }
    teams::update(tx, id, team.version, &profile)?;
    if patch.members.is_some() {
        set_members(tx, id, &members)?;
    }
    let changes = audit::changes(&old, &new);
    audit::record(tx, by, "changed", audit::Object::Team(id), changes)?;
    get(tx, by, id)
}

/// Those who were members before may stay though they cannot be chosen any more.
fn set_members(tx: &mut Connection, team: TeamId, members: &[PersonId]) -> Result<(), Refusal> {
    let present = teams::members(tx, &[team])?
        .remove(&team)
        .unwrap_or_default();
    for (place, person) in members.iter().enumerate() {
        if !present.contains(person) {
            active_agent(tx, &format!("member_ids[{place}]"), *person)?;
        }
    }
    Ok(teams::set_members(tx, team, members)?)
}

fn sorted(people: &[PersonId]) -> Vec<PersonId> {
    let mut people = people.to_vec();
    people.sort();
    people.dedup();
    people
}

fn details(profile: &Profile, members: &[PersonId]) -> Value {
    json!({
        "name": profile.name,
        "level": profile.level,
        "active": profile.active,
        "routing": profile.routing,
        "members": members,
    })
}

fn show(tx: &mut Connection, by: &By, teams: Vec<Team>) -> Result<Vec<TeamView>, Refusal> {
    let ids: Vec<TeamId> = teams.iter().map(|team| team.id).collect();
    let mut members = teams::members(tx, &ids)?;
    let mut wanted = Wanted::default();
    wanted.people(members.values().flatten().copied());
    let names = wanted.load(tx, &by.viewer)?;
    let view = |team: Team| {
        let members = members.remove(&team.id).unwrap_or_default();
        let members = members.into_iter().map(|id| names.person(id));
        Ok(TeamView {
            id: team.id,
            version: team.version,
            name: team.profile.name,
            level: team.profile.level,
            active: team.profile.active,
            routing: team.profile.routing,
            members: members.collect::<Result<_, _>>()?,
        })
    };
    teams.into_iter().map(view).collect()
}
