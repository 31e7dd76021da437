//! Writing clocks, and how the promise of a ticket stands.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use guichet_domain::ids::{ClockId, TicketId};
use guichet_domain::sla::Standing;

use super::load::words;
use super::{Entry, Kept, Stored};
use crate::connection::{insert_rows, on};
use crate::schema::{clock_alerts, clock_log, clocks, tickets};
use crate::time::Moment;
use crate::{Connection, Result, dialect};

#[derive(Insertable, AsChangeset, PartialEq)]
#[diesel(table_name = clocks, treat_none_as_null = true)]
struct Columns {
    ticket_id: i64,
    kind: &'static str,
    level: Option<&'static str>,
    policy_id: i64,
    policy_version: i64,
    calendar_id: Option<i64>,
    calendar_version: Option<i64>,
    target_minutes: i32,
    warn_at: String,
    state: &'static str,
    started_at: Moment,
    used: i64,
    running_since: Option<Moment>,
    due_at: Option<Moment>,
    ended_at: Option<Moment>,
    next_alert_at: Option<Moment>,
}

impl Columns {
    fn of(ticket: TicketId, kept: &Kept) -> Self {
        let Kept {
            clock,
            promise,
            reading,
            ..
        } = kept;
        Self {
            ticket_id: ticket.0,
            kind: clock.kind.as_str(),
            level: clock.level.map(|level| level.as_str()),
            policy_id: promise.policy.0.0,
            policy_version: promise.policy.1,
            calendar_id: promise.calendar.map(|(id, _)| id.0),
            calendar_version: promise.calendar.map(|(_, version)| version),
            target_minutes: promise.target_minutes,
            warn_at: words(&promise.warn_at),
            state: reading.state.as_str(),
            started_at: clock.started_at.into(),
            used: reading.used.num_microseconds().unwrap_or(i64::MAX),
            running_since: reading.running_since.map(Moment::from),
            due_at: reading.due_at.map(Moment::from),
            ended_at: clock.ended_at.map(Moment::from),
            next_alert_at: kept.next_alert_at.map(Moment::from),
        }
    }
}

/// Keeps new clocks of tickets, with their logs.
///
/// # Errors
/// `NotFound` when a ticket is not there, and those of the database.
pub fn insert_many(conn: &mut Connection, new: &[(TicketId, Kept)]) -> Result<()> {
    if new.is_empty() {
        return Ok(());
    }
    let ids = dialect::next_numbers(conn, dialect::Numbered::Clocks, new.len())?;
    let numbered = || ids.iter().zip(new);
    let rows: Vec<_> = numbered()
        .map(|(id, (ticket, kept))| (clocks::id.eq(*id), Columns::of(*ticket, kept)))
        .collect();
    insert_rows!(conn, clocks::table, rows);
    let log = numbered().flat_map(|(id, (_, kept))| kept.log.iter().map(|entry| (*id, *entry)));
    write_log(conn, log)
}

/// Puts what a clock has become in the place of what it was.
///
/// # Errors
/// Those of the database.
pub fn replace(conn: &mut Connection, before: &Stored, after: &Kept) -> Result<()> {
    let columns = Columns::of(before.ticket, after);
    if columns != Columns::of(before.ticket, &before.kept) {
        on!(conn, |c| diesel::update(clocks::table.find(before.id.0))
            .set(columns)
            .execute(c))?;
    }
    let (old, new) = (&before.kept.log, &after.log);
    if let Some(added) = new.strip_prefix(old.as_slice()) {
        return write_log(conn, added.iter().map(|entry| (before.id.0, *entry)));
    }
    let past = clock_log::table.filter(clock_log::clock_id.eq(before.id.0));
    on!(conn, |c| diesel::delete(past).execute(c))?;
    write_log(conn, new.iter().map(|entry| (before.id.0, *entry)))
}

/// Takes a clock away: nothing is promised any more.
///
/// # Errors
/// Those of the database.
pub fn remove(conn: &mut Connection, id: ClockId) -> Result<()> {
    let log = clock_log::table.filter(clock_log::clock_id.eq(id.0));
    on!(conn, |c| diesel::delete(log).execute(c))?;
    let alerts = clock_alerts::table.filter(clock_alerts::clock_id.eq(id.0));
    on!(conn, |c| diesel::delete(alerts).execute(c))?;
    on!(conn, |c| diesel::delete(clocks::table.find(id.0))
        .execute(c))?;
    Ok(())
}

fn write_log(conn: &mut Connection, log: impl Iterator<Item = (i64, Entry)>) -> Result<()> {
    let rows: Vec<_> = log
        .map(|(clock, entry)| {
            (
                clock_log::clock_id.eq(clock),
                clock_log::at.eq(Moment::from(entry.at)),
                clock_log::kind.eq(entry.kind.as_str()),
                clock_log::target_minutes.eq(entry.target_minutes),
            )
        })
        .collect();
    insert_rows!(conn, clock_log::table, rows);
    Ok(())
}

/// How the promise of a ticket stands, for the order of lists.
///
/// # Errors
/// Those of the database.
pub fn set_promise(
    conn: &mut Connection,
    ticket: TicketId,
    standing: Standing,
    at: DateTime<Utc>,
) -> Result<()> {
    let (promise, at) = (standing as i32, Moment::from(at));
    // Only where it differs: SQLite renews every index of a column that is named.
    let other = tickets::table
        .filter(tickets::id.eq(ticket.0))
        .filter(tickets::promise.ne(promise).or(tickets::promise_at.ne(at)));
    on!(conn, |c| diesel::update(other)
        .set((tickets::promise.eq(promise), tickets::promise_at.eq(at)))
        .execute(c))?;
    Ok(())
}

/// The same for many tickets.
///
/// # Errors
/// Those of the database.
pub fn set_promises(
    conn: &mut Connection,
    standings: &[(TicketId, Standing, DateTime<Utc>)],
) -> Result<()> {
    standings
        .iter()
        .try_for_each(|(ticket, standing, at)| set_promise(conn, *ticket, *standing, *at))
}
