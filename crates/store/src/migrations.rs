//! The schema of both databases, inside the binary.

use diesel::RunQueryDsl;
use diesel::connection::SimpleConnection;
use diesel::dsl::sql;
use diesel::migration::{Migration, Result};
use diesel::sql_types::BigInt;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use crate::connection::on;
use crate::sqlite::{Opener, Role};
use crate::{Connection, DatabaseUrl, Error, postgres};

const SQLITE: EmbeddedMigrations = embed_migrations!("../../migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("../../migrations/postgres");

/// The advisory lock that keeps replicas from migrating at the same time ("GUICHET" in ASCII).
const LOCK: i64 = 0x47_55_49_43_48_45_54;

/// Runs what has not been run, and names it.
pub(crate) fn migrate(url: &DatabaseUrl) -> std::result::Result<Vec<String>, Error> {
    exclusively(url, |conn| {
        let names = names_of_pending(conn)?;
        match conn {
            Connection::Sqlite(conn) => conn.run_pending_migrations(SQLITE).map(drop)?,
            Connection::Postgres(conn) => conn.run_pending_migrations(POSTGRES).map(drop)?,
        }
        Ok(names)
    })
}

/// Names what has not been run.
pub(crate) fn pending(url: &DatabaseUrl) -> std::result::Result<Vec<String>, Error> {
    names_of_pending(&mut open(url)?).map_err(broken)
}

fn names_of_pending(conn: &mut Connection) -> Result<Vec<String>> {
    fn names<DB: diesel::backend::Backend>(all: &[Box<dyn Migration<DB>>]) -> Vec<String> {
        all.iter().map(|one| one.name().to_string()).collect()
    }
    match conn {
        Connection::Sqlite(conn) => Ok(names(&conn.pending_migrations(SQLITE)?)),
        Connection::Postgres(conn) => Ok(names(&conn.pending_migrations(POSTGRES)?)),
    }
}

/// Works on the schema while nobody else does: on SQLite in one transaction around everything, on
/// PostgreSQL under an advisory lock, each migration in a transaction of its own.
fn exclusively<T>(
    url: &DatabaseUrl,
    work: impl FnOnce(&mut Connection) -> Result<T>,
) -> std::result::Result<T, Error> {
    let mut conn = open(url)?;
    if let Connection::Postgres(conn) = &mut conn {
        conn.batch_execute(&format!(
            "SET lock_timeout = '60s'; SELECT pg_advisory_lock({LOCK})"
        ))?;
        // The lock goes with the connection, at the end of this function.
    } else {
        conn.begin("BEGIN IMMEDIATE")?;
    }
    let done = work(&mut conn).map_err(broken)?;
    if matches!(conn, Connection::Sqlite(_)) {
        check_foreign_keys(&mut conn)?;
        conn.pop()?;
    }
    Ok(done)
}

/// Foreign keys are not checked while tables are rebuilt: this makes up for it before the commit.
fn check_foreign_keys(conn: &mut Connection) -> std::result::Result<(), Error> {
    let dangling: i64 = on!(conn, |c| diesel::select(sql::<BigInt>(
        "(SELECT count(*) FROM pragma_foreign_key_check)"
    ))
    .get_result(c))?;
    match dangling {
        0 => Ok(()),
        _ => Err(Error::Broken(format!("{dangling} rows refer to nothing"))),
    }
}

fn open(url: &DatabaseUrl) -> std::result::Result<Connection, Error> {
    match url {
        DatabaseUrl::Sqlite(path) => Opener::new(path, Role::Migrator, 16).open(),
        DatabaseUrl::Postgres(url) => postgres::connect(url).map(Connection::Postgres),
    }
}

fn broken(error: Box<dyn std::error::Error + Send + Sync>) -> Error {
    Error::Broken(format!("the schema could not be changed: {error}"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    /// The folders of one tree.
    fn tree(name: &str) -> BTreeSet<String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../migrations")
            .join(name);
        std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect()
    }

    fn revert_all(url: &DatabaseUrl) {
        exclusively(url, |conn| match conn {
            Connection::Sqlite(conn) => conn.revert_all_migrations(SQLITE).map(drop),
            Connection::Postgres(conn) => conn.revert_all_migrations(POSTGRES).map(drop),
        })
        .unwrap();
    }

    #[test]
    fn both_trees_have_the_same_migrations() {
        let names = tree("sqlite");
        assert!(!names.is_empty());
        assert_eq!(names, tree("postgres"));
    }

    #[test]
    fn the_schema_goes_up_down_and_up_again() {
        for database in guichet_testkit::empty_databases() {
            let url: DatabaseUrl = database.url().parse().unwrap();
            let all = pending(&url).unwrap();
            assert_eq!(all.len(), tree("sqlite").len(), "{url}");
            assert_eq!(migrate(&url).unwrap(), all);
            assert!(pending(&url).unwrap().is_empty());
            revert_all(&url);
            assert_eq!(pending(&url).unwrap(), all);
            assert_eq!(migrate(&url).unwrap(), all);
        }
    }

    #[test]
    fn replicas_that_migrate_at_once_do_it_once() {
        for database in guichet_testkit::empty_databases() {
            let url: DatabaseUrl = database.url().parse().unwrap();
            let run: usize = std::thread::scope(|scope| {
                let replicas: Vec<_> = (0..4).map(|_| scope.spawn(|| migrate(&url))).collect();
                replicas
                    .into_iter()
                    .map(|replica| replica.join().unwrap().unwrap().len())
                    .sum()
            });
            assert_eq!(run, tree("sqlite").len(), "{url}");
        }
    }
}
