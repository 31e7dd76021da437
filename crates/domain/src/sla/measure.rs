//! What time counts: the open time of a calendar, or all of it.

use chrono::{DateTime, TimeDelta, Utc};

use crate::calendar::Calendar;

/// Counts time.
pub trait Measure {
    /// How much of the time between two moments counts; none where `to` is not after `from`.
    fn between(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> TimeDelta;

    /// The earliest moment at which so much has counted since `from`; `None` where that is beyond
    /// any horizon.
    fn after(&self, from: DateTime<Utc>, counted: TimeDelta) -> Option<DateTime<Utc>>;
}

/// Day and night, every day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Always;

impl Measure for Always {
    fn between(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> TimeDelta {
        (to - from).max(TimeDelta::zero())
    }

    fn after(&self, from: DateTime<Utc>, counted: TimeDelta) -> Option<DateTime<Utc>> {
        from.checked_add_signed(counted.max(TimeDelta::zero()))
    }
}

impl Measure for Calendar {
    fn between(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> TimeDelta {
        self.between(from, to)
    }

    fn after(&self, from: DateTime<Utc>, counted: TimeDelta) -> Option<DateTime<Utc>> {
        self.after(from, counted)
    }
}
