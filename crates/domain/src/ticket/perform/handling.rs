//! Deeds that change who leads a ticket and what is known of it, at whatever stage.

use chrono::{DateTime, Utc};

use super::Draft;
use crate::ids::{PersonId, TicketId};
use crate::text::{Reason, Subject, Tag};
use crate::ticket::deeds::{Assignment, Handing};
use crate::ticket::event::{Actor, Change, Event, Handover};
use crate::ticket::refused::Refused;
use crate::ticket::state::Hold;
use crate::ticket::words::{HoldReason, Level, LinkKind, Priority, ResumeCause, Stage};

pub(super) fn take(draft: &mut Draft<'_>, agent: PersonId) {
    let assignment = Assignment {
        assignee: Some(Some(agent)),
        team: None,
    };
    assign(draft, &assignment);
}

/// A person in charge ends the creation; a team alone does not: nobody has looked yet.
pub(super) fn assign(draft: &mut Draft<'_>, assignment: &Assignment) {
    let ticket = &draft.ticket;
    let assignee = Change::new(
        ticket.assignee,
        assignment.assignee.unwrap_or(ticket.assignee),
    );
    let team = Change::new(ticket.team, assignment.team.unwrap_or(ticket.team));
    if assignee.is_real() || team.is_real() {
        draft.emit(Event::Assigned { assignee, team });
    }
    if draft.ticket.stage == Stage::Creation && draft.ticket.assignee.is_some() {
        draft.go_to(Stage::Qualification);
    }
}

pub(super) fn prioritize(draft: &mut Draft<'_>, wish: Option<(Priority, Reason)>) {
    let ticket = &draft.ticket;
    let (to, reason) = match wish {
        Some((priority, reason)) => (priority, Some(reason.into_string())),
        None => (
            draft.rules.matrix.presumed(ticket.impact, ticket.urgency),
            None,
        ),
    };
    let priority = Change::new(ticket.priority, to);
    let override_reason = Change::new(ticket.priority_override.clone(), reason);
    if priority.is_real() || override_reason.is_real() {
        draft.emit(Event::PriorityChanged {
            priority,
            override_reason,
        });
    }
}

/// Upwards, or across to another team or agent of the same level.
pub(super) fn escalate(draft: &mut Draft<'_>, handing: Handing) -> Result<(), Refused> {
    let ticket = &draft.ticket;
    let here = ticket.level;
    if !names_a_target(&handing) {
        return Err(Refused::TargetMissing);
    }
    let across = handing.team.is_some_and(|team| ticket.team != Some(team))
        || handing
            .assignee
            .is_some_and(|agent| ticket.assignee != Some(agent));
    let level = handing.level.unwrap_or(here);
    if level < here || (level == here && !across) {
        return Err(Refused::LevelNotHigher(here));
    }
    let handover = hand_over(draft, level, handing);
    draft.emit(Event::Escalated(handover));
    Ok(())
}

/// Downwards: where only a team or an agent is named, to the next lower level.
pub(super) fn deescalate(draft: &mut Draft<'_>, handing: Handing) -> Result<(), Refused> {
    let here = draft.ticket.level;
    if !names_a_target(&handing) {
        return Err(Refused::TargetMissing);
    }
    let level = handing
        .level
        .or(here.below())
        .filter(|level| *level < here)
        .ok_or(Refused::LevelNotLower(here))?;
    let handover = hand_over(draft, level, handing);
    draft.emit(Event::Deescalated(handover));
    Ok(())
}

fn names_a_target(handing: &Handing) -> bool {
    handing.level.is_some() || handing.team.is_some() || handing.assignee.is_some()
}

/// Another level or team without a named agent leaves the ticket to whoever takes it there.
fn hand_over(draft: &Draft<'_>, level: Level, handing: Handing) -> Handover {
    let ticket = &draft.ticket;
    Handover {
        level: Change::new(ticket.level, level),
        team: Change::new(ticket.team, handing.team.or(ticket.team)),
        assignee: Change::new(ticket.assignee, handing.assignee),
        reason: handing.reason.into_string(),
        note: handing.note,
    }
}

pub(super) fn hold(
    draft: &mut Draft<'_>,
    reason: HoldReason,
    until: Option<DateTime<Utc>>,
) -> Result<(), Refused> {
    let sound = match until {
        Some(until) => until > draft.at,
        None => reason != HoldReason::Scheduled,
    };
    if !sound {
        return Err(Refused::UntilMissing);
    }
    let from = draft.ticket.hold.clone();
    let same = from
        .as_ref()
        .is_some_and(|hold| hold.reason == reason && hold.until == until);
    if !same {
        let to = Some(Hold {
            reason,
            until,
            since: draft.at,
        });
        draft.emit(Event::Held {
            hold: Change::new(from, to),
        });
    }
    Ok(())
}

/// A person goes on; the desk itself does when the date has come.
pub(super) fn resume(draft: &mut Draft<'_>) {
    draft.resume(match draft.actor {
        Actor::Person(_) => ResumeCause::Agent,
        Actor::System => ResumeCause::Due,
    });
}

pub(super) fn tag(draft: &mut Draft<'_>, add: &[Tag], remove: &[Tag]) {
    let words = |tags: &[Tag]| {
        let mut words: Vec<String> = tags.iter().map(|tag| tag.as_str().to_owned()).collect();
        words.sort();
        words.dedup();
        words
    };
    let has = |word: &String| draft.ticket.tags.contains(word);
    let unwanted = words(remove);
    let added: Vec<String> = words(add)
        .into_iter()
        .filter(|word| !has(word) && !unwanted.contains(word))
        .collect();
    let removed: Vec<String> = unwanted.into_iter().filter(has).collect();
    if !added.is_empty() || !removed.is_empty() {
        draft.emit(Event::Tagged { added, removed });
    }
}

pub(super) fn link(
    draft: &mut Draft<'_>,
    link: LinkKind,
    other: TicketId,
    bound: bool,
    bind: bool,
) -> Result<(), Refused> {
    if other == draft.ticket.id {
        return Err(Refused::LinkedToItself);
    }
    match (bound, bind) {
        (false, true) => draft.emit(Event::Linked { link, other }),
        (true, false) => draft.emit(Event::Unlinked { link, other }),
        (true, true) | (false, false) => {}
    }
    Ok(())
}

pub(super) fn follow(draft: &mut Draft<'_>, person: PersonId, follow: bool) {
    let follows = draft.ticket.followers.contains(&person);
    match (follows, follow) {
        (false, true) => draft.emit(Event::Followed { person }),
        (true, false) => draft.emit(Event::Unfollowed { person }),
        (true, true) | (false, false) => {}
    }
}

pub(super) fn rename(draft: &mut Draft<'_>, subject: Subject) {
    let subject = Change::new(draft.ticket.subject.clone(), subject.into_string());
    if subject.is_real() {
        draft.emit(Event::SubjectChanged { subject });
    }
}

pub(super) fn mark_major(draft: &mut Draft<'_>, major: bool) {
    let major = Change::new(draft.ticket.major, major);
    if major.is_real() {
        draft.emit(Event::MajorChanged { major });
    }
}
