//! Tickets for which the time has come, found by an index and never by looking at all of them.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use guichet_domain::ids::TicketId;
use guichet_domain::sla::Standing;
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

/// The open tickets after a number, by number: for a walk over all of them.
///
/// # Errors
/// Those of the database.
pub fn open_after(conn: &mut Connection, after: TicketId, limit: u32) -> Result<Vec<TicketId>> {
    let ids: Vec<i64> = on!(conn, |c| tickets::table
        .filter(tickets::closed_at.is_null())
        .filter(tickets::id.gt(after.0))
        .order(tickets::id)
        .limit(i64::from(limit))
        .select(tickets::id)
        .load(c))?;
    Ok(ids.into_iter().map(TicketId).collect())
}

/// The tickets created since a time, newest first.
///
/// # Errors
/// Those of the database.
pub fn created_since(
    conn: &mut Connection,
    since: DateTime<Utc>,
    limit: u32,
) -> Result<Vec<TicketId>> {
    let ids: Vec<i64> = on!(conn, |c| tickets::table
        .filter(tickets::created_at.ge(Moment::from(since)))
        .order((tickets::created_at.desc(), tickets::id.desc()))
        .limit(i64::from(limit))
        .select(tickets::id)
        .load(c))?;
    Ok(ids.into_iter().map(TicketId).collect())
}

/// How the promises of tickets stand, with the time they are ordered by: as lists are ordered.
///
/// # Errors
/// Those of the database.
pub fn promises_of(
    conn: &mut Connection,
    ids: &[TicketId],
) -> Result<HashMap<TicketId, (Standing, DateTime<Utc>)>> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let rows: Vec<(i64, i32, Moment)> = on!(conn, |c| tickets::table
        .filter(tickets::id.eq_any(&ids))
        .select((tickets::id, tickets::promise, tickets::promise_at))
        .load(c))?;
    let ordered = rows
        .into_iter()
        .map(|(id, rank, at)| (TicketId(id), (standing(rank), at.into())));
    Ok(ordered.collect())
}

/// The standing of a rank in the column, which holds nothing else.
pub(super) fn standing(rank: i32) -> Standing {
    let place = usize::try_from(rank).ok();
    let found = place.and_then(|place| Standing::ALL.get(place));
    found.copied().unwrap_or(Standing::None)
}
