//! What is due next, and what has been told of.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use guichet_domain::ids::{ClockId, TicketId};

use crate::connection::on;
use crate::schema::{clock_alerts, clocks};
use crate::time::Moment;
use crate::{Connection, Result};

/// The clocks with a threshold that was passed at `now` and has not been told of, the longest due
/// first: a range of one small index, empty as a rule.
///
/// # Errors
/// Those of the database.
pub fn due(
    conn: &mut Connection,
    now: DateTime<Utc>,
    limit: u32,
) -> Result<Vec<(ClockId, TicketId)>> {
    let rows: Vec<(i64, i64)> = on!(conn, |c| clocks::table
        .filter(clocks::next_alert_at.is_not_null())
        .filter(clocks::next_alert_at.le(Moment::from(now)))
        .order((clocks::next_alert_at, clocks::id))
        .limit(i64::from(limit))
        .select((clocks::id, clocks::ticket_id))
        .load(c))?;
    let ids = rows
        .into_iter()
        .map(|(clock, ticket)| (ClockId(clock), TicketId(ticket)));
    Ok(ids.collect())
}

/// Takes the right to tell of a threshold; `false` where it has been told of.
///
/// # Errors
/// Those of the database.
pub fn take_alert(
    conn: &mut Connection,
    clock: ClockId,
    percent: i32,
    at: DateTime<Utc>,
    late: bool,
) -> Result<bool> {
    let row = (
        clock_alerts::clock_id.eq(clock.0),
        clock_alerts::percent.eq(percent),
        clock_alerts::at.eq(Moment::from(at)),
        clock_alerts::late.eq(late),
    );
    let taken = on!(conn, |c| diesel::insert_into(clock_alerts::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(taken == 1)
}
