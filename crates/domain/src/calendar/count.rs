//! Counting open time, and finding when so much of it has passed.

use chrono::{DateTime, TimeDelta, Utc};

use super::Calendar;
use super::days::{DAY, WEEK, day_of};
use super::stretches::{Stretches, instant, offset};

/// How far ahead an opening is looked for: 100 years, microseconds.
const HORIZON: i64 = 36_525 * DAY;

impl Calendar {
    /// The open time in `[from, to)`; zero if `to` is not after `from`. Exact to the microsecond:
    /// what instants have beyond is dropped. It is what the clocks on the wall show as open: an hour that
    /// they show twice counts twice, one that they skip does not count.
    pub fn between(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> TimeDelta {
        let stretches = Stretches::of(self.zone, from.timestamp_micros(), to.timestamp_micros());
        let open = stretches.fold(0_i64, |sum, stretch| {
            sum.saturating_add(self.open_time(stretch.local_from(), stretch.local_to()))
        });
        TimeDelta::microseconds(open)
    }

    /// The earliest instant at which `open` of open time has passed since `from`: `from` itself if
    /// `open` is not positive, `None` if that takes more than 100 years.
    pub fn after(&self, from: DateTime<Utc>, open: TimeDelta) -> Option<DateTime<Utc>> {
        if open <= TimeDelta::zero() {
            return Some(from);
        }
        // Half a microsecond needs a whole one.
        let beyond = i64::from(open.subsec_nanos() % 1000 != 0);
        let mut rest = open.num_microseconds()?.checked_add(beyond)?;
        let start = from.timestamp_micros();
        let end = DateTime::<Utc>::MAX_UTC.timestamp_micros();
        let end = end.min(start.saturating_add(HORIZON));
        for stretch in Stretches::of(self.zone, start, end) {
            let (begin, close) = (stretch.local_from(), stretch.local_to());
            let open = self.open_time(begin, close);
            if open >= rest {
                return Some(instant(self.reach(begin, rest) - stretch.offset));
            }
            rest -= open;
        }
        None
    }

    /// Whether it is open at an instant.
    pub fn is_open(&self, at: DateTime<Utc>) -> bool {
        let at = at.timestamp_micros();
        let local = at + offset(self.zone, at);
        let day = day_of(local);
        let time = local - day * DAY;
        let within = |(from, to): &(i64, i64)| (*from..*to).contains(&time);
        self.hours.on(day).iter().any(within) && !self.closures.contains(day)
    }

    /// When it is open next: `at` itself if it is open then, `None` if not within 100 years.
    pub fn opens_after(&self, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let instant = TimeDelta::microseconds(1);
        // The first open microsecond after `at` begins at the opening.
        let passed = self.after(at, instant)?;
        Some(at.max(passed - instant))
    }

    /// The open time in `[from, to)`, local times between which the clocks do not change.
    fn open_time(&self, from: i64, to: i64) -> i64 {
        self.hours.until(to) - self.hours.until(from) - self.closed_time(from, to)
    }

    /// What closed dates take from the hours of the week in `[from, to)`.
    fn closed_time(&self, from: i64, to: i64) -> i64 {
        let (first, last) = (day_of(from), day_of(to - 1));
        let mut sum = 0;
        self.closures.each(first, last, |day| {
            sum += if first < day && day < last {
                self.hours.length(day)
            } else {
                let midnight = day * DAY;
                let end = self.hours.of_day_until(day, DAY.min(to - midnight));
                end - self.hours.of_day_until(day, 0.max(from - midnight))
            };
        });
        sum
    }

    /// The earliest local time at which `rest`, at least a microsecond, has passed since `at`. The
    /// caller knows that so much is open before the clocks change; so a week has some.
    fn reach(&self, mut at: i64, mut rest: i64) -> i64 {
        // Never the last microsecond: a whole week may end long after its last opening.
        while let weeks @ 1.. = (rest - 1) / self.hours.total() {
            let next = at + weeks * WEEK;
            rest -= self.open_time(at, next);
            at = next;
        }
        loop {
            let day = day_of(at);
            let midnight = day * DAY;
            if !self.closures.contains(day) {
                let past = self.hours.of_day_until(day, at - midnight);
                if past + rest <= self.hours.length(day) {
                    return midnight + self.time_of(day, past + rest);
                }
                rest -= self.hours.length(day) - past;
            }
            at = midnight + DAY;
        }
    }

    /// The time of a day by which `open`, no more than the day has, has passed since midnight.
    fn time_of(&self, day: i64, open: i64) -> i64 {
        let mut rest = open;
        for (from, to) in self.hours.on(day) {
            if rest <= to - from {
                return from + rest;
            }
            rest -= to - from;
        }
        DAY
    }
}
