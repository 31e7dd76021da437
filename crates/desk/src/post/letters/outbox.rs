//! What became of letters: seen on messages and in a list, tried again, and told to the desk when
//! one cannot be delivered.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use guichet_domain::ids::{LetterId, MessageId, PersonId, TicketId};
use guichet_domain::people::{Language, Role};
use guichet_domain::post::{LetterKind, LetterState};
use guichet_domain::sla::Audience;
use guichet_domain::text::{Body, Email, Reason};
use guichet_domain::ticket::event::Actor;
use guichet_domain::ticket::{Deed, ReopenCause, lifecycle};
use guichet_store::letters::{self, Letter};
use guichet_store::{Connection, people, tickets};

use super::ask::{invite, try_out};
use crate::audience::audience;
use crate::notifications::{self, News};
use crate::page::{Page, Slice, numbered};
use crate::tickets::perform;
use crate::{By, Conflict, Refusal, Wrong, messages, settings};

/// What became of a message on its way to somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// To which address.
    pub address: String,
    /// What became of it.
    pub state: LetterState,
    /// What was said, where it was not delivered.
    pub error: Option<String>,
    /// When it was handed over.
    pub sent_at: Option<DateTime<Utc>>,
}

/// A letter, as staff see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterView {
    /// Which one.
    pub id: LetterId,
    /// What it is about.
    pub kind: LetterKind,
    /// The ticket.
    pub ticket: Option<TicketId>,
    /// To which address.
    pub address: String,
    /// In which language.
    pub language: Language,
    /// What became of it.
    pub state: LetterState,
    /// How often it was tried.
    pub attempts: i32,
    /// When it is tried next.
    pub next_at: Option<DateTime<Utc>>,
    /// What was said, where it was not delivered.
    pub error: Option<String>,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// When it was handed over.
    pub sent_at: Option<DateTime<Utc>>,
}

impl From<Letter> for LetterView {
    fn from(letter: Letter) -> Self {
        Self {
            id: letter.id,
            kind: letter.kind,
            ticket: letter.ticket,
            address: letter.address,
            language: letter.language,
            state: letter.state,
            attempts: letter.attempts,
            next_at: letter.next_at,
            error: letter.error,
            created_at: letter.created_at,
            sent_at: letter.sent_at,
        }
    }
}

/// A page of letters, newest first, for administrators.
pub fn list(
    tx: &mut Connection,
    by: &By,
    failed: bool,
    slice: &Slice,
) -> Result<Page<LetterView>, Refusal> {
    by.require(Role::Admin)?;
    let page = numbered(letters::list(tx, failed, slice.after()?, slice.limit())?);
    Ok(Page {
        items: page.items.into_iter().map(LetterView::from).collect(),
        next: page.next,
    })
}

/// An administrator has a letter tried again that was not delivered.
pub fn retry(tx: &mut Connection, by: &By, id: LetterId) -> Result<LetterView, Refusal> {
    by.require(Role::Admin)?;
    let letter = letters::find(tx, id)?.ok_or(Refusal::NotFound)?;
    match letter.state {
        LetterState::Failed
        | LetterState::Bounced
        | LetterState::Suppressed
        | LetterState::Waiting => {}
        LetterState::Sent | LetterState::Cancelled => return Err(Conflict::InUse.into()),
    }
    letters::settle(tx, id, LetterState::Waiting, Some(by.at), None, None)?;
    letters::find(tx, id)?
        .map(LetterView::from)
        .ok_or(Refusal::NotFound)
}

/// What became of messages on their way.
pub(crate) fn deliveries(
    tx: &mut Connection,
    messages: &[MessageId],
) -> Result<HashMap<MessageId, Vec<Delivery>>, Refusal> {
    let found = letters::of_messages(tx, messages)?;
    let delivery = |letter: Letter| Delivery {
        address: letter.address,
        state: letter.state,
        error: letter.error,
        sent_at: letter.sent_at,
    };
    Ok(found
        .into_iter()
        .map(|(message, letters)| (message, letters.into_iter().map(delivery).collect()))
        .collect())
}

/// A letter could not be delivered: where it carried a message, the desk is told on the ticket, and
/// a solution that nobody has read opens it again.
pub(crate) fn fail(
    tx: &mut Connection,
    letter: &Letter,
    said: &str,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    let (Some(id), Some(_)) = (letter.ticket, letter.message) else {
        return Ok(());
    };
    tickets::lock(tx, id)?;
    let ticket = tickets::get(tx, id)?;
    let language = settings::load(tx)?.language;
    let message = messages::add_own_note(tx, id, &note(letter, said, language)?, now)?;
    let rules = settings::load(tx)?.rules();
    let system = Actor::System;
    let ticket = perform(tx, &ticket, Deed::Note { message }, system, now, &rules)?;
    let address = letter.address.clone();
    let told = audience(tx, &ticket, &[Audience::Assignee])?;
    notifications::tell(tx, &told, Some(id), &News::Undelivered { address }, now)?;
    let reopen = Deed::Reopen {
        cause: ReopenCause::Undelivered,
        reason: reason(letter, language)?,
    };
    let unread = letter.kind == LetterKind::Solution && ticket.confirmed_at.is_none();
    if unread && lifecycle::allows_on(&ticket, reopen.kind()).is_ok() {
        perform(tx, &ticket, reopen, system, now, &rules)?;
    }
    Ok(())
}

fn note(letter: &Letter, said: &str, language: Language) -> Result<Body, Refusal> {
    let address = &letter.address;
    let text = match language {
        Language::Fr => format!("Le message n’a pas pu être remis à {address}.\n{said}"),
        Language::En => format!("The message could not be delivered to {address}.\n{said}"),
    };
    Body::parse(&text).map_err(|error| Refusal::Fault(format!("note of a failure: {error}")))
}

fn reason(letter: &Letter, language: Language) -> Result<Reason, Refusal> {
    let address = &letter.address;
    let text = match language {
        Language::Fr => format!("La solution n’a pas pu être remise à {address}."),
        Language::En => format!("The solution could not be delivered to {address}."),
    };
    Reason::parse(&text).map_err(|error| Refusal::Fault(format!("reason of a failure: {error}")))
}

/// An administrator has a letter sent to see whether letters can be sent.
pub fn send_test(tx: &mut Connection, by: &By, address: &Email) -> Result<LetterView, Refusal> {
    by.require(Role::Admin)?;
    let language = people::get(tx, by.viewer.person)?.profile.language;
    let id = try_out(tx, address.as_str(), language, by.at)?;
    letters::find(tx, id)?
        .map(LetterView::from)
        .ok_or(Refusal::NotFound)
}

/// Somebody of the desk invites a requester, who then signs in by a link.
pub fn send_invitation(tx: &mut Connection, by: &By, id: PersonId) -> Result<(), Refusal> {
    by.require(Role::Agent)?;
    let person = people::get(tx, id)?;
    if person.profile.role.is_staff() || !person.profile.active {
        return Err(Conflict::InUse.into());
    }
    if person.profile.email.is_none() {
        return Err(Refusal::field("email", Wrong::Missing));
    }
    invite(tx, &person, by.at)
}
