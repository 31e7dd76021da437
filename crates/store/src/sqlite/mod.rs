//! The embedded database: one writer, a few readers, one reader for what takes long.

mod readers;
mod writer;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use diesel::connection::Connection as _;
use diesel::sqlite::SqliteConnection;

use crate::error::Setback;
use crate::lane::{Lane, Serve};
use crate::store::Lanes;
use crate::{Config, Connection, Error};

/// Milliseconds to wait for another process (an import, a backup) to let go of the file.
const BUSY_TIMEOUT: u32 = 5_000;

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Writer,
    Reader,
    /// Runs migrations, which rebuild tables and so check foreign keys only at the end.
    Migrator,
}

/// Opens the same file again and again, each time fit for its role.
#[derive(Debug, Clone)]
pub(crate) struct Opener {
    path: PathBuf,
    role: Role,
    cache_mb: u32,
}

impl Opener {
    pub(crate) fn new(path: &Path, role: Role, cache_mb: u32) -> Self {
        Self {
            path: path.to_owned(),
            role,
            cache_mb,
        }
    }

    pub(crate) fn open(&self) -> Result<Connection, Error> {
        // `file:` would make SQLite read the rest as a URI, options and all.
        let path = std::path::absolute(&self.path)
            .map_err(|error| Error::Broken(format!("{}: {error}", self.path.display())))?;
        let path = path
            .to_str()
            .ok_or_else(|| Error::Broken("the path of the database is not UTF-8".to_owned()))?;
        let mut conn = Connection::Sqlite(SqliteConnection::establish(path)?);
        let foreign_keys = if self.role == Role::Migrator {
            "OFF"
        } else {
            "ON"
        };
        let query_only = if self.role == Role::Reader {
            "ON"
        } else {
            "OFF"
        };
        conn.batch_execute(&format!("PRAGMA busy_timeout = {BUSY_TIMEOUT}"))?;
        turn_on_write_ahead_log(&mut conn)?;
        conn.batch_execute(&format!(
            "PRAGMA synchronous = FULL;
             PRAGMA foreign_keys = {foreign_keys};
             PRAGMA cache_size = -{cache};
             PRAGMA journal_size_limit = 67108864;
             PRAGMA temp_store = MEMORY;
             PRAGMA query_only = {query_only};",
            cache = self.cache_mb * 1_024,
        ))?;
        Ok(conn)
    }
}

/// Waits for another who does the same to a new file: here SQLite itself does not wait.
fn turn_on_write_ahead_log(conn: &mut Connection) -> Result<(), Error> {
    let deadline = Instant::now() + Duration::from_millis(BUSY_TIMEOUT.into());
    loop {
        match conn.batch_execute("PRAGMA journal_mode = WAL") {
            Err(error)
                if Setback::of(&error) == Some(Setback::Busy) && Instant::now() < deadline =>
            {
                std::thread::sleep(Duration::from_millis(10));
            }
            done => return Ok(done?),
        }
    }
}

/// Opens the file, making its folder if need be, and starts the threads.
pub(crate) fn open(path: &Path, config: &Config) -> Result<Lanes, Error> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| {
            tracing::error!(folder = %folder.display(), %error, "the data folder cannot be made");
            Error::Unavailable
        })?;
    }
    // The writer goes first: it makes the file and turns on the write-ahead log.
    let writing = Opener::new(path, Role::Writer, config.writer_cache_mb);
    let conn = writing.open()?;
    let patience = config.patience;
    let write: Serve = Box::new(move |queue| writer::serve(conn, &writing, &queue, patience));

    let reading = Opener::new(path, Role::Reader, config.reader_cache_mb);
    let reader = || -> Result<Serve, Error> {
        let (conn, opener) = (reading.open()?, reading.clone());
        Ok(Box::new(move |queue| {
            readers::serve(conn, &opener, &queue, patience);
        }))
    };
    let readers = (0..config.readers.max(1))
        .map(|_| reader())
        .collect::<Result<_, _>>()?;
    Ok(Lanes {
        write: Lane::open("write", config.queue, vec![write])?,
        read: Lane::open("read", config.queue, readers)?,
        report: Lane::open("report", config.queue, vec![reader()?])?,
    })
}
