//! When a team works: open time between two instants, and the instant by which so much has passed.
//! An instant is open if the clocks of the time zone show a time within a period of their weekday,
//! on a date that is neither a holiday nor an own day.

mod check;
mod closures;
mod count;
mod days;
mod definition;
mod flaws;
mod holidays;
mod hours;
mod listing;
mod stretches;
mod time_of_day;

use chrono::TimeDelta;
use chrono_tz::Tz;

pub use definition::{Definition, OwnDay, Period, Week};
pub use flaws::{Flaw, FlawKind, MOST_DAYS, MOST_PERIODS};
pub use holidays::{Holiday, HolidayRule};
pub use listing::{ClosedDay, ClosedName, OpenPeriod};
pub use time_of_day::{NotATime, TimeOfDay};

use closures::Closures;
use hours::Hours;

/// A sound definition, made ready to count by: make it once, ask it often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    definition: Definition,
    zone: Tz,
    hours: Hours,
    closures: Closures,
}

impl Calendar {
    /// Checks a definition, sorts its periods and trims its names. Says all that is wrong with it at once.
    pub fn new(definition: &Definition) -> Result<Self, Vec<Flaw>> {
        let zone = check::check(definition)?;
        let mut definition = definition.clone();
        for periods in definition.week.days_mut() {
            periods.sort_unstable();
        }
        for day in &mut definition.days {
            day.name = day.name.trim().to_owned();
        }
        Ok(Self {
            zone,
            hours: Hours::of(&definition.week),
            closures: Closures::of(&definition),
            definition,
        })
    }

    /// The definition, its periods sorted and its names trimmed.
    pub fn definition(&self) -> &Definition {
        &self.definition
    }

    /// The time zone that the hours are meant in.
    pub fn time_zone(&self) -> Tz {
        self.zone
    }

    /// The mean open time of a weekday that has any: what a "day" of business time is.
    pub fn day_length(&self) -> TimeDelta {
        self.hours.mean_day()
    }
}
