//! Ordinary weeks, nights, closures and leap years, reckoned by hand in Paris time.

use chrono::{TimeDelta, Weekday};
use guichet_domain::calendar::{Calendar, HolidayRule};

use crate::definitions::{always, calendar, closed_on, keeping, office, on};
use crate::{at, hm};

fn count(calendar: &Calendar, rows: &[(&str, &str, TimeDelta)]) {
    for (from, to, open) in rows {
        assert_eq!(calendar.between(at(from), at(to)), *open, "{from} {to}");
    }
}

#[test]
fn an_office_is_open_in_its_hours_only() {
    count(
        &calendar(office("Europe/Paris")),
        &[
            // The whole of a Monday; its morning, its pause, its evening.
            ("2024-03-03T23:00:00Z", "2024-03-04T23:00:00Z", hm(7, 0)),
            ("2024-03-04T08:00:00Z", "2024-03-04T11:00:00Z", hm(3, 0)),
            ("2024-03-04T11:00:00Z", "2024-03-04T13:00:00Z", hm(0, 0)),
            ("2024-03-04T17:00:00Z", "2024-03-05T08:00:00Z", hm(0, 0)),
            // From one period into another; from one day into another.
            ("2024-03-04T10:45:00Z", "2024-03-04T13:20:00Z", hm(0, 35)),
            ("2024-03-04T16:30:00Z", "2024-03-05T08:30:00Z", hm(1, 0)),
            // Friday evening to Monday morning; Saturday and Sunday; a week; four weeks.
            ("2024-03-08T16:00:00Z", "2024-03-11T09:00:00Z", hm(2, 0)),
            ("2024-03-08T23:00:00Z", "2024-03-10T23:00:00Z", hm(0, 0)),
            ("2024-03-06T14:12:00Z", "2024-03-13T14:12:00Z", hm(35, 0)),
            ("2024-02-05T09:00:00Z", "2024-03-04T09:00:00Z", hm(140, 0)),
        ],
    );
}

#[test]
fn no_time_passes_backwards() {
    let calendar = calendar(always("Europe/Paris"));
    let (early, late) = (at("2024-03-04T08:00:00Z"), at("2024-03-05T08:00:00Z"));
    assert_eq!(calendar.between(late, early), TimeDelta::zero());
    assert_eq!(calendar.between(late, late), TimeDelta::zero());
    assert_eq!(calendar.after(late, TimeDelta::zero()), Some(late));
    assert_eq!(calendar.after(late, hm(-1, 0)), Some(late));
}

#[test]
fn a_microsecond_counts() {
    let calendar = calendar(office("Europe/Paris"));
    let (from, to) = (
        at("2024-03-04T10:59:59.999999Z"),
        at("2024-03-04T13:00:00.000002Z"),
    );
    assert_eq!(calendar.between(from, to), TimeDelta::microseconds(3));
    assert_eq!(calendar.after(from, TimeDelta::microseconds(3)), Some(to));
    assert!(calendar.is_open(from));
    assert!(!calendar.is_open(at("2024-03-04T11:00:00Z")));
}

#[test]
fn a_night_of_two_periods_is_one_night() {
    let mut night = on("Europe/Paris", &[Weekday::Mon], "22:00-24:00");
    night.week.tuesday = crate::definitions::periods("00:00-06:00");
    let calendar = calendar(night);
    let (evening, morning) = (at("2024-03-04T21:00:00Z"), at("2024-03-05T05:00:00Z"));
    assert_eq!(calendar.between(evening, morning), hm(8, 0));
    assert_eq!(
        calendar.after(evening, hm(2, 0)),
        Some(at("2024-03-04T23:00:00Z"))
    );
    assert_eq!(
        calendar.after(evening, hm(2, 1)),
        Some(at("2024-03-04T23:01:00Z"))
    );
    assert_eq!(calendar.after(evening, hm(8, 0)), Some(morning));
    assert!(calendar.is_open(at("2024-03-04T23:00:00Z")));
    assert!(!calendar.is_open(morning));
}

