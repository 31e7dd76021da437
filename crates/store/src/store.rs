//! The one way in: `Store::read` and `Store::write` open the transaction a closure works in.

use std::sync::Arc;
use std::time::Duration;

use crate::job::{Answer, job};
use crate::lane::Lane;
use crate::{Connection, DatabaseUrl, Error, migrations, postgres, sqlite};

/// How to open a store.
#[derive(Debug, Clone)]
pub struct Config {
    /// Which database.
    pub url: DatabaseUrl,
    /// SQLite: page cache of the writer in MB. 64–256 serve a million tickets.
    pub writer_cache_mb: u32,
    /// SQLite: page cache of each reader in MB.
    pub reader_cache_mb: u32,
    /// Threads that serve reads. On PostgreSQL each has a connection, as has each writer.
    pub readers: usize,
    /// PostgreSQL: connections that serve writes. SQLite always has exactly one.
    pub writers: usize,
    /// Jobs that may wait in each queue before the next is refused.
    pub queue: usize,
    /// How long a job may wait for its turn, and a turn for a connection.
    pub patience: Duration,
}

impl Config {
    /// The settings that suit a machine of two cores.
    pub fn new(url: DatabaseUrl) -> Self {
        Self {
            url,
            writer_cache_mb: 64,
            reader_cache_mb: 8,
            readers: 3,
            writers: 6,
            queue: 1_024,
            patience: Duration::from_secs(5),
        }
    }
}

/// The memory of the desk. Cheap to clone; the last clone to go closes it.
#[derive(Clone)]
pub struct Store {
    lanes: Arc<Lanes>,
    url: DatabaseUrl,
}

/// The three queues; separate, so that slow reports and blocked writers never stop a page.
pub(crate) struct Lanes {
    pub(crate) write: Lane,
    pub(crate) read: Lane,
    pub(crate) report: Lane,
}

/// How many jobs wait in each queue, for the metrics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// Writes.
    pub write: usize,
    /// Reads.
    pub read: usize,
    /// Searches, reports and exports.
    pub report: usize,
}

impl Store {
    /// Opens the database and starts the threads that serve it. Runs no migration.
    ///
    /// # Errors
    /// `Unavailable` when the database cannot be reached or its file not opened.
    pub fn open(config: &Config) -> Result<Self, Error> {
        let lanes = match &config.url {
            DatabaseUrl::Sqlite(path) => sqlite::open(path, config)?,
            DatabaseUrl::Postgres(url) => postgres::open(url, config)?,
        };
        Ok(Self {
            lanes: Arc::new(lanes),
            url: config.url.clone(),
        })
    }

    /// Runs `work` in a transaction and commits it if it gives `Ok`; the answer comes only after
    /// the commit. On `Err`, a refusal as well as a fault, everything it wrote is undone.
    ///
    /// `work` may run more than once (a deadlock on PostgreSQL is tried again), so it owns what it
    /// needs and lends it out. It must do nothing slow: on SQLite all writes wait for it.
    pub fn write<F, T, E>(&self, work: F) -> Answer<T, E>
    where
        F: FnMut(&mut Connection) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        submit(&self.lanes.write, work)
    }

    /// Runs `work` on a consistent snapshot that cannot be written to.
    pub fn read<F, T, E>(&self, work: F) -> Answer<T, E>
    where
        F: FnMut(&mut Connection) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        submit(&self.lanes.read, work)
    }

    /// Like `read`, for what may take long: searches, reports, exports.
    pub fn report<F, T, E>(&self, work: F) -> Answer<T, E>
    where
        F: FnMut(&mut Connection) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        submit(&self.lanes.report, work)
    }

    /// `write` for a thread that may wait: a job, an import, a test.
    pub fn write_blocking<F, T, E>(&self, work: F) -> Result<T, E>
    where
        F: FnMut(&mut Connection) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        self.write(work).wait()
    }

    /// `read` for a thread that may wait.
    pub fn read_blocking<F, T, E>(&self, work: F) -> Result<T, E>
    where
        F: FnMut(&mut Connection) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        self.read(work).wait()
    }

    /// Brings the schema up to date and names what was run. Safe when several replicas start.
    ///
    /// # Errors
    /// `Unavailable` when the database cannot be reached, `Broken` when a migration fails.
    pub fn migrate(&self) -> Result<Vec<String>, Error> {
        migrations::migrate(&self.url)
    }

    /// The migrations that have not been run yet.
    ///
    /// # Errors
    /// `Unavailable` when the database cannot be reached.
    pub fn pending(&self) -> Result<Vec<String>, Error> {
        migrations::pending(&self.url)
    }

    /// How many jobs wait for their turn.
    pub fn waiting(&self) -> Waiting {
        Waiting {
            write: self.lanes.write.waiting(),
            read: self.lanes.read.waiting(),
            report: self.lanes.report.waiting(),
        }
    }

    /// Where the data lives.
    pub fn url(&self) -> &DatabaseUrl {
        &self.url
    }
}

fn submit<F, T, E>(lane: &Lane, work: F) -> Answer<T, E>
where
    F: FnMut(&mut Connection) -> Result<T, E> + Send + 'static,
    T: Send + 'static,
    E: From<Error> + Send + 'static,
{
    let (job, answer) = job(work);
    lane.submit(job);
    answer
}
