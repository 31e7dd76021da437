//! Reading clocks.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use guichet_domain::ids::{CalendarId, ClockId, SlaPolicyId, TicketId};
use guichet_domain::sla::{Clock, ClockKind, ClockState, EntryKind, Reading};
use guichet_domain::ticket::Level;

use super::{Entry, Kept, Promised, Stored};
use crate::connection::on;
use crate::schema::{clock_alerts, clock_log, clocks, tickets};
use crate::time::Moment;
use crate::word::Word;
use crate::{Connection, Error, Result};

#[derive(Queryable, Selectable)]
#[diesel(table_name = clocks)]
struct Row {
    id: i64,
    ticket_id: i64,
    kind: Word<ClockKind>,
    level: Option<Word<Level>>,
    policy_id: i64,
    policy_version: i64,
    calendar_id: Option<i64>,
    calendar_version: Option<i64>,
    target_minutes: i32,
    warn_at: String,
    state: Word<ClockState>,
    started_at: Moment,
    used: i64,
    running_since: Option<Moment>,
    due_at: Option<Moment>,
    next_alert_at: Option<Moment>,
}

impl Row {
    fn into_stored(self, log: Vec<Entry>, alerted: Vec<i32>) -> Result<Stored> {
        let entries = log.iter().map(|entry| (entry.at, entry.kind));
        let level = self.level.map(|word| word.0);
        let clock = Clock::of_log(self.kind.0, level, self.started_at.into(), entries);
        let calendar = self.calendar_id.map(CalendarId).zip(self.calendar_version);
        let reading = Reading {
            state: self.state.0,
            used: TimeDelta::microseconds(self.used),
            running_since: self.running_since.map(DateTime::from),
            due_at: self.due_at.map(DateTime::from),
        };
        Ok(Stored {
            id: ClockId(self.id),
            ticket: TicketId(self.ticket_id),
            kept: Kept {
                clock,
                promise: Promised {
                    policy: (SlaPolicyId(self.policy_id), self.policy_version),
                    calendar,
                    target_minutes: self.target_minutes,
                    warn_at: percentages(&self.warn_at)?,
                },
                reading,
                next_alert_at: self.next_alert_at.map(DateTime::from),
                log,
            },
            alerted,
        })
    }
}

pub(super) fn words(percentages: &[i32]) -> String {
    let words: Vec<String> = percentages.iter().map(i32::to_string).collect();
    words.join(",")
}

fn percentages(words: &str) -> Result<Vec<i32>> {
    let words = words.split(',').filter(|word| !word.is_empty());
    let numbers: std::result::Result<_, _> = words.map(str::parse).collect();
    numbers.map_err(|_| Error::Broken("warn_at holds something else than numbers".to_owned()))
}

/// All clocks of a ticket, in the order in which they were kept.
///
/// # Errors
/// Those of the database.
pub fn of_ticket(conn: &mut Connection, ticket: TicketId) -> Result<Vec<Stored>> {
    let rows: Vec<Row> = on!(conn, |c| clocks::table
        .filter(clocks::ticket_id.eq(ticket.0))
        .order(clocks::id)
        .select(Row::as_select())
        .load(c))?;
    complete(conn, rows)
}

/// All clocks of tickets, in the order in which they were kept.
///
/// # Errors
/// Those of the database.
pub fn of_tickets(
    conn: &mut Connection,
    ids: &[TicketId],
) -> Result<HashMap<TicketId, Vec<Stored>>> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let rows: Vec<Row> = on!(conn, |c| clocks::table
        .filter(clocks::ticket_id.eq_any(&ids))
        .order(clocks::id)
        .select(Row::as_select())
        .load(c))?;
    let mut found: HashMap<TicketId, Vec<Stored>> = HashMap::new();
    for stored in complete(conn, rows)? {
        found.entry(stored.ticket).or_default().push(stored);
    }
    Ok(found)
}

/// The clocks of a ticket that a deed can still move: those that go on, and those that a reopening
/// takes up again.
///
/// # Errors
/// Those of the database.
pub fn current(conn: &mut Connection, ticket: TicketId) -> Result<Vec<Stored>> {
    let lasting = [ClockKind::Resolution, ClockKind::LevelResolution].map(ClockKind::as_str);
    let rows: Vec<Row> = on!(conn, |c| clocks::table
        .filter(clocks::ticket_id.eq(ticket.0))
        .filter(clocks::ended_at.is_null().or(clocks::kind.eq_any(lasting)))
        .order(clocks::id)
        .select(Row::as_select())
        .load(c))?;
    complete(conn, rows)
}

