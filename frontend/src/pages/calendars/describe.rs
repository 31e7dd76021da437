//! Calendars in words: weekdays, weeks, public holidays.

use crate::i18n::t::calendar::{holidays, week};
use guichet_domain::calendar::{Holiday, HolidayRule, Period, Week};

/// A weekday by its place from Monday.
pub fn weekday(place: usize) -> &'static str {
    match place {
        0 => week::monday(),
        1 => week::tuesday(),
        2 => week::wednesday(),
        3 => week::thursday(),
        4 => week::friday(),
        5 => week::saturday(),
        _ => week::sunday(),
    }
}

fn short_weekday(place: usize) -> &'static str {
    match place {
        0 => week::short::monday(),
        1 => week::short::tuesday(),
        2 => week::short::wednesday(),
        3 => week::short::thursday(),
        4 => week::short::friday(),
        5 => week::short::saturday(),
        _ => week::short::sunday(),
    }
}

/// `lun.–ven. 08:00–18:30`; the first two groups of days with the same hours.
pub fn hours(open: &Week) -> String {
    const SHOWN: usize = 2;
    let mut groups: Vec<(usize, usize, &[Period])> = Vec::new();
    for (place, (_, periods)) in open.days().into_iter().enumerate() {
        match groups.last_mut() {
            Some((_, last, known)) if *last + 1 == place && *known == periods => *last = place,
            _ => groups.push((place, place, periods)),
        }
    }
    groups.retain(|(_, _, periods)| !periods.is_empty());
    if groups.is_empty() {
        return week::never().to_owned();
    }
    let is_more = groups.len() > SHOWN;
    let mut parts: Vec<String> = groups.into_iter().take(SHOWN).map(group).collect();
    if is_more {
        parts.push("…".to_owned());
    }
    parts.join(", ")
}

fn group((first, last, periods): (usize, usize, &[Period])) -> String {
    let days = if first == last {
        short_weekday(first).to_owned()
    } else {
        format!("{}–{}", short_weekday(first), short_weekday(last))
    };
    let times: Vec<String> = periods
        .iter()
        .map(|period| format!("{}–{}", period.from, period.to))
        .collect();
    format!("{days} {}", times.join(" "))
}

/// Whose public holidays close a day.
pub fn rule(rule: HolidayRule) -> &'static str {
    match rule {
        HolidayRule::France => holidays::france(),
        HolidayRule::AlsaceMoselle => holidays::alsace_moselle(),
    }
}

/// A public holiday.
pub fn holiday(holiday: Holiday) -> &'static str {
    match holiday {
        Holiday::NewYear => holidays::new_year(),
        Holiday::GoodFriday => holidays::good_friday(),
        Holiday::EasterMonday => holidays::easter_monday(),
        Holiday::LabourDay => holidays::labour_day(),
        Holiday::VictoryDay => holidays::victory_day(),
        Holiday::Ascension => holidays::ascension(),
        Holiday::WhitMonday => holidays::whit_monday(),
        Holiday::NationalDay => holidays::national_day(),
        Holiday::Assumption => holidays::assumption(),
        Holiday::AllSaints => holidays::all_saints(),
        Holiday::Armistice => holidays::armistice(),
        Holiday::Christmas => holidays::christmas(),
        Holiday::SaintStephen => holidays::saint_stephen(),
    }
}
