//! Clocks that change: by an hour, by half an hour, at midnight, over a whole day.

use chrono::{TimeDelta, Weekday};
use guichet_domain::calendar::{Calendar, OpenPeriod};

use crate::definitions::{always, calendar, closed_on, office, on};
use crate::{at, hm};

fn sunday(zone: &str, hours: &str) -> Calendar {
    calendar(on(zone, &[Weekday::Sun], hours))
}

/// A Sunday's hours in a zone, the open time in a span.
type Row = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    TimeDelta,
);

#[test]
fn hours_skipped_do_not_count_and_hours_shown_twice_count_twice() {
    let paris = "Europe/Paris";
    let spring = ("2024-03-30T12:00:00Z", "2024-03-31T12:00:00Z");
    let autumn = ("2024-10-26T12:00:00Z", "2024-10-27T12:00:00Z");
    let rows: [Row; 10] = [
        (paris, "01:00-04:00", spring.0, spring.1, hm(2, 0)),
        (paris, "02:30-03:30", spring.0, spring.1, hm(0, 30)),
        (paris, "02:15-02:45", spring.0, spring.1, hm(0, 0)),
        (paris, "01:00-04:00", autumn.0, autumn.1, hm(4, 0)),
        (paris, "02:30-03:30", autumn.0, autumn.1, hm(1, 30)),
        (paris, "02:15-02:45", autumn.0, autumn.1, hm(1, 0)),
        // Half an hour, at 02:00 of Lord Howe.
        (
            "Australia/Lord_Howe",
            "01:00-03:00",
            "2024-04-06T12:00:00Z",
            "2024-04-07T12:00:00Z",
            hm(2, 30),
        ),
        (
            "Australia/Lord_Howe",
            "01:00-03:00",
            "2024-10-05T12:00:00Z",
            "2024-10-06T12:00:00Z",
            hm(1, 30),
        ),
        // No midnight in Brazil on 4 November 2018, nor in Chile on 8 September 2024.
        (
            "America/Sao_Paulo",
            "00:00-02:00",
            "2018-11-03T12:00:00Z",
            "2018-11-04T12:00:00Z",
            hm(1, 0),
        ),
        (
            "America/Santiago",
            "00:00-02:00",
            "2024-09-07T12:00:00Z",
            "2024-09-08T12:00:00Z",
            hm(1, 0),
        ),
    ];
    for (zone, hours, from, to, open) in rows {
        let calendar = sunday(zone, hours);
        assert_eq!(
            calendar.between(at(from), at(to)),
            open,
            "{zone} {hours} {from}"
        );
        let periods = calendar.open_periods(at(from), at(to));
        let sum: TimeDelta = periods.map(|p| p.to - p.from).sum();
        assert_eq!(sum, open, "{zone} {hours} {from}");
    }
}

#[test]
fn the_last_hour_of_a_saturday_comes_twice_in_brazil() {
    let calendar = calendar(on("America/Sao_Paulo", &[Weekday::Sat], "22:00-24:00"));
    let (from, to) = (at("2018-02-17T20:00:00Z"), at("2018-02-18T20:00:00Z"));
    assert_eq!(calendar.between(from, to), hm(3, 0));
    let evening = OpenPeriod {
        from: at("2018-02-18T00:00:00Z"),
        to: at("2018-02-18T03:00:00Z"),
    };
    assert_eq!(
        calendar.open_periods(from, to).collect::<Vec<_>>(),
        [evening]
    );
}

#[test]
fn days_have_23_24_and_25_hours() {
    let calendar = calendar(always("Europe/Paris"));
    for (from, to, hours) in [
        ("2024-03-30T23:00:00Z", "2024-03-31T22:00:00Z", 23),
        ("2024-10-26T22:00:00Z", "2024-10-27T23:00:00Z", 25),
        ("2024-10-27T23:00:00Z", "2024-10-28T23:00:00Z", 24),
    ] {
        assert_eq!(calendar.between(at(from), at(to)), hm(hours, 0));
        assert_eq!(calendar.open_periods(at(from), at(to)).count(), 1);
    }
}

#[test]
fn office_hours_stay_where_the_clock_shows_them() {
    let calendar = calendar(office("Europe/Paris"));
    // Friday 17:00 in winter, two hours later Monday 10:00 in summer; and back.
    let monday = calendar.after(at("2024-03-29T16:00:00Z"), hm(2, 0));
    assert_eq!(monday, Some(at("2024-04-01T08:00:00Z")));
    let monday = calendar.after(at("2024-10-25T15:00:00Z"), hm(2, 0));
    assert_eq!(monday, Some(at("2024-10-28T09:00:00Z")));
}

#[test]
fn a_zone_of_half_hours_is_counted_to_the_minute() {
    let calendar = calendar(office("Asia/Kolkata"));
    assert_eq!(
        calendar.between(at("2024-01-01T03:30:00Z"), at("2024-01-01T12:30:00Z")),
        hm(7, 0)
    );
    assert_eq!(
        calendar.between(at("2024-01-01T03:00:00Z"), at("2024-01-01T04:00:00Z")),
        hm(0, 30)
    );
    assert_eq!(
        calendar.opens_after(at("2023-12-30T00:00:00Z")),
        Some(at("2024-01-01T03:30:00Z"))
    );
}

#[test]
fn a_day_that_does_not_exist_has_no_open_time() {
    // Samoa went from Thursday 29 to Saturday 31 December 2011.
    let (from, to) = (at("2011-12-29T10:00:00Z"), at("2011-12-31T10:00:00Z"));
    let friday = calendar(on("Pacific/Apia", &[Weekday::Fri], "00:00-24:00"));
    assert_eq!(friday.between(from, to), hm(0, 0));
    assert_eq!(friday.opens_after(from), Some(at("2012-01-05T10:00:00Z")));
    let always_open = calendar(always("Pacific/Apia"));
    assert_eq!(always_open.between(from, to), hm(48, 0));
    let closed = calendar(closed_on(&["2011-12-30"], false, always("Pacific/Apia")));
    assert_eq!(closed.between(from, to), hm(48, 0));
    let office = calendar(office("Pacific/Apia"));
    let saturday = at("2011-12-30T12:00:00Z");
    assert!(!office.is_open(saturday));
    // Thursday 17:00 and two hours are Monday 10:00, at fourteen hours from Greenwich.
    let monday = office.after(at("2011-12-30T03:00:00Z"), hm(2, 0));
    assert_eq!(monday, Some(at("2012-01-01T20:00:00Z")));
}

#[test]
fn summer_time_of_samoa_is_followed() {
    let saturday = calendar(on("Pacific/Apia", &[Weekday::Sat], "02:30-05:00"));
    let begins = at("2011-09-24T12:00:00Z");
    assert_eq!(saturday.between(begins, begins + hm(6, 0)), hm(1, 30));
    let ends = at("2012-03-31T12:00:00Z");
    let sunday = sunday("Pacific/Apia", "02:30-05:00");
    assert_eq!(sunday.between(ends, ends + hm(6, 0)), hm(3, 30));
}
