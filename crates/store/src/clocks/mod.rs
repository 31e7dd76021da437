//! The clocks of tickets: what is kept of them, and what is due next.

mod alerts;
mod keep;
mod load;

pub use alerts::{due, take_alert};
pub use keep::{insert_many, remove, replace, set_promise, set_promises};
pub use load::{Due, current, of_ticket, of_tickets, on_page, with_clocks_after};

use chrono::{DateTime, Utc};
use guichet_domain::ids::{CalendarId, ClockId, SlaPolicyId, TicketId};
use guichet_domain::sla::{Clock, EntryKind, Reading};

use crate::{Connection, Result, dialect};

/// A clock with what is promised, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// When it ran.
    pub clock: Clock,
    /// By what it is promised.
    pub promise: Promised,
    /// What it said when it was last read.
    pub reading: Reading,
    /// When the next threshold is passed that has not been told of.
    pub next_alert_at: Option<DateTime<Utc>>,
    /// What happened to it, in the order in which that became known.
    pub log: Vec<Entry>,
}

/// By what a clock is promised. The policy and the calendar may be gone by now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promised {
    /// The policy, and its version.
    pub policy: (SlaPolicyId, i64),
    /// The calendar and its version; `None` counts day and night.
    pub calendar: Option<(CalendarId, i64)>,
    /// The target, in minutes of the time that counts.
    pub target_minutes: i32,
    /// Percentages of the target at which it is at risk, rising.
    pub warn_at: Vec<i32>,
}

/// Something that happened to a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub kind: EntryKind,
    /// The target from then on, in minutes; for `start` and `retarget`.
    pub target_minutes: Option<i32>,
}

/// A clock in the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Which one.
    pub id: ClockId,
    /// Of which ticket.
    pub ticket: TicketId,
    /// The clock.
    pub kept: Kept,
    /// The thresholds that have been told of, rising.
    pub alerted: Vec<i32>,
}

/// Relies on what is promised now: it does not change before the transaction ends.
///
/// # Errors
/// Those of the database.
pub fn rely_on_promises(conn: &mut Connection) -> Result<()> {
    dialect::hold_promises(conn, false)
}

/// Waits until nobody relies on what was promised, and keeps others from it until the transaction
/// ends: to be called before it is changed.
///
/// # Errors
/// Those of the database.
pub fn change_promises(conn: &mut Connection) -> Result<()> {
    dialect::hold_promises(conn, true)
}
