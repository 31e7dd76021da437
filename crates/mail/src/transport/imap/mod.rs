//! Fetches mails from a mailbox, none twice and none too large, and puts them away (RFC 3501, 9051).

mod answer;
mod conversation;
mod fetch;
mod frame;
mod words;

use std::time::Duration;

use chrono::{DateTime, Utc};
use imap_proto::{MailboxDatum, Response, ResponseCode, Status};
use tokio::time::Instant;

use super::{Login, Server, Timeouts, Unconnected};
use conversation::{Command, Conversation};
use words::{quoted, utf7};

/// Servers end an IDLE after half an hour (RFC 2177).
const LONGEST_IDLE: Duration = Duration::from_secs(28 * 60);

/// A mailbox, signed in to.
pub struct Imap {
    talk: Conversation,
}

/// A folder as it was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Selected {
    /// Changes when the numbers of its mails begin anew: none that was noted before counts then.
    pub uid_validity: u32,
    /// The number that the next mail gets, if the server tells.
    pub uid_next: Option<u32>,
    /// How many mails there are.
    pub exists: u32,
}

/// A mail in the selected folder.
#[derive(Clone, PartialEq, Eq)]
pub struct Fetched {
    /// Its number, which never changes while UIDVALIDITY does not.
    pub uid: u32,
    /// Its size in bytes as the server says.
    pub size: u32,
    /// When it came in.
    pub internal_date: Option<DateTime<Utc>>,
    /// What could be had of it.
    pub content: Content,
}

/// What could be had of a mail.
#[derive(Clone, PartialEq, Eq)]
pub enum Content {
    /// All of it.
    Whole(Vec<u8>),
    /// It is too large: only its header, and of that at most 64 KiB.
    Header(Vec<u8>),
    /// The server will not give it, or not so that it can be read; with its reason.
    Withheld(String),
}

/// How an IDLE ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Idle {
    /// A mail may have come.
    Changed,
    /// None did.
    TimedOut,
    /// The server does not know IDLE (RFC 2177): ask it again after a while instead.
    Unsupported,
}

/// Why something could not be done in a mailbox.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImapError {
    /// No connection, or no longer; later there may be one.
    #[error("{0}")]
    Unreachable(String),
    /// No way in until someone changes a setting: certificate, password, address.
    #[error("{0}")]
    Misconfigured(String),
    /// The server refused this one command; others may do.
    #[error("refused: {0}")]
    Refused(String),
    /// The server says what no server should: too much, or nonsense.
    #[error("{0}")]
    Nonsense(String),
}

impl From<Unconnected> for ImapError {
    fn from(error: Unconnected) -> Self {
        match error {
            Unconnected::Unreachable(text) => Self::Unreachable(text),
            Unconnected::Misconfigured(text) => Self::Misconfigured(text),
        }
    }
}

impl Imap {
    /// Connects and signs in.
    ///
    /// # Errors
    /// [`ImapError::Unreachable`] or [`ImapError::Misconfigured`], or nonsense.
    pub async fn open(
        server: &Server,
        login: &Login,
        timeouts: &Timeouts,
    ) -> Result<Self, ImapError> {
        let talk = Conversation::open(server, login, timeouts).await?;
        Ok(Self { talk })
    }

    /// Whether it may be used further: not after any error but a refusal, nor after a call that was
    /// not awaited to its end.
    pub fn is_usable(&self) -> bool {
        self.talk.is_settled()
    }

    /// Whether the server says that it can do this: `IDLE`, `MOVE`, `UIDPLUS`.
    pub fn can(&self, capability: &str) -> bool {
        self.talk.can(capability)
    }

