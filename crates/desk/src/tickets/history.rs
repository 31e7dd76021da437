//! The journal of a ticket, and in whose hands it was.

use chrono::{DateTime, Utc};
use guichet_domain::ids::TicketId;
use guichet_domain::ticket::Event;
use guichet_domain::ticket::event::Actor;
use guichet_domain::ticket::intervals::{Axis, Holder};
use guichet_store::journal::{self, Entry};
use guichet_store::{Connection, tickets};

use super::ground::load;
use crate::names::{CategoryRef, Names, PersonRef, TeamRef, Wanted};
use crate::page::{Slice, numbered};
use crate::{By, Refusal};

/// A page of a ticket's journal, oldest first, with the names of those it mentions.
#[derive(Debug, Clone, PartialEq)]
pub struct Journal {
    /// The events, each with its place.
    pub entries: Vec<Entry>,
    /// The cursor of the next page; `None` on the last one.
    pub next: Option<String>,
    /// People mentioned.
    pub people: Vec<PersonRef>,
    /// Teams mentioned.
    pub teams: Vec<TeamRef>,
    /// Categories mentioned.
    pub categories: Vec<CategoryRef>,
}

/// A time during which a level, a team or an agent held a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// Whether `holder` is a level, a team or an agent.
    pub axis: Axis,
    /// `n1`..`n3`, or the name of the team or agent.
    pub holder: String,
    /// Since when.
    pub started_at: DateTime<Utc>,
    /// Until when; `None` while it lasts.
    pub ended_at: Option<DateTime<Utc>>,
}

/// What happened to a ticket: to requesters, only what they may read of it.
pub fn journal(
    tx: &mut Connection,
    by: &By,
    id: TicketId,
    slice: &Slice,
) -> Result<Journal, Refusal> {
    load(tx, by, id)?;
    let only_public = !by.is_staff();
    let page = journal::of_ticket(tx, id, only_public, slice.after()?, slice.limit())?;
    let mut page = numbered(page);
    if only_public {
        page.items.iter_mut().for_each(leave_out_internals);
    }
    let mut wanted = Wanted::default();
    for entry in &page.items {
        if let Actor::Person(person) = entry.record.actor {
            wanted.people([person]);
        }
        mention(&mut wanted, &entry.record.event);
    }
    let (people, teams, categories) = wanted.load(tx, &by.viewer)?.into_lists();
    Ok(Journal {
        entries: page.items,
        next: page.next,
        people,
        teams,
        categories,
    })
}

/// What was done is written for the desk; the message that goes with it says it to the requester.
fn leave_out_internals(entry: &mut Entry) {
    if let Event::Resolved { solution, .. } = &mut entry.record.event {
        solution.clear();
    }
}

/// Whom and what an event names.
fn mention(wanted: &mut Wanted, event: &Event) {
    match event {
        Event::Created(created) => {
            wanted.people([created.requester]);
            wanted.teams(created.team);
            wanted.categories(created.category);
        }
        Event::Assigned { assignee, team } => {
            wanted.people(assignee.from.into_iter().chain(assignee.to));
            wanted.teams(team.from.into_iter().chain(team.to));
        }
        Event::Classified { category, .. } => {
            wanted.categories(category.from.into_iter().chain(category.to));
        }
        Event::Escalated(handover) | Event::Deescalated(handover) => {
            let (assignee, team) = (&handover.assignee, &handover.team);
            wanted.people(assignee.from.into_iter().chain(assignee.to));
            wanted.teams(team.from.into_iter().chain(team.to));
        }
        Event::Followed { person } | Event::Unfollowed { person } => wanted.people([*person]),
        Event::Routed(decision) => {
            wanted.people(
                decision
                    .considered
                    .iter()
                    .map(|considered| considered.person),
            );
            wanted.people(decision.assignee);
            wanted.teams(decision.team);
        }
        Event::StageChanged { .. }
        | Event::PriorityChanged { .. }
        | Event::LevelChanged { .. }
        | Event::Diagnosed { .. }
        | Event::Resolved { .. }
        | Event::Documented { .. }
        | Event::Confirmed
        | Event::Closed { .. }
        | Event::Reopened { .. }
        | Event::Rated { .. }
        | Event::Held { .. }
        | Event::Resumed { .. }
        | Event::SentBack { .. }
        | Event::Replied { .. }
        | Event::Noted { .. }
        | Event::Tagged { .. }
        | Event::Linked { .. }
        | Event::Unlinked { .. }
        | Event::SubjectChanged { .. }
        | Event::MajorChanged { .. }
        | Event::ApprovalRequested
        | Event::ApprovalDecided { .. }
        | Event::Alerted(_) => {}
    }
}

/// In whose hands a ticket was, oldest first; for staff.
pub fn spans(tx: &mut Connection, by: &By, id: TicketId) -> Result<Vec<Span>, Refusal> {
    load(tx, by, id)?;
    if !by.is_staff() {
        return Err(Refusal::Forbidden);
    }
    let spans = tickets::spans_of(tx, id)?;
    let mut wanted = Wanted::default();
    for span in &spans {
        match span.holder {
            Holder::Level(_) => {}
            Holder::Team(team) => wanted.teams([team]),
            Holder::Assignee(person) => wanted.people([person]),
        }
    }
    let names = wanted.load(tx, &by.viewer)?;
    let named = |span: tickets::Span| {
        Ok(Span {
            axis: span.holder.axis(),
            holder: holder(&names, span.holder)?,
            started_at: span.started_at,
            ended_at: span.ended_at,
        })
    };
    spans.into_iter().map(named).collect()
}

fn holder(names: &Names, holder: Holder) -> Result<String, Refusal> {
    Ok(match holder {
        Holder::Level(level) => level.to_string(),
        Holder::Team(team) => names.team(team)?.name,
        Holder::Assignee(person) => names.person(person)?.name,
    })
}
