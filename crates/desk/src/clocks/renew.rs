//! After a policy or a calendar has changed, every open ticket is looked at again: some at a time,
//! so that nobody waits; from where it was left off, also on another replica.

use chrono::{DateTime, Utc};
use guichet_domain::ids::TicketId;
use guichet_domain::ticket::replay::replay;
use guichet_store::{Connection, Error, clocks, journal, settings, tickets};

use super::book::{KEY, State, state, written};
use super::track::{whole, whole_book};
use crate::{Desk, Refusal};

/// How many tickets are looked at in one transaction.
const BATCH: u32 = 50;

impl Desk {
    /// Goes over the open tickets if what is promised has changed; gives how many were looked at.
    ///
    /// # Errors
    /// Those of the store; what was done before stays done.
    pub async fn renew_promises(&self, now: DateTime<Utc>) -> Result<usize, Refusal> {
        let mut renewed = 0;
        while self.read(waits).await? {
            match self.write(move |tx| step(tx, now)).await {
                Ok(some) => renewed += some,
                // Another replica has taken these.
                Err(Refusal::Stale) => {}
                Err(refusal) => return Err(refusal),
            }
        }
        Ok(renewed)
    }
}

fn waits(tx: &mut Connection) -> Result<bool, Refusal> {
    Ok(state(tx)?.is_some_and(|(_, state)| state.walk.is_some()))
}

/// Looks at the next tickets; gives how many there were.
fn step(tx: &mut Connection, now: DateTime<Utc>) -> Result<usize, Refusal> {
    let Some((version, state)) = state(tx)? else {
        return Ok(0);
    };
    let Some(after) = state.walk else {
        return Ok(0);
    };
    let ids = tickets::open_after(tx, TicketId(after), BATCH)?;
    renew(tx, &ids, now)?;
    let walk = match ids.last() {
        Some(last) if ids.len() == BATCH as usize => Some(last.0),
        Some(_) | None => None,
    };
    let state = written(State { walk, ..state })?;
    match settings::replace(tx, KEY, version, &state) {
        Err(Error::Stale) => Err(Refusal::Stale),
        replaced => {
            replaced?;
            Ok(ids.len())
        }
    }
}

/// Makes the clocks of tickets say what their journals say by what is promised now.
fn renew(tx: &mut Connection, ids: &[TicketId], now: DateTime<Utc>) -> Result<(), Refusal> {
    for id in ids {
        tickets::lock(tx, *id)?;
    }
    let (book, tree) = whole_book(tx)?;
    let mut journals = journal::of_tickets(tx, ids)?;
    let mut known = clocks::of_tickets(tx, ids)?;
    for id in ids {
        let journal = journals.remove(id).unwrap_or_default();
        let known = known.remove(id).unwrap_or_default();
        let Some(ticket) = replay(&journal).filter(|ticket| ticket.closed_at.is_none()) else {
            continue;
        };
        let law = book.law(&ticket, &tree);
        if law.is_none() && known.is_empty() {
            continue;
        }
        whole(&journal, known, law.as_ref(), &ticket, now)?.carry_out(tx, &ticket)?;
    }
    Ok(())
}
