//! Messages that are deeds: public replies and internal notes.

use guichet_domain::ids::{AttachmentId, MessageId, TicketId};
use guichet_domain::text::{Body, is_bare_thanks};
use guichet_domain::ticket::{Deed, DeedKind, Refused, Side, Ticket};
use guichet_store::Connection;

use super::create::follow_up;
use super::ground::{begin, deed, perform};
use super::view::{TicketView, show};
use crate::messages::{self, Draft};
use crate::settings::Settings;
use crate::{By, Refusal, settings};

/// A message to add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Writing {
    /// The text.
    pub body: Body,
    /// Files, uploaded before.
    pub attachments: Vec<AttachmentId>,
}

/// Where a reply went.
#[derive(Debug, Clone, PartialEq)]
pub enum Replied {
    /// To the ticket itself.
    Here(TicketView),
    /// Too late for it: a new ticket that follows it up has begun.
    FollowUp(TicketView),
}

/// Someone writes where the requester reads it. What that moves is the domain's to say; a reply
/// that comes too late to reopen begins a follow-up ticket.
pub fn reply(
    tx: &mut Connection,
    by: &By,
    id: TicketId,
    version: Option<i64>,
    writing: &Writing,
) -> Result<Replied, Refusal> {
    let ticket = begin(tx, by, id, DeedKind::Reply, version)?;
    let settings = settings::load(tx)?;
    let draft = draft(by, &ticket, writing);
    let (after, _) = answer(tx, by, &settings, &ticket, draft)?;
    let here = after.id == id;
    let view = show(tx, by, &settings, after)?;
    Ok(match here {
        true => Replied::Here(view),
        false => Replied::FollowUp(view),
    })
}

/// Adds a public message to a ticket, or to the one that begins because it comes too late.
pub(crate) fn answer(
    tx: &mut Connection,
    by: &By,
    settings: &Settings,
    ticket: &Ticket,
    draft: Draft<'_>,
) -> Result<(Ticket, MessageId), Refusal> {
    let here = tx.savepoint(|tx| {
        let message = messages::add(tx, by, ticket.id, draft)?;
        let reply = Deed::Reply {
            message,
            side: draft.side,
            thanks: draft.thanks,
        };
        let after = perform(tx, ticket, reply, by.actor(), by.at, &settings.rules())?;
        Ok((after, message))
    });
    match here {
        Err(Refusal::Rejected(Refused::ReopenWindowOver)) => {
            follow_up(tx, by, settings, ticket, draft)
        }
        here => here,
    }
}

fn draft<'a>(by: &By, ticket: &Ticket, writing: &'a Writing) -> Draft<'a> {
    let asks = ticket.requester == by.viewer.person || !by.is_staff();
    let side = if asks { Side::Requester } else { Side::Agent };
    Draft {
        thanks: side == Side::Requester && is_bare_thanks(writing.body.as_str()),
        ..Draft::reply(by, side, &writing.body).with(&writing.attachments)
    }
}

/// Staff write where only staff read it.
pub fn note(
    tx: &mut Connection,
    by: &By,
    id: TicketId,
    version: Option<i64>,
    writing: &Writing,
) -> Result<TicketView, Refusal> {
    deed(tx, by, id, DeedKind::Note, version, |tx, ticket| {
        let draft = Draft::note(by, &writing.body).with(&writing.attachments);
        let message = messages::add(tx, by, ticket.id, draft)?;
        Ok(Deed::Note { message })
    })
}
