//! What holds for any calendar and any span.

use chrono::{Datelike, NaiveDate, TimeDelta};
use guichet_domain::calendar::{ClosedName, Holiday, HolidayRule};
use proptest::prelude::*;

use crate::definitions::{calendar, keeping, office};
use crate::oracle::{self, Oracle};
use crate::random::{case, length};

const INSTANT: TimeDelta = TimeDelta::microseconds(1);

fn enough(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(enough(160))]

    #[test]
    fn open_time_is_what_the_clocks_show(case in case(), length in length(9)) {
        let to = case.from + length;
        let expected = Oracle::of(case.calendar.definition()).between(case.from, to);
        prop_assert_eq!(case.calendar.between(case.from, to), expected);
    }
}

proptest! {
    #![proptest_config(enough(400))]

    #[test]
    fn an_instant_is_open_when_the_clocks_show_it(case in case(), length in length(9)) {
        let at = case.from + length;
        let open = Oracle::of(case.calendar.definition()).is_open(at);
        prop_assert_eq!(case.calendar.is_open(at), open);
        prop_assert_eq!(case.calendar.between(at, at + INSTANT) > TimeDelta::zero(), open);
    }

    #[test]
    fn the_parts_of_a_span_add_up(case in case(), one in length(500), two in length(500)) {
        let (middle, end) = (case.from + one, case.from + one + two);
        let parts = case.calendar.between(case.from, middle) + case.calendar.between(middle, end);
        prop_assert_eq!(case.calendar.between(case.from, end), parts);
    }

    #[test]
    fn what_is_awaited_has_then_just_passed(case in case(), open in length(100)) {
        let Some(then) = case.calendar.after(case.from, open) else {
            let century = case.from + TimeDelta::days(36_525);
            prop_assert!(case.calendar.between(case.from, century) < open);
            return Ok(());
        };
        prop_assert_eq!(case.calendar.between(case.from, then), open);
        if open > TimeDelta::zero() {
            let before = case.calendar.between(case.from, then - INSTANT);
            prop_assert_eq!(before, open - INSTANT);
        } else {
            prop_assert_eq!(then, case.from);
        }
    }

    #[test]
    fn more_is_awaited_longer(case in case(), one in length(100), two in length(100)) {
        let (less, more) = (one.min(two), one.max(two));
        let Some(later) = case.calendar.after(case.from, more) else {
            return Ok(());
        };
        prop_assert!(case.calendar.after(case.from, less).is_some_and(|sooner| sooner <= later));
        let after = case.calendar.after(case.from + less, more);
        prop_assert!(after.is_none_or(|after| later <= after), "who begins later ends no sooner");
    }

    #[test]
    fn open_periods_are_the_open_time(case in case(), length in length(60)) {
        let to = case.from + length;
        let mut sum = TimeDelta::zero();
        let mut end = case.from;
        for period in case.calendar.open_periods(case.from, to) {
            prop_assert!(end <= period.from && period.from < period.to && period.to <= to);
            prop_assert!(case.calendar.is_open(period.from));
            prop_assert_eq!(case.calendar.between(end, period.from), TimeDelta::zero());
            sum += period.to - period.from;
            end = period.to;
        }
        prop_assert_eq!(sum, case.calendar.between(case.from, to));
    }

    #[test]
    fn nothing_is_open_before_the_next_opening(case in case(), length in length(30)) {
        let at = case.from + length;
        let Some(opening) = case.calendar.opens_after(at) else {
            return Err(TestCaseError::fail("it is open within a hundred years"));
        };
        prop_assert!(at <= opening && case.calendar.is_open(opening));
        prop_assert_eq!(case.calendar.between(at, opening), TimeDelta::zero());
        prop_assert_eq!(case.calendar.is_open(at), opening == at);
    }
}

#[test]
fn easter_agrees_with_the_rule_of_gauss() {
    let calendar = calendar(keeping(HolidayRule::France, office("Europe/Paris")));
    let (from, to) = (
        NaiveDate::from_yo_opt(1900, 1),
        NaiveDate::from_yo_opt(2199, 365),
    );
    let days = calendar.closed_days(from.unwrap(), to.unwrap());
    let monday = ClosedName::Holiday(Holiday::EasterMonday);
    let mondays: Vec<_> = days.iter().filter(|day| day.name == monday).collect();
    assert_eq!(mondays.len(), 300);
    for day in mondays {
        assert_eq!(Some(oracle::easter(day.date.year())), day.date.pred_opt());
    }
}
