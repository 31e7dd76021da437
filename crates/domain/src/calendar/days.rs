//! Days as numbers, 0 for 1 January 1970, in the Gregorian calendar without end: cheap to reckon with.

use chrono::{Datelike, NaiveDate};

/// Microseconds of a day.
pub(super) const DAY: i64 = 86_400_000_000;
/// Microseconds of a week.
pub(super) const WEEK: i64 = 7 * DAY;

/// The day that a local time in microseconds falls on.
pub(super) fn day_of(local: i64) -> i64 {
    local.div_euclid(DAY)
}

/// The weekday, 0 for Monday.
pub(super) fn weekday(day: i64) -> usize {
    // 1 January 1970 was a Thursday.
    (day + 3).rem_euclid(7) as usize
}

/// Whether a year has a 29 February.
pub(super) fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// The number of 1 January.
pub(super) fn first_of(year: i64) -> i64 {
    let past = year - 1;
    365 * (year - 1970) + past.div_euclid(4) - past.div_euclid(100) + past.div_euclid(400) - 477
}

/// The year of a day.
pub(super) fn year_of(day: i64) -> i64 {
    // 400 years have 146,097 days; the guess is at most a year off.
    let guess = 1970 + (day * 400).div_euclid(146_097);
    if day < first_of(guess) {
        guess - 1
    } else if day >= first_of(guess + 1) {
        guess + 1
    } else {
        guess
    }
}

/// The number of a date.
pub(super) fn number(date: NaiveDate) -> i64 {
    first_of(i64::from(date.year())) + i64::from(date.ordinal0())
}

/// The place of a date in a leap year, 0 to 365, so that a month and a day have one number.
pub(super) fn place_of(date: NaiveDate) -> i64 {
    place(i64::from(date.year()), number(date))
}

/// The place in a leap year of a day of the given year.
pub(super) fn place(year: i64, day: i64) -> i64 {
    let place = day - first_of(year);
    let beyond = place >= FEBRUARY_29 && !is_leap(year);
    place + i64::from(beyond)
}

/// The place of 29 February in a leap year.
const FEBRUARY_29: i64 = 59;

/// The day of a year at a place of a leap year; `None` for 29 February in another year.
pub(super) fn at_place(year: i64, place: i64) -> Option<i64> {
    let first = first_of(year);
    if is_leap(year) || place < FEBRUARY_29 {
        Some(first + place)
    } else if place == FEBRUARY_29 {
        None
    } else {
        Some(first + place - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_numbered_as_chrono_does() {
        let mut date = NaiveDate::from_ymd_opt(1895, 1, 1).unwrap();
        while date.year() < 2405 {
            let day = number(date);
            let from_epoch = i64::from(date.num_days_from_ce()) - 719_163;
            assert_eq!(day, from_epoch, "{date}");
            assert_eq!(year_of(day), i64::from(date.year()), "{date}");
            assert_eq!(weekday(day), date.weekday() as usize, "{date}");
            let place = place_of(date);
            assert_eq!(at_place(i64::from(date.year()), place), Some(day), "{date}");
            date = date.succ_opt().unwrap();
        }
    }

    #[test]
    fn the_ends_of_time_have_their_years() {
        for date in [NaiveDate::MIN, NaiveDate::MAX] {
            assert_eq!(year_of(number(date)), i64::from(date.year()));
        }
    }

    #[test]
    fn the_last_day_of_february_comes_in_leap_years_only() {
        assert_eq!(at_place(2023, FEBRUARY_29), None);
        assert_eq!(at_place(2100, FEBRUARY_29), None);
        assert!(at_place(2024, FEBRUARY_29).is_some());
    }
}
