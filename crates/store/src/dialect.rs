//! Where the two databases really differ: both versions side by side, each with its reason.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool};

use crate::journal::Position;
use crate::schema::{events, people, tickets};
use crate::{Connection, Result};

/// The next number of a ticket.
pub(crate) fn next_ticket_id(conn: &mut Connection) -> Result<i64> {
    let next = match conn {
        // The one writer holds the lock, and AUTOINCREMENT keeps the highest number ever used.
        Connection::Sqlite(conn) => diesel::select(sql::<BigInt>(
            "coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'tickets'), 0) + 1",
        ))
        .get_result(conn)?,
        // A sequence never waits for anyone, and never gives a number twice.
        Connection::Postgres(conn) => diesel::select(sql::<BigInt>(
            "nextval(pg_get_serial_sequence('tickets', 'id'))",
        ))
        .get_result(conn)?,
    };
    Ok(next)
}

/// The next numbers of tickets, several at once.
pub(crate) fn next_ticket_ids(conn: &mut Connection, count: usize) -> Result<Vec<i64>> {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    match conn {
        Connection::Sqlite(_) => {
            let first = next_ticket_id(conn)?;
            Ok((first..first + count).collect())
        }
        Connection::Postgres(conn) => {
            let taken = diesel::select(
                sql::<Array<BigInt>>(
                    "ARRAY(SELECT nextval(pg_get_serial_sequence('tickets', 'id')) \
                 FROM generate_series(1, ",
                )
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
            team: "tickets.team_id",
            assignee: "tickets.assignee_id",
            requester: "tickets.requester_id",
            organization: "tickets.organization_id",
            category: "tickets.category_id",
        },
    }
}
