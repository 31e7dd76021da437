//! What the desk does by itself when its time has come. Each may run twice, and on several
//! replicas at once, harmlessly.

use chrono::{DateTime, Duration, Utc};
use guichet_domain::ids::TicketId;
use guichet_domain::ticket::Deed;
use guichet_domain::ticket::event::Actor;
use guichet_store::{Connection, sessions, tickets};

use crate::post::mailboxes;
use crate::tickets::{closes_at, perform};
use crate::{Desk, Refusal, business_days, routing, settings};

/// How many things one step takes on.
const BATCH: u32 = 100;

/// How long a file waits to be put on a message.
const FILES_WAIT: Duration = Duration::hours(24);

/// What a round of the jobs has done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Done {
    /// Open tickets looked at again because what is promised has changed.
    pub renewed: usize,
    /// Tickets whose hold came to its date.
    pub resumed: usize,
    /// Waiting tickets that found an agent.
    pub routed: usize,
    /// Promises at risk or broken that were told of.
    pub told: usize,
    /// Tickets that closed without an answer.
    pub closed: usize,
    /// Mailboxes that are silent against their habit.
    pub silent: usize,
    /// Files that nobody sent.
    pub files: usize,
    /// Sessions long over.
    pub sessions: usize,
}

impl Desk {
    /// Does everything whose time has come. To be called every minute or so.
    ///
    /// # Errors
    /// Those of the store; what was done before stays done.
    pub async fn do_what_is_due(&self) -> Result<Done, Refusal> {
        let now = self.now();
        Ok(Done {
            renewed: self.renew_promises(now).await?,
            resumed: self.resume_holds(now).await?,
            routed: self.route_waiting(now).await?,
            told: self.tell_of_promises(now).await?,
            closed: self.close_unanswered(now).await?,
            silent: self
                .write(move |tx| mailboxes::tell_of_silence(tx, now))
                .await?,
            files: self.sweep_all_files(now).await?,
            sessions: self.sweep_sessions(now).await?,
        })
    }

    /// The part of it that must not wait for a minute: promises. Gives how much was done.
    ///
    /// # Errors
    /// Those of the store; what was done before stays done.
    pub async fn keep_promises(&self) -> Result<usize, Refusal> {
        let now = self.now();
        let renewed = self.renew_promises(now).await?;
        Ok(renewed + self.tell_of_promises(now).await?)
    }

    async fn resume_holds(&self, now: DateTime<Utc>) -> Result<usize, Refusal> {
        let mut resumed = 0;
        loop {
            let due = self
                .read(move |tx| Ok(tickets::holds_due(tx, now, BATCH)?))
                .await?;
            let mut some = 0;
            for id in &due {
                let id = *id;
                let done = self.write(move |tx| resume(tx, id, now)).await;
                some += usize::from(passed(id, done)?);
            }
            resumed += some;
            if some == 0 || due.len() < BATCH as usize {
                return Ok(resumed);
            }
        }
    }

    /// Gives what waits in the teams' queues to those who have come back or have become free.
    async fn route_waiting(&self, now: DateTime<Utc>) -> Result<usize, Refusal> {
        let mut routed = 0;
        let mut failed = Vec::new();
        loop {
            let skip = failed.clone();
            let plan = self
                .read(move |tx| routing::plan(tx, now, &skip, BATCH as usize))
                .await?;
            let before = failed.len();
            for id in plan {
                let done = self.write(move |tx| routing::waiting(tx, id, now)).await;
                match passed(id, done)? {
                    true => routed += 1,
                    false => failed.push(id),
                }
            }
            // The place of one that failed is another's.
            if failed.len() == before || failed.len() >= BATCH as usize {
                return Ok(routed);
            }
        }
    }

    async fn close_unanswered(&self, now: DateTime<Utc>) -> Result<usize, Refusal> {
        let mut closed = 0;
        loop {
            let due = self.read(move |tx| unanswered(tx, now)).await?;
            let mut some = 0;
            for id in &due {
                let id = *id;
                let done = self.write(move |tx| close(tx, id, now)).await;
                some += usize::from(passed(id, done)?);
            }
            closed += some;
            if some == 0 || due.len() < BATCH as usize {
                return Ok(closed);
            }
        }
    }

    async fn sweep_all_files(&self, now: DateTime<Utc>) -> Result<usize, Refusal> {
        let mut swept = 0;
        loop {
            let some = self.sweep_files(now - FILES_WAIT, BATCH).await?;
            swept += some;
            if some < BATCH as usize {
                return Ok(swept);
            }
        }
    }

    async fn sweep_sessions(&self, now: DateTime<Utc>) -> Result<usize, Refusal> {
        // Kept for a day: a refresh token used after its end is still known for what it is.
        let before = now - Duration::days(1);
        self.write(move |tx| Ok(sessions::sweep(tx, before)?)).await
    }
}

/// One ticket that cannot be dealt with must not keep the others waiting.
pub(crate) fn passed(id: TicketId, done: Result<bool, Refusal>) -> Result<bool, Refusal> {
    match done {
        Ok(done) => Ok(done),
        Err(Refusal::Unavailable) => Err(Refusal::Unavailable),
        Err(refusal) => {
            tracing::error!(ticket = id.0, %refusal, "what is due on a ticket could not be done");
            Ok(false)
        }
    }
}

fn unanswered(tx: &mut Connection, now: DateTime<Utc>) -> Result<Vec<TicketId>, Refusal> {
    let days = settings::load(tx)?.close_after_days;
    let since = business_days::before(now, days);
    let due = tickets::confirmations_due(tx, since, BATCH)?;
    Ok(due.into_iter().map(|(id, _)| id).collect())
}

/// Resumes a hold whose date has come; `false` where somebody was faster.
fn resume(tx: &mut Connection, id: TicketId, now: DateTime<Utc>) -> Result<bool, Refusal> {
    tickets::lock(tx, id)?;
    let ticket = tickets::get(tx, id)?;
    let until = ticket.hold.as_ref().and_then(|hold| hold.until);
    if until.is_none_or(|until| until > now) {
        return Ok(false);
    }
    let rules = settings::load(tx)?.rules();
    perform(tx, &ticket, Deed::Resume, Actor::System, now, &rules)?;
    Ok(true)
}

/// Closes a ticket that nobody answered; `false` where somebody did meanwhile.
fn close(tx: &mut Connection, id: TicketId, now: DateTime<Utc>) -> Result<bool, Refusal> {
    tickets::lock(tx, id)?;
    let ticket = tickets::get(tx, id)?;
    let settings = settings::load(tx)?;
    if closes_at(&settings, &ticket).is_none_or(|at| at > now) {
        return Ok(false);
    }
    let deed = Deed::Close { reason: None };
    perform(tx, &ticket, deed, Actor::System, now, &settings.rules())?;
    Ok(true)
}
