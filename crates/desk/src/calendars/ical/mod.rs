//! Closed days from an iCalendar file (RFC 5545), as administrations and calendar programs write them.
//! Days are taken over; what has a time of day, or comes back otherwise than every year, is told.

mod event;
mod file;
mod recurrence;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::fmt;

use guichet_domain::calendar::OwnDay;

/// The largest file that is read, in bytes.
pub const LARGEST: usize = 1 << 20;
/// The most events that a file may have.
pub const MOST_EVENTS: usize = 10_000;
/// The most days that a file may close: more than any calendar takes.
pub const MOST_DAYS: usize = 10_000;

/// What a file says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// The days it closes, in the order of its events; each date once, and once more if it is yearly too.
    pub days: Vec<OwnDay>,
    /// The events that are not taken over.
    pub skipped: Vec<Skipped>,
}

/// An event that is not taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// What it is called, as an own day would be.
    pub summary: String,
    /// Why.
    pub reason: SkipReason,
}

/// Why an event is not taken over; displayed as the end of an English sentence about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SkipReason {
    /// It begins or ends at a time of day.
    TimeOfDay,
    /// It has been called off.
    Cancelled,
    /// It comes back in another way than every year on its date, or with exceptions.
    Recurrence,
    /// It closes more than 366 days.
    TooLong,
    /// Its dates are missing, not written as dates are, or the end lies before the beginning.
    Unclear,
    /// All its dates lie outside the years 1900 to 2200.
    YearOutOfRange,
}

impl SkipReason {
    /// The end of an English sentence about the event.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::TimeOfDay => "has a time of day",
            Self::Cancelled => "is cancelled",
            Self::Recurrence => "comes back otherwise than every year on its date",
            Self::TooLong => "closes more than 366 days",
            Self::Unclear => "has no dates that can be understood",
            Self::YearOutOfRange => "lies outside the years 1900 to 2200",
        }
    }
}

impl fmt::Display for SkipReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.sentence())
    }
}

/// Why a file cannot be read at all; displayed as an English sentence that says what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unreadable {
    /// It is larger than [`LARGEST`].
    TooLarge,
    /// It is something else than an iCalendar file.
    NotACalendar,
    /// It begins as one but is cut off or muddled.
    Broken,
    /// It has more than [`MOST_EVENTS`] events.
    TooManyEvents,
    /// It closes more than [`MOST_DAYS`] days.
    TooManyDays,
}

impl Unreadable {
    /// An English sentence that says what to do.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::TooLarge => "Choose a file of at most 1 MB.",
            Self::NotACalendar => {
                "Choose an iCalendar file (.ics); it begins with BEGIN:VCALENDAR."
            }
            Self::Broken => "The file is cut off or damaged; export or download it again.",
            Self::TooManyEvents => "Choose a file of at most 10,000 events.",
            Self::TooManyDays => "Choose a file that closes at most 10,000 days.",
        }
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.sentence())
    }
}

impl std::error::Error for Unreadable {}

/// Reads the closed days of a file.
pub fn read(text: &str) -> Result<Imported, Unreadable> {
    let mut imported = Imported::default();
    let mut seen = HashSet::new();
    for event in file::events(text)? {
        match event.days() {
            Ok(days) => {
                let new = days.into_iter();
                let new = new.filter(|day| seen.insert((day.date, day.yearly)));
                imported.days.extend(new);
            }
            Err(reason) => imported.skipped.push(Skipped {
                summary: event.summary(),
                reason,
            }),
        }
        if imported.days.len() > MOST_DAYS {
            return Err(Unreadable::TooManyDays);
        }
    }
    Ok(imported)
}
