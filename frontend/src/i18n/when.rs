//! A moment named in a sentence, in the zone of a calendar where that shows other times than the
//! reader's.

use super::{format, t};
use chrono::{DateTime, Utc};

/// `aujourd’hui à 15:18`, `demain à 9:30`, `le 9 mars à 15:18, heure de Paris`.
#[must_use]
pub fn when(at: DateTime<Utc>, zone: Option<&str>) -> String {
    match foreign(at, zone) {
        Some(zone) => format::in_zone(zone, &|| {
            format!("{}, {}", day_and_time(at), zone_words(zone))
        }),
        None => day_and_time(at),
    }
}

fn day_and_time(at: DateTime<Utc>) -> String {
    let time = format::clock(at);
    match format::days_ago(at) {
        0 => t::time::today_at(&time),
        1 => t::time::yesterday_at(&time),
        -1 => t::time::tomorrow_at(&time),
        _ => t::time::on_day_at(&format::day(at), &time),
    }
}

/// After “since”: `15:18`, `le 9 mars à 15:18`.
#[must_use]
pub fn since(at: DateTime<Utc>) -> String {
    let time = format::clock(at);
    if format::is_today(at) {
        time
    } else {
        t::time::day_at(&format::day(at), &time)
    }
}

/// `le mardi 10 mars, 9:00–12:00`, `du mardi 10 mars, 9:00 au mercredi 11 mars, 10:00`,
/// `depuis le mardi 10 mars, 9:00`.
#[must_use]
pub fn between(from: DateTime<Utc>, to: Option<DateTime<Utc>>) -> String {
    let Some(to) = to else {
        return t::time::from_on(&dated(from));
    };
    let range = range(from, to);
    if format::weekday(from) == format::weekday(to) {
        t::time::on_day(&range)
    } else {
        range
    }
}

/// `mardi 10 mars, 9:00–12:00`; over several days as [`between`] says it.
#[must_use]
pub fn range(from: DateTime<Utc>, to: DateTime<Utc>) -> String {
    let (first, last) = (format::weekday(from), format::weekday(to));
    if first == last {
        format!("{}–{}", dated(from), format::clock(to))
    } else {
        t::time::from_to(&dated(from), &dated(to))
    }
}

/// `mardi 10 mars, 9:00`.
#[must_use]
pub fn dated(at: DateTime<Utc>) -> String {
    format!("{}, {}", format::weekday(at), format::clock(at))
}

/// The zone, where its clocks show another time than the reader's at that moment.
#[must_use]
pub fn foreign(at: DateTime<Utc>, zone: Option<&str>) -> Option<&str> {
    let shown = || format::full(at);
    zone.filter(|zone| format::in_zone(zone, &shown) != shown())
}

/// The time of a place: `heure de Paris`.
#[must_use]
pub fn zone_words(zone: &str) -> String {
    let place = zone.rsplit('/').next().unwrap_or(zone).replace('_', " ");
    let vowel = |letter: char| "AEIOUY".contains(letter);
    match place.starts_with(vowel) {
        _ if place == "UTC" => place,
        true => t::time::zone_of_vowel(&place),
        false => t::time::zone_of(&place),
    }
}
