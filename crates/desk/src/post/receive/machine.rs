//! Mails of programs: kept, never answered, never a reason to open anything again.

use guichet_domain::ids::MessageId;
use guichet_domain::post::{MailNature, MailState};
use guichet_domain::ticket::event::Actor;
use guichet_domain::ticket::{Channel, Deed, MessageKind, Side, Ticket};
use guichet_mail::incoming::Mail;
use guichet_store::messages::NewMessage;
use guichet_store::{Connection, incoming, messages, people, tickets};

use super::arrive;
use super::intake::Intake;
use super::{Arrival, Became, Ground, Setback, nature, thread};
use crate::By;
use crate::tickets::perform;

/// On the ticket it answers a machine's mail is a note; else it begins a ticket, to whose requester
/// nothing is promised. That somebody is away says nothing without a ticket.
pub(super) fn take(
    tx: &mut Connection,
    ground: &Ground<'_>,
    arrival: &Arrival,
    mail: &Mail,
) -> Result<(MailState, Became), Setback> {
    let known = people::find_by_email(tx, &mail.from.email.to_lowercase())?;
    let sender = known.as_ref().map(|person| person.id);
    let intake = Intake {
        ground,
        arrival,
        mail,
        mailbox: ground.mailbox(arrival.origin, mail),
    };
    if let Some(thread) = thread::find(tx, ground, mail, sender)? {
        let message = note(tx, &intake, thread.ticket.id)?;
        return Ok((MailState::Taken, (Some(thread.ticket.id), Some(message))));
    }
    match nature(mail) {
        _ if ground.released => {}
        MailNature::OutOfOffice => return Err(Setback::Quarantine("out_of_office")),
        MailNature::Bounce => return Err(Setback::Quarantine("unclear_report")),
        MailNature::Person | MailNature::Machine | MailNature::Complaint => {}
    }
    let (ticket, message) = begin(tx, &intake, known)?;
    let ids: Vec<&str> = mail.message_id.as_deref().into_iter().collect();
    incoming::bind(tx, &ids, ticket.id)?;
    Ok((MailState::Taken, (Some(ticket.id), Some(message))))
}

fn note(
    tx: &mut Connection,
    intake: &Intake<'_>,
    id: guichet_domain::ids::TicketId,
) -> Result<MessageId, Setback> {
    tickets::lock(tx, id)?;
    let ticket: Ticket = tickets::get(tx, id)?;
    let at = intake.ground.now;
    let new = NewMessage {
        ticket: id,
        kind: MessageKind::Note,
        side: Side::Requester,
        author: None,
        channel: Channel::Email,
        body: intake.body(&intake.mail.text)?.into_string(),
        thanks: false,
        created_at: at,
    };
    let message = messages::insert(tx, &new)?;
    incoming::describe(tx, message, &intake.description(intake.mail, false))?;
    let rules = intake.ground.settings.rules();
    perform(
        tx,
        &ticket,
        Deed::Note { message },
        Actor::System,
        at,
        &rules,
    )?;
    Ok(message)
}

fn begin(
    tx: &mut Connection,
    intake: &Intake<'_>,
    known: Option<people::Person>,
) -> Result<(Ticket, MessageId), Setback> {
    let mail = intake.mail;
    let person = match known {
        Some(person) => person,
        None => {
            let language = arrive::language(mail, intake.mailbox);
            arrive::enter(tx, intake.ground, &mail.from, language)?
        }
    };
    let viewer = people::viewer(tx, person.id)?;
    let by = By {
        viewer: viewer.ok_or(Setback::Quarantine("inactive_sender"))?,
        at: intake.ground.now,
        channel: Channel::Email,
    };
    let (ticket, message) = intake.arrive(tx, &by, &person, &mail.text, &mail.subject, true)?;
    let verified = arrive::is_verified(mail, intake.mailbox);
    incoming::describe(tx, message, &intake.description(mail, verified))?;
    Ok((ticket, message))
}
