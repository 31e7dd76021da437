//! What is typed in the fields of a calendar, and the definition that it makes.

use crate::components::Choice;
use crate::directory::plain_choice;
use crate::i18n::t::calendar as words;
use chrono::NaiveDate;
use guichet_domain::calendar::{Definition, OwnDay, Period, TimeOfDay, Week};
use guichet_domain::typed::times;

/// A period of a weekday, as typed. The key stays while others come and go.
#[derive(Debug, Clone, PartialEq)]
pub struct TypedPeriod {
    pub key: u32,
    pub from: String,
    pub to: String,
}

/// A closure, as typed.
#[derive(Debug, Clone, PartialEq)]
pub struct TypedDay {
    pub key: u32,
    pub date: String,
    pub name: String,
    pub yearly: bool,
}

/// A field and what is wrong with what is typed in it.
pub type Wrong = (String, &'static str);

/// The weekdays from Monday: their name at the API.
pub const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// The periods of a weekday; what is wrong is left out and told.
pub fn periods(day: &str, typed: &[TypedPeriod], wrong: &mut Vec<Wrong>) -> Vec<Period> {
    let mut sound: Vec<Period> = Vec::new();
    for (place, period) in typed.iter().enumerate() {
        let field = format!("definition.week.{day}[{place}]");
        let ends = format!("{field}.to");
        let (from, to) = (times::read(&period.from), times::read(&period.to));
        match (from, to) {
            (Some(from), Some(to)) if from >= to => wrong.push((ends, words::week::ends_before())),
            (Some(from), Some(to)) => {
                let period = Period { from, to };
                if sound.iter().any(|known| known.from < to && from < known.to) {
                    wrong.push((field, words::week::overlap()));
                } else {
                    sound.push(period);
                }
            }
            (from, to) => {
                if from.is_none() {
                    wrong.push((field, words::week::not_a_time()));
                }
                if to.is_none() {
                    wrong.push((ends, words::week::not_a_time()));
                }
            }
        }
    }
    sound.sort_unstable();
    sound
}

/// The closures; what is wrong is left out and told.
pub fn days(typed: &[TypedDay], wrong: &mut Vec<Wrong>) -> Vec<OwnDay> {
    let mut sound = Vec::new();
    for (place, day) in typed.iter().enumerate() {
        let field = |name: &str| format!("definition.days[{place}].{name}");
        let (date, name) = (day.date.parse::<NaiveDate>(), day.name.trim());
        if date.is_err() {
            wrong.push((field("date"), words::days::missing_date()));
        }
        if name.is_empty() {
            wrong.push((field("name"), words::days::missing_name()));
        }
        if let (Ok(date), false) = (date, name.is_empty()) {
            sound.push(OwnDay {
                date,
                yearly: day.yearly,
                name: name.to_owned(),
            });
        }
    }
    sound
}

/// A week, from its periods from Monday on.
pub fn week(days: [Vec<Period>; 7]) -> Week {
    let [
        monday,
        tuesday,
        wednesday,
        thursday,
        friday,
        saturday,
        sunday,
    ] = days;
    Week {
        monday,
        tuesday,
        wednesday,
        thursday,
        friday,
        saturday,
        sunday,
    }
}

/// From Monday to Friday, nine to six, in this zone.
pub fn usual(time_zone: String) -> Definition {
    let open = |hour: u16| TimeOfDay::from_minutes(hour * 60).unwrap_or(TimeOfDay::MIDNIGHT);
    let day = vec![Period {
        from: open(9),
        to: open(18),
    }];
    let mut days: [Vec<Period>; 7] = Default::default();
    for weekday in &mut days[..5] {
        weekday.clone_from(&day);
    }
    Definition {
        time_zone,
        week: week(days),
        holidays: None,
        days: Vec::new(),
    }
}

/// A time zone as a choice: spaces read better than underlines.
pub fn zone_choice(id: usize, zone: &str) -> Choice {
    plain_choice(
        i64::try_from(id).unwrap_or(i64::MAX),
        zone.replace('_', " "),
    )
}

/// The IANA name of a chosen time zone.
pub fn zone_of(choice: &Choice) -> String {
    choice.label.replace(' ', "_")
}
