//! What mails are taken in with, and why one is not.

use chrono::{DateTime, Utc};
use guichet_mail::incoming::Mail;
use guichet_mail::seal::Seal;
use guichet_store::mailboxes::{self, Mailbox};
use guichet_store::{Connection, Error};

use super::Origin;
use crate::post::PostSettings;
use crate::settings::Settings;
use crate::{Conflict, Refusal, post, settings};

/// What mails are taken in with.
pub(super) struct Ground<'a> {
    pub(super) seal: &'a Seal,
    pub(super) settings: Settings,
    pub(super) post: PostSettings,
    mailboxes: Vec<Mailbox>,
    pub(super) now: DateTime<Utc>,
    /// Whether somebody of the desk has looked at it and says that it is to be taken in.
    pub(super) released: bool,
}

impl<'a> Ground<'a> {
    pub(super) fn load(
        tx: &mut Connection,
        seal: &'a Seal,
        now: DateTime<Utc>,
        released: bool,
    ) -> Result<Self, Refusal> {
        Ok(Self {
            seal,
            settings: settings::load(tx)?,
            post: post::load(tx)?,
            mailboxes: mailboxes::list(tx)?,
            now,
            released,
        })
    }

    /// The mailbox a mail came to: the one it was fetched from, else the one it is addressed to.
    pub(super) fn mailbox(&self, origin: Origin, mail: &Mail) -> Option<&Mailbox> {
        let fetched = self.mailboxes.iter().find(|m| Some(m.id) == origin.mailbox);
        fetched.or_else(|| {
            let recipients = addressed_to(mail);
            self.mailboxes.iter().find(|mailbox| {
                let own = &mailbox.profile.address;
                recipients.iter().any(|address| is_for(address, own))
            })
        })
    }

    /// Whether an address is one of the desk's own.
    pub(super) fn is_own(&self, address: &str) -> bool {
        let sender = self.post.sender.as_deref();
        let mut own = self.mailboxes.iter().map(|m| m.profile.address.as_str());
        own.any(|own| is_for(address, own)) || sender == Some(address)
    }
}

/// Whether mail to an address comes to a mailbox, be it with something after a plus.
fn is_for(address: &str, mailbox: &str) -> bool {
    let Some((local, domain)) = address.rsplit_once('@') else {
        return false;
    };
    let plain = local.split_once('+').map_or(local, |(local, _)| local);
    mailbox
        .rsplit_once('@')
        .is_some_and(|(own, at)| (own == local || own == plain) && at == domain)
}

/// Every address a mail was sent or delivered to, in lower case.
pub(super) fn addressed_to(mail: &Mail) -> Vec<String> {
    let named = mail.to.iter().chain(&mail.cc).map(|to| to.email.as_str());
    let delivered = mail.delivered_to.iter().map(String::as_str);
    delivered.chain(named).map(str::to_lowercase).collect()
}

/// Why a mail is not taken in.
pub(super) enum Setback {
    /// Somebody has to look at it, for this reason.
    Quarantine(&'static str),
    /// It could not be done.
    Refused(Refusal),
}

impl From<Refusal> for Setback {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Error> for Setback {
    fn from(error: Error) -> Self {
        Self::Refused(error.into())
    }
}

impl From<Conflict> for Setback {
    fn from(conflict: Conflict) -> Self {
        Self::Refused(conflict.into())
    }
}
