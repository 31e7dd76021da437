//! The journal is the spine: whatever is tried with a ticket, its journal says all of it.

mod support;

use std::collections::BTreeSet;

use guichet_domain::ticket::event::Actor;
use guichet_domain::ticket::replay::{apply, replay};
use guichet_domain::ticket::{DeedKind, Event, Record, Side, Stage, Ticket};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value, from_value, json, to_value};

use support::random::{chapters, enough, life};
use support::story::Story;

proptest! {
    #![proptest_config(enough())]

    #[test]
    fn replaying_the_journal_gives_the_ticket_of_every_moment((created, tries) in life()) {
        for chapter in chapters(created, tries) {
            let story = chapter.after();
            let replayed = replay(&story.journal);
            prop_assert_eq!(replayed.as_ref(), Some(&story.ticket));
        }
    }

    #[test]
    fn a_deed_counts_one_version_if_it_changes_something((created, tries) in life()) {
        for chapter in chapters(created, tries) {
            let (before, after) = (&chapter.before.ticket, &chapter.after().ticket);
            let records = chapter.records();
            if records.is_empty() {
                prop_assert_eq!(before, after);
                continue;
            }
            prop_assert!(chapter.outcome.is_ok());
            if records.iter().all(|record| matches!(record.event, Event::Alerted(_))) {
                // Told of the ticket, which stays as it was.
                prop_assert_eq!(before, after);
            } else {
                prop_assert_eq!(after.version, before.version + 1);
                prop_assert_eq!(after.updated_at, chapter.after().now);
            }
            for record in records {
                prop_assert_eq!(record.ticket, after.id);
                prop_assert_eq!(record.version, after.version);
                prop_assert_eq!(record.at, chapter.after().now);
                prop_assert_eq!(record.actor, chapter.actor);
                prop_assert_eq!(record.deed, chapter.deed);
            }
        }
    }

    #[test]
    fn the_version_is_the_number_of_deeds_in_the_journal((created, tries) in life()) {
        if let Some(last) = chapters(created, tries).last() {
            let versions: BTreeSet<i64> = last.after().journal.iter().map(|r| r.version).collect();
            let all: BTreeSet<i64> = (1..=last.after().ticket.version).collect();
            prop_assert_eq!(versions, all);
        }
    }

    #[test]
    fn counters_and_kept_facts_are_what_the_journal_says((created, tries) in life()) {
        for chapter in chapters(created, tries) {
            let Story { ticket, journal, .. } = chapter.after();
            prop_assert_eq!(Facts::kept(ticket), Facts::counted(journal));
        }
    }

    #[test]
    fn every_event_tells_a_real_change_from_what_was((created, tries) in life()) {
        for chapter in chapters(created, tries) {
            let mut ticket = chapter.before.ticket.clone();
            for record in chapter.records() {
                let untrue = untrue(&ticket, &record.event);
                prop_assert_eq!(untrue, None, "{:?}", record);
                apply(&mut ticket, record);
            }
            prop_assert_eq!(&ticket, &chapter.after().ticket);
        }
    }

    #[test]
    fn every_record_goes_to_json_and_comes_back((created, tries) in life()) {
        if let Some(last) = chapters(created, tries).last() {
            for record in &last.after().journal {
                let value = to_value(record).expect("JSON");
                prop_assert_eq!(&from_value::<Record>(value).expect("a record"), record);
                let event = to_value(&record.event).expect("JSON");
                prop_assert_eq!(event.get("kind"), Some(&json!(record.event.kind())));
                let fields = event.as_object().expect("an object");
                prop_assert!(fields.keys().all(|key| key == "kind" || key == "payload"));
                let with_payload = json!({
                    "kind": record.event.kind(),
                    "payload": fields.get("payload").unwrap_or(&Value::Null),
                });
                prop_assert_eq!(&from_value::<Event>(with_payload).expect("an event"), &record.event);
            }
            let ticket = &last.after().ticket;
            let value = to_value(ticket).expect("JSON");
            prop_assert_eq!(&from_value::<Ticket>(value).expect("a ticket"), ticket);
        }
    }
}

