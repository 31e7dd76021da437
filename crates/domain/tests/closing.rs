//! Between the solution and the end, and what takes a ticket up again.

mod support;

use chrono::Duration;
use guichet_domain::ticket::event::Actor;
use guichet_domain::ticket::lifecycle::Position;
use guichet_domain::ticket::{
    CloseCode, Created, Deed, Event, HoldReason, Priority, ReopenCause, Rules, Side, Stage, Status,
    Ticket, perform,
};

use support::deeds::*;
use support::people::*;
use support::story::{Story, arrival};

fn at(stage: Stage) -> Story {
    Story::at(Position::At(stage))
}

fn ended() -> Story {
    Story::at(Position::Ended)
}

fn closed_as(ticket: &Ticket) -> Option<CloseCode> {
    ticket.close_code.filter(|_| ticket.closed_at.is_some())
}

fn withdraw() -> Deed {
    Deed::Cancel {
        reason: reason("No longer needed"),
    }
}

#[test]
fn a_confirmation_before_the_documentation_is_kept_and_closes_the_ticket_with_it() {
    let confirmed = at(Stage::Documentation).then_by(REQUESTER, Deed::Confirm);
    assert_eq!(confirmed.ticket.stage, Stage::Documentation);
    assert_eq!(confirmed.ticket.status(), Status::Resolved);
    assert_eq!(confirmed.ticket.confirmed_at, Some(confirmed.now));

    let documented = confirmed.clone().documented();
    assert_eq!(closed_as(&documented.ticket), Some(CloseCode::Confirmed));
    assert_eq!(documented.ticket.confirmed_at, Some(confirmed.now));
    assert_eq!(documented.ticket.closed_at, Some(documented.now));
    assert_eq!(
        documented.last_deed(),
        ["documented", "stage_changed", "closed"]
    );
}

#[test]
fn a_confirmation_after_the_documentation_closes_the_ticket_at_once() {
    let closed = at(Stage::Closure).then_by(REQUESTER, Deed::Confirm);
    assert_eq!(closed_as(&closed.ticket), Some(CloseCode::Confirmed));
    assert_eq!(closed.last_deed(), ["confirmed", "closed"]);
}

#[test]
fn a_requester_confirms_once() {
    let confirmed = at(Stage::Documentation).then_by(REQUESTER, Deed::Confirm);
    assert_eq!(
        confirmed.refuses_to(REQUESTER, Deed::Confirm),
        "already_confirmed"
    );
}

#[test]
fn a_confirmation_is_forgotten_when_the_requester_writes_that_it_broke_again() {
    let reopened = at(Stage::Documentation)
        .then_by(REQUESTER, Deed::Confirm)
        .then_by(REQUESTER, reply_of(Side::Requester));
    assert_eq!(reopened.ticket.stage, Stage::Diagnosis);
    assert_eq!(reopened.ticket.confirmed_at, None);
}

#[test]
fn not_solved_leads_back_to_the_diagnosis_and_counts() {
    let story = at(Stage::Closure);
    let resolved_at = story.ticket.resolved_at;
    let reopened = story.then_by(
        REQUESTER,
        Deed::NotSolved {
            reason: Some(reason("The same error")),
            message: Some(MESSAGE),
        },
    );
    assert_eq!(
        reopened.last_deed(),
        ["replied", "reopened", "stage_changed"]
    );
    assert_eq!(reopened.ticket.stage, Stage::Diagnosis);
    assert_eq!(reopened.ticket.status(), Status::Open);
    assert_eq!(reopened.ticket.reopen_count, 1);
    assert_eq!(
        reopened.ticket.reply_count, 1,
        "the solution; not the requester's words"
    );
    assert_eq!(
        reopened.ticket.resolved_at, resolved_at,
        "the last solution is kept"
    );
}

#[test]
fn not_solved_without_words_adds_no_message() {
    let reopened = at(Stage::Closure).then_by(
        REQUESTER,
        Deed::NotSolved {
            reason: None,
            message: None,
        },
    );
    assert_eq!(reopened.last_deed(), ["reopened", "stage_changed"]);
}

#[test]
fn a_second_solution_keeps_the_time_of_the_first() {
    let first = at(Stage::Closure);
    let again = first
        .clone()
        .then_by(REQUESTER, reply_of(Side::Requester))
        .then(Deed::Diagnose(findings()))
        .then(Deed::Resolve(solution()));
    assert_eq!(again.ticket.first_resolved_at, first.ticket.resolved_at);
    assert_eq!(again.ticket.resolved_at, Some(again.now));
}

