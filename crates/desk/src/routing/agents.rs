//! What the routing knows of agents: how much they take, what they are able to do, when they work.

use std::collections::HashMap;

use guichet_domain::ids::{CalendarId, PersonId, TeamId};
use guichet_domain::people::{Language, Role};
use guichet_domain::routing::Ability;
use guichet_store::agents::{self, Agent, Profile};
use guichet_store::{Connection, absences, calendars, people, teams};
use serde_json::{Value, json};

use super::absences::AbsenceView;
use super::skills;
use crate::conditions::distinct;
use crate::names::{Names, PersonRef, TeamRef, Wanted};
use crate::{By, Refusal, Wrong, audit};

/// The largest capacity.
const MOST_OPEN: i32 = 1_000;
/// The most languages somebody answers in.
const MOST_LANGUAGES: usize = 10;
/// The most skills somebody has.
const MOST_SKILLS: usize = 100;

/// A calendar, as named on other things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarRef {
    /// Which one.
    pub id: CalendarId,
    /// Its name.
    pub name: String,
}

/// What the routing knows of an agent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgentView {
    /// Who.
    pub person: PersonRef,
    /// Grows with each change; 0 while nothing has been said.
    pub version: i64,
    /// The teams.
    pub teams: Vec<TeamRef>,
    /// How many open tickets the routing gives at most; `None` is without bound.
    pub capacity: Option<i32>,
    /// How many open tickets the agent has.
    pub load: i32,
    /// The languages the agent answers in; every language where none is named.
    pub languages: Vec<Language>,
    /// What the agent is able to do.
    pub skills: Vec<Ability>,
    /// The working hours; always where `None`.
    pub calendar: Option<CalendarRef>,
    /// The absence that lasts, or the next one.
    pub absence: Option<AbsenceView>,
}

/// What to change of an agent's routing; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AgentPatch {
    /// 0 to 1,000; `Some(None)` is without bound.
    pub capacity: Option<Option<i32>>,
    /// All the languages.
    pub languages: Option<Vec<Language>>,
    /// All the skills.
    pub skills: Option<Vec<Ability>>,
    /// The working hours; `Some(None)` is always.
    pub calendar: Option<Option<CalendarId>>,
}

/// Everybody who can be put in charge of tickets, by name, for staff.
pub fn list(tx: &mut Connection, by: &By) -> Result<Vec<AgentView>, Refusal> {
    by.require(Role::Agent)?;
    let staff = people::active_staff(tx)?;
    show(tx, by, &staff)
}

/// One agent, for staff.
pub fn get(tx: &mut Connection, by: &By, id: PersonId) -> Result<AgentView, Refusal> {
    by.require(Role::Agent)?;
    let staff = people::active_staff_among(tx, &[id])?;
    show(tx, by, &staff)?.pop().ok_or(Refusal::NotFound)
}

/// A supervisor changes what the routing knows of an agent.
pub fn change(
    tx: &mut Connection,
    by: &By,
    id: PersonId,
    version: Option<i64>,
    patch: &AgentPatch,
) -> Result<AgentView, Refusal> {
    by.require(Role::Supervisor)?;
    if people::active_staff_among(tx, &[id])?.is_empty() {
        return Err(Refusal::NotFound);
    }
    let agent = agents::get(tx, id)?;
    if version.is_some_and(|version| version != agent.version) {
        return Err(Refusal::Stale);
    }
    let profile = patched(tx, &agent.profile, patch)?;
    if profile == agent.profile {
        return get(tx, by, id);
    }
    agents::change(tx, id, agent.version, &profile)?;
    let changes = audit::changes(&details(&agent.profile), &details(&profile));
    audit::record(tx, by, "changed", audit::Object::Agent(id), changes)?;
    get(tx, by, id)
}

fn patched(tx: &mut Connection, before: &Profile, patch: &AgentPatch) -> Result<Profile, Refusal> {
    let mut after = before.clone();
    after.capacity = patch.capacity.unwrap_or(after.capacity);
    if after
        .capacity
        .is_some_and(|most| !(0..=MOST_OPEN).contains(&most))
    {
        return Err(Refusal::field("capacity", Wrong::OutOfRange));
    }
    if let Some(asked) = &patch.languages {
        after.languages = distinct("languages", asked, MOST_LANGUAGES)?;
    }
    if let Some(asked) = &patch.skills {
        after.skills = skills::sound(tx, "skills", asked, MOST_SKILLS)?;
    }
    if let Some(asked) = patch.calendar {
        if let Some(calendar) = asked
            && calendars::names(tx, &[calendar])?.is_empty()
        {
            return Err(Refusal::field("calendar_id", Wrong::NoSuchObject));
        }
        after.calendar = asked;
    }
    Ok(after)
}

fn details(profile: &Profile) -> Value {
    json!({
        "capacity": profile.capacity,
        "languages": profile.languages,
        "skills": profile.skills,
        "calendar": profile.calendar,
    })
}

/// What is known of several people at once: each kind of thing is looked up once.
fn show(tx: &mut Connection, by: &By, people: &[PersonId]) -> Result<Vec<AgentView>, Refusal> {
    let teams = teams::of_people(tx, people)?;
    let known = agents::of(tx, people)?;
    let loads = agents::loads(tx, people)?;
    let next = absences::next_of(tx, people, by.at)?;
    let hours = known.values().filter_map(|agent| agent.profile.calendar);
    let hours = calendars::names(tx, &hours.collect::<Vec<_>>())?;
    let mut wanted = Wanted::default();
    wanted.people(people.iter().copied());
    wanted.people(
        next.values()
            .filter_map(|absence| absence.profile.replacement),
    );
    wanted.teams(teams.values().flatten().copied());
    let found = Found {
        names: wanted.load(tx, &by.viewer)?,
        teams,
        known,
        loads,
        next,
        hours,
    };
    people.iter().map(|person| found.view(*person)).collect()
}

/// What was looked up of agents.
struct Found {
    names: Names,
    teams: HashMap<PersonId, Vec<TeamId>>,
    known: HashMap<PersonId, Agent>,
    loads: HashMap<PersonId, i32>,
    next: HashMap<PersonId, absences::Absence>,
    hours: HashMap<CalendarId, String>,
}

impl Found {
    fn view(&self, id: PersonId) -> Result<AgentView, Refusal> {
        let agent = self.known.get(&id).cloned().unwrap_or_default();
        let teams = self.teams.get(&id).into_iter().flatten();
        let absence = self.next.get(&id).cloned();
        let calendar = agent.profile.calendar.and_then(|id| {
            let name = self.hours.get(&id)?.clone();
            Some(CalendarRef { id, name })
        });
        Ok(AgentView {
            person: self.names.person(id)?,
            version: agent.version,
            teams: teams
                .map(|id| self.names.team(*id))
                .collect::<Result<_, _>>()?,
            capacity: agent.profile.capacity,
            load: self.loads.get(&id).copied().unwrap_or(0),
            languages: agent.profile.languages,
            skills: agent.profile.skills,
            calendar,
            absence: absence
                .map(|absence| AbsenceView::of(&self.names, absence))
                .transpose()?,
        })
    }
}
