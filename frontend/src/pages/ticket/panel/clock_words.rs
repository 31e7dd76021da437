//! A clock as it stands by now, in figures and a sentence.

use crate::i18n::{format, span, t, when};
use chrono::{DateTime, Utc};
use guichet_contract::clock::{Clock, Clocks};
use guichet_domain::sla::{ClockKind, ClockState};
use guichet_domain::ticket::{Hold, HoldReason};

/// What is seen of a clock.
#[derive(Clone, PartialEq)]
pub struct Look {
    /// `clock`, with its colour.
    pub class: &'static str,
    /// What is left, how late it is, or how long it took.
    pub value: String,
    /// Time stands still.
    pub paused: bool,
    /// The share that is used, while it goes on.
    pub percent: Option<i64>,
    /// How it stands.
    pub sentence: String,
}

impl Look {
    /// How a clock looks now, from what was said of it at some moment.
    pub fn of(clock: &Clock, at: DateTime<Utc>, hold: Option<&Hold>) -> Self {
        let used = used_now(clock, at);
        let percent = Some(share(clock, used)).filter(|_| clock.ended_at.is_none());
        let (class, value, sentence) = match clock.state {
            ClockState::Met => ("clock done", span::hours(clock.used_minutes), met(clock)),
            ClockState::Breached if clock.ended_at.is_some() => (
                "clock late",
                span::hours(clock.used_minutes),
                exceeded(clock),
            ),
            ClockState::Paused => {
                let left = (clock.target_minutes - clock.used_minutes).max(0);
                ("clock pause", span::hours(left), paused(clock, hold))
            }
            ClockState::Running | ClockState::Breached => running(clock),
        };
        Self {
            class,
            value,
            paused: clock.state == ClockState::Paused,
            percent,
            sentence,
        }
    }
}

fn running(clock: &Clock) -> (&'static str, String, String) {
    let Some(due) = clock.due_at else {
        return ("clock", String::new(), String::new());
    };
    let left = -format::seconds_since(due);
    let moment = when::when(due, clock.time_zone.as_deref());
    let (class, sentence) = match (left <= 0, clock.at_risk) {
        (true, _) => ("clock late", t::clock::over(&moment)),
        (false, true) => ("clock risk", t::clock::due_at_risk(&moment)),
        (false, false) => ("clock", t::clock::due(&moment)),
    };
    (class, span::left(left), sentence)
}

/// Minutes used by now: between the answer and the due time they are spread evenly.
fn used_now(clock: &Clock, at: DateTime<Utc>) -> i64 {
    match (clock.state, clock.due_at) {
        (ClockState::Running, Some(due)) if due > at => {
            let whole = (due - at).num_seconds().max(1);
            let passed = format::seconds_since(at).clamp(0, whole);
            let left = (clock.target_minutes - clock.used_minutes).max(0);
            clock.used_minutes + left * passed / whole
        }
        _ => clock.used_minutes,
    }
}

fn share(clock: &Clock, used: i64) -> i64 {
    (used * 100 / clock.target_minutes.max(1)).clamp(0, 100)
}

fn met(clock: &Clock) -> String {
    let target = span::hours(clock.target_minutes);
    match clock.kind {
        ClockKind::LevelResolution => t::clock::stay_met(&target),
        _ => t::clock::met(&target),
    }
}

fn exceeded(clock: &Clock) -> String {
    let late = span::hours(overtime(clock));
    let target = span::hours(clock.target_minutes);
    match clock.kind {
        ClockKind::LevelResolution => t::clock::stay_exceeded(&late, &target),
        _ => t::clock::exceeded(&late, &target),
    }
}

/// Minutes beyond the target.
pub fn overtime(clock: &Clock) -> i64 {
    (clock.used_minutes - clock.target_minutes).max(0)
}

fn paused(clock: &Clock, hold: Option<&Hold>) -> String {
    let last = clock.stretches.last().filter(|stretch| !stretch.running);
    let since = last.map_or(clock.started_at, |stretch| stretch.from);
    let reason = last.and_then(|stretch| stretch.hold);
    let until = hold.and_then(|hold| hold.until);
    let resume = match (until, reason) {
        (Some(until), Some(_)) => t::clock::resume::when(&when::when(until, None)),
        (None, Some(HoldReason::Requester)) => t::clock::resume::reply().to_owned(),
        (None, Some(HoldReason::Approval)) => t::clock::resume::decision().to_owned(),
        (None, Some(_)) => t::clock::resume::by_hand().to_owned(),
        (_, None) => t::clock::resume::reopened().to_owned(),
    };
    t::clock::paused(&when::since(since), why_paused(reason), &resume)
}

/// What a paused clock waits for.
pub fn why_paused(hold: Option<HoldReason>) -> &'static str {
    match hold {
        Some(HoldReason::Requester) => t::clock::why_paused::requester(),
        Some(HoldReason::ThirdParty) => t::clock::why_paused::third_party(),
        Some(HoldReason::Scheduled) => t::clock::why_paused::scheduled(),
        Some(HoldReason::Approval) => t::clock::why_paused::approval(),
        None => t::clock::why_paused::solved(),
    }
}

/// How long the first reply took, where it came in time.
pub fn spent_first_reply(clocks: &Clocks) -> Option<String> {
    let is_kept =
        |clock: &&Clock| clock.kind == ClockKind::FirstResponse && clock.state == ClockState::Met;
    let clock = clocks.items.iter().find(is_kept)?;
    Some(span::hours(clock.used_minutes))
}
