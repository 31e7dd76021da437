//! Events one by one: what each closes, and why some are not taken over.

use super::{SkipReason, days, event, reason};

#[test]
fn an_event_ends_before_its_end() {
    for (end, last) in [
        ("", "01"),
        ("DTEND;VALUE=DATE:20240501", "01"),
        ("DTEND;VALUE=DATE:20240502", "01"),
        ("DTEND:20240504", "03"),
        ("DURATION:P1D", "01"),
        ("DURATION:P2DT0H0M0S", "02"),
        ("DURATION:+P1W", "07"),
    ] {
        let imported = event(&format!("DTSTART;VALUE=DATE:20240501\nSUMMARY:Pont\n{end}"));
        let expected = Some(format!("2024-05-{last} Pont"));
        assert_eq!(days(&imported).pop(), expected, "{end}");
    }
}

#[test]
fn a_year_is_the_longest_closure() {
    let days = |end: &str| event(&format!("DTSTART:20240101\nDTEND:{end}"));
    assert_eq!(days("20250101").days.len(), 366);
    assert_eq!(days("20250102").skipped[0].reason, SkipReason::TooLong);
    assert_eq!(days("99991231").skipped[0].reason, SkipReason::TooLong);
}

#[test]
fn what_comes_back_every_year_is_yearly_or_expanded() {
    for (start, rule, expected) in [
        ("20240714", "FREQ=YEARLY", "07-14"),
        (
            "20240714",
            "FREQ=YEARLY;INTERVAL=1;BYMONTH=7;BYMONTHDAY=14;WKST=MO",
            "07-14",
        ),
        ("16040229", "FREQ=YEARLY", "02-29"),
        (
            "20240714",
            "FREQ=YEARLY;COUNT=3",
            "2024-07-14 2025-07-14 2026-07-14",
        ),
        (
            "20240714",
            "freq=yearly;until=20260714",
            "2024-07-14 2025-07-14 2026-07-14",
        ),
        (
            "20240714",
            "FREQ=YEARLY;UNTIL=20260713T235959Z",
            "2024-07-14 2025-07-14",
        ),
        ("20240229", "FREQ=YEARLY;COUNT=2", "2024-02-29 2028-02-29"),
        (
            "21970101",
            "FREQ=YEARLY;INTERVAL=2",
            "2197-01-01 2199-01-01",
        ),
        ("18980101", "FREQ=YEARLY;COUNT=3", "1900-01-01"),
    ] {
        let imported = event(&format!(
            "DTSTART;VALUE=DATE:{start}\nSUMMARY:x\nRRULE:{rule}"
        ));
        let dates: Vec<String> = expected
            .split(' ')
            .map(|date| format!("{date} x"))
            .collect();
        assert_eq!(days(&imported), dates, "{rule}");
    }
    let several = event("DTSTART:20231224\nDTEND:20231227\nRRULE:FREQ=YEARLY\nSUMMARY:Noël");
    assert_eq!(days(&several), ["12-24 Noël", "12-25 Noël", "12-26 Noël"]);
    let but_one =
        "DTSTART:20240510\nRRULE:FREQ=YEARLY;COUNT=3\nEXDATE;VALUE=DATE:20250510\nSUMMARY:x";
    assert_eq!(days(&event(but_one)), ["2024-05-10 x", "2026-05-10 x"]);
}

#[test]
fn other_recurrence_is_told() {
    for lines in [
        "RRULE:FREQ=WEEKLY",
        "RRULE:FREQ=YEARLY;BYDAY=-1MO",
        "RRULE:FREQ=YEARLY;BYMONTH=8",
        "RRULE:FREQ=YEARLY;BYMONTHDAY=1,2",
        "RRULE:FREQ=YEARLY;COUNT=0",
        "RRULE:FREQ=YEARLY;UNTIL=é",
        "RRULE:INTERVAL=1",
        "RRULE:FREQ=YEARLY\nRRULE:FREQ=YEARLY",
        "RRULE:FREQ=YEARLY\nEXDATE;VALUE=DATE:20250714",
        "RDATE;VALUE=DATE:20250101",
        "RECURRENCE-ID;VALUE=DATE:20240714",
    ] {
        let lines = format!("DTSTART;VALUE=DATE:20240714\n{lines}");
        assert_eq!(reason(&lines), Some(SkipReason::Recurrence), "{lines}");
    }
}

#[test]
fn what_cannot_be_a_closed_day_is_told() {
    for (lines, expected) in [
        ("SUMMARY:x", SkipReason::Unclear),
        ("DTSTART;VALUE=DATE:20240230", SkipReason::Unclear),
        ("DTSTART;VALUE=DATE:demain", SkipReason::Unclear),
        ("DTSTART", SkipReason::Unclear),
        ("DTSTART:20240501\nDTEND:20240430", SkipReason::Unclear),
        ("DTSTART:20240501\nDURATION:PT24H", SkipReason::Unclear),
        ("DTSTART:20240501\nDURATION:-P1D", SkipReason::Unclear),
        ("DTSTART:20240501\nDURATION:P0D", SkipReason::Unclear),
        ("DTSTART:20240501T090000Z", SkipReason::TimeOfDay),
        (
            "DTSTART:20240501\nDTEND:20240501T120000",
            SkipReason::TimeOfDay,
        ),
        ("DTSTART:20240501\nSTATUS:CANCELLED", SkipReason::Cancelled),
        ("DTSTART:18990501", SkipReason::YearOutOfRange),
    ] {
        assert_eq!(reason(lines), Some(expected), "{lines}");
    }
}

#[test]
fn a_name_is_one_line_of_120_characters() {
    let name = |summary: &str| {
        event(&format!("DTSTART:20240501\n{summary}")).days[0]
            .name
            .clone()
    };
    assert_eq!(name("SUMMARY:  Fête\\n du travail\t"), "Fête  du travail");
    assert_eq!(name("SUMMARY:"), "Fermé");
    assert_eq!(name("SUMMARY:\\n \\n"), "Fermé");
    assert_eq!(name("DESCRIPTION:x"), "Fermé");
    assert_eq!(
        name(&format!("SUMMARY:{}", "é".repeat(300))),
        "é".repeat(120)
    );
    assert_eq!(name("SUMMARY:un\nSUMMARY:deux"), "un");
}
