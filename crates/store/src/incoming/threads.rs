//! Which Message-IDs belong to which tickets.

use diesel::prelude::*;
use guichet_domain::ids::TicketId;

use crate::connection::on;
use crate::schema::{message_mails, messages, thread_ids};
use crate::{Connection, Result};

/// Binds Message-IDs to a ticket; those that are bound to it stay so.
///
/// # Errors
/// Those of the database.
pub fn bind(conn: &mut Connection, ids: &[&str], ticket: TicketId) -> Result<()> {
    for id in ids {
        let row = (
            thread_ids::thread_id.eq(id),
            thread_ids::ticket_id.eq(ticket.0),
        );
        on!(conn, |c| diesel::insert_into(thread_ids::table)
            .values(row)
            .on_conflict_do_nothing()
            .execute(c))?;
    }
    Ok(())
}

/// The tickets that Message-IDs are bound to, newest first for each, in the order of the ids.
///
/// # Errors
/// Those of the database.
pub fn bound(conn: &mut Connection, ids: &[String]) -> Result<Vec<TicketId>> {
    let rows: Vec<(String, i64)> = on!(conn, |c| thread_ids::table
        .filter(thread_ids::thread_id.eq_any(ids))
        .order(thread_ids::ticket_id.desc())
        .limit(100)
        .select((thread_ids::thread_id, thread_ids::ticket_id))
        .load(c))?;
    let mut tickets = Vec::new();
    for id in ids {
        for (_, ticket) in rows.iter().filter(|(known, _)| known == id) {
            let ticket = TicketId(*ticket);
            if !tickets.contains(&ticket) {
                tickets.push(ticket);
            }
        }
    }
    Ok(tickets)
}

/// The Message-IDs of the last mails on a ticket, newest first: what a letter about it answers.
///
/// # Errors
/// Those of the database.
pub fn last_thread_ids(conn: &mut Connection, ticket: TicketId, limit: u32) -> Result<Vec<String>> {
    let ids: Vec<Option<String>> = on!(conn, |c| messages::table
        .inner_join(message_mails::table)
        .filter(messages::ticket_id.eq(ticket.0))
        .filter(message_mails::thread_id.is_not_null())
        .order(messages::id.desc())
        .limit(i64::from(limit))
        .select(message_mails::thread_id)
        .load(c))?;
    Ok(ids.into_iter().flatten().collect())
}
