//! Node, the npm packages of the journeys, and the browser they drive.

use crate::install::Program;
use crate::{process, workspace};
use anyhow::{Context, Result, bail};
use std::path::PathBuf;
use std::process::Command;
use std::{env, fs};

const CHROMIUM: Program = Program {
    name: "Chromium",
    debian_package: "chromium",
};
/// Tells the journeys which browser to drive.
pub const CHROMIUM_PATH: &str = "GUICHET_E2E_CHROMIUM";
const OLDEST_NODE: u32 = 20;

/// A command of a package in `e2e`, with every package installed.
pub fn npx(arguments: &[&str]) -> Result<Command> {
    check_node()?;
    install_packages()?;
    let mut command = Command::new("npx");
    command
        .current_dir(workspace::path("e2e"))
        .arg("--no-install")
        .args(arguments);
    Ok(command)
}

fn check_node() -> Result<()> {
    if workspace::find_program("node").is_none() || workspace::find_program("npm").is_none() {
        bail!("Node is missing: please install Node {OLDEST_NODE} or newer, with npm");
    }
    let version = process::output_of(Command::new("node").arg("--version"))?;
    let major = version
        .trim_start_matches('v')
        .split('.')
        .next()
        .unwrap_or_default();
    let major: u32 = major
        .parse()
        .with_context(|| format!("Node says it is {version}"))?;
    if major < OLDEST_NODE {
        bail!("Node {major} is too old: please install Node {OLDEST_NODE} or newer");
    }
    Ok(())
}

/// `npm ci`, unless what the lock file names is there already.
fn install_packages() -> Result<()> {
    let wanted = fs::read(workspace::path("e2e/package-lock.json"))
        .context("e2e/package-lock.json could not be read")?;
    let record = workspace::path("e2e/node_modules/.installed-lock.json");
    if fs::read(&record).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    println!("e2e: installing the npm packages");
    let mut command = Command::new("npm");
    command
        .current_dir(workspace::path("e2e"))
        .args(["ci", "--no-audit", "--no-fund"]);
    // The browser comes from the system.
    command.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    process::run(&mut command)?;
    fs::write(record, wanted)?;
    Ok(())
}

/// The browser, installed if that is possible.
pub fn chromium() -> Result<PathBuf> {
    if let Some(chosen) = env::var_os(CHROMIUM_PATH).map(PathBuf::from) {
        if !chosen.is_file() {
            bail!(
                "{CHROMIUM_PATH} names {}, which does not exist",
                chosen.display()
            );
        }
        return Ok(chosen);
    }
    CHROMIUM.ensure(|| workspace::find_program("chromium"))
}
