//! `cargo xtask test`: every step in order, each with its time, and a table at the end.

mod bench;
mod fuzz;
mod journeys;
mod steps;
mod tally;

use crate::process;
use anyhow::{Result, bail};
use bench::Bench;
pub use bench::POSTGRES_URL;
use std::time::{Duration, Instant};
pub use steps::{Step, described};
use tally::Tally;

/// What was asked for on the command line.
pub struct Request {
    /// The steps by name, or none for all of them.
    pub only: Vec<String>,
    /// The seed of the fuzzer; drawn when not given.
    pub seed: Option<u64>,
}

/// Runs the steps; says whether all of them passed.
pub fn run(request: &Request) -> Result<bool> {
    let steps = chosen(&request.only)?;
    let mut bench = Bench::new(request.seed);
    let mut rows = Vec::new();
    for step in steps {
        println!("\n=== {}: {}", step.name, step.about);
        let started = Instant::now();
        let result = (step.run)(&mut bench);
        if process::interrupted() {
            bail!("interrupted");
        }
        let row = Row::new(step.name, started.elapsed(), result);
        println!("=== {row}");
        rows.push(row);
    }
    Ok(report(&rows))
}

/// The steps that were named: `e2e` means all whose name begins so.
fn chosen(only: &[String]) -> Result<Vec<&'static Step>> {
    let named = |step: &Step, word: &str| {
        step.name
            .strip_prefix(word)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    if let Some(word) = only
        .iter()
        .find(|word| !steps::STEPS.iter().any(|step| named(step, word)))
    {
        bail!("there is no step {word}; there are:\n{}", described());
    }
    let wanted = |step: &&Step| only.is_empty() || only.iter().any(|word| named(step, word));
    Ok(steps::STEPS.iter().filter(wanted).collect())
}

/// How one step went.
struct Row {
    name: &'static str,
    took: Duration,
    tally: Tally,
    complaint: Option<String>,
}

impl Row {
    /// A step that fails without a failed test of its own counts as one failure.
    fn new(name: &'static str, took: Duration, result: Result<Tally>) -> Self {
        let (tally, complaint) = match result {
            Ok(tally) => (tally, None),
            Err(error) => (Tally::FAILED, Some(format!("{error:#}"))),
        };
        Self {
            name,
            took,
            tally,
            complaint,
        }
    }
}

impl std::fmt::Display for Row {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let verdict = if self.tally.failed == 0 {
            "ok"
        } else {
            "FAILED"
        };
        let (name, seconds) = (self.name, self.took.as_secs_f64());
        write!(
            f,
            "{name:<16} {verdict:<7} {seconds:>7.1} s  {}",
            self.tally
        )?;
        match &self.complaint {
            Some(complaint) => write!(f, "  {complaint}"),
            None => Ok(()),
        }
    }
}

fn report(rows: &[Row]) -> bool {
    println!();
    for row in rows {
        println!("{row}");
    }
    let total = rows
        .iter()
        .fold(Tally::default(), |sum, row| sum + row.tally);
    let took: Duration = rows.iter().map(|row| row.took).sum();
    println!("{:<16} {:>15.1} s", "all", took.as_secs_f64());
    println!("\n{} passed, {} failed", total.passed, total.failed);
    total.failed == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(only: &[&str]) -> Result<Vec<&'static str>> {
        let only: Vec<_> = only.iter().map(|word| (*word).to_owned()).collect();
        Ok(chosen(&only)?.iter().map(|step| step.name).collect())
    }

    #[test]
    fn a_word_means_every_step_that_begins_with_it() {
        assert_eq!(
            names(&["e2e", "rust"]).unwrap(),
            ["rust", "e2e-types", "e2e-sqlite", "e2e-postgres"]
        );
    }

    #[test]
    fn without_a_word_everything_runs() {
        assert_eq!(names(&[]).unwrap().len(), steps::STEPS.len());
    }

    #[test]
    fn an_unknown_word_is_refused_with_the_list() {
        let error = names(&["e"]).unwrap_err().to_string();
        assert!(error.starts_with("there is no step e;") && error.contains("schemathesis"));
    }

    #[test]
    fn a_step_that_cannot_run_counts_as_a_failure() {
        let row = Row::new("dist", Duration::ZERO, Err(anyhow::anyhow!("no wasm")));
        assert_eq!(row.tally.failed, 1);
        assert!(row.to_string().ends_with("no wasm"));
    }
}
