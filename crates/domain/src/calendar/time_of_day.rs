//! A time on the clock of the wall, to the minute: `09:00`; `24:00` is the end of a day.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Minutes from the midnight that begins a day, 0 to 1440; written `HH:MM`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(value_type = String, pattern = "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$", example = "09:00"))]
pub struct TimeOfDay(u16);

/// A text that is no time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be a time of day such as 09:00, from 00:00 to 24:00")]
pub struct NotATime;

impl TimeOfDay {
    /// The beginning of a day.
    pub const MIDNIGHT: Self = Self(0);
    /// The end of a day.
    pub const END: Self = Self(1440);

    /// From minutes after midnight; `None` beyond 1440.
    pub const fn from_minutes(minutes: u16) -> Option<Self> {
        if minutes <= Self::END.0 {
            Some(Self(minutes))
        } else {
            None
        }
    }

    /// Minutes after midnight, 0 to 1440.
    pub const fn minutes(self) -> u16 {
        self.0
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl FromStr for TimeOfDay {
    type Err = NotATime;

    fn from_str(text: &str) -> Result<Self, NotATime> {
        let &[h1, h2, b':', m1, m2] = text.as_bytes() else {
            return Err(NotATime);
        };
        if ![h1, h2, m1, m2].iter().all(u8::is_ascii_digit) {
            return Err(NotATime);
        }
        let number = |tens: u8, ones: u8| u16::from(tens - b'0') * 10 + u16::from(ones - b'0');
        match (number(h1, h2), number(m1, m2)) {
            (_, 60..) => Err(NotATime),
            (hours, minutes) => Self::from_minutes(hours * 60 + minutes).ok_or(NotATime),
        }
    }
}

impl TryFrom<String> for TimeOfDay {
    type Error = NotATime;

    fn try_from(text: String) -> Result<Self, NotATime> {
        text.parse()
    }
}

impl From<TimeOfDay> for String {
    fn from(time: TimeOfDay) -> Self {
        time.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_and_written_the_same() {
        for (text, minutes) in [
            ("00:00", 0),
            ("09:05", 545),
            ("23:59", 1439),
            ("24:00", 1440),
        ] {
            let time: TimeOfDay = text.parse().unwrap();
            assert_eq!((time.minutes(), time.to_string().as_str()), (minutes, text));
            assert_eq!(serde_json::to_value(time).unwrap(), text);
        }
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in [
            "", "9:00", "09:60", "24:01", "25:00", "-1:00", "+9:00", "09.00", "09:00 ", "é9:0",
        ] {
            assert_eq!(text.parse::<TimeOfDay>(), Err(NotATime), "{text}");
            assert!(serde_json::from_value::<TimeOfDay>(text.into()).is_err());
        }
    }
}
