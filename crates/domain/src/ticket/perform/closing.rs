//! Deeds between the solution and the end, and what takes a ticket up again.

use super::{Draft, handling};
use crate::ids::MessageId;
use crate::post::SurveyKind;
use crate::text::Reason;
use crate::ticket::event::{Actor, Change, Event};
use crate::ticket::lifecycle::Position;
use crate::ticket::refused::Refused;
use crate::ticket::words::{CloseCode, HoldReason, ReopenCause, ResumeCause, Side, Stage};

/// Before the documentation a confirmation is kept; afterwards it ends the ticket.
pub(super) fn confirm(draft: &mut Draft<'_>) {
    draft.emit(Event::Confirmed);
    if draft.ticket.stage == Stage::Closure {
        end(draft, CloseCode::Confirmed, None);
    }
}

pub(super) fn not_solved(
    draft: &mut Draft<'_>,
    reason: Option<Reason>,
    message: Option<MessageId>,
) {
    if let Some(message) = message {
        draft.emit(Event::Replied {
            message,
            side: Side::Requester,
            thanks: false,
        });
    }
    take_up_again(draft, ReopenCause::NotSolved, reason);
}

pub(super) fn close(draft: &mut Draft<'_>, reason: Option<Reason>) -> Result<(), Refused> {
    let code = match (draft.actor, &reason) {
        (Actor::System, _) => CloseCode::NoAnswer,
        (Actor::Person(_), Some(_)) => CloseCode::ByAgent,
        (Actor::Person(_), None) => return Err(Refused::ReasonMissing),
    };
    end(draft, code, reason);
    Ok(())
}

pub(super) fn reopen(draft: &mut Draft<'_>, cause: ReopenCause, reason: Reason) {
    take_up_again(draft, cause, Some(reason));
}

/// The same score again is no change.
pub(super) fn rate(draft: &mut Draft<'_>, survey: SurveyKind, before: Option<i32>, score: i32) {
    let score = Change::new(before, Some(score));
    if score.is_real() {
        draft.emit(Event::Rated { survey, score });
    }
}

pub(super) fn cancel(draft: &mut Draft<'_>, reason: Reason) {
    end(draft, CloseCode::Cancelled, Some(reason));
}

pub(super) fn spam(draft: &mut Draft<'_>, reason: Reason) {
    end(draft, CloseCode::Spam, Some(reason));
}

fn end(draft: &mut Draft<'_>, code: CloseCode, reason: Option<Reason>) {
    draft.go_to(Stage::Closure);
    draft.emit(Event::Closed {
        code,
        reason: reason.map(Reason::into_string),
    });
}

fn take_up_again(draft: &mut Draft<'_>, cause: ReopenCause, reason: Option<Reason>) {
    draft.emit(Event::Reopened {
        cause,
        reason: reason.map(Reason::into_string),
    });
    draft.go_to(draft.ticket.reopening_stage());
}

/// A public message, and what it moves.
pub(super) fn reply(
    draft: &mut Draft<'_>,
    message: MessageId,
    side: Side,
    thanks: bool,
) -> Result<(), Refused> {
    let replied = Event::Replied {
        message,
        side,
        thanks,
    };
    match side {
        Side::Agent => agent_replies(draft, replied),
        Side::Requester => requester_replies(draft, replied, thanks),
    }
}

/// The first agent who answers a new ticket takes it; an automatic answer does not.
fn agent_replies(draft: &mut Draft<'_>, replied: Event) -> Result<(), Refused> {
    if Position::of(&draft.ticket) == Position::Ended {
        return Err(Refused::Closed);
    }
    draft.emit(replied);
    if let (Stage::Creation, Actor::Person(agent)) = (draft.ticket.stage, draft.actor) {
        handling::take(draft, agent);
    }
    Ok(())
}

/// Ends the wait for the requester, and reopens a solved ticket unless it only says thanks.
fn requester_replies(draft: &mut Draft<'_>, replied: Event, thanks: bool) -> Result<(), Refused> {
    let solved = draft.ticket.stage >= Stage::Documentation;
    let reopens = solved && !thanks;
    if reopens {
        within_reopening(draft)?;
    }
    draft.emit(replied);
    if reopens {
        take_up_again(draft, ReopenCause::Reply, None);
    } else {
        answer(draft);
    }
    Ok(())
}

/// Ends a hold on the requester, and no other.
fn answer(draft: &mut Draft<'_>) {
    let waits = draft
        .ticket
        .hold
        .as_ref()
        .is_some_and(|hold| hold.reason == HoldReason::Requester);
    if waits {
        draft.resume(ResumeCause::Reply);
    }
}

fn within_reopening(draft: &Draft<'_>) -> Result<(), Refused> {
    match draft.ticket.closed_at {
        Some(closed_at) if draft.at - closed_at > draft.rules.reopen_within => {
            Err(Refused::ReopenWindowOver)
        }
        Some(_) | None => Ok(()),
    }
}
