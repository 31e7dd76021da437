//! What a policy promises: targets, what pauses them, and what happens when they are in danger.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::conditions::Conditions;
use super::words::{Audience, ClockKind, RaiseTo};
use crate::ids::{CalendarId, PersonId, TeamId};
use crate::ticket::{HoldReason, Level, Priority};

/// The longest target, in minutes: a year of 365 days, day and night.
pub const LONGEST_TARGET: i32 = 525_600;
/// The most warning thresholds of a priority.
pub const MOST_WARNINGS: usize = 3;

/// The terms of a policy.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Terms {
    /// Which tickets it is for.
    pub conditions: Conditions,
    /// The calendar whose open time counts; `null` counts day and night.
    pub calendar_id: Option<CalendarId>,
    /// Only tickets created from then on; `null` is for all.
    pub effective_from: Option<DateTime<Utc>>,
    /// What is promised at each priority.
    pub targets: Targets,
    /// How long a ticket may stay at each level.
    pub level_targets: LevelTargets,
    /// Which holds pause which clocks.
    pub pauses: Pauses,
}

/// What is promised at each priority.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Targets {
    /// Critical.
    pub p1: PriorityTargets,
    /// High.
    pub p2: PriorityTargets,
    /// Normal.
    pub p3: PriorityTargets,
    /// Low.
    pub p4: PriorityTargets,
}

/// What is promised at one priority, in minutes of the time that counts; `null` promises nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PriorityTargets {
    /// To the first public reply.
    #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 525_600))]
    pub first_response: Option<i32>,
    /// To each further public reply.
    #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 525_600))]
    pub next_response: Option<i32>,
    /// To the solution.
    #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 525_600))]
    pub resolution: Option<i32>,
    /// Percentages of a target at which it is at risk, rising; 1 to 99.
    #[cfg_attr(feature = "schema", schema(max_items = 3))]
    pub warn_at: Vec<i32>,
    /// What happens at each of them.
    pub on_warning: Reaction,
    /// What happens when the time is over.
    pub on_breach: Reaction,
}

impl Default for PriorityTargets {
    fn default() -> Self {
        Self {
            first_response: None,
            next_response: None,
            resolution: None,
            warn_at: vec![80],
            on_warning: Reaction {
                notify: vec![Audience::Assignee],
                ..Reaction::default()
            },
            on_breach: Reaction {
                notify: vec![Audience::Assignee, Audience::Supervisors],
                ..Reaction::default()
            },
        }
    }
}

/// What is done about a promise in danger.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Reaction {
    /// Who is told.
    #[cfg_attr(feature = "schema", schema(max_items = 3))]
    pub notify: Vec<Audience>,
    /// The level the ticket is raised to.
    pub raise_to: Option<RaiseTo>,
    /// The priority it gets, where that is higher than its own.
    pub priority: Option<Priority>,
    /// The team it is handed to.
    pub team_id: Option<TeamId>,
    /// The agent it is handed to.
    pub assignee_id: Option<PersonId>,
}

impl Reaction {
    /// Whether it changes the ticket, beyond telling somebody.
    pub fn changes_ticket(&self) -> bool {
        self.raise_to.is_some()
            || self.priority.is_some()
            || self.team_id.is_some()
            || self.assignee_id.is_some()
    }
}

/// How long a ticket may stay at each level, in minutes of the time that counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LevelTargets {
    /// At the first.
    #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 525_600))]
    pub n1: Option<i32>,
    /// At the second.
    #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 525_600))]
    pub n2: Option<i32>,
    /// At the third.
    #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 525_600))]
    pub n3: Option<i32>,
}

/// Which holds pause which clocks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Pauses {
    /// The first response.
    #[cfg_attr(feature = "schema", schema(max_items = 4))]
    pub first_response: Vec<HoldReason>,
    /// The next response.
    #[cfg_attr(feature = "schema", schema(max_items = 4))]
    pub next_response: Vec<HoldReason>,
    /// The resolution.
    #[cfg_attr(feature = "schema", schema(max_items = 4))]
    pub resolution: Vec<HoldReason>,
    /// The stay at a level.
    #[cfg_attr(feature = "schema", schema(max_items = 4))]
    pub level_resolution: Vec<HoldReason>,
}

impl Default for Pauses {
    fn default() -> Self {
        let usual = vec![HoldReason::Requester, HoldReason::Scheduled];
        Self {
            first_response: Vec::new(),
            next_response: Vec::new(),
            resolution: usual.clone(),
            level_resolution: usual,
        }
    }
}

impl Pauses {
    /// Those that pause a kind of clock.
    pub fn of(&self, kind: ClockKind) -> &[HoldReason] {
        match kind {
            ClockKind::FirstResponse => &self.first_response,
            ClockKind::NextResponse => &self.next_response,
            ClockKind::Resolution => &self.resolution,
            ClockKind::LevelResolution => &self.level_resolution,
        }
    }
}

impl Targets {
    /// What is promised at a priority.
    pub fn of(&self, priority: Priority) -> &PriorityTargets {
        match priority {
            Priority::P1 => &self.p1,
            Priority::P2 => &self.p2,
            Priority::P3 => &self.p3,
            Priority::P4 => &self.p4,
        }
    }
}

impl Terms {
    /// What is promised to a ticket of this priority, in minutes; `level` is that of the stay.
    pub fn target(&self, kind: ClockKind, priority: Priority, level: Level) -> Option<i32> {
        let targets = self.targets.of(priority);
        match kind {
            ClockKind::FirstResponse => targets.first_response,
            ClockKind::NextResponse => targets.next_response,
            ClockKind::Resolution => targets.resolution,
            ClockKind::LevelResolution => match level {
                Level::N1 => self.level_targets.n1,
                Level::N2 => self.level_targets.n2,
                Level::N3 => self.level_targets.n3,
            },
        }
    }
}