/// What a ticket keeps of its past.
#[derive(Debug, Default, PartialEq)]
struct Facts {
    reopened: i32,
    escalated: i32,
    replies: i32,
    assignees: i32,
    teams: i32,
    qualified: Option<i64>,
    first_response: Option<i64>,
    first_resolved: Option<i64>,
    resolved: Option<i64>,
    confirmed: Option<i64>,
    closed: Option<(i64, &'static str)>,
    stage_since: i64,
}

impl Facts {
    fn kept(ticket: &Ticket) -> Self {
        let seconds = |at: Option<chrono::DateTime<chrono::Utc>>| at.map(|at| at.timestamp());
        Self {
            reopened: ticket.reopen_count,
            escalated: ticket.escalation_count,
            replies: ticket.reply_count,
            assignees: ticket.assignee_count,
            teams: ticket.team_count,
            qualified: seconds(ticket.qualified_at),
            first_response: seconds(ticket.first_response_at),
            first_resolved: seconds(ticket.first_resolved_at),
            resolved: seconds(ticket.resolved_at),
            confirmed: seconds(ticket.confirmed_at),
            closed: seconds(ticket.closed_at).zip(ticket.close_code.map(|code| code.as_str())),
            stage_since: ticket.stage_since.timestamp(),
        }
    }

    fn counted(journal: &[Record]) -> Self {
        let mut facts = Self::default();
        for record in journal {
            facts.count(record, record.at.timestamp());
        }
        facts
    }

    fn count(&mut self, record: &Record, at: i64) {
        match &record.event {
            Event::Created(created) => {
                self.teams += i32::from(created.team.is_some());
                self.stage_since = at;
            }
            Event::StageChanged { stage } => {
                if (stage.from, stage.to) == (Stage::Qualification, Stage::Diagnosis) {
                    self.qualified.get_or_insert(at);
                }
                self.stage_since = at;
            }
            Event::Assigned { assignee, team } => self.change_hands(assignee, team),
            Event::Escalated(handover) => {
                self.escalated += 1;
                self.change_hands(&handover.assignee, &handover.team);
            }
            Event::Deescalated(handover) => self.change_hands(&handover.assignee, &handover.team),
            Event::Replied {
                side: Side::Agent, ..
            } if record.actor != Actor::System => {
                self.replies += 1;
                self.first_response.get_or_insert(at);
            }
            Event::Resolved { .. } => {
                self.first_resolved.get_or_insert(at);
                self.resolved = Some(at);
            }
            Event::Confirmed => self.confirmed = Some(at),
            Event::Closed { code, .. } => self.closed = Some((at, code.as_str())),
            Event::Reopened { .. } => {
                self.reopened += 1;
                (self.confirmed, self.closed) = (None, None);
            }
            _ => {}
        }
    }

