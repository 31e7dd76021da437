//! A Python environment of our own under `target`, for the fuzzer of the API and the mail sink.

use crate::install::Program;
use crate::{process, workspace};
use anyhow::{Context, Result};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

const PYTHON: Program = Program {
    name: "Python 3",
    debian_package: "python3-venv",
};
const REQUIREMENTS: &str = "e2e/requirements.txt";

/// A command that the packages of `e2e/requirements.txt` bring.
pub fn command(name: &str) -> Result<Command> {
    let environment = workspace::path("target/venv");
    let wanted = fs::read(workspace::path(REQUIREMENTS))
        .with_context(|| format!("{REQUIREMENTS} could not be read"))?;
    let record = environment.join("installed-requirements.txt");
    if !fs::read(&record).is_ok_and(|installed| installed == wanted) {
        println!("Python: installing the packages of {REQUIREMENTS}");
        make_environment(&environment)?;
        fs::write(record, wanted)?;
    }
    let mut command = Command::new(environment.join("bin").join(name));
    command.current_dir(workspace::root());
    Ok(command)
}

fn make_environment(environment: &PathBuf) -> Result<()> {
    let python = PYTHON.ensure(find_python)?;
    process::run(
        Command::new(python)
            .args(["-m", "venv", "--clear"])
            .arg(environment),
    )?;
    let mut install = Command::new(environment.join("bin/pip"));
    install.args([
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--requirement",
    ]);
    process::run(install.arg(workspace::path(REQUIREMENTS)))
}

/// A Python that can make environments: on Debian that is a package of its own.
fn find_python() -> Option<PathBuf> {
    let python = workspace::find_program("python3")?;
    let mut question = Command::new(&python);
    question.args(["-c", "import venv, ensurepip"]);
    process::answer_of(&mut question).map(|_| python)
}
