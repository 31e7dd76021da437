//! The one place where an event changes a ticket; reading a journal from the start gives the ticket.

use super::event::{Actor, Created, Event, Handover, Record};
use super::state::{Diagnosis, Resolution, Ticket};
use super::words::{Approval, Kind, Side, Stage};
use crate::ids::{PersonId, TeamId};

/// Reads a whole journal. `None` when it does not begin with a creation, or has a second one.
pub fn replay<'a>(records: impl IntoIterator<Item = &'a Record>) -> Option<Ticket> {
    let mut records = records.into_iter();
    let first = records.next()?;
    let Event::Created(created) = &first.event else {
        return None;
    };
    let mut ticket = begin(first, created);
    for record in records {
        if matches!(record.event, Event::Created(_)) {
            return None;
        }
        apply(&mut ticket, record);
    }
    Some(ticket)
}

/// The ticket that a creation gives.
pub(super) fn begin(record: &Record, created: &Created) -> Ticket {
    Ticket {
        id: record.ticket,
        version: record.version,
        subject: created.subject.clone(),
        kind: created.kind,
        category: created.category,
        tags: created.tags.clone(),
        requester: created.requester,
        organization: created.organization,
        channel: created.channel,
        language: created.language,
        impact: created.impact,
        urgency: created.urgency,
        priority: created.priority,
        priority_override: None,
        level: created.level,
        team: created.team,
        assignee: None,
        stage: Stage::Creation,
        stage_since: record.at,
        hold: None,
        major: false,
        approval: None,
        followers: Vec::new(),
        diagnosis: None,
        resolution: None,
        documentation: None,
        created_at: record.at,
        updated_at: record.at,
        qualified_at: None,
        first_response_at: None,
        first_resolved_at: None,
        resolved_at: None,
        confirmed_at: None,
        closed_at: None,
        close_code: None,
        reopen_count: 0,
        escalation_count: 0,
        reply_count: 0,
        assignee_count: 0,
        team_count: i32::from(created.team.is_some()),
    }
}

/// What one event makes of a ticket.
pub fn apply(ticket: &mut Ticket, record: &Record) {
    ticket.version = record.version;
    ticket.updated_at = record.at;
    match &record.event {
        Event::Created(_) | Event::SentBack { .. } | Event::Noted { .. } => {}
        Event::Linked { .. } | Event::Unlinked { .. } => {}
        Event::StageChanged { stage } => {
            if stage.from == Stage::Qualification && stage.to == Stage::Diagnosis {
                ticket.qualified_at.get_or_insert(record.at);
            }
            ticket.stage = stage.to;
            ticket.stage_since = record.at;
        }
        Event::Assigned { assignee, team } => put_in_charge(ticket, assignee.to, team.to),
        Event::Classified {
            kind,
            category,
            impact,
            urgency,
        } => {
            ticket.kind = kind.to;
            ticket.category = category.to;
            ticket.impact = impact.to;
            ticket.urgency = urgency.to;
            if kind.to != Kind::AccessRequest {
                ticket.approval = None;
            }
        }
        Event::PriorityChanged {
            priority,
            override_reason,
        } => {
            ticket.priority = priority.to;
            ticket.priority_override.clone_from(&override_reason.to);
        }
        Event::LevelChanged { level } => ticket.level = level.to,
        Event::Escalated(handover) => {
            ticket.escalation_count += 1;
            hand_over(ticket, handover);
        }
        Event::Deescalated(handover) => hand_over(ticket, handover),
        Event::Held { hold } => ticket.hold.clone_from(&hold.to),
        Event::Resumed { .. } => ticket.hold = None,
        Event::Replied { side, .. } => count_reply(ticket, record, *side),
        Event::Tagged { added, removed } => {
            ticket.tags.retain(|tag| !removed.contains(tag));
            ticket.tags.extend(added.iter().cloned());
            ticket.tags.sort();
        }
        Event::Followed { person } => follow(&mut ticket.followers, *person),
        Event::Unfollowed { person } => ticket.followers.retain(|p| p != person),
        Event::SubjectChanged { subject } => ticket.subject.clone_from(&subject.to),
        Event::MajorChanged { major } => ticket.major = major.to,
        Event::ApprovalRequested => ticket.approval = Some(Approval::Pending),
        Event::ApprovalDecided { approved, .. } => {
            ticket.approval = Some(if *approved {
                Approval::Approved
            } else {
                Approval::Rejected
            });
        }
        event => apply_outcome(ticket, record, event),
    }
}

/// The events that lead to the end of a ticket, and back.
fn apply_outcome(ticket: &mut Ticket, record: &Record, event: &Event) {
    match event {
        Event::Diagnosed {
            cause,
            cause_code,
            findings,
        } => {
            ticket.diagnosis = Some(Diagnosis {
                cause: cause.clone(),
                cause_code: cause_code.clone(),
                findings: findings.clone(),
            });
        }
        Event::Resolved {
            solution,
            code,
            message,
        } => {
            ticket.resolution = Some(Resolution {
                solution: solution.clone(),
                code: *code,
                message: *message,
            });
            ticket.resolved_at = Some(record.at);
            ticket.first_resolved_at.get_or_insert(record.at);
        }
        Event::Documented { documentation } => ticket.documentation = Some(documentation.clone()),
        Event::Confirmed => ticket.confirmed_at = Some(record.at),
        Event::Closed { code, .. } => {
            ticket.closed_at = Some(record.at);
            ticket.close_code = Some(*code);
        }
        Event::Reopened { .. } => {
            ticket.reopen_count += 1;
            ticket.closed_at = None;
            ticket.close_code = None;
            ticket.confirmed_at = None;
        }
        _ => {}
    }
}

fn put_in_charge(ticket: &mut Ticket, assignee: Option<PersonId>, team: Option<TeamId>) {
    if assignee.is_some() && assignee != ticket.assignee {
        ticket.assignee_count += 1;
    }
    if team.is_some() && team != ticket.team {
        ticket.team_count += 1;
    }
    ticket.assignee = assignee;
    ticket.team = team;
}

fn hand_over(ticket: &mut Ticket, handover: &Handover) {
    ticket.level = handover.level.to;
    put_in_charge(ticket, handover.assignee.to, handover.team.to);
}

/// An automatic reply never counts as a first response.
fn count_reply(ticket: &mut Ticket, record: &Record, side: Side) {
    if side == Side::Agent && matches!(record.actor, Actor::Person(_)) {
        ticket.reply_count += 1;
        ticket.first_response_at.get_or_insert(record.at);
    }
}

fn follow(followers: &mut Vec<PersonId>, person: PersonId) {
    if let Err(place) = followers.binary_search(&person) {
        followers.insert(place, person);
    }
}
