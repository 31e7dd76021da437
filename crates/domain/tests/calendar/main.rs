//! Open time: told by tables made by hand, compared with a slow oracle, held to its laws.

mod definitions;
mod flaws;
mod holidays;
mod laws;
mod oracle;
mod random;
mod tables;
mod zones;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

/// An instant.
fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

/// A date.
fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// Hours and minutes.
fn hm(hours: i64, minutes: i64) -> TimeDelta {
    TimeDelta::minutes(hours * 60 + minutes)
}