    fn change_hands<A: PartialEq, T: PartialEq>(
        &mut self,
        assignee: &guichet_domain::ticket::Change<Option<A>>,
        team: &guichet_domain::ticket::Change<Option<T>>,
    ) {
        self.assignees += i32::from(assignee.is_real() && assignee.to.is_some());
        self.teams += i32::from(team.is_real() && team.to.is_some());
    }
}

/// What of an event does not fit the ticket it happens to; `None` when all is true.
fn untrue(ticket: &Ticket, event: &Event) -> Option<&'static str> {
    let truths: &[(&'static str, bool)] = &match event {
        Event::Created(_) => [("created twice", false), ("", true)],
        Event::StageChanged { stage } => [
            ("old stage", stage.from == ticket.stage),
            ("no change", stage.is_real()),
        ],
        Event::Assigned { assignee, team } => [
            (
                "old hands",
                assignee.from == ticket.assignee && team.from == ticket.team,
            ),
            ("no change", assignee.is_real() || team.is_real()),
        ],
        Event::Classified {
            kind,
            category,
            impact,
            urgency,
        } => [
            (
                "old nature",
                (kind.from, category.from, impact.from, urgency.from)
                    == (ticket.kind, ticket.category, ticket.impact, ticket.urgency),
            ),
            (
                "no change",
                kind.is_real() || category.is_real() || impact.is_real() || urgency.is_real(),
            ),
        ],
        Event::PriorityChanged {
            priority,
            override_reason,
        } => [
            (
                "old priority",
                priority.from == ticket.priority
                    && override_reason.from == ticket.priority_override,
            ),
            ("no change", priority.is_real() || override_reason.is_real()),
        ],
        Event::LevelChanged { level } => [
            ("old level", level.from == ticket.level),
            ("no change", level.is_real()),
        ],
        Event::Escalated(handover) => [
            (
                "old hands",
                (
                    handover.level.from,
                    handover.team.from,
                    handover.assignee.from,
                ) == (ticket.level, ticket.team, ticket.assignee),
            ),
            (
                "not up or across",
                handover.level.to > ticket.level
                    || handover.level.to == ticket.level
                        && (handover.team.is_real() || handover.assignee.is_real()),
            ),
        ],
        Event::Deescalated(handover) => [
            (
                "old hands",
                (
                    handover.level.from,
                    handover.team.from,
                    handover.assignee.from,
                ) == (ticket.level, ticket.team, ticket.assignee),
            ),
            ("not down", handover.level.to < ticket.level),
        ],
        Event::Held { hold } => [
            ("old hold", hold.from == ticket.hold),
            ("no change", hold.is_real() && hold.to.is_some()),
        ],
        Event::Resumed { hold, .. } => {
            [("old hold", ticket.hold.as_ref() == Some(hold)), ("", true)]
        }
        Event::Tagged { added, removed } => [
            (
                "already on",
                added.iter().all(|tag| !ticket.tags.contains(tag)),
            ),
            (
                "never on",
                removed.iter().all(|tag| ticket.tags.contains(tag)),
            ),
        ],
        Event::Followed { person } => [
            ("follows already", !ticket.followers.contains(person)),
            ("", true),
        ],
        Event::Unfollowed { person } => [
            ("did not follow", ticket.followers.contains(person)),
            ("", true),
        ],
        Event::SubjectChanged { subject } => [
            ("old subject", subject.from == ticket.subject),
            ("no change", subject.is_real()),
        ],
        Event::Rated { score, .. } => [("no change", score.is_real()), ("", true)],
        Event::MajorChanged { major } => [
            ("old mark", major.from == ticket.major),
            ("no change", major.is_real()),
        ],
        Event::Confirmed => [
            ("confirmed twice", ticket.confirmed_at.is_none()),
            ("", true),
        ],
        Event::Closed { .. } => [("closed twice", ticket.closed_at.is_none()), ("", true)],
        Event::Reopened { .. } => [
            ("was open", ticket.stage >= Stage::Documentation),
            ("", true),
        ],
        Event::Linked { other, .. } | Event::Unlinked { other, .. } => {
            [("itself", *other != ticket.id), ("", true)]
        }
        Event::Diagnosed { .. }
        | Event::Resolved { .. }
        | Event::Documented { .. }
        | Event::SentBack { .. }
        | Event::Replied { .. }
        | Event::Noted { .. }
        | Event::ApprovalRequested
        | Event::ApprovalDecided { .. }
        | Event::Alerted(_)
        | Event::Routed(_) => [("", true), ("", true)],
    };
    truths.iter().find(|(_, fits)| !fits).map(|(what, _)| *what)
}

#[test]
fn random_lives_meet_every_deed_and_every_event() {
    let mut runner = TestRunner::deterministic();
    let (mut deeds, mut events) = (BTreeSet::new(), BTreeSet::new());
    for _ in 0..200 {
        let (created, tries) = life().new_tree(&mut runner).expect("a life").current();
        for chapter in chapters(created, tries) {
            for record in &chapter.after().journal {
                deeds.insert(record.deed);
                events.insert(record.event.kind());
            }
        }
    }
    assert_eq!(deeds.into_iter().collect::<Vec<_>>(), DeedKind::ALL);
    assert_eq!(events.len(), 31, "{events:?}");
}

#[test]
fn a_journal_begins_with_a_creation_and_has_no_other() {
    let story = Story::begins();
    assert_eq!(replay(&[]), None);
    let twice: Vec<&Record> = story.journal.iter().chain(&story.journal).collect();
    assert_eq!(replay(twice), None);
    assert_eq!(replay(&story.journal), Some(story.ticket));
}
