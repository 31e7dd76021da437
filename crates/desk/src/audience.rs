//! Who is told of what happens to a ticket or to the desk itself.

use guichet_domain::ids::PersonId;
use guichet_domain::people::Role;
use guichet_domain::sla::Audience;
use guichet_domain::ticket::{Ticket, policy};
use guichet_store::{Connection, people};

use crate::Refusal;

/// Those who are told, each once. Where there is nobody to tell, the next are told instead.
pub(crate) fn audience(
    tx: &mut Connection,
    ticket: &Ticket,
    named: &[Audience],
) -> Result<Vec<PersonId>, Refusal> {
    let mut told: Vec<PersonId> = Vec::new();
    for audience in named {
        let people = match audience {
            Audience::Assignee => assignee(tx, ticket)?,
            Audience::Team => team(tx, ticket)?,
            Audience::Supervisors => supervisors(tx)?,
        };
        told.extend(people);
    }
    told.sort();
    told.dedup();
    let mut seeing = Vec::new();
    for person in told {
        // Whoever may not see the ticket does not hear of it either.
        let viewer = people::viewer(tx, person)?;
        if viewer.is_some_and(|viewer| policy::sees(&viewer, ticket)) {
            seeing.push(person);
        }
    }
    Ok(seeing)
}

pub(crate) fn assignee(tx: &mut Connection, ticket: &Ticket) -> Result<Vec<PersonId>, Refusal> {
    let active = match ticket.assignee {
        Some(agent) => people::find(tx, agent)?.filter(|person| person.profile.active),
        None => None,
    };
    match active {
        Some(agent) => Ok(vec![agent.id]),
        None => team(tx, ticket),
    }
}

fn team(tx: &mut Connection, ticket: &Ticket) -> Result<Vec<PersonId>, Refusal> {
    let members = match ticket.team {
        Some(team) => people::active_members(tx, team)?,
        None => Vec::new(),
    };
    match members.is_empty() {
        true => supervisors(tx),
        false => Ok(members),
    }
}

pub(crate) fn supervisors(tx: &mut Connection) -> Result<Vec<PersonId>, Refusal> {
    let found = people::active_with_role(tx, Role::Supervisor)?;
    match found.is_empty() {
        true => Ok(people::active_with_role(tx, Role::Admin)?),
        false => Ok(found),
    }
}
