//! The table of steps.

use super::bench::Bench;
use super::tally::Tally;
use super::{fuzz, journeys};
use crate::{dist, openapi, process, workspace};
use anyhow::Result;
use std::fs;

/// The tests that want mail servers: of the room that carries mails, and of the whole program.
const SERVERS: [&str; 2] = ["servers", "mailing"];

/// One step of the tests.
pub struct Step {
    /// What `--only` calls it.
    pub name: &'static str,
    /// What it checks.
    pub about: &'static str,
    /// Runs it; an error is a failure.
    pub run: fn(&mut Bench) -> Result<Tally>,
}

/// In the order in which they run: the quick ones first.
pub const STEPS: [Step; 11] = [
    Step {
        name: "format",
        about: "the sources are formatted",
        run: format,
    },
    Step {
        name: "clippy",
        about: "no warning in the server and the tasks",
        run: clippy,
    },
    Step {
        name: "clippy-frontend",
        about: "no warning in the frontend",
        run: clippy_frontend,
    },
    Step {
        name: "rust",
        about: "all Rust tests, on SQLite and on PostgreSQL",
        run: rust,
    },
    Step {
        name: "mail",
        about: "mail through real servers: the whole loop, refusals, crashes",
        run: mail,
    },
    Step {
        name: "openapi",
        about: "the committed description is the one served",
        run: openapi,
    },
    Step {
        name: "dist",
        about: "the web pages, within their size budget",
        run: web_pages,
    },
    Step {
        name: "e2e-types",
        about: "the journeys keep their types",
        run: journeys::types,
    },
    Step {
        name: "e2e-sqlite",
        about: "all journeys in Chromium, on SQLite",
        run: journeys::on_sqlite,
    },
    Step {
        name: "e2e-postgres",
        about: "the journeys that rest on the database, on PostgreSQL",
        run: journeys::on_postgres,
    },
    Step {
        name: "schemathesis",
        about: "the API keeps its description under fuzzing",
        run: fuzz::run,
    },
];

/// The steps and what they check, a line each.
pub fn described() -> String {
    let lines = STEPS
        .iter()
        .map(|step| format!("  {:<16} {}", step.name, step.about));
    lines.collect::<Vec<_>>().join("\n")
}

fn format(_: &mut Bench) -> Result<Tally> {
    process::run(&mut workspace::cargo(&["fmt", "--all", "--check"]))?;
    Ok(Tally::PASSED)
}

fn clippy(_: &mut Bench) -> Result<Tally> {
    fs::create_dir_all(workspace::dist())?;
    let arguments = [
        "clippy",
        "--workspace",
        "--exclude",
        "guichet-frontend",
        "--all-targets",
    ];
    process::run(workspace::cargo(&arguments).args(["--", "-D", "warnings"]))?;
    // Of no concern to `--all-targets`, because it is not run with the others.
    let everything = ["clippy", "--workspace", "--exclude", "guichet-frontend"];
    let mut apart = workspace::cargo(&everything);
    apart.args(SERVERS.iter().flat_map(|name| ["--test", name]));
    process::run(apart.args(["--", "-D", "warnings"]))?;
    Ok(Tally::PASSED)
}

fn clippy_frontend(_: &mut Bench) -> Result<Tally> {
    process::run(dist::cargo_for_wasm("clippy")?.args(["--", "-D", "warnings"]))?;
    Ok(Tally::PASSED)
}

fn rust(bench: &mut Bench) -> Result<Tally> {
    fs::create_dir_all(workspace::dist())?;
    let arguments = [
        "test",
        "--workspace",
        "--exclude",
        "guichet-frontend",
        "--no-fail-fast",
    ];
    let mut command = workspace::cargo(&arguments);
    command.env(super::bench::POSTGRES_URL, bench.cluster()?.url());
    let mut tally = Tally::default();
    let status = process::run_reading(&mut command, |line| tally.count_cargo_line(line))?;
    tally.ending_with(status)
}

fn mail(bench: &mut Bench) -> Result<Tally> {
    let everything = ["test", "--workspace", "--exclude", "guichet-frontend"];
    let mut command = workspace::cargo(&everything);
    command.args(SERVERS.iter().flat_map(|name| ["--test", name]));
    command.env(super::bench::POSTGRES_URL, bench.cluster()?.url());
    command.envs(bench.mailbed()?.environment());
    let mut tally = Tally::default();
    let status = process::run_reading(&mut command, |line| tally.count_cargo_line(line))?;
    tally.ending_with(status)
}

fn openapi(bench: &mut Bench) -> Result<Tally> {
    openapi::check(bench.server()?)?;
    Ok(Tally::PASSED)
}

fn web_pages(_: &mut Bench) -> Result<Tally> {
    let sizes = dist::build(dist::Mode::Release)?;
    sizes.print();
    sizes.check_budget()?;
    Ok(Tally::PASSED)
}
