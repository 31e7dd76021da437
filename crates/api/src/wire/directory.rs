//! People, organizations, teams, categories and settings.

use guichet_contract as wire;
use guichet_desk::categories::Category;
use guichet_desk::organizations::Organization;
use guichet_desk::people::PersonView;
use guichet_desk::settings::Settings;
use guichet_desk::teams::TeamView;

use super::{days, organization_ref, person_ref, team_ref, time};

/// A person.
pub fn person(person: PersonView) -> wire::person::Person {
    wire::person::Person {
        id: person.id,
        version: person.version,
        name: person.name,
        email: person.email,
        phone: person.phone,
        role: person.role,
        scope: person.scope,
        organization: person.organization.map(organization_ref),
        organization_manager: person.organization_manager,
        organization_reader: person.organization_reader,
        teams: person.teams.into_iter().map(team_ref).collect(),
        language: person.language,
        time_zone: person.time_zone,
        active: person.active,
        has_password: person.has_password,
        created_at: time(person.created_at),
        updated_at: time(person.updated_at),
    }
}

/// An organization.
pub fn organization(organization: Organization) -> wire::organization::Organization {
    wire::organization::Organization {
        id: organization.id,
        version: organization.version,
        name: organization.profile.name,
        notes: organization.profile.notes,
        sharing: organization.profile.sharing,
        created_at: time(organization.created_at),
        updated_at: time(organization.updated_at),
    }
}

/// A team.
pub fn team(team: TeamView) -> wire::team::Team {
    wire::team::Team {
        id: team.id,
        version: team.version,
        name: team.name,
        level: team.level,
        active: team.active,
        routing: team.routing,
        members: team.members.into_iter().map(person_ref).collect(),
    }
}

/// A category.
pub fn category(category: Category) -> wire::category::Category {
    wire::category::Category {
        id: category.id,
        version: category.version,
        name: category.name,
        parent_id: category.parent,
        active: category.active,
    }
}

/// The settings of the desk.
pub fn settings(settings: Settings) -> wire::settings::Settings {
    wire::settings::Settings {
        version: settings.version,
        name: settings.name,
        language: settings.language,
        ticket_prefix: settings.ticket_prefix,
        matrix: settings.matrix,
        remind_after_days: days(settings.remind_after_days),
        close_after_days: days(settings.close_after_days),
        reopen_within_days: days(settings.reopen_within_days),
    }
}
