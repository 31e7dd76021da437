//! Where things are: the repository, the folders of the build, and the cargo that started us.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The root of the repository.
pub fn root() -> &'static Path {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest
        .ancestors()
        .nth(2)
        .expect("crates/xtask lies two folders below the root")
}

/// A path inside the repository.
pub fn path(relative: &str) -> PathBuf {
    root().join(relative)
}

/// The folder that the native builds go to.
pub fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => path("target"),
    }
}

/// The web pages, ready to be put inside the server.
pub fn dist() -> PathBuf {
    path("target/dist")
}

/// A cargo command at the root, with the cargo that runs this task.
pub fn cargo(arguments: &[&str]) -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(root()).args(arguments);
    // What `cargo run` says of this task. Build scripts that look at it (ring's does) would run
    // again whenever cargo is called by hand in between.
    for (name, _) in std::env::vars_os() {
        let own = ["CARGO_PKG_", "CARGO_MANIFEST_"].map(str::as_bytes);
        if own
            .iter()
            .any(|prefix| name.as_encoded_bytes().starts_with(prefix))
        {
            command.env_remove(&name);
        }
    }
    command
}

/// The compiler that cargo uses here.
pub fn rustc() -> Command {
    let mut command = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    command.current_dir(root());
    command
}

/// The full path of a program on PATH.
pub fn find_program(name: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders)
        .map(|folder| folder.join(name))
        .find(|program| program.is_file())
}
