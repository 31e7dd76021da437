//! Durations as people type them, in French and in English, and as they are written back:
//! `90 min`, `1 h 30`, `2 j`, `1,5 h`, `2 d`. A day is as long as the calendar it is counted in.

use crate::people::Language;

/// The longest duration that is understood, in minutes: a year of 365 days, day and night.
pub const LONGEST: i32 = 525_600;
/// The minutes of a day that is counted day and night.
pub const WHOLE_DAY: i32 = 1_440;

const NBSP: char = '\u{a0}';

/// Why a text is no duration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotADuration {
    /// It is not understood.
    #[error("must be a duration such as 90 min, 1 h 30 or 2 d")]
    NotUnderstood,
    /// Less than a minute, or more than [`LONGEST`].
    #[error("must be between a minute and a year")]
    OutOfRange,
}

/// Minutes, hours, days; in the order in which they may follow each other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Unit {
    Day,
    Hour,
    Minute,
}

/// Reads a duration, in minutes; `None` where nothing is typed. A bare number is minutes.
pub fn read(text: &str, day_minutes: i32) -> Result<Option<i32>, NotADuration> {
    let text: String = text.to_lowercase();
    let mut rest = text.trim();
    if rest.is_empty() {
        return Ok(None);
    }
    let mut before: Option<Unit> = None;
    let mut total = 0.0;
    while !rest.is_empty() {
        let (number, after) = number(rest).ok_or(NotADuration::NotUnderstood)?;
        let (unit, after) = match unit(after) {
            Some(named) => named,
            // `1 h 30` and `90`: without a unit it is what comes below the hour.
            None if after.is_empty() && before != Some(Unit::Day) => (Unit::Minute, after),
            None => return Err(NotADuration::NotUnderstood),
        };
        let is_too_much = unit == Unit::Minute && before.is_some() && number >= 60.0;
        if before.is_some_and(|before| before >= unit) || is_too_much {
            return Err(NotADuration::NotUnderstood);
        }
        total += number
            * match unit {
                Unit::Day => f64::from(day_minutes),
                Unit::Hour => 60.0,
                Unit::Minute => 1.0,
            };
        before = Some(unit);
        rest = after;
    }
    let minutes = total.round();
    if !(1.0..=f64::from(LONGEST)).contains(&minutes) {
        return Err(NotADuration::OutOfRange);
    }
    #[allow(clippy::cast_possible_truncation)]
    Ok(Some(minutes as i32))
}

/// Writes minutes: whole days as days, else hours and minutes.
pub fn write(minutes: i32, day_minutes: i32, language: Language) -> String {
    if day_minutes > 0 && minutes >= day_minutes && minutes % day_minutes == 0 {
        let unit = match language {
            Language::Fr => 'j',
            Language::En => 'd',
        };
        return format!("{}{NBSP}{unit}", minutes / day_minutes);
    }
    hours(minutes)
}

/// Writes minutes as hours and minutes: `45 min`, `2 h`, `10 h 30`.
pub fn hours(minutes: i32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes}{NBSP}min"),
        (hours, 0) => format!("{hours}{NBSP}h"),
        (hours, minutes) => format!("{hours}{NBSP}h{NBSP}{minutes:02}"),
    }
}

/// A number with a point or a comma at the beginning, and what follows it.
fn number(text: &str) -> Option<(f64, &str)> {
    let end = text
        .find(|letter: char| !(letter.is_ascii_digit() || letter == ',' || letter == '.'))
        .unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    if !digits.starts_with(|letter: char| letter.is_ascii_digit()) || digits.len() > 9 {
        return None;
    }
    let number = digits.replace(',', ".").parse().ok()?;
    Some((number, rest.trim_start()))
}

