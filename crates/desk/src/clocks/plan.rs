//! What has to be written so that the kept clocks of a ticket say what its journal says.

use chrono::{DateTime, TimeDelta, Utc};
use guichet_domain::ids::{ClockId, TicketId};
use guichet_domain::sla::{Clock, ClockState, Course, EntryKind, Standing};
use guichet_domain::ticket::Ticket;
use guichet_store::clocks::{Entry, Kept, Promised, Stored};
use guichet_store::{Connection, clocks};

use super::book::{Counted, Law};
use crate::Refusal;

/// The difference between what is kept and what should be.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) insert: Vec<Kept>,
    pub(super) replace: Vec<(Stored, Kept)>,
    pub(super) remove: Vec<ClockId>,
    /// How the promise stands afterwards.
    pub(super) standing: Option<(Standing, DateTime<Utc>)>,
}

/// Compares the clocks of a course with those that are kept. What has ended stays as it ended:
/// neither a policy nor a calendar that changes later rewrites it.
pub(super) fn plan(
    course: &Course,
    stored: Vec<Stored>,
    law: Option<&Law<'_>>,
    ticket: &Ticket,
    now: DateTime<Utc>,
) -> Plan {
    let mut plan = Plan::default();
    let mut stored = stored;
    for clock in &course.clocks {
        let place = stored.iter().position(|known| known.kept.clock.is(clock));
        let known = place.map(|place| stored.swap_remove(place));
        let frozen = |known: &Stored| {
            clock.ended_at.is_some() && known.kept.clock.ended_at == clock.ended_at
        };
        if known.as_ref().is_some_and(frozen) {
            continue;
        }
        let wanted = law.and_then(|law| kept(clock, law, ticket, known.as_ref(), now));
        if let (Some(law), Some(wanted)) = (law, &wanted) {
            plan.see(wanted, law.counted, now);
        }
        match (known, wanted) {
            (Some(known), Some(wanted)) => plan.replace.push((known, wanted)),
            (Some(known), None) => plan.remove.push(known.id),
            (None, Some(wanted)) => plan.insert.push(wanted),
            (None, None) => {}
        }
    }
    // Clocks that go on but are not in the journal any more cannot be; their rows go.
    let stray = stored
        .iter()
        .filter(|known| known.kept.clock.ended_at.is_none());
    plan.remove.extend(stray.map(|known| known.id));
    plan
}

impl Plan {
    fn see(&mut self, kept: &Kept, counted: Counted<'_>, now: DateTime<Utc>) {
        if let Some(found) = standing(kept, counted, now)
            && self.standing.is_none_or(|standing| found < standing)
        {
            self.standing = Some(found);
        }
    }

    /// Writes it.
    pub(super) fn carry_out(self, tx: &mut Connection, ticket: &Ticket) -> Result<(), Refusal> {
        let inserted: Vec<(TicketId, Kept)> = self
            .insert
            .into_iter()
            .map(|kept| (ticket.id, kept))
            .collect();
        clocks::insert_many(tx, &inserted)?;
        for (known, wanted) in &self.replace {
            clocks::replace(tx, known, wanted)?;
        }
        for id in self.remove {
            clocks::remove(tx, id)?;
        }
        let (standing, at) = self.standing.unwrap_or((Standing::None, ticket.created_at));
        Ok(clocks::set_promise(tx, ticket.id, standing, at)?)
    }
}

/// How a clock that goes on stands, and by what time it is ordered.
pub(super) fn standing(
    kept: &Kept,
    counted: Counted<'_>,
    now: DateTime<Utc>,
) -> Option<(Standing, DateTime<Utc>)> {
    let clock = &kept.clock;
    if clock.ended_at.is_some() {
        return None;
    }
    let due = kept.reading.due_at;
    Some(match kept.reading.state {
        ClockState::Breached => (Standing::Breached, due.unwrap_or(now)),
        ClockState::Running if is_at_risk(kept, counted, now) => {
            (Standing::AtRisk, due.unwrap_or(DateTime::<Utc>::MAX_UTC))
        }
        ClockState::Running => (Standing::OnTrack, due.unwrap_or(DateTime::<Utc>::MAX_UTC)),
        ClockState::Paused | ClockState::Met => {
            let since = clock.runs.last().and_then(|run| run.to);
            (Standing::Paused, since.unwrap_or(clock.started_at))
        }
    })
}

/// Whether the first warning threshold is passed.
pub(super) fn is_at_risk(kept: &Kept, counted: Counted<'_>, now: DateTime<Utc>) -> bool {
    let first = kept.promise.warn_at.first();
    first.is_some_and(|percent| {
        let passed = reaches(&kept.clock, &kept.promise, *percent, counted);
        passed.is_some_and(|at| at <= now)
    })
}

