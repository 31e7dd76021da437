//! How a calendar is written down: the time zone, the hours of each weekday, what closes a day.

use chrono::{NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use super::holidays::HolidayRule;
use super::time_of_day::TimeOfDay;

/// When a team works, as it is written down and sent; [`Calendar`](super::Calendar) counts by it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Definition {
    /// The IANA name of the time zone that the hours are meant in.
    #[cfg_attr(feature = "schema", schema(max_length = 64, example = "Europe/Paris"))]
    pub time_zone: String,
    /// The open hours of each weekday.
    pub week: Week,
    /// The public holidays that close a day, if any do.
    #[serde(default)]
    pub holidays: Option<HolidayRule>,
    /// Further closed days.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(max_items = 1000))]
    pub days: Vec<OwnDay>,
}

/// The open hours of each weekday, in local time; a day without periods is closed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Week {
    /// Of every Monday.
    #[cfg_attr(feature = "schema", schema(max_items = 12))]
    pub monday: Vec<Period>,
    /// Of every Tuesday.
    #[cfg_attr(feature = "schema", schema(max_items = 12))]
    pub tuesday: Vec<Period>,
    /// Of every Wednesday.
    #[cfg_attr(feature = "schema", schema(max_items = 12))]
    pub wednesday: Vec<Period>,
    /// Of every Thursday.
    #[cfg_attr(feature = "schema", schema(max_items = 12))]
    pub thursday: Vec<Period>,
    /// Of every Friday.
    #[cfg_attr(feature = "schema", schema(max_items = 12))]
    pub friday: Vec<Period>,
    /// Of every Saturday.
    #[cfg_attr(feature = "schema", schema(max_items = 12))]
    pub saturday: Vec<Period>,
    /// Of every Sunday.
    #[cfg_attr(feature = "schema", schema(max_items = 12))]
    pub sunday: Vec<Period>,
}

impl Week {
    /// Each weekday from Monday, by the name of its field, with its periods.
    pub fn days(&self) -> [(&'static str, &[Period]); 7] {
        [
            ("monday", &self.monday),
            ("tuesday", &self.tuesday),
            ("wednesday", &self.wednesday),
            ("thursday", &self.thursday),
            ("friday", &self.friday),
            ("saturday", &self.saturday),
            ("sunday", &self.sunday),
        ]
    }

    /// The periods of one weekday.
    pub fn on(&self, weekday: Weekday) -> &[Period] {
        self.days()[weekday.num_days_from_monday() as usize].1
    }

    /// The periods of each weekday from Monday, to be changed.
    pub(super) fn days_mut(&mut self) -> [&mut Vec<Period>; 7] {
        [
            &mut self.monday,
            &mut self.tuesday,
            &mut self.wednesday,
            &mut self.thursday,
            &mut self.friday,
            &mut self.saturday,
            &mut self.sunday,
        ]
    }
}

/// A stretch of open hours on one day, local time; the end does not belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Period {
    /// When it begins.
    pub from: TimeOfDay,
    /// When it ends: later on the same day, at most `24:00`.
    pub to: TimeOfDay,
}

/// A day on which all is closed, whatever its weekday.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OwnDay {
    /// The local date, of the years 1900 to 2200.
    pub date: NaiveDate,
    /// Whether it comes back every year on that month and day; 29 February in leap years only.
    #[serde(default)]
    pub yearly: bool,
    /// What it is called.
    #[cfg_attr(
        feature = "schema",
        schema(min_length = 1, max_length = 120, example = "Fermeture annuelle")
    )]
    pub name: String,
}
