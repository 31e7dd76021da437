//! Business calendars.

use chrono::NaiveDate;
use guichet_domain::calendar::{Definition, Holiday, OwnDay};
use guichet_domain::ids::CalendarId;
use serde::{Deserialize, Serialize};

/// A business calendar: when the desk, or an agent, works.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Calendar {
    /// Which one.
    pub id: CalendarId,
    /// Grows with each change; the `ETag`.
    pub version: i64,
    /// Its name.
    pub name: String,
    /// When it is open.
    pub definition: Definition,
    /// The mean open minutes of a weekday that has any: what "a day" of its time is.
    pub day_minutes: i64,
}

/// A calendar to make.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewCalendar {
    /// Its name, unlike any other's.
    #[cfg_attr(
        feature = "schema",
        schema(min_length = 1, max_length = 120, example = "Siège")
    )]
    pub name: String,
    /// When it is open.
    pub definition: Definition,
}

/// What to change of a calendar (RFC 7396); the definition is replaced as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CalendarPatch {
    /// Its name.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 120))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// All of its definition.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub definition: Option<Definition>,
}

/// Of which year the closed days are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "schema", into_params(parameter_in = Query))]
pub struct YearQuery {
    /// The year.
    #[cfg_attr(feature = "schema", param(minimum = 1900, maximum = 2200))]
    pub year: i32,
}

/// A day on which a calendar is closed, whatever its weekday.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ClosedDay {
    /// The day.
    pub date: NaiveDate,
    /// The public holiday, if it is one.
    pub holiday: Option<Holiday>,
    /// The name of an own day, if it is one.
    pub name: Option<String>,
}

/// An iCalendar file (RFC 5545) to read days from; nothing is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ReadIcal {
    /// The text of the file.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 1_000_000))]
    pub text: String,
}

/// The days of an iCalendar file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ReadDays {
    /// Days to close on, by date.
    pub days: Vec<OwnDay>,
    /// Events that are no such days.
    pub skipped: Vec<SkippedEvent>,
}

/// An event that was not read as days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SkippedEvent {
    /// What the file calls it.
    pub summary: String,
    /// Why, in English.
    pub reason: String,
}
