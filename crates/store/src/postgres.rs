//! PostgreSQL: a pool of connections behind the same lanes, with what a network brings.

use std::cell::Cell;
use std::sync::Arc;
use std::time::Duration;

use diesel::connection::{Connection as _, Instrumentation, InstrumentationEvent};
use diesel::pg::PgConnection;
use r2d2::{ManageConnection, Pool, PooledConnection};

use crate::error::Setback;
use crate::job::{Fate, Job, Outcome};
use crate::lane::{Lane, Queue, Serve, still_wanted};
use crate::store::Lanes;
use crate::{Config, Connection, Error};

/// How often a job that met a conflict is tried again.
const RETRIES: u32 = 4;

/// Waits are bounded, so that a row locked elsewhere cannot hold a connection for ever.
const SESSION: &str = "SET lock_timeout = '5s'; \
     SET statement_timeout = '60s'; \
     SET idle_in_transaction_session_timeout = '60s'; \
     SET client_min_messages = 'warning'";

/// What `libpq` is asked to do about a peer that went away, unless the URL says otherwise.
const PARAMETERS: [(&str, &str); 6] = [
    ("application_name", "guichet"),
    ("connect_timeout", "5"),
    ("keepalives_idle", "15"),
    ("keepalives_interval", "5"),
    ("keepalives_count", "3"),
    ("tcp_user_timeout", "20000"),
];

thread_local! {
    /// The setback that the running job has met on this thread, seen below the closure, which may
    /// turn it into any error of its own.
    static MET: Cell<Option<Setback>> = const { Cell::new(None) };
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Read,
    Write,
}

impl Mode {
    fn begin(self) -> &'static str {
        match self {
            Self::Read => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
            Self::Write => "BEGIN ISOLATION LEVEL READ COMMITTED",
        }
    }
}

/// Fills the pool and starts the threads; there is a connection for every thread.
pub(crate) fn open(url: &str, config: &Config) -> Result<Lanes, Error> {
    let (readers, writers) = (config.readers.max(1), config.writers.max(1));
    let size = u32::try_from(readers + writers + 1)
        .map_err(|_| Error::Broken("too many database connections".to_owned()))?;
    let manager = Manager {
        url: with_parameters(url),
    };
    // Tried once by itself: the pool would try again and again before it said why it failed.
    drop(manager.connect()?);
    let pool = Pool::builder()
        .max_size(size)
        .min_idle(Some(1))
        .test_on_check_out(false)
        .connection_timeout(config.patience)
        .error_handler(Box::new(LogErrors))
        .build(manager)
        .map_err(|_| Error::Unavailable)?;

    let server = Arc::new(Server {
        pool,
        patience: config.patience,
    });
    let servers = |count: usize, mode: Mode| -> Vec<Serve> {
        let serve = |_| -> Serve {
            let server = Arc::clone(&server);
            Box::new(move |queue| server.serve(&queue, mode))
        };
        (0..count).map(serve).collect()
    };
    Ok(Lanes {
        write: Lane::open("write", config.queue, servers(writers, Mode::Write))?,
        read: Lane::open("read", config.queue, servers(readers, Mode::Read))?,
        report: Lane::open("report", config.queue, servers(1, Mode::Read))?,
    })
}

/// One plain connection, outside the pool.
pub(crate) fn connect(url: &str) -> Result<PgConnection, Error> {
    Ok(PgConnection::establish(&with_parameters(url))?)
}

fn with_parameters(url: &str) -> String {
    let mut url = url.to_owned();
    for (name, value) in PARAMETERS {
        if !url.contains(name) {
            let separator = if url.contains('?') { '&' } else { '?' };
            url.push_str(&format!("{separator}{name}={value}"));
        }
    }
    url
}

struct Server {
    pool: Pool<Manager>,
    patience: Duration,
}

impl Server {
    fn serve(&self, queue: &Queue, mode: Mode) {
        while let Ok(job) = queue.recv() {
            let Some(mut job) = still_wanted(job, self.patience) else {
                continue;
            };
            let fate = self.run(job.as_mut(), mode);
            job.answer(fate);
        }
    }

    /// Runs the job, again if it met something that passes.
    fn run(&self, job: &mut dyn Job, mode: Mode) -> Fate {
        let mut tries = 0;
        loop {
            let Some(mut conn) = self.begin(mode) else {
                return Fate::Failed(Error::Unavailable);
            };
            let setback = match transaction(&mut conn, job) {
                Ok(()) => return Fate::Settled,
                Err(setback) => setback,
            };
            if setback == Setback::Lost {
                conn.mark_broken();
            }
            tries += 1;
            // A write whose connection is lost may have been committed: it is not done twice.
            let passes =
                setback == Setback::Conflict || (setback == Setback::Lost && mode == Mode::Read);
            if !passes || tries > RETRIES {
                return Fate::Failed(Error::Unavailable);
            }
        }
    }

    /// A connection with its transaction begun. One that died in the pool (the server was
    /// restarted) shows it here, before any work, and is dropped for the next.
    fn begin(&self, mode: Mode) -> Option<PooledConnection<Manager>> {
        for _ in 0..=self.pool.max_size() {
            let mut conn = self.pool.get().ok()?;
            match conn.begin(mode.begin()) {
                Ok(()) => return Some(conn),
                Err(error) => {
                    tracing::warn!(%error, "a connection is lost");
                    conn.mark_broken();
                }
            }
        }
        None
    }
}

/// Runs the job and ends its transaction; `Err` when the database got in the way.
fn transaction(conn: &mut Connection, job: &mut dyn Job) -> Result<(), Setback> {
    MET.set(None);
    let ended = match job.run(conn) {
        Outcome::Keep => conn.pop(),
        Outcome::Undo => {
            let met = MET.get();
            let ended = conn.unwind_to(0);
            match met {
                Some(setback @ (Setback::Conflict | Setback::Lost)) => return Err(setback),
                Some(Setback::Busy) | None => ended,
            }
        }
    };
    ended.map_err(|error| {
        tracing::warn!(%error, "a transaction could not be ended");
        Setback::of(&error).unwrap_or(Setback::Lost)
    })
}

/// Makes connections for the pool, and knows the dead ones.
struct Manager {
    url: String,
}

impl ManageConnection for Manager {
    type Connection = Connection;
    type Error = Error;

    fn connect(&self) -> Result<Connection, Error> {
        let mut conn = PgConnection::establish(&self.url)?;
        conn.set_instrumentation(Watch);
        let mut conn = Connection::Postgres(conn);
        conn.batch_execute(SESSION)?;
        Ok(conn)
    }

    fn is_valid(&self, conn: &mut Connection) -> Result<(), Error> {
        Ok(conn.batch_execute("SELECT 1")?)
    }

    fn has_broken(&self, conn: &mut Connection) -> bool {
        conn.is_broken()
    }
}

/// Notices the setbacks of the queries that run on this thread.
struct Watch;

impl Instrumentation for Watch {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        if let InstrumentationEvent::FinishQuery {
            error: Some(error), ..
        } = event
            && let Some(setback) = Setback::of(error)
        {
            MET.set(Some(setback));
        }
    }
}

#[derive(Debug)]
struct LogErrors;

impl r2d2::HandleError<Error> for LogErrors {
    fn handle_error(&self, error: Error) {
        tracing::warn!(%error, "the connection pool met an error");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_url_of_the_user_wins_over_our_parameters() {
        let url = with_parameters("postgres://h/d?connect_timeout=9");
        assert!(url.starts_with("postgres://h/d?connect_timeout=9&application_name=guichet"));
        assert_eq!(url.matches("connect_timeout").count(), 1);
    }
}
