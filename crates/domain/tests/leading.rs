//! Who leads a ticket, how urgent it is, what it waits for, and the way back along the line.

mod support;

use chrono::Duration;
use guichet_domain::ids::CategoryId;
use guichet_domain::ticket::deeds::{Assignment, Classification, Handing, Qualification};
use guichet_domain::ticket::event::Actor;
use guichet_domain::ticket::lifecycle::Position;
use guichet_domain::ticket::{
    Approval, Created, Deed, Event, HoldReason, Impact, Kind, Level, Priority, ResumeCause, Stage,
    Status, Urgency,
};

use support::deeds::*;
use support::people::*;
use support::story::{Story, arrival};

fn at(stage: Stage) -> Story {
    Story::at(Position::At(stage))
}

fn back_to(stage: Stage) -> Deed {
    Deed::SendBack {
        stage,
        reason: reason("Something was overlooked"),
    }
}

fn nature(impact: Impact, urgency: Urgency) -> Classification {
    Classification {
        kind: Kind::Incident,
        category: CategoryId(2),
        impact,
        urgency,
    }
}

fn overridden(priority: Priority) -> Deed {
    Deed::Prioritize(Some((priority, reason("The board is waiting"))))
}

fn refusal() -> Deed {
    Deed::Reject {
        reason: reason("Not in this role"),
    }
}

#[test]
fn an_assigned_agent_ends_the_creation_and_a_team_alone_does_not() {
    let to = |assignee, team| Deed::Assign(Assignment { assignee, team });
    let routed = Story::begins().then(to(None, Some(Some(NETWORK))));
    assert_eq!(routed.ticket.status(), Status::New);
    assert_eq!(routed.ticket.team, Some(NETWORK));
    let led = routed.then(to(Some(Some(COLLEAGUE)), None));
    assert_eq!(led.ticket.stage, Stage::Qualification);
    assert_eq!(led.ticket.team, Some(NETWORK));
    let left = led.then(to(Some(None), None));
    assert_eq!(left.ticket.assignee, None);
    assert_eq!(left.ticket.stage, Stage::Qualification);
    assert_eq!((left.ticket.assignee_count, left.ticket.team_count), (1, 2));
}

#[test]
fn what_changes_nothing_is_no_event_and_no_version() {
    let taken = at(Stage::Qualification);
    let nothing = [
        Deed::Take { agent: AGENT },
        Deed::Assign(Assignment::default()),
        Deed::Prioritize(None),
        Deed::Tag {
            add: Vec::new(),
            remove: vec![tag("vpn")],
        },
        Deed::MarkMajor { major: false },
    ];
    for deed in nothing {
        let after = taken.clone().then(deed);
        assert_eq!(after.ticket, taken.ticket);
        assert_eq!(after.journal, taken.journal);
    }
}

#[test]
fn tags_are_put_in_order_from_the_beginning() {
    let story = Story::begins_with(Created {
        tags: ["wifi", "vpn", "wifi"].map(str::to_owned).to_vec(),
        ..arrival()
    });
    assert_eq!(story.ticket.tags, ["vpn", "wifi"]);
    let tagged = story.then(Deed::Tag {
        add: vec![tag("urgent"), tag("vpn"), tag("paris")],
        remove: vec![tag("wifi"), tag("paris")],
    });
    assert_eq!(tagged.ticket.tags, ["urgent", "vpn"]);
    assert_eq!(
        tagged.last_event(),
        &Event::Tagged {
            added: vec!["urgent".to_owned()],
            removed: vec!["wifi".to_owned()]
        }
    );
}

#[test]
fn the_matrix_sets_the_priority_when_the_nature_is_known() {
    let qualified = at(Stage::Qualification).then(Deed::Qualify(Qualification {
        classification: nature(Impact::Company, Urgency::Medium),
        level: Some(Level::N3),
        team: Some(NETWORK),
    }));
    assert_eq!(qualified.ticket.priority, Priority::P1);
    assert_eq!(qualified.ticket.level, Level::N3);
    assert_eq!(qualified.ticket.team, Some(NETWORK));
    assert_eq!(qualified.ticket.assignee, Some(AGENT));
    assert_eq!(qualified.ticket.escalation_count, 0);
}

#[test]
fn an_override_stays_until_it_is_removed() {
    let story = at(Stage::Diagnosis).then(overridden(Priority::P1));
    let requalified = story.then(Deed::Requalify(nature(Impact::Person, Urgency::Low)));
    assert_eq!(requalified.ticket.priority, Priority::P1);
    assert_eq!(
        requalified.ticket.priority_override.as_deref(),
        Some("The board is waiting")
    );
    let freed = requalified.then(Deed::Prioritize(None));
    assert_eq!(freed.ticket.priority, Priority::P4);
    assert_eq!(freed.ticket.priority_override, None);
    let worse = freed.then(Deed::Requalify(nature(Impact::Company, Urgency::High)));
    assert_eq!(worse.ticket.priority, Priority::P1);
}