/// A unit at the beginning, by any of its names, and what follows it. A colon stands for the hour.
fn unit(text: &str) -> Option<(Unit, &str)> {
    let end = text
        .find(|letter: char| !letter.is_alphabetic() && letter != ':')
        .unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    let unit = match name {
        "j" | "jr" | "jrs" | "jour" | "jours" | "d" | "day" | "days" => Unit::Day,
        "h" | ":" | "hr" | "hrs" | "heure" | "heures" | "hour" | "hours" => Unit::Hour,
        "m" | "mn" | "min" | "mins" | "minute" | "minutes" => Unit::Minute,
        _ => return None,
    };
    let rest = rest.trim_start_matches(['.', ',']);
    Some((unit, rest.trim_start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ten hours and a half.
    const OPEN_DAY: i32 = 630;

    #[test]
    fn what_people_type_is_understood() {
        for (text, minutes) in [
            ("90 min", 90),
            ("90min", 90),
            ("90", 90),
            ("15 mn", 15),
            ("1 h 30", 90),
            ("1h30", 90),
            ("1h05", 65),
            ("1 h 05 min", 65),
            ("1:30", 90),
            ("1,5 h", 90),
            ("1.5h", 90),
            ("0,25 h", 15),
            ("2 h", 120),
            ("2 heures", 120),
            ("2 Hours", 120),
            ("  4\u{a0}h\u{202f}20 ", 260),
            ("2 j", 1_260),
            ("2j", 1_260),
            ("2 d", 1_260),
            ("1 day", 630),
            ("3 jours", 1_890),
            ("0,5 j", 315),
            ("1 j 2 h", 750),
            ("1 j 2 h 30", 780),
            ("1 j, 30 min", 660),
        ] {
            assert_eq!(read(text, OPEN_DAY), Ok(Some(minutes)), "{text}");
        }
        assert_eq!(read("2 j", WHOLE_DAY), Ok(Some(2_880)));
    }

    #[test]
    fn nothing_typed_promises_nothing() {
        for text in ["", "  ", "\u{a0}"] {
            assert_eq!(read(text, OPEN_DAY), Ok(None));
        }
    }

    #[test]
    fn what_is_no_duration_is_refused() {
        use NotADuration::{NotUnderstood, OutOfRange};
        for text in [
            "bientôt",
            "h",
            "1 x",
            "1 h 30 h",
            "30 min 1 h",
            "1 h 75",
            "1 j 30",
            "-5",
            "1,2,3 h",
            "1 h 2 3",
            ", 5",
            "1234567890",
            "1 h :",
        ] {
            assert_eq!(read(text, OPEN_DAY), Err(NotUnderstood), "{text}");
        }
        for text in ["0", "0 h", "0,001 h", "9000 h", "835 j"] {
            assert_eq!(read(text, OPEN_DAY), Err(OutOfRange), "{text}");
        }
        assert_eq!(read("365 j", WHOLE_DAY), Ok(Some(LONGEST)));
    }

    #[test]
    fn durations_are_written_as_they_are_read() {
        for (minutes, french, english) in [
            (15, "15 min", "15 min"),
            (60, "1 h", "1 h"),
            (65, "1 h 05", "1 h 05"),
            (90, "1 h 30", "1 h 30"),
            (480, "8 h", "8 h"),
            (630, "1 j", "1 d"),
            (960, "16 h", "16 h"),
            (1_890, "3 j", "3 d"),
            (1_900, "31 h 40", "31 h 40"),
        ] {
            let plain = |language| write(minutes, OPEN_DAY, language).replace(NBSP, " ");
            assert_eq!(plain(Language::Fr), french);
            assert_eq!(plain(Language::En), english);
        }
        for day in [OPEN_DAY, WHOLE_DAY, 420, 1] {
            for minutes in (1..3_000).chain([525_599, LONGEST]) {
                for language in [Language::Fr, Language::En] {
                    let text = write(minutes, day, language);
                    assert_eq!(read(&text, day), Ok(Some(minutes)), "{text}");
                }
            }
        }
    }
}
