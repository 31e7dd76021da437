//! What the desk answers, as JSON: fields renamed and put together, nothing decided.

mod directory;
mod post;
mod promises;
mod routing;
mod session;
mod tickets;

pub use directory::{category, organization, person, settings, team};
pub use post::{
    asked, flagged, inbound, incoming_mail, letter, mail_choices, mailbox, post_settings, preview,
    survey, tally, template,
};
pub use promises::{calendar, clocks, closed_day, effect, notifications, promise, sla_policy};
pub use routing::{abilities, absence, agent, routing_rule, skill};
pub use session::{me, setup_state};
pub use tickets::{attachment, journal, message, ticket, ticket_row};

use guichet_contract::organization::OrganizationRef;
use guichet_contract::team::TeamRef;

/// A team, as named on other things.
pub fn team_ref(team: guichet_desk::TeamRef) -> TeamRef {
    TeamRef {
        id: team.id,
        name: team.name,
    }
}

/// An organization, as named on other things.
pub fn organization_ref(organization: guichet_desk::OrganizationRef) -> OrganizationRef {
    OrganizationRef {
        id: organization.id,
        name: organization.name,
    }
}

/// A person as named on other things.
pub fn person_ref(person: guichet_desk::PersonRef) -> guichet_contract::person::PersonRef {
    guichet_contract::person::PersonRef {
        id: person.id,
        name: person.name,
        email: person.email,
    }
}

/// A category as named on other things.
pub fn category_ref(
    category: guichet_desk::CategoryRef,
) -> guichet_contract::category::CategoryRef {
    guichet_contract::category::CategoryRef {
        id: category.id,
        name: category.name,
        parent_name: category.parent_name,
    }
}

/// Times go out in whole milliseconds.
pub fn time(at: chrono::DateTime<chrono::Utc>) -> chrono::DateTime<chrono::Utc> {
    use chrono::SubsecRound;

    at.trunc_subsecs(3)
}

fn days(days: u32) -> i32 {
    i32::try_from(days).unwrap_or(i32::MAX)
}
