//! A slow way to count open time that shares nothing with the quick one: it asks the time zone what
//! its clocks show at each minute.

use chrono::{
    DateTime, Datelike, Days, DurationRound, NaiveDate, TimeDelta, TimeZone, Timelike, Utc,
};
use chrono_tz::Tz;
use guichet_domain::calendar::{Definition, HolidayRule};

/// A definition and the day last asked for.
pub struct Oracle<'a> {
    definition: &'a Definition,
    zone: Tz,
    known: Option<(NaiveDate, bool)>,
}

impl<'a> Oracle<'a> {
    /// For a definition with a known zone.
    pub fn of(definition: &'a Definition) -> Self {
        let zone = definition.time_zone.parse().expect("a known zone");
        Self {
            definition,
            zone,
            known: None,
        }
    }

    /// The open time in `[from, to)`.
    pub fn between(&mut self, from: DateTime<Utc>, to: DateTime<Utc>) -> TimeDelta {
        let minute = TimeDelta::minutes(1);
        let mut at = from.duration_trunc(minute).expect("near enough");
        let mut open = TimeDelta::zero();
        while at < to {
            if self.is_open(at) {
                open += to.min(at + minute) - from.max(at);
            }
            at += minute;
        }
        open
    }

    /// Whether it is open at an instant.
    pub fn is_open(&mut self, at: DateTime<Utc>) -> bool {
        let local = self.zone.from_utc_datetime(&at.naive_utc()).naive_local();
        let minute = (local.hour() * 60 + local.minute()) as u16;
        let periods = self.definition.week.on(local.weekday()).iter();
        let within = periods
            .filter(|p| p.from.minutes() <= minute && minute < p.to.minutes())
            .count();
        within > 0 && !self.is_closed(local.date())
    }

    fn is_closed(&mut self, date: NaiveDate) -> bool {
        if let Some((known, closed)) = self.known
            && known == date
        {
            return closed;
        }
        let own = self.definition.days.iter().any(|day| {
            let same_day = (day.date.month(), day.date.day()) == (date.month(), date.day());
            day.date == date || day.yearly && same_day
        });
        let closed = own
            || self
                .definition
                .holidays
                .is_some_and(|rule| is_holiday(rule, date));
        self.known = Some((date, closed));
        closed
    }
}

fn is_holiday(rule: HolidayRule, date: NaiveDate) -> bool {
    let easter = easter(date.year());
    let after = |days: u64| easter + Days::new(days) == date;
    let everywhere = matches!(
        (date.month(), date.day()),
        (1 | 5 | 11, 1) | (5, 8) | (7, 14) | (8, 15) | (11, 11) | (12, 25)
    ) || after(1)
        || after(39)
        || after(50);
    let good_friday = easter - Days::new(2) == date;
    let second = good_friday || (date.month(), date.day()) == (12, 26);
    everywhere || rule == HolidayRule::AlsaceMoselle && second
}

/// Easter Sunday by Gauss' rule of 1816 with its exceptions, for 1900 to 2199: another way than that
/// of the calendar.
pub fn easter(year: i32) -> NaiveDate {
    let (m, n) = match year / 100 {
        19 | 20 => (24, 5),
        21 => (24, 6),
        _ => panic!("no constants for {year}"),
    };
    let d = (19 * (year % 19) + m) % 30;
    let e = (2 * (year % 4) + 4 * (year % 7) + 6 * d + n) % 7;
    let late = d == 29 && e == 6 || d == 28 && e == 6 && (11 * m + 11) % 30 < 19;
    let days = d + e - if late { 7 } else { 0 };
    let first = NaiveDate::from_ymd_opt(year, 3, 22).expect("a date");
    first + Days::new(days as u64)
}
