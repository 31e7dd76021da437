//! Mails that came in, and those that wait for somebody to look at them.

use std::sync::Arc;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use futures::TryStreamExt;
use guichet_domain::ids::{MailId, MailboxId, TicketId};
use guichet_domain::people::Role;
use guichet_domain::post::{MailNature, MailState};
use guichet_mail::incoming::Limits;
use guichet_store::Connection;
use guichet_store::files::ContentHash;
use guichet_store::incoming::{self, Mail};
use serde_json::json;

use super::{Origin, Received, parse, take_all};
use crate::page::{Page, Slice, numbered};
use crate::post::Carrier;
use crate::{By, Conflict, Desk, Refusal, audit};

/// A mail that came in, as staff see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailView {
    /// Which one.
    pub id: MailId,
    /// The mailbox it came to.
    pub mailbox: Option<MailboxId>,
    /// The address it came from.
    pub sender: String,
    /// Its subject.
    pub subject: String,
    /// Its size in bytes.
    pub size: i64,
    /// What wrote it.
    pub nature: MailNature,
    /// What became of it.
    pub state: MailState,
    /// Why it is, or was, in quarantine.
    pub reason: Option<String>,
    /// The ticket it is on.
    pub ticket: Option<TicketId>,
    /// When it came in.
    pub received_at: DateTime<Utc>,
}

impl From<Mail> for MailView {
    fn from(mail: Mail) -> Self {
        let known = mail.known;
        Self {
            id: mail.id,
            mailbox: known.mailbox,
            sender: known.sender,
            subject: known.subject,
            size: known.size,
            nature: known.nature,
            state: known.state,
            reason: known.reason,
            ticket: known.ticket,
            received_at: known.received_at,
        }
    }
}

/// A page of mails, newest first, for supervisors and administrators; all, or those in quarantine.
pub fn list(
    tx: &mut Connection,
    by: &By,
    quarantined: bool,
    slice: &Slice,
) -> Result<Page<MailView>, Refusal> {
    by.require(Role::Supervisor)?;
    let page = numbered(incoming::list(
        tx,
        quarantined,
        slice.after()?,
        slice.limit(),
    )?);
    Ok(Page {
        items: page.items.into_iter().map(MailView::from).collect(),
        next: page.next,
    })
}

/// One mail, for supervisors and administrators.
pub fn get(tx: &mut Connection, by: &By, id: MailId) -> Result<MailView, Refusal> {
    by.require(Role::Supervisor)?;
    let mail = incoming::find(tx, id)?.ok_or(Refusal::NotFound)?;
    Ok(mail.into())
}

/// Somebody has looked at a mail in quarantine, and it was nothing. It stays there to be found.
pub fn dismiss(tx: &mut Connection, by: &By, id: MailId) -> Result<MailView, Refusal> {
    let mut mail = waiting(tx, by, id)?;
    mail.known.state = MailState::Dismissed;
    incoming::update(tx, &mail)?;
    record(tx, by, "dismissed", &mail)?;
    Ok(mail.into())
}

/// A mail that waits for somebody to look at it; one that was dismissed can be looked at again.
fn waiting(tx: &mut Connection, by: &By, id: MailId) -> Result<Mail, Refusal> {
    by.require(Role::Supervisor)?;
    let mail = incoming::find(tx, id)?.ok_or(Refusal::NotFound)?;
    match mail.known.state {
        MailState::Quarantined | MailState::Dismissed => Ok(mail),
        MailState::Taken | MailState::Noted => Err(Conflict::InUse.into()),
    }
}

fn record(tx: &mut Connection, by: &By, act: &str, mail: &Mail) -> Result<(), Refusal> {
    let details = json!({ "sender": mail.known.sender, "reason": mail.known.reason });
    audit::record(tx, by, act, audit::Object::Mail(mail.id), details)
}

impl Desk {
    /// The whole of a mail in quarantine, as it came.
    ///
    /// # Errors
    /// `NotFound`, and `Unavailable` when the files cannot be reached.
    pub async fn raw_mail(&self, by: By, id: MailId) -> Result<Bytes, Refusal> {
        let raw = self
            .read(move |tx| Ok(waiting(tx, &by, id)?.known.raw))
            .await?;
        self.whole_mail(raw.ok_or(Refusal::NotFound)?).await
    }

    async fn whole_mail(&self, raw: ContentHash) -> Result<Bytes, Refusal> {
        let pieces = self.files().get(&raw).await;
        let pieces = pieces.map_err(|_| Refusal::Unavailable)?;
        let pieces: Vec<Bytes> = pieces
            .try_collect()
            .await
            .map_err(|_| Refusal::Unavailable)?;
        Ok(pieces.concat().into())
    }

    /// Somebody has looked at a mail in quarantine: it is taken in after all, as if it came now.
    ///
    /// # Errors
    /// `InUse` when it is taken in already or cannot be read at all.
    pub async fn release(
        &self,
        carrier: &Carrier,
        by: By,
        id: MailId,
    ) -> Result<MailView, Refusal> {
        let asks = by.clone();
        let mail = self.read(move |tx| waiting(tx, &asks, id)).await?;
        let raw = mail.known.raw.ok_or(Refusal::NotFound)?;
        let parsed = parse(self.whole_mail(raw).await?, &Limits::default());
        let origin = Origin {
            mailbox: mail.known.mailbox,
            place: None,
        };
        let _not_swept = self.sweeping().read().await;
        let arrival = Arc::new(self.unload(origin, parsed).await?);
        let (seal, now) = (carrier.seal.clone(), self.now());
        self.write(move |tx| {
            let mut mail = waiting(tx, &by, id)?;
            // It steps aside for the one it becomes.
            incoming::forget(tx, id)?;
            let taken = take_all(tx, &seal, &[Arc::clone(&arrival)], now, true)?.pop();
            let Some(Ok(Received { mail: new, .. })) = taken else {
                return Err(Conflict::InUse.into());
            };
            mail.id = new;
            record(tx, &by, "released", &mail)?;
            get(tx, &by, new)
        })
        .await
    }
}
