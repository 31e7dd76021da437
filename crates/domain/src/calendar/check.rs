//! Finds everything that is wrong with a definition, at once.

use chrono::Datelike;
use chrono_tz::Tz;

use super::closures::Closures;
use super::definition::{Definition, OwnDay, Period};
use super::flaws::{Flaw, FlawKind, MOST_DAYS, MOST_PERIODS};
use crate::text::{Name, TextError};

/// The time zone of a sound definition, or all its flaws in the order of its fields.
pub(super) fn check(definition: &Definition) -> Result<Tz, Vec<Flaw>> {
    let zone = definition.time_zone.parse::<Tz>();
    let unknown = |_| flaw("time_zone", FlawKind::UnknownTimeZone);
    let mut flaws = Vec::from_iter(zone.map_err(unknown).err());
    for (name, periods) in definition.week.days() {
        flaws.extend(flaws_of_periods(&format!("week.{name}"), periods));
    }
    if definition.week.days().iter().all(|(_, p)| p.is_empty()) {
        flaws.push(flaw("week", FlawKind::NeverOpen));
    }
    flaws.extend(flaws_of_days(definition));
    match zone {
        Ok(zone) if flaws.is_empty() => Ok(zone),
        _ => Err(flaws),
    }
}

fn flaw(field: impl Into<String>, kind: FlawKind) -> Flaw {
    let field = field.into();
    Flaw { field, kind }
}

fn flaws_of_periods(day: &str, periods: &[Period]) -> Vec<Flaw> {
    if periods.len() > MOST_PERIODS {
        return vec![flaw(day, FlawKind::TooManyPeriods)];
    }
    let place = |index: usize| format!("{day}[{index}]");
    let (sound, empty): (Vec<_>, Vec<_>) = periods
        .iter()
        .enumerate()
        .partition(|(_, period)| period.from < period.to);
    let mut flaws: Vec<_> = empty
        .into_iter()
        .map(|(index, _)| (index, FlawKind::PeriodEmpty))
        .collect();
    let mut sorted = sound;
    sorted.sort_by_key(|(index, period)| (**period, *index));
    let mut end = None;
    for (index, period) in sorted {
        if end.is_some_and(|end| period.from < end) {
            flaws.push((index, FlawKind::PeriodsOverlap));
        }
        end = end.max(Some(period.to));
    }
    flaws.sort_by_key(|(index, _)| *index);
    flaws
        .into_iter()
        .map(|(index, kind)| flaw(place(index), kind))
        .collect()
}

fn flaws_of_days(definition: &Definition) -> Vec<Flaw> {
    if definition.days.len() > MOST_DAYS {
        return vec![flaw("days", FlawKind::TooManyDays)];
    }
    let days = definition.days.iter().enumerate();
    let mut flaws: Vec<_> = days.flat_map(|(i, day)| flaws_of_day(i, day)).collect();
    if Closures::of(definition).close_every_year_whole() {
        flaws.push(flaw("days", FlawKind::NeverOpen));
    }
    flaws
}

fn flaws_of_day(place: usize, day: &OwnDay) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    if !(1900..=2200).contains(&day.date.year()) {
        let field = format!("days[{place}].date");
        flaws.push(flaw(field, FlawKind::YearOutOfRange));
    }
    let kind = match Name::parse(&day.name) {
        Ok(_) => return flaws,
        Err(TextError::Empty) => FlawKind::NameEmpty,
        Err(TextError::TooLong { .. }) => FlawKind::NameTooLong,
        Err(TextError::ControlCharacter | TextError::NotAnEmail) => FlawKind::NameControlCharacter,
    };
    flaws.push(flaw(format!("days[{place}].name"), kind));
    flaws
}
