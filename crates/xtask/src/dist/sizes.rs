//! What the pages weigh: the record of the last build, the table, and the budget.

use super::Mode;
use crate::workspace;
use anyhow::{Result, bail};
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::PathBuf;

/// A first screen may cost this many bytes over the wire: page, styles, script, wasm and font.
pub const FIRST_SCREEN_BUDGET: usize = 400 * 1024;

/// What one may see first.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Screen {
    /// The sign-in.
    Door,
    /// The agents' list of tickets.
    Agent,
    /// The requesters' portal.
    Portal,
}

impl Screen {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Door, Self::Agent, Self::Portal];

    /// Its name in `data-area`.
    pub fn area(self) -> &'static str {
        match self {
            Self::Door => "door",
            Self::Agent => "agent",
            Self::Portal => "portal",
        }
    }

    /// Its name in `frontend/src/pages/chunks.rs`.
    pub fn page(self) -> &'static str {
        match self {
            Self::Door => "door",
            Self::Agent => "list",
            Self::Portal => "portal",
        }
    }

    /// What is probably opened next.
    pub fn next_page(self) -> Option<&'static str> {
        match self {
            Self::Door => None,
            Self::Agent => Some("workspace"),
            Self::Portal => Some("request"),
        }
    }
}

/// One file and its weight in bytes.
#[derive(Serialize, Deserialize)]
pub struct FileSize {
    /// Path below the root of the site.
    pub path: String,
    /// As it is.
    pub raw: usize,
    /// As the browser receives it: brotli where that is made, raw where not.
    pub transfer: usize,
    /// The first screens that need it.
    pub screens: Vec<Screen>,
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

    /// Bytes over the wire until a first screen is complete.
    pub fn weight(&self, screen: Screen) -> usize {
        self.files
            .iter()
            .filter(|file| file.screens.contains(&screen))
            .map(|file| file.transfer)
            .sum()
    }

    /// Prints every file and the first screens.
    pub fn print(&self) {
        println!(
            "\n{:<44} {:>12} {:>12}",
            "file (* every first screen, + one)", "raw", "brotli"
        );
        for file in &self.files {
            let mark = match file.screens.len() {
                0 => " ",
                all if all == Screen::ALL.len() => "*",
                _ => "+",
            };
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
        if self.mode == Mode::Development {
            println!("development build: not optimised, not compressed");
            return;
        }
        for screen in Screen::ALL {
            println!(
                "first screen, {screen:?}: {} of {} over the wire",
                kilobytes(self.weight(screen)),
                kilobytes(FIRST_SCREEN_BUDGET)
            );
        }
    }

    /// Fails when a first screen weighs more than the budget.
    pub fn check_budget(&self) -> Result<()> {
        if self.mode == Mode::Development {
            return Ok(());
        }
        for screen in Screen::ALL {
            let weight = self.weight(screen);
            if weight > FIRST_SCREEN_BUDGET {
                bail!(
                    "the first screen ({screen:?}) weighs {}, its budget is {}",
                    kilobytes(weight),
                    kilobytes(FIRST_SCREEN_BUDGET)
                );
            }
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