#[test]
fn escalating_counts_and_hands_the_ticket_to_whoever_takes_it_there() {
    let escalated = at(Stage::Diagnosis).then(Deed::Escalate(Handing {
        level: Some(Level::N3),
        team: Some(NETWORK),
        ..handing()
    }));
    let ticket = &escalated.ticket;
    assert_eq!((ticket.level, ticket.team), (Level::N3, Some(NETWORK)));
    assert_eq!(ticket.assignee, None);
    assert_eq!(ticket.escalation_count, 1);
    assert_eq!(
        ticket.stage,
        Stage::Diagnosis,
        "the work goes on where it was"
    );

    let back = escalated.then(Deed::Deescalate(Handing {
        level: Some(Level::N1),
        assignee: Some(COLLEAGUE),
        ..handing()
    }));
    assert_eq!(back.ticket.level, Level::N1);
    assert_eq!(back.ticket.assignee, Some(COLLEAGUE));
    assert_eq!(back.ticket.escalation_count, 1);
}

#[test]
fn escalating_goes_up_or_across_to_somebody_else() {
    let story = at(Stage::Diagnosis);
    let to = |level, team, assignee| {
        Deed::Escalate(Handing {
            level,
            team,
            assignee,
            ..handing()
        })
    };
    assert_eq!(story.refuses(to(None, None, None)), "target_missing");
    for nowhere in [
        to(Some(Level::N1), Some(NETWORK), None),
        to(Some(Level::N2), None, None),
        to(None, Some(DESKTOP), None),
        to(Some(Level::N2), Some(DESKTOP), Some(AGENT)),
    ] {
        assert_eq!(story.refuses(nowhere), "level_not_higher");
    }
    let across = story.clone().then(to(None, Some(NETWORK), None));
    assert_eq!(across.ticket.level, Level::N2);
    assert_eq!(across.ticket.escalation_count, 1);
    let colleague = story.then(to(None, None, Some(COLLEAGUE)));
    assert_eq!(colleague.ticket.assignee, Some(COLLEAGUE));
}

#[test]
fn deescalating_goes_down_even_when_only_a_team_is_named() {
    let story = at(Stage::Diagnosis);
    let to = |level, team| {
        Deed::Deescalate(Handing {
            level,
            team,
            ..handing()
        })
    };
    assert_eq!(story.refuses(to(None, None)), "target_missing");
    assert_eq!(
        story.refuses(to(Some(Level::N2), Some(NETWORK))),
        "level_not_lower"
    );
    let lower = story.then(to(None, Some(NETWORK)));
    assert_eq!(lower.ticket.level, Level::N1);
    assert_eq!(lower.ticket.team, Some(NETWORK));
    assert_eq!(lower.refuses(to(None, Some(DESKTOP))), "level_not_lower");
}

#[test]
fn a_scheduled_hold_needs_a_time_to_come() {
    let story = at(Stage::Diagnosis);
    let until = |until| Deed::Hold {
        reason: HoldReason::Scheduled,
        until,
    };
    assert_eq!(story.refuses(until(None)), "until_missing");
    let very_now = story.now + Duration::minutes(1);
    assert_eq!(story.refuses(until(Some(very_now))), "until_missing");
    let monday = story.now + Duration::days(3);
    let held = story.then(until(Some(monday)));
    assert_eq!(held.ticket.status(), Status::WaitingThirdParty);
    let hold = held.ticket.hold.as_ref().expect("a hold");
    assert_eq!((hold.until, hold.since), (Some(monday), held.now));
}

#[test]
fn a_hold_ends_by_an_agent_by_its_date_or_by_going_on() {
    let held = at(Stage::Diagnosis).then(hold_for(HoldReason::ThirdParty));
    let cause = |story: &Story| {
        story
            .journal
            .iter()
            .rev()
            .find_map(|record| match record.event {
                Event::Resumed { cause, .. } => Some(cause),
                _ => None,
            })
    };
    let by_agent = held.clone().then(Deed::Resume);
    assert_eq!(cause(&by_agent), Some(ResumeCause::Agent));
    assert_eq!(by_agent.ticket.status(), Status::Open);
    let by_desk = held.clone().then_of(Actor::System, Deed::Resume);
    assert_eq!(cause(&by_desk), Some(ResumeCause::Due));
    let gone_on = held.then(Deed::Diagnose(findings()));
    assert_eq!(cause(&gone_on), Some(ResumeCause::Advance));
    assert_eq!(gone_on.ticket.hold, None);
}

