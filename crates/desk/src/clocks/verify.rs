//! Whether the kept clocks say what the journals say.

use chrono::{DateTime, TimeDelta, Utc};
use guichet_domain::calendar::Calendar;
use guichet_domain::ids::TicketId;
use guichet_domain::sla::{ClockState, Standing};
use guichet_domain::ticket::Ticket;
use guichet_domain::ticket::replay::replay;
use guichet_store::clocks::{Kept, Stored};
use guichet_store::{Connection, calendars, clocks, journal, tickets};

use super::book::Counted;
use super::plan::Plan;
use super::track::{whole, whole_book};
use crate::{Desk, Refusal};

/// How many tickets are looked at in one transaction.
const BATCH: u32 = 200;

/// A clock that does not say what the journal says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The ticket.
    pub ticket: TicketId,
    /// What differs, in English.
    pub what: String,
}

/// What a verification found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verified {
    /// Tickets looked at.
    pub tickets: u64,
    /// Clocks looked at.
    pub clocks: u64,
    /// What differs.
    pub differences: Vec<Difference>,
}

impl Desk {
    /// Computes every clock of every open ticket from its journal, and every ended one from its
    /// log, and compares them with what is kept.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn verify_clocks(&self) -> Result<Verified, Refusal> {
        let now = self.now();
        let (mut found, mut after) = (Verified::default(), TicketId(0));
        loop {
            let (some, last) = self.report(move |tx| verify(tx, after, now)).await?;
            found.tickets += some.tickets;
            found.clocks += some.clocks;
            found.differences.extend(some.differences);
            match last {
                Some(last) => after = last,
                None => return Ok(found),
            }
        }
    }
}

fn verify(
    tx: &mut Connection,
    after: TicketId,
    now: DateTime<Utc>,
) -> Result<(Verified, Option<TicketId>), Refusal> {
    let ids = clocks::with_clocks_after(tx, after, BATCH)?;
    let (book, tree) = whole_book(tx)?;
    let mut journals = journal::of_tickets(tx, &ids)?;
    let mut known = clocks::of_tickets(tx, &ids)?;
    let standings = tickets::promises_of(tx, &ids)?;
    let mut found = Verified::default();
    for id in &ids {
        let journal = journals.remove(id).unwrap_or_default();
        let known = known.remove(id).unwrap_or_default();
        let Some(ticket) = replay(&journal) else {
            found.tell(*id, "the journal has no beginning");
            continue;
        };
        found.tickets += 1;
        found.clocks += known.len() as u64;
        for stored in known
            .iter()
            .filter(|stored| stored.kept.clock.ended_at.is_some())
        {
            ended(tx, stored, &mut found)?;
        }
        let law = match ticket.closed_at {
            // Nothing goes on: whatever is promised now is promised to others.
            Some(_) => None,
            None => book.law(&ticket, &tree),
        };
        let plan = whole(&journal, known, law.as_ref(), &ticket, now)?;
        let standing = standings.get(id).copied();
        open(&ticket, plan, standing, now, &mut found);
    }
    Ok((found, ids.last().copied()))
}

impl Verified {
    fn tell(&mut self, ticket: TicketId, what: impl Into<String>) {
        self.differences.push(Difference {
            ticket,
            what: what.into(),
        });
    }
}

/// What has ended must follow from its log, its target and the calendar it ended with.
fn ended(tx: &mut Connection, stored: &Stored, found: &mut Verified) -> Result<(), Refusal> {
    let promise = &stored.kept.promise;
    let calendar = match promise.calendar {
        None => None,
        Some((id, version)) => {
            let definition = calendars::version(tx, id, version)?;
            let calendar = Calendar::new(&definition);
            Some(calendar.map_err(|flaws| Refusal::Fault(format!("calendar {id}: {flaws:?}")))?)
        }
    };
    let counted = calendar.as_ref().map_or(Counted::Always, Counted::Open);
    let target = TimeDelta::minutes(promise.target_minutes.into());
    let clock = &stored.kept.clock;
    let reading = clock.read(target, &counted, clock.ended_at.unwrap_or(clock.started_at));
    if reading != stored.kept.reading {
        let what = format!(
            "the ended {} clock: {:?} kept, {reading:?} by its log",
            clock.kind, stored.kept.reading
        );
        found.tell(stored.ticket, what);
    }
    Ok(())
}

/// What goes on must be what the journal makes of it; nothing must be missing or too much.
fn open(
    ticket: &Ticket,
    plan: Plan,
    standing: Option<(Standing, DateTime<Utc>)>,
    now: DateTime<Utc>,
    found: &mut Verified,
) {
    for kept in &plan.insert {
        found.tell(
            ticket.id,
            format!("the {} clock is missing", kept.clock.kind),
        );
    }
    for id in &plan.remove {
        found.tell(ticket.id, format!("clock {id} should not be"));
    }
    let mut tells_soon = false;
    for (stored, wanted) in &plan.replace {
        // The next look tells of what was passed a moment ago.
        tells_soon |= stored.kept.next_alert_at.is_some_and(|at| at <= now);
        let (is, should_be) = (comparable(&stored.kept, now), comparable(wanted, now));
        if is != should_be {
            let kind = wanted.clock.kind;
            found.tell(
                ticket.id,
                format!("the {kind} clock: {is:?} kept, {should_be:?} by the journal"),
            );
        }
    }
    let wanted = plan.standing.unwrap_or((Standing::None, ticket.created_at));
    if !tells_soon && standing != Some(wanted) {
        found.tell(
            ticket.id,
            format!("the promise: {standing:?} kept, {wanted:?} by the clocks"),
        );
    }
}

type Comparable = (
    guichet_domain::sla::Clock,
    guichet_store::clocks::Promised,
    guichet_domain::sla::Reading,
    Option<DateTime<Utc>>,
);

/// What must be the same. A clock whose time has just run out is over, whether that has been
/// written down or not.
fn comparable(kept: &Kept, now: DateTime<Utc>) -> Comparable {
    let mut reading = kept.reading;
    let is_over = reading.due_at.is_some_and(|due| due <= now);
    if reading.state == ClockState::Running && is_over {
        reading.state = ClockState::Breached;
    }
    let mut clock = kept.clock.clone();
    clock.ended_priority = None;
    (clock, kept.promise.clone(), reading, kept.next_alert_at)
}
