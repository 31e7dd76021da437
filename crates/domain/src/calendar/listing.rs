//! What a calendar shows of itself: its open stretches and its closed days.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};

use super::Calendar;
use super::days::{self, DAY, day_of};
use super::holidays::{Holiday, easter};
use super::stretches::{Stretch, Stretches, instant};

/// A stretch of time in which it is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct OpenPeriod {
    /// When it opens.
    pub from: DateTime<Utc>,
    /// When it closes; not included.
    pub to: DateTime<Utc>,
}

/// A date on which all is closed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ClosedDay {
    /// The local date.
    pub date: NaiveDate,
    /// Why.
    pub name: ClosedName,
}

/// What closes a day.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ClosedName {
    /// A public holiday.
    Holiday(Holiday),
    /// An own day, by its name.
    Own(String),
}

impl Calendar {
    /// The open stretches of `[from, to)`, in order and cut to it, reckoned as they are asked for.
    /// One that goes on over midnight comes in two parts.
    pub fn open_periods(
        &self,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
    ) -> impl Iterator<Item = OpenPeriod> {
        let stretches = Stretches::of(self.zone, from.timestamp_micros(), to.timestamp_micros());
        let mut parts = stretches.flat_map(|s| self.parts(s)).peekable();
        std::iter::from_fn(move || {
            let (day, from, mut to) = parts.next()?;
            // A stretch may end within a period: whether clocks changed or not, it goes on.
            while let Some(more) = parts.next_if(|part| part.0 == day && part.1 == to) {
                to = more.2;
            }
            Some(OpenPeriod {
                from: instant(from),
                to: instant(to),
            })
        })
    }

    /// The open parts of a stretch: local day, beginning and end in UTC.
    fn parts(&self, stretch: Stretch) -> impl Iterator<Item = (i64, i64, i64)> {
        let (first, last) = (stretch.local_from(), stretch.local_to() - 1);
        (day_of(first)..=day_of(last)).flat_map(move |day| {
            let closed = self.closures.contains(day);
            let hours = if closed { &[] } else { self.hours.on(day) };
            let midnight = day * DAY - stretch.offset;
            hours.iter().filter_map(move |(from, to)| {
                let from = stretch.from.max(midnight + from);
                let to = stretch.to.min(midnight + to);
                (from < to).then_some((day, from, to))
            })
        })
    }

    /// The holidays and own days from one date to another, both included, by date. A date that is
    /// closed for several reasons comes once: by its holiday, then by the own day listed first.
    pub fn closed_days(&self, from: NaiveDate, to: NaiveDate) -> Vec<ClosedDay> {
        let mut days = BTreeMap::new();
        let mut add = |date: NaiveDate, name: ClosedName| {
            if (from..=to).contains(&date) {
                days.entry(date).or_insert(name);
            }
        };
        for year in from.year()..=to.year() {
            for (holiday, date) in self.holidays_of(year) {
                add(date, ClosedName::Holiday(holiday));
            }
        }
        for own in &self.definition.days {
            let name = || ClosedName::Own(own.name.clone());
            if own.yearly {
                let dates = (from.year()..=to.year()).filter_map(|y| own.date.with_year(y));
                dates.for_each(|date| add(date, name()));
            } else {
                add(own.date, name());
            }
        }
        let named = days.into_iter();
        named.map(|(date, name)| ClosedDay { date, name }).collect()
    }

    /// The public holidays of a year; those of a fixed date first.
    fn holidays_of(&self, year: i32) -> impl Iterator<Item = (Holiday, NaiveDate)> {
        let rules = self.definition.holidays.into_iter();
        rules.flat_map(move |rule| {
            let fixed = rule
                .fixed()
                .iter()
                .filter_map(move |&(holiday, month, day)| {
                    Some((holiday, NaiveDate::from_ymd_opt(year, month, day)?))
                });
            let sunday = easter(i64::from(year)) - days::first_of(i64::from(year));
            let new_year = NaiveDate::from_yo_opt(year, 1);
            let moving = rule.moving().iter().filter_map(move |&(holiday, after)| {
                let date = new_year?.checked_add_signed(TimeDelta::days(sunday + after))?;
                Some((holiday, date))
            });
            fixed.chain(moving)
        })
    }
}
