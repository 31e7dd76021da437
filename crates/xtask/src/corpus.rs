//! Measures on collections that others made; they lie outside the repository.

use crate::{process, workspace};
use anyhow::{Result, bail};
use std::path::Path;

/// The measurements there are: name, package, what the folder holds.
const CORPORA: [(&str, &str, &str); 1] = [(
    "mail",
    "guichet-mail",
    "`zammad` and `sisimai`: mails with what is to be read in them",
)];

/// The measurements and what their folders hold, a line each.
pub fn described() -> String {
    let lines = CORPORA.map(|(name, _, holds)| format!("  {name:<8} {holds}"));
    lines.join("\n")
}

/// Runs one, optimised; fails below the figures asked for.
pub fn run(name: &str, folder: &Path) -> Result<()> {
    let Some((_, package, _)) = CORPORA.iter().find(|(known, ..)| *known == name) else {
        bail!("there is no corpus `{name}`; there are:\n{}", described());
    };
    let folder = folder.canonicalize()?;
    let run = ["run", "--quiet", "--release", "--package", package];
    let mut command = workspace::cargo(&run);
    process::run(command.args(["--example", "corpus", "--"]).arg(folder))
}
