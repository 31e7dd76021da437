//! What happens to one ticket of the demonstration, and when.

use chrono::{DateTime, Datelike, Duration, Timelike, Utc, Weekday};

use super::scenario::Scenario;

/// One thing that happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    /// The requester asks, or an agent writes it down at the telephone.
    Begin,
    /// An agent of the service desk takes it.
    Take,
    /// The agent asks something back.
    Ask,
    /// … and waits for the answer.
    WaitForAnswer,
    /// The requester answers.
    Answer,
    /// Nature and priority are established; the team of the scenario goes on.
    Qualify,
    /// A supervisor grants the access.
    Approve,
    /// An internal note.
    Note,
    /// It is handed to the next level.
    Escalate,
    /// It waits for a supplier.
    WaitForSupplier,
    /// It waits no longer.
    Resume,
    /// The cause is found.
    Diagnose,
    /// The solution is told.
    Resolve,
    /// The requester says it is not solved.
    NotSolved,
    /// What was learnt is recorded.
    Document,
    /// The requester confirms.
    Confirm,
    /// The requester says thank you first.
    Thank,
    /// An agent ends it after a telephone call.
    Close,
    /// Everything at first contact.
    Solve,
    /// The requester withdraws it.
    Cancel,
    /// It was unsolicited.
    Spam,
}

/// An act and its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scene {
    pub(super) at: DateTime<Utc>,
    pub(super) act: Act,
}

/// The whole life that a ticket would have, by chance.
fn life(scenario: &Scenario, dice: &mut fastrand::Rng) -> Vec<Act> {
    let chance = |dice: &mut fastrand::Rng, percent: u8| dice.u8(0..100) < percent;
    if chance(dice, 2) {
        return vec![Act::Begin, Act::Spam];
    }
    if chance(dice, 3) {
        return vec![Act::Begin, Act::Take, Act::Cancel];
    }
    if scenario.is_quick() && chance(dice, 55) {
        return vec![Act::Begin, Act::Take, Act::Solve, Act::Confirm];
    }
    let mut acts = vec![Act::Begin, Act::Take];
    if chance(dice, 60) {
        acts.push(Act::Ask);
        if chance(dice, 60) {
            acts.push(Act::WaitForAnswer);
        }
        acts.push(Act::Answer);
    }
    acts.push(Act::Qualify);
    if scenario.needs_approval() {
        acts.push(Act::Approve);
    }
    if chance(dice, 70) {
        acts.push(Act::Note);
    }
    if chance(dice, 25) {
        acts.push(Act::Escalate);
    }
    acts.push(Act::Diagnose);
    if chance(dice, 20) {
        acts.extend([Act::WaitForSupplier, Act::Resume]);
    }
    acts.push(Act::Resolve);
    if chance(dice, 10) {
        acts.extend([Act::NotSolved, Act::Diagnose, Act::Resolve]);
    }
    acts.push(Act::Document);
    if chance(dice, 30) {
        acts.push(Act::Thank);
    }
    acts.push(if chance(dice, 80) {
        Act::Confirm
    } else {
        Act::Close
    });
    acts
}

/// The acts that have happened by `now` to one ticket: about half of them are still on their way.
pub(super) fn script(
    scenario: &Scenario,
    now: DateTime<Utc>,
    dice: &mut fastrand::Rng,
) -> Vec<Scene> {
    let mut acts = life(scenario, dice);
    let days = if dice.bool() {
        acts.truncate(dice.usize(1..=acts.len()));
        // Who is interrupted after a question or in front of a supplier waits.
        match acts.last() {
            Some(Act::Ask) => acts.push(Act::WaitForAnswer),
            Some(Act::Diagnose) if dice.bool() => acts.push(Act::WaitForSupplier),
            _ => {}
        }
        0.02 + 10.0 * dice.f64().powi(2)
    } else {
        4.0 + 56.0 * dice.f64()
    };
    // Chances that hang on the hour of day have dice of their own: what happens is the same at
    // every hour, only when it happened is not.
    let hours = &mut fastrand::Rng::with_seed(dice.u64(..));
    let age = Duration::seconds((days * 86_400.0) as i64);
    let begun = working_time(now - age, hours).min(now - Duration::minutes(20));
    let pauses: Vec<Duration> = acts.iter().map(|act| pause(*act, dice)).collect();
    let whole: Duration = pauses[1..].iter().sum();
    // Whatever would reach beyond the present is told faster.
    let pace = (0.9 * seconds(now - begun) / seconds(whole).max(1.0)).min(1.0);
    let mut at = begun;
    let mut scenes = Vec::new();
    for (act, pause) in acts.into_iter().zip(pauses) {
        if act != Act::Begin {
            let next = at + Duration::seconds((seconds(pause) * pace) as i64);
            let at_work = working_time(next, hours);
            at = if pace == 1.0 && at_work < now {
                at_work
            } else if next < now {
                next
            } else {
                at + (now - at) / 2
            };
        }
        scenes.push(Scene { at, act });
    }
    scenes
}

fn seconds(duration: Duration) -> f64 {
    duration.num_seconds() as f64
}

/// How long things take: minutes at the counter, hours at the bench, days for a supplier.
fn pause(act: Act, dice: &mut fastrand::Rng) -> Duration {
    let (least, most) = match act {
        Act::Begin => (0, 1),
        Act::Take | Act::Spam => (3, 90),
        Act::Ask | Act::WaitForAnswer | Act::Approve => (2, 40),
        Act::Answer | Act::Qualify | Act::Note | Act::Escalate | Act::Solve => (5, 180),
        Act::Diagnose | Act::WaitForSupplier | Act::Document | Act::Cancel => (20, 600),
        Act::Resolve | Act::Thank => (15, 900),
        Act::NotSolved | Act::Confirm => (60, 2_400),
        Act::Resume | Act::Close => (1_440, 7_200),
    };
    Duration::minutes(dice.i64(least..most))
}

/// The next moment at which somebody is at work, as it is or early in the next working day.
fn working_time(at: DateTime<Utc>, dice: &mut fastrand::Rng) -> DateTime<Utc> {
    let mut day = at;
    let late = day.hour() >= 17;
    let early = day.hour() < 7;
    if !late && !early && !is_weekend(day) {
        return at;
    }
    if late {
        day += Duration::days(1);
    }
    while is_weekend(day) {
        day += Duration::days(1);
    }
    let morning = day.date_naive().and_time(chrono::NaiveTime::MIN).and_utc() + Duration::hours(7);
    morning + Duration::seconds(dice.i64(0..7_200))
}

fn is_weekend(at: DateTime<Utc>) -> bool {
    matches!(at.weekday(), Weekday::Sat | Weekday::Sun)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    #[test]
    fn the_same_happens_at_every_hour_and_nothing_in_the_future() {
        let scenarios = super::super::scenarios().unwrap();
        let acts = |now: DateTime<Utc>| -> Vec<Vec<Act>> {
            let mut dice = fastrand::Rng::with_seed(7);
            let lives = (0..200).map(|number| {
                let scenes = script(&scenarios[number % scenarios.len()], now, &mut dice);
                assert!(scenes.iter().all(|scene| scene.at < now));
                assert!(scenes.windows(2).all(|pair| pair[0].at <= pair[1].at));
                scenes.into_iter().map(|scene| scene.act).collect()
            });
            lives.collect()
        };
        let monday = Utc.with_ymd_and_hms(2026, 11, 23, 0, 30, 0).unwrap();
        let first = acts(monday);
        for hours in 1..=168 {
            assert_eq!(
                acts(monday + Duration::hours(hours)),
                first,
                "{hours} hours later"
            );
        }
    }
}
