//! Ports of this machine.

use crate::process::{self, Running};
use anyhow::{Context, Result, bail};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

const START_WITHIN: Duration = Duration::from_secs(60);

/// A port that nobody listens on.
pub fn free_port() -> Result<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    Ok(listener.local_addr()?.port())
}

/// Fails, with what to do, when somebody listens on this port.
pub fn check_free(port: u16) -> Result<()> {
    TcpListener::bind(("127.0.0.1", port))
        .with_context(|| format!("port {port} cannot be used: choose another one with --port"))?;
    Ok(())
}

/// Waits until the server that was just started listens on its port.
pub fn wait_until_open(server: &mut Running, port: u16) -> Result<()> {
    let started = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        if let Some(status) = server.ended()? {
            bail!("the server ended while starting ({status})");
        }
        if process::interrupted() {
            bail!("interrupted");
        }
        if started.elapsed() > START_WITHIN {
            bail!("the server does not listen on port {port}");
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}
