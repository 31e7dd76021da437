//! The Playwright journeys: the real server on a fresh database, a real Chromium.

use super::bench::{Bench, POSTGRES_URL};
use super::tally::Tally;
use crate::{node, process, workspace};
use anyhow::{Context, Result};
use std::fs;

/// Playwright strips the types without looking at them.
pub fn types(_: &mut Bench) -> Result<Tally> {
    process::run(&mut node::npx(&["tsc", "--noEmit"])?)?;
    Ok(Tally::PASSED)
}

/// All journeys with the server on SQLite.
pub fn on_sqlite(bench: &mut Bench) -> Result<Tally> {
    run(bench, "sqlite")
}

/// The journeys that rest on the database (see `playwright.config.ts`), on PostgreSQL.
pub fn on_postgres(bench: &mut Bench) -> Result<Tally> {
    run(bench, "postgres")
}

fn run(bench: &mut Bench, database: &str) -> Result<Tally> {
    let server = bench.server_with_pages()?.to_owned();
    let report = workspace::path(&format!("target/e2e-{database}.json"));
    if report.exists() {
        fs::remove_file(&report)?;
    }
    let mut command = node::npx(&["playwright", "test", "--reporter=list,json"])?;
    command.env("PLAYWRIGHT_JSON_OUTPUT_FILE", &report);
    command
        .env("GUICHET_E2E_DATABASE", database)
        .env("GUICHET_E2E_BINARY", server);
    command.env(node::CHROMIUM_PATH, node::chromium()?);
    command.env(POSTGRES_URL, bench.cluster()?.url());
    let status = process::run_for_status(&mut command)?;
    let report = fs::read_to_string(&report)
        .with_context(|| format!("Playwright wrote no report ({status})"))?;
    Tally::from_playwright(&report)?.ending_with(status)
}
