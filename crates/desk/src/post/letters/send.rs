//! The outbox is emptied: after the commit, outside of any transaction, once for each letter except
//! where a mail server itself leaves it unknown, and then as the same mail.

use bytes::Bytes;
use chrono::{DateTime, Duration, Utc};
use futures::{StreamExt, TryStreamExt, stream};
use guichet_domain::post::LetterState;
use guichet_mail::outgoing::{self, OutgoingFile, compose};
use guichet_mail::transport::smtp::SendError;
use guichet_store::attachments::Attachment;
use guichet_store::letters::{self, Letter};
use guichet_store::{Connection, incoming};

use super::outbox;
use super::write::{Written, write};
use crate::post::{Carrier, Mailer, Sending};
use crate::{Desk, Refusal, post};

/// How many letters are taken at once, and sent beside one another.
const BATCH: u32 = 20;
const AT_ONCE: usize = 5;
/// How long a letter that was taken is left alone: longer than sending one can take.
const LEASE: Duration = Duration::minutes(15);
/// After so many tries, which take about four days, a letter is given up.
const TRIES: i32 = 12;
/// A letter that is later than this says nothing to anybody any more.
const TOO_LATE: Duration = Duration::days(4);

/// What sending has done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sent {
    /// Taken by the mail server.
    pub sent: usize,
    /// To be tried again.
    pub later: usize,
    /// Not to be sent any more.
    pub ended: usize,
}

impl Sent {
    /// How many letters were looked at.
    pub fn all(self) -> usize {
        self.sent + self.later + self.ended
    }
}

/// What became of trying to send a letter.
enum Outcome {
    Sent,
    Later(String),
    Refused(String),
    Not(LetterState, String),
}

impl Desk {
    /// By which server letters go, if one is settled.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn sending(&self, carrier: &Carrier) -> Result<Option<Sending>, Refusal> {
        let settings = self.read(post::load).await?;
        let secret = settings.secret.as_deref();
        let secret = secret.and_then(|hidden| carrier.seal.reveal(hidden));
        Ok(settings.sending.map(|server| Sending {
            server,
            secret: secret.unwrap_or_default(),
        }))
    }

    /// Sends the letters whose time has come, a handful at most; on several replicas at once each
    /// takes others.
    ///
    /// # Errors
    /// Those of the store; a letter that was sent and could not be noted goes again, as the same mail.
    pub async fn send_letters(
        &self,
        carrier: &Carrier,
        sending: &Sending,
        mailer: &dyn Mailer,
    ) -> Result<Sent, Refusal> {
        let now = self.now();
        let next = self.read(|tx| Ok(letters::next_due(tx)?)).await?;
        if next.is_none_or(|next| next > now) {
            return Ok(Sent::default());
        }
        let due = self
            .write(move |tx| Ok(letters::take_due(tx, now, now + LEASE, BATCH)?))
            .await?;
        let outcomes = stream::iter(due)
            .map(|letter| self.send_one(carrier, sending, mailer, letter))
            .buffer_unordered(AT_ONCE);
        outcomes
            .try_fold(Sent::default(), |mut sent, outcome| async move {
                match outcome {
                    Outcome::Sent => sent.sent += 1,
                    Outcome::Later(_) => sent.later += 1,
                    Outcome::Refused(_) | Outcome::Not(..) => sent.ended += 1,
                }
                Ok(sent)
            })
            .await
    }

    async fn send_one(
        &self,
        carrier: &Carrier,
        sending: &Sending,
        mailer: &dyn Mailer,
        letter: Letter,
    ) -> Result<Outcome, Refusal> {
        let now = self.now();
        let (own, about) = (carrier.clone(), letter.clone());
        let written = match is_too_late(&letter, now) {
            true => Written::Not(LetterState::Cancelled, "its time had passed".to_owned()),
            false => self.read(move |tx| write(tx, &own, &about, now)).await?,
        };
        let (outcome, thread_id) = match written {
            Written::Not(state, reason) => (Outcome::Not(state, reason), None),
            Written::Ready(words, files) => {
                let thread_id = words.message_id.clone();
                let outcome = self.hand_over(sending, mailer, *words, files).await;
                (outcome, Some(thread_id))
            }
        };
        let outcome = give_up(outcome, &letter);
        let settled = match &outcome {
            Outcome::Sent => (LetterState::Sent, None, None),
            Outcome::Later(said) => {
                let next = now + pause(letter.attempts);
                (LetterState::Waiting, Some(next), Some(said.clone()))
            }
            Outcome::Refused(said) => (LetterState::Failed, None, Some(said.clone())),
            Outcome::Not(state, reason) => (*state, None, Some(reason.clone())),
        };
        self.write(move |tx| settle(tx, &letter, settled.clone(), thread_id.as_deref(), now))
            .await?;
        Ok(outcome)
    }

    async fn hand_over(
        &self,
        sending: &Sending,
        mailer: &dyn Mailer,
        mut words: outgoing::Letter,
        files: Vec<Attachment>,
    ) -> Outcome {
        for file in files {
            match self.whole(&file).await {
                Ok(file) => words.files.push(file),
                Err(error) => return Outcome::Later(format!("{}: {error}", file.name)),
            }
        }
        let composed = match compose(&words) {
            Ok(composed) => composed,
            Err(error) => return Outcome::Refused(error.to_string()),
        };
        match mailer.send(sending, &composed).await {
            Ok(()) => Outcome::Sent,
            Err(SendError::Permanent { text, .. }) => Outcome::Refused(text),
            Err(other) => Outcome::Later(other.to_string()),
        }
    }

    async fn whole(
        &self,
        file: &Attachment,
    ) -> Result<OutgoingFile, crate::attachments::FileError> {
        let pieces: Vec<Bytes> = self.files().get(&file.hash).await?.try_collect().await?;
        Ok(OutgoingFile {
            name: file.name.clone(),
            media_type: file.media_type.clone(),
            content_id: None,
            bytes: pieces.concat(),
        })
    }
}

/// Whether a letter waited for days before anybody tried to send it: the desk was not running, or had
/// no mail server.
fn is_too_late(letter: &Letter, now: DateTime<Utc>) -> bool {
    let due = letter.next_at.filter(|_| letter.attempts == 0);
    due.is_some_and(|due| now - due > TOO_LATE)
}

/// What could not be sent for days is not sent.
fn give_up(outcome: Outcome, letter: &Letter) -> Outcome {
    match outcome {
        Outcome::Later(said) if letter.attempts >= TRIES => Outcome::Refused(said),
        outcome => outcome,
    }
}

/// A minute first, then ever longer, up to half a day; never many letters at the same moment.
fn pause(attempts: i32) -> Duration {
    let minutes = match attempts {
        ..=0 => 1,
        1 => 5,
        2 => 15,
        3 => 60,
        4 => 180,
        5 => 360,
        _ => 720,
    };
    Duration::seconds(minutes * 60 + fastrand::i64(0..=minutes * 6))
}

type Settled = (LetterState, Option<DateTime<Utc>>, Option<String>);

fn settle(
    tx: &mut Connection,
    letter: &Letter,
    (state, next_at, error): Settled,
    thread_id: Option<&str>,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    let sent_at = (state == LetterState::Sent).then_some(now);
    letters::settle(tx, letter.id, state, next_at, error.as_deref(), sent_at)?;
    if let (Some(ticket), Some(id), LetterState::Sent) = (letter.ticket, thread_id, state) {
        incoming::bind(tx, &[id], ticket)?;
    }
    if state == LetterState::Failed {
        outbox::fail(tx, letter, error.as_deref().unwrap_or_default(), now)?;
    }
    Ok(())
}
