//! Which ticket a mail belongs to. A subject that looks alike never tells.

use guichet_domain::ids::{LetterId, PersonId};
use guichet_domain::ticket::Ticket;
use guichet_mail::incoming::Mail;
use guichet_store::{Connection, incoming, letters, tickets};

use super::{Ground, addressed_to};
use crate::Refusal;

/// The ticket a mail is about.
pub(super) struct Thread {
    /// The ticket.
    pub(super) ticket: Ticket,
    /// Whether the sender takes part in it.
    pub(super) joins: bool,
    /// To whom the letter went that the mail answers, where it names one of ours.
    pub(super) addressee: Option<PersonId>,
}

/// Finds the ticket: by an address of ours that names it; by the mails it answers, where the sender
/// takes part; by a Message-ID of ours; by the number in the subject, where the sender takes part.
pub(super) fn find(
    tx: &mut Connection,
    ground: &Ground<'_>,
    mail: &Mail,
    sender: Option<PersonId>,
) -> Result<Option<Thread>, Refusal> {
    let joins = |ticket: &Ticket| sender.is_some_and(|sender| ticket.has_participant(sender));
    let addressee = addressee(tx, ground, mail)?;
    let thread = |ticket: Ticket| Thread {
        joins: joins(&ticket),
        ticket,
        addressee,
    };
    let named = addressed_to(mail)
        .into_iter()
        .find_map(|address| ground.seal.read_reply_address(&address));
    if let Some((id, mailbox)) = named
        && ground.is_own(&mailbox)
        && let Some(ticket) = tickets::find(tx, id)?
    {
        return Ok(Some(thread(ticket)));
    }
    let answered = answered(mail);
    let mut strange = None;
    for id in incoming::bound(tx, &answered)? {
        let Some(ticket) = tickets::find(tx, id)? else {
            continue;
        };
        if joins(&ticket) || addressee.is_some() {
            return Ok(Some(thread(ticket)));
        }
        strange.get_or_insert(ticket);
    }
    let own = answered
        .iter()
        .find_map(|id| ground.seal.read_message_id(id));
    if let Some((id, _)) = own
        && let Some(ticket) = tickets::find(tx, id)?
    {
        return Ok(Some(thread(ticket)));
    }
    if let Some(ticket) = quoted(tx, ground, &mail.subject)?
        && joins(&ticket)
    {
        return Ok(Some(thread(ticket)));
    }
    Ok(strange.map(thread))
}

/// The Message-IDs a mail answers, newest first.
fn answered(mail: &Mail) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for id in mail.in_reply_to.iter().chain(mail.references.iter().rev()) {
        if !ids.contains(id) {
            ids.push(id.clone());
        }
    }
    ids
}

/// To whom the letter went that a mail answers.
fn addressee(
    tx: &mut Connection,
    ground: &Ground<'_>,
    mail: &Mail,
) -> Result<Option<PersonId>, Refusal> {
    let letter = answered(mail)
        .iter()
        .find_map(|id| ground.seal.read_message_id(id))
        .map(|(_, letter)| LetterId(letter));
    match letter {
        Some(letter) => Ok(letters::find(tx, letter)?.and_then(|letter| letter.person)),
        None => Ok(None),
    }
}

/// The ticket whose number stands in brackets in a subject.
fn quoted(
    tx: &mut Connection,
    ground: &Ground<'_>,
    subject: &str,
) -> Result<Option<Ticket>, Refusal> {
    let inside = subject
        .split('[')
        .skip(1)
        .filter_map(|rest| rest.split_once(']'))
        .map(|(inside, _)| inside)
        .filter(|inside| inside.starts_with(&ground.settings.ticket_prefix));
    for number in inside.take(5) {
        if let Some(id) = ground.settings.ticket_id(number)
            && let Some(ticket) = tickets::find(tx, id)?
        {
            return Ok(Some(ticket));
        }
    }
    Ok(None)
}
