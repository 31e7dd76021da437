//! The ground all deeds stand on: load, ask the policy, let the domain decide, save.

use chrono::{DateTime, Utc};
use guichet_domain::ids::TicketId;
use guichet_domain::ticket::event::Actor;
use guichet_domain::ticket::{Deed, DeedKind, Rules, Ticket, lifecycle, perform as decide, policy};
use guichet_store::{Connection, tickets};

use super::view::{TicketView, show};
use crate::post::letters;
use crate::{By, Refusal, clocks, routing, settings};

/// The version a deed was decided upon; `None` for those that bear any.
pub(super) type Expected = Option<i64>;

/// A ticket that the viewer sees, as it is now.
pub(crate) fn load(tx: &mut Connection, by: &By, id: TicketId) -> Result<Ticket, Refusal> {
    let ticket = tickets::find(tx, id)?.ok_or(Refusal::NotFound)?;
    if policy::sees(&by.viewer, &ticket) {
        Ok(ticket)
    } else {
        Err(Refusal::NotFound)
    }
}

/// A ticket that the viewer may do this deed to, kept from others until the transaction ends.
pub(super) fn begin(
    tx: &mut Connection,
    by: &By,
    id: TicketId,
    deed: DeedKind,
    expected: Expected,
) -> Result<Ticket, Refusal> {
    tickets::lock(tx, id)?;
    let ticket = load(tx, by, id)?;
    if !policy::may(&by.viewer, &ticket, deed) {
        return Err(Refusal::Forbidden);
    }
    if expected.is_some_and(|version| version != ticket.version) {
        return Err(Refusal::Stale);
    }
    lifecycle::allows_on(&ticket, deed)?;
    Ok(ticket)
}

/// Does a deed and keeps what came of it; a ticket that it gives to another team or level without
/// an agent is routed there at once.
pub(crate) fn perform(
    tx: &mut Connection,
    ticket: &Ticket,
    deed: Deed,
    actor: Actor,
    at: DateTime<Utc>,
    rules: &Rules,
) -> Result<Ticket, Refusal> {
    let routed = deed.kind() == DeedKind::Route;
    let after = keep(tx, ticket, deed, actor, at, rules)?;
    match routed {
        true => Ok(after),
        false => routing::handed_over(tx, ticket, after, at, rules),
    }
}

/// Does a deed and keeps what came of it. Deeds that waited for one another are recorded in the
/// order in which they were done.
fn keep(
    tx: &mut Connection,
    ticket: &Ticket,
    deed: Deed,
    actor: Actor,
    at: DateTime<Utc>,
    rules: &Rules,
) -> Result<Ticket, Refusal> {
    let at = at.max(ticket.updated_at);
    let (after, records) = decide(ticket, deed, actor, at, rules)?;
    tickets::save(tx, ticket, &after, &records)?;
    clocks::follow(tx, ticket, &after, &records)?;
    letters::follow(tx, &after, &records)?;
    Ok(after)
}

/// The whole of a deed: begin, make it from what is there, perform, show.
pub(super) fn deed(
    tx: &mut Connection,
    by: &By,
    id: TicketId,
    kind: DeedKind,
    expected: Expected,
    make: impl FnOnce(&mut Connection, &Ticket) -> Result<Deed, Refusal>,
) -> Result<TicketView, Refusal> {
    let ticket = begin(tx, by, id, kind, expected)?;
    let deed = make(tx, &ticket)?;
    let settings = settings::load(tx)?;
    let after = perform(tx, &ticket, deed, by.actor(), by.at, &settings.rules())?;
    show(tx, by, &settings, after)
}

/// A deed that carries nothing that must be looked up.
pub(super) fn simple(
    tx: &mut Connection,
    by: &By,
    id: TicketId,
    version: i64,
    plain: Deed,
) -> Result<TicketView, Refusal> {
    deed(tx, by, id, plain.kind(), Some(version), |_, _| Ok(plain))
}
