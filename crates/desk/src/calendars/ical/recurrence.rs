//! When an event comes back (RFC 5545, 3.3.10): only every so many years, on its own date.

use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate};

use super::event::plain_date;

/// The years that own days may have.
pub(super) const YEARS: RangeInclusive<i32> = 1900..=2200;

/// On which dates an event begins.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Recurrence {
    /// On one.
    Once,
    /// Every year on that month and day, for ever.
    Yearly,
    /// On these, within [`YEARS`].
    On(Vec<NaiveDate>),
}

/// What a rule says.
#[derive(Default)]
struct Rule {
    yearly: bool,
    interval: Option<u32>,
    count: Option<u32>,
    until: Option<NaiveDate>,
}

/// The recurrence of an event that begins on a date; `None` for a rule of another kind.
pub(super) fn of(rule: &str, start: NaiveDate) -> Option<Recurrence> {
    let rule = parse(rule, start)?;
    let interval = rule.interval.unwrap_or(1);
    if interval == 1 && rule.count.is_none() && rule.until.is_none() {
        return Some(Recurrence::Yearly);
    }
    let years = (start.year()..=*YEARS.end()).step_by(interval as usize);
    let dates = years
        // 29 February comes back in leap years only, and counts only then.
        .filter_map(|year| start.with_year(year))
        .take_while(|date| rule.until.is_none_or(|until| *date <= until))
        .take(rule.count.unwrap_or(u32::MAX) as usize)
        .filter(|date| YEARS.contains(&date.year()));
    Some(Recurrence::On(dates.collect()))
}

fn parse(text: &str, start: NaiveDate) -> Option<Rule> {
    let mut rule = Rule::default();
    let positive = |value: &str| value.parse::<u32>().ok().filter(|number| *number > 0);
    for part in text.trim().split(';').filter(|part| !part.is_empty()) {
        let (name, value) = part.split_once('=')?;
        match name.to_ascii_uppercase().as_str() {
            "FREQ" => rule.yearly = value.eq_ignore_ascii_case("YEARLY"),
            "INTERVAL" => rule.interval = Some(positive(value)?),
            "COUNT" => rule.count = Some(positive(value)?),
            // A moment counts by its date: the event has no time of day.
            "UNTIL" => rule.until = Some(plain_date(value.get(..8)?)?),
            "BYMONTH" if positive(value)? == start.month() => {}
            "BYMONTHDAY" if positive(value)? == start.day() => {}
            "WKST" => {}
            _ => return None,
        }
    }
    rule.yearly.then_some(rule)
}
