//! Where the two databases really differ: both versions side by side, each with its reason.

use diesel::connection::SimpleConnection;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool};

use crate::journal::Position;
use crate::schema::{events, letters, people, skills, tickets};
use crate::time::Moment;
use crate::{Connection, Result};

/// What is numbered before it is kept.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Numbered {
    /// Tickets: their journal names them.
    Tickets,
    /// Clocks: their log names them.
    Clocks,
}

/// The next numbers of tickets or clocks.
pub(crate) fn next_numbers(conn: &mut Connection, of: Numbered, count: usize) -> Result<Vec<i64>> {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let table = match of {
        Numbered::Tickets => "tickets",
        Numbered::Clocks => "clocks",
    };
    match conn {
        // The one writer holds the lock, and AUTOINCREMENT keeps the highest number ever used.
        Connection::Sqlite(conn) => {
            let first: i64 = diesel::select(sql::<BigInt>(&format!(
                "coalesce((SELECT seq FROM sqlite_sequence WHERE name = '{table}'), 0) + 1"
            )))
            .get_result(conn)?;
            Ok((first..first + count).collect())
        }
        // A sequence never waits for anyone, and never gives a number twice.
        Connection::Postgres(conn) => {
            let taken = diesel::select(
                sql::<Array<BigInt>>(&format!(
                    "ARRAY(SELECT nextval(pg_get_serial_sequence('{table}', 'id')) \
                     FROM generate_series(1, "
                ))
                .bind::<BigInt, _>(count)
                .sql("))"),
            );
            Ok(taken.get_result(conn)?)
        }
    }
}

/// Up to where the journal can be read now without missing what is not yet committed.
pub(crate) fn journal_head(conn: &mut Connection) -> Result<Position> {
    match conn {
        // One writer: numbers are committed in their order.
        Connection::Sqlite(conn) => {
            let last: Option<i64> = events::table
                .select(diesel::dsl::max(events::seq))
                .first(conn)?;
            Ok(Position {
                transaction: 0,
                seq: last.unwrap_or(0),
            })
        }
        // Everything of transactions older than any that still runs.
        Connection::Postgres(conn) => {
            let oldest_running: i64 =
                diesel::select(sql::<BigInt>(OLDEST_RUNNING)).get_result(conn)?;
            Ok(Position {
                transaction: oldest_running - 1,
                seq: i64::MAX,
            })
        }
    }
}

const OLDEST_RUNNING: &str = "pg_snapshot_xmin(pg_current_snapshot())::text::bigint";

/// The numbers of the events that follow a position, in the order in which they were committed.
pub(crate) fn journal_after(
    conn: &mut Connection,
    position: Position,
    limit: u32,
) -> Result<Vec<Position>> {
    let rows: Vec<(i64, i64)> = match conn {
        Connection::Sqlite(conn) => events::table
            .filter(events::seq.gt(position.seq))
            .order(events::seq)
            .limit(i64::from(limit))
            .select((sql::<BigInt>("0"), events::seq))
            .load(conn)?,
        // A slow transaction may commit a lower number than one already read: numbers are ordered
        // by their transaction, and only those are read whose transaction is older than all that
        // still run.
        Connection::Postgres(conn) => events::table
            .filter(
                sql::<Bool>("(transaction_id, seq) > (")
                    .bind::<BigInt, _>(position.transaction)
                    .sql(", ")
                    .bind::<BigInt, _>(position.seq)
                    .sql(") AND transaction_id < ")
                    .sql(OLDEST_RUNNING),
            )
            .order((sql::<BigInt>("transaction_id"), events::seq))
            .limit(i64::from(limit))
            .select((sql::<BigInt>("transaction_id"), events::seq))
            .load(conn)?,
    };
    let positions = rows
        .into_iter()
        .map(|(transaction, seq)| Position { transaction, seq });
    Ok(positions.collect())
}

/// The position of an event.
pub(crate) fn journal_position(conn: &mut Connection, seq: i64) -> Result<Option<Position>> {
    let transaction: Option<i64> = match conn {
        Connection::Sqlite(conn) => {
            let zero = events::table.find(seq).select(sql::<BigInt>("0"));
            zero.first(conn).optional()?
        }
        Connection::Postgres(conn) => {
            let stored = events::table
                .find(seq)
                .select(sql::<BigInt>("transaction_id"));
            stored.first(conn).optional()?
        }
    };
    Ok(transaction.map(|transaction| Position { transaction, seq }))
}

/// The active administrators, held so that nobody else demotes one before the transaction ends.
pub(crate) fn hold_administrators(conn: &mut Connection) -> Result<Vec<i64>> {
    let administrators = people::table
        .filter(people::role.eq("admin"))
        .filter(people::active)
        .order(people::id)
        .select(people::id);
    let ids = match conn {
        // The one writer holds everything anyway.
        Connection::Sqlite(conn) => administrators.load(conn)?,
        Connection::Postgres(conn) => administrators.for_update().load(conn)?,
    };
    Ok(ids)
}

