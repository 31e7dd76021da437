//! Times of day as people type them: `8`, `8h30`, `08:30`, `0830`, `24:00`.

use crate::calendar::TimeOfDay;

/// Reads a time of day.
pub fn read(text: &str) -> Option<TimeOfDay> {
    let text = text.trim().to_lowercase();
    let parts: Vec<&str> = text.split(['h', ':', '.']).map(str::trim).collect();
    let (hours, minutes) = match *parts.as_slice() {
        [digits] if matches!(digits.len(), 3 | 4) && digits.is_ascii() => {
            digits.split_at(digits.len() - 2)
        }
        [hours] | [hours, ""] => (hours, "0"),
        [hours, minutes] => (hours, minutes),
        _ => return None,
    };
    let number = |digits: &str| {
        let is_short = matches!(digits.len(), 1 | 2);
        let is_number = digits.bytes().all(|digit| digit.is_ascii_digit());
        if is_short && is_number {
            digits.parse::<u16>().ok()
        } else {
            None
        }
    };
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    if minutes > 59 {
        return None;
    }
    TimeOfDay::from_minutes(hours * 60 + minutes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_is_understood() {
        for (text, written) in [
            ("8", "08:00"),
            ("08", "08:00"),
            ("8h", "08:00"),
            ("8 h 30", "08:30"),
            ("8H30", "08:30"),
            ("8:30", "08:30"),
            ("08.30", "08:30"),
            ("830", "08:30"),
            ("0830", "08:30"),
            ("18:30", "18:30"),
            ("0", "00:00"),
            ("24", "24:00"),
            ("24:00", "24:00"),
        ] {
            let read = read(text).map(|time| time.to_string());
            assert_eq!(read.as_deref(), Some(written), "{text}");
        }
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in [
            "", "matin", "25", "24:01", "8:60", "8:3:0", "-8", "8h30m", "08300", "é30", "::",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
