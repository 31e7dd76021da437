//! Mails come in: each is read, its files are kept, and then everything it becomes is one
//! transaction. What cannot be taken in goes to quarantine, whole, and the queue goes on.

mod admit;
mod arrive;
mod bounces;
mod ground;
mod intake;
mod machine;
mod quarantine;
mod thread;

use std::panic::catch_unwind;
use std::sync::Arc;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use futures::stream;
use guichet_domain::ids::{MailId, MailboxId, MessageId, TicketId};
use guichet_domain::post::{MailNature, MailState};
use guichet_mail::incoming::{self as mail, Limits, Mail, Nature, Outline, Unreadable};
use guichet_mail::seal::Seal;
use guichet_store::Connection;
use guichet_store::files::{ContentHash, Kept};
pub use guichet_store::incoming::Place;
use guichet_store::incoming::{self, NewMail};
use sha2::{Digest, Sha256};

pub use quarantine::{MailView, dismiss, get, list};

use crate::post::Carrier;
use crate::{Desk, Refusal};
use ground::{Ground, Setback, addressed_to};

/// Where a mail came from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Origin {
    /// The mailbox; `None` where a gateway did not say which.
    pub mailbox: Option<MailboxId>,
    /// Where it lies on its server.
    pub place: Option<Place>,
}

/// A mail that was read, or could not be.
pub struct Parsed {
    raw: Bytes,
    /// A hash of Message-ID and contents: two of one identity are the same mail.
    identity: String,
    outline: Outline,
    /// What was read, or why nothing could be.
    mail: Result<Mail, &'static str>,
}

/// What became of a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Received {
    /// Which one.
    pub mail: MailId,
    /// What became of it.
    pub state: MailState,
    /// The ticket it is on.
    pub ticket: Option<TicketId>,
    /// Whether it had been taken in before.
    pub known: bool,
}

/// Reads a mail: work for the processor alone, to be done away from any transaction.
pub fn parse(raw: Bytes, limits: &Limits) -> Parsed {
    // A mail that the reader stumbles over waits for somebody, and keeps no other waiting.
    let read = catch_unwind(|| mail::read(&raw, limits)).unwrap_or_else(|_| {
        tracing::error!("reading a mail panicked");
        Err(Unreadable::Malformed)
    });
    let read = read.map_err(|unreadable| unreadable.code());
    let identity = match &read {
        Ok(mail) => match &mail.message_id {
            Some(id) => hash(&[id.as_bytes(), b"\0", mail.body_hash.as_bytes()]),
            None => hash(&[&raw]),
        },
        Err(_) => hash(&[&raw]),
    };
    Parsed {
        outline: mail::outline(&raw),
        identity,
        mail: read,
        raw,
    }
}

/// A mail of which not all could be had, for this reason; what there is of it is kept.
pub fn unread(raw: Bytes, reason: &'static str) -> Parsed {
    Parsed {
        outline: mail::outline(&raw),
        identity: hash(&[&raw]),
        mail: Err(reason),
        raw,
    }
}

