//! Feeds made-up input to what reads the input of others, with libFuzzer: on the stable compiler, which
//! is told to allow the instrumentation.

use crate::{process, workspace};
use anyhow::{Result, bail};

/// What is fuzzed: name, folder of the targets, targets, folders of examples to begin with.
const FUZZED: [(&str, &str, &[&str], &str); 1] = [(
    "mail",
    "crates/mail/fuzz",
    &["mime", "sanitize"],
    "crates/mail/tests/mails",
)];

/// The version of the tool that builds the targets.
const CARGO_FUZZ: &str = "0.13";

/// What is fuzzed, and its targets, a line each.
pub fn described() -> String {
    let lines = FUZZED.map(|(name, _, targets, _)| format!("  {name:<8} {}", targets.join(", ")));
    lines.join("\n")
}

/// Runs each target for so many seconds; fails at the first input that breaks a promise, and leaves it
/// in `artifacts`.
pub fn run(name: &str, seconds: u64) -> Result<()> {
    let Some((_, folder, targets, examples)) = FUZZED.iter().find(|(known, ..)| *known == name)
    else {
        bail!(
            "nothing called `{name}` is fuzzed; there is:\n{}",
            described()
        );
    };
    if workspace::find_program("cargo-fuzz").is_none() {
        process::run(&mut workspace::cargo(&[
            "install",
            "cargo-fuzz",
            "--version",
            CARGO_FUZZ,
        ]))?;
    }
    // The same versions as in the server; what only the fuzzers need is added.
    let lock = workspace::path(folder).join("Cargo.lock");
    std::fs::copy(workspace::path("Cargo.lock"), lock)?;
    for target in *targets {
        let corpus = workspace::path(folder).join("corpus").join(target);
        std::fs::create_dir_all(&corpus)?;
        // No sanitizer of memory: there is no unsafe code of ours to find out.
        let build = [
            "fuzz",
            "run",
            "--sanitizer",
            "none",
            "--fuzz-dir",
            folder,
            target,
        ];
        let mut command = workspace::cargo(&build);
        command.env("RUSTC_BOOTSTRAP", "1");
        command.arg(corpus).arg(workspace::path(examples)).arg("--");
        command.arg(format!("-max_total_time={seconds}"));
        process::run(command.args(["-timeout=5", "-rss_limit_mb=2048", "-max_len=20000"]))?;
    }
    Ok(())
}
