//! Measurements that the repository ships. They take minutes, and are no tests.

use crate::postgres::Cluster;
use crate::test::POSTGRES_URL;
use crate::{process, workspace};
use anyhow::{Result, bail};
use std::fs;

/// The measurements there are, with what each prints.
pub const BENCHES: [(&str, &str); 2] = [
    (
        "clocks",
        "business time, measuring anew after a policy edit, looking for what is due",
    ),
    ("mail", "mails read and taken in, a second"),
];

/// The measurements and what they print, a line each.
pub fn described() -> String {
    let lines = BENCHES.map(|(name, about)| format!("  {name:<16} {about}"));
    lines.join("\n")
}

/// Runs one, optimised, on both databases.
pub fn run(name: &str, arguments: &[String]) -> Result<()> {
    if !BENCHES.iter().any(|(known, _)| *known == name) {
        bail!("there is no bench `{name}`; there are:\n{}", described());
    }
    fs::create_dir_all(workspace::dist())?;
    let cluster = Cluster::start()?;
    let mut command = workspace::cargo(&["bench", "--package", "guichet-desk", "--bench", name]);
    command.env(POSTGRES_URL, cluster.url());
    process::run(command.arg("--").args(arguments))
}
