//! Threads that read: each job sees one snapshot of the write-ahead log.

use std::time::Duration;

use super::Opener;
use crate::job::{Fate, Job};
use crate::lane::{Queue, still_wanted};
use crate::{Connection, Error};

/// Serves the queue until it is closed and empty.
pub(super) fn serve(mut conn: Connection, opener: &Opener, queue: &Queue, patience: Duration) {
    while let Ok(job) = queue.recv() {
        let Some(mut job) = still_wanted(job, patience) else {
            continue;
        };
        match snapshot(&mut conn, job.as_mut()) {
            Ok(()) => job.answer(Fate::Settled),
            Err(error) => {
                tracing::error!(%error, "a read failed; the database is opened again");
                job.answer(Fate::Failed(Error::Unavailable));
                if let Ok(fresh) = opener.open() {
                    conn = fresh;
                }
            }
        }
    }
}

fn snapshot(conn: &mut Connection, job: &mut dyn Job) -> diesel::QueryResult<()> {
    conn.begin("BEGIN")?;
    job.run(conn);
    // There is nothing to keep: a reader cannot write.
    conn.unwind_to(0)
}
