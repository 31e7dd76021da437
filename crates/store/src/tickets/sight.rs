//! What the viewer may see, as a union of narrowings of a filter.

use diesel::prelude::*;
use guichet_domain::ids::{OrganizationId, PersonId, TeamId};
use guichet_domain::ticket::policy::Visible;

use super::filter::{Filter, Narrowing};
use crate::connection::on;
use crate::schema::ticket_tags;
use crate::{Connection, Result};

/// A tag on fewer tickets than this leads to them; a more common one is met soon enough on the
/// way through the list (both cost about the same at one in 150 of a million).
const RARE: i64 = 6_000;

/// One way of seeing tickets.
#[derive(Debug, Clone, Copy)]
enum Way {
    Team(TeamId),
    NoTeam,
    Assignee(PersonId),
    Requester(PersonId),
    Organization(OrganizationId),
    Follower(PersonId),
}

/// How a way meets a filter.
enum Meeting {
    /// Everything that passes the filter is seen this way.
    Whole,
    /// Some of it is.
    Part(Box<Narrowing>),
    /// Nothing is.
    Nothing,
}

/// The narrowings whose union is what passes the filter and is seen. Those that can hold nothing
/// are left out, and if one holds everything, it is alone.
pub(super) fn narrowings(visible: &Visible, filter: &Filter) -> Vec<Narrowing> {
    let ways = match visible {
        Visible::All => return vec![whole(filter)],
        Visible::Teams { agent, teams } => {
            if let Some(queues) = &filter.queues
                && queues.iter().all(|team| teams.contains(team))
            {
                return vec![whole(filter)];
            }
            let own = teams.iter().copied().map(Way::Team);
            own.chain([
                Way::NoTeam,
                Way::Assignee(*agent),
                Way::Requester(*agent),
                Way::Follower(*agent),
            ])
            .collect::<Vec<_>>()
        }
        Visible::Own {
            person,
            organization,
        } => {
            let shared = organization.map(Way::Organization);
            let own = [Way::Requester(*person), Way::Follower(*person)];
            own.into_iter().chain(shared).collect()
        }
    };
    let mut parts = Vec::new();
    for way in ways {
        match meet(way, filter) {
            Meeting::Whole => return vec![whole(filter)],
            Meeting::Part(narrowing) => parts.push(*narrowing),
            Meeting::Nothing => {}
        }
    }
    parts
}

fn whole(filter: &Filter) -> Narrowing {
    Narrowing {
        filter: filter.clone(),
        ..Narrowing::default()
    }
}

fn meet(way: Way, filter: &Filter) -> Meeting {
    let mut part = whole(filter);
    let asked = match way {
        Way::Team(team) => {
            let queued = filter
                .queues
                .as_ref()
                .is_none_or(|queues| queues.contains(&team));
            if !queued {
                return Meeting::Nothing;
            }
            both(&mut part.filter.team, team)
        }
        Way::NoTeam => {
            part.no_team = true;
            match filter.team {
                Some(_) => return Meeting::Nothing,
                None => Asked::Nothing,
            }
        }
        Way::Assignee(person) => {
            if filter.assigned == Some(false) {
                return Meeting::Nothing;
            }
            both(&mut part.filter.assignee, person)
        }
        Way::Requester(person) => both(&mut part.filter.requester, person),
        Way::Organization(organization) => both(&mut part.filter.organization, organization),
        Way::Follower(person) => {
            part.followed = Some(person);
            if filter.follower == Some(person) {
                Asked::Same
            } else {
                Asked::Nothing
            }
        }
    };
    match asked {
        Asked::Nothing => Meeting::Part(Box::new(part)),
        Asked::Same => Meeting::Whole,
        Asked::Other => Meeting::Nothing,
    }
}

/// What a filter asked for where a way of seeing has one value.
enum Asked {
    Nothing,
    Same,
    Other,
}

fn both<T: PartialEq>(asked: &mut Option<T>, seen: T) -> Asked {
    match asked {
        None => {
            *asked = Some(seen);
            Asked::Nothing
        }
        Some(asked) if *asked == seen => Asked::Same,
        Some(_) => Asked::Other,
    }
}

/// Whether the tag of a filter, if it has one, is on few tickets.
pub(super) fn tag_is_rare(conn: &mut Connection, filter: &Filter) -> Result<bool> {
    let Some(tag) = &filter.tag else {
        return Ok(false);
    };
    let some: Vec<i64> = on!(conn, |c| ticket_tags::table
        .filter(ticket_tags::tag.eq(tag))
        .select(ticket_tags::ticket_id)
        .limit(RARE)
        .load(c))?;
    Ok((some.len() as i64) < RARE)
}
