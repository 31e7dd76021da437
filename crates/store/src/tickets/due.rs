//! Tickets for which the time has come, found by an index and never by looking at all of them.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use guichet_domain::ids::TicketId;
use guichet_domain::ticket::Stage;

use crate::connection::on;
use crate::schema::tickets;
use crate::time::Moment;
use crate::{Connection, Result};

/// Tickets on hold until `now` or earlier, the longest due first.
///
/// # Errors
/// Those of the database.
pub fn holds_due(conn: &mut Connection, now: DateTime<Utc>, limit: u32) -> Result<Vec<TicketId>> {
    let ids: Vec<i64> = on!(conn, |c| tickets::table
        .filter(tickets::hold_until.is_not_null())
        .filter(tickets::hold_until.le(Moment::from(now)))
        .order((tickets::hold_until, tickets::id))
        .limit(i64::from(limit))
        .select(tickets::id)
        .load(c))?;
    Ok(ids.into_iter().map(TicketId).collect())
}

/// Tickets that have waited for their requester's confirmation since `since` or longer, the
/// longest first, with the time from which they wait.
///
/// # Errors
/// Those of the database.
pub fn confirmations_due(
    conn: &mut Connection,
    since: DateTime<Utc>,
    limit: u32,
) -> Result<Vec<(TicketId, DateTime<Utc>)>> {
    let rows: Vec<(i64, Moment)> = on!(conn, |c| tickets::table
        .filter(tickets::closed_at.is_null())
        .filter(tickets::stage.eq(Stage::Closure.as_str()))
        .filter(tickets::stage_since.le(Moment::from(since)))
        .order((tickets::stage_since, tickets::id))
        .limit(i64::from(limit))
        .select((tickets::id, tickets::stage_since))
        .load(c))?;
    let due = rows
        .into_iter()
        .map(|(id, since)| (TicketId(id), since.into()));
    Ok(due.collect())
}
