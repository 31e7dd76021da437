//! The life of the server: open, bring up to date, listen, stop without dropping anybody.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use actix_web::HttpServer;
use actix_web::dev::ServerHandle;
use actix_web::rt;
use guichet_desk::Done;

use crate::auth::password;
use crate::auth::secret::SigningKey;
use crate::commands::{self, Failure};
use crate::door::Door;
use crate::settings::{DataSettings, ServerSettings};
use crate::{app, live, metrics, postman};

/// How long a client may take to send the head of a request.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);
/// How long an idle connection is kept.
const KEEP_ALIVE: Duration = Duration::from_secs(60);
/// After SIGTERM the server still takes requests for as long as a load balancer needs to notice
/// that it is not ready.
const NOTICE: Duration = Duration::from_millis(1_500);
/// How often the desk looks for what is due.
const DUE: Duration = Duration::from_secs(60);
/// How often the desk looks for promises in danger: one look at a small index.
const PROMISES: Duration = Duration::from_secs(10);
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
    let store = commands::open_store(data)?;
    let done = store.migrate();
    let done = done.map_err(|error| commands::database_failure(store.url(), &error))?;
    for name in done {
        tracing::info!(name, "the database was brought up to date");
    }
    metrics::install();
    password::prepare();
    let desk = commands::open_desk(data, store, settings.max_upload.as_u64())?;
    let door = Arc::new(Door::new(settings, desk, &key));
    rt::System::new().block_on(listen(door))
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
    let signals = Signals::catch().map_err(|error| format!("signals are not given: {error}"))?;
    rt::spawn(stop_on_signal(Arc::clone(&door), server.handle(), signals));
    tracing::info!(address = %settings.listen, url = door.base_url(), "serving");
    rt::spawn(live::follow(Arc::clone(&door)));
    rt::spawn(tidy(Arc::clone(&door)));
    rt::spawn(do_what_is_due(Arc::clone(&door)));
    rt::spawn(keep_promises(Arc::clone(&door)));
    postman::start(&door);
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
async fn stop_on_signal(door: Arc<Door>, server: ServerHandle, signals: Signals) {
    let politely = signals.wait().await;
    tracing::info!("stopping");
    door.stop();
    if politely {
        rt::time::sleep(NOTICE).await;
    }
    door.live().close();
    server.stop(true).await;
}

/// The signals that ask the server to stop.
#[cfg(unix)]
struct Signals {
    terminate: rt::signal::unix::Signal,
    interrupt: rt::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    /// From here on the signals no longer end the process by themselves.
    fn catch() -> io::Result<Self> {
        use rt::signal::unix::{SignalKind, signal};
        let (terminate, interrupt) = (SignalKind::terminate(), SignalKind::interrupt());
        Ok(Self {
            terminate: signal(terminate)?,
            interrupt: signal(interrupt)?,
        })
    }

    /// Waits for one; whether it was SIGTERM.
    async fn wait(mut self) -> bool {
        tokio::select! {
            _ = self.terminate.recv() => true,
            _ = self.interrupt.recv() => false,
        }
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn catch() -> io::Result<Self> {
        Ok(Self)
    }

    async fn wait(self) -> bool {
        if rt::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
        false
    }
}

/// Does, every so often, what the desk does by itself: ends holds, closes what nobody answers.
async fn do_what_is_due(door: Arc<Door>) {
    loop {
        match door.desk().do_what_is_due().await {
            Ok(done) if done != Done::default() => {
                tracing::info!(?done, "did what was due");
                door.live().committed();
            }
            Ok(_) => {}
            Err(refusal) => tracing::warn!(%refusal, "what was due could not be done"),
        }
        rt::time::sleep(DUE).await;
    }
}

/// Tells of promises in danger within seconds, and measures anew when what is promised changes.
async fn keep_promises(door: Arc<Door>) {
    loop {
        match door.desk().keep_promises().await {
            Ok(0) => {}
            Ok(_) => door.live().committed(),
            Err(refusal) => tracing::warn!(%refusal, "promises could not be looked at"),
        }
        tokio::select! {
            () = door.wait_for_promises() => {}
            () = rt::time::sleep(PROMISES) => {}
        }
    }
}

async fn tidy(door: Arc<Door>) {
    loop {
        rt::time::sleep(TIDY).await;
        door.tidy();
        metrics::tidy();
    }
}
