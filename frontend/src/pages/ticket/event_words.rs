//! The journal in sentences: one or more for each event, and a few words where many stand in a line.

use super::code_words::{by_channel, link_kind, resolution_code};
use super::promise_words;
use crate::directory::category_path;
use crate::i18n::format;
use crate::i18n::t::ticket as w;
use crate::session;
use crate::words;
use guichet_contract::journal::{Event as Entry, Journal};
use guichet_domain::ids::{CategoryId, PersonId, TeamId};
use guichet_domain::post::SurveyKind;
use guichet_domain::ticket::event::{Actor, Alert, Change, Handover};
use guichet_domain::ticket::{
    CloseCode, Documentation, Event, Hold, Impact, Kind, Priority, ReopenCause, ResumeCause,
    Urgency,
};

/// Those whom a journal mentions, by name.
#[derive(Clone, Copy)]
pub struct Names<'a>(pub &'a Journal);

impl Names<'_> {
    /// Who did it; the desk itself has its own name.
    pub fn actor(self, actor: Actor) -> String {
        match actor {
            Actor::Person(id) => self.person(id),
            Actor::System => "Guichet".to_owned(),
        }
    }

    /// A person.
    pub fn person(self, id: PersonId) -> String {
        let found = self.0.people.iter().find(|person| person.id == id);
        found.map_or_else(
            || w::event::someone().to_owned(),
            |person| person.name.clone(),
        )
    }

    /// A team.
    pub fn team(self, id: TeamId) -> String {
        let found = self.0.teams.iter().find(|team| team.id == id);
        found.map_or_else(
            || w::event::some_team().to_owned(),
            |team| team.name.clone(),
        )
    }

    fn category(self, id: CategoryId) -> String {
        let found = self.0.categories.iter().find(|one| one.id == id);
        found.map_or_else(
            || w::event::some_category().to_owned(),
            |one| category_path(&one.name, one.parent_name.as_deref()),
        )
    }
}

/// What happened, each change as one sentence.
pub fn sentences(entry: &Entry, names: Names<'_>) -> Vec<String> {
    let who = names.actor(entry.actor);
    let who = who.as_str();
    let one = match &entry.event {
        Event::Assigned { assignee, team } => {
            return assigned(entry.actor, who, assignee, team, names);
        }
        Event::Classified {
            kind,
            category,
            impact,
            urgency,
        } => w::event::classified(who, &nature(kind, category, impact, urgency, names)),
        Event::Created(created) => w::event::created(who, by_channel(created.channel)),
        Event::StageChanged { stage } => {
            w::event::stage_changed(words::stage(stage.from), words::stage(stage.to))
        }
        Event::PriorityChanged {
            priority,
            override_reason,
        } => prioritized(who, priority, override_reason.to.as_deref()),
        Event::LevelChanged { level } => {
            w::event::level_changed(who, words::level(level.from), words::level(level.to))
        }
        Event::Escalated(hand) => w::event::escalated(who, &target(hand, names), &hand.reason),
        Event::Deescalated(hand) => w::event::deescalated(who, &target(hand, names), &hand.reason),
        Event::Diagnosed {
            cause, findings, ..
        } => match findings.trim() == cause.trim() {
            true => w::event::diagnosed(who, cause),
            false => w::event::diagnosed_with(who, cause, findings),
        },
        Event::Resolved { solution, code, .. } => {
            w::event::resolved(who, &resolution_code(*code).to_lowercase(), solution)
        }
        Event::Documented { documentation } => documented(who, documentation),
        Event::Confirmed => w::event::confirmed(who),
        Event::Closed { code, reason } => closed(who, *code, reason.as_deref()),
        Event::Reopened { cause, reason } => reopened(who, *cause, reason.as_deref()),
        Event::Held { hold } => match &hold.to {
            Some(hold) => w::event::held(who, &hold_words(hold)),
            None => w::event::resumed(who),
        },
        Event::Resumed { cause, .. } => resumed(who, *cause),
        Event::SentBack { reason } => w::event::sent_back(who, reason),
        Event::Replied { .. } => w::event::replied(who),
        Event::Noted { .. } => w::event::noted(who),
        Event::Alerted(alert) => promise_words::alerted(alert),
        Event::Rated { survey, score } => w::event::rated(who, &score_of(*survey, score.to)),
        Event::Routed(decision) => return promise_words::routed(decision, names),
        Event::Tagged { added, removed } => return tagged(who, added, removed),
        Event::Linked { link, other } => {
            w::event::linked(who, link_kind(*link, true), &session::ticket_number(*other))
        }
        Event::Unlinked { link, other } => {
            w::event::unlinked(who, link_kind(*link, true), &session::ticket_number(*other))
        }
        Event::Followed { person } => match entry.actor == Actor::Person(*person) {
            true => w::event::follows(who),
            false => w::event::made_follow(who, &names.person(*person)),
        },
        Event::Unfollowed { person } => match entry.actor == Actor::Person(*person) {
            true => w::event::unfollows(who),
            false => w::event::made_unfollow(who, &names.person(*person)),
        },
        Event::SubjectChanged { subject } => w::event::renamed(who, &subject.from, &subject.to),
        Event::MajorChanged { major } if major.to => w::event::major(who),
        Event::MajorChanged { .. } => w::event::not_major(who),
        Event::ApprovalRequested => w::event::approval_requested().to_owned(),
        Event::ApprovalDecided { approved: true, .. } => w::event::approved(who),
        Event::ApprovalDecided { reason, .. } => {
            w::event::rejected(who, reason.as_deref().unwrap_or_default())
        }
    };
    vec![one]
}

