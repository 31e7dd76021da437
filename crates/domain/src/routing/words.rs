//! How the routing chooses, and how it says why.

use serde::{Deserialize, Serialize};

use crate::ids::{PersonId, RoutingRuleId, TeamId};
use crate::ticket::Level;
use crate::vocabulary::vocabulary;

vocabulary! {
    /// How the tickets of a team find their agent.
    RoutingMethod {
        /// Agents take them.
        Manual = "manual",
        /// One agent after the other.
        RoundRobin = "round_robin",
        /// The agent with the fewest open tickets.
        LeastLoaded = "least_loaded",
        /// The agent with the skills and the language asked for; among equals the fewest open tickets.
        SkillBased = "skill_based",
    }
}

vocabulary! {
    /// Why the routing decided as it did.
    RoutingReason {
        /// The team's agents take its tickets themselves.
        Manual = "manual",
        /// It was the agent's turn.
        Turn = "turn",
        /// The agent has the fewest open tickets.
        LeastLoad = "least_load",
        /// The agent has the skills and the language.
        Skills = "skills",
        /// The agent stands in for one who is absent.
        Replacement = "replacement",
        /// Nobody of the team is there, able and free.
        NobodyAvailable = "nobody_available",
    }
}

vocabulary! {
    /// What the routing found of an agent it considered.
    Verdict {
        /// Gets the ticket.
        Chosen = "chosen",
        /// Is absent.
        Absent = "absent",
        /// Is outside the working hours.
        OffHours = "off_hours",
        /// Has as many open tickets as the capacity allows.
        Full = "full",
        /// Does not answer in the requester's language.
        Language = "language",
        /// Lacks a skill.
        Skill = "skill",
        /// Could have got it: another came first.
        NotFirst = "not_first",
    }
}

/// What the routing found of one agent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Considered {
    /// Who.
    pub person: PersonId,
    /// What was found.
    pub verdict: Verdict,
    /// Open tickets then.
    pub load: i32,
}

/// What the routing decided, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Decision {
    /// The rule that chose the team; `null` where the team was there already.
    pub rule: Option<RoutingRuleId>,
    /// The team.
    pub team: Option<TeamId>,
    /// The level.
    pub level: Level,
    /// The agent; `null` where none was chosen.
    pub assignee: Option<PersonId>,
    /// How the team's tickets find their agent.
    pub method: RoutingMethod,
    /// Why.
    pub reason: RoutingReason,
    /// Those who were considered, at most 50.
    pub considered: Vec<Considered>,
}
