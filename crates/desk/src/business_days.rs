//! Business days: Monday to Friday, the same for the whole desk, in UTC.

use chrono::{DateTime, Datelike, Days, Duration, NaiveTime, Utc, Weekday};

fn is_weekend(time: DateTime<Utc>) -> bool {
    matches!(time.weekday(), Weekday::Sat | Weekday::Sun)
}

fn midnight(time: DateTime<Utc>) -> DateTime<Utc> {
    time.date_naive().and_time(NaiveTime::MIN).and_utc()
}

/// The moment that lies `days` business days after another; what begins at a weekend begins on
/// Monday at midnight.
pub fn after(start: DateTime<Utc>, days: u32) -> DateTime<Utc> {
    let mut time = start;
    while is_weekend(time) {
        time = midnight(time) + Days::new(1);
    }
    for _ in 0..days {
        time = time + Days::new(1);
        while is_weekend(time) {
            time = time + Days::new(1);
        }
    }
    time
}

/// The latest moment from which `days` business days may have passed at `now`: for a search that
/// [`after`] then makes exact.
pub fn before(now: DateTime<Utc>, days: u32) -> DateTime<Utc> {
    let mut time = now;
    while is_weekend(time) {
        time = midnight(time) - Duration::microseconds(1);
    }
    for _ in 0..days {
        time = time - Days::new(1);
        while is_weekend(time) {
            time = time - Days::new(1);
        }
    }
    time
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        format!("{text}:00Z").parse().unwrap()
    }

    #[test]
    fn five_business_days_are_a_week() {
        for (start, days, end) in [
            ("2026-01-05T10:00", 0, "2026-01-05T10:00"), // Monday
            ("2026-01-05T10:00", 1, "2026-01-06T10:00"),
            ("2026-01-05T10:00", 5, "2026-01-12T10:00"),
            ("2026-01-09T16:30", 1, "2026-01-12T16:30"), // Friday
            ("2026-01-09T16:30", 2, "2026-01-13T16:30"),
            ("2026-01-10T11:00", 1, "2026-01-13T00:00"), // Saturday
            ("2026-01-11T23:59", 5, "2026-01-19T00:00"), // Sunday
        ] {
            assert_eq!(after(at(start), days), at(end), "{start} + {days}");
        }
    }

    #[test]
    fn looking_back_misses_nothing_that_is_due() {
        let first = at("2026-01-01T00:00");
        for hours in 0..(24 * 21) {
            let now = first + Duration::hours(hours);
            for days in [1, 2, 5] {
                let bound = before(now, days);
                let later = bound + Duration::microseconds(1);
                assert!(after(bound, days) <= now, "{now} {days}: {bound}");
                assert!(after(later, days) > now, "{now} {days}: {bound}");
            }
        }
    }
}
