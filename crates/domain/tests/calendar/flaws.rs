//! Definitions that are not sound, and how they are told.

use chrono::NaiveDate;
use guichet_domain::calendar::{Calendar, Definition, Flaw, FlawKind, HolidayRule, OwnDay};

use crate::date;
use crate::definitions::{calendar, closed_on, keeping, office, periods};

fn flaws(definition: &Definition) -> Vec<(String, FlawKind)> {
    let flaws = Calendar::new(definition).expect_err("a flaw");
    flaws
        .into_iter()
        .map(|flaw| (flaw.field, flaw.kind))
        .collect()
}

fn own(day: &str, name: &str) -> OwnDay {
    let (date, name) = (date(day), name.to_owned());
    OwnDay {
        date,
        yearly: false,
        name,
    }
}

#[test]
fn all_flaws_are_told_at_once() {
    let mut definition = office("Europe/Pari");
    definition.week.monday = periods("14:00-18:00 09:00-09:00 17:00-19:00 24:00-24:00");
    definition.week.tuesday = vec![periods("09:00-10:00")[0]; 13];
    definition.days = vec![
        own("2024-05-10", " "),
        own("1899-12-31", "Pont"),
        own("2201-01-01", &"x".repeat(121)),
        own("2200-12-31", "a\u{7}b"),
    ];
    let expected = [
        ("time_zone", FlawKind::UnknownTimeZone),
        ("week.monday[1]", FlawKind::PeriodEmpty),
        ("week.monday[2]", FlawKind::PeriodsOverlap),
        ("week.monday[3]", FlawKind::PeriodEmpty),
        ("week.tuesday", FlawKind::TooManyPeriods),
        ("days[0].name", FlawKind::NameEmpty),
        ("days[1].date", FlawKind::YearOutOfRange),
        ("days[2].date", FlawKind::YearOutOfRange),
        ("days[2].name", FlawKind::NameTooLong),
        ("days[3].name", FlawKind::NameControlCharacter),
    ];
    let expected = expected.map(|(field, kind)| (field.to_owned(), kind));
    assert_eq!(flaws(&definition), expected);
}

#[test]
fn periods_may_touch_and_come_in_any_order() {
    let mut definition = office("Europe/Paris");
    definition.week.monday = periods("12:00-14:00 09:00-12:00 14:00-24:00");
    let calendar = calendar(definition);
    let sorted = periods("09:00-12:00 12:00-14:00 14:00-24:00");
    assert_eq!(calendar.definition().week.monday, sorted);
}

#[test]
fn the_later_of_two_overlapping_periods_is_named() {
    let mut definition = office("Europe/Paris");
    definition.week.sunday = periods("10:00-11:00 08:00-18:00 12:00-13:00 08:00-18:00");
    let overlaps = [0, 2, 3].map(|i| (format!("week.sunday[{i}]"), FlawKind::PeriodsOverlap));
    assert_eq!(flaws(&definition), overlaps);
}

#[test]
fn a_calendar_is_open_at_some_time() {
    let empty = Definition {
        week: Default::default(),
        ..office("Europe/Paris")
    };
    assert_eq!(flaws(&empty), [("week".to_owned(), FlawKind::NeverOpen)]);
    // Every day of a leap year but 11 November; the holiday closes that one too.
    let days = (1..=366).filter_map(|day| NaiveDate::from_yo_opt(2024, day));
    let days: Vec<String> = days.map(|day| day.to_string()).collect();
    let days: Vec<&str> = days.iter().map(String::as_str).collect();
    let rest: Vec<&str> = days
        .iter()
        .copied()
        .filter(|day| *day != "2024-11-11")
        .collect();
    let rarely = closed_on(&rest, true, office("Europe/Paris"));
    assert!(Calendar::new(&rarely).is_ok());
    let never = keeping(HolidayRule::France, rarely);
    assert_eq!(flaws(&never), [("days".to_owned(), FlawKind::NeverOpen)]);
    assert!(Calendar::new(&closed_on(&days, false, office("Europe/Paris"))).is_ok());
}

#[test]
fn a_list_of_days_has_an_end() {
    let mut definition = office("Europe/Paris");
    definition.days = vec![own("2024-05-10", "Pont"); 1000];
    assert!(Calendar::new(&definition).is_ok());
    definition.days.push(own("1066-10-14", ""));
    assert_eq!(
        flaws(&definition),
        [("days".to_owned(), FlawKind::TooManyDays)]
    );
}

#[test]
fn a_flaw_says_what_to_do() {
    let flaw = Flaw {
        field: "week.monday[1]".to_owned(),
        kind: FlawKind::PeriodsOverlap,
    };
    assert_eq!(
        flaw.to_string(),
        "week.monday[1]: Periods must not overlap; join them or move one."
    );
}

#[test]
fn a_definition_is_read_as_it_is_written() {
    let json = serde_json::json!({
        "time_zone": "Europe/Paris",
        "week": {
            "monday": [{ "from": "09:00", "to": "24:00" }],
            "tuesday": [], "wednesday": [], "thursday": [],
            "friday": [], "saturday": [], "sunday": [],
        },
        "holidays": "alsace_moselle",
        "days": [{ "date": "2024-12-24", "yearly": true, "name": "Réveillon" }],
    });
    let definition: Definition = serde_json::from_value(json.clone()).unwrap();
    assert_eq!(serde_json::to_value(&definition).unwrap(), json);
    let short = r#"{"time_zone":"UTC","week":{"friday":[{"from":"09:00","to":"10:00"}]}}"#;
    assert!(serde_json::from_str::<Definition>(short).is_ok());
    for wrong in [
        short.replace("friday", "freitag"),
        short.replace("10:00", "24:30"),
        short.replace("\"to\"", "\"until\""),
    ] {
        assert!(
            serde_json::from_str::<Definition>(&wrong).is_err(),
            "{wrong}"
        );
    }
}
