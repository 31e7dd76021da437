//! Numbers, sizes, dates and durations in the habit of the language, in the reader's zone.

use super::{Language, language, span, t};
use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};

thread_local! {
    static ZONE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Shows all times in this zone from now on; in the browser's when there is none, or when the
/// browser does not know it.
pub fn set_time_zone(zone: Option<&str>) {
    let known = zone.filter(|zone| is_known(zone));
    ZONE.set(known.map(ToOwned::to_owned));
}

/// Writes something as it is in another zone.
#[must_use]
pub fn in_zone(zone: &str, write: &dyn Fn() -> String) -> String {
    if !is_known(zone) {
        return write();
    }
    let own = ZONE.replace(Some(zone.to_owned()));
    let written = write();
    ZONE.set(own);
    written
}

/// The browser throws at a zone it does not know.
fn is_known(zone: &str) -> bool {
    let wanted = Object::new();
    let _ = Reflect::set(&wanted, &"timeZone".into(), &zone.into());
    let found = |holder: &JsValue, name: &str| Reflect::get(holder, &name.into());
    found(&js_sys::global(), "Intl")
        .and_then(|intl| found(&intl, "DateTimeFormat"))
        .and_then(|format| {
            let format: &Function = format.unchecked_ref();
            Reflect::construct(format, &Array::of2(&locale(), &wanted))
        })
        .is_ok()
}

const NBSP: char = '\u{a0}';
const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// `1 364`, `1,364`.
#[must_use]
pub fn number(value: i64) -> String {
    if (-999..1000).contains(&value) {
        return value.to_string();
    }
    #[allow(clippy::cast_precision_loss)]
    decimal(value as f64, 0)
}

/// `95,6 %`, `95.6%`: a share with so many decimals at most.
#[must_use]
pub fn percent(part: i64, whole: i64, digits: u32) -> String {
    #[allow(clippy::cast_precision_loss)]
    let percent = if whole == 0 {
        0.0
    } else {
        100.0 * part as f64 / whole as f64
    };
    let number = decimal(percent, digits);
    match language() {
        Language::Fr => format!("{number}\u{202f}%"),
        Language::En => format!("{number}%"),
    }
}

/// `214 Ko`, `214 KB`.
#[must_use]
pub fn size(bytes: i64) -> String {
    const FRENCH: [&str; 4] = ["o", "Ko", "Mo", "Go"];
    const ENGLISH: [&str; 4] = ["B", "KB", "MB", "GB"];
    #[allow(clippy::cast_precision_loss)]
    let mut value = bytes as f64;
    let mut unit = 0;
    while value >= 1000.0 && unit < 3 {
        value /= 1024.0;
        unit += 1;
    }
    let digits = u32::from(unit > 1 && value < 10.0);
    let unit = match language() {
        Language::Fr => FRENCH[unit],
        Language::En => ENGLISH[unit],
    };
    format!("{}{NBSP}{unit}", decimal(value, digits))
}

/// Two units at most: `48 min`, `1 h 05`, `2 j`.
#[must_use]
pub fn duration(seconds: i64) -> String {
    let seconds = seconds.abs();
    match seconds {
        ..MINUTE => t::time::under_a_minute().to_owned(),
        MINUTE..DAY => span::hours(seconds / MINUTE),
        _ => t::time::days(seconds / DAY),
    }
}

/// For lists: `4 min`, `2 h`, `hier`, `9 mars`, with the year when it is another one.
#[must_use]
pub fn recent(at: DateTime<Utc>) -> String {
    let seconds = seconds_since(at);
    let days = days_ago(at);
    match seconds {
        ..HOUR => duration(seconds.max(MINUTE)),
        HOUR..DAY if days == 0 || seconds < 6 * HOUR => format!("{}{NBSP}h", seconds / HOUR),
        _ if days <= 1 => t::time::yesterday().to_owned(),
        _ => short_day(at),
    }
}

/// For sentences: `il y a 4 min`, `hier`, `le 9 mars`.
#[must_use]
pub fn ago(at: DateTime<Utc>) -> String {
    let seconds = seconds_since(at);
    match days_ago(at) {
        _ if seconds < MINUTE => t::time::just_now().to_owned(),
        _ if seconds < DAY => t::time::ago(&recent(at)),
        ..=1 => t::time::yesterday().to_owned(),
        _ => t::time::on_day(&day(at)),
    }
}

/// For threads: `13:44` today, `9 mars, 13:44` on other days.
#[must_use]
pub fn moment(at: DateTime<Utc>) -> String {
    if days_ago(at) == 0 {
        clock(at)
    } else {
        format!("{}, {}", day(at), clock(at))
    }
}

/// `13:44`.
#[must_use]
pub fn clock(at: DateTime<Utc>) -> String {
    intl(
        at,
        &[
            ("hour", "2-digit"),
            ("minute", "2-digit"),
            ("hourCycle", "h23"),
        ],
    )
}

/// `9 mars`, with the year when it is another one.
#[must_use]
pub fn day(at: DateTime<Utc>) -> String {
    calendar_day(at, "long")
}

/// The same where space is short: `21 nov.`.
fn short_day(at: DateTime<Utc>) -> String {
    calendar_day(at, "short")
}

/// `jeudi 12 mars 2026`, of a date that belongs to no zone.
#[must_use]
pub fn date_of(day: NaiveDate) -> String {
    let at = day.and_time(chrono::NaiveTime::MIN).and_utc();
    let options = options(&[
        ("weekday", "long"),
        ("day", "numeric"),
        ("month", "long"),
        ("year", "numeric"),
        ("timeZone", "UTC"),
    ]);
    let format = Intl::DateTimeFormat::new(&locale(), &options).format();
    let written = format.call1(&JsValue::UNDEFINED, &date(at)).ok();
    written
        .and_then(|written| written.as_string())
        .unwrap_or_else(|| day.to_string())
}

fn calendar_day(at: DateTime<Utc>, month: &str) -> String {
    let wanted = [("day", "numeric"), ("month", month), ("year", "numeric")];
    intl(
        at,
        if is_this_year(at) {
            &wanted[..2]
        } else {
            &wanted
        },
    )
}

/// `mardi 10 mars`, with the year when it is another one.
#[must_use]
pub fn weekday(at: DateTime<Utc>) -> String {
    let wanted = [
        ("weekday", "long"),
        ("day", "numeric"),
        ("month", "long"),
        ("year", "numeric"),
    ];
    let shown = if is_this_year(at) { 3 } else { 4 };
    intl(at, &wanted[..shown])
}

/// `jeudi 12 mars 2026 à 13:44`.
#[must_use]
pub fn full(at: DateTime<Utc>) -> String {
    intl(at, &[("dateStyle", "full"), ("timeStyle", "short")])
}

/// A day and an hour to come: `jeudi 19 mars à 14:52`.
#[must_use]
pub fn appointment(at: DateTime<Utc>) -> String {
    intl(
        at,
        &[
            ("weekday", "long"),
            ("day", "numeric"),
            ("month", "long"),
            ("hour", "2-digit"),
            ("minute", "2-digit"),
        ],
    )
}

/// Seconds passed since then.
#[must_use]
pub fn seconds_since(at: DateTime<Utc>) -> i64 {
    #[allow(clippy::cast_possible_truncation)]
    let now = crate::browser::now() as i64;
    (now - at.timestamp_millis()) / 1000
}

/// Whether it is today in the reader's zone.
#[must_use]
pub fn is_today(at: DateTime<Utc>) -> bool {
    days_ago(at) == 0
}

/// Calendar days between then and now in the reader's zone; fewer than none for days to come.
#[must_use]
pub fn days_ago(at: DateTime<Utc>) -> i64 {
    let now = at + TimeDelta::seconds(seconds_since(at));
    match (civil_day(now), civil_day(at)) {
        (Some(today), Some(that_day)) => (today - that_day).num_days(),
        _ => (now - at).num_days(),
    }
}

/// The day in the reader's zone.
fn civil_day(at: DateTime<Utc>) -> Option<NaiveDate> {
    written(at).split(' ').next()?.parse().ok()
}

/// `2026-03-12 14:00:00` in the reader's zone, as Swedish writes it.
pub(super) fn written(at: DateTime<Utc>) -> String {
    let wanted = [
        ("year", "numeric"),
        ("month", "2-digit"),
        ("day", "2-digit"),
        ("hour", "2-digit"),
        ("minute", "2-digit"),
        ("second", "2-digit"),
    ];
    let format = Intl::DateTimeFormat::new(&tag("sv-SE"), &dated(&wanted)).format();
    let written = format.call1(&JsValue::UNDEFINED, &date(at)).ok();
    written
        .and_then(|written| written.as_string())
        .unwrap_or_default()
}

fn is_this_year(at: DateTime<Utc>) -> bool {
    let now = at + TimeDelta::seconds(seconds_since(at));
    civil_day(at).map(|day| day.year()) == civil_day(now).map(|day| day.year())
}

fn date(at: DateTime<Utc>) -> Date {
    #[allow(clippy::cast_precision_loss)]
    Date::new(&JsValue::from_f64(at.timestamp_millis() as f64))
}

fn decimal(value: f64, digits: u32) -> String {
    let options = options(&[]);
    let _ = Reflect::set(&options, &"maximumFractionDigits".into(), &digits.into());
    let format = Intl::NumberFormat::new(&locale(), &options).format();
    format
        .call1(&JsValue::UNDEFINED, &value.into())
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_else(|| value.to_string())
}

fn intl(at: DateTime<Utc>, wanted: &[(&str, &str)]) -> String {
    let format = Intl::DateTimeFormat::new(&locale(), &dated(wanted)).format();
    format
        .call1(&JsValue::UNDEFINED, &date(at))
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_else(|| at.to_string())
}

/// Options of a date, in the reader's zone.
fn dated(wanted: &[(&str, &str)]) -> Object {
    let options = options(wanted);
    ZONE.with_borrow(|zone| {
        if let Some(zone) = zone {
            let _ = Reflect::set(&options, &"timeZone".into(), &zone.into());
        }
    });
    options
}

fn options(wanted: &[(&str, &str)]) -> Object {
    let options = Object::new();
    for (name, value) in wanted {
        let _ = Reflect::set(&options, &(*name).into(), &(*value).into());
    }
    options
}

fn locale() -> Array {
    match language() {
        Language::Fr => tag("fr-FR"),
        Language::En => tag("en-GB"),
    }
}

fn tag(tag: &str) -> Array {
    Array::of1(JsValue::from_str(tag).unchecked_ref::<JsValue>())
}
