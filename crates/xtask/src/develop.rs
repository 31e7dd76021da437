//! The quick loop: build without optimising, serve, and build again what was changed.

use crate::process::{self, Running};
use crate::server::{self, Build};
use crate::{dist, loopback, workspace};
use anyhow::Result;
use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

const LOOK_EVERY: Duration = Duration::from_millis(500);
const SOURCES: [&str; 3] = ["crates", "frontend", "migrations"];

/// Serves on `port` and rebuilds after every change, until Ctrl-C.
pub fn run(port: u16, data: &Path) -> Result<()> {
    loopback::check_free(port)?;
    let mut running = Desk::default();
    let mut seen = None;
    while !process::interrupted() {
        let newest = newest_source();
        if newest != seen {
            seen = newest;
            if let Err(error) = running.renew(port, data) {
                eprintln!("{error:#}\nwaiting for a change");
            }
        }
        std::thread::sleep(LOOK_EVERY);
    }
    println!("\nstopped");
    Ok(())
}

/// The server under way, and the binary it was started from.
#[derive(Default)]
struct Desk {
    server: Option<Running>,
    built: Option<SystemTime>,
}

impl Desk {
    /// Builds the pages and the server; starts the server again if its binary changed.
    fn renew(&mut self, port: u16, data: &Path) -> Result<()> {
        dist::build(dist::Mode::Development)?;
        let binary = server::build(Build::Debug)?;
        let built = fs::metadata(&binary)?.modified()?;
        if self.built != Some(built) {
            self.server = None;
            self.server = Some(server::serve(&binary, data, port, &[])?);
            self.built = Some(built);
        }
        println!("http://127.0.0.1:{port} is up to date (Ctrl-C stops it)");
        Ok(())
    }
}

/// When the sources were last changed.
fn newest_source() -> Option<SystemTime> {
    SOURCES
        .iter()
        .filter_map(|folder| newest_below(&workspace::path(folder)))
        .max()
}

fn newest_below(folder: &Path) -> Option<SystemTime> {
    let entries = fs::read_dir(folder).ok()?.flatten();
    entries
        .filter_map(|entry| {
            let kind = entry.file_type().ok()?;
            if kind.is_dir() {
                newest_below(&entry.path())
            } else {
                entry.metadata().ok()?.modified().ok()
            }
        })
        .max()
}
