//! A fresh database for each test, of either kind, gone when the test ends.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use diesel::connection::{Connection, SimpleConnection};
use diesel::pg::PgConnection;
use diesel::sql_types::{Bool, Text};
use diesel::{RunQueryDsl, select};
use guichet_store::{Config, Store};
use tempfile::TempDir;

/// Names the cluster in which databases are made and dropped.
const CLUSTER: &str = "GUICHET_TEST_POSTGRES_URL";

/// Keeps test processes from making the template twice.
const TEMPLATE_LOCK: i64 = 7_305_841;

/// The two databases that Guichet runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The embedded one: a file in a temporary folder.
    Sqlite,
    /// A database in the cluster that `GUICHET_TEST_POSTGRES_URL` names.
    Postgres,
}

/// A database that lives as long as this value.
pub struct TestDatabase {
    url: String,
    kind: Kind,
    /// Dropped with the value, and the file with it.
    _folder: Option<TempDir>,
    name: Option<String>,
}

/// A migrated database of each kind.
pub fn databases() -> [TestDatabase; 2] {
    [Kind::Sqlite, Kind::Postgres].map(TestDatabase::migrated)
}

/// A database of each kind without any table.
pub fn empty_databases() -> [TestDatabase; 2] {
    [Kind::Sqlite, Kind::Postgres].map(TestDatabase::empty)
}

impl TestDatabase {
    /// A database with today's schema and no rows, copied from a template.
    pub fn migrated(kind: Kind) -> Self {
        match kind {
            Kind::Sqlite => Self::sqlite(Some(&sqlite_template())),
            Kind::Postgres => Self::postgres(&postgres_template()),
        }
    }

    /// A database without any table.
    pub fn empty(kind: Kind) -> Self {
        match kind {
            Kind::Sqlite => Self::sqlite(None),
            Kind::Postgres => Self::postgres("template0"),
        }
    }

    /// The `DATABASE_URL` that leads here.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Which database it is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// How a store on it is opened by default.
    pub fn config(&self) -> Config {
        Config::new(self.url.parse().expect("the URL was made here"))
    }

    /// Opens a store on it.
    pub fn store(&self) -> Store {
        Store::open(&self.config()).expect("the test database opens")
    }

    /// Makes the PostgreSQL server drop every connection, as a restart does. SQLite has none.
    pub fn cut_connections(&self) {
        if let Some(name) = &self.name {
            let cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ";
            run(&mut admin(), &format!("{cut} '{name}'"));
        }
    }

    /// Adds ended tickets like this one, written by the database itself: a crowd for measurements,
    /// in seconds. They have no journal.
    pub fn crowd(&self, like: i64, count: i64) {
        const COPIED: &str = "version, subject, kind, category_id, requester_id, organization_id, \
             channel, language, impact, urgency, priority, priority_override, level, team_id, \
             assignee_id, stage_since, hold_reason, hold_until, hold_since, major, approval, \
             created_at, updated_at, resolved_at, reopen_count, promise_at";
        let numbers = match self.kind {
            Kind::Sqlite => format!(
                "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) \
                 SELECT i FROM n)"
            ),
            Kind::Postgres => format!("generate_series(1, {count})"),
        };
        let sql = format!(
            "INSERT INTO tickets ({COPIED}, stage, status, closed_at, close_code, promise) \
             SELECT {COPIED}, 'closure', 'closed', updated_at, 'confirmed', 4 \
             FROM tickets, {numbers} AS numbers WHERE id = {like}"
        );
        match self.kind {
            Kind::Sqlite => {
                let path = self.url.trim_start_matches("sqlite://");
                let conn = diesel::sqlite::SqliteConnection::establish(path);
                let mut conn = conn.expect("the file opens");
                conn.batch_execute(&format!("PRAGMA busy_timeout = 60000; {sql}; ANALYZE"))
                    .expect("tickets are added");
            }
            Kind::Postgres => {
                let conn = PgConnection::establish(&self.url);
                let mut conn = conn.expect("the database opens");
                run(&mut conn, &format!("{sql}; ANALYZE"));
            }
        }
    }

    fn sqlite(template: Option<&Path>) -> Self {
        let folder = tempfile::Builder::new()
            .prefix("guichet-test-")
            .tempdir()
            .expect("a temporary folder");
        let file = folder.path().join("guichet.db");
        if let Some(template) = template {
            std::fs::copy(template, &file).expect("the template is copied");
        }
        Self {
            url: format!("sqlite://{}", file.display()),
            kind: Kind::Sqlite,
            _folder: Some(folder),
            name: None,
        }
    }

    fn postgres(template: &str) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!(
            "guichet_test_{}_{}",
            std::process::id(),
            COUNT.fetch_add(1, Ordering::Relaxed)
        );
        // A killed process with the same id may have left its database behind.
        let mut admin = admin();
        run(
            &mut admin,
            &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
        );
        run(
            &mut admin,
            &format!("CREATE DATABASE {name} TEMPLATE {template}"),
        );
        Self {
            url: in_cluster(&name),
            kind: Kind::Postgres,
            _folder: None,
            name: Some(name),
        }
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if let Some(name) = &self.name
            && let Ok(mut admin) = PgConnection::establish(&cluster())
        {
            // If it cannot be dropped it goes with the cluster, which is made for the tests.
            let _ = admin.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
    }
}