fn assigned(
    actor: Actor,
    who: &str,
    assignee: &Change<Option<PersonId>>,
    team: &Change<Option<TeamId>>,
    names: Names<'_>,
) -> Vec<String> {
    let agent = assignee.is_real().then(|| match assignee.to {
        Some(agent) if actor == Actor::Person(agent) => w::event::taken(who),
        Some(agent) => w::event::assigned(who, &names.person(agent)),
        None => w::event::unassigned(who),
    });
    let team = team.is_real().then(|| match team.to {
        Some(team) => w::event::given(who, &names.team(team)),
        None => w::event::no_team(who),
    });
    agent.into_iter().chain(team).collect()
}

fn nature(
    kind: &Change<Kind>,
    category: &Change<Option<CategoryId>>,
    impact: &Change<Option<Impact>>,
    urgency: &Change<Option<Urgency>>,
    names: Names<'_>,
) -> String {
    let lower = |word: &str| word.to_lowercase();
    let kind = kind
        .is_real()
        .then(|| w::event::nature::kind(&lower(words::kind(kind.to))));
    let category = category.to.filter(|_| category.is_real());
    let category = category.map(|id| w::event::nature::category(&names.category(id)));
    let impact = impact.to.filter(|_| impact.is_real());
    let impact = impact.map(|word| w::event::nature::impact(&lower(words::impact(word))));
    let urgency = urgency.to.filter(|_| urgency.is_real());
    let urgency = urgency.map(|word| w::event::nature::urgency(&lower(words::urgency(word))));
    let parts: Vec<String> = [kind, category, impact, urgency]
        .into_iter()
        .flatten()
        .collect();
    parts.join(", ")
}

fn prioritized(who: &str, priority: &Change<Priority>, reason: Option<&str>) -> String {
    let (from, to) = (short_priority(priority.from), short_priority(priority.to));
    match reason {
        Some(reason) => w::event::prioritized(who, &to, reason),
        None => w::event::priority_changed(&from, &to),
    }
}

fn short_priority(priority: Priority) -> String {
    priority.as_str().to_uppercase()
}

/// `N2, Réseau et VPN, Karim Benali`: what changes with a handover.
fn target(hand: &Handover, names: Names<'_>) -> String {
    let level = hand
        .level
        .is_real()
        .then(|| words::level(hand.level.to).to_owned());
    let team = hand.team.to.filter(|_| hand.team.is_real());
    let agent = hand.assignee.to.filter(|_| hand.assignee.is_real());
    let team = team.map(|team| names.team(team));
    let agent = agent.map(|agent| names.person(agent));
    let parts: Vec<String> = [level, team, agent].into_iter().flatten().collect();
    parts.join(", ")
}

fn documented(who: &str, documentation: &Documentation) -> String {
    match documentation {
        Documentation::Note { text } => w::event::documented(who, text),
        Documentation::Article { reference } => w::event::documented_by(who, reference),
        Documentation::NothingToDocument { reason } => w::event::nothing_to_document(who, reason),
    }
}

fn closed(who: &str, code: CloseCode, reason: Option<&str>) -> String {
    let reason = reason.unwrap_or_default();
    match code {
        CloseCode::Confirmed => w::event::closed::confirmed().to_owned(),
        CloseCode::NoAnswer => w::event::closed::no_answer().to_owned(),
        CloseCode::ByAgent => w::event::closed::by_agent(who, reason),
        CloseCode::Cancelled => w::event::closed::cancelled(who, reason),
        CloseCode::Spam => w::event::closed::spam(who, reason),
    }
}

