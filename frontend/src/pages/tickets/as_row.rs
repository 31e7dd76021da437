//! A ticket as the list shows it.

use guichet_contract::ticket::{Ticket, TicketRow};

/// A whole ticket as a row.
pub fn row_of(ticket: &Ticket) -> TicketRow {
    TicketRow {
        id: ticket.id,
        number: ticket.number.clone(),
        version: ticket.version,
        subject: ticket.subject.clone(),
        kind: ticket.kind,
        channel: ticket.channel,
        priority: ticket.priority,
        level: ticket.level,
        stage: ticket.stage,
        status: ticket.status,
        hold_reason: ticket.hold.as_ref().map(|hold| hold.reason),
        major: ticket.major,
        requester: ticket.requester.clone(),
        organization: ticket.organization.clone(),
        team: ticket.team.clone(),
        assignee: ticket.assignee.clone(),
        created_at: ticket.created_at,
        updated_at: ticket.updated_at,
        promise: ticket.promise,
    }
}
