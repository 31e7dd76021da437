//! A mail of a person becomes a message on a ticket, or a ticket.

use guichet_domain::ids::{MessageId, TicketId};
use guichet_domain::people::{Language, Viewer};
use guichet_domain::post::MailState;
use guichet_domain::text::{Body, Email, is_bare_thanks};
use guichet_domain::ticket::event::Actor;
use guichet_domain::ticket::{Channel, Deed, LinkKind, Refused, Side, Ticket, policy};
use guichet_mail::incoming::authentication::{HOPS, verdict};
use guichet_mail::incoming::{self as incoming_mail, Address, Mail};
use guichet_store::incoming::{self, MessageMail};
use guichet_store::mailboxes::Mailbox;
use guichet_store::people::{self, Person};
use guichet_store::{Connection, tickets};

use super::intake::{Intake, correspondent};
use super::thread::{self, Thread};
use super::{Arrival, Became, Ground, Setback};
use crate::messages::{self, Draft};
use crate::people::enter_requester;
use crate::post::letters;
use crate::tickets::{answer, perform};
use crate::{By, Refusal};

/// Who sent a mail, and what is known of that.
struct Sender {
    person: Person,
    viewer: Viewer,
    verified: bool,
}

/// Takes in a mail of a person.
pub(super) fn take(
    tx: &mut Connection,
    ground: &Ground<'_>,
    arrival: &Arrival,
    mail: &Mail,
) -> Result<(MailState, Became), Setback> {
    let mailbox = ground.mailbox(arrival.origin, mail);
    let verified = is_verified(mail, mailbox);
    let known = people::find_by_email(tx, &mail.from.email.to_lowercase())?;
    let thread = thread::find(tx, ground, mail, known.as_ref().map(|person| person.id))?;
    let is_agent = known.as_ref().is_some_and(|p| p.profile.role.is_staff());
    if is_agent && !verified && (thread.is_some() || mail.forwarded.is_some()) {
        return Err(Setback::Quarantine("unverified_agent"));
    }
    let sender = sender(tx, ground, mail, known, mailbox, verified)?;
    let intake = Intake {
        ground,
        arrival,
        mail,
        mailbox,
    };
    let (ticket, message) = match thread {
        Some(thread) if thread.joins && thread.ticket.requester == sender.person.id => {
            intake.join(tx, &sender, thread.ticket)?
        }
        Some(thread) if is_agent => intake.answer_as_agent(tx, &sender, thread)?,
        Some(thread) if thread.joins => intake.join(tx, &sender, thread.ticket)?,
        Some(thread) => {
            let (ticket, message) = intake.begin(tx, &sender, mail)?;
            link(tx, ground, &ticket, thread.ticket.id)?;
            (ticket, message)
        }
        None if is_agent && mail.forwarded.is_some() => intake.pass_on(tx, &sender)?,
        None => intake.begin(tx, &sender, mail)?,
    };
    let ids: Vec<&str> = mail.message_id.as_deref().into_iter().collect();
    incoming::bind(tx, &ids, ticket.id)?;
    Ok((MailState::Taken, (Some(ticket.id), Some(message))))
}

/// Whether our own mail server vouches for the sender.
pub(super) fn is_verified(mail: &Mail, mailbox: Option<&Mailbox>) -> bool {
    let authority = mailbox.and_then(|mailbox| mailbox.profile.authority.as_deref());
    let domain = mail.from.email.rsplit_once('@').map(|(_, domain)| domain);
    let (Some(authority), Some(domain)) = (authority, domain) else {
        return false;
    };
    verdict(&mail.authentication_results, authority, HOPS).vouches_for(domain)
}

/// Who sent it; somebody unknown is entered, where anybody may write.
fn sender(
    tx: &mut Connection,
    ground: &Ground<'_>,
    mail: &Mail,
    known: Option<Person>,
    mailbox: Option<&Mailbox>,
    verified: bool,
) -> Result<Sender, Setback> {
    let person = match known {
        Some(person) => person,
        None => enter(tx, ground, &mail.from, language(mail, mailbox))?,
    };
    let viewer = people::viewer(tx, person.id)?;
    Ok(Sender {
        viewer: viewer.ok_or(Setback::Quarantine("inactive_sender"))?,
        person,
        verified,
    })
}

/// Enters somebody, where anybody may write, or anybody of the domain.
pub(super) fn enter(
    tx: &mut Connection,
    ground: &Ground<'_>,
    who: &Address,
    language: Option<Language>,
) -> Result<Person, Setback> {
    let address = who.email.to_lowercase();
    if !ground.released && !ground.post.admits(&address) {
        return Err(Setback::Quarantine("unknown_sender"));
    }
    let email = Email::parse(&address).map_err(|_| Setback::Quarantine("no_sender"))?;
    let name = who.name.as_deref();
    let id = enter_requester(tx, &email, name, language, ground.now)?;
    Ok(people::get(tx, id)?)
}