#[test]
fn a_reply_to_a_solved_ticket_reopens_it() {
    for stage in [Stage::Documentation, Stage::Closure] {
        let reopened = at(stage).then_by(REQUESTER, reply_of(Side::Requester));
        assert_eq!(reopened.ticket.stage, Stage::Diagnosis, "{stage}");
        assert_eq!(reopened.ticket.reopen_count, 1, "{stage}");
    }
}

#[test]
fn a_reply_within_fourteen_days_of_closing_reopens_and_a_later_one_is_refused() {
    let closed = ended();
    let on_the_last_minute = closed
        .clone()
        .after(Duration::days(14) - Duration::minutes(1));
    let reopened = on_the_last_minute
        .clone()
        .then_by(REQUESTER, reply_of(Side::Requester));
    assert_eq!(reopened.ticket.stage, Stage::Diagnosis);
    assert_eq!(closed_as(&reopened.ticket), None);
    assert_eq!(reopened.ticket.closed_at, None);
    assert_eq!(reopened.ticket.reopen_count, 1);

    let late = on_the_last_minute.after(Duration::minutes(1));
    let refused = late.refuses_to(REQUESTER, reply_of(Side::Requester));
    assert_eq!(refused, "reopen_window_over");
}

#[test]
fn the_time_in_which_a_reply_reopens_is_a_setting() {
    let closed = ended();
    let rules = Rules {
        reopen_within: Duration::hours(1),
        ..Rules::default()
    };
    let reply = |hours| {
        let at = closed.now + Duration::hours(hours);
        let deed = reply_of(Side::Requester);
        perform(&closed.ticket, deed, Actor::Person(REQUESTER), at, &rules)
    };
    assert!(reply(1).is_ok());
    assert_eq!(reply(2).expect_err("too late").code(), "reopen_window_over");
}

#[test]
fn a_bare_thanks_is_kept_and_flagged_but_reopens_nothing() {
    let stories = [
        at(Stage::Documentation),
        at(Stage::Closure),
        ended(),
        ended().after(Duration::days(60)),
    ];
    for story in stories {
        let thanked = story.clone().then_by(REQUESTER, thanks());
        assert_eq!(thanked.ticket.stage, story.ticket.stage);
        assert_eq!(thanked.ticket.status(), story.ticket.status());
        assert_eq!(thanked.ticket.reopen_count, 0);
        assert_eq!(
            thanked.last_event(),
            &Event::Replied {
                message: MESSAGE,
                side: Side::Requester,
                thanks: true
            }
        );
    }
}

#[test]
fn an_agent_cannot_reply_to_a_closed_ticket_and_may_reopen_it_at_any_time() {
    let old = ended().after(Duration::days(400));
    assert_eq!(old.refuses(reply_of(Side::Agent)), "ticket_closed");
    let reopened = old.then(Deed::Reopen {
        cause: ReopenCause::Agent,
        reason: reason("The supplier has answered"),
    });
    assert_eq!(reopened.ticket.stage, Stage::Diagnosis);
    assert_eq!(reopened.ticket.status(), Status::Open);
}

#[test]
fn an_agent_adds_to_a_solved_ticket_without_reopening_it() {
    let replied = at(Stage::Closure).then(reply_of(Side::Agent));
    assert_eq!(replied.ticket.stage, Stage::Closure);
    assert_eq!(replied.ticket.reply_count, 2);
}

#[test]
fn a_requesters_reply_resumes_a_hold_on_the_requester_only() {
    for reason in HoldReason::ALL {
        let until = (*reason == HoldReason::Scheduled)
            .then_some(support::story::morning() + Duration::days(3));
        let held = at(Stage::Diagnosis).then(Deed::Hold {
            reason: *reason,
            until,
        });
        let answered = held.then_by(REQUESTER, reply_of(Side::Requester));
        let resumed = *reason == HoldReason::Requester;
        assert_eq!(answered.ticket.hold.is_none(), resumed, "{reason}");
    }
}

#[test]
fn even_a_thanks_resumes_a_hold_on_the_requester_and_an_agents_reply_does_not() {
    let held = at(Stage::Resolution).then(hold_for(HoldReason::Requester));
    assert_eq!(held.ticket.status(), Status::WaitingRequester);
    let spoken = held.clone().then(reply_of(Side::Agent));
    assert_eq!(spoken.ticket.status(), Status::WaitingRequester);
    let answered = held.then_by(REQUESTER, thanks());
    assert_eq!(answered.ticket.status(), Status::Open);
}