/// Makes others who want to give tickets to these people, or to enter absences of theirs, wait
/// until the transaction ends. What is counted of their tickets from now on holds until then, so
/// that two tickets routed at once never go beyond a capacity.
pub(crate) fn hold_people(conn: &mut Connection, ids: &[i64]) -> Result<()> {
    match conn {
        // The one writer holds everything anyway, and what it reads nobody else is changing.
        Connection::Sqlite(_) => {}
        // In one order everywhere, so that nobody waits for somebody who waits for them; without
        // the key, so that messages and tickets that refer to these people do not wait. What is
        // read afterwards is as it was committed last (READ COMMITTED).
        Connection::Postgres(conn) => {
            let rows = people::table.filter(people::id.eq_any(ids));
            let rows = rows.order(people::id).select(people::id);
            rows.for_no_key_update().load::<i64>(conn)?;
        }
    }
    Ok(())
}

/// Those of these skills that are there. Until the transaction ends nobody else deletes one of
/// them, nor mentions one that is being deleted.
pub(crate) fn hold_skills(conn: &mut Connection, ids: &[i64]) -> Result<Vec<i64>> {
    let rows = skills::table.filter(skills::id.eq_any(ids));
    let rows = rows.order(skills::id).select(skills::id);
    let found = match conn {
        // The one writer holds everything anyway.
        Connection::Sqlite(conn) => rows.load(conn)?,
        Connection::Postgres(conn) => rows.for_update().load(conn)?,
    };
    Ok(found)
}

/// Makes others who want to change a ticket wait until the transaction ends.
pub(crate) fn lock_ticket(conn: &mut Connection, id: i64) -> Result<()> {
    match conn {
        // The one writer holds everything anyway.
        Connection::Sqlite(_) => {}
        // Without its key, so that messages and links that refer to it do not wait.
        Connection::Postgres(conn) => {
            let ticket = tickets::table.find(id).select(tickets::id);
            ticket.for_no_key_update().first::<i64>(conn).optional()?;
        }
    }
    Ok(())
}

/// The numbers of letters whose time has come, oldest first, kept from others until the transaction
/// ends.
pub(crate) fn letters_due(conn: &mut Connection, now: Moment, limit: u32) -> Result<Vec<i64>> {
    let due = letters::table
        .filter(letters::next_at.le(Some(now)))
        .order((letters::next_at, letters::id))
        .limit(i64::from(limit))
        .select(letters::id);
    let ids = match conn {
        // The one writer holds everything anyway.
        Connection::Sqlite(conn) => due.load(conn)?,
        // Each replica takes others: none waits for one that is being sent.
        Connection::Postgres(conn) => due.for_update().skip_locked().load(conn)?,
    };
    Ok(ids)
}

/// Keeps what is promised as it is until the transaction ends, or waits until nobody relies on it.
pub(crate) fn hold_promises(conn: &mut Connection, alone: bool) -> Result<()> {
    match conn {
        // The one writer holds everything anyway.
        Connection::Sqlite(_) => {}
        // A ticket that begins by what was promised a moment ago, and is not committed yet, would be
        // passed by when all open tickets are looked at again. The number is this lock's own.
        Connection::Postgres(conn) => {
            let lock = match alone {
                true => "SELECT pg_advisory_xact_lock(7305842)",
                false => "SELECT pg_advisory_xact_lock_shared(7305842)",
            };
            conn.batch_execute(lock)?;
        }
    }
    Ok(())
}

/// SQL for the month of a column of times, as `2016-03`, UTC.
pub(crate) fn month_of(conn: &Connection, column: &str) -> String {
    match conn {
        // Times are microseconds since 1970.
        Connection::Sqlite(_) => format!("strftime('%Y-%m', {column} / 1000000, 'unixepoch')"),
        Connection::Postgres(_) => format!("to_char({column}, 'YYYY-MM')"),
    }
}

/// Columns that are only to be looked at, not to lead to rows.
pub(crate) struct Aside {
    pub(crate) status: &'static str,
    pub(crate) stage: &'static str,
    pub(crate) priority: &'static str,
    pub(crate) promise: &'static str,
    pub(crate) team: &'static str,
    pub(crate) assignee: &'static str,
    pub(crate) requester: &'static str,
    pub(crate) organization: &'static str,
    pub(crate) category: &'static str,
}

/// How columns are named that are not to lead.
pub(crate) fn aside(conn: &Connection) -> &'static Aside {
    match conn {
        // Without statistics it takes any index that fits; a plus keeps it from doing so.
        Connection::Sqlite(_) => &Aside {
            status: "+tickets.status",
            stage: "+tickets.stage",
            priority: "+tickets.priority",
            promise: "+tickets.promise",
            team: "+tickets.team_id",
            assignee: "+tickets.assignee_id",
            requester: "+tickets.requester_id",
            organization: "+tickets.organization_id",
            category: "+tickets.category_id",
        },
        // It knows how many rows have which value, and is misled by any disguise.
        Connection::Postgres(_) => &Aside {
            status: "tickets.status",
            stage: "tickets.stage",
            priority: "tickets.priority",
            promise: "tickets.promise",
            team: "tickets.team_id",
            assignee: "tickets.assignee_id",
            requester: "tickets.requester_id",
            organization: "tickets.organization_id",
            category: "tickets.category_id",
        },
    }
}
