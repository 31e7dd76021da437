//! Programs that Rust does not bring: found, installed from Debian when that is allowed, or named
//! in one sentence.

use crate::{process, workspace};
use anyhow::{Result, bail};
use std::process::Command;

/// A program outside Rust, and the Debian package that holds it.
pub struct Program {
    /// What it is, for the sentence.
    pub name: &'static str,
    /// The package that `apt-get` installs.
    pub debian_package: &'static str,
}

impl Program {
    /// What `find` gives, after an installation if need be.
    pub fn ensure<T>(&self, find: impl Fn() -> Option<T>) -> Result<T> {
        if let Some(found) = find() {
            return Ok(found);
        }
        if may_install() {
            println!(
                "installing {} (Debian package {})",
                self.name, self.debian_package
            );
            self.install()?;
            if let Some(found) = find() {
                return Ok(found);
            }
        }
        bail!(
            "{} is missing: please install it (on Debian or Ubuntu: sudo apt-get install {})",
            self.name,
            self.debian_package
        )
    }

    fn install(&self) -> Result<()> {
        process::run(Command::new("apt-get").args(["--quiet", "update"]))?;
        process::run(
            Command::new("apt-get")
                .env("DEBIAN_FRONTEND", "noninteractive")
                .args(["--quiet", "--yes", "--no-install-recommends", "install"])
                .arg(self.debian_package),
        )
    }
}

fn may_install() -> bool {
    nix::unistd::geteuid().is_root() && workspace::find_program("apt-get").is_some()
}
