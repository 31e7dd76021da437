//! The one place where an event changes a ticket; reading a journal from the start gives the ticket.

use chrono::{DateTime, Utc};

use super::event::{Actor, Change, Created, Event, Handover, Record};
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
    // A promise in danger is said of the ticket, and makes no deed that was decided before stale.
    if matches!(record.event, Event::Alerted(_)) {
        return;
    }
    ticket.version = record.version;
    ticket.updated_at = record.at;
    match &record.event {
        // Said about the ticket, or kept elsewhere: the ticket itself stays as it is.
        Event::Created(_)
        | Event::SentBack { .. }
        | Event::Noted { .. }
        | Event::Linked { .. }
        | Event::Unlinked { .. }
        | Event::Alerted(_)
        | Event::Routed(_)
        | Event::Rated { .. } => {}
        // Along the line.
        Event::StageChanged { stage } => enter(ticket, stage, record.at),
        Event::Classified {
            kind,
            category,
            impact,
            urgency,
        } => {
            ticket.category = category.to;
            ticket.impact = impact.to;
            ticket.urgency = urgency.to;
            become_kind(ticket, kind.to);
        }
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
            let resolution = Resolution {
                solution: solution.clone(),
                code: *code,
                message: *message,
            };
            solve(ticket, resolution, record.at);
        }
        Event::Documented { documentation } => ticket.documentation = Some(documentation.clone()),
        Event::Confirmed => ticket.confirmed_at = Some(record.at),
        Event::Closed { code, .. } => {
            ticket.closed_at = Some(record.at);
            ticket.close_code = Some(*code);
        }
        Event::Reopened { .. } => reopen(ticket),
        Event::Held { hold } => ticket.hold.clone_from(&hold.to),
        Event::Resumed { .. } => ticket.hold = None,
        Event::ApprovalRequested => ticket.approval = Some(Approval::Pending),
        Event::ApprovalDecided { approved: true, .. } => ticket.approval = Some(Approval::Approved),
        Event::ApprovalDecided {
            approved: false, ..
        } => ticket.approval = Some(Approval::Rejected),
        // In whose hands.
        Event::Assigned { assignee, team } => put_in_charge(ticket, assignee.to, team.to),
        Event::LevelChanged { level } => ticket.level = level.to,
        Event::Escalated(handover) => {
            ticket.escalation_count += 1;
            hand_over(ticket, handover);
        }
        Event::Deescalated(handover) => hand_over(ticket, handover),
        // At any time.
        Event::PriorityChanged {
            priority,
            override_reason,
        } => {
            ticket.priority = priority.to;
            ticket.priority_override.clone_from(&override_reason.to);
        }
        Event::Replied { side, .. } => count_reply(ticket, record, *side),
        Event::Tagged { added, removed } => change_tags(&mut ticket.tags, added, removed),
        Event::Followed { person } => follow(&mut ticket.followers, *person),
        Event::Unfollowed { person } => ticket.followers.retain(|p| p != person),
        Event::SubjectChanged { subject } => ticket.subject.clone_from(&subject.to),
        Event::MajorChanged { major } => ticket.major = major.to,
    }
}

fn enter(ticket: &mut Ticket, stage: &Change<Stage>, at: DateTime<Utc>) {
    if stage.from == Stage::Qualification && stage.to == Stage::Diagnosis {
        ticket.qualified_at.get_or_insert(at);
    }
    ticket.stage = stage.to;
    ticket.stage_since = at;
}

/// Only an access request needs an approval.
fn become_kind(ticket: &mut Ticket, kind: Kind) {
    ticket.kind = kind;
    if kind != Kind::AccessRequest {
        ticket.approval = None;
    }
}

fn solve(ticket: &mut Ticket, resolution: Resolution, at: DateTime<Utc>) {
    ticket.resolution = Some(resolution);
    ticket.resolved_at = Some(at);
    ticket.first_resolved_at.get_or_insert(at);
}

fn reopen(ticket: &mut Ticket) {
    ticket.reopen_count += 1;
    ticket.closed_at = None;
    ticket.close_code = None;
    ticket.confirmed_at = None;
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

fn change_tags(tags: &mut Vec<String>, added: &[String], removed: &[String]) {
    tags.retain(|tag| !removed.contains(tag));
    tags.extend(added.iter().cloned());
    tags.sort();
}

fn follow(followers: &mut Vec<PersonId>, person: PersonId) {
    if let Err(place) = followers.binary_search(&person) {
        followers.insert(place, person);
    }
}