#[test]
fn an_agents_first_reply_takes_a_new_ticket() {
    let answered = Story::begins().then(reply_of(Side::Agent));
    assert_eq!(answered.ticket.assignee, Some(AGENT));
    assert_eq!(answered.ticket.stage, Stage::Qualification);
    assert_eq!(answered.ticket.first_response_at, Some(answered.now));
    assert_eq!(
        answered.last_deed(),
        ["replied", "assigned", "stage_changed"]
    );
}

#[test]
fn an_automatic_answer_neither_takes_a_ticket_nor_counts_as_a_response() {
    let answered = Story::begins().then_of(Actor::System, reply_of(Side::Agent));
    assert_eq!(answered.ticket.stage, Stage::Creation);
    assert_eq!(answered.ticket.first_response_at, None);
    assert_eq!(answered.ticket.reply_count, 0);
}

#[test]
fn only_the_first_reply_of_an_agent_is_the_first_response() {
    let asked_again = Story::begins().then_by(REQUESTER, reply_of(Side::Requester));
    assert_eq!(asked_again.ticket.first_response_at, None);
    let first = asked_again.then(reply_of(Side::Agent));
    let second = first.clone().then_by(COLLEAGUE, reply_of(Side::Agent));
    assert_eq!(second.ticket.first_response_at, Some(first.now));
    assert_eq!(second.ticket.reply_count, 2);
    assert_eq!(second.ticket.assignee, Some(AGENT));
}

#[test]
fn the_desk_closes_without_a_reason_and_an_agent_with_one() {
    let waiting = at(Stage::Closure);
    let silent = waiting
        .clone()
        .then_of(Actor::System, Deed::Close { reason: None });
    assert_eq!(closed_as(&silent.ticket), Some(CloseCode::NoAnswer));
    assert_eq!(
        waiting.refuses(Deed::Close { reason: None }),
        "reason_missing"
    );
    let closed = waiting.then(Deed::Close {
        reason: Some(reason("Confirmed by telephone")),
    });
    assert_eq!(closed_as(&closed.ticket), Some(CloseCode::ByAgent));
}

#[test]
fn a_requester_cancels_an_unsolved_request_and_only_such() {
    for stage in [Stage::Creation, Stage::Qualification, Stage::Resolution] {
        let cancelled = at(stage).then_by(REQUESTER, withdraw());
        assert_eq!(closed_as(&cancelled.ticket), Some(CloseCode::Cancelled));
        assert_eq!(cancelled.ticket.stage, Stage::Closure);
        assert_eq!(cancelled.ticket.resolved_at, None);
    }
    let solved = at(Stage::Documentation);
    assert_eq!(solved.refuses_to(REQUESTER, withdraw()), "already_resolved");
}

#[test]
fn a_cancelled_ticket_on_hold_waits_no_longer() {
    let held = at(Stage::Diagnosis).then(hold_for(HoldReason::ThirdParty));
    let cancelled = held.then(withdraw());
    assert_eq!(cancelled.ticket.hold, None);
    assert_eq!(
        cancelled.last_deed(),
        ["resumed", "stage_changed", "closed"]
    );
}

#[test]
fn spam_ends_a_ticket_and_is_left_out_of_figures() {
    let spam = Story::begins().then(Deed::Spam {
        reason: reason("Advertisement"),
    });
    assert_eq!(closed_as(&spam.ticket), Some(CloseCode::Spam));
    let left_out = |code: CloseCode| code.is_left_out_of_figures();
    assert!(left_out(CloseCode::Spam) && left_out(CloseCode::Cancelled));
    assert!(!left_out(CloseCode::Confirmed) && !left_out(CloseCode::NoAnswer));
    assert!(!left_out(CloseCode::ByAgent));
}

#[test]
fn what_was_never_qualified_is_reopened_to_the_qualification() {
    let mistaken = Story::begins_with(Created {
        priority: Priority::P3,
        ..arrival()
    })
    .then(Deed::Spam {
        reason: reason("It looked like it"),
    });
    let reopened = mistaken.then(Deed::Reopen {
        cause: ReopenCause::Agent,
        reason: reason("It was a customer"),
    });
    assert_eq!(reopened.ticket.stage, Stage::Qualification);
    assert_eq!(reopened.ticket.qualified_at, None);
}
