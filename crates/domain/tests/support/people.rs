//! Who works at the small desk, and who asks it.

use guichet_domain::ids::{OrganizationId, PersonId, TeamId};
use guichet_domain::people::{AgentScope, Role, Viewer};

pub const REQUESTER: PersonId = PersonId(1);
pub const AGENT: PersonId = PersonId(2);
pub const COLLEAGUE: PersonId = PersonId(3);
pub const SUPERVISOR: PersonId = PersonId(4);
pub const ADMIN: PersonId = PersonId(5);
pub const FOLLOWER: PersonId = PersonId(6);
pub const READER: PersonId = PersonId(7);
pub const STRANGER: PersonId = PersonId(8);
pub const OUTSIDER: PersonId = PersonId(9);

pub const VERMEIL: OrganizationId = OrganizationId(1);
pub const AUBRAC: OrganizationId = OrganizationId(2);

pub const DESKTOP: TeamId = TeamId(1);
pub const NETWORK: TeamId = TeamId(2);

/// Someone who asks, of an organization whose tickets are not shared.
pub fn asking(person: PersonId, organization: Option<OrganizationId>) -> Viewer {
    Viewer {
        person,
        role: Role::Requester,
        scope: AgentScope::Teams,
        teams: Vec::new(),
        organization,
        reads_organization: false,
    }
}

/// Someone of an organization who reads all of its tickets.
pub fn reading(person: PersonId, organization: Option<OrganizationId>) -> Viewer {
    Viewer {
        reads_organization: true,
        ..asking(person, organization)
    }
}

/// Someone of the staff who sees every ticket.
pub fn staff(person: PersonId, role: Role) -> Viewer {
    Viewer {
        role,
        scope: AgentScope::All,
        ..asking(person, None)
    }
}

/// Someone of the staff who sees the tickets of some teams.
pub fn staff_of(person: PersonId, role: Role, teams: &[TeamId]) -> Viewer {
    Viewer {
        role,
        teams: teams.to_vec(),
        ..asking(person, None)
    }
}
