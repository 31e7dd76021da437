//! Counting what passed and what failed, in the words of cargo and Playwright.

use anyhow::{Result, bail};
use serde::Deserialize;
use std::process::ExitStatus;

/// How many tests passed, failed, and were left out.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Tally {
    /// Passed.
    pub passed: u64,
    /// Failed.
    pub failed: u64,
    /// Marked in the sources as not to be run.
    pub left_out: u64,
}

impl Tally {
    /// A step that is one check, and passed.
    pub const PASSED: Self = Self {
        passed: 1,
        failed: 0,
        left_out: 0,
    };
    /// A step that is one check, or could not run, and failed.
    pub const FAILED: Self = Self {
        passed: 0,
        failed: 1,
        left_out: 0,
    };

    /// Adds what a line such as `test result: ok. 8 passed; 0 failed; 1 ignored; …` says.
    pub fn count_cargo_line(&mut self, line: &str) {
        let Some(result) = line.strip_prefix("test result: ") else {
            return;
        };
        let counts = result.split_once(". ").map_or(result, |(_, counts)| counts);
        for count in counts.split("; ") {
            match count.split_once(' ') {
                Some((number, "passed")) => self.passed += number.parse().unwrap_or(0),
                Some((number, "failed")) => self.failed += number.parse().unwrap_or(0),
                Some((number, "ignored")) => self.left_out += number.parse().unwrap_or(0),
                _ => {}
            }
        }
    }

    /// What the JSON report of Playwright says.
    pub fn from_playwright(report: &str) -> Result<Self> {
        let stats = serde_json::from_str::<PlaywrightReport>(report)?.stats;
        // A test that passes only at the second attempt has not passed.
        let failed = stats.unexpected + stats.flaky;
        Ok(Self {
            passed: stats.expected,
            failed,
            left_out: stats.skipped,
        })
    }

    /// The same, but a command that failed without a failed test, or ran none, is an error.
    pub fn ending_with(self, status: ExitStatus) -> Result<Self> {
        if !status.success() && self.failed == 0 {
            bail!(
                "ended with {status} after {} tests that passed",
                self.passed
            );
        }
        if self.passed + self.failed == 0 {
            bail!("there was no test to run");
        }
        Ok(self)
    }
}

#[derive(Deserialize)]
struct PlaywrightReport {
    stats: PlaywrightStats,
}

#[derive(Deserialize)]
struct PlaywrightStats {
    expected: u64,
    unexpected: u64,
    flaky: u64,
    skipped: u64,
}

impl std::ops::Add for Tally {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            left_out: self.left_out + other.left_out,
        }
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        match self.left_out {
            0 => Ok(()),
            left_out => write!(f, ", {left_out} left out"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_results_of_cargo_are_added_up() {
        let mut tally = Tally::default();
        tally.count_cargo_line("test result: ok. 8 passed; 0 failed; 1 ignored; 0 measured");
        tally.count_cargo_line("test tests::passed ... ok");
        tally.count_cargo_line("test result: FAILED. 2 passed; 3 failed; 0 ignored; 0 measured");
        assert_eq!(
            tally,
            Tally {
                passed: 10,
                failed: 3,
                left_out: 1
            }
        );
    }

    #[test]
    fn a_journey_that_passes_the_second_time_has_failed() {
        let report =
            r#"{"stats":{"expected":4,"unexpected":1,"flaky":2,"skipped":1,"duration":9}}"#;
        let tally = Tally::from_playwright(report).unwrap();
        assert_eq!(
            tally,
            Tally {
                passed: 4,
                failed: 3,
                left_out: 1
            }
        );
    }

    #[test]
    fn no_test_at_all_is_an_error() {
        use std::os::unix::process::ExitStatusExt;
        assert!(
            Tally::default()
                .ending_with(ExitStatus::from_raw(0))
                .is_err()
        );
        assert!(
            Tally::PASSED
                .ending_with(ExitStatus::from_raw(256))
                .is_err()
        );
        assert_eq!(
            Tally::PASSED.ending_with(ExitStatus::from_raw(0)).unwrap(),
            Tally::PASSED
        );
    }
}
