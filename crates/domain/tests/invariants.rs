//! What is true of every ticket at every moment, whatever is tried with it.

mod support;

use std::collections::BTreeMap;

use guichet_domain::people::{Role, Viewer};
use guichet_domain::ticket::event::Actor;
use guichet_domain::ticket::intervals::{Axis, Holder, Step, holders, steps};
use guichet_domain::ticket::{
    Approval, CloseCode, Deed, DeedKind, Event, HoldReason, Kind, Rules, Stage, Status, Ticket,
    lifecycle, perform, policy,
};
use proptest::prelude::*;

use support::deeds::sensible_by;
use support::people::*;
use support::random::{chapters, enough, life};
use support::story::Story;

/// The sentences that hold of every ticket, each with whether it does.
fn sentences(ticket: &Ticket) -> Vec<(&'static str, bool)> {
    let closed = ticket.closed_at.is_some();
    let open = matches!(
        ticket.stage,
        Stage::Qualification | Stage::Diagnosis | Stage::Resolution
    );
    let solved = ticket.stage >= Stage::Documentation;
    let withdrawn = ticket
        .close_code
        .is_some_and(CloseCode::is_left_out_of_figures);
    let is_access = ticket.kind == Kind::AccessRequest;
    let granted = ticket.approval == Some(Approval::Approved);
    vec![
        (
            "it has a way it ended exactly when it has ended",
            closed == ticket.close_code.is_some(),
        ),
        (
            "it is closed exactly when it has ended",
            closed == (ticket.status() == Status::Closed),
        ),
        (
            "it ends at the closure",
            !closed || ticket.stage == Stage::Closure,
        ),
        (
            "it is on hold at an open stage only",
            ticket.hold.is_none() || open,
        ),
        (
            "a scheduled hold has a date",
            ticket
                .hold
                .as_ref()
                .is_none_or(|hold| hold.reason != HoldReason::Scheduled || hold.until.is_some()),
        ),
        (
            "a confirmed ticket that is documented has ended",
            ticket.confirmed_at.is_none() || ticket.stage == Stage::Documentation || closed,
        ),
        (
            "only a solved ticket is confirmed",
            ticket.confirmed_at.is_none() || solved,
        ),
        (
            "a ticket that ended confirmed says when",
            ticket.close_code != Some(CloseCode::Confirmed) || ticket.confirmed_at.is_some(),
        ),
        (
            "an access request is solved with a granted approval only",
            !is_access || !solved || withdrawn || granted,
        ),
        (
            "an access request that was qualified has an approval",
            !is_access
                || !open
                || ticket.stage == Stage::Qualification
                || ticket.approval.is_some(),
        ),
        (
            "only an access request has an approval",
            is_access || ticket.approval.is_none(),
        ),
        (
            "a solved ticket has a solution, unless it was withdrawn",
            !solved || withdrawn || ticket.resolution.is_some(),
        ),
        (
            "a ticket in closure is documented, unless it was withdrawn",
            ticket.stage != Stage::Closure || withdrawn || ticket.documentation.is_some(),
        ),
        (
            "a ticket past its qualification has a nature",
            !open
                || ticket.stage == Stage::Qualification
                || (ticket.category.is_some()
                    && ticket.impact.is_some()
                    && ticket.urgency.is_some()),
        ),
        (
            "tags are sorted, none twice",
            is_strictly_sorted(&ticket.tags),
        ),
        (
            "followers are sorted, none twice",
            is_strictly_sorted(&ticket.followers),
        ),
        ("times follow each other", times_follow(ticket)),
    ]
}

fn is_strictly_sorted<T: PartialOrd>(items: &[T]) -> bool {
    items.windows(2).all(|pair| pair[0] < pair[1])
}

/// Creation, first solution, last solution, confirmation, end; nothing after the last change.
fn times_follow(ticket: &Ticket) -> bool {
    let line = [
        Some(ticket.created_at),
        ticket.first_resolved_at,
        ticket.resolved_at,
        ticket.confirmed_at,
        ticket.closed_at,
    ];
    let known: Vec<_> = line.into_iter().flatten().collect();
    let others = [
        Some(ticket.stage_since),
        ticket.qualified_at,
        ticket.first_response_at,
        ticket.hold.as_ref().map(|hold| hold.since),
    ];
    known.is_sorted()
        && ticket.first_resolved_at.is_some() == ticket.resolved_at.is_some()
        && known
            .iter()
            .chain(others.iter().flatten())
            .all(|at| (ticket.created_at..=ticket.updated_at).contains(at))
}

