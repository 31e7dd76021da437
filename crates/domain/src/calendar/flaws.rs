//! What can be wrong with a definition, each with a sentence that says what to do.

use std::fmt;

/// The most periods that one weekday takes.
pub const MOST_PERIODS: usize = 12;
/// The most own days that a calendar takes.
pub const MOST_DAYS: usize = 1000;

/// One thing that is wrong with a definition.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {kind}")]
pub struct Flaw {
    /// The field as the API names it, under the definition: `week.monday[1]`, `days[3].name`.
    pub field: String,
    /// What is wrong with it.
    pub kind: FlawKind,
}

/// What is wrong with a field of a definition; displayed as an English sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FlawKind {
    /// The time zone is not in the IANA database.
    UnknownTimeZone,
    /// A period ends when or before it begins.
    PeriodEmpty,
    /// A period begins before an earlier one of its day has ended.
    PeriodsOverlap,
    /// A weekday has more than [`MOST_PERIODS`] periods.
    TooManyPeriods,
    /// No period in the week, or every day of the year closed.
    NeverOpen,
    /// More than [`MOST_DAYS`] own days.
    TooManyDays,
    /// An own day has no name.
    NameEmpty,
    /// The name of an own day has more than 120 characters.
    NameTooLong,
    /// The name of an own day contains control characters.
    NameControlCharacter,
    /// The date of an own day is not in the years 1900 to 2200.
    YearOutOfRange,
}

impl FlawKind {
    /// An English sentence that says what to do.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::UnknownTimeZone => "Name a time zone of the IANA database, such as Europe/Paris.",
            Self::PeriodEmpty => {
                "End a period after it begins; write a night as two periods, up to 24:00 and from 00:00."
            }
            Self::PeriodsOverlap => "Periods must not overlap; join them or move one.",
            Self::TooManyPeriods => "Give a weekday at most 12 periods.",
            Self::NeverOpen => {
                "Leave some time open: a period on one weekday, on a day that is not closed every year."
            }
            Self::TooManyDays => {
                "List at most 1000 days; those of the past can go, and yearly ones need one line."
            }
            Self::NameEmpty => "Name the day.",
            Self::NameTooLong => "Name the day in at most 120 characters.",
            Self::NameControlCharacter => "Name the day without control characters.",
            Self::YearOutOfRange => "Choose a date in the years 1900 to 2200.",
        }
    }
}

impl fmt::Display for FlawKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.sentence())
    }
}
