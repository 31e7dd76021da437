//! Messages: adding one to a ticket, and reading the conversation.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use guichet_domain::ids::{AttachmentId, MessageId, TicketId};
use guichet_domain::post::MailNature;
use guichet_domain::text::Body;
use guichet_domain::ticket::{Channel, MessageKind, Side, policy};
use guichet_store::incoming::MessageMail;
pub use guichet_store::incoming::{Correspondent, Recipients};
use guichet_store::messages::{Message, NewMessage};
use guichet_store::{Connection, attachments, incoming, messages};

use crate::attachments::{AttachmentView, put_on_message};
use crate::names::{PersonRef, Wanted};
use crate::page::{Page, Slice, numbered};
use crate::post::letters::{Delivery, deliveries};
use crate::tickets::load;
use crate::{By, Refusal};

/// A message on a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageView {
    /// Which one.
    pub id: MessageId,
    /// Public or internal.
    pub kind: MessageKind,
    /// On which side its author stands.
    pub side: Side,
    /// Who wrote it; `None` for the desk itself.
    pub author: Option<PersonRef>,
    /// By which way it came.
    pub channel: Channel,
    /// Plain text, lines parted by `\n`.
    pub body: String,
    /// Whether it says nothing but thanks.
    pub thanks: bool,
    /// Its files.
    pub attachments: Vec<AttachmentView>,
    /// What it was as a mail, where it came by one.
    pub mail: Option<MailView>,
    /// What became of it on its way to people, for staff.
    pub deliveries: Vec<Delivery>,
    /// When it was added.
    pub created_at: DateTime<Utc>,
}

/// What a message that came by mail was, beyond its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailView {
    /// Who it says it is from, and who it went to; `None` where that is not for the reader.
    pub envelope: Option<(Correspondent, Recipients)>,
    /// What wrote it.
    pub nature: MailNature,
    /// Whether our own mail server vouches for the sender.
    pub verified: bool,
    /// Quoted text and signature.
    pub quoted: Option<String>,
    /// The whole of it as sanitized HTML; images of others are not in it until they are asked for.
    pub html: Option<String>,
}

/// The addresses of others are for staff.
fn seen(by: &By, mail: MessageMail) -> MailView {
    MailView {
        envelope: by.is_staff().then_some((mail.sender, mail.recipients)),
        nature: mail.nature,
        verified: mail.verified,
        quoted: mail.quoted,
        html: mail.html,
    }
}

/// A message to be added as a part of a deed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Draft<'a> {
    pub(crate) kind: MessageKind,
    pub(crate) side: Side,
    pub(crate) channel: Channel,
    pub(crate) body: &'a Body,
    pub(crate) attachments: &'a [AttachmentId],
    pub(crate) thanks: bool,
}

impl<'a> Draft<'a> {
    /// A message to the requester, or of the requester, that carries nothing else.
    pub(crate) fn reply(by: &By, side: Side, body: &'a Body) -> Self {
        Self {
            kind: MessageKind::Reply,
            side,
            channel: by.channel,
            body,
            attachments: &[],
            thanks: false,
        }
    }

    /// An internal note.
    pub(crate) fn note(by: &By, body: &'a Body) -> Self {
        Self {
            kind: MessageKind::Note,
            ..Self::reply(by, Side::Agent, body)
        }
    }

    /// The same with files.
    pub(crate) fn with(self, attachments: &'a [AttachmentId]) -> Self {
        Self {
            attachments,
            ..self
        }
    }
}

/// Adds a message with its files; the deed that it is a part of follows in the same transaction.
pub(crate) fn add(
    tx: &mut Connection,
    by: &By,
    ticket: TicketId,
    draft: Draft<'_>,
) -> Result<MessageId, Refusal> {
    let message = NewMessage {
        ticket,
        kind: draft.kind,
        side: draft.side,
        author: Some(by.viewer.person),
        channel: draft.channel,
        body: draft.body.as_str().to_owned(),
        thanks: draft.thanks,
        created_at: by.at,
    };
    let message = messages::insert(tx, &message)?;
    put_on_message(tx, by, draft.attachments, message)?;
    Ok(message)
}

/// Adds an internal note of the desk itself.
pub(crate) fn add_own_note(
    tx: &mut Connection,
    ticket: TicketId,
    body: &Body,
    at: DateTime<Utc>,
) -> Result<MessageId, Refusal> {
    let message = NewMessage {
        ticket,
        kind: MessageKind::Note,
        side: Side::Agent,
        author: None,
        channel: Channel::Api,
        body: body.as_str().to_owned(),
        thanks: false,
        created_at: at,
    };
    Ok(messages::insert(tx, &message)?)
}

/// A page of a ticket's conversation, oldest first: only what the reader may read.
pub fn list(
    tx: &mut Connection,
    by: &By,
    ticket: TicketId,
    slice: &Slice,
) -> Result<Page<MessageView>, Refusal> {
    load(tx, by, ticket)?;
    let kinds: Vec<MessageKind> = MessageKind::ALL
        .iter()
        .copied()
        .filter(|kind| policy::reads(&by.viewer, *kind))
        .collect();
    let page = numbered(messages::list(
        tx,
        ticket,
        &kinds,
        slice.after()?,
        slice.limit(),
    )?);
    Ok(Page {
        items: show(tx, by, page.items)?,
        next: page.next,
    })
}

fn show(tx: &mut Connection, by: &By, messages: Vec<Message>) -> Result<Vec<MessageView>, Refusal> {
    let ids: Vec<MessageId> = messages.iter().map(|message| message.id).collect();
    let mut files = attachments::of_messages(tx, &ids)?;
    let mut mails = incoming::described(tx, &ids)?;
    let mut sent = match by.is_staff() {
        true => deliveries(tx, &ids)?,
        false => HashMap::new(),
    };
    let mut wanted = Wanted::default();
    wanted.people(messages.iter().filter_map(|message| message.author));
    let names = wanted.load(tx, &by.viewer)?;
    let view = |message: Message| {
        let files = files.remove(&message.id).unwrap_or_default();
        Ok(MessageView {
            author: message.author.map(|id| names.person(id)).transpose()?,
            attachments: files.into_iter().map(AttachmentView::from).collect(),
            mail: mails.remove(&message.id).map(|mail| seen(by, mail)),
            deliveries: sent.remove(&message.id).unwrap_or_default(),
            id: message.id,
            kind: message.kind,
            side: message.side,
            channel: message.channel,
            body: message.body,
            thanks: message.thanks,
            created_at: message.created_at,
        })
    };
    messages.into_iter().map(view).collect()
}
