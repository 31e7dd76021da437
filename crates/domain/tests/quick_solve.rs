//! Quick solve is the long way in one request: the same events, the same ticket.

mod support;

use guichet_domain::people::Role;
use guichet_domain::ticket::deeds::QuickSolution;
use guichet_domain::ticket::event::Actor;
use guichet_domain::ticket::lifecycle::Position;
use guichet_domain::ticket::{
    Created, Deed, DeedKind, Event, HoldReason, Impact, Kind, Stage, Status, Ticket, policy,
};

use support::deeds::*;
use support::people::*;
use support::story::{Story, arrival};

fn solve(quick: QuickSolution) -> Deed {
    Deed::Solve(Box::new(quick))
}

/// The deeds that the quick solution stands for, from where the ticket is.
fn long_way(story: Story) -> Story {
    let first = story.ticket.stage;
    let way = [
        (Stage::Creation, Deed::Take { agent: AGENT }),
        (Stage::Qualification, qualify_as(Kind::Incident)),
        (Stage::Diagnosis, Deed::Diagnose(findings())),
        (Stage::Resolution, Deed::Resolve(solution())),
        (Stage::Documentation, Deed::Document(learnt())),
    ];
    way.into_iter()
        .filter(|(stage, _)| *stage >= first)
        .fold(story, |story, (_, deed)| story.then(deed))
}

/// A ticket without its version and the times at which its deeds were done.
fn timeless(mut ticket: Ticket) -> Ticket {
    let at = ticket.created_at;
    ticket.version = 0;
    ticket.updated_at = at;
    ticket.stage_since = at;
    for time in [
        &mut ticket.qualified_at,
        &mut ticket.first_response_at,
        &mut ticket.first_resolved_at,
        &mut ticket.resolved_at,
    ] {
        *time = time.map(|_| at);
    }
    ticket
}

fn events(story: &Story) -> Vec<&Event> {
    story.journal.iter().map(|record| &record.event).collect()
}

#[test]
fn it_appends_the_same_events_as_the_long_way_from_every_stage() {
    for stage in [
        Stage::Creation,
        Stage::Qualification,
        Stage::Diagnosis,
        Stage::Resolution,
    ] {
        let story = Story::at(Position::At(stage));
        let at_once = story.clone().then(solve(QuickSolution {
            documentation: Some(learnt()),
            ..quick_solution(Kind::Incident)
        }));
        let step_by_step = long_way(story.clone());
        assert_eq!(events(&at_once), events(&step_by_step), "from {stage}");
        assert_eq!(
            timeless(at_once.ticket.clone()),
            timeless(step_by_step.ticket),
            "from {stage}"
        );
        assert_eq!(at_once.ticket.version, story.ticket.version + 1);
    }
}

#[test]
fn from_the_creation_these_are_its_events() {
    let solved = Story::begins().then(solve(QuickSolution {
        documentation: Some(learnt()),
        ..quick_solution(Kind::Incident)
    }));
    assert_eq!(
        solved.last_deed(),
        [
            "assigned",
            "stage_changed",
            "classified",
            "priority_changed",
            "stage_changed",
            "diagnosed",
            "stage_changed",
            "replied",
            "resolved",
            "stage_changed",
            "documented",
            "stage_changed"
        ]
    );
    assert_eq!(solved.ticket.stage, Stage::Closure);
}

#[test]
fn without_documentation_the_ticket_waits_for_it() {
    let solved = Story::begins().then(solve(quick_solution(Kind::Incident)));
    assert_eq!(solved.ticket.stage, Stage::Documentation);
    assert_eq!(solved.ticket.status(), Status::Resolved);
}

#[test]
fn what_the_ticket_knows_already_need_not_be_said_again() {
    let diagnosed = Story::at(Position::At(Stage::Resolution));
    let known = diagnosed.ticket.clone();
    let solved = diagnosed.then(solve(QuickSolution {
        kind: None,
        category: None,
        impact: None,
        urgency: None,
        findings: None,
        ..quick_solution(Kind::Incident)
    }));
    assert_eq!(solved.ticket.impact, known.impact);
    assert_eq!(solved.ticket.diagnosis, known.diagnosis);
    assert_eq!(solved.last_deed(), ["replied", "resolved", "stage_changed"]);
}

#[test]
fn it_names_all_that_is_missing_at_once_and_changes_nothing() {
    let story = Story::begins_with(Created {
        category: None,
        urgency: None,
        ..arrival()
    });
    let nothing = QuickSolution {
        kind: None,
        category: None,
        impact: None,
        urgency: None,
        findings: None,
        ..quick_solution(Kind::Incident)
    };
    let refused = story
        .attempt(Actor::Person(AGENT), solve(nothing.clone()))
        .expect_err("refused");
    assert_eq!(refused.code(), "incomplete");
    assert_eq!(
        refused.to_string(),
        "Still missing: category, impact, urgency, findings."
    );
    let only_impact = QuickSolution {
        impact: Some(Impact::Person),
        ..nothing
    };
    assert_eq!(story.refuses(solve(only_impact)), "incomplete");
}

#[test]
fn an_agent_in_charge_stays_in_charge() {
    let taken = Story::begins().then_by(COLLEAGUE, Deed::Take { agent: COLLEAGUE });
    let solved = taken.then(solve(quick_solution(Kind::Incident)));
    assert_eq!(solved.ticket.assignee, Some(COLLEAGUE));
}

#[test]
fn an_access_request_cannot_be_solved_past_its_approval() {
    let story = Story::begins();
    let wanted = solve(quick_solution(Kind::AccessRequest));
    assert_eq!(story.refuses(wanted.clone()), "approval_pending");

    let asked = story
        .then(Deed::Take { agent: AGENT })
        .then(qualify_as(Kind::AccessRequest));
    assert_eq!(asked.refuses(wanted.clone()), "approval_pending");
    let granted = asked.then_by(SUPERVISOR, Deed::Approve).then(wanted);
    assert_eq!(granted.ticket.status(), Status::Resolved);
}

#[test]
fn it_ends_a_hold() {
    let held = Story::at(Position::At(Stage::Diagnosis)).then(hold_for(HoldReason::Requester));
    let solved = held.then(solve(quick_solution(Kind::Incident)));
    assert_eq!(solved.ticket.hold, None);
    assert!(solved.last_deed().contains(&"resumed"));
}

#[test]
fn it_is_for_staff() {
    let ticket = Story::begins().ticket;
    let solves = |viewer| policy::permitted_actions(&viewer, &ticket).contains(&DeedKind::Solve);
    assert!(solves(staff(AGENT, Role::Agent)));
    assert!(!solves(asking(REQUESTER, None)));
}
