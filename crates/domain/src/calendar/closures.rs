//! The dates on which all is closed, sorted so that those of a span are found without looking at each day.

use chrono::NaiveDate;

use super::days;
use super::definition::Definition;
use super::holidays::{HolidayRule, easter};

/// The closed dates of a calendar. No date is in two of the three lists, save that a feast of
/// Easter may fall on a yearly date; whoever goes through them looks for that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Closures {
    /// Every year: places in a leap year.
    yearly: Vec<i64>,
    /// What goes with Easter.
    rule: Option<HolidayRule>,
    /// Once: day numbers.
    once: Vec<i64>,
}

impl Closures {
    /// The closed dates of a definition.
    pub(super) fn of(definition: &Definition) -> Self {
        let rule = definition.holidays;
        let own = definition.days.iter().filter(|day| day.yearly);
        let mut yearly: Vec<i64> = own.map(|day| days::place_of(day.date)).collect();
        for &(_, month, day) in rule.map(HolidayRule::fixed).unwrap_or_default() {
            yearly.extend(NaiveDate::from_ymd_opt(2000, month, day).map(days::place_of));
        }
        yearly.sort_unstable();
        yearly.dedup();
        let mut closures = Self {
            yearly,
            rule,
            once: Vec::new(),
        };
        let single = definition.days.iter().filter(|day| !day.yearly);
        let mut once: Vec<i64> = single.map(|day| days::number(day.date)).collect();
        once.retain(|day| !closures.contains(*day));
        once.sort_unstable();
        once.dedup();
        closures.once = once;
        closures
    }

    /// Whether there is no day of the year left that is not closed every year.
    pub(super) fn close_every_year_whole(&self) -> bool {
        self.yearly.len() == 366
    }

    /// Whether all is closed on a day.
    pub(super) fn contains(&self, day: i64) -> bool {
        let year = days::year_of(day);
        let moving = self.rule.map(HolidayRule::moving).unwrap_or_default();
        self.once.binary_search(&day).is_ok()
            || self.is_yearly(year, day)
            || !moving.is_empty() && {
                let easter = easter(year);
                moving.iter().any(|(_, after)| easter + after == day)
            }
    }

    fn is_yearly(&self, year: i64, day: i64) -> bool {
        let place = days::place(year, day);
        self.yearly.binary_search(&place).is_ok()
    }

    /// Shows each closed day from the first to the last, both included, once and in no order.
    pub(super) fn each(&self, first: i64, last: i64, mut see: impl FnMut(i64)) {
        let span = first..=last;
        let from = self.once.partition_point(|day| *day < first);
        let once = self.once[from..].iter().take_while(|day| **day <= last);
        once.for_each(|day| see(*day));
        if self.yearly.is_empty() {
            // Then there is no rule either: each has fixed dates.
            return;
        }
        let moving = self.rule.map(HolidayRule::moving).unwrap_or_default();
        for year in days::year_of(first)..=days::year_of(last) {
            for place in &self.yearly {
                if let Some(day) = days::at_place(year, *place)
                    && span.contains(&day)
                {
                    see(day);
                }
            }
            if moving.is_empty() {
                continue;
            }
            let easter = easter(year);
            for (_, after) in moving {
                let day = easter + after;
                if span.contains(&day) && !self.is_yearly(year, day) {
                    see(day);
                }
            }
        }
    }
}