    /// Goes into a folder, named as people read it (`INBOX`, `Archivés/2030`).
    ///
    /// # Errors
    /// [`ImapError`]; refused if there is no such folder.
    pub async fn select(&mut self, folder: &str) -> Result<Selected, ImapError> {
        let command = format!("SELECT {}", folder_name(folder)?);
        let (mut validity, mut uid_next, mut exists) = (None, None, 0);
        let each = |response: Response<'_>| match response {
            Response::MailboxData(MailboxDatum::Exists(count)) => exists = count,
            Response::Data {
                status: Status::Ok,
                outcome,
            } => match outcome.code {
                Some(ResponseCode::UidValidity(number)) => validity = Some(number),
                Some(ResponseCode::UidNext(number)) => uid_next = Some(number),
                _ => {}
            },
            _ => {}
        };
        self.talk.perform(&Command::plain(&command), each).await?;
        self.talk.forget_news();
        let none = || ImapError::Misconfigured(format!("{folder} gives its mails no numbers"));
        let uid_validity = validity.ok_or_else(none)?;
        Ok(Selected {
            uid_validity,
            uid_next,
            exists,
        })
    }

    /// The mails with a number above `uid`, lowest first: at most `limit`, and no more than
    /// `max_bytes` of content altogether, so that there may be fewer than there are. Whoever asks
    /// again after the last of them gets the rest. A mail larger than `max_bytes` comes as its
    /// header. Marks nothing as read.
    ///
    /// # Errors
    /// [`ImapError`].
    pub async fn after(
        &mut self,
        uid: u32,
        limit: usize,
        max_bytes: usize,
    ) -> Result<Vec<Fetched>, ImapError> {
        fetch::after(&mut self.talk, uid, limit, max_bytes).await
    }

    /// Marks a mail as read.
    ///
    /// # Errors
    /// [`ImapError`].
    pub async fn mark_seen(&mut self, uid: u32) -> Result<(), ImapError> {
        self.run(&format!("UID STORE {uid} +FLAGS.SILENT (\\Seen)"))
            .await
    }

    /// Puts a mail into another folder, which is made if it is missing.
    ///
    /// # Errors
    /// [`ImapError`].
    pub async fn move_to(&mut self, folder: &str, uid: u32) -> Result<(), ImapError> {
        let name = folder_name(folder)?;
        let verb = if self.can("MOVE") { "MOVE" } else { "COPY" };
        let command = format!("UID {verb} {uid} {name}");
        match self.run(&command).await {
            Err(ImapError::Refused(text)) if text.contains("[TRYCREATE]") => {
                self.run(&format!("CREATE {name}")).await?;
                self.run(&command).await?;
            }
            result => result?,
        }
        match verb {
            "MOVE" => Ok(()),
            _ => self.delete(uid).await,
        }
    }

    /// Deletes a mail. Where the server cannot delete a single one (RFC 4315), it is only marked:
    /// deleting all that are marked would take others' too.
    ///
    /// # Errors
    /// [`ImapError`].
    pub async fn delete(&mut self, uid: u32) -> Result<(), ImapError> {
        self.run(&format!("UID STORE {uid} +FLAGS.SILENT (\\Deleted)"))
            .await?;
        match self.can("UIDPLUS") {
            true => self.run(&format!("UID EXPUNGE {uid}")).await,
            false => Ok(()),
        }
    }

    /// Waits until a mail comes into the selected folder, at most for `max` and never longer than
    /// 28 minutes. Says so at once if one came since [`Imap::after`] looked.
    ///
    /// # Errors
    /// [`ImapError`].
    pub async fn idle(&mut self, max: Duration) -> Result<Idle, ImapError> {
        if !self.can("IDLE") {
            return Ok(Idle::Unsupported);
        }
        let until = Instant::now() + max.min(LONGEST_IDLE);
        self.talk.idle(until).await?;
        Ok(if self.talk.has_news() {
            Idle::Changed
        } else {
            Idle::TimedOut
        })
    }

    /// Takes leave of the server, without insisting on an answer.
    pub async fn logout(mut self) {
        let _ = self.run("LOGOUT").await;
    }

    async fn run(&mut self, command: &str) -> Result<(), ImapError> {
        self.talk
            .perform(&Command::plain(command), |_| {})
            .await
            .map(|_| ())
    }
}

fn folder_name(folder: &str) -> Result<String, ImapError> {
    let name = quoted(&utf7(folder));
    name.ok_or_else(|| {
        ImapError::Misconfigured("the folder has no name that can be said".to_owned())
    })
}
