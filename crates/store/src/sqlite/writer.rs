//! The only thread that writes: waiting jobs share one transaction, and so one `fsync`.

use std::time::{Duration, Instant};

use super::Opener;
use crate::job::{Fate, Job, Outcome};
use crate::lane::{Queue, still_wanted};
use crate::{Connection, Error};

/// At most this many jobs share a transaction.
const GROUP: usize = 64;

/// No further job joins a transaction that has been open for this long, so that a few slow jobs
/// do not keep the answers of many quick ones.
const GROUP_TIME: Duration = Duration::from_millis(25);

/// Serves the queue until it is closed and empty.
pub(super) fn serve(mut conn: Connection, opener: &Opener, queue: &Queue, patience: Duration) {
    while let Ok(first) = queue.recv() {
        if let Some(first) = still_wanted(first, patience)
            && let Err(error) = group(&mut conn, first, queue, patience)
        {
            tracing::error!(%error, "a transaction failed; the database is opened again");
            reopen(&mut conn, opener);
        }
    }
}

/// Runs the first job and those that wait behind it in one transaction, then answers them all.
///
/// Nothing is answered before the commit: if it fails, all of them hear of it, also those that
/// were refused, for they may have been refused because of a neighbour's write that is now void.
fn group(
    conn: &mut Connection,
    first: Box<dyn Job>,
    queue: &Queue,
    patience: Duration,
) -> diesel::QueryResult<()> {
    let mut done = Vec::with_capacity(GROUP);
    let result = transaction(conn, first, queue, patience, &mut done);
    let fate = match &result {
        Ok(()) => Fate::Settled,
        Err(_) => Fate::Failed(Error::Unavailable),
    };
    for job in done {
        job.answer(fate.clone());
    }
    result
}

fn transaction(
    conn: &mut Connection,
    first: Box<dyn Job>,
    queue: &Queue,
    patience: Duration,
    done: &mut Vec<Box<dyn Job>>,
) -> diesel::QueryResult<()> {
    let begun = Instant::now();
    done.push(first);
    conn.begin("BEGIN IMMEDIATE")?;
    if let Some(first) = done.last_mut() {
        in_savepoint(conn, first.as_mut())?;
    }
    while done.len() < GROUP && begun.elapsed() < GROUP_TIME {
        let Ok(next) = queue.try_recv() else { break };
        let Some(next) = still_wanted(next, patience) else {
            continue;
        };
        done.push(next);
        if let Some(next) = done.last_mut() {
            in_savepoint(conn, next.as_mut())?;
        }
    }
    conn.pop()
}

/// Gives each job a savepoint of its own, so that it can be undone without its neighbours.
fn in_savepoint(conn: &mut Connection, job: &mut dyn Job) -> diesel::QueryResult<()> {
    conn.push()?;
    match job.run(conn) {
        Outcome::Keep => conn.pop(),
        Outcome::Undo => conn.unwind_to(1),
    }
}

/// After a failed transaction (disk full, file locked) the connection may be in any state: a new
/// one is certain. If none can be had, the old one is kept and tried again with the next job.
fn reopen(conn: &mut Connection, opener: &Opener) {
    match opener.open() {
        Ok(fresh) => *conn = fresh,
        Err(error) => tracing::error!(%error, "the database cannot be opened again"),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::mpsc;

    use crossbeam_channel::unbounded;
    use diesel::RunQueryDsl;
    use diesel::dsl::sql;
    use diesel::sql_types::BigInt;
    use futures::FutureExt;

    use super::super::Role;
    use super::*;
    use crate::connection::on;
    use crate::job::job;

    fn opener(folder: &Path) -> Opener {
        Opener::new(&folder.join("guichet.db"), Role::Writer, 8)
    }

    fn rows(conn: &mut Connection) -> i64 {
        let count = sql::<BigInt>("(SELECT count(*) FROM marks)");
        on!(conn, |c| diesel::select(count).get_result(c)).unwrap()
    }

    fn mark(conn: &mut Connection, id: u32) -> Result<(), Error> {
        Ok(conn.batch_execute(&format!("INSERT INTO marks VALUES ({id}, NULL)"))?)
    }

    fn with_marks(folder: &Path) -> Connection {
        let mut conn = opener(folder).open().unwrap();
        conn.batch_execute(
            "CREATE TABLE marks (id INTEGER PRIMARY KEY, \
             of INTEGER REFERENCES marks DEFERRABLE INITIALLY DEFERRED)",
        )
        .unwrap();
        conn
    }

    fn run(conn: &mut Connection, jobs: Vec<Box<dyn Job>>) -> diesel::QueryResult<()> {
        let (entrance, queue) = unbounded();
        for job in jobs {
            assert!(entrance.send(job).is_ok());
        }
        let first = queue.recv().unwrap();
        group(conn, first, &queue, Duration::from_secs(5))
    }

    #[test]
    fn waiting_jobs_share_a_commit_and_are_answered_after_it() {
        let folder = tempfile::tempdir().unwrap();
        let mut conn = with_marks(folder.path());
        let mut onlooker = opener(folder.path()).open().unwrap();
        let (seen, saw) = mpsc::channel();
        let (first, mut first_answer) = job(|conn: &mut Connection| mark(conn, 1));
        let (second, second_answer) = job(move |conn: &mut Connection| {
            seen.send(rows(&mut onlooker)).unwrap();
            mark(conn, 2)
        });
        let (third, third_answer) = job(|conn: &mut Connection| Ok::<_, Error>(rows(conn)));

        run(&mut conn, vec![first, second, third]).unwrap();

        assert_eq!(
            saw.recv().unwrap(),
            0,
            "the first was committed before the second ran"
        );
        assert_eq!((&mut first_answer).now_or_never(), Some(Ok(())));
        assert_eq!(second_answer.wait(), Ok(()));
        assert_eq!(third_answer.wait(), Ok(2));
    }

    #[test]
    fn when_the_commit_fails_everyone_hears_of_it_and_nothing_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let mut conn = with_marks(folder.path());
        let (good, good_answer) = job(|conn: &mut Connection| mark(conn, 1));
        let (refused, refused_answer) = job(|_: &mut Connection| Err::<(), _>(Error::NotFound));
        // The reference to nothing is looked at only by COMMIT.
        let (bad, bad_answer) = job(|conn: &mut Connection| {
            Ok::<_, Error>(conn.batch_execute("INSERT INTO marks VALUES (2, 99)")?)
        });

        assert!(run(&mut conn, vec![good, refused, bad]).is_err());

        for answer in [good_answer, refused_answer, bad_answer] {
            assert_eq!(answer.wait(), Err(Error::Unavailable));
        }
        reopen(&mut conn, &opener(folder.path()));
        assert_eq!(rows(&mut conn), 0);
    }

    #[test]
    fn a_group_holds_at_most_sixty_four_jobs() {
        let folder = tempfile::tempdir().unwrap();
        let mut conn = with_marks(folder.path());
        let (jobs, answers): (Vec<_>, Vec<_>) = (0..80)
            .map(|id| job(move |conn: &mut Connection| mark(conn, id)))
            .unzip();

        run(&mut conn, jobs).unwrap();

        let answered = answers.into_iter().map(|a| a.now_or_never());
        assert!(answered.flatten().filter(Result::is_ok).count() <= GROUP);
        assert!(rows(&mut conn) <= GROUP as i64);
    }
}
