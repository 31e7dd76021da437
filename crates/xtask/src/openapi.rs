//! `openapi/guichet.json`: the description of the API, committed and equal to what is served.

use crate::{server, workspace};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;

const COMMITTED: &str = "openapi/guichet.json";

/// Writes the file anew.
pub fn write() -> Result<()> {
    let binary = server::build(server::Build::Debug)?;
    let served = server::openapi(&binary)?;
    let path = workspace::path(COMMITTED);
    fs::create_dir_all(workspace::path("openapi"))?;
    fs::write(&path, served).with_context(|| format!("{COMMITTED} could not be written"))?;
    println!("{COMMITTED} is up to date");
    Ok(())
}

/// Fails with the first differing line when the file is not what the binary serves.
pub fn check(binary: &Path) -> Result<()> {
    let served = server::openapi(binary)?;
    let committed = fs::read_to_string(workspace::path(COMMITTED))
        .with_context(|| format!("`cargo xtask openapi` writes {COMMITTED}, which is missing"))?;
    if committed == served {
        return Ok(());
    }
    let line = committed
        .lines()
        .zip(served.lines())
        .take_while(|(a, b)| a == b)
        .count()
        + 1;
    bail!("{COMMITTED} differs from the API in line {line}: `cargo xtask openapi` writes it anew")
}
