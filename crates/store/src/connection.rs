//! One open connection to either database, and the macro that lets a query be written once for both.

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::pg::PgConnection;
use diesel::result::QueryResult;
use diesel::sqlite::SqliteConnection;

use crate::Error;

/// An open connection, inside a transaction that `Store` began and will end.
pub enum Connection {
    /// The embedded database.
    Sqlite(SqliteConnection),
    /// A connection to a PostgreSQL server.
    Postgres(PgConnection),
}

/// Runs the same Diesel expression on whichever database is behind the connection.
///
/// Every query is compiled natively twice: no boxed connection, no lost types.
macro_rules! on {
    ($conn:expr, |$c:ident| $body:expr) => {
        match $conn {
            $crate::Connection::Sqlite($c) => $body,
            $crate::Connection::Postgres($c) => $body,
        }
    };
}
pub(crate) use on;

/// Inserts rows. On PostgreSQL, where each statement is a journey over the network, several go
/// together; in SQLite one statement that stays prepared is quicker than a long one made anew.
macro_rules! insert_rows {
    ($conn:expr, $table:expr, $rows:expr) => {{
        let mut rows = $rows;
        match &mut *$conn {
            $crate::Connection::Postgres(c) if rows.len() > 1 => {
                // A statement holds at most 65,535 values.
                while !rows.is_empty() {
                    let later = rows.split_off(rows.len().min(1_000));
                    diesel::insert_into($table).values(rows).execute(c)?;
                    rows = later;
                }
            }
            conn => {
                for row in rows {
                    $crate::connection::on!(conn, |c| diesel::insert_into($table)
                        .values(row)
                        .execute(c))?;
                }
            }
        }
    }};
}
pub(crate) use insert_rows;

impl Connection {
    /// Runs `work` in a savepoint: if it fails, what it did is undone, and only that.
    ///
    /// Wherever a failure is expected it must happen in here, because PostgreSQL refuses every
    /// later statement of a transaction in which one has failed.
    pub fn savepoint<T, E>(&mut self, work: impl FnOnce(&mut Self) -> Result<T, E>) -> Result<T, E>
    where
        E: From<Error>,
    {
        let depth = self.depth();
        self.push().map_err(Error::from)?;
        match work(self) {
            Ok(value) => {
                self.pop().map_err(Error::from)?;
                Ok(value)
            }
            Err(error) => {
                self.unwind_to(depth).map_err(Error::from)?;
                Err(error)
            }
        }
    }

    /// Begins the outermost transaction with the given words.
    pub(crate) fn begin(&mut self, sql: &str) -> QueryResult<()> {
        on!(self, |c| AnsiTransactionManager::begin_transaction_sql(
            c, sql
        ))
    }

    /// Opens a savepoint.
    pub(crate) fn push(&mut self) -> QueryResult<()> {
        on!(self, |c| AnsiTransactionManager::begin_transaction(c))
    }

    /// Keeps what was done since the innermost savepoint, or commits the transaction.
    pub(crate) fn pop(&mut self) -> QueryResult<()> {
        on!(self, |c| AnsiTransactionManager::commit_transaction(c))
    }

    /// Rolls back until `depth` levels are left (0 ends the transaction), whatever a panic left open.
    pub(crate) fn unwind_to(&mut self, depth: u32) -> QueryResult<()> {
        while self.depth() > depth {
            on!(self, |c| AnsiTransactionManager::rollback_transaction(c))?;
        }
        Ok(())
    }

    /// How many transactions and savepoints are open; 0 too when the connection is broken.
    pub(crate) fn depth(&mut self) -> u32 {
        on!(self, |c| {
            let status = AnsiTransactionManager::transaction_manager_status_mut(c);
            match status.transaction_depth() {
                Ok(Some(depth)) => depth.get(),
                Ok(None) | Err(_) => 0,
            }
        })
    }

    /// Whether the connection can no longer be used, or was left inside a transaction.
    pub(crate) fn is_broken(&mut self) -> bool {
        on!(self, |c| {
            AnsiTransactionManager::is_broken_transaction_manager(c)
        })
    }

    /// Makes sure that nobody gets this connection again.
    pub(crate) fn mark_broken(&mut self) {
        on!(self, |c| {
            AnsiTransactionManager::transaction_manager_status_mut(c).set_in_error();
        });
    }

    pub(crate) fn batch_execute(&mut self, sql: &str) -> QueryResult<()> {
        on!(self, |c| c.batch_execute(sql))
    }
}