fn complete(conn: &mut Connection, rows: Vec<Row>) -> Result<Vec<Stored>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let mut logs: HashMap<i64, Vec<Entry>> = HashMap::new();
    type LogRow = (i64, Moment, Word<EntryKind>, Option<i32>);
    let log: Vec<LogRow> = on!(conn, |c| clock_log::table
        .filter(clock_log::clock_id.eq_any(&ids))
        .order((clock_log::clock_id, clock_log::id))
        .select((
            clock_log::clock_id,
            clock_log::at,
            clock_log::kind,
            clock_log::target_minutes
        ))
        .load(c))?;
    for (clock, at, kind, target_minutes) in log {
        let at = at.into();
        let kind = kind.0;
        logs.entry(clock).or_default().push(Entry {
            at,
            kind,
            target_minutes,
        });
    }
    let alerts: Vec<(i64, i32)> = on!(conn, |c| clock_alerts::table
        .filter(clock_alerts::clock_id.eq_any(&ids))
        .order((clock_alerts::clock_id, clock_alerts::percent))
        .select((clock_alerts::clock_id, clock_alerts::percent))
        .load(c))?;
    let mut told: HashMap<i64, Vec<i32>> = HashMap::new();
    for (clock, percent) in alerts {
        told.entry(clock).or_default().push(percent);
    }
    rows.into_iter()
        .map(|row| {
            let log = logs.remove(&row.id).unwrap_or_default();
            let alerted = told.remove(&row.id).unwrap_or_default();
            row.into_stored(log, alerted)
        })
        .collect()
}

/// What a list shows of a clock that goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// The ticket.
    pub ticket: TicketId,
    /// What it measures.
    pub kind: ClockKind,
    /// The calendar and its version; `None` counts day and night.
    pub calendar: Option<(CalendarId, i64)>,
    /// The target, in minutes of the time that counts.
    pub target_minutes: i32,
    /// What it said when it was last read.
    pub reading: Reading,
}

/// The clocks that go on, of the tickets of a page.
///
/// # Errors
/// Those of the database.
pub fn on_page(conn: &mut Connection, ids: &[TicketId]) -> Result<Vec<Due>> {
    type Columns = (
        i64,
        Word<ClockKind>,
        Option<i64>,
        Option<i64>,
        i32,
        Word<ClockState>,
        i64,
        Option<Moment>,
        Option<Moment>,
    );
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let rows: Vec<Columns> = on!(conn, |c| clocks::table
        .filter(clocks::ticket_id.eq_any(&ids))
        .filter(clocks::ended_at.is_null())
        .select((
            clocks::ticket_id,
            clocks::kind,
            clocks::calendar_id,
            clocks::calendar_version,
            clocks::target_minutes,
            clocks::state,
            clocks::used,
            clocks::running_since,
            clocks::due_at,
        ))
        .load(c))?;
    let due =
        |(ticket, kind, calendar, version, target_minutes, state, used, since, due): Columns| Due {
            ticket: TicketId(ticket),
            kind: kind.0,
            calendar: calendar.map(CalendarId).zip(version),
            target_minutes,
            reading: Reading {
                state: state.0,
                used: TimeDelta::microseconds(used),
                running_since: since.map(DateTime::<Utc>::from),
                due_at: due.map(DateTime::from),
            },
        };
    Ok(rows.into_iter().map(due).collect())
}

/// The tickets after a number that are open or have clocks, by number: for a walk over all of them.
///
/// # Errors
/// Those of the database.
pub fn with_clocks_after(
    conn: &mut Connection,
    after: TicketId,
    limit: u32,
) -> Result<Vec<TicketId>> {
    let limit = i64::from(limit);
    let open: Vec<i64> = on!(conn, |c| tickets::table
        .filter(tickets::closed_at.is_null())
        .filter(tickets::id.gt(after.0))
        .order(tickets::id)
        .limit(limit)
        .select(tickets::id)
        .load(c))?;
    let clocked: Vec<i64> = on!(conn, |c| clocks::table
        .filter(clocks::ticket_id.gt(after.0))
        .order(clocks::ticket_id)
        .select(clocks::ticket_id)
        .distinct()
        .limit(limit)
        .load(c))?;
    let mut ids: Vec<i64> = open.into_iter().chain(clocked).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(ids.into_iter().map(TicketId).collect())
}
