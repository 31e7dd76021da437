//! Definitions in a few words, for the tests.

use chrono::Weekday;
use guichet_domain::calendar::{Calendar, Definition, HolidayRule, OwnDay, Period, Week};

use crate::date;

/// `09:00-12:00 14:00-18:00`.
pub fn periods(text: &str) -> Vec<Period> {
    let period = |text: &str| {
        let (from, to) = text.split_once('-').expect("a period has a dash");
        let time = |text: &str| text.parse().expect("a time of day");
        Period {
            from: time(from),
            to: time(to),
        }
    };
    text.split_whitespace().map(period).collect()
}

/// The same hours on some weekdays, no closed days.
pub fn on(zone: &str, weekdays: &[Weekday], hours: &str) -> Definition {
    let mut week = Week::default();
    for day in weekdays {
        let periods = periods(hours);
        match day {
            Weekday::Mon => week.monday = periods,
            Weekday::Tue => week.tuesday = periods,
            Weekday::Wed => week.wednesday = periods,
            Weekday::Thu => week.thursday = periods,
            Weekday::Fri => week.friday = periods,
            Weekday::Sat => week.saturday = periods,
            Weekday::Sun => week.sunday = periods,
        }
    }
    Definition {
        time_zone: zone.to_owned(),
        week,
        holidays: None,
        days: Vec::new(),
    }
}

/// Monday to Friday, 09:00–12:00 and 14:00–18:00: seven hours a day.
pub fn office(zone: &str) -> Definition {
    use Weekday::{Fri, Mon, Thu, Tue, Wed};
    on(zone, &[Mon, Tue, Wed, Thu, Fri], "09:00-12:00 14:00-18:00")
}

/// Every day, all day.
pub fn always(zone: &str) -> Definition {
    use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    on(zone, &[Mon, Tue, Wed, Thu, Fri, Sat, Sun], "00:00-24:00")
}

/// With the holidays of a rule.
pub fn keeping(rule: HolidayRule, mut definition: Definition) -> Definition {
    definition.holidays = Some(rule);
    definition
}

/// Closed on some dates besides.
pub fn closed_on(dates: &[&str], yearly: bool, mut definition: Definition) -> Definition {
    definition.days.extend(dates.iter().map(|text| OwnDay {
        date: date(text),
        yearly,
        name: "Fermé".to_owned(),
    }));
    definition
}

/// A sound definition, ready.
pub fn calendar(definition: Definition) -> Calendar {
    Calendar::new(&definition).expect("a sound definition")
}
