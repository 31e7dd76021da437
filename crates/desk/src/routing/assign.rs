//! Giving tickets to teams and agents: when they begin, when they are handed over, and when
//! somebody comes back to a queue. What somebody chose is never overruled.

use chrono::{DateTime, Utc};
use guichet_domain::ids::TicketId;
use guichet_domain::routing::{Choice, RoutingMethod};
use guichet_domain::ticket::event::Actor;
use guichet_domain::ticket::{Deed, DeedKind, Rules, Status, Ticket, lifecycle};
use guichet_store::teams::{self, Team};
use guichet_store::{Connection, tickets};

use super::book::{Book, Destination};
use super::pool::{self, Purpose};
use crate::notifications::News;
use crate::tickets::perform;
use crate::{Refusal, notifications, settings};

/// How many waiting tickets are read at once.
const PAGE: u32 = 200;

/// Routes a ticket that begins without an agent: by the first rule it meets where it has no team,
/// then by the team's method.
pub(crate) fn created(
    tx: &mut Connection,
    ticket: Ticket,
    at: DateTime<Utc>,
    rules: &Rules,
) -> Result<Ticket, Refusal> {
    if ticket.team.is_some() {
        return route(tx, ticket, at, rules);
    }
    if !is_for_routing(&ticket) {
        return Ok(ticket);
    }
    let book = Book::load(tx, [ticket.category])?;
    match book.destination(tx, &ticket)? {
        Some(destination) => {
            let choice = choose(tx, &destination, at)?;
            keep(tx, &ticket, destination, choice, at, rules)
        }
        None => Ok(ticket),
    }
}

/// Routes a ticket that a deed gave to another team or level without an agent.
pub(crate) fn handed_over(
    tx: &mut Connection,
    before: &Ticket,
    after: Ticket,
    at: DateTime<Utc>,
    rules: &Rules,
) -> Result<Ticket, Refusal> {
    match after.team != before.team || after.level != before.level {
        true => route(tx, after, at, rules),
        false => Ok(after),
    }
}

/// Gives a ticket that waits in a queue to somebody; `false` where that cannot be, any more or yet.
pub(crate) fn waiting(
    tx: &mut Connection,
    id: TicketId,
    at: DateTime<Utc>,
) -> Result<bool, Refusal> {
    tickets::lock(tx, id)?;
    let ticket = tickets::get(tx, id)?;
    if !matches!(ticket.status(), Status::New | Status::Open) {
        return Ok(false);
    }
    let Some(destination) = own_team(tx, &ticket)? else {
        return Ok(false);
    };
    let choice = choose(tx, &destination, at)?;
    if choice.assignee.is_none() {
        return Ok(false);
    }
    let rules = settings::load(tx)?.rules();
    keep(tx, &ticket, destination, choice, at, &rules)?;
    Ok(true)
}

/// The waiting tickets that somebody could be given now, each team's most pressing first, at most
/// `most` of each team; those of `skip` are passed over.
pub(crate) fn plan(
    tx: &mut Connection,
    at: DateTime<Utc>,
    skip: &[TicketId],
    most: usize,
) -> Result<Vec<TicketId>, Refusal> {
    let mut plan = Vec::new();
    for team in teams::list(tx)?.iter().filter(|team| routes(team)) {
        plan.extend(plan_of(tx, team, at, skip, most)?);
    }
    Ok(plan)
}

fn plan_of(
    tx: &mut Connection,
    team: &Team,
    at: DateTime<Utc>,
    skip: &[TicketId],
    most: usize,
) -> Result<Vec<TicketId>, Refusal> {
    let mut plan = Vec::new();
    let mut page = tickets::waiting_of(tx, team.id, None, PAGE)?;
    if page.items.is_empty() && page.next.is_none() {
        return Ok(plan);
    }
    let mut pool = pool::load(tx, team, at, Purpose::Plan)?;
    loop {
        let book = Book::for_team(tx, team, page.items.iter().map(|ticket| ticket.category))?;
        let wanted = page
            .items
            .iter()
            .filter(|ticket| !skip.contains(&ticket.id));
        for ticket in wanted {
            if plan.len() >= most || !pool.has_somebody() {
                return Ok(plan);
            }
            let choice = pool.choose(&book.needs(ticket, team.id));
            if choice.assignee.is_some() {
                pool.give(&choice);
                plan.push(ticket.id);
            }
        }
        let Some(next) = page.next else {
            return Ok(plan);
        };
        page = tickets::waiting_of(tx, team.id, Some(next), PAGE)?;
    }
}

/// Routes a ticket within the team it has.
fn route(
    tx: &mut Connection,
    ticket: Ticket,
    at: DateTime<Utc>,
    rules: &Rules,
) -> Result<Ticket, Refusal> {
    let Some(destination) = own_team(tx, &ticket)? else {
        return Ok(ticket);
    };
    let choice = choose(tx, &destination, at)?;
    keep(tx, &ticket, destination, choice, at, rules)
}

/// Whether nobody leads it yet and somebody still can.
fn is_for_routing(ticket: &Ticket) -> bool {
    ticket.assignee.is_none() && lifecycle::allows_on(ticket, DeedKind::Route).is_ok()
}

/// Whether the tickets of a team are given to its agents.
fn routes(team: &Team) -> bool {
    team.profile.active && team.profile.routing != RoutingMethod::Manual
}

/// The team a ticket has, where that team gives its tickets to its agents.
fn own_team(tx: &mut Connection, ticket: &Ticket) -> Result<Option<Destination>, Refusal> {
    let Some(team) = ticket.team.filter(|_| is_for_routing(ticket)) else {
        return Ok(None);
    };
    let team = teams::get(tx, team)?;
    if !routes(&team) {
        return Ok(None);
    }
    let book = Book::for_team(tx, &team, [ticket.category])?;
    Ok(Some(Destination {
        rule: None,
        level: ticket.level,
        needs: book.needs(ticket, team.id),
        team,
    }))
}

/// Whom the team's method gives the ticket to.
fn choose(
    tx: &mut Connection,
    destination: &Destination,
    at: DateTime<Utc>,
) -> Result<Choice, Refusal> {
    let team = &destination.team;
    if team.profile.routing == RoutingMethod::Manual {
        return Ok(Choice::manual());
    }
    let pool = pool::load(tx, team, at, Purpose::Choose)?;
    Ok(pool.choose(&destination.needs))
}

/// Does what was decided, says so in the journal, and tells whoever gets the ticket.
fn keep(
    tx: &mut Connection,
    ticket: &Ticket,
    destination: Destination,
    choice: Choice,
    at: DateTime<Utc>,
    rules: &Rules,
) -> Result<Ticket, Refusal> {
    let Destination {
        rule, team, level, ..
    } = destination;
    if let Some(turn) = choice.turn {
        teams::set_last_turn(tx, team.id, turn)?;
    }
    let assignee = choice.assignee;
    let decision = Box::new(choice.decide(rule, Some(team.id), level));
    let after = perform(tx, ticket, Deed::Route(decision), Actor::System, at, rules)?;
    notifications::tell(tx, assignee.as_slice(), Some(ticket.id), &News::Routed, at)?;
    Ok(after)
}
