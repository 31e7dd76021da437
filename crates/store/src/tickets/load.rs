//! One ticket as a whole.

use diesel::prelude::*;
use guichet_domain::ids::{PersonId, TicketId};
use guichet_domain::ticket::Ticket;

use super::columns::{Columns, Facts, assemble};
use crate::connection::on;
use crate::schema::{ticket_facts, ticket_followers, ticket_tags, tickets};
use crate::{Connection, Error, Result, dialect};

/// The ticket with a number.
///
/// # Errors
/// `NotFound`, and those of the database.
pub fn get(conn: &mut Connection, id: TicketId) -> Result<Ticket> {
    find(conn, id)?.ok_or(Error::NotFound)
}

/// The ticket with a number, if there is one.
///
/// # Errors
/// Those of the database.
pub fn find(conn: &mut Connection, id: TicketId) -> Result<Option<Ticket>> {
    let found: Option<(Columns, Facts)> = on!(conn, |c| {
        let with_facts = tickets::table.inner_join(ticket_facts::table);
        with_facts
            .filter(tickets::id.eq(id.0))
            .select((Columns::as_select(), Facts::as_select()))
            .first(c)
            .optional()
    })?;
    let Some((row, facts)) = found else {
        return Ok(None);
    };
    let tags = on!(conn, |c| ticket_tags::table
        .filter(ticket_tags::ticket_id.eq(id.0))
        .order(ticket_tags::tag)
        .select(ticket_tags::tag)
        .load(c))?;
    let followers: Vec<i64> = on!(conn, |c| ticket_followers::table
        .filter(ticket_followers::ticket_id.eq(id.0))
        .order(ticket_followers::person_id)
        .select(ticket_followers::person_id)
        .load(c))?;
    let followers = followers.into_iter().map(PersonId).collect();
    assemble(id, row, facts, tags, followers).map(Some)
}

/// Makes everybody else who wants to change a ticket wait until this transaction ends: what is
/// read of it from now on still holds when it is saved.
///
/// # Errors
/// Those of the database.
pub fn lock(conn: &mut Connection, id: TicketId) -> Result<()> {
    dialect::lock_ticket(conn, id.0)
}
