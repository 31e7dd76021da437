//! Random lives of tickets: deeds that fit and deeds that do not, by anyone, as time goes by.

use std::fmt::Debug;

use chrono::{DateTime, Duration, Utc};
use guichet_domain::ids::{CategoryId, MessageId, PersonId, TeamId, TicketId};
use guichet_domain::post::SurveyKind;
use guichet_domain::routing::{Decision, RoutingMethod, RoutingReason};
use guichet_domain::sla::ClockKind;
use guichet_domain::text::{Body, Line, Reason, Subject, Tag};
use guichet_domain::ticket::deeds::{
    Alarm, Assignment, Classification, Findings, Handing, Qualification, QuickSolution, Solution,
};
use guichet_domain::ticket::event::{Actor, Alert};
use guichet_domain::ticket::{
    Channel, Created, Deed, DeedKind, Documentation, HoldReason, Impact, Kind, Level, LinkKind,
    Priority, Record, Refused, ReopenCause, ResolutionCode, Side, Stage, Urgency, lifecycle,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::deeds::sensible;
use super::story::{Story, arrival, morning};

/// What is tried next: by whom, how many minutes later, and what.
#[derive(Debug, Clone)]
pub struct Try {
    pub actor: Actor,
    pub minutes: i64,
    pub choice: Choice,
}

/// A deed that the ticket allows, with sensible input; or any deed with any input.
#[derive(Debug, Clone)]
pub enum Choice {
    Fitting(Index),
    Any(Box<Deed>),
}

/// One try in a life: the story before it, and what became of it.
pub struct Chapter {
    pub before: Story,
    pub actor: Actor,
    pub deed: DeedKind,
    pub outcome: Result<Story, Refused>,
}

impl Chapter {
    /// The story after it: a refusal leaves it as it was.
    pub fn after(&self) -> &Story {
        self.outcome.as_ref().unwrap_or(&self.before)
    }

    /// What it added to the journal.
    pub fn records(&self) -> &[Record] {
        &self.after().journal[self.before.journal.len()..]
    }
}

/// How much is tried: enough to meet every event, little enough for every day.
pub fn enough() -> ProptestConfig {
    ProptestConfig {
        cases: 64,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// A beginning and what is tried afterwards.
pub fn life() -> impl Strategy<Value = (Created, Vec<Try>)> {
    (beginning(), vec(attempt(), 1..40))
}

/// Tells a life chapter by chapter.
pub fn chapters(created: Created, tries: Vec<Try>) -> Vec<Chapter> {
    let mut story = Story::begins_with(created);
    let mut chapters = Vec::new();
    for attempt in tries {
        let before = story.after(Duration::minutes(attempt.minutes));
        let deed = match attempt.choice {
            Choice::Fitting(index) => fitting(&before, index),
            Choice::Any(deed) => *deed,
        };
        let kind = deed.kind();
        let outcome = before.attempt(attempt.actor, deed);
        let chapter = Chapter {
            before,
            actor: attempt.actor,
            deed: kind,
            outcome,
        };
        story = chapter.after().clone();
        chapters.push(chapter);
    }
    chapters
}

fn fitting(story: &Story, index: Index) -> Deed {
    let fitting: Vec<DeedKind> = DeedKind::ALL
        .iter()
        .copied()
        .filter(|deed| lifecycle::allows_on(&story.ticket, *deed).is_ok())
        .collect();
    sensible(*index.get(&fitting), &story.ticket).expect("the creation never fits")
}

fn attempt() -> impl Strategy<Value = Try> {
    let minutes = prop_oneof![8 => 0..240_i64, 1 => 0..20_160_i64];
    let choice = prop_oneof![
        any::<Index>().prop_map(Choice::Fitting),
        any_deed().prop_map(|deed| Choice::Any(Box::new(deed))),
    ];
    (actor(), minutes, choice).prop_map(|(actor, minutes, choice)| Try {
        actor,
        minutes,
        choice,
    })
}

fn actor() -> impl Strategy<Value = Actor> {
    prop_oneof![4 => person().prop_map(Actor::Person), 1 => Just(Actor::System)]
}

fn beginning() -> impl Strategy<Value = Created> {
    let nature = (
        one_of(Kind::ALL),
        option::of(category()),
        option::of(one_of(Impact::ALL)),
        option::of(one_of(Urgency::ALL)),
    );
    let place = (one_of(Level::ALL), option::of(team()));
    (
        nature,
        place,
        person(),
        one_of(Channel::ALL),
        vec(tag(), 0..4),
    )
        .prop_map(
            |((kind, category, impact, urgency), (level, team), requester, channel, tags)| {
                Created {
                    kind,
                    category,
                    impact,
                    urgency,
                    level,
                    team,
                    requester,
                    channel,
                    tags: tags.into_iter().map(Tag::into_string).collect(),
                    ..arrival()
                }
            },
        )
}

fn any_deed() -> impl Strategy<Value = Deed> {
    select(&DeedKind::ALL[1..]).prop_flat_map(deed_of)
}

/// Any deed of a kind; a creation, which is none, becomes a note.
fn deed_of(kind: DeedKind) -> BoxedStrategy<Deed> {
    match kind {
        DeedKind::Take => person().prop_map(|agent| Deed::Take { agent }).boxed(),
        DeedKind::Assign => (
            option::of(option::of(person())),
            option::of(option::of(team())),
        )
            .prop_map(|(assignee, team)| Deed::Assign(Assignment { assignee, team }))
            .boxed(),
        DeedKind::Qualify => (
            classification(),
            option::of(one_of(Level::ALL)),
            option::of(team()),
        )
            .prop_map(|(classification, level, team)| {
                Deed::Qualify(Qualification {
                    classification,
                    level,
                    team,
                })
            })
            .boxed(),
        DeedKind::Requalify => classification().prop_map(Deed::Requalify).boxed(),
        DeedKind::Prioritize => option::of((one_of(Priority::ALL), reason()))
            .prop_map(Deed::Prioritize)
            .boxed(),
        DeedKind::Diagnose => findings().prop_map(Deed::Diagnose).boxed(),
        DeedKind::Resolve => solution().prop_map(Deed::Resolve).boxed(),
        DeedKind::Document => documentation().prop_map(Deed::Document).boxed(),
        DeedKind::Confirm => Just(Deed::Confirm).boxed(),
        DeedKind::NotSolved => (option::of(reason()), option::of(message()))
            .prop_map(|(reason, message)| Deed::NotSolved { reason, message })
            .boxed(),
        DeedKind::Close => option::of(reason())
            .prop_map(|reason| Deed::Close { reason })
            .boxed(),
        DeedKind::Reopen => (one_of(ReopenCause::ALL), reason())
            .prop_map(|(cause, reason)| Deed::Reopen { cause, reason })
            .boxed(),
        DeedKind::Hold => (one_of(HoldReason::ALL), option::of(moment()))
            .prop_map(|(reason, until)| Deed::Hold { reason, until })
            .boxed(),
        DeedKind::Resume => Just(Deed::Resume).boxed(),
        DeedKind::SendBack => (one_of(Stage::ALL), reason())
            .prop_map(|(stage, reason)| Deed::SendBack { stage, reason })
            .boxed(),
        DeedKind::Cancel => reason().prop_map(|reason| Deed::Cancel { reason }).boxed(),
        DeedKind::Spam => reason().prop_map(|reason| Deed::Spam { reason }).boxed(),
        DeedKind::Solve => quick_solution()
            .prop_map(|quick| Deed::Solve(Box::new(quick)))
            .boxed(),
        DeedKind::Escalate => handing().prop_map(Deed::Escalate).boxed(),
        DeedKind::Deescalate => handing().prop_map(Deed::Deescalate).boxed(),
        DeedKind::Reply => (message(), one_of(Side::ALL), any::<bool>())
            .prop_map(|(message, side, thanks)| Deed::Reply {
                message,
                side,
                thanks,
            })
            .boxed(),
        DeedKind::Create | DeedKind::Note => {
            message().prop_map(|message| Deed::Note { message }).boxed()
        }
        DeedKind::Tag => (vec(tag(), 0..4), vec(tag(), 0..3))
            .prop_map(|(add, remove)| Deed::Tag { add, remove })
            .boxed(),
        DeedKind::Link => (one_of(LinkKind::ALL), 1040..1045_i64, any::<(bool, bool)>())
            .prop_map(|(link, other, (bound, bind))| Deed::Link {
                link,
                other: TicketId(other),
                bound,
                bind,
            })
            .boxed(),
        DeedKind::Follow => (person(), any::<bool>())
            .prop_map(|(person, follow)| Deed::Follow { person, follow })
            .boxed(),
        DeedKind::Rename => any::<String>()
            .prop_map(|text| Deed::Rename {
                subject: Subject::parse(&text).unwrap_or_else(|_| line("VPN")),
            })
            .boxed(),
        DeedKind::MarkMajor => any::<bool>()
            .prop_map(|major| Deed::MarkMajor { major })
            .boxed(),
        DeedKind::Approve => Just(Deed::Approve).boxed(),
        DeedKind::Reject => reason().prop_map(|reason| Deed::Reject { reason }).boxed(),
        DeedKind::Rate => (one_of(SurveyKind::ALL), option::of(0..=10), 0..=10)
            .prop_map(|(survey, before, score)| Deed::Rate {
                survey,
                before,
                score,
            })
            .boxed(),
        DeedKind::Alert => alarm()
            .prop_map(|alarm| Deed::Alert(Box::new(alarm)))
            .boxed(),
        DeedKind::Route => decision()
            .prop_map(|decision| Deed::Route(Box::new(decision)))
            .boxed(),
    }
}

/// A warning or the end of the time, with whatever a policy may make of it. What changes hands by
/// level comes with its note.
fn alarm() -> impl Strategy<Value = Alarm> {
    let reaction = (
        option::of(one_of(Level::ALL)),
        option::of(one_of(Priority::ALL)),
        option::of(team()),
        option::of(person()),
    );
    let alert = (one_of(ClockKind::ALL), 1..=100_i32, moment(), any::<bool>());
    (alert, reaction, message(), reason()).prop_map(|(alert, reaction, note, reason)| {
        let (clock, percent, due_at, late) = alert;
        let (level, priority, team, assignee) = reaction;
        Alarm {
            alert: Alert {
                clock,
                level: None,
                percent,
                due_at,
                late,
            },
            level,
            priority,
            team,
            assignee,
            note: Some(note),
            reason,
        }
    })
}

fn decision() -> impl Strategy<Value = Decision> {
    (
        option::of(team()),
        one_of(Level::ALL),
        option::of(person()),
        one_of(RoutingMethod::ALL),
        one_of(RoutingReason::ALL),
    )
        .prop_map(|(team, level, assignee, method, reason)| Decision {
            rule: None,
            team,
            level,
            assignee,
            method,
            reason,
            considered: Vec::new(),
        })
}

fn one_of<T: Copy + Debug>(all: &'static [T]) -> impl Strategy<Value = T> {
    select(all)
}

fn person() -> impl Strategy<Value = PersonId> {
    (1..7_i64).prop_map(PersonId)
}

fn team() -> impl Strategy<Value = TeamId> {
    (1..4_i64).prop_map(TeamId)
}

fn category() -> impl Strategy<Value = CategoryId> {
    (1..4_i64).prop_map(CategoryId)
}

fn message() -> impl Strategy<Value = MessageId> {
    (7000..7100_i64).prop_map(MessageId)
}

fn tag() -> impl Strategy<Value = Tag> {
    select(&["vpn", "wifi", "été", "5.2"][..]).prop_map(super::deeds::tag)
}

/// From the morning of the story to two weeks later: often in the past of the deed.
fn moment() -> impl Strategy<Value = DateTime<Utc>> {
    (0..20_160_i64).prop_map(|minutes| morning() + Duration::minutes(minutes))
}

fn line<const MAX: usize>(text: &str) -> Line<MAX> {
    Line::parse(text).expect("a line")
}

fn reason() -> impl Strategy<Value = Reason> {
    any::<String>()
        .prop_map(|text| Reason::parse(&text).unwrap_or_else(|_| super::deeds::reason("Because")))
}

fn body() -> impl Strategy<Value = Body> {
    any::<String>().prop_map(|text| Body::parse(&format!("{text}.")).expect("a text"))
}

fn classification() -> impl Strategy<Value = Classification> {
    (
        one_of(Kind::ALL),
        category(),
        one_of(Impact::ALL),
        one_of(Urgency::ALL),
    )
        .prop_map(|(kind, category, impact, urgency)| Classification {
            kind,
            category,
            impact,
            urgency,
        })
}

fn findings() -> impl Strategy<Value = Findings> {
    (reason(), any::<bool>(), body()).prop_map(|(cause, coded, findings)| Findings {
        cause,
        cause_code: coded.then(|| line("NET-02")),
        findings,
    })
}

fn solution() -> impl Strategy<Value = Solution> {
    (body(), one_of(ResolutionCode::ALL), message()).prop_map(|(solution, code, message)| {
        Solution {
            solution,
            code,
            message,
        }
    })
}

fn documentation() -> impl Strategy<Value = Documentation> {
    (0..3, any::<String>()).prop_map(|(which, text)| match which {
        0 => Documentation::Note { text },
        1 => Documentation::Article { reference: text },
        _ => Documentation::NothingToDocument { reason: text },
    })
}

fn quick_solution() -> impl Strategy<Value = QuickSolution> {
    let nature = (
        option::of(one_of(Kind::ALL)),
        option::of(category()),
        option::of(one_of(Impact::ALL)),
        option::of(one_of(Urgency::ALL)),
    );
    let rest = (
        option::of(findings()),
        solution(),
        option::of(documentation()),
    );
    (person(), nature, rest).prop_map(
        |(agent, (kind, category, impact, urgency), (findings, solution, documentation))| {
            QuickSolution {
                agent,
                kind,
                category,
                impact,
                urgency,
                findings,
                solution,
                documentation,
            }
        },
    )
}

fn handing() -> impl Strategy<Value = Handing> {
    let target = (
        option::of(one_of(Level::ALL)),
        option::of(team()),
        option::of(person()),
    );
    (target, reason(), message()).prop_map(|((level, team, assignee), reason, note)| Handing {
        level,
        team,
        assignee,
        reason,
        note,
    })
}
