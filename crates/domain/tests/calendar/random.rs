//! Random definitions and spans, near the days on which clocks change.

use chrono::{DateTime, Datelike, Days, TimeDelta, Utc};
use guichet_domain::calendar::{
    Calendar, Definition, HolidayRule, OwnDay, Period, TimeOfDay, Week,
};
use proptest::collection::{btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use crate::at;

/// Zones, each with moments at which its clocks changed.
const ZONES: [(&str, &[&str]); 9] = [
    (
        "Europe/Paris",
        &["2024-03-31T01:00:00Z", "2024-10-27T01:00:00Z"],
    ),
    (
        "America/Sao_Paulo",
        &["2018-11-04T03:00:00Z", "2018-02-18T02:00:00Z"],
    ),
    ("Asia/Kolkata", &["2024-05-09T00:00:00Z"]),
    (
        "Pacific/Apia",
        &[
            "2011-12-30T10:00:00Z",
            "2011-09-24T14:00:00Z",
            "2012-03-31T14:00:00Z",
        ],
    ),
    (
        "Africa/Casablanca",
        &["2024-03-10T02:00:00Z", "2024-04-14T02:00:00Z"],
    ),
    (
        "Australia/Lord_Howe",
        &["2024-04-06T15:00:00Z", "2024-10-05T15:30:00Z"],
    ),
    (
        "America/Santiago",
        &["2024-04-07T03:00:00Z", "2024-09-08T04:00:00Z"],
    ),
    (
        "America/Boa_Vista",
        &["2000-10-08T04:00:00Z", "2000-10-15T03:00:00Z"],
    ),
    ("UTC", &["2024-12-31T00:00:00Z"]),
];

/// A calendar and an instant that is worth looking at.
#[derive(Debug, Clone)]
pub struct Case {
    pub calendar: Calendar,
    pub from: DateTime<Utc>,
}

/// Any calendar, with an instant near a change of its clocks or anywhere in fifty years.
pub fn case() -> impl Strategy<Value = Case> {
    let place = (select(&ZONES), any::<prop::sample::Index>());
    let near = -5 * 86_400_000_000_i64..2 * 86_400_000_000;
    let anywhere = at("1990-01-01T00:00:00Z").timestamp_micros()
        ..at("2040-01-01T00:00:00Z").timestamp_micros();
    (place, near, anywhere, 0..4_u8).prop_flat_map(|((zone, moment), near, anywhere, dice)| {
        let (name, moments) = zone;
        let from = if dice == 0 {
            DateTime::from_timestamp_micros(anywhere).expect("within fifty years")
        } else {
            at(moment.get::<&str>(moments)) + TimeDelta::microseconds(near)
        };
        let definition = definition(name, from);
        definition.prop_filter_map("never open", move |definition| {
            let calendar = Calendar::new(&definition).ok()?;
            Some(Case { calendar, from })
        })
    })
}

fn definition(zone: &'static str, near: DateTime<Utc>) -> impl Strategy<Value = Definition> {
    let rule = option::of(select(HolidayRule::ALL));
    let days = vec((0..40_u64, any::<bool>(), -2..3_i32), 0..8);
    (week(), rule, days).prop_map(move |(week, holidays, days)| {
        let own = |(after, yearly, years): (u64, bool, i32)| {
            let date = near.date_naive() + Days::new(after);
            OwnDay {
                date: date.with_year(date.year() + years).unwrap_or(date),
                yearly,
                name: "Fermé".to_owned(),
            }
        };
        Definition {
            time_zone: zone.to_owned(),
            week,
            holidays,
            days: days.into_iter().map(own).collect(),
        }
    })
}

fn week() -> impl Strategy<Value = Week> {
    vec(periods(), 7).prop_map(|days| {
        let [
            monday,
            tuesday,
            wednesday,
            thursday,
            friday,
            saturday,
            sunday,
        ] = days.try_into().expect("seven days");
        Week {
            monday,
            tuesday,
            wednesday,
            thursday,
            friday,
            saturday,
            sunday,
        }
    })
}

/// Few periods, often at the ends of a day or touching.
fn periods() -> impl Strategy<Value = Vec<Period>> {
    let minute = prop_oneof![
        Just(0),
        Just(1440),
        0..=1440_u16,
        (0..=48_u16).prop_map(|half| half * 30)
    ];
    (btree_set(minute, 0..6), 1..=2_usize).prop_map(|(minutes, step)| {
        let times: Vec<TimeOfDay> = minutes
            .into_iter()
            .filter_map(TimeOfDay::from_minutes)
            .collect();
        let pairs = times.windows(2).step_by(step);
        pairs
            .map(|pair| Period {
                from: pair[0],
                to: pair[1],
            })
            .collect()
    })
}

/// A length in microseconds, up to some days; often short, seldom nothing.
pub fn length(days: i64) -> impl Strategy<Value = TimeDelta> {
    let day = 86_400_000_000_i64;
    prop_oneof![1 => Just(0), 2 => 0..day, 4 => 0..days * day].prop_map(TimeDelta::microseconds)
}
