//! Dates and times as the fields of a browser take them, in the reader's zone.

use super::format::written;
use chrono::{DateTime, NaiveDateTime, Utc};

/// `2026-03-12T14:00`, for a field of date and time.
#[must_use]
pub fn date_time(at: DateTime<Utc>) -> String {
    let written = written(at).replace(' ', "T");
    written.get(..16).unwrap_or_default().to_owned()
}

/// `2026-03-12`, for a field of a date.
#[must_use]
pub fn date(at: DateTime<Utc>) -> String {
    date_time(at)
        .split('T')
        .next()
        .unwrap_or_default()
        .to_owned()
}

/// The instant that a field of date and time names; with a date alone the beginning of the day.
#[must_use]
pub fn instant(text: &str) -> Option<DateTime<Utc>> {
    let whole = if text.contains('T') {
        format!("{text}:00")
    } else {
        format!("{text}T00:00:00")
    };
    let wanted: NaiveDateTime = whole.parse().ok()?;
    let mut at = wanted.and_utc();
    // The offset of the zone is known of an instant only: the second try is right around a change.
    for _ in 0..2 {
        at += wanted - local(at)?;
    }
    Some(at)
}

/// What the clock on the wall shows then.
fn local(at: DateTime<Utc>) -> Option<NaiveDateTime> {
    written(at).replace(' ', "T").parse().ok()
}
