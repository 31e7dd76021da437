//! What the pages weigh: the record of the last build, the table, and the budget.

use super::Mode;
use crate::workspace;
use anyhow::{Result, bail};
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::PathBuf;

/// The first screen may cost this many bytes over the wire: page, styles, script, wasm and font.
pub const FIRST_SCREEN_BUDGET: usize = 400 * 1024;

/// One file and its weight in bytes.
#[derive(Serialize, Deserialize)]
pub struct FileSize {
    /// Path below the root of the site.
    pub path: String,
    /// As it is.
    pub raw: usize,
    /// As the browser receives it: brotli where that is made, raw where not.
    pub transfer: usize,
    /// Whether the first screen needs it.
    pub first_screen: bool,
}

/// The files of one build, and what they were made from.
#[derive(Serialize, Deserialize)]
pub struct Sizes {
    inputs: String,
    mode: Mode,
    files: Vec<FileSize>,
}

impl Sizes {
    /// The record of a build.
    pub fn new(inputs: String, mode: Mode, files: Vec<FileSize>) -> Self {
        Self {
            inputs,
            mode,
            files,
        }
    }

    /// The record of the last build, if it was made from these inputs and its files are all there.
    pub fn load_if_current(inputs: &str) -> Option<Self> {
        let record = fs::read(record()).ok()?;
        let sizes: Self = serde_json::from_slice(&record).ok()?;
        let dist = workspace::dist();
        let whole = sizes.files.iter().all(|file| {
            fs::metadata(dist.join(&file.path)).is_ok_and(|found| found.len() == file.raw as u64)
        });
        (sizes.inputs == inputs && whole).then_some(sizes)
    }

    /// Keeps the record for the next time.
    pub fn save(&self) -> Result<()> {
        fs::write(record(), serde_json::to_vec_pretty(self)?)?;
        Ok(())
    }

    /// Bytes over the wire until the first screen is complete.
    pub fn first_screen(&self) -> usize {
        self.files
            .iter()
            .filter(|file| file.first_screen)
            .map(|file| file.transfer)
            .sum()
    }

    /// Prints every file and the first screen.
    pub fn print(&self) {
        println!(
            "\n{:<44} {:>12} {:>12}",
            "file (* first screen)", "raw", "brotli"
        );
        for file in &self.files {
            let mark = if file.first_screen { "*" } else { " " };
            let transfer = match self.mode {
                Mode::Release => kilobytes(file.transfer),
                Mode::Development => "-".to_owned(),
            };
            println!(
                "{mark} {:<42} {:>12} {transfer:>12}",
                file.path,
                kilobytes(file.raw)
            );
        }
        match self.mode {
            Mode::Release => println!(
                "first screen: {} of {} over the wire",
                kilobytes(self.first_screen()),
                kilobytes(FIRST_SCREEN_BUDGET)
            ),
            Mode::Development => println!("development build: not optimised, not compressed"),
        }
    }

    /// Fails when the first screen weighs more than the budget.
    pub fn check_budget(&self) -> Result<()> {
        if self.mode == Mode::Release && self.first_screen() > FIRST_SCREEN_BUDGET {
            bail!(
                "the first screen weighs {}, its budget is {}",
                kilobytes(self.first_screen()),
                kilobytes(FIRST_SCREEN_BUDGET)
            );
        }
        Ok(())
    }
}

fn record() -> PathBuf {
    workspace::path("target/frontend/dist.json")
}

fn kilobytes(bytes: usize) -> String {
    format!("{:.1} KB", bytes as f64 / 1024.0)
}
