//! The binary `guichet`: building it, and running it for people and for tests.

use crate::process::{self, Running};
use crate::{dist, loopback, workspace};
use anyhow::{Context, Result, bail};
use nix::sys::signal::Signal;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// How the binary is compiled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Build {
    /// For people: optimised, with the web pages inside.
    Release,
    /// For trying out: compiled quickly, reads the web pages from `target/dist`.
    Debug,
}

/// Compiles the binary and gives back its path. The web pages must have been built before.
pub fn build(build: Build) -> Result<PathBuf> {
    // The server compiles with whatever pages there are; without any it serves the API alone.
    fs::create_dir_all(workspace::dist())?;
    let mut command = match build {
        Build::Release => workspace::cargo(&[
            "build",
            "--release",
            "--package",
            "guichet-api",
            "--bin",
            "guichet",
        ]),
        // The same selection as for the tests: with another one, features would differ and
        // everything would be compiled twice.
        Build::Debug => {
            workspace::cargo(&["build", "--workspace", "--exclude", "guichet-frontend"])
        }
    };
    process::run(&mut command)?;
    let binary = workspace::target().join(match build {
        Build::Release => "release/guichet",
        Build::Debug => "debug/guichet",
    });
    if !binary.is_file() {
        bail!("the build made no {}", binary.display());
    }
    Ok(binary)
}

/// `cargo xtask start`: everything from the sources to a desk in the browser, until Ctrl-C.
pub fn start(demo: bool, port: u16, data: &Path) -> Result<()> {
    loopback::check_free(port)?;
    let sizes = dist::build(dist::Mode::Release)?;
    sizes.print();
    println!("\nserver: compiling (release)");
    let binary = build(Build::Release)?;
    println!("server: preparing the database in {}", data.display());
    run_with_data(&binary, data, "migrate")?;
    if demo {
        println!("server: the demo company");
        run_with_data(&binary, data, "demo")?;
    }
    let server = serve(&binary, data, port, &[])?;
    println!("\nGuichet is at http://127.0.0.1:{port} (Ctrl-C stops it)");
    wait_for_the_end(server)
}

/// Runs one of the commands that end by themselves.
pub fn run_with_data(binary: &Path, data: &Path, command: &str) -> Result<()> {
    process::run(Command::new(binary).arg(command).arg("--data").arg(data))
}

/// Serves in the background, with these settings by their environment names, and returns once it
/// listens.
pub fn serve(binary: &Path, data: &Path, port: u16, settings: &[(&str, &str)]) -> Result<Running> {
    let mut command = Command::new(binary);
    command.arg("serve").arg("--data").arg(data);
    command.arg("--listen").arg(format!("127.0.0.1:{port}"));
    command.envs(settings.iter().copied());
    let mut server = Running::start(&mut command)?.ended_by(Signal::SIGTERM);
    loopback::wait_until_open(&mut server, port)?;
    Ok(server)
}

fn wait_for_the_end(server: Running) -> Result<()> {
    match server.wait() {
        Ok(status) => bail!("the server ended ({status})"),
        Err(_) if process::interrupted() => {
            println!("\nstopped");
            Ok(())
        }
        Err(error) => Err(error),
    }
}

/// What `guichet openapi` prints: the description of the API as it is served.
pub fn openapi(binary: &Path) -> Result<String> {
    process::output_of(Command::new(binary).arg("openapi")).context("the description of the API")
}
