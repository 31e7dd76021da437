//! The clocks of a ticket, each explained; and how its promise stands in a list.

use chrono::{DateTime, Utc};
use guichet_domain::ids::{ClockId, TicketId};
use guichet_domain::sla::{ClockKind, ClockState, EntryKind, Standing};
use guichet_domain::ticket::{HoldReason, Level};
use serde::{Deserialize, Serialize};

use crate::sla::{CalendarRef, SlaPolicyRef};

/// How the most pressing promise of a ticket stands; staff only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Promise {
    /// How it stands.
    pub standing: Standing,
    /// Which clock it is.
    pub clock: ClockKind,
    /// When the time is over, or was; `null` while paused.
    pub due_at: Option<DateTime<Utc>>,
    /// The share of the target that is used, in percent at the time of the answer, 0 to 100.
    pub used_percent: i32,
}

/// All clocks of a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Clocks {
    /// The ticket.
    pub ticket_id: TicketId,
    /// The moment they are explained for.
    pub at: DateTime<Utc>,
    /// Those that go on first, then those that ended, in the order in which they began.
    pub items: Vec<Clock>,
}

/// A clock, explained: why it is due when it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Clock {
    /// Which one.
    pub id: ClockId,
    /// What it measures.
    pub kind: ClockKind,
    /// The level, where it measures the stay at one.
    pub level: Option<Level>,
    /// The policy that promises it; `null` when the policy has been deleted since.
    pub policy: Option<SlaPolicyRef>,
    /// The calendar whose open time counts; `null` counts day and night.
    pub calendar: Option<CalendarRef>,
    /// The IANA time zone of that calendar.
    pub time_zone: Option<String>,
    /// How it stands.
    pub state: ClockState,
    /// Whether a warning threshold is passed while it is neither over nor ended.
    pub at_risk: bool,
    /// The target, in minutes of the time that counts.
    pub target_minutes: i64,
    /// The minutes used, rounded down.
    pub used_minutes: i64,
    /// Percentages of the target at which it is at risk.
    pub warn_at: Vec<i32>,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When the time is over, or was; `null` while paused with time left.
    pub due_at: Option<DateTime<Utc>>,
    /// When it ended; `null` while it goes on.
    pub ended_at: Option<DateTime<Utc>>,
    /// The stretches of time since it began, running and paused, oldest first.
    pub stretches: Vec<Stretch>,
    /// What happened to it, oldest first.
    pub log: Vec<LogEntry>,
}

/// A stretch of time during which a clock ran or was paused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Stretch {
    /// Whether the clock ran.
    pub running: bool,
    /// The hold that paused it; `null` where it ran, or the ticket was solved.
    pub hold: Option<HoldReason>,
    /// Since when.
    pub from: DateTime<Utc>,
    /// Until when; `null` for the one that lasts.
    pub to: Option<DateTime<Utc>>,
    /// The minutes of it that counted, rounded down; 0 while paused.
    pub counted_minutes: i64,
    /// The open times of the calendar that counted, at most 40; of the stretch that lasts, up to
    /// the due time.
    pub periods: Vec<CountedPeriod>,
    /// How many more there are.
    pub more_periods: i64,
}

/// An open time of the calendar within a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CountedPeriod {
    /// Since when.
    pub from: DateTime<Utc>,
    /// Until when.
    pub to: DateTime<Utc>,
    /// Its minutes, rounded down.
    pub minutes: i64,
}

/// Something that happened to a clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LogEntry {
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub kind: EntryKind,
    /// The target from then on, in minutes; for `start` and `retarget`.
    pub target_minutes: Option<i64>,
}