#[test]
fn another_reason_replaces_a_hold_and_the_same_one_changes_nothing() {
    let held = at(Stage::Diagnosis).then(hold_for(HoldReason::ThirdParty));
    let same = held.clone().then(hold_for(HoldReason::ThirdParty));
    assert_eq!(same.ticket, held.ticket);
    let other = held.then(hold_for(HoldReason::Requester));
    assert_eq!(other.ticket.status(), Status::WaitingRequester);
}

#[test]
fn sending_back_leads_to_an_earlier_stage_only() {
    let story = at(Stage::Resolution);
    assert_eq!(story.refuses(back_to(Stage::Creation)), "stage_not_earlier");
    assert_eq!(
        story.refuses(back_to(Stage::Resolution)),
        "stage_not_earlier"
    );
    assert_eq!(story.refuses(back_to(Stage::Closure)), "stage_not_earlier");
    let back = story.then(back_to(Stage::Qualification));
    assert_eq!(back.ticket.stage, Stage::Qualification);
    assert_eq!(back.last_deed(), ["sent_back", "stage_changed"]);
    assert_eq!(back.ticket.reopen_count, 0);
}

#[test]
fn from_the_closure_only_the_documentation_is_taken_up_again() {
    let story = at(Stage::Closure);
    assert_eq!(story.refuses(back_to(Stage::Diagnosis)), "already_resolved");
    let back = story.then(back_to(Stage::Documentation));
    assert_eq!(back.ticket.status(), Status::Resolved);
    assert_eq!(back.documented().ticket.stage, Stage::Closure);
}

#[test]
fn qualifying_an_access_request_asks_for_its_approval() {
    let asked = at(Stage::Qualification).then(qualify_as(Kind::AccessRequest));
    assert_eq!(asked.ticket.approval, Some(Approval::Pending));
    assert!(asked.last_deed().contains(&"approval_requested"));
    let ready = asked.then(Deed::Diagnose(findings()));
    assert_eq!(ready.refuses(Deed::Resolve(solution())), "approval_pending");
    let granted = ready.then_by(SUPERVISOR, Deed::Approve);
    assert_eq!(granted.ticket.approval, Some(Approval::Approved));
    let solved = granted.then(Deed::Resolve(solution()));
    assert_eq!(solved.ticket.status(), Status::Resolved);
}

#[test]
fn a_refused_approval_can_be_asked_for_anew() {
    let ready = Story::of_kind_at(Kind::AccessRequest, Position::At(Stage::Resolution));
    let rejected = ready.then_by(SUPERVISOR, refusal());
    assert_eq!(
        rejected.refuses(Deed::Resolve(solution())),
        "approval_rejected"
    );
    assert_eq!(rejected.refuses(Deed::Approve), "no_approval_pending");
    let again = rejected.then(Deed::Requalify(classified_as(Kind::AccessRequest)));
    assert_eq!(again.ticket.approval, Some(Approval::Pending));
}

#[test]
fn what_turns_out_to_be_no_access_request_needs_no_approval() {
    let asked = Story::of_kind_at(Kind::AccessRequest, Position::At(Stage::Resolution));
    let incident = asked.then(Deed::Requalify(classified_as(Kind::Incident)));
    assert_eq!(incident.ticket.approval, None);
    let solved = incident.then(Deed::Resolve(solution()));
    assert_eq!(solved.ticket.status(), Status::Resolved);
}

#[test]
fn a_solved_ticket_cannot_become_an_access_request_that_nobody_approved() {
    let solved = at(Stage::Documentation);
    let access = Deed::Requalify(classified_as(Kind::AccessRequest));
    assert_eq!(solved.refuses(access), "already_resolved");
    let problem = solved.then(Deed::Requalify(classified_as(Kind::Problem)));
    assert_eq!(problem.ticket.kind, Kind::Problem);
}

#[test]
fn a_ticket_is_not_linked_to_itself_nor_twice_to_another() {
    let story = Story::begins();
    let link = |other, bound, bind| Deed::Link {
        link: guichet_domain::ticket::LinkKind::Related,
        other,
        bound,
        bind,
    };
    assert_eq!(
        story.refuses(link(story.ticket.id, false, true)),
        "linked_to_itself"
    );
    assert_eq!(
        story.clone().then(link(OTHER, false, true)).last_deed(),
        ["linked"]
    );
    assert_eq!(
        story.clone().then(link(OTHER, true, true)).journal,
        story.journal
    );
    assert_eq!(
        story.then(link(OTHER, true, false)).last_deed(),
        ["unlinked"]
    );
}