/// A store on a database of its own; the store is closed before the database goes.
pub struct TestStore {
    store: Store,
    database: TestDatabase,
}

impl TestStore {
    /// A store on a fresh, migrated database.
    pub fn new(kind: Kind) -> Self {
        let database = TestDatabase::migrated(kind);
        Self {
            store: database.store(),
            database,
        }
    }

    /// The database behind it.
    pub fn database(&self) -> &TestDatabase {
        &self.database
    }
}

impl Deref for TestStore {
    type Target = Store;

    fn deref(&self) -> &Store {
        &self.store
    }
}

fn cluster() -> String {
    std::env::var(CLUSTER).unwrap_or_else(|_| {
        panic!(
            "{CLUSTER} is not set: run the tests with `cargo xtask test`, or set it to the URL of \
             a PostgreSQL cluster in which databases may be made and dropped, for example \
             postgres://postgres@127.0.0.1:5432/postgres"
        )
    })
}

/// The URL of another database of the same cluster.
fn in_cluster(name: &str) -> String {
    let url = cluster();
    let (before, options) = match url.split_once('?') {
        Some((before, options)) => (before, format!("?{options}")),
        None => (url.as_str(), String::new()),
    };
    let server = before.rsplit_once('/').map_or(before, |(server, _)| server);
    format!("{server}/{name}{options}")
}

fn admin() -> PgConnection {
    PgConnection::establish(&cluster())
        .unwrap_or_else(|error| panic!("{CLUSTER} leads to no PostgreSQL server: {error}"))
}

fn run(conn: &mut PgConnection, sql: &str) {
    conn.batch_execute(sql)
        .unwrap_or_else(|error| panic!("{sql}: {error}"));
}

/// The name of a migrated database, made once for each state of the migrations.
fn postgres_template() -> String {
    static NAME: OnceLock<String> = OnceLock::new();
    let make = || {
        let name = format!("guichet_template_{:016x}", fingerprint("postgres"));
        let mut admin = admin();
        run(
            &mut admin,
            &format!("SELECT pg_advisory_lock({TEMPLATE_LOCK})"),
        );
        if !exists(&mut admin, &name) {
            let building = format!("{name}_building");
            run(
                &mut admin,
                &format!("DROP DATABASE IF EXISTS {building} WITH (FORCE)"),
            );
            run(&mut admin, &format!("CREATE DATABASE {building}"));
            migrate(&in_cluster(&building));
            run(
                &mut admin,
                &format!("ALTER DATABASE {building} RENAME TO {name}"),
            );
        }
        name
    };
    NAME.get_or_init(make).clone()
}

fn exists(conn: &mut PgConnection, name: &str) -> bool {
    let found = diesel::dsl::sql::<Bool>("EXISTS (SELECT FROM pg_database WHERE datname = ")
        .bind::<Text, _>(name)
        .sql(")");
    select(found)
        .get_result(conn)
        .expect("the catalogue is read")
}

/// A migrated file, made once for each state of the migrations.
fn sqlite_template() -> PathBuf {
    static PATH: OnceLock<PathBuf> = OnceLock::new();
    let make = || {
        let name = format!("guichet-template-{:016x}.db", fingerprint("sqlite"));
        let template = std::env::temp_dir().join(name);
        if !template.exists() {
            let folder = tempfile::tempdir_in(std::env::temp_dir()).expect("a temporary folder");
            let file = folder.path().join("building.db");
            migrate(&format!("sqlite://{}", file.display()));
            std::fs::rename(&file, &template).expect("the template is put in its place");
        }
        template
    };
    PATH.get_or_init(make).clone()
}

fn migrate(url: &str) {
    let url = url.parse().expect("the URL was made here");
    let store = Store::open(&Config::new(url)).expect("the new database opens");
    store.migrate().expect("the migrations run");
}

/// Stands for the content of one tree of migrations.
fn fingerprint(tree: &str) -> u64 {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../migrations")
        .join(tree);
    let mut files = Vec::new();
    for migration in std::fs::read_dir(folder).expect("the migrations are there") {
        let migration = migration.expect("a folder is read").path();
        files.push(migration.join("up.sql"));
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        file.file_name().hash(&mut hasher);
        std::fs::read(&file)
            .expect("a migration is read")
            .hash(&mut hasher);
    }
    hasher.finish()
}

/// Writes store tests once and runs each on both databases, as `name::sqlite` and
/// `name::postgres`. The argument is a [`TestStore`] on a fresh, migrated database.
///
/// ```
/// guichet_testkit::on_both_databases! {
///     fn nothing_waits_in_a_new_store(store) {
///         assert_eq!(store.waiting().write, 0);
///     }
/// }
/// ```
#[macro_export]
macro_rules! on_both_databases {
    ($($(#[$attribute:meta])* fn $name:ident($store:ident) $body:block)+) => { $(
        $(#[$attribute])*
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            fn given($store: &$crate::TestStore) $body

            #[test]
            fn sqlite() {
                given(&$crate::TestStore::new($crate::Kind::Sqlite));
            }

            #[test]
            fn postgres() {
                given(&$crate::TestStore::new($crate::Kind::Postgres));
            }
        }
    )+ };
}
