//! What an input refers to must be there and open to be chosen.

use guichet_domain::ids::{CategoryId, OrganizationId, PersonId, TeamId};
use guichet_domain::text::{Body, Line, Reason, TextError};
use guichet_domain::ticket::Documentation;
use guichet_store::people::Person;
use guichet_store::teams::Team;
use guichet_store::{Connection, categories, organizations, people, teams};

use crate::{Refusal, Wrong};

/// A person who has not been deactivated.
pub(crate) fn active_person(
    tx: &mut Connection,
    field: &str,
    id: PersonId,
) -> Result<Person, Refusal> {
    let person = people::find(tx, id)?.filter(|person| person.profile.active);
    person.ok_or_else(|| Refusal::field(field, Wrong::NoSuchObject))
}

/// Someone who can be put in charge of tickets.
pub(crate) fn active_agent(
    tx: &mut Connection,
    field: &str,
    id: PersonId,
) -> Result<Person, Refusal> {
    let person = active_person(tx, field, id)?;
    if person.profile.role.is_staff() {
        Ok(person)
    } else {
        Err(Refusal::field(field, Wrong::NoSuchObject))
    }
}

/// A team that tickets can be given to.
pub(crate) fn active_team(tx: &mut Connection, field: &str, id: TeamId) -> Result<Team, Refusal> {
    let team = teams::find(tx, id)?.filter(|team| team.profile.active);
    team.ok_or_else(|| Refusal::field(field, Wrong::NoSuchObject))
}

/// An organization.
pub(crate) fn existing_organization(
    tx: &mut Connection,
    field: &str,
    id: OrganizationId,
) -> Result<(), Refusal> {
    match organizations::find(tx, id)? {
        Some(_) => Ok(()),
        None => Err(Refusal::field(field, Wrong::NoSuchObject)),
    }
}

/// A category that can be chosen.
pub(crate) fn active_category(
    tx: &mut Connection,
    field: &str,
    id: CategoryId,
) -> Result<(), Refusal> {
    match categories::find(tx, id)? {
        Some(category) if category.active => Ok(()),
        Some(_) | None => Err(Refusal::field(field, Wrong::NoSuchObject)),
    }
}

/// What was learnt, its text trimmed and bounded.
pub(crate) fn documentation(learnt: &Documentation) -> Result<Documentation, Refusal> {
    let refused = |name: &'static str| {
        move |error: TextError| Refusal::field(format!("documentation.{name}"), Wrong::Text(error))
    };
    Ok(match learnt {
        Documentation::Note { text } => Documentation::Note {
            text: Body::parse(text).map_err(refused("text"))?.into_string(),
        },
        Documentation::Article { reference } => Documentation::Article {
            reference: Line::<500>::parse(reference)
                .map_err(refused("reference"))?
                .into_string(),
        },
        Documentation::NothingToDocument { reason } => Documentation::NothingToDocument {
            reason: Reason::parse(reason)
                .map_err(refused("reason"))?
                .into_string(),
        },
    })
}