/// When so much of the target is used.
pub(super) fn reaches(
    clock: &Clock,
    promise: &Promised,
    percent: i32,
    counted: Counted<'_>,
) -> Option<DateTime<Utc>> {
    // Whole microseconds: a target in minutes divides by a hundred.
    let share = TimeDelta::minutes(promise.target_minutes.into()) * percent / 100;
    clock.reaches(share, &counted)
}

/// The next threshold that has not been told of, and when it is passed. A clock that has ended
/// asks for nothing.
pub(super) fn next_alert(
    clock: &Clock,
    promise: &Promised,
    alerted: &[i32],
    counted: Counted<'_>,
) -> Option<(DateTime<Utc>, i32)> {
    if clock.ended_at.is_some() {
        return None;
    }
    let thresholds = promise.warn_at.iter().copied().chain([100]);
    thresholds
        .filter(|percent| !alerted.contains(percent))
        .filter_map(|percent| Some((reaches(clock, promise, percent, counted)?, percent)))
        .min()
}

/// A clock as it is to be kept; `None` where nothing is promised.
pub(super) fn kept(
    clock: &Clock,
    law: &Law<'_>,
    ticket: &Ticket,
    known: Option<&Stored>,
    now: DateTime<Utc>,
) -> Option<Kept> {
    let promise = promised(clock, law, ticket)?;
    let target = TimeDelta::minutes(promise.target_minutes.into());
    let reading = clock.read(target, &law.counted, now);
    let alerted = known.map_or(&[][..], |known| &known.alerted);
    let next_alert_at = next_alert(clock, &promise, alerted, law.counted).map(|(at, _)| at);
    let mut log = log(clock, known, promise.target_minutes);
    let retargeted = known.is_some_and(|known| {
        let before = &known.kept.promise;
        (before.target_minutes, before.calendar) != (promise.target_minutes, promise.calendar)
    });
    if retargeted {
        log.push(Entry {
            at: now,
            kind: EntryKind::Retarget,
            target_minutes: Some(promise.target_minutes),
        });
    }
    let over = reading
        .due_at
        .filter(|_| reading.state == ClockState::Breached);
    if let Some(at) = over.filter(|_| !is_breached(&log)) {
        log.push(Entry {
            at,
            kind: EntryKind::Breach,
            target_minutes: None,
        });
    }
    Some(Kept {
        clock: clock.clone(),
        promise,
        reading,
        next_alert_at,
        log,
    })
}

/// By what a clock is promised: what has ended, at the priority of its end.
fn promised(clock: &Clock, law: &Law<'_>, ticket: &Ticket) -> Option<Promised> {
    let terms = &law.policy.terms;
    let priority = clock.ended_priority.unwrap_or(ticket.priority);
    let level = clock.level.unwrap_or(ticket.level);
    Some(Promised {
        policy: (law.policy.id, law.policy.version),
        calendar: law.calendar,
        target_minutes: terms.target(clock.kind, priority, level)?,
        warn_at: terms.targets.of(priority).warn_at.clone(),
    })
}

/// Whether a log says that the time is over, for the target it has now.
fn is_breached(log: &[Entry]) -> bool {
    let mut telling = log.iter().rev().map(|entry| entry.kind);
    let last = telling.find(|kind| matches!(kind, EntryKind::Breach | EntryKind::Retarget));
    last == Some(EntryKind::Breach)
}

/// The log of a clock: what is known of it, and when it ran since. Where it ran otherwise than was
/// known (another policy pauses otherwise), what depends on the target keeps its place in time.
fn log(clock: &Clock, known: Option<&Stored>, target_minutes: i32) -> Vec<Entry> {
    let ran: Vec<Entry> = clock
        .entries()
        .into_iter()
        .map(|(at, kind)| Entry {
            at,
            kind,
            target_minutes: None,
        })
        .collect();
    let known = known.map_or(&[][..], |known| &known.kept.log);
    let (of_runs, of_target): (Vec<Entry>, Vec<Entry>) =
        known.iter().partition(|entry| is_of_runs(entry.kind));
    let is_same = |one: &Entry, other: &Entry| (one.at, one.kind) == (other.at, other.kind);
    let goes_on = of_runs.len() <= ran.len()
        && of_runs
            .iter()
            .zip(&ran)
            .all(|(one, other)| is_same(one, other));
    let started_with = of_runs.first().and_then(|start| start.target_minutes);
    let mut log = if goes_on {
        let added = &ran[of_runs.len()..];
        known.iter().chain(added).copied().collect()
    } else {
        let mut log: Vec<Entry> = ran.into_iter().chain(of_target).collect();
        log.sort_by_key(|entry| entry.at);
        log
    };
    if let Some(start) = log.iter_mut().find(|entry| entry.kind == EntryKind::Start) {
        start.target_minutes = started_with.or(Some(target_minutes));
    }
    log
}

fn is_of_runs(kind: EntryKind) -> bool {
    match kind {
        EntryKind::Start | EntryKind::Pause | EntryKind::Resume | EntryKind::Fulfil => true,
        EntryKind::Breach | EntryKind::Retarget => false,
    }
}
