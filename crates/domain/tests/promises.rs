//! Clocks: what starts, pauses, resumes and ends them, and when they are due.

#![allow(clippy::unwrap_used)]

#[path = "support/mod.rs"]
mod support;

use chrono::{DateTime, Duration, TimeDelta, Utc};
use guichet_domain::calendar::{Calendar, Definition, HolidayRule, Period, Week};
use guichet_domain::ids::MessageId;
use guichet_domain::sla::{
    Always, Clock, ClockKind, ClockState, Course, EntryKind, Measure, Pauses, Reading, course,
};
use guichet_domain::ticket::event::Actor;
use guichet_domain::ticket::lifecycle::Position;
use guichet_domain::ticket::{Deed, DeedKind, HoldReason, Side, Stage, Ticket};
use proptest::prelude::*;

use support::deeds::{reason, sensible};
use support::people::*;
use support::random::{chapters, enough, life};
use support::story::{Story, morning};

/// Monday to Friday, 9 to 12 and 14 to 18 in Paris, closed on French holidays.
fn office() -> Calendar {
    let period = |from: &str, to: &str| Period {
        from: from.parse().unwrap(),
        to: to.parse().unwrap(),
    };
    let day = vec![period("09:00", "12:00"), period("14:00", "18:00")];
    let week = Week {
        monday: day.clone(),
        tuesday: day.clone(),
        wednesday: day.clone(),
        thursday: day.clone(),
        friday: day,
        saturday: Vec::new(),
        sunday: Vec::new(),
    };
    let definition = Definition {
        time_zone: "Europe/Paris".to_owned(),
        week,
        holidays: Some(HolidayRule::France),
        days: Vec::new(),
    };
    Calendar::new(&definition).unwrap()
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// The clocks of a story, by the usual pauses.
fn clocks(story: &Story) -> Vec<Clock> {
    let (course, ticket) = course(&story.journal, &Pauses::default()).unwrap();
    assert_eq!(ticket, story.ticket, "the course reads the ticket as well");
    course.clocks
}

fn of(story: &Story, kind: ClockKind) -> Vec<Clock> {
    let mut clocks = clocks(story);
    clocks.retain(|clock| clock.kind == kind);
    clocks
}

fn last(story: &Story, kind: ClockKind) -> Clock {
    of(story, kind).pop().expect("there is one")
}

fn minutes(clock: &Clock, now: DateTime<Utc>) -> i64 {
    clock.used_at(&Always, now).num_minutes()
}

/// A deed so many minutes after the last one.
fn then(story: &Story, minutes: i64, actor: Actor, deed: Deed) -> Story {
    let later = story.clone().after(Duration::minutes(minutes));
    later.attempt(actor, deed).unwrap()
}

fn agent() -> Actor {
    Actor::Person(AGENT)
}

fn requester() -> Actor {
    Actor::Person(REQUESTER)
}

fn reply(side: Side) -> Deed {
    Deed::Reply {
        message: MessageId(7),
        side,
        thanks: false,
    }
}

fn hold(reason: HoldReason) -> Deed {
    Deed::Hold {
        reason,
        until: None,
    }
}

#[test]
fn the_first_public_words_of_an_agent_end_the_first_response() {
    let story = Story::begins();
    assert!(last(&story, ClockKind::FirstResponse).is_running());
    let noted = then(
        &story,
        5,
        agent(),
        Deed::Note {
            message: MessageId(1),
        },
    );
    assert!(last(&noted, ClockKind::FirstResponse).is_running());
    let automatic = then(&noted, 5, Actor::System, reply(Side::Agent));
    assert!(last(&automatic, ClockKind::FirstResponse).is_running());
    let answered = then(&automatic, 5, agent(), reply(Side::Agent));
    let clock = last(&answered, ClockKind::FirstResponse);
    assert_eq!(clock.ended_at, Some(answered.now));
    let waited = (answered.now - morning()).num_minutes();
    assert_eq!(minutes(&clock, answered.now + Duration::days(1)), waited);
}

#[test]
fn a_question_after_the_first_answer_asks_for_the_next_and_further_ones_do_not_begin_anew() {
    let story = then(&Story::begins(), 5, requester(), reply(Side::Requester));
    assert_eq!(
        of(&story, ClockKind::NextResponse),
        [],
        "the first answer is still owed"
    );
    let answered = then(&story, 5, agent(), reply(Side::Agent));
    let asked = then(&answered, 10, requester(), reply(Side::Requester));
    let again = then(&asked, 10, requester(), reply(Side::Requester));
    let clock = last(&again, ClockKind::NextResponse);
    assert_eq!(clock.started_at, asked.now);
    let thanked = then(&again, 1, agent(), reply(Side::Agent));
    assert_eq!(
        last(&thanked, ClockKind::NextResponse).ended_at,
        Some(thanked.now)
    );
    let thanks = Deed::Reply {
        message: MessageId(8),
        side: Side::Requester,
        thanks: true,
    };
    let quiet = then(&thanked, 10, requester(), thanks);
    assert_eq!(
        of(&quiet, ClockKind::NextResponse).len(),
        1,
        "thanks ask for nothing"
    );
}

#[test]
fn a_hold_on_the_requester_pauses_the_resolution_and_no_first_response() {
    let story = Story::at(Position::At(Stage::Diagnosis));
    let held = then(&story, 30, agent(), hold(HoldReason::Requester));
    assert!(!last(&held, ClockKind::Resolution).is_running());
    assert!(last(&held, ClockKind::FirstResponse).is_running());
    let answered = then(&held, 60, requester(), reply(Side::Requester));
    let clock = last(&answered, ClockKind::Resolution);
    assert!(clock.is_running(), "the answer ends the hold");
    let whole = (answered.now - morning()).num_minutes();
    let paused = (answered.now - held.now).num_minutes();
    assert_eq!(minutes(&clock, answered.now), whole - paused);
}

#[test]
fn a_hold_on_a_third_party_pauses_nothing_unless_the_policy_says_so() {
    let story = Story::at(Position::At(Stage::Diagnosis));
    let held = then(&story, 30, agent(), hold(HoldReason::ThirdParty));
    assert!(last(&held, ClockKind::Resolution).is_running());
    let pauses = Pauses {
        resolution: vec![HoldReason::ThirdParty],
        ..Pauses::default()
    };
    let (course, _) = course(&held.journal, &pauses).unwrap();
    let paused = course
        .clocks
        .iter()
        .find(|clock| clock.kind == ClockKind::Resolution);
    assert!(!paused.unwrap().is_running());
}

#[test]
fn a_solution_ends_the_resolution_and_reopening_takes_it_up_where_it_stopped() {
    let story = Story::at(Position::At(Stage::Resolution));
    let solved = then(
        &story,
        10,
        agent(),
        sensible(DeedKind::Resolve, &story.ticket).unwrap(),
    );
    let clock = last(&solved, ClockKind::Resolution);
    assert_eq!(clock.ended_at, Some(solved.now));
    let used = minutes(&clock, solved.now);
    let not_solved = Deed::NotSolved {
        reason: None,
        message: None,
    };
    let reopened = then(&solved, 500, requester(), not_solved);
    let clock = last(&reopened, ClockKind::Resolution);
    assert_eq!((clock.ended_at, clock.is_running()), (None, true));
    assert_eq!(
        minutes(&clock, reopened.now + Duration::minutes(3)),
        used + 3
    );
    assert_eq!(of(&reopened, ClockKind::Resolution).len(), 1);
}

#[test]
fn each_stay_at_a_level_has_a_clock_of_its_own() {
    let story = Story::at(Position::At(Stage::Diagnosis));
    let up = then(
        &story,
        20,
        agent(),
        sensible(DeedKind::Escalate, &story.ticket).unwrap(),
    );
    let down = then(
        &up,
        30,
        agent(),
        sensible(DeedKind::Deescalate, &up.ticket).unwrap(),
    );
    let stays = of(&down, ClockKind::LevelResolution);
    assert_eq!(stays.len(), 3);
    assert_eq!(stays[0].ended_at, Some(up.now));
    assert_eq!(stays[1].ended_at, Some(down.now));
    assert_eq!(stays[2].level, Some(down.ticket.level));
    assert_eq!(
        minutes(&stays[1], down.now),
        (down.now - up.now).num_minutes()
    );
}

#[test]
fn a_withdrawn_ticket_has_no_clock_that_goes_on() {
    let story = Story::at(Position::At(Stage::Diagnosis));
    let held = then(&story, 5, agent(), hold(HoldReason::Requester));
    let gone = then(
        &held,
        5,
        agent(),
        Deed::Cancel {
            reason: reason("No longer needed"),
        },
    );
    assert!(
        clocks(&gone)
            .iter()
            .all(|clock| clock.ended_at == Some(gone.now))
    );
}

/// Runs of one clock, for tables of when it is due.
fn clock(runs: &[(&str, Option<&str>)], ended: Option<&str>) -> Clock {
    let mut log = Vec::new();
    for (place, (from, to)) in runs.iter().enumerate() {
        let kind = if place == 0 {
            EntryKind::Start
        } else {
            EntryKind::Resume
        };
        log.push((at(from), kind));
        log.extend(to.map(|to| (at(to), EntryKind::Pause)));
    }
    log.extend(ended.map(|ended| (at(ended), EntryKind::Fulfil)));
    Clock::of_log(ClockKind::Resolution, None, at(runs[0].0), log)
}

#[test]
fn a_clock_is_due_when_its_target_is_used_in_open_time() {
    // Friday 6 March 2026; Paris is an hour ahead of UTC.
    for (name, runs, hours, due) in [
        (
            "within the day",
            &[("2026-03-06T08:00:00Z", None)][..],
            2,
            "2026-03-06T10:00:00Z",
        ),
        (
            "over noon",
            &[("2026-03-06T08:00:00Z", None)],
            4,
            "2026-03-06T14:00:00Z",
        ),
        (
            "over the weekend",
            &[("2026-03-06T16:00:00Z", None)],
            2,
            "2026-03-09T09:00:00Z",
        ),
        (
            "a pause over the weekend moves it by open time",
            &[
                ("2026-03-06T14:00:00Z", Some("2026-03-06T15:00:00Z")),
                ("2026-03-09T09:00:00Z", None),
            ],
            4,
            "2026-03-09T14:00:00Z",
        ),
        (
            "it ran out before the pause",
            &[
                ("2026-03-06T08:00:00Z", Some("2026-03-06T16:00:00Z")),
                ("2026-03-09T09:00:00Z", None),
            ],
            3,
            "2026-03-06T11:00:00Z",
        ),
    ] {
        let target = TimeDelta::hours(hours);
        let read = clock(runs, None).read(target, &office(), at("2026-03-06T08:30:00Z"));
        assert_eq!(read.due_at, Some(at(due)), "{name}");
    }
}

#[test]
fn easter_monday_and_the_change_to_summer_time_are_no_working_time() {
    // Friday 3 April 2026, an hour before closing; Monday 6 April is Easter Monday.
    let clock = clock(&[("2026-04-03T15:00:00Z", None)], None);
    let read = clock.read(TimeDelta::hours(2), &office(), at("2026-04-03T15:00:00Z"));
    assert_eq!(read.due_at, Some(at("2026-04-07T08:00:00Z")));
}

#[test]
fn a_clock_says_how_it_stands() {
    let started = "2026-03-09T08:00:00Z";
    let target = TimeDelta::hours(2);
    let running = clock(&[(started, None)], None);
    let paused = clock(&[(started, Some("2026-03-09T09:00:00Z"))], None);
    let in_time = clock(&[(started, None)], Some("2026-03-09T10:00:00Z"));
    let late = clock(&[(started, None)], Some("2026-03-09T10:00:01Z"));
    let ended_paused = clock(
        &[(started, Some("2026-03-09T09:00:00Z"))],
        Some("2026-03-10T17:00:00Z"),
    );
    let state = |clock: &Clock, now: &str| clock.read(target, &office(), at(now)).state;
    assert_eq!(state(&running, "2026-03-09T09:59:59Z"), ClockState::Running);
    assert_eq!(
        state(&running, "2026-03-09T10:00:00Z"),
        ClockState::Breached
    );
    assert_eq!(state(&paused, "2026-03-20T10:00:00Z"), ClockState::Paused);
    assert_eq!(state(&in_time, "2026-03-20T10:00:00Z"), ClockState::Met);
    assert_eq!(state(&late, "2026-03-20T10:00:00Z"), ClockState::Breached);
    assert_eq!(
        state(&ended_paused, "2026-03-20T10:00:00Z"),
        ClockState::Met
    );
}

#[test]
fn another_target_keeps_the_time_that_is_used() {
    let clock = clock(
        &[
            ("2026-03-09T08:00:00Z", Some("2026-03-09T09:30:00Z")),
            ("2026-03-10T08:00:00Z", None),
        ],
        None,
    );
    let now = at("2026-03-10T08:00:00Z");
    let due = |hours| clock.read(TimeDelta::hours(hours), &office(), now).due_at;
    assert_eq!(due(8), Some(at("2026-03-10T16:30:00Z")));
    assert_eq!(due(2), Some(at("2026-03-10T08:30:00Z")));
    assert_eq!(
        due(1),
        Some(at("2026-03-09T09:00:00Z")),
        "used up before it was lowered"
    );
}

proptest! {
    #![proptest_config(enough())]

    #[test]
    fn followed_deed_by_deed_through_its_logs_a_course_is_that_of_the_whole_journal(
        (created, tries) in life()
    ) {
        let pauses = Pauses::default();
        let mut kept: Option<(Course, Ticket)> = None;
        for chapter in chapters(created, tries) {
            let (course_before, mut ticket) = match kept.take() {
                Some(kept) => kept,
                None => course(&chapter.before.journal, &pauses).unwrap(),
            };
            // As the store gives it back.
            let mut followed = Course {
                clocks: course_before.clocks.iter().map(reread).collect(),
            };
            for record in chapter.records() {
                followed.step(&mut ticket, record, &pauses);
            }
            let (whole, _) = course(&chapter.after().journal, &pauses).unwrap();
            prop_assert_eq!(bare(&followed), bare(&whole));
            kept = Some((whole, ticket));
        }
    }

    #[test]
    fn a_resolution_goes_on_exactly_while_the_ticket_is_unsolved((created, tries) in life()) {
        for chapter in chapters(created, tries) {
            let story = chapter.after();
            let (course, _) = course(&story.journal, &Pauses::default()).unwrap();
            let solved = story.ticket.stage >= Stage::Documentation;
            for clock in &course.clocks {
                let lasts = clock.ended_at.is_none();
                if clock.kind == ClockKind::Resolution {
                    prop_assert_eq!(lasts, !solved);
                }
                prop_assert!(!(lasts && story.ticket.closed_at.is_some()));
            }
        }
    }

    #[test]
    fn the_order_of_pauses_that_do_not_overlap_does_not_matter(
        gaps in proptest::collection::vec((1_i64..5_000, 1_i64..5_000), 1..8),
        shuffle in any::<usize>(),
    ) {
        // Each run and each pause in minutes, one after the other.
        let (mut now, mut runs) = (at("2026-03-02T08:00:00Z"), Vec::new());
        for (run, pause) in &gaps {
            runs.push((now, now + Duration::minutes(*run)));
            now += Duration::minutes(run + pause);
        }
        let office = office();
        let forwards: TimeDelta = runs.iter().map(|(from, to)| office.between(*from, *to)).sum();
        let log = runs.iter().enumerate().flat_map(|(place, (from, to))| {
            let kind = if place == 0 { EntryKind::Start } else { EntryKind::Resume };
            [(*from, kind), (*to, EntryKind::Pause)]
        });
        let clock = Clock::of_log(ClockKind::Resolution, None, runs[0].0, log.collect::<Vec<_>>());
        let Reading { used, .. } = clock.read(TimeDelta::days(9_999), &office, now);
        prop_assert_eq!(used, forwards);
        // Taken from all the time between, pause by pause in any order.
        let mut pauses: Vec<_> = runs.windows(2).map(|two| (two[0].1, two[1].0)).collect();
        let middle = shuffle % (pauses.len() + 1);
        pauses.rotate_left(middle);
        let all = Measure::between(&office, runs[0].0, runs[runs.len() - 1].1);
        let paused: TimeDelta = pauses.iter().map(|(from, to)| office.between(*from, *to)).sum();
        prop_assert_eq!(used, all - paused);
    }
}

fn reread(clock: &Clock) -> Clock {
    Clock::of_log(clock.kind, clock.level, clock.started_at, clock.entries())
}

/// Without what only a fresh reading knows.
fn bare(course: &Course) -> Vec<Clock> {
    let mut clocks = course.clocks.clone();
    for clock in &mut clocks {
        clock.ended_priority = None;
    }
    clocks
}
