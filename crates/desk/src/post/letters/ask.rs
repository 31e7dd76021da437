//! What happens to tickets becomes letters in the outbox, in the transaction of the deed.

use chrono::{DateTime, Duration, Utc};
use guichet_domain::ids::{LetterId, MessageId, PersonId, TicketId};
use guichet_domain::people::Language;
use guichet_domain::post::LetterKind;
use guichet_domain::ticket::event::Actor;
use guichet_domain::ticket::{Channel, CloseCode, Event, Record, Side, Stage, Ticket};
use guichet_store::letters::{self, NewLetter};
use guichet_store::people::Person;
use guichet_store::{Connection, people};
use serde_json::{Value, json};

use crate::notifications::{self, News};
use crate::post::{self, choices};
use crate::{Refusal, business_days, settings};

/// At most one automatic answer goes to an address within this time.
const ANSWER_WINDOW: Duration = Duration::minutes(10);

/// A ticket has begun: its requester is told so, unless a program asked, or was just answered.
pub(crate) fn begun(tx: &mut Connection, ticket: &Ticket, automatic: bool) -> Result<(), Refusal> {
    if automatic || !post::load(tx)?.acknowledge {
        return Ok(());
    }
    let person = people::get(tx, ticket.requester)?;
    let Some(address) = address(&person) else {
        return Ok(());
    };
    let at = ticket.created_at;
    let by_mail = ticket.channel == Channel::Email;
    if by_mail && letters::count_automatic(tx, &address, at - ANSWER_WINDOW, 1)? > 0 {
        return Ok(());
    }
    let letter = Draft::of(LetterKind::Acknowledgement, ticket, at);
    letter.to(tx, &person)
}

