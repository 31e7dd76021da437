//! Files cut off, damaged or made of anything: refused, or read as sound days.

use chrono::NaiveDate;
use guichet_domain::text::Name;
use proptest::prelude::*;

use super::{HOLIDAYS, Imported, Unreadable, read};

/// Whether all that was read is what a calendar takes.
fn is_sound(imported: &Imported) -> bool {
    let years = NaiveDate::from_ymd_opt(1900, 1, 1)..=NaiveDate::from_ymd_opt(2200, 12, 31);
    imported.days.iter().all(|day| {
        let name = Name::parse(&day.name);
        years.contains(&Some(day.date)) && name.is_ok_and(|name| name.as_str() == day.name)
    })
}

#[test]
fn a_file_that_is_cut_off_is_refused() {
    let ends = HOLIDAYS.char_indices().map(|(end, _)| end);
    for end in ends.filter(|end| end + 2 < HOLIDAYS.len()) {
        let cut = read(&HOLIDAYS[..end]);
        assert!(
            matches!(cut, Err(Unreadable::Broken | Unreadable::NotACalendar)),
            "{end}"
        );
    }
}

/// Words of which files are made, right and wrong.
fn word() -> impl Strategy<Value = String> {
    let words = "BEGIN: END: VCALENDAR VEVENT VALARM DTSTART DTEND DURATION SUMMARY RRULE EXDATE RDATE STATUS \
        ;VALUE=DATE ;VALUE= ;X=\" ;TZID=Europe/Paris : ; , = \\ \\n \" 20240501 00000000 99991231 20240229 \
        20240501T090000Z P1D P P99999999999W PT0S - + FREQ=YEARLY COUNT= INTERVAL= UNTIL= BYMONTH= 4294967296 1 é \u{2028}";
    let words: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
    prop_oneof![
        6 => prop::sample::select(words),
        2 => prop::sample::select(vec!["\r\n".to_owned(), "\n".to_owned(), "\r\n ".to_owned(), "\r".to_owned()]),
        1 => "\\PC{0,3}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        let read = read(&String::from_utf8_lossy(&bytes));
        prop_assert!(read.is_err());
    }

    #[test]
    fn any_words_make_sound_days_or_none(words in prop::collection::vec(word(), 0..60)) {
        let body = words.concat();
        let _ = read(&body);
        let text = format!("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n{body}\r\nEND:VEVENT\r\nEND:VCALENDAR");
        if let Ok(imported) = read(&text) {
            prop_assert!(is_sound(&imported), "{imported:?}");
        }
    }

    #[test]
    fn a_damaged_file_makes_sound_days_or_none(at in 0..HOLIDAYS.len(), gone in 0..40_usize, put in "\\PC{0,5}") {
        let kept = |from: usize, to: usize| HOLIDAYS.as_bytes()[from..to.min(HOLIDAYS.len())].to_vec();
        let after = kept((at + gone).min(HOLIDAYS.len()), HOLIDAYS.len());
        let bytes = [kept(0, at), put.into_bytes(), after].concat();
        if let Ok(imported) = read(&String::from_utf8_lossy(&bytes)) {
            prop_assert!(is_sound(&imported), "{imported:?}");
        }
    }
}