fn hash(pieces: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for piece in pieces {
        hash.update(piece);
    }
    let bytes: [u8; 32] = hash.finalize().into();
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A file of a mail whose bytes are kept.
pub(super) struct KeptFile {
    name: String,
    media_type: String,
    kept: Kept,
}

/// A mail on its way into the desk.
pub(super) struct Arrival {
    origin: Origin,
    parsed: Parsed,
    files: Vec<KeptFile>,
    /// Files that are too large to be kept: name and size in bytes.
    left_out: Vec<(String, usize)>,
}

impl Desk {
    /// Takes mails in, in their order and in one transaction; each that fails goes to quarantine by
    /// itself. Whatever is done again after a crash is done once.
    ///
    /// # Errors
    /// `Unavailable` when nothing can be kept just now: then nothing of it was.
    pub async fn receive(
        &self,
        carrier: &Carrier,
        mails: Vec<(Origin, Parsed)>,
    ) -> Result<Vec<Received>, Refusal> {
        let _not_swept = self.sweeping().read().await;
        let mut arrivals = Vec::with_capacity(mails.len());
        for (origin, parsed) in mails {
            arrivals.push(Arc::new(self.unload(origin, parsed).await?));
        }
        let now = self.now();
        let taken = match self.take_together(carrier, &arrivals, now).await {
            Err(Refusal::Fault(reason)) => {
                // One of them brings down all: each by itself, it brings down itself alone.
                tracing::error!(reason, "mails could not be taken in together");
                self.take_apart(carrier, &arrivals, now).await?
            }
            taken => taken?,
        };
        let mut received = Vec::with_capacity(taken.len());
        for (arrival, taken) in arrivals.iter().zip(taken) {
            received.push(match taken {
                Ok(one) => one,
                Err(reason) => self.set_aside(arrival, reason, now).await?,
            });
        }
        Ok(received)
    }

    async fn take_together(
        &self,
        carrier: &Carrier,
        arrivals: &[Arc<Arrival>],
        now: DateTime<Utc>,
    ) -> Result<Vec<Result<Received, String>>, Refusal> {
        let (seal, all) = (carrier.seal.clone(), arrivals.to_vec());
        self.write(move |tx| take_all(tx, &seal, &all, now, false))
            .await
    }

    async fn take_apart(
        &self,
        carrier: &Carrier,
        arrivals: &[Arc<Arrival>],
        now: DateTime<Utc>,
    ) -> Result<Vec<Result<Received, String>>, Refusal> {
        let mut taken = Vec::with_capacity(arrivals.len());
        for arrival in arrivals {
            let one = std::slice::from_ref(arrival);
            match self.take_together(carrier, one, now).await {
                Ok(one) => taken.extend(one),
                Err(Refusal::Unavailable) => return Err(Refusal::Unavailable),
                Err(_) => taken.push(Err("fault".to_owned())),
            }
        }
        Ok(taken)
    }

    /// Keeps the files of a mail.
    async fn unload(&self, origin: Origin, mut parsed: Parsed) -> Result<Arrival, Refusal> {
        let (mut files, mut left_out) = (Vec::new(), Vec::new());
        let own = match &mut parsed.mail {
            Ok(mail) => std::mem::take(&mut mail.files),
            Err(_) => Vec::new(),
        };
        for file in own {
            if file.bytes.len() as u64 > self.max_file_size() {
                left_out.push((file.name, file.bytes.len()));
                continue;
            }
            let kept = self.keep(Bytes::from(file.bytes)).await?;
            files.push(KeptFile {
                name: file.name,
                media_type: file.media_type,
                kept,
            });
        }
        Ok(Arrival {
            origin,
            parsed,
            files,
            left_out,
        })
    }

    async fn keep(&self, bytes: Bytes) -> Result<Kept, Refusal> {
        let limit = bytes.len() as u64;
        let one = stream::iter([Ok::<_, std::convert::Infallible>(bytes)]);
        self.files().put(one, limit).await.map_err(|error| {
            tracing::error!(%error, "a file of a mail could not be kept");
            Refusal::Unavailable
        })
    }

    /// Keeps the whole of a mail for somebody to look at.
    async fn set_aside(
        &self,
        arrival: &Arc<Arrival>,
        reason: String,
        now: DateTime<Utc>,
    ) -> Result<Received, Refusal> {
        let raw = self.keep(arrival.parsed.raw.clone()).await?.hash;
        let arrival = Arc::clone(arrival);
        self.write(move |tx| aside(tx, &arrival, raw, &reason, now))
            .await
    }
}

/// Takes mails in one after another; of each that could not be, the reason.
fn take_all(
    tx: &mut Connection,
    seal: &Seal,
    arrivals: &[Arc<Arrival>],
    now: DateTime<Utc>,
    released: bool,
) -> Result<Vec<Result<Received, String>>, Refusal> {
    let ground = Ground::load(tx, seal, now, released)?;
    let mut all = Vec::with_capacity(arrivals.len());
    for arrival in arrivals {
        all.push(match tx.savepoint(|tx| take(tx, &ground, arrival)) {
            Ok(received) => Ok(received),
            Err(Setback::Quarantine(reason)) => Err(reason.to_owned()),
            Err(Setback::Refused(Refusal::Unavailable)) => return Err(Refusal::Unavailable),
            Err(Setback::Refused(refusal)) => {
                tracing::error!(%refusal, "a mail could not be taken in");
                Err("fault".to_owned())
            }
        });
    }
    Ok(all)
}

/// Takes one mail in.
fn take(tx: &mut Connection, ground: &Ground<'_>, arrival: &Arrival) -> Result<Received, Setback> {
    if let Some(known) = known(tx, arrival)? {
        return Ok(known);
    }
    let mail = match &arrival.parsed.mail {
        Ok(mail) => mail,
        Err(reason) => return Err(Setback::Quarantine(reason)),
    };
    admit::check(tx, ground, mail)?;
    let (state, place) = match &mail.nature {
        // Of which nothing is understood, somebody may: a postmaster writes, too.
        Nature::Bounce(reports) if reports.is_empty() => machine::take(tx, ground, arrival, mail)?,
        Nature::Bounce(reports) => bounces::take(tx, ground, mail, reports)?,
        Nature::Feedback(complaint) => bounces::complaint(tx, ground, mail, complaint)?,
        Nature::OutOfOffice | Nature::Machine(_) => machine::take(tx, ground, arrival, mail)?,
        Nature::Person => arrive::take(tx, ground, arrival, mail)?,
    };
    let mailbox = ground.mailbox(arrival.origin, mail).map(|known| known.id);
    note(tx, arrival, state, place, mailbox, ground.now)
}

/// The ticket and the message that a mail has become.
pub(super) type Became = (Option<TicketId>, Option<MessageId>);

/// A mail that was taken in before; that it was found at another place is kept.
fn known(tx: &mut Connection, arrival: &Arrival) -> Result<Option<Received>, Refusal> {
    let Some(mail) = incoming::by_identity(tx, &arrival.parsed.identity)? else {
        return Ok(None);
    };
    let waits = mail.known.state == MailState::Quarantined;
    if let Some(place) = arrival.origin.place {
        incoming::place(tx, place, mail.id)?;
    }
    Ok(Some(Received {
        mail: mail.id,
        state: if waits {
            MailState::Quarantined
        } else {
            mail.known.state
        },
        ticket: mail.known.ticket,
        known: true,
    }))
}

fn note(
    tx: &mut Connection,
    arrival: &Arrival,
    state: MailState,
    (ticket, message): Became,
    mailbox: Option<MailboxId>,
    now: DateTime<Utc>,
) -> Result<Received, Setback> {
    let new = NewMail {
        mailbox,
        ticket,
        message,
        ..described(arrival, state, now)
    };
    let mail = incoming::insert(tx, &new)?;
    if let Some(place) = arrival.origin.place {
        incoming::place(tx, place, mail)?;
    }
    Ok(Received {
        mail,
        state,
        ticket,
        known: false,
    })
}

/// A mail that somebody has to look at; taken in meanwhile by another replica, it is that.
fn aside(
    tx: &mut Connection,
    arrival: &Arrival,
    raw: ContentHash,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<Received, Refusal> {
    if let Some(known) = known(tx, arrival)? {
        return Ok(known);
    }
    let new = NewMail {
        reason: Some(reason.to_owned()),
        raw: Some(raw),
        ..described(arrival, MailState::Quarantined, now)
    };
    let mail = incoming::insert(tx, &new)?;
    if let Some(place) = arrival.origin.place {
        incoming::place(tx, place, mail)?;
    }
    if reason == "too_many" {
        admit::tell_of_flood(tx, &new.sender, now)?;
    }
    Ok(Received {
        mail,
        state: MailState::Quarantined,
        ticket: None,
        known: false,
    })
}

fn described(arrival: &Arrival, state: MailState, now: DateTime<Utc>) -> NewMail {
    let Parsed {
        raw,
        identity,
        outline,
        mail,
    } = &arrival.parsed;
    let nature = mail.as_ref().map_or(MailNature::Person, nature);
    NewMail {
        mailbox: arrival.origin.mailbox,
        identity: identity.clone(),
        sender: outline
            .from
            .as_ref()
            .map_or_else(String::new, |from| from.email.to_lowercase()),
        subject: outline.subject.clone(),
        size: i64::try_from(raw.len()).unwrap_or(i64::MAX),
        nature,
        state,
        reason: None,
        raw: None,
        ticket: None,
        message: None,
        received_at: now,
    }
}

/// What wrote a mail, in the word of the desk.
pub(super) fn nature(mail: &Mail) -> MailNature {
    match &mail.nature {
        Nature::Person => MailNature::Person,
        Nature::Machine(_) => MailNature::Machine,
        Nature::OutOfOffice => MailNature::OutOfOffice,
        Nature::Bounce(_) => MailNature::Bounce,
        Nature::Feedback(_) => MailNature::Complaint,
    }
}

/// Whether the desk knows what lies at a place: it need not be fetched.
pub fn is_known(tx: &mut Connection, place: Place) -> Result<bool, Refusal> {
    Ok(incoming::is_known(tx, place)?)
}
