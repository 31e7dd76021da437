//! Tickets and what belongs to them.

use chrono::{DateTime, Utc};
use guichet_contract as wire;
use guichet_desk::attachments::AttachmentView;
use guichet_desk::messages::MessageView;
use guichet_desk::tickets::{Entry, Journal, LinkView, TicketRow, TicketView};
use guichet_domain::ticket::Hold;

use super::{category_ref, organization_ref, person_ref, promise, team_ref, time};

fn times(at: Option<DateTime<Utc>>) -> Option<DateTime<Utc>> {
    at.map(time)
}

/// A file.
pub fn attachment(file: AttachmentView) -> wire::attachment::Attachment {
    wire::attachment::Attachment {
        id: file.id,
        name: file.name,
        media_type: file.media_type,
        size: i64::try_from(file.size).unwrap_or(i64::MAX),
    }
}

/// A message.
pub fn message(message: MessageView) -> wire::message::Message {
    wire::message::Message {
        id: message.id,
        kind: message.kind,
        side: message.side,
        author: message.author.map(person_ref),
        channel: message.channel,
        body: message.body,
        thanks: message.thanks,
        attachments: message.attachments.into_iter().map(attachment).collect(),
        mail: message.mail.map(super::post::message_mail),
        deliveries: message
            .deliveries
            .into_iter()
            .map(super::post::delivery)
            .collect(),
        created_at: time(message.created_at),
    }
}

/// A ticket in a list.
pub fn ticket_row(row: TicketRow) -> wire::ticket::TicketRow {
    let (priority, level, team, kept) = match row.inside {
        Some(inside) => (
            Some(inside.priority),
            Some(inside.level),
            inside.team,
            inside.promise,
        ),
        None => (None, None, None, None),
    };
    wire::ticket::TicketRow {
        id: row.id,
        number: row.number,
        version: row.version,
        subject: row.subject,
        kind: row.kind,
        channel: row.channel,
        priority,
        level,
        stage: row.stage,
        status: row.status,
        hold_reason: row.hold_reason,
        major: row.major,
        requester: person_ref(row.requester),
        organization: row.organization.map(organization_ref),
        team: team.map(team_ref),
        assignee: row.assignee.map(person_ref),
        created_at: time(row.created_at),
        updated_at: time(row.updated_at),
        promise: kept.map(promise),
    }
}

fn link(link: LinkView) -> wire::ticket::Link {
    wire::ticket::Link {
        kind: link.kind,
        outgoing: link.outgoing,
        ticket_id: link.ticket,
        number: link.number,
        subject: link.subject,
        status: link.status,
    }
}

fn hold(hold: Hold) -> Hold {
    Hold {
        reason: hold.reason,
        until: times(hold.until),
        since: time(hold.since),
    }
}

/// A ticket, whole.
pub fn ticket(view: TicketView) -> wire::ticket::Ticket {
    let inside = view.inside;
    let staff = inside.as_ref();
    wire::ticket::Ticket {
        impact: staff.and_then(|inside| inside.impact),
        priority: staff.map(|inside| inside.priority),
        priority_override: staff.and_then(|inside| inside.priority_override.clone()),
        level: staff.map(|inside| inside.level),
        team: staff.and_then(|inside| inside.team.clone()).map(team_ref),
        tags: staff.map(|inside| inside.tags.clone()).unwrap_or_default(),
        diagnosis: staff.and_then(|inside| inside.diagnosis.clone()),
        resolution: staff.and_then(|inside| inside.resolution.clone()),
        documentation: staff.and_then(|inside| inside.documentation.clone()),
        promise: staff.and_then(|inside| inside.promise).map(promise),
        followers: staff
            .map(|inside| inside.followers.iter().cloned().map(person_ref).collect())
            .unwrap_or_default(),
        links: inside
            .map(|inside| inside.links.into_iter().map(link).collect())
            .unwrap_or_default(),
        id: view.id,
        number: view.number,
        version: view.version,
        subject: view.subject,
        kind: view.kind,
        category: view.category.map(category_ref),
        requester: person_ref(view.requester),
        organization: view.organization.map(organization_ref),
        channel: view.channel,
        language: view.language,
        urgency: view.urgency,
        assignee: view.assignee.map(person_ref),
        stage: view.stage,
        stage_since: time(view.stage_since),
        line: view
            .line
            .into_iter()
            .map(|station| wire::ticket::Station {
                stage: station.stage,
                at: time(station.at),
            })
            .collect(),
        status: view.status,
        hold: view.hold.map(hold),
        major: view.major,
        approval: view.approval,
        created_at: time(view.created_at),
        updated_at: time(view.updated_at),
        first_response_at: times(view.first_response_at),
        first_resolved_at: times(view.first_resolved_at),
        resolved_at: times(view.resolved_at),
        confirmed_at: times(view.confirmed_at),
        closed_at: times(view.closed_at),
        close_code: view.close_code,
        closes_at: times(view.closes_at),
        reopen_count: view.reopen_count,
        escalation_count: view.escalation_count,
        reply_count: view.reply_count,
        assignee_count: view.assignee_count,
        team_count: view.team_count,
        permitted_actions: view.permitted_actions,
    }
}

/// A page of a journal.
pub fn journal(journal: Journal) -> wire::journal::Journal {
    let event = |entry: Entry| wire::journal::Event {
        seq: entry.seq,
        ticket_id: entry.record.ticket,
        version: entry.record.version,
        at: time(entry.record.at),
        actor: entry.record.actor,
        deed: entry.record.deed,
        event: entry.record.event,
    };
    wire::journal::Journal {
        items: journal.entries.into_iter().map(event).collect(),
        next: journal.next,
        people: journal.people.into_iter().map(person_ref).collect(),
        teams: journal.teams.into_iter().map(team_ref).collect(),
        categories: journal.categories.into_iter().map(category_ref).collect(),
    }
}
