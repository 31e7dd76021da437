//! Lengths of time in promises: what is left, how late it is, what was counted.

use super::t;

const NBSP: char = '\u{a0}';
const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;

/// Hours and minutes, however many: `48 min`, `7 h`, `1 h 05`, `26 h 30`.
#[must_use]
pub fn hours(minutes: i64) -> String {
    match (minutes / HOUR, minutes % HOUR) {
        (0, minutes) => format!("{minutes}{NBSP}min"),
        (hours, 0) => format!("{hours}{NBSP}h"),
        (hours, minutes) => format!("{hours}{NBSP}h{NBSP}{minutes:02}"),
    }
}

/// What is left until a due time, from the seconds until then: `48 min`, `2 h 10`, `1 j 4 h`,
/// `2 j`; late once they are over: `−18 min`.
#[must_use]
pub fn left(seconds: i64) -> String {
    let minutes = seconds.abs() / 60;
    let words = match minutes {
        0 if seconds > 0 => return format!("<{NBSP}1{NBSP}min"),
        ..DAY => hours(minutes),
        _ => match (minutes / DAY, minutes % DAY / HOUR) {
            (1, hours) if hours > 0 => format!("{} {hours}{NBSP}h", t::time::days(1)),
            (days, _) => t::time::days(days),
        },
    };
    if seconds <= -60 {
        format!("\u{2212}{words}")
    } else {
        words
    }
}

#[cfg(test)]
mod tests {
    use super::{hours, left};

    /// With plain spaces, as one reads it.
    fn plain(words: &str) -> String {
        words.replace('\u{a0}', " ")
    }

    fn left_of(hours: i64, minutes: i64, seconds: i64) -> String {
        plain(&left((hours * 60 + minutes) * 60 + seconds))
    }

    #[test]
    fn what_is_left_has_two_units_at_most() {
        assert_eq!(left_of(0, 48, 59), "48 min");
        assert_eq!(left_of(2, 10, 0), "2 h 10");
        assert_eq!(left_of(1, 5, 30), "1 h 05");
        assert_eq!(left_of(7, 0, 20), "7 h");
        assert_eq!(left_of(23, 59, 59), "23 h 59");
        assert_eq!(left_of(24, 0, 0), "1 j");
        assert_eq!(left_of(28, 45, 0), "1 j 4 h");
        assert_eq!(left_of(53, 0, 0), "2 j");
    }

    #[test]
    fn the_last_minute_is_said_and_the_due_time_is_no_lateness_yet() {
        assert_eq!(left_of(0, 1, 0), "1 min");
        assert_eq!(left_of(0, 0, 59), "< 1 min");
        assert_eq!(left_of(0, 0, 0), "0 min");
        assert_eq!(left_of(0, 0, -59), "0 min");
    }

    #[test]
    fn what_is_late_carries_the_minus_sign() {
        assert_eq!(left_of(0, -18, 0), "−18 min");
        assert_eq!(left_of(-1, -5, 0), "−1 h 05");
        assert_eq!(left_of(-49, 0, 0), "−2 j");
    }

    #[test]
    fn counted_time_never_becomes_days() {
        assert_eq!(plain(&hours(0)), "0 min");
        assert_eq!(plain(&hours(130)), "2 h 10");
        assert_eq!(plain(&hours(26 * 60 + 30)), "26 h 30");
        assert_eq!(plain(&hours(40 * 60)), "40 h");
    }
}