/// The status, told a second time from the manual.
fn status(ticket: &Ticket) -> &'static str {
    let waits_for = ticket.hold.as_ref().map(|hold| hold.reason.as_str());
    match (ticket.stage.as_str(), waits_for) {
        _ if ticket.closed_at.is_some() => "closed",
        ("creation", _) => "new",
        ("documentation" | "closure", _) => "resolved",
        (_, Some("requester")) => "waiting_requester",
        (_, Some(_)) => "waiting_third_party",
        (_, None) => "open",
    }
}

proptest! {
    #![proptest_config(enough())]

    #[test]
    fn whatever_is_tried_every_sentence_stays_true((created, tries) in life()) {
        for chapter in chapters(created, tries) {
            let ticket = &chapter.after().ticket;
            for (sentence, holds) in sentences(ticket) {
                prop_assert!(holds, "{} (after `{}`): {:#?}", sentence, chapter.deed, ticket);
            }
            prop_assert_eq!(ticket.status().as_str(), status(ticket));
        }
    }

    #[test]
    fn an_access_request_is_never_resolved_before_it_is_approved((created, tries) in life()) {
        for chapter in chapters(created, tries) {
            let resolved = chapter
                .records()
                .iter()
                .any(|record| matches!(record.event, Event::Resolved { .. }));
            let ticket = &chapter.after().ticket;
            if resolved && ticket.kind == Kind::AccessRequest {
                prop_assert_eq!(chapter.before.ticket.approval, Some(Approval::Approved));
            }
        }
    }

    #[test]
    fn intervals_never_overlap_and_rest_while_a_ticket_is_solved((created, tries) in life()) {
        let beginning = Story::begins_with(created.clone());
        let mut running = BTreeMap::new();
        follow_steps(&mut running, &steps(None, &beginning.ticket));
        for chapter in chapters(created, tries) {
            let (before, after) = (&chapter.before.ticket, &chapter.after().ticket);
            follow_steps(&mut running, &steps(Some(before), after));
            let now: BTreeMap<Axis, Holder> =
                holders(after).into_iter().map(|holder| (holder.axis(), holder)).collect();
            prop_assert_eq!(&running, &now);
            let rests = matches!(after.status(), Status::Resolved | Status::Closed);
            prop_assert_eq!(running.is_empty(), rests);
        }
    }

    #[test]
    fn what_is_offered_can_be_done_and_what_is_not_is_refused((created, tries) in life()) {
        for chapter in chapters(created, tries).iter().step_by(3) {
            for viewer in viewers() {
                for kind in &DeedKind::ALL[1..] {
                    let wrong = misled(chapter.after(), &viewer, *kind);
                    prop_assert!(!wrong, "{:?}: {} on {:#?}", viewer, kind, chapter.after().ticket);
                }
            }
        }
    }
}

/// Ends and begins intervals, of which each axis has at most one at a time.
fn follow_steps(running: &mut BTreeMap<Axis, Holder>, steps: &[Step]) {
    for step in steps {
        match step {
            Step::End(holder) => {
                let ended = running.remove(&holder.axis());
                assert_eq!(ended, Some(*holder), "the interval that ends was running");
            }
            Step::Begin(holder) => {
                let other = running.insert(holder.axis(), *holder);
                assert_eq!(other, None, "no other interval of the axis is running");
            }
        }
    }
}

/// Random tickets are asked for and followed by the first six people.
fn viewers() -> [Viewer; 6] {
    [
        asking(REQUESTER, None),
        reading(READER, Some(VERMEIL)),
        reading(STRANGER, Some(AUBRAC)),
        staff_of(AGENT, Role::Agent, &[DESKTOP]),
        staff_of(SUPERVISOR, Role::Supervisor, &[NETWORK]),
        staff(ADMIN, Role::Admin),
    ]
}

/// Whether what is offered to a viewer is refused, or what is not offered could be done.
fn misled(story: &Story, viewer: &Viewer, kind: DeedKind) -> bool {
    let ticket = &story.ticket;
    let offered = policy::permitted_actions(viewer, ticket).contains(&kind);
    let allowed = policy::may(viewer, ticket, kind) && lifecycle::allows_on(ticket, kind).is_ok();
    let deed = sensible_by(viewer, kind, ticket).expect("a deed on a ticket");
    let possible = allowed && can_be_done(story, viewer, deed);
    offered != possible
}

/// Within the time in which an ended ticket can be reopened: the policy knows no clock.
fn can_be_done(story: &Story, viewer: &Viewer, deed: Deed) -> bool {
    let rules = Rules::default();
    let at = match story.ticket.closed_at {
        Some(closed_at) => story.now.min(closed_at + rules.reopen_within),
        None => story.now,
    };
    perform(
        &story.ticket,
        deed,
        Actor::Person(viewer.person),
        at,
        &rules,
    )
    .is_ok()
}
