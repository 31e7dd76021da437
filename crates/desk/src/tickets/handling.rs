//! Deeds that change who leads a ticket and what surrounds it, at whatever stage.

use chrono::{DateTime, Utc};
use guichet_domain::ids::{PersonId, TeamId, TicketId};
use guichet_domain::text::{Body, Reason, Subject, Tag};
use guichet_domain::ticket::deeds::{Assignment, Handing};
use guichet_domain::ticket::{Deed, DeedKind, HoldReason, Level, LinkKind, Priority, Ticket};
use guichet_store::{Connection, tickets};

use super::ground::{deed, load, simple};
use super::view::TicketView;
use crate::messages::{self, Draft};
use crate::references::{active_agent, active_person, active_team};
use crate::{By, Refusal};

/// A change of hands between levels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hand {
    /// The level; the team's when `None`.
    pub level: Option<Level>,
    /// The team.
    pub team: Option<TeamId>,
    /// The agent.
    pub assignee: Option<PersonId>,
    /// Why.
    pub reason: Reason,
    /// The internal note for those who take over.
    pub note: Body,
}

/// An agent or a team is put in charge.
pub fn assign(
    tx: &mut Connection,
    by: &By,
    id: TicketId,
    version: i64,
    assignment: &Assignment,
) -> Result<TicketView, Refusal> {
    deed(tx, by, id, DeedKind::Assign, Some(version), |tx, ticket| {
        if let Some(Some(agent)) = assignment.assignee
            && ticket.assignee != Some(agent)
        {
            active_agent(tx, "assignee_id", agent)?;
        }
        if let Some(Some(team)) = assignment.team
            && ticket.team != Some(team)
        {
            active_team(tx, "team_id", team)?;
        }
        Ok(Deed::Assign(assignment.clone()))
    })
}

/// The priority is set against the matrix, or with `None` given back to it.
pub fn prioritize(
    tx: &mut Connection,
    by: &By,
    id: TicketId,
    version: i64,
    wish: Option<&(Priority, Reason)>,
) -> Result<TicketView, Refusal> {
    simple(tx, by, id, version, Deed::Prioritize(wish.cloned()))
}

/// It waits.
pub fn hold(
    tx: &mut Connection,
    by: &By,
    id: TicketId,
    version: i64,
    reason: HoldReason,
    until: Option<DateTime<Utc>>,
) -> Result<TicketView, Refusal> {
    simple(tx, by, id, version, Deed::Hold { reason, until })
}

/// It waits no longer.
pub fn resume(
    tx: &mut Connection,
    by: &By,
    id: TicketId,
    version: i64,
) -> Result<TicketView, Refusal> {
    simple(tx, by, id, version, Deed::Resume)
}

/// It is handed upwards, or across, with a note.
pub fn escalate(
    tx: &mut Connection,
    by: &By,
    id: TicketId,
    version: i64,
    hand: &Hand,
) -> Result<TicketView, Refusal> {
    deed(
        tx,
        by,
        id,
        DeedKind::Escalate,
        Some(version),
        |tx, ticket| Ok(Deed::Escalate(handing(tx, by, ticket, hand)?)),
    )
}

/// It is handed downwards, with a note.
pub fn deescalate(
    tx: &mut Connection,
    by: &By,
    id: TicketId,
    version: i64,
    hand: &Hand,
) -> Result<TicketView, Refusal> {
    deed(
        tx,
        by,
        id,
        DeedKind::Deescalate,
        Some(version),
        |tx, ticket| Ok(Deed::Deescalate(handing(tx, by, ticket, hand)?)),
    )
}

fn handing(tx: &mut Connection, by: &By, ticket: &Ticket, hand: &Hand) -> Result<Handing, Refusal> {
    let mut level = hand.level;
    if let Some(team) = hand.team {
        let team = active_team(tx, "team_id", team)?;
        level = level.or(Some(team.profile.level));
    }
    if let Some(agent) = hand.assignee {
        active_agent(tx, "assignee_id", agent)?;
    }
    Ok(Handing {
        level,
        team: hand.team,
        assignee: hand.assignee,
        reason: hand.reason.clone(),
        note: messages::add(tx, by, ticket.id, Draft::note(by, &hand.note))?,
    })
}

/// Tags are put on and taken off.
pub fn tag(
    tx: &mut Connection,
    by: &By,
    id: TicketId,
    add: &[Tag],
    remove: &[Tag],
) -> Result<TicketView, Refusal> {
    let (add, remove) = (add.to_vec(), remove.to_vec());
    deed(tx, by, id, DeedKind::Tag, None, |_, _| {
        Ok(Deed::Tag { add, remove })
    })
}

/// It is bound to another ticket that the viewer sees, or unbound.
pub fn link(
    tx: &mut Connection,
    by: &By,
    id: TicketId,
    kind: LinkKind,
    other: TicketId,
    bind: bool,
) -> Result<TicketView, Refusal> {
    deed(tx, by, id, DeedKind::Link, None, |tx, ticket| {
        load(tx, by, other)?;
        Ok(Deed::Link {
            link: kind,
            other,
            bound: tickets::is_linked(tx, ticket.id, kind, other)?,
            bind,
        })
    })
}

/// Someone follows it, or stops; oneself when `person` is `None`.
pub fn follow(
    tx: &mut Connection,
    by: &By,
    id: TicketId,
    person: Option<PersonId>,
    follow: bool,
) -> Result<TicketView, Refusal> {
    deed(tx, by, id, DeedKind::Follow, None, |tx, _| {
        let person = person.unwrap_or(by.viewer.person);
        if follow {
            active_person(tx, "person_id", person)?;
        }
        Ok(Deed::Follow { person, follow })
    })
}

/// Its subject is corrected.
pub fn rename(
    tx: &mut Connection,
    by: &By,
    id: TicketId,
    version: i64,
    subject: &Subject,
) -> Result<TicketView, Refusal> {
    let subject = subject.clone();
    simple(tx, by, id, version, Deed::Rename { subject })
}

/// It is declared a major incident, or no longer.
pub fn mark_major(
    tx: &mut Connection,
    by: &By,
    id: TicketId,
    version: i64,
    major: bool,
) -> Result<TicketView, Refusal> {
    simple(tx, by, id, version, Deed::MarkMajor { major })
}

/// A supervisor grants what an access request asks for.
pub fn approve(
    tx: &mut Connection,
    by: &By,
    id: TicketId,
    version: i64,
) -> Result<TicketView, Refusal> {
    simple(tx, by, id, version, Deed::Approve)
}

/// A supervisor refuses it.
pub fn reject(
    tx: &mut Connection,
    by: &By,
    id: TicketId,
    version: i64,
    reason: &Reason,
) -> Result<TicketView, Refusal> {
    let reason = reason.clone();
    simple(tx, by, id, version, Deed::Reject { reason })
}
