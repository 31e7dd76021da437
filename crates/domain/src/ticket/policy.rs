//! Who sees which ticket and who may do what with it: the one answer for pages, API, lists, files
//! and live events alike. What someone may not see does not exist for them.

use super::deeds::DeedKind;
use super::lifecycle;
use super::state::Ticket;
use crate::ids::{OrganizationId, PersonId, TeamId};
use crate::people::{AgentScope, Role, Viewer};
use crate::ticket::words::MessageKind;

/// The tickets someone sees, in a form that a list can be narrowed by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Visible {
    /// Every ticket.
    All,
    /// Tickets of these teams, tickets without a team, and those the agent takes part in.
    Teams {
        /// The agent.
        agent: PersonId,
        /// The agent's teams.
        teams: Vec<TeamId>,
    },
    /// Tickets the person asked for or follows, and those of the organization where it is shared.
    Own {
        /// The person.
        person: PersonId,
        /// The organization whose tickets are all read.
        organization: Option<OrganizationId>,
    },
}

/// How someone stands to a ticket that they see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// Reads it because the organization shares its tickets, or follows it.
    Reader,
    /// Asked for it.
    Requester,
    /// Leads tickets.
    Agent,
    /// Leads teams.
    Supervisor,
}

/// The tickets a viewer sees.
pub fn visible(viewer: &Viewer) -> Visible {
    match (viewer.role, viewer.scope) {
        (Role::Requester, _) => Visible::Own {
            person: viewer.person,
            organization: viewer.organization.filter(|_| viewer.reads_organization),
        },
        (Role::Admin, _) | (Role::Agent | Role::Supervisor, AgentScope::All) => Visible::All,
        (Role::Agent | Role::Supervisor, AgentScope::Teams) => Visible::Teams {
            agent: viewer.person,
            teams: viewer.teams.clone(),
        },
    }
}

/// Whether a viewer sees a ticket.
pub fn sees(viewer: &Viewer, ticket: &Ticket) -> bool {
    match visible(viewer) {
        Visible::All => true,
        Visible::Teams { agent, teams } => {
            ticket.team.is_none_or(|team| teams.contains(&team))
                || ticket.assignee == Some(agent)
                || ticket.has_participant(agent)
        }
        Visible::Own {
            person,
            organization,
        } => {
            ticket.has_participant(person)
                || (organization.is_some() && ticket.organization == organization)
        }
    }
}

/// How a viewer stands to a ticket; `None` when it is not seen.
pub fn relation(viewer: &Viewer, ticket: &Ticket) -> Option<Relation> {
    if !sees(viewer, ticket) {
        return None;
    }
    Some(match viewer.role {
        Role::Supervisor | Role::Admin => Relation::Supervisor,
        Role::Agent => Relation::Agent,
        Role::Requester if ticket.requester == viewer.person => Relation::Requester,
        Role::Requester => Relation::Reader,
    })
}

/// Whether a viewer reads messages of a kind: notes are for staff.
pub fn reads(viewer: &Viewer, kind: MessageKind) -> bool {
    match kind {
        MessageKind::Reply => true,
        MessageKind::Note => viewer.role.is_staff(),
    }
}

/// Whether a viewer may do a deed to a ticket, wherever it stands in its life.
pub fn may(viewer: &Viewer, ticket: &Ticket, deed: DeedKind) -> bool {
    let Some(relation) = relation(viewer, ticket) else {
        return false;
    };
    let is_requester = ticket.requester == viewer.person;
    match deed {
        DeedKind::Create => true,
        DeedKind::Confirm | DeedKind::NotSolved | DeedKind::Rate => is_requester,
        DeedKind::Reply => true,
        DeedKind::Cancel => is_requester || relation >= Relation::Agent,
        DeedKind::Take
        | DeedKind::Assign
        | DeedKind::Qualify
        | DeedKind::Requalify
        | DeedKind::Prioritize
        | DeedKind::Diagnose
        | DeedKind::Resolve
        | DeedKind::Document
        | DeedKind::Close
        | DeedKind::Reopen
        | DeedKind::Hold
        | DeedKind::Resume
        | DeedKind::SendBack
        | DeedKind::Spam
        | DeedKind::Solve
        | DeedKind::Escalate
        | DeedKind::Deescalate
        | DeedKind::Note
        | DeedKind::Tag
        | DeedKind::Link
        | DeedKind::Follow
        | DeedKind::Rename => relation >= Relation::Agent,
        DeedKind::MarkMajor | DeedKind::Approve | DeedKind::Reject => {
            relation >= Relation::Supervisor
        }
        // Nobody does what the desk does by itself.
        DeedKind::Alert | DeedKind::Route => false,
    }
}

/// What a viewer may do with a ticket right now, in the order of the vocabulary.
pub fn permitted_actions(viewer: &Viewer, ticket: &Ticket) -> Vec<DeedKind> {
    DeedKind::ALL
        .iter()
        .copied()
        .filter(|deed| may(viewer, ticket, *deed))
        .filter(|deed| lifecycle::allows_on(ticket, *deed).is_ok())
        .filter(|deed| !(*deed == DeedKind::Reply && is_staff_on_ended(viewer, ticket)))
        .collect()
}

/// Staff take an ended ticket up again before they write; a message from the requester's side reopens it.
fn is_staff_on_ended(viewer: &Viewer, ticket: &Ticket) -> bool {
    ticket.closed_at.is_some() && viewer.person != ticket.requester && viewer.role.is_staff()
}
