//! Takes in the event log of another desk.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufReader, IsTerminal, Read, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use clap::Args;
use flate2::read::MultiGzDecoder;
use guichet_desk::import::{Mapping, Report, import_events};

use super::{Failure, print, ready_desk};
use crate::settings::DataSettings;

/// Which log, and how to read it.
#[derive(Debug, Clone, Args)]
pub struct EventLog {
    /// The log: CSV, or CSV compressed with gzip (.gz)
    file: PathBuf,

    /// What the columns mean
    #[arg(long, value_name = "FILE.toml")]
    mapping: PathBuf,

    /// Read and check every row, write nothing
    #[arg(long)]
    dry_run: bool,
}

/// Imports the log and prints every row that was not taken. Can be run again at any time.
///
/// # Errors
/// A sentence about the file, the mapping or the database.
pub fn events(data: &DataSettings, log: &EventLog) -> Result<(), Failure> {
    let path = log.mapping.display();
    let mapping = std::fs::read_to_string(&log.mapping).map_err(|e| format!("{path}: {e}"))?;
    let mapping = Mapping::parse(&mapping).map_err(|error| format!("{path}: {error}"))?;
    let path = log.file.display();
    let file = File::open(&log.file).map_err(|error| format!("{path}: {error}"))?;
    let size = file.metadata().map_or(0, |metadata| metadata.len());
    let read = Arc::new(AtomicU64::new(0));
    let counted = Counted {
        file,
        read: Arc::clone(&read),
    };
    let input: Box<dyn Read> = match log.file.extension().is_some_and(|ending| ending == "gz") {
        true => Box::new(MultiGzDecoder::new(BufReader::new(counted))),
        false => Box::new(BufReader::new(counted)),
    };
    let desk = ready_desk(data)?;
    let bar = Bar {
        started: Instant::now(),
        size,
        read,
        shown: std::io::stderr().is_terminal(),
    };
    let report = import_events(&desk, &mapping, input, log.dry_run, |report| {
        bar.show(report)
    });
    bar.end();
    let report = report.map_err(|error| format!("{path}: {error}"))?;
    print(&told(&report, log.dry_run))
}

/// Counts the bytes that were read of a file.
struct Counted {
    file: File,
    read: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.file.read(buffer)?;
        self.read.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// One line that says how far the import has come.
struct Bar {
    started: Instant,
    size: u64,
    read: Arc<AtomicU64>,
    shown: bool,
}

impl Bar {
    fn show(&self, report: &Report) {
        if !self.shown {
            return;
        }
        let part = self.read.load(Ordering::Relaxed) as f64 / self.size.max(1) as f64;
        let filled = (part * 30.0) as usize;
        let rate = report.rows as f64 / self.started.elapsed().as_secs_f64().max(0.001);
        let bar = format!(
            "{}{}",
            "█".repeat(filled.min(30)),
            "░".repeat(30 - filled.min(30))
        );
        eprint!(
            "\r{bar} {:3.0} %  {} rows  {rate:.0} rows/s ",
            part * 100.0,
            report.rows
        );
        let _ = std::io::stderr().flush();
    }

    fn end(&self) {
        if self.shown {
            eprintln!();
        }
    }
}

fn told(report: &Report, dry_run: bool) -> String {
    let mut text = String::new();
    for row in &report.rejected {
        // Writing to a String cannot fail, here and below.
        let _ = writeln!(text, "line {}: not taken: {}", row.line, row.reason);
    }
    for row in &report.remarks {
        let _ = writeln!(text, "line {}: {}", row.line, row.reason);
    }
    let would = if dry_run {
        " (dry run, nothing was written)"
    } else {
        ""
    };
    let _ = writeln!(
        text,
        "{} rows read, {} of them known{would}\n{} tickets begun, {} continued, {} events added\n\
         {} rows not taken",
        report.rows,
        report.known_rows,
        report.new_tickets,
        report.grown_tickets,
        report.events,
        report.rejected.len(),
    );
    text
}
