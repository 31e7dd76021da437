//! People: roles, what an agent's queues are, and who of an organization reads its tickets.

use crate::ids::{OrganizationId, PersonId, TeamId};
use crate::vocabulary::vocabulary;

vocabulary! {
    /// What a person is for the desk. Each role may do what the former may.
    Role {
        /// Asks, and follows the own requests.
        Requester = "requester",
        /// Leads tickets.
        Agent = "agent",
        /// Leads teams: approvals, reports, major incidents.
        Supervisor = "supervisor",
        /// Sets the desk up.
        Admin = "admin",
    }
}

impl Role {
    /// Agent, supervisor or administrator: someone who leads tickets.
    pub fn is_staff(self) -> bool {
        self >= Self::Agent
    }
}

vocabulary! {
    /// Which tickets an agent sees.
    AgentScope {
        /// Every ticket of the desk.
        All = "all",
        /// Those of the own teams, those nobody has routed yet, and those the agent takes part in.
        Teams = "teams",
    }
}

vocabulary! {
    /// Who of an organization reads all of its tickets.
    Sharing {
        /// Nobody: each reads the own ones.
        None = "none",
        /// Those with the role of manager in the organization.
        Managers = "managers",
        /// The members chosen one by one.
        Members = "members",
        /// Everyone of the organization.
        Everyone = "everyone",
    }
}

vocabulary! {
    /// A language of the interface and of messages sent to a person.
    Language {
        /// French.
        Fr = "fr",
        /// English.
        En = "en",
    }
}

/// Whether someone of an organization reads the tickets of its other members.
pub fn reads_organization(sharing: Sharing, is_manager: bool, is_chosen: bool) -> bool {
    match sharing {
        Sharing::None => false,
        Sharing::Managers => is_manager,
        Sharing::Members => is_chosen,
        Sharing::Everyone => true,
    }
}

/// Someone who asks to see or to do something, with all that the policy needs to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Viewer {
    /// Who it is.
    pub person: PersonId,
    /// The role.
    pub role: Role,
    /// Which tickets are seen, for an agent.
    pub scope: AgentScope,
    /// The teams of an agent.
    pub teams: Vec<TeamId>,
    /// The organization the person belongs to.
    pub organization: Option<OrganizationId>,
    /// Whether the tickets of the whole organization are read (see [`reads_organization`]).
    pub reads_organization: bool,
}
