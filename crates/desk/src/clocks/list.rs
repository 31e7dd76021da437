//! How the promises of the tickets of a list stand.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use guichet_domain::ids::TicketId;
use guichet_domain::sla::{ClockKind, ClockState, Measure, Standing};
use guichet_store::clocks::Due;
use guichet_store::{Connection, clocks};

use super::book::book;
use crate::Refusal;

/// How the most pressing promise of a ticket stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Promise {
    /// How it stands.
    pub standing: Standing,
    /// Which clock it is.
    pub clock: ClockKind,
    /// When the time is over, or was; `None` while paused.
    pub due_at: Option<DateTime<Utc>>,
    /// The share of the target that is used, in percent, 0 to 100.
    pub used_percent: i32,
}

/// The most pressing promise of each ticket that has one, at a moment.
pub(crate) fn promises(
    tx: &mut Connection,
    standings: &[(TicketId, Standing)],
    now: DateTime<Utc>,
) -> Result<HashMap<TicketId, Promise>, Refusal> {
    let promised: HashMap<TicketId, Standing> = standings
        .iter()
        .copied()
        .filter(|(_, standing)| *standing != Standing::None)
        .collect();
    if promised.is_empty() {
        return Ok(HashMap::new());
    }
    let ids: Vec<TicketId> = promised.keys().copied().collect();
    let book = book(tx)?;
    let mut found: HashMap<TicketId, (Rank, Promise)> = HashMap::new();
    for due in clocks::on_page(tx, &ids)? {
        let used_percent = match book.counted(due.calendar.map(|(id, _)| id)) {
            Some(counted) => used_percent(&due, &counted, now),
            // The calendar has just been taken out of use; the clock will follow.
            None => 0,
        };
        let promise = Promise {
            standing: promised[&due.ticket],
            clock: due.kind,
            due_at: due.reading.due_at,
            used_percent,
        };
        let rank = rank(&due);
        let first = found.get(&due.ticket);
        if first.is_none_or(|(known, _)| rank < *known) {
            found.insert(due.ticket, (rank, promise));
        }
    }
    let promises = found
        .into_iter()
        .map(|(ticket, (_, promise))| (ticket, promise));
    Ok(promises.collect())
}

type Rank = (bool, bool, Option<DateTime<Utc>>, ClockKind);

/// What is most pressing comes first: over before running, running before paused, then the nearest.
fn rank(due: &Due) -> Rank {
    let state = due.reading.state;
    let (breached, paused) = (state == ClockState::Breached, state == ClockState::Paused);
    (!breached, paused, due.reading.due_at, due.kind)
}

fn used_percent(due: &Due, counted: &impl Measure, now: DateTime<Utc>) -> i32 {
    let since = due.reading.running_since;
    let running = since.map_or(TimeDelta::zero(), |since| counted.between(since, now));
    let used = (due.reading.used + running).num_seconds();
    let target = i64::from(due.target_minutes) * 60;
    i32::try_from((used * 100 / target.max(1)).clamp(0, 100)).unwrap_or(100)
}
