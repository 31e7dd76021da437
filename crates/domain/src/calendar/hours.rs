//! The hours of a week, ready to be counted: how much of them lies before a local time.

use chrono::TimeDelta;

use super::days::{self, DAY};
use super::definition::{Period, Week};

/// Microseconds of a minute.
const MINUTE: i64 = 60_000_000;

/// Open hours on one day: microseconds after midnight, the end not included.
pub(super) type Span = (i64, i64);

/// The open hours of each weekday, Monday first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hours {
    /// Sorted; neither overlapping nor touching.
    days: [Vec<Span>; 7],
    /// Open time of each day.
    lengths: [i64; 7],
    /// Open time of the week before each day.
    before: [i64; 7],
    /// Open time of a week.
    total: i64,
}

impl Hours {
    /// The hours of a sound week whose periods are sorted.
    pub(super) fn of(week: &Week) -> Self {
        let days = week.days().map(|(_, periods)| joined(periods));
        let lengths = [0, 1, 2, 3, 4, 5, 6].map(|day: usize| until(&days[day], DAY));
        let before = [0, 1, 2, 3, 4, 5, 6].map(|day: usize| lengths[..day].iter().sum());
        Self {
            days,
            lengths,
            before,
            total: lengths.iter().sum(),
        }
    }

    /// Open time of a week, microseconds.
    pub(super) fn total(&self) -> i64 {
        self.total
    }

    /// The open hours of a day, were it no closed date.
    pub(super) fn on(&self, day: i64) -> &[Span] {
        &self.days[days::weekday(day)]
    }

    /// Open time of a day, were it no closed date.
    pub(super) fn length(&self, day: i64) -> i64 {
        self.lengths[days::weekday(day)]
    }

    /// Open time of a day before a time of that day, microseconds after midnight, at most [`DAY`].
    pub(super) fn of_day_until(&self, day: i64, time: i64) -> i64 {
        until(self.on(day), time)
    }

    /// Open time from the Monday before 1970 to a local time: its differences count, not itself.
    pub(super) fn until(&self, local: i64) -> i64 {
        let day = days::day_of(local);
        let weeks = (day + 3).div_euclid(7);
        weeks * self.total
            + self.before[days::weekday(day)]
            + self.of_day_until(day, local - day * DAY)
    }

    /// The mean open time of a weekday that has any.
    pub(super) fn mean_day(&self) -> TimeDelta {
        let open = self.lengths.iter().filter(|length| **length > 0).count();
        TimeDelta::microseconds(self.total / (open.max(1) as i64))
    }
}

fn joined(periods: &[Period]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::with_capacity(periods.len());
    for period in periods {
        let from = i64::from(period.from.minutes()) * MINUTE;
        let to = i64::from(period.to.minutes()) * MINUTE;
        match spans.last_mut() {
            Some(last) if last.1 == from => last.1 = to,
            _ => spans.push((from, to)),
        }
    }
    spans
}

fn until(spans: &[Span], time: i64) -> i64 {
    spans
        .iter()
        .take_while(|(from, _)| *from < time)
        .map(|(from, to)| time.min(*to) - from)
        .sum()
}
