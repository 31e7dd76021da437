//! Links between tickets, read from either end.

use diesel::dsl::exists;
use diesel::prelude::*;
use guichet_domain::ids::TicketId;
use guichet_domain::ticket::LinkKind;

use crate::connection::on;
use crate::schema::ticket_links;
use crate::word::Word;
use crate::{Connection, Result};

/// A link, as seen from one of its ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// How the two are bound, read from the one that carries the link.
    pub kind: LinkKind,
    /// Whether the ticket asked for carries the link.
    pub outgoing: bool,
    /// The ticket at the other end.
    pub other: TicketId,
}

/// The links of a ticket: first those it carries, then those that lead to it.
///
/// # Errors
/// Those of the database.
pub fn links_of(conn: &mut Connection, ticket: TicketId) -> Result<Vec<Link>> {
    let outgoing: Vec<(Word<LinkKind>, i64)> = on!(conn, |c| ticket_links::table
        .filter(ticket_links::ticket_id.eq(ticket.0))
        .order((ticket_links::kind, ticket_links::other_id))
        .select((ticket_links::kind, ticket_links::other_id))
        .load(c))?;
    let incoming: Vec<(Word<LinkKind>, i64)> = on!(conn, |c| ticket_links::table
        .filter(ticket_links::other_id.eq(ticket.0))
        .order((ticket_links::kind, ticket_links::ticket_id))
        .select((ticket_links::kind, ticket_links::ticket_id))
        .load(c))?;
    let link = |outgoing| {
        move |(kind, other): (Word<LinkKind>, i64)| Link {
            kind: kind.0,
            outgoing,
            other: TicketId(other),
        }
    };
    let all = outgoing.into_iter().map(link(true));
    Ok(all.chain(incoming.into_iter().map(link(false))).collect())
}

/// Whether one ticket carries a link of a kind to another.
///
/// # Errors
/// Those of the database.
pub fn is_linked(
    conn: &mut Connection,
    ticket: TicketId,
    kind: LinkKind,
    other: TicketId,
) -> Result<bool> {
    let link = ticket_links::table.find((ticket.0, kind.as_str(), other.0));
    Ok(on!(conn, |c| diesel::select(exists(link)).get_result(c))?)
}
