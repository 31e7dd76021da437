//! Ordeals that the repository ships: what the tests try in short, at length.

use crate::mailbed::Mailbed;
use crate::postgres::Cluster;
use crate::test::POSTGRES_URL;
use crate::{process, workspace};
use anyhow::{Result, bail};
use std::fs;

/// The ordeals there are, with what each must survive.
const ORDEALS: [(&str, &str); 1] = [(
    "mail",
    "2,000 mails taken in while the desk is killed ten times: each is there once",
)];

/// The ordeals and what they must survive, a line each.
pub fn described() -> String {
    let lines = ORDEALS.map(|(name, about)| format!("  {name:<16} {about}"));
    lines.join("\n")
}

/// Runs one on both databases.
pub fn run(name: &str) -> Result<()> {
    if !ORDEALS.iter().any(|(known, _)| *known == name) {
        bail!("there is no ordeal `{name}`; there are:\n{}", described());
    }
    fs::create_dir_all(workspace::dist())?;
    let (cluster, bed) = (Cluster::start()?, Mailbed::start()?);
    let everything = ["test", "--workspace", "--exclude", "guichet-frontend"];
    let mut command = workspace::cargo(&everything);
    command.args(["--test", "mailing", "crash", "--", "--nocapture"]);
    command.env(POSTGRES_URL, cluster.url());
    command.envs(bed.environment());
    command.env("GUICHET_TEST_MAILS", "2000");
    command.env("GUICHET_TEST_KILLS", "10");
    process::run(&mut command)
}
