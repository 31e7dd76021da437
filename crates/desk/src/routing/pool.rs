//! What is known of a team's agents at the moment of a decision, in a fixed number of queries.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use guichet_domain::ids::PersonId;
use guichet_domain::routing::{Candidate, Pool};
use guichet_store::absences::{self, Absence};
use guichet_store::teams::{self, Team};
use guichet_store::{Connection, agents, people};

use crate::Refusal;
use crate::clocks::book;

/// Whether what is found must still hold when the transaction ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Somebody is chosen: nobody else gives tickets to the same people meanwhile.
    Choose,
    /// Only looked at.
    Plan,
}

/// The agents of a team, and those who stand in for them.
pub(super) fn load(
    tx: &mut Connection,
    team: &Team,
    at: DateTime<Utc>,
    purpose: Purpose,
) -> Result<Pool, Refusal> {
    let mut members = teams::members(tx, &[team.id])?
        .remove(&team.id)
        .unwrap_or_default();
    members.sort();
    let away = absences::lasting(tx, at)?;
    let stand_ins = stand_ins(&away);
    let all = with_stand_ins(&members, &stand_ins);
    let there = people::active_staff_among(tx, &all)?;
    members.retain(|person| there.binary_search(person).is_ok());
    if purpose == Purpose::Choose {
        people::hold(tx, &there)?;
    }
    Ok(Pool {
        method: team.profile.routing,
        members,
        agents: candidates(tx, &there, &stand_ins, at)?,
        last: teams::last_turn(tx, team.id)?,
    })
}

/// Those who are absent, each with who stands in: of several absences at once, the last that
/// began and names somebody.
fn stand_ins(away: &[Absence]) -> HashMap<PersonId, Option<PersonId>> {
    let mut stand_ins: HashMap<PersonId, Option<PersonId>> = HashMap::new();
    for absence in away {
        let named = stand_ins.entry(absence.person).or_default();
        *named = absence.profile.replacement.or(*named);
    }
    stand_ins
}

/// The members and all those who stand in for one of them, in however many steps; by number.
fn with_stand_ins(
    members: &[PersonId],
    stand_ins: &HashMap<PersonId, Option<PersonId>>,
) -> Vec<PersonId> {
    let mut all = BTreeSet::new();
    let mut next: Vec<PersonId> = members.to_vec();
    while let Some(person) = next.pop() {
        if all.insert(person) {
            next.extend(stand_ins.get(&person).copied().flatten());
        }
    }
    all.into_iter().collect()
}

fn candidates(
    tx: &mut Connection,
    people: &[PersonId],
    stand_ins: &HashMap<PersonId, Option<PersonId>>,
    at: DateTime<Utc>,
) -> Result<Vec<Candidate>, Refusal> {
    let mut known = agents::of(tx, people)?;
    let loads = agents::loads(tx, people)?;
    // The calendars are read once and kept until one of them changes.
    let book = book(tx)?;
    let is_open = |id| {
        let calendar = book.calendars.get(&id);
        calendar.is_some_and(|(_, calendar)| calendar.is_open(at))
    };
    let candidate = |person: &PersonId| {
        let profile = known.remove(person).unwrap_or_default().profile;
        let calendar = profile.calendar;
        Candidate {
            person: *person,
            load: loads.get(person).copied().unwrap_or(0),
            capacity: profile.capacity,
            languages: profile.languages,
            skills: profile.skills,
            absent: stand_ins.contains_key(person),
            replacement: stand_ins.get(person).copied().flatten(),
            open_now: calendar.is_none_or(is_open),
        }
    };
    Ok(people.iter().map(candidate).collect())
}
