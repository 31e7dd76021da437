//! Files made by hand, and files that are no files.

mod damage;
mod events;

use guichet_domain::calendar::OwnDay;

use super::{Imported, SkipReason, Skipped, Unreadable, read};

/// A file as the administration publishes it: CRLF, folded lines, escaped text, a time zone, an alarm.
const HOLIDAYS: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n\
PRODID:-//Jours fériés//FR\r\nX-WR-CALNAME:Jours fériés en France\r\n\
BEGIN:VTIMEZONE\r\nTZID:Europe/Paris\r\nBEGIN:STANDARD\r\nDTSTART:19701025T030000\r\n\
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\n\
END:STANDARD\r\nEND:VTIMEZONE\r\n\
BEGIN:VEVENT\r\nUID:1@example.fr\r\nDTSTAMP:20240101T000000Z\r\n\
DTSTART;VALUE=DATE:20240101\r\nDTEND;VALUE=DATE:20240102\r\n\
SUMMARY;LANGUAGE=fr:Jour de l’an\r\nRRULE:FREQ=YEARLY\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20240509\r\nSUMMARY:Ascension\\, jour\r\n  férié\r\n\
BEGIN:VALARM\r\nTRIGGER:-PT15M\r\nSUMMARY:Rappel\r\nDURATION:PT5M\r\nEND:VALARM\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20241223\r\nDURATION:P1W\r\nSUMMARY:Fermeture\\; fin d’ann\r\n\t\
ée\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nDTSTART;TZID=Europe/Paris:20240614T180000\r\nDTEND;TZID=Europe/Paris:20240614T\r\n \
200000\r\nSUMMARY:Fête d’été\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

/// The days of events, as `2024-05-01 name` or `05-01 name` for yearly ones.
fn days(imported: &Imported) -> Vec<String> {
    let line = |day: &OwnDay| {
        let form = if day.yearly { "%m-%d" } else { "%Y-%m-%d" };
        format!("{} {}", day.date.format(form), day.name)
    };
    imported.days.iter().map(line).collect()
}

/// A file of one event with these lines.
fn event(lines: &str) -> Imported {
    let text = format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\n{lines}\nEND:VEVENT\nEND:VCALENDAR\n");
    read(&text).unwrap_or_else(|unreadable| panic!("{unreadable}: {text}"))
}

/// Why such an event is skipped.
fn reason(lines: &str) -> Option<SkipReason> {
    event(lines).skipped.first().map(|skipped| skipped.reason)
}

#[test]
fn a_file_of_public_holidays_is_read() {
    let imported = read(HOLIDAYS).unwrap();
    let mut expected = vec!["01-01 Jour de l’an".to_owned()];
    expected.push("2024-05-09 Ascension, jour férié".to_owned());
    expected.extend((23..30).map(|day| format!("2024-12-{day} Fermeture; fin d’année")));
    assert_eq!(days(&imported), expected);
    let party = Skipped {
        summary: "Fête d’été".to_owned(),
        reason: SkipReason::TimeOfDay,
    };
    assert_eq!(imported.skipped, [party]);
}

#[test]
fn line_ends_and_letter_case_do_not_matter() {
    let plain = HOLIDAYS.replace("\r\n", "\n");
    assert_eq!(read(&plain), read(HOLIDAYS));
    let marked = format!("\u{feff}\r\n{HOLIDAYS}\r\n\r\n");
    assert_eq!(read(&marked), read(HOLIDAYS));
    let small = HOLIDAYS.replace("BEGIN:VEVENT", "begin:vevent");
    assert_eq!(read(&small), read(HOLIDAYS));
    let twice = format!("{HOLIDAYS}{HOLIDAYS}");
    let read_twice = read(&twice).unwrap();
    assert_eq!(read_twice.days, read(HOLIDAYS).unwrap().days);
    assert_eq!(read_twice.skipped.len(), 2);
}

#[test]
fn what_is_no_calendar_is_refused() {
    let nested = "BEGIN:VCALENDAR\n".repeat(40_000);
    for (text, expected) in [
        ("", Unreadable::NotACalendar),
        (" \r\n ", Unreadable::NotACalendar),
        ("Bonjour,\n", Unreadable::NotACalendar),
        ("BEGIN:VCARD\nEND:VCARD\n", Unreadable::NotACalendar),
        ("BEGIN:VEVENT\nEND:VEVENT\n", Unreadable::NotACalendar),
        ("PK\u{3}\u{4}\0\0", Unreadable::NotACalendar),
        ("BEGIN:VCALENDAR\n", Unreadable::Broken),
        (
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n",
            Unreadable::Broken,
        ),
        (
            "BEGIN:VCALENDAR\nEND:VCALENDAR\nEND:VCALENDAR\n",
            Unreadable::Broken,
        ),
        (
            "BEGIN:VCALENDAR\nEND:VCALENDAR\nmerci\n",
            Unreadable::Broken,
        ),
        (&nested, Unreadable::Broken),
        (&"x".repeat(super::LARGEST + 1), Unreadable::TooLarge),
    ] {
        assert_eq!(
            read(text),
            Err(expected),
            "{}",
            text.escape_debug().take(60).collect::<String>()
        );
    }
    let empty = read("BEGIN:VCALENDAR\r\nEND:VCALENDAR");
    assert_eq!(empty, Ok(Imported::default()));
}

#[test]
fn a_file_has_an_end() {
    let file = |events: usize, lines: &str| {
        let event = format!("BEGIN:VEVENT\n{lines}END:VEVENT\n");
        read(&format!(
            "BEGIN:VCALENDAR\n{}END:VCALENDAR\n",
            event.repeat(events)
        ))
    };
    assert_eq!(file(10_000, "DTSTART:20240501\n").unwrap().days.len(), 1);
    assert_eq!(file(10_001, ""), Err(Unreadable::TooManyEvents));
    let years: String = (2000..2030).fold(String::new(), |text, year| {
        text + &format!("BEGIN:VEVENT\nDTSTART:{year}0101\nDURATION:P366D\nEND:VEVENT\n")
    });
    let text = format!("BEGIN:VCALENDAR\n{years}END:VCALENDAR\n");
    assert_eq!(read(&text), Err(Unreadable::TooManyDays));
}
