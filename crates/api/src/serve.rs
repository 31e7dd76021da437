//! The life of the server: open, bring up to date, listen, stop without dropping anybody.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use actix_web::HttpServer;
use actix_web::dev::ServerHandle;
use actix_web::rt;
use guichet_desk::{Desk, SystemClock};
use guichet_store::files::Files;
use guichet_store::{Config, Error, Store};

use crate::auth::password;
use crate::auth::secret::SigningKey;
use crate::cli::Failure;
use crate::door::Door;
use crate::settings::{DataSettings, ServerSettings};
use crate::{app, metrics};

/// How long a client may take to send the head of a request.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);
/// How long an idle connection is kept.
const KEEP_ALIVE: Duration = Duration::from_secs(60);
/// After SIGTERM the server still takes requests for as long as a load balancer needs to notice
/// that it is not ready.
const NOTICE: Duration = Duration::from_millis(1_500);
/// How often the limits forget those who have kept away.
const TIDY: Duration = Duration::from_secs(60);

/// Serves until a signal says to stop.
///
/// # Errors
/// A sentence about what is missing: the database, the port, the key.
pub fn serve(data: &DataSettings, settings: ServerSettings) -> Result<(), Failure> {
    let key = match &settings.secret {
        Some(secret) => SigningKey::from_secret(secret),
        None => SigningKey::from_folder(&data.data),
    };
    let key = key.map_err(|error| error.to_string())?;
    let store = open_store(data)?;
    let done = store
        .migrate()
        .map_err(|error| database_failure(data, &error))?;
    for name in done {
        tracing::info!(name, "the database was brought up to date");
    }
    metrics::install();
    password::prepare();
    let files = Files::open(&data.files()).map_err(|error| error.to_string())?;
    let limit = settings.max_upload.as_u64();
    let desk = Desk::new(store, files, Arc::new(SystemClock), limit);
    let door = Arc::new(Door::new(settings, desk, &key, Box::new(NobodySignedIn)));
    rt::System::new().block_on(listen(door))
}

/// Opens the database.
///
/// # Errors
/// A sentence about why it cannot be opened.
pub fn open_store(data: &DataSettings) -> Result<Store, Failure> {
    let url = data.database();
    Store::open(&Config::new(url)).map_err(|error| database_failure(data, &error))
}

/// A failure of the database, for the person at the command line.
pub fn database_failure(data: &DataSettings, error: &Error) -> Failure {
    let url = data.database();
    match error {
        Error::Unavailable => {
            format!(
                "the database {url} cannot be reached or opened; see DATABASE_URL and GUICHET_DATA"
            )
        }
        other => format!("the database {url} cannot be used: {other}"),
    }
}

async fn listen(door: Arc<Door>) -> Result<(), Failure> {
    let settings = door.settings().clone();
    let shared = Arc::clone(&door);
    let mut server = HttpServer::new(move || app::build(Arc::clone(&shared)))
        .disable_signals()
        .client_request_timeout(HEAD_TIMEOUT)
        .client_disconnect_timeout(Duration::from_secs(2))
        .keep_alive(KEEP_ALIVE)
        .shutdown_timeout(settings.shutdown_timeout.0.as_secs());
    if let Some(workers) = settings.workers {
        server = server.workers(usize::from(workers));
    }
    let server = server
        .bind(settings.listen)
        .map_err(|error| not_bound(&settings, &error))?;
    let server = server.run();
    tracing::info!(address = %settings.listen, url = door.base_url(), "serving");
    rt::spawn(stop_on_signal(Arc::clone(&door), server.handle()));
    rt::spawn(tidy(Arc::clone(&door)));
    server.await.map_err(|error| error.to_string())?;
    tracing::info!("stopped");
    Ok(())
}

fn not_bound(settings: &ServerSettings, error: &io::Error) -> Failure {
    let address = settings.listen;
    match error.kind() {
        io::ErrorKind::AddrInUse => {
            format!("{address} is taken by another program; choose another address with --listen")
        }
        io::ErrorKind::PermissionDenied => {
            format!("{address} may not be listened on; ports below 1024 belong to the system")
        }
        _ => format!("{address} cannot be listened on: {error}"),
    }
}

/// SIGTERM comes from a supervisor: first not ready, then the door closes, then those inside
/// finish. SIGINT comes from a person: the door closes at once.
async fn stop_on_signal(door: Arc<Door>, server: ServerHandle) {
    let politely = signalled().await;
    tracing::info!("stopping");
    door.stop();
    if politely {
        rt::time::sleep(NOTICE).await;
    }
    door.live().close();
    server.stop(true).await;
}

/// Waits for a signal; whether it was SIGTERM.
#[cfg(unix)]
async fn signalled() -> bool {
    use rt::signal::unix::{SignalKind, signal};
    let (Ok(mut terminate), Ok(mut interrupt)) = (
        signal(SignalKind::terminate()),
        signal(SignalKind::interrupt()),
    ) else {
        tracing::error!("signals cannot be waited for");
        return std::future::pending().await;
    };
    tokio::select! {
        _ = terminate.recv() => true,
        _ = interrupt.recv() => false,
    }
}

#[cfg(not(unix))]
async fn signalled() -> bool {
    if rt::signal::ctrl_c().await.is_err() {
        return std::future::pending().await;
    }
    false
}

async fn tidy(door: Arc<Door>) {
    loop {
        rt::time::sleep(TIDY).await;
        door.tidy();
        metrics::tidy();
    }
}

/// No session can be found while nobody can open one.
struct NobodySignedIn;

impl crate::auth::session::Sessions for NobodySignedIn {
    fn find(
        &self,
        _: crate::auth::session::Key,
    ) -> futures_util::future::BoxFuture<
        'static,
        Result<Option<(i64, guichet_domain::people::Viewer)>, crate::problem::Problem>,
    > {
        Box::pin(std::future::ready(Ok(None)))
    }
}
