//! How it was: requesters are asked after the end, answer once, and may change that for a week.

use chrono::{DateTime, Duration, Utc};
use guichet_domain::ids::TicketId;
use guichet_domain::people::Role;
use guichet_domain::post::SurveyKind;
use guichet_domain::sla::Audience;
use guichet_domain::text::{Prose, Reason};
use guichet_domain::ticket::event::Actor;
use guichet_domain::ticket::{Deed, DeedKind, ReopenCause, Ticket, policy};
use guichet_store::surveys::{self, Survey};
use guichet_store::{Connection, tickets};

use crate::audience::audience;
use crate::notifications::{self, News};
use crate::tickets::{load, perform};
use crate::{By, Conflict, Refusal, Wrong, post, settings};

/// How long an answer can be changed.
const CHANGEABLE: Duration = Duration::days(7);

/// What is asked of a ticket, and what was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SurveyView {
    /// What is asked.
    pub kind: SurveyKind,
    /// The score; `None` while there is no answer.
    pub score: Option<i32>,
    /// What the requester added.
    pub comment: Option<String>,
    /// When it was answered.
    pub answered_at: Option<DateTime<Utc>>,
    /// Until when the answer can be changed; `None` while there is none.
    pub changeable_until: Option<DateTime<Utc>>,
}

/// What a requester says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Within what the survey takes.
    pub score: i32,
    /// Anything to add.
    pub comment: Option<Prose<2_000>>,
}

/// How many answered what within a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// What was asked.
    pub kind: SurveyKind,
    /// How often each score was given, lowest first.
    pub scores: Vec<(i32, i64)>,
}

/// The survey of a ticket, for whoever sees it; `None` where nothing is asked.
pub fn of_ticket(
    tx: &mut Connection,
    by: &By,
    id: TicketId,
) -> Result<Option<SurveyView>, Refusal> {
    let ticket = load(tx, by, id)?;
    asked_of(tx, by, &ticket)
}

/// What is asked of a ticket, for the requester once it is over, for staff once it is said.
pub(crate) fn asked_of(
    tx: &mut Connection,
    by: &By,
    ticket: &Ticket,
) -> Result<Option<SurveyView>, Refusal> {
    let kept = surveys::find(tx, ticket.id)?;
    if let Some(survey) = kept {
        let readable = by.is_staff() || by.viewer.person == survey.person;
        return Ok(readable.then(|| show(survey)));
    }
    let is_over = ticket.closed_at.is_some() && policy::may(&by.viewer, ticket, DeedKind::Rate);
    let left_out = ticket
        .close_code
        .is_some_and(|c| c.is_left_out_of_figures());
    let kind = post::load(tx)?.survey.filter(|_| is_over && !left_out);
    Ok(kind.map(|kind| SurveyView {
        kind,
        score: None,
        comment: None,
        answered_at: None,
        changeable_until: None,
    }))
}

fn show(survey: Survey) -> SurveyView {
    SurveyView {
        kind: survey.kind,
        score: survey.score,
        comment: survey.comment,
        answered_at: survey.answered_at,
        changeable_until: survey.answered_at.map(|at| at + CHANGEABLE),
    }
}

/// The requester says how it was, or says it anew. A low score is told, and opens the ticket again
/// where that is settled so.
pub fn answer(
    tx: &mut Connection,
    by: &By,
    id: TicketId,
    answer: &Answer,
) -> Result<SurveyView, Refusal> {
    tickets::lock(tx, id)?;
    let ticket = load(tx, by, id)?;
    if !policy::may(&by.viewer, &ticket, DeedKind::Rate) {
        return Err(Refusal::Forbidden);
    }
    let before = surveys::find(tx, id)?;
    let post = post::load(tx)?;
    let kind = before.as_ref().map(|survey| survey.kind).or(post.survey);
    let kind = kind.ok_or(Refusal::NotFound)?;
    if !kind.scores().contains(&answer.score) {
        return Err(Refusal::field("score", Wrong::OutOfRange));
    }
    let first = before.as_ref().and_then(|survey| survey.answered_at);
    if first.is_some_and(|first| by.at - first > CHANGEABLE) {
        return Err(Conflict::TooLate.into());
    }
    let old = before.as_ref().and_then(|survey| survey.score);
    let rules = settings::load(tx)?.rules();
    let deed = Deed::Rate {
        survey: kind,
        before: old,
        score: answer.score,
    };
    let ticket = perform(tx, &ticket, deed, by.actor(), by.at, &rules)?;
    let survey = Survey {
        ticket: id,
        person: by.viewer.person,
        kind,
        asked_at: before.map_or(by.at, |survey| survey.asked_at),
        score: Some(answer.score),
        comment: answer.comment.clone().map(Prose::into_string),
        answered_at: Some(first.unwrap_or(by.at)),
        changed_at: first.map(|_| by.at),
    };
    surveys::keep(tx, &survey)?;
    let low = kind.is_low(answer.score);
    if low && !old.is_some_and(|old| kind.is_low(old)) {
        disappointed(tx, &ticket, kind, answer.score, by.at)?;
        if post.reopen_on_low_score {
            reopen(tx, &ticket, by.at)?;
        }
    }
    Ok(show(survey))
}

fn disappointed(
    tx: &mut Connection,
    ticket: &Ticket,
    survey: SurveyKind,
    score: i32,
    at: DateTime<Utc>,
) -> Result<(), Refusal> {
    let told = audience(tx, ticket, &[Audience::Assignee, Audience::Supervisors])?;
    let news = News::LowScore { survey, score };
    notifications::tell(tx, &told, Some(ticket.id), &news, at)
}

fn reopen(tx: &mut Connection, ticket: &Ticket, at: DateTime<Utc>) -> Result<(), Refusal> {
    let settings = settings::load(tx)?;
    let within = ticket
        .closed_at
        .is_some_and(|closed| at - closed <= settings.rules().reopen_within);
    if !within {
        return Ok(());
    }
    let sentence = match settings.language {
        guichet_domain::people::Language::Fr => "Note basse du demandeur",
        guichet_domain::people::Language::En => "Low score of the requester",
    };
    let reason = Reason::parse(sentence).map_err(|error| Refusal::Fault(error.to_string()))?;
    let deed = Deed::Reopen {
        cause: ReopenCause::LowScore,
        reason,
    };
    perform(tx, ticket, deed, Actor::System, at, &settings.rules())?;
    Ok(())
}

/// How requesters have answered from a time to another, for the whole team to see.
pub fn tally(
    tx: &mut Connection,
    by: &By,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Vec<Tally>, Refusal> {
    by.require(Role::Agent)?;
    let counts = surveys::count(tx, from, until)?;
    let tallies = SurveyKind::ALL.iter().copied().map(|kind| Tally {
        kind,
        scores: kind
            .scores()
            .map(|score| (score, counts.get(&(kind, score)).copied().unwrap_or(0)))
            .collect(),
    });
    let given = |tally: &Tally| tally.scores.iter().any(|(_, count)| *count > 0);
    Ok(tallies.filter(given).collect())
}
