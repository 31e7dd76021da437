//! A clock: the stretches of time that it ran, and what follows from them.

use chrono::{DateTime, TimeDelta, Utc};

use super::measure::Measure;
use super::words::{ClockKind, ClockState};
use crate::ticket::{Level, Priority};
use crate::vocabulary::vocabulary;

vocabulary! {
    /// What happens to a clock.
    EntryKind {
        /// It begins to run.
        Start = "start",
        /// A hold stops it for a time.
        Pause = "pause",
        /// It goes on, after a hold or because the ticket is open again.
        Resume = "resume",
        /// It ends: what was promised has been done.
        Fulfil = "fulfil",
        /// Its time is over.
        Breach = "breach",
        /// Its target changes: another priority, policy or calendar.
        Retarget = "retarget",
    }
}

/// A stretch of time during which a clock ran.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// Since when.
    pub from: DateTime<Utc>,
    /// Until when; `None` while it runs.
    pub to: Option<DateTime<Utc>>,
}

/// A clock of a ticket, as its journal makes it: what it is and when it ran. What that means
/// depends on a target and on what time counts: see [`Clock::read`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// What it measures.
    pub kind: ClockKind,
    /// The level, where it measures the stay at one.
    pub level: Option<Level>,
    /// When it began. Kind, level and beginning tell the clocks of a ticket apart.
    pub started_at: DateTime<Utc>,
    /// The stretches that it ran, in order; they never overlap, and none is empty.
    pub runs: Vec<Run>,
    /// When it ended; `None` while it goes on.
    pub ended_at: Option<DateTime<Utc>>,
    /// The priority the ticket had when it ended: that of its target.
    pub ended_priority: Option<Priority>,
}

/// What a clock says: the sum of its stretches, against a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// How it stands.
    pub state: ClockState,
    /// The time that counted before it last began to run.
    pub used: TimeDelta,
    /// Since when it runs; `None` while it is paused or has ended.
    pub running_since: Option<DateTime<Utc>>,
    /// When its time is over, or was; `None` while it is paused with time left.
    pub due_at: Option<DateTime<Utc>>,
}

impl Clock {
    /// A clock that begins, running or not.
    pub(super) fn begin(
        kind: ClockKind,
        level: Option<Level>,
        at: DateTime<Utc>,
        runs: bool,
    ) -> Self {
        let run = Run { from: at, to: None };
        Self {
            kind,
            level,
            started_at: at,
            runs: runs.then_some(run).into_iter().collect(),
            ended_at: None,
            ended_priority: None,
        }
    }

    /// Whether it runs.
    pub fn is_running(&self) -> bool {
        self.runs.last().is_some_and(|run| run.to.is_none())
    }

    /// Whether two are the same clock of a ticket, whatever has become of it.
    pub fn is(&self, other: &Self) -> bool {
        (self.kind, self.level, self.started_at) == (other.kind, other.level, other.started_at)
    }

    pub(super) fn pause(&mut self, at: DateTime<Utc>) {
        let Some(run) = self.runs.last_mut().filter(|run| run.to.is_none()) else {
            return;
        };
        run.to = Some(at);
        if run.from == at {
            self.runs.pop();
        }
    }

    pub(super) fn resume(&mut self, at: DateTime<Utc>) {
        match self.runs.last_mut() {
            Some(run) if run.to.is_none() => {}
            // Stopped for no time at all: it was never stopped.
            Some(run) if run.to == Some(at) => run.to = None,
            Some(_) | None => self.runs.push(Run { from: at, to: None }),
        }
    }

    /// It goes on after it had ended.
    pub(super) fn reopen(&mut self, at: DateTime<Utc>, runs: bool) {
        self.ended_at = None;
        self.ended_priority = None;
        if runs {
            self.resume(at);
        }
    }

    pub(super) fn end(&mut self, at: DateTime<Utc>, priority: Priority) {
        self.pause(at);
        self.ended_at = Some(at);
        self.ended_priority = Some(priority);
    }

