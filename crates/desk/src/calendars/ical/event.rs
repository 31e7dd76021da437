//! One event: on which days it closes, or why it is not taken over.

use chrono::{Datelike, NaiveDate};
use guichet_domain::calendar::OwnDay;
use guichet_domain::text::Name;
use icalendar::{DatePerhapsTime, Property};

use super::SkipReason;
use super::recurrence::{self, Recurrence};

/// The most days that one event may close.
const MOST: usize = 366;
/// The most characters of a name.
const LONGEST_NAME: usize = 120;
/// What a day without a name is called.
const UNNAMED: &str = "Fermé";

/// The properties of an event that matter here; the first of each name, and all that make it come back.
#[derive(Default)]
pub(super) struct Event {
    summary: Option<String>,
    start: Option<Property>,
    end: Option<Property>,
    duration: Option<String>,
    cancelled: bool,
    /// The rules by which it comes back.
    rules: Vec<String>,
    /// Whether it comes back in ways that no rule says, or replaces an event that does.
    irregular: bool,
    /// The dates on which it does not come back.
    exceptions: Vec<Property>,
    /// Whether a line that matters could not be read.
    unclear: bool,
}

impl Event {
    /// Takes a property by its name in capitals; `None` if its line cannot be read.
    pub(super) fn take(&mut self, name: &str, property: Option<Property>) {
        let Some(property) = property else {
            self.unclear |= name != "SUMMARY";
            return;
        };
        let value = || property.value().to_owned();
        match name {
            "SUMMARY" => self.summary = self.summary.take().or_else(|| Some(value())),
            "DTSTART" => self.start = self.start.take().or(Some(property)),
            "DTEND" => self.end = self.end.take().or(Some(property)),
            "DURATION" => self.duration = self.duration.take().or_else(|| Some(value())),
            "STATUS" => self.cancelled |= value().trim().eq_ignore_ascii_case("CANCELLED"),
            "RRULE" => self.rules.push(value()),
            "EXDATE" => self.exceptions.push(property),
            _ => self.irregular = true,
        }
    }

    /// Its name, as that of an own day: one line, trimmed and cut.
    pub(super) fn summary(&self) -> String {
        let text = self.summary.as_deref().unwrap_or_default();
        let plain = text.replace(char::is_control, " ");
        let cut: String = plain.trim().chars().take(LONGEST_NAME).collect();
        Name::parse(&cut).map_or_else(|_| UNNAMED.to_owned(), Name::into_string)
    }

    /// The days it closes, within the years 1900 to 2200.
    pub(super) fn days(&self) -> Result<Vec<OwnDay>, SkipReason> {
        if self.cancelled {
            return Err(SkipReason::Cancelled);
        }
        if self.unclear {
            return Err(SkipReason::Unclear);
        }
        let start = date(self.start.as_ref().ok_or(SkipReason::Unclear)?)?;
        let length = self.length(start)?;
        let (starts, yearly) = match self.recurrence(start)? {
            Recurrence::Once => (vec![start], false),
            Recurrence::Yearly => (vec![in_range(start)], true),
            Recurrence::On(dates) => (self.without_exceptions(dates)?, false),
        };
        if starts.len() * length > MOST {
            return Err(SkipReason::TooLong);
        }
        let name = self.summary();
        let dates = starts
            .iter()
            .flat_map(|start| start.iter_days().take(length));
        let days: Vec<OwnDay> = dates
            .filter(|date| recurrence::YEARS.contains(&date.year()))
            .map(|date| OwnDay {
                date,
                yearly,
                name: name.clone(),
            })
            .collect();
        if days.is_empty() {
            return Err(SkipReason::YearOutOfRange);
        }
        Ok(days)
    }

    /// How many days it has: at least one, at most one more than it may have.
    fn length(&self, start: NaiveDate) -> Result<usize, SkipReason> {
        let days = match (&self.end, &self.duration) {
            // The end is the first day after it; some write the day itself.
            (Some(end), _) => match (date(end)? - start).num_days() {
                0 => 1,
                days => days,
            },
            (None, Some(duration)) => whole_days(duration).ok_or(SkipReason::Unclear)?,
            (None, None) => 1,
        };
        let days = usize::try_from(days).map_err(|_| SkipReason::Unclear)?;
        if days == 0 {
            return Err(SkipReason::Unclear);
        }
        Ok(days.min(MOST + 1))
    }

    fn recurrence(&self, start: NaiveDate) -> Result<Recurrence, SkipReason> {
        let recurrence = match &self.rules[..] {
            _ if self.irregular => return Err(SkipReason::Recurrence),
            [] => Recurrence::Once,
            [rule] => recurrence::of(rule, start).ok_or(SkipReason::Recurrence)?,
            _ => return Err(SkipReason::Recurrence),
        };
        if recurrence == Recurrence::Yearly && !self.exceptions.is_empty() {
            return Err(SkipReason::Recurrence);
        }
        Ok(recurrence)
    }

    fn without_exceptions(&self, mut dates: Vec<NaiveDate>) -> Result<Vec<NaiveDate>, SkipReason> {
        for exceptions in &self.exceptions {
            for exception in exceptions.value().split(',') {
                let exception = plain_date(exception).ok_or(SkipReason::Recurrence)?;
                dates.retain(|date| *date != exception);
            }
        }
        Ok(dates)
    }
}

/// The date of a property that has no time of day.
fn date(property: &Property) -> Result<NaiveDate, SkipReason> {
    match DatePerhapsTime::from_property(property) {
        Some(DatePerhapsTime::Date(date)) => Ok(date),
        Some(DatePerhapsTime::DateTime(_)) => Err(SkipReason::TimeOfDay),
        None => Err(SkipReason::Unclear),
    }
}

/// A date as RFC 5545 writes it: `20240501`.
pub(super) fn plain_date(text: &str) -> Option<NaiveDate> {
    let digits = text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| NaiveDate::parse_from_str(text, "%Y%m%d").ok())?
}

/// The same day in a year that an own day may have: of a yearly day the year says nothing, and some
/// programs write 1604 where they know none.
fn in_range(date: NaiveDate) -> NaiveDate {
    if recurrence::YEARS.contains(&date.year()) {
        return date;
    }
    // A leap year has every date.
    date.with_year(2000).unwrap_or(date)
}

/// The days of a duration (RFC 5545, 3.3.6) that has no hours, minutes and seconds: `P3D`, `P1W`.
fn whole_days(duration: &str) -> Option<i64> {
    let text = duration.trim().to_ascii_uppercase();
    let text = text.strip_prefix('+').unwrap_or(&text).strip_prefix('P')?;
    let (days, time) = text.split_once('T').unwrap_or((text, ""));
    if time.chars().any(|c| !"0HMS".contains(c)) {
        return None;
    }
    let number = |digits: &str| digits.parse::<u32>().ok().map(i64::from);
    match days.strip_suffix('W') {
        Some(weeks) => Some(number(weeks)? * 7),
        None => number(days.strip_suffix('D')?),
    }
}
