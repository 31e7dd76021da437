//! Compiles the server again when the web pages that it holds were built anew.

use std::path::Path;

/// Beside the sources of the whole workspace, where `cargo xtask dist` puts the pages.
const PAGES: &str = "../../target/dist";

fn main() -> std::io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    // Without optimisation the pages are read from the folder while the server runs.
    if std::env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        std::fs::create_dir_all(Path::new(PAGES))?;
        println!("cargo::rerun-if-changed={PAGES}");
    }
    Ok(())
}