#[test]
fn open_time_ends_with_the_hours_and_not_with_the_next_opening() {
    let calendar = calendar(office("Europe/Paris"));
    for (from, open, to) in [
        ("2024-03-04T08:00:00Z", hm(3, 0), "2024-03-04T11:00:00Z"),
        ("2024-03-04T08:00:00Z", hm(7, 0), "2024-03-04T17:00:00Z"),
        ("2024-03-04T08:00:00Z", hm(7, 1), "2024-03-05T08:01:00Z"),
        // A whole week from before its first opening, and from after its last.
        ("2024-03-04T02:00:00Z", hm(35, 0), "2024-03-08T17:00:00Z"),
        ("2024-03-08T18:00:00Z", hm(35, 0), "2024-03-15T17:00:00Z"),
        ("2024-03-09T12:00:00Z", hm(0, 1), "2024-03-11T08:01:00Z"),
    ] {
        assert_eq!(
            calendar.after(at(from), open),
            Some(at(to)),
            "{from} {open}"
        );
    }
}

#[test]
fn a_closure_of_three_weeks_is_three_empty_weeks() {
    let august: Vec<String> = (5..=25).map(|day| format!("2024-08-{day:02}")).collect();
    let august: Vec<&str> = august.iter().map(String::as_str).collect();
    let calendar = calendar(closed_on(&august, false, office("Europe/Paris")));
    let friday = at("2024-08-02T15:00:00Z");
    assert_eq!(
        calendar.between(friday, at("2024-08-26T06:00:00Z")),
        hm(1, 0)
    );
    assert_eq!(
        calendar.after(friday, hm(1, 0)),
        Some(at("2024-08-02T16:00:00Z"))
    );
    assert_eq!(
        calendar.after(friday, hm(2, 0)),
        Some(at("2024-08-26T08:00:00Z"))
    );
    let opening = Some(at("2024-08-26T07:00:00Z"));
    assert_eq!(calendar.opens_after(at("2024-08-02T16:00:00Z")), opening);
    // The year after, nothing of that is left.
    count(
        &calendar,
        &[("2025-08-03T22:00:00Z", "2025-08-24T22:00:00Z", hm(105, 0))],
    );
}

#[test]
fn holidays_are_taken_from_the_weeks_they_fall_in() {
    let calendar = calendar(keeping(HolidayRule::France, office("Europe/Paris")));
    count(
        &calendar,
        &[
            // May 2024: 23 weekdays, less the 1st, the 8th, the 9th and the 20th.
            (
                "2024-04-30T22:00:00Z",
                "2024-05-31T22:00:00Z",
                hm(19 * 7, 0),
            ),
            // 2024: 262 weekdays, less ten holidays; 14 July is a Sunday.
            (
                "2023-12-31T23:00:00Z",
                "2024-12-31T23:00:00Z",
                hm(252 * 7, 0),
            ),
            // The afternoon before and the morning after Ascension.
            ("2024-05-07T14:00:00Z", "2024-05-10T08:00:00Z", hm(3, 0)),
        ],
    );
    assert!(!calendar.is_open(at("2024-05-08T08:00:00Z")));
}

#[test]
fn a_leap_day_is_a_day() {
    let years = [("2023", 20), ("2024", 21), ("2028", 21), ("2100", 20)];
    let plain = calendar(office("Europe/Paris"));
    let closed = closed_on(&["2024-02-29"], true, office("Europe/Paris"));
    let closed = calendar(closed);
    for (year, days) in years {
        let (from, to) = (
            format!("{year}-01-31T23:00:00Z"),
            format!("{year}-02-28T23:00:00Z"),
        );
        let to = if days == 21 {
            format!("{year}-02-29T23:00:00Z")
        } else {
            to
        };
        count(&plain, &[(&from, &to, hm(days * 7, 0))]);
        count(&closed, &[(&from, &to, hm(20 * 7, 0))]);
    }
}

#[test]
fn a_day_of_business_time_is_the_mean_of_the_days_worked() {
    assert_eq!(calendar(office("Europe/Paris")).day_length(), hm(7, 0));
    let mut short_friday = office("Europe/Paris");
    short_friday.week.friday.truncate(1);
    assert_eq!(calendar(short_friday).day_length(), hm(6, 12));
    assert_eq!(calendar(always("Asia/Kolkata")).day_length(), hm(24, 0));
}

#[test]
fn what_never_comes_within_a_hundred_years_is_not_awaited() {
    let calendar = calendar(on("UTC", &[Weekday::Mon], "09:00-09:01"));
    let from = at("2024-03-04T09:00:00Z");
    let weeks = 36_525 / 7;
    assert!(calendar.after(from, TimeDelta::minutes(weeks)).is_some());
    assert_eq!(calendar.after(from, TimeDelta::minutes(weeks + 2)), None);
    assert_eq!(calendar.after(from, TimeDelta::MAX), None);
}
