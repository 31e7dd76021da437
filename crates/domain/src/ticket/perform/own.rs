//! What the desk does by itself: it tells that a promise is in danger, and it routes.

use super::{Draft, handling};
use crate::routing::Decision;
use crate::ticket::deeds::{Alarm, Assignment};
use crate::ticket::event::{Change, Event, Handover};
use crate::ticket::words::Stage;

/// Tells of the promise, and climbs as far as its policy says. What is solved climbs no more.
pub(super) fn alert(draft: &mut Draft<'_>, alarm: Alarm) {
    draft.emit(Event::Alerted(alarm.alert));
    if draft.ticket.stage >= Stage::Documentation {
        return;
    }
    let raised = alarm.priority.filter(|wish| *wish < draft.ticket.priority);
    if let Some(priority) = raised {
        handling::prioritize(draft, Some((priority, alarm.reason.clone())));
    }
    let ticket = &draft.ticket;
    let level = alarm.level.unwrap_or(ticket.level).max(ticket.level);
    let moves = level > ticket.level;
    let team = alarm.team.or(ticket.team);
    // Another level or team without a named agent leaves it to whoever takes it there.
    let leaves = moves || team != ticket.team;
    let assignee = match alarm.assignee {
        Some(agent) => Some(agent),
        None if leaves => None,
        None => ticket.assignee,
    };
    if !leaves && assignee == ticket.assignee {
        return;
    }
    match alarm.note {
        Some(note) => draft.emit(Event::Escalated(Handover {
            level: Change::new(ticket.level, level),
            team: Change::new(ticket.team, team),
            assignee: Change::new(ticket.assignee, assignee),
            reason: alarm.reason.into_string(),
            note,
        })),
        None => draft.emit(Event::Assigned {
            assignee: Change::new(ticket.assignee, assignee),
            team: Change::new(ticket.team, team),
        }),
    }
    if draft.ticket.stage == Stage::Creation && draft.ticket.assignee.is_some() {
        draft.go_to(Stage::Qualification);
    }
}

/// Records the decision, then does what it says.
pub(super) fn route(draft: &mut Draft<'_>, decision: Decision) {
    let level = Change::new(draft.ticket.level, decision.level);
    let assignment = Assignment {
        assignee: decision.assignee.map(Some),
        team: decision.team.map(Some),
    };
    draft.emit(Event::Routed(decision));
    if level.is_real() {
        draft.emit(Event::LevelChanged { level });
    }
    handling::assign(draft, &assignment);
}