/// What a deed has done to a ticket is told to whom it concerns.
pub(crate) fn follow(
    tx: &mut Connection,
    ticket: &Ticket,
    records: &[Record],
) -> Result<(), Refusal> {
    // The words of a solution are a reply, too: they go out once.
    let solution = records.iter().find_map(|record| match &record.event {
        Event::Resolved { message, .. } => *message,
        _ => None,
    });
    for record in records {
        match &record.event {
            Event::Replied { message, .. } if solution == Some(*message) => {}
            Event::Replied { message, side, .. } => replied(tx, ticket, record, *message, *side)?,
            Event::Resolved {
                message: Some(message),
                ..
            } => solved(tx, ticket, record, *message)?,
            Event::StageChanged { stage } if stage.to == Stage::Closure => {
                remind(tx, ticket, record)?;
            }
            Event::Closed { code, .. } => closed(tx, ticket, record, *code)?,
            Event::Reopened { cause, .. } => {
                let news = News::Reopened { cause: *cause };
                tell_agent(tx, ticket, record, &news)?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// A public message goes to everybody on the ticket but its author; the agent in charge is told of
/// those of the requester's side.
fn replied(
    tx: &mut Connection,
    ticket: &Ticket,
    record: &Record,
    message: MessageId,
    side: Side,
) -> Result<(), Refusal> {
    let letter = Draft::of(LetterKind::Reply, ticket, record.at).with(message);
    for person in others(tx, ticket, record.actor)? {
        letter.to(tx, &person)?;
    }
    match side {
        Side::Requester => tell_agent(tx, ticket, record, &News::Replied),
        Side::Agent => Ok(()),
    }
}

/// The requester gets the solution with what to answer it by; the others read it.
fn solved(
    tx: &mut Connection,
    ticket: &Ticket,
    record: &Record,
    message: MessageId,
) -> Result<(), Refusal> {
    for person in others(tx, ticket, record.actor)? {
        let kind = match person.id == ticket.requester {
            true => LetterKind::Solution,
            false => LetterKind::Reply,
        };
        let letter = Draft::of(kind, ticket, record.at).with(message);
        letter.to(tx, &person)?;
    }
    Ok(())
}

/// The reminder waits in the outbox; whether it is still true is looked at when its time has come.
fn remind(tx: &mut Connection, ticket: &Ticket, record: &Record) -> Result<(), Refusal> {
    if ticket.closed_at.is_some() || ticket.confirmed_at.is_some() {
        return Ok(());
    }
    let days = settings::load(tx)?.remind_after_days;
    let person = people::get(tx, ticket.requester)?;
    let mut letter = Draft::of(LetterKind::Reminder, ticket, record.at);
    letter.send_at = business_days::after(record.at, days);
    letter.to(tx, &person)
}

/// Whoever confirmed knows; the others are told. Later all are asked how it was.
fn closed(
    tx: &mut Connection,
    ticket: &Ticket,
    record: &Record,
    code: CloseCode,
) -> Result<(), Refusal> {
    let person = people::get(tx, ticket.requester)?;
    let told = match code {
        CloseCode::NoAnswer | CloseCode::ByAgent => true,
        CloseCode::Cancelled => record.actor != Actor::Person(ticket.requester),
        CloseCode::Confirmed | CloseCode::Spam => false,
    };
    if told {
        Draft::of(LetterKind::Closure, ticket, record.at).to(tx, &person)?;
    }
    let post = post::load(tx)?;
    if post.survey.is_some() && !code.is_left_out_of_figures() {
        let mut letter = Draft::of(LetterKind::Survey, ticket, record.at);
        letter.send_at = record.at + Duration::hours(i64::from(post.survey_after_hours));
        letter.to(tx, &person)?;
    }
    Ok(())
}

fn tell_agent(
    tx: &mut Connection,
    ticket: &Ticket,
    record: &Record,
    news: &News,
) -> Result<(), Refusal> {
    let agent = ticket.assignee;
    let agent = agent.filter(|agent| record.actor != Actor::Person(*agent));
    notifications::tell(tx, agent.as_slice(), Some(ticket.id), news, record.at)
}

/// News go by mail, too, to those who want them so.
pub(crate) fn notify(
    tx: &mut Connection,
    people: &[PersonId],
    ticket: Option<TicketId>,
    news: &News,
    at: DateTime<Utc>,
) -> Result<(), Refusal> {
    let details = serde_json::to_value(news).map_err(|error| Refusal::Fault(error.to_string()))?;
    for id in people {
        let person = people::get(tx, *id)?;
        let letter = Draft {
            kind: LetterKind::Notification,
            ticket,
            message: None,
            details: details.clone(),
            asked_at: at,
            send_at: at,
        };
        if choices::of(tx, *id)?.wants_news(news) {
            letter.to(tx, &person)?;
        }
    }
    Ok(())
}

/// A link to sign in by, for somebody who has an address.
pub(crate) fn offer_sign_in(
    tx: &mut Connection,
    person: &Person,
    at: DateTime<Utc>,
) -> Result<(), Refusal> {
    plain(LetterKind::SignIn, at).to(tx, person)
}

/// A link to join the desk by.
pub(crate) fn invite(
    tx: &mut Connection,
    person: &Person,
    at: DateTime<Utc>,
) -> Result<(), Refusal> {
    plain(LetterKind::Invitation, at).to(tx, person)
}

/// A letter that only shows whether letters can be sent.
pub(crate) fn try_out(
    tx: &mut Connection,
    address: &str,
    language: Language,
    at: DateTime<Utc>,
) -> Result<LetterId, Refusal> {
    let letter = plain(LetterKind::Test, at).addressed(address.to_owned(), None, language);
    let kept = letters::insert(tx, &letter)?;
    kept.ok_or(Refusal::Conflict(crate::Conflict::Duplicate))
}

/// A letter that is about no ticket.
fn plain(kind: LetterKind, at: DateTime<Utc>) -> Draft {
    Draft {
        kind,
        ticket: None,
        message: None,
        details: json!({}),
        asked_at: at,
        send_at: at,
    }
}

/// A letter without anybody it is for.
struct Draft {
    kind: LetterKind,
    ticket: Option<TicketId>,
    message: Option<MessageId>,
    details: Value,
    asked_at: DateTime<Utc>,
    send_at: DateTime<Utc>,
}

impl Draft {
    fn of(kind: LetterKind, ticket: &Ticket, at: DateTime<Utc>) -> Self {
        Self {
            ticket: Some(ticket.id),
            ..plain(kind, at)
        }
    }

    fn with(self, message: MessageId) -> Self {
        Self {
            message: Some(message),
            ..self
        }
    }

    fn to(&self, tx: &mut Connection, person: &Person) -> Result<(), Refusal> {
        let Some(address) = address(person) else {
            return Ok(());
        };
        if !choices::of(tx, person.id)?.wants(self.kind) {
            return Ok(());
        }
        let letter = self.addressed(address, Some(person.id), person.profile.language);
        letters::insert(tx, &letter)?;
        Ok(())
    }

    /// Its key names what it tells of: a message once, anything else once for each moment.
    fn addressed(
        &self,
        address: String,
        person: Option<PersonId>,
        language: Language,
    ) -> NewLetter {
        let what = match (self.message, self.ticket) {
            (Some(message), _) => format!("message {message}"),
            (None, Some(ticket)) => {
                format!("ticket {ticket} {}", self.asked_at.timestamp_micros())
            }
            (None, None) => self.asked_at.timestamp_micros().to_string(),
        };
        let of = self.details.get("type").and_then(Value::as_str);
        let kind = self.kind.as_str();
        NewLetter {
            key: format!("{kind} {what} {} {address}", of.unwrap_or_default()),
            kind: self.kind,
            ticket: self.ticket,
            message: self.message,
            person,
            address,
            language,
            details: self.details.clone(),
            at: self.send_at,
            created_at: self.asked_at,
        }
    }
}

/// Requester and followers but the author; those of the desk who only follow read it there.
fn others(tx: &mut Connection, ticket: &Ticket, author: Actor) -> Result<Vec<Person>, Refusal> {
    let mut people = Vec::new();
    let followers = ticket.followers.iter().copied();
    for id in std::iter::once(ticket.requester).chain(followers) {
        if author == Actor::Person(id) || people.iter().any(|known: &Person| known.id == id) {
            continue;
        }
        let person = people::get(tx, id)?;
        if id == ticket.requester || !person.profile.role.is_staff() {
            people.push(person);
        }
    }
    Ok(people)
}

fn address(person: &Person) -> Option<String> {
    let profile = &person.profile;
    profile.email.clone().filter(|_| profile.active)
}
