//! The holidays of 2024 to 2027, by name and date.

use guichet_domain::calendar::{ClosedDay, ClosedName, HolidayRule, OwnDay};

use crate::date;
use crate::definitions::{calendar, closed_on, keeping, office};

fn names(days: &[ClosedDay]) -> Vec<String> {
    let name = |day: &ClosedDay| match &day.name {
        ClosedName::Holiday(holiday) => format!("{} {holiday}", day.date.format("%m-%d")),
        ClosedName::Own(name) => format!("{} «{name}»", day.date.format("%m-%d")),
    };
    days.iter().map(name).collect()
}

/// Easter Monday, Ascension and Whit Monday of a year.
const MOVING: [(i32, [&str; 3]); 4] = [
    (2024, ["04-01", "05-09", "05-20"]),
    (2025, ["04-21", "05-29", "06-09"]),
    (2026, ["04-06", "05-14", "05-25"]),
    (2027, ["03-29", "05-06", "05-17"]),
];

#[test]
fn france_keeps_eleven_holidays() {
    let calendar = calendar(keeping(HolidayRule::France, office("Europe/Paris")));
    for (year, [easter_monday, ascension, whit_monday]) in MOVING {
        let (from, to) = (
            date(&format!("{year}-01-01")),
            date(&format!("{year}-12-31")),
        );
        let mut expected = [
            "01-01 new_year".to_owned(),
            format!("{easter_monday} easter_monday"),
            "05-01 labour_day".to_owned(),
            "05-08 victory_day".to_owned(),
            format!("{ascension} ascension"),
            format!("{whit_monday} whit_monday"),
            "07-14 national_day".to_owned(),
            "08-15 assumption".to_owned(),
            "11-01 all_saints".to_owned(),
            "11-11 armistice".to_owned(),
            "12-25 christmas".to_owned(),
        ];
        expected.sort();
        assert_eq!(names(&calendar.closed_days(from, to)), expected, "{year}");
    }
}

#[test]
fn alsace_and_moselle_keep_two_more() {
    let rule = HolidayRule::AlsaceMoselle;
    let calendar = calendar(keeping(rule, office("Europe/Paris")));
    for (year, good_friday) in [
        (2024, "03-29"),
        (2025, "04-18"),
        (2026, "04-03"),
        (2027, "03-26"),
    ] {
        let (from, to) = (
            date(&format!("{year}-01-01")),
            date(&format!("{year}-12-31")),
        );
        let names = names(&calendar.closed_days(from, to));
        assert_eq!(names.len(), 13);
        assert!(names.contains(&format!("{good_friday} good_friday")));
        assert!(names.contains(&"12-26 saint_stephen".to_owned()));
    }
}

#[test]
fn two_holidays_on_one_date_close_it_once() {
    // In 2008 Ascension fell on 1 May.
    let calendar = calendar(keeping(HolidayRule::France, office("Europe/Paris")));
    let may = calendar.closed_days(date("2008-05-01"), date("2008-05-31"));
    assert_eq!(
        names(&may),
        ["05-01 labour_day", "05-08 victory_day", "05-12 whit_monday"]
    );
    // 22 weekdays, less three.
    let (from, to) = (
        crate::at("2008-04-30T22:00:00Z"),
        crate::at("2008-05-31T22:00:00Z"),
    );
    assert_eq!(calendar.between(from, to), crate::hm(19 * 7, 0));
}

#[test]
fn own_days_stand_among_the_holidays() {
    let mut definition = keeping(HolidayRule::France, office("Europe/Paris"));
    definition = closed_on(&["2020-12-24"], true, definition);
    definition = closed_on(&["2024-12-25", "2024-12-27"], false, definition);
    definition.days.push(OwnDay {
        date: date("2024-12-24"),
        yearly: false,
        name: "  Veille ".to_owned(),
    });
    let calendar = calendar(definition);
    let december = |year: i32| {
        let (from, to) = (format!("{year}-12-02"), format!("{year}-12-27"));
        names(&calendar.closed_days(date(&from), date(&to)))
    };
    assert_eq!(
        december(2024),
        ["12-24 «Fermé»", "12-25 christmas", "12-27 «Fermé»"]
    );
    assert_eq!(december(2025), ["12-24 «Fermé»", "12-25 christmas"]);
    assert_eq!(december(2019), ["12-24 «Fermé»", "12-25 christmas"]);
    assert_eq!(calendar.definition().days[3].name, "Veille");
}

#[test]
fn a_yearly_leap_day_is_closed_in_leap_years_only() {
    let calendar = calendar(closed_on(&["2024-02-29"], true, office("Europe/Paris")));
    let days = calendar.closed_days(date("2023-01-01"), date("2032-12-31"));
    let dates: Vec<_> = days.iter().map(|day| day.date.to_string()).collect();
    assert_eq!(dates, ["2024-02-29", "2028-02-29", "2032-02-29"]);
    assert!(
        calendar
            .closed_days(date("2024-03-01"), date("2024-01-01"))
            .is_empty()
    );
}
