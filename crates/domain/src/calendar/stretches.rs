//! Cuts a span of time where the clocks of a time zone change, so that between two cuts local time
//! runs as UTC does.

use chrono::{DateTime, Offset, TimeZone, Utc};
use chrono_tz::Tz;

use super::days::DAY;

/// Microseconds of a second.
const SECOND: i64 = 1_000_000;
/// Seconds of a quarter of an hour.
const QUARTER: i64 = 900;

/// Up to how far apart two looks at the zone are. The database does not tell when the clocks change:
/// we look, and search only where the offset differs. No zone leaves its offset for less and comes
/// back; the shortest time is America/Boa_Vista, 6 days and 22 hours in October 2000.
pub(super) const STRIDE: i64 = 6 * DAY;

/// No stretch is longer: some 100 years, so that no sum overflows.
const LONGEST: i64 = 36_525 * DAY;

/// A span of time in which local time is UTC and a constant; microseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    /// When it begins, UTC.
    pub(super) from: i64,
    /// When it ends, UTC; not included.
    pub(super) to: i64,
    /// Local time less UTC.
    pub(super) offset: i64,
}

impl Stretch {
    /// Its beginning in local time.
    pub(super) fn local_from(self) -> i64 {
        self.from + self.offset
    }

    /// Its end in local time; not included.
    pub(super) fn local_to(self) -> i64 {
        self.to + self.offset
    }
}

/// The stretches of a span, one after the other. The first is short and each may be twice as long
/// as the one before, so that whoever stops early has not looked far ahead.
pub(super) struct Stretches {
    zone: Tz,
    at: i64,
    end: i64,
    offset: i64,
    reach: i64,
}

impl Stretches {
    /// Those of `[from, to)`, microseconds of UTC.
    pub(super) fn of(zone: Tz, from: i64, to: i64) -> Self {
        Self {
            zone,
            at: from,
            end: to,
            offset: offset(zone, from),
            reach: STRIDE,
        }
    }

    /// The first instant after `known` at which the offset is not that of `known`; it differs at
    /// `other`. Whole quarters of an hour are tried first: clocks hardly ever change at other times.
    fn change(&self, known: i64, other: i64) -> i64 {
        let mut same = known.div_euclid(SECOND);
        let mut differs = other.div_euclid(SECOND);
        let mut quarters = true;
        while differs - same > 1 {
            let half = same + (differs - same) / 2;
            let round = half - half.rem_euclid(QUARTER);
            let middle = if round > same {
                round
            } else if std::mem::take(&mut quarters) {
                differs - 1
            } else {
                half
            };
            if offset(self.zone, middle * SECOND) == self.offset {
                same = middle;
            } else {
                differs = middle;
            }
        }
        differs * SECOND
    }
}

impl Iterator for Stretches {
    type Item = Stretch;

    fn next(&mut self) -> Option<Stretch> {
        if self.at >= self.end {
            return None;
        }
        let limit = self.end.min(self.at.saturating_add(self.reach));
        self.reach = LONGEST.min(self.reach * 2);
        let mut stretch = Stretch {
            from: self.at,
            to: limit,
            offset: self.offset,
        };
        let mut known = self.at;
        while known < limit {
            let next = limit.min(known + STRIDE);
            if offset(self.zone, next) != self.offset {
                stretch.to = self.change(known, next);
                self.offset = offset(self.zone, stretch.to);
                break;
            }
            known = next;
        }
        self.at = stretch.to;
        Some(stretch)
    }
}

/// Local time less UTC at an instant; both in microseconds.
pub(super) fn offset(zone: Tz, at: i64) -> i64 {
    let utc = instant(at).naive_utc();
    i64::from(zone.offset_from_utc_datetime(&utc).fix().local_minus_utc()) * SECOND
}

/// The instant of a number of microseconds, within what chrono can say.
pub(super) fn instant(at: i64) -> DateTime<Utc> {
    let beyond = if at < 0 {
        DateTime::<Utc>::MIN_UTC
    } else {
        DateTime::<Utc>::MAX_UTC
    };
    DateTime::from_timestamp_micros(at).unwrap_or(beyond)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cuts(zone: Tz, from: &str, to: &str) -> Vec<String> {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap().timestamp_micros();
        let mut found: Vec<Stretch> = Vec::new();
        for stretch in Stretches::of(zone, at(from), at(to)) {
            match found.last_mut() {
                Some(last) if last.offset == stretch.offset => last.to = stretch.to,
                _ => found.push(stretch),
            }
        }
        let begin = |s: &Stretch| instant(s.from).to_rfc3339();
        found[1..].iter().map(begin).collect()
    }

    #[test]
    fn a_span_is_cut_to_the_second_where_clocks_change() {
        assert_eq!(
            cuts(
                Tz::Europe__Paris,
                "2024-01-01T00:00:00Z",
                "2025-01-01T00:00:00Z"
            ),
            ["2024-03-31T01:00:00+00:00", "2024-10-27T01:00:00+00:00"]
        );
        assert_eq!(
            cuts(
                Tz::Pacific__Apia,
                "2011-09-01T00:00:00Z",
                "2012-01-31T00:00:00Z"
            ),
            ["2011-09-24T14:00:00+00:00", "2011-12-30T10:00:00+00:00"]
        );
        assert!(
            cuts(
                Tz::Asia__Kolkata,
                "1990-01-01T00:00:00Z",
                "2060-01-01T00:00:00Z"
            )
            .is_empty()
        );
    }

    #[test]
    fn a_summer_time_of_a_week_is_found() {
        assert_eq!(
            cuts(
                Tz::America__Boa_Vista,
                "2000-04-01T00:00:00Z",
                "2001-01-01T00:00:00Z"
            ),
            ["2000-10-08T04:00:00+00:00", "2000-10-15T03:00:00+00:00"]
        );
        assert_eq!(
            cuts(
                Tz::Asia__Gaza,
                "2040-10-01T00:00:00Z",
                "2040-11-30T00:00:00Z"
            )
            .len(),
            2
        );
    }

    /// When the clocks change between two looks at them.
    fn change(zone: Tz, look: i64, next: i64) -> i64 {
        Stretches::of(zone, look, next).change(look, next)
    }

    #[test]
    fn no_zone_leaves_its_offset_for_less_than_a_stride() {
        let step = 3 * DAY;
        for zone in chrono_tz::TZ_VARIANTS {
            let (mut left, mut since, mut current) = (None, 0, offset(zone, 0));
            for look in (0..LONGEST).step_by(step as usize) {
                let next = offset(zone, look + step);
                if next == current {
                    continue;
                }
                let at = change(zone, look, look + step);
                let returns = left == Some(next);
                assert!(!returns || at - since > STRIDE, "{zone} {}", instant(at));
                (left, since, current) = (Some(current), at, next);
            }
        }
    }
}