    /// What it says at `now` against a target, as `measure` counts time.
    pub fn read(&self, target: TimeDelta, measure: &impl Measure, now: DateTime<Utc>) -> Reading {
        let (running_since, used) = self.used(measure);
        let due_at = self.reaches(target, measure);
        let state = match (self.ended_at, running_since) {
            // What is done in the very moment it is due is done in time.
            (Some(ended), _) if due_at.is_none_or(|due| due >= ended) => ClockState::Met,
            (Some(_), _) => ClockState::Breached,
            (None, _) if due_at.is_some_and(|due| due <= now) => ClockState::Breached,
            (None, Some(_)) => ClockState::Running,
            (None, None) => ClockState::Paused,
        };
        Reading {
            state,
            used,
            running_since,
            due_at,
        }
    }

    /// Since when it runs, and the time that counted before.
    fn used(&self, measure: &impl Measure) -> (Option<DateTime<Utc>>, TimeDelta) {
        let mut used = TimeDelta::zero();
        for run in &self.runs {
            match run.to {
                Some(to) => used += measure.between(run.from, to),
                None => return (Some(run.from), used),
            }
        }
        (None, used)
    }

    /// All the time that has counted at `now`.
    pub fn used_at(&self, measure: &impl Measure, now: DateTime<Utc>) -> TimeDelta {
        let (since, used) = self.used(measure);
        used + since.map_or(TimeDelta::zero(), |since| measure.between(since, now))
    }

    /// The moment at which so much time has counted: in a stretch that is over, or in the one that
    /// lasts. A clock that ended while it ran is thought to have gone on. `None` where it is paused
    /// before that.
    pub fn reaches(&self, wanted: TimeDelta, measure: &impl Measure) -> Option<DateTime<Utc>> {
        let mut left = wanted;
        for run in &self.runs {
            let counted = match run.to {
                // It lasts, or it lasted until the clock ended.
                to if to == self.ended_at => return measure.after(run.from, left),
                Some(to) => measure.between(run.from, to),
                None => return measure.after(run.from, left),
            };
            if counted >= left {
                return measure.after(run.from, left);
            }
            left -= counted;
        }
        None
    }
}

impl Clock {
    /// What its log says of when it ran: every entry but those that depend on a target.
    pub fn entries(&self) -> Vec<(DateTime<Utc>, EntryKind)> {
        let mut entries = vec![(self.started_at, EntryKind::Start)];
        let mut stopped = Some(self.started_at);
        for run in &self.runs {
            match stopped {
                Some(at) if at == run.from && entries.len() == 1 => {}
                Some(at) => {
                    entries.push((at, EntryKind::Pause));
                    entries.push((run.from, EntryKind::Resume));
                }
                None => {}
            }
            stopped = run.to;
        }
        match (self.ended_at, stopped) {
            (Some(ended), Some(at)) if at < ended => {
                entries.push((at, EntryKind::Pause));
                entries.push((ended, EntryKind::Fulfil));
            }
            (Some(ended), _) => entries.push((ended, EntryKind::Fulfil)),
            (None, Some(at)) => entries.push((at, EntryKind::Pause)),
            (None, None) => {}
        }
        entries
    }

    /// The clock whose log this is: the opposite of [`Clock::entries`]. Entries that depend on a
    /// target are passed over.
    pub fn of_log(
        kind: ClockKind,
        level: Option<Level>,
        started_at: DateTime<Utc>,
        log: impl IntoIterator<Item = (DateTime<Utc>, EntryKind)>,
    ) -> Self {
        let mut clock = Self::begin(kind, level, started_at, false);
        for (at, entry) in log {
            match entry {
                EntryKind::Start | EntryKind::Resume => clock.resume(at),
                EntryKind::Pause => clock.pause(at),
                EntryKind::Fulfil => {
                    clock.pause(at);
                    clock.ended_at = Some(at);
                }
                EntryKind::Breach | EntryKind::Retarget => {}
            }
        }
        clock
    }
}