fn reopened(who: &str, cause: ReopenCause, reason: Option<&str>) -> String {
    match (cause, reason) {
        (ReopenCause::NotSolved, _) => w::event::reopened::not_solved(who),
        (ReopenCause::Reply, _) => w::event::reopened::reply(who),
        (ReopenCause::Undelivered, _) => w::event::reopened::undelivered().to_owned(),
        (ReopenCause::LowScore, _) => w::event::reopened::low_score(who),
        (ReopenCause::Agent, reason) => w::event::reopened::agent(who, reason.unwrap_or_default()),
    }
}

/// `demandeur`, `planifiée jusqu’au 9 mars, 13:44`.
pub fn hold_words(hold: &Hold) -> String {
    let reason = words::hold_reason(hold.reason).to_lowercase();
    match hold.until {
        Some(until) => w::hold::until(&reason, &format::moment(until)),
        None => reason,
    }
}

fn resumed(who: &str, cause: ResumeCause) -> String {
    match cause {
        ResumeCause::Agent => w::event::resumed(who),
        ResumeCause::Reply => w::event::resumed_by::reply(who),
        ResumeCause::Due => w::event::resumed_by::due().to_owned(),
        ResumeCause::Advance => w::event::resumed_by::advance().to_owned(),
    }
}

fn score_of(survey: SurveyKind, score: Option<i32>) -> String {
    score
        .map(|score| words::score(survey, score))
        .unwrap_or_default()
}

fn tagged(who: &str, added: &[String], removed: &[String]) -> Vec<String> {
    let on = (!added.is_empty()).then(|| w::event::tagged(who, &added.join(", ")));
    let off = (!removed.is_empty()).then(|| w::event::untagged(who, &removed.join(", ")));
    on.into_iter().chain(off).collect()
}

/// An event among others on one line: `priorité P2 vers P1`.
pub fn brief(event: &Event) -> String {
    match event {
        Event::Created(_) => w::brief::created().to_owned(),
        Event::StageChanged { stage } => words::stage(stage.to).to_lowercase(),
        Event::Assigned { assignee, .. } if assignee.is_real() => w::brief::assigned().to_owned(),
        Event::Assigned { .. } => w::brief::given().to_owned(),
        Event::Classified { .. } => w::brief::classified().to_owned(),
        Event::PriorityChanged { priority, .. } => {
            w::brief::priority(&short_priority(priority.from), &short_priority(priority.to))
        }
        Event::LevelChanged { level } => {
            w::brief::level(words::level(level.from), words::level(level.to))
        }
        Event::Escalated(hand) => {
            w::brief::escalated(words::level(hand.level.from), words::level(hand.level.to))
        }
        Event::Deescalated(hand) => {
            w::brief::deescalated(words::level(hand.level.from), words::level(hand.level.to))
        }
        Event::Diagnosed { .. } => w::brief::diagnosed().to_owned(),
        Event::Resolved { .. } => w::brief::resolved().to_owned(),
        Event::Documented { .. } => w::brief::documented().to_owned(),
        Event::Confirmed => w::brief::confirmed().to_owned(),
        Event::Closed { .. } => w::brief::closed().to_owned(),
        Event::Reopened { .. } => w::brief::reopened().to_owned(),
        Event::Held { .. } => w::brief::held().to_owned(),
        Event::Resumed { .. } => w::brief::resumed().to_owned(),
        Event::SentBack { .. } => w::brief::sent_back().to_owned(),
        Event::Replied { .. } => w::brief::replied().to_owned(),
        Event::Noted { .. } => w::brief::noted().to_owned(),
        Event::Tagged { .. } => w::brief::tagged().to_owned(),
        Event::Linked { .. } | Event::Unlinked { .. } => w::brief::linked().to_owned(),
        Event::Followed { .. } | Event::Unfollowed { .. } => w::brief::followed().to_owned(),
        Event::SubjectChanged { .. } => w::brief::renamed().to_owned(),
        Event::MajorChanged { .. } => w::brief::major().to_owned(),
        Event::ApprovalRequested => w::brief::approval_requested().to_owned(),
        Event::ApprovalDecided { .. } => w::brief::approval_decided().to_owned(),
        Event::Alerted(Alert { percent: 100.., .. }) => w::brief::breached().to_owned(),
        Event::Alerted(_) => w::brief::at_risk().to_owned(),
        Event::Routed(_) => w::brief::routed().to_owned(),
        Event::Rated { .. } => w::brief::rated().to_owned(),
    }
}