pub(super) fn language(mail: &Mail, mailbox: Option<&Mailbox>) -> Option<Language> {
    let written = mail.language.map(|language| match language {
        incoming_mail::Language::French => Language::Fr,
        incoming_mail::Language::English => Language::En,
    });
    written.or(mailbox.map(|mailbox| mailbox.profile.language))
}

/// The new ticket has to do with one that its sender does not take part in.
fn link(
    tx: &mut Connection,
    ground: &Ground<'_>,
    ticket: &Ticket,
    other: TicketId,
) -> Result<(), Refusal> {
    let deed = Deed::Link {
        link: LinkKind::Related,
        other,
        bound: false,
        bind: true,
    };
    let rules = ground.settings.rules();
    let system = Actor::System;
    perform(tx, ticket, deed, system, ground.now, &rules)?;
    Ok(())
}

impl Intake<'_> {
    fn by(&self, sender: &Sender) -> By {
        By {
            viewer: sender.viewer.clone(),
            at: self.ground.now,
            channel: Channel::Email,
        }
    }

    /// Somebody who takes part writes again; too late for that, a new ticket follows the old.
    fn join(
        &self,
        tx: &mut Connection,
        sender: &Sender,
        ticket: Ticket,
    ) -> Result<(Ticket, MessageId), Setback> {
        self.write(tx, sender, ticket, Side::Requester)
    }

    /// An agent answers from a mail program: only to what was sent to that very agent.
    fn answer_as_agent(
        &self,
        tx: &mut Connection,
        sender: &Sender,
        thread: Thread,
    ) -> Result<(Ticket, MessageId), Setback> {
        let theirs = thread.addressee == Some(sender.person.id);
        if !theirs || !policy::sees(&sender.viewer, &thread.ticket) {
            return Err(Setback::Quarantine("foreign_letter"));
        }
        match self.write(tx, sender, thread.ticket, Side::Agent) {
            Err(Setback::Refused(Refusal::Rejected(Refused::Closed))) => {
                Err(Setback::Quarantine("ticket_closed"))
            }
            written => written,
        }
    }

    fn write(
        &self,
        tx: &mut Connection,
        sender: &Sender,
        ticket: Ticket,
        side: Side,
    ) -> Result<(Ticket, MessageId), Setback> {
        tickets::lock(tx, ticket.id)?;
        let ticket = tickets::get(tx, ticket.id)?;
        let by = self.by(sender);
        let body = self.body(&self.mail.text)?;
        let files = self.files(tx, &by)?;
        let thanks = side == Side::Requester && is_bare_thanks(body.as_str());
        let draft = Draft {
            thanks,
            ..Draft::reply(&by, side, &body).with(&files)
        };
        let (ticket, message) = answer(tx, &by, &self.ground.settings, &ticket, draft)?;
        incoming::describe(tx, message, &self.description(self.mail, sender.verified))?;
        if side == Side::Requester && ticket.requester == sender.person.id {
            self.bring_along(tx, &ticket)?;
        }
        Ok((ticket, message))
    }

    /// A new ticket of who sent the mail.
    fn begin(
        &self,
        tx: &mut Connection,
        sender: &Sender,
        mail: &Mail,
    ) -> Result<(Ticket, MessageId), Setback> {
        let by = self.by(sender);
        let begun = self.arrive(tx, &by, &sender.person, &mail.text, &mail.subject, false)?;
        let (ticket, message) = begun;
        incoming::describe(tx, message, &self.description(mail, sender.verified))?;
        letters::begun(tx, &ticket, !self.is_to_be_answered())?;
        self.bring_along(tx, &ticket)?;
        Ok((ticket, message))
    }

    /// Somebody of the desk forwards what was sent to them: whoever wrote it asks.
    fn pass_on(
        &self,
        tx: &mut Connection,
        sender: &Sender,
    ) -> Result<(Ticket, MessageId), Setback> {
        let Some(original) = &self.mail.forwarded else {
            return self.begin(tx, sender, self.mail);
        };
        let address = original.from.email.to_lowercase();
        let requester = match people::find_by_email(tx, &address)? {
            Some(person) => person,
            None => enter(
                tx,
                self.ground,
                &original.from,
                language(self.mail, self.mailbox),
            )?,
        };
        let by = self.by(sender);
        let subject = match original.subject.trim() {
            "" => &self.mail.subject,
            subject => subject,
        };
        let begun = self.arrive(tx, &by, &requester, &original.text, subject, false)?;
        let (ticket, message) = begun;
        let description = MessageMail {
            sender: correspondent(&original.from),
            quoted: None,
            html: None,
            ..self.description(self.mail, sender.verified)
        };
        incoming::describe(tx, message, &description)?;
        letters::begun(tx, &ticket, false)?;
        if let Ok(words) = Body::parse(&self.mail.text) {
            let note = Draft::note(&by, &words);
            let note = messages::add(tx, &by, ticket.id, note)?;
            let rules = self.ground.settings.rules();
            let deed = Deed::Note { message: note };
            let ticket = perform(tx, &ticket, deed, by.actor(), by.at, &rules)?;
            return Ok((ticket, message));
        }
        Ok((ticket, message))
    }
}
