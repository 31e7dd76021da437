//! The public holidays of France, reckoned for any year.

use super::days::{first_of, is_leap};
use crate::vocabulary::vocabulary;

vocabulary! {
    /// Which public holidays close a day.
    HolidayRule {
        /// The eleven of the whole country (code du travail, L3133-1).
        France = "france",
        /// Those, Good Friday and 26 December (code du travail, L3134-13): Haut-Rhin, Bas-Rhin, Moselle.
        AlsaceMoselle = "alsace_moselle",
    }
}

vocabulary! {
    /// A public holiday.
    Holiday {
        /// 1 January.
        NewYear = "new_year",
        /// Two days before Easter.
        GoodFriday = "good_friday",
        /// The day after Easter.
        EasterMonday = "easter_monday",
        /// 1 May.
        LabourDay = "labour_day",
        /// 8 May: the end of the war in 1945.
        VictoryDay = "victory_day",
        /// 39 days after Easter.
        Ascension = "ascension",
        /// 50 days after Easter.
        WhitMonday = "whit_monday",
        /// 14 July.
        NationalDay = "national_day",
        /// 15 August.
        Assumption = "assumption",
        /// 1 November.
        AllSaints = "all_saints",
        /// 11 November: the armistice of 1918.
        Armistice = "armistice",
        /// 25 December.
        Christmas = "christmas",
        /// 26 December.
        SaintStephen = "saint_stephen",
    }
}

/// Holidays with their month and day; the last is kept in Alsace and Moselle only.
const FIXED: [(Holiday, u32, u32); 9] = [
    (Holiday::NewYear, 1, 1),
    (Holiday::LabourDay, 5, 1),
    (Holiday::VictoryDay, 5, 8),
    (Holiday::NationalDay, 7, 14),
    (Holiday::Assumption, 8, 15),
    (Holiday::AllSaints, 11, 1),
    (Holiday::Armistice, 11, 11),
    (Holiday::Christmas, 12, 25),
    (Holiday::SaintStephen, 12, 26),
];

/// Holidays with their days after Easter; the last is kept in Alsace and Moselle only.
const MOVING: [(Holiday, i64); 4] = [
    (Holiday::EasterMonday, 1),
    (Holiday::Ascension, 39),
    (Holiday::WhitMonday, 50),
    (Holiday::GoodFriday, -2),
];

impl HolidayRule {
    /// The holidays on the same date every year: month and day.
    pub(super) fn fixed(self) -> &'static [(Holiday, u32, u32)] {
        match self {
            Self::France => &FIXED[..8],
            Self::AlsaceMoselle => &FIXED,
        }
    }

    /// The holidays that go with Easter: days after it.
    pub(super) fn moving(self) -> &'static [(Holiday, i64)] {
        match self {
            Self::France => &MOVING[..3],
            Self::AlsaceMoselle => &MOVING,
        }
    }
}

/// The day of Easter Sunday, by the anonymous Gregorian algorithm (Nature, 20 April 1876; Jean Meeus,
/// Astronomical Algorithms, chapter 8). The letters are those of the books.
pub(super) fn easter(year: i64) -> i64 {
    let a = year.rem_euclid(19);
    let (b, c) = (year.div_euclid(100), year.rem_euclid(100));
    let (d, e) = (b.div_euclid(4), b.rem_euclid(4));
    let f = (b + 8).div_euclid(25);
    let g = (b - f + 1).div_euclid(3);
    let h = (19 * a + b - d - g + 15).rem_euclid(30);
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    // The month is n / 31, March or April; the day n % 31 + 1.
    let before = if n / 31 == 3 { 59 } else { 90 };
    first_of(year) + before + i64::from(is_leap(year)) + n % 31
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::days::{number, weekday, year_of};
    use chrono::NaiveDate;

    #[test]
    fn easter_falls_on_the_days_of_the_almanac() {
        // The earliest, the latest and the exceptions of Gauss' rule among them.
        for (year, month, day) in [
            (1818, 3, 22),
            (1943, 4, 25),
            (1954, 4, 18),
            (1981, 4, 19),
            (2000, 4, 23),
            (2008, 3, 23),
            (2011, 4, 24),
            (2019, 4, 21),
            (2024, 3, 31),
            (2025, 4, 20),
            (2026, 4, 5),
            (2027, 3, 28),
            (2038, 4, 25),
            (2049, 4, 18),
            (2076, 4, 19),
            (2285, 3, 22),
        ] {
            let date = NaiveDate::from_ymd_opt(year, month, day).unwrap();
            assert_eq!(easter(i64::from(year)), number(date), "{year}");
        }
    }

    #[test]
    fn easter_is_a_sunday_of_spring_in_any_year() {
        for year in -300_000..300_000 {
            let day = easter(year);
            assert_eq!((weekday(day), year_of(day)), (6, year));
            let equinox = first_of(year) + 59 + i64::from(is_leap(year)) + 21;
            assert!((equinox..equinox + 35).contains(&day), "{year}");
        }
    }
}
