//! What test programs tell of their tests: how many passed and failed, and which were skipped and why.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// Results, read from what test programs print.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Tally {
    passed: usize,
    failed: usize,
    /// The names of those that failed.
    failures: Vec<String>,
    /// How many were skipped, by reason.
    skipped: BTreeMap<String, usize>,
}

impl Tally {
    pub(crate) fn read(&mut self, line: &str) {
        if let Some(result) = line.strip_prefix("test result: ") {
            self.passed += count(result, "passed");
            self.failed += count(result, "failed");
        } else if let Some(skipped) = line.strip_prefix("SKIPPED ") {
            let reason = skipped.split_once(": ").map_or(skipped, |it| it.1);
            *self.skipped.entry(reason.to_owned()).or_default() += 1;
        } else if let Some(name) = line.strip_prefix("test ").and_then(|it| it.strip_suffix(" ... FAILED")) {
            self.failures.push(name.to_owned());
        }
    }

    /// Those that did what they are for: a test that is skipped passes, as far as its program knows.
    pub(crate) fn passed(&self) -> usize {
        self.passed.saturating_sub(self.skipped())
    }

    pub(crate) fn failed(&self) -> usize {
        self.failed
    }

    pub(crate) fn skipped(&self) -> usize {
        self.skipped.values().sum()
    }

    /// A line for each test that failed and each reason to skip some.
    pub(crate) fn details(&self) -> impl Iterator<Item = String> {
        let failures = self.failures.iter().map(|name| format!("failed: {name}"));
        failures.chain(self.skipped.iter().map(|(reason, count)| format!("skipped {count}: {reason}")))
    }

    /// Runs a command that runs tests with `--show-output`, and passes on what it prints, but of tests that have
    /// passed only that they were skipped.
    pub(crate) fn follow(&mut self, command: &mut Command, out: &mut impl Write) -> Result<()> {
        let mut child = command.stdout(Stdio::piped()).spawn().context("the tests cannot be started")?;
        let stdout = child.stdout.take().context("the tests have no stdout")?;
        let mut of_passed = false;
        for line in BufReader::new(stdout).split(b'\n') {
            let line = line?;
            let line = String::from_utf8_lossy(&line);
            of_passed = match &*line {
                "successes:" => true,
                "failures:" => false,
                // It is the program's own if it tells of tests that were filtered out.
                _ => of_passed && !(line.starts_with("test result: ") && line.contains(" filtered out")),
            };
            // What a test prints may look like a result.
            if !of_passed || line.starts_with("SKIPPED ") {
                self.read(&line);
                writeln!(out, "{line}")?;
            }
        }
        let status = child.wait()?;
        if !status.success() {
            bail!("the tests failed: {status}");
        }
        Ok(())
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed, {} skipped", self.passed(), self.failed, self.skipped())
    }
}

/// The number before a word, as in "ok. 12 passed; 0 failed".
fn count(result: &str, what: &str) -> usize {
    let words: Vec<_> = result.split([' ', ';']).filter(|word| !word.is_empty()).collect();
    let pair = words.windows(2).find(|pair| pair[1] == what);
    pair.and_then(|pair| pair[0].parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OUTPUT: &str = "test a::b ... ok\ntest c ... FAILED\n\nsuccesses:\n\n---- a::b stdout ----\n\
        SKIPPED a::b: it needs root\ntest result: 5 passed; 5 failed\n\nfailures:\n\n\
        test result: FAILED. 3 passed; 1 failed; 2 ignored; 0 filtered out\ntest result: ok. 2 passed; 0 failed; 0 ignored\n";

    #[test]
    fn results_of_several_programs_add_up() {
        let mut tally = Tally::default();
        OUTPUT.lines().filter(|line| !line.contains("5 passed")).for_each(|line| tally.read(line));
        assert_eq!(tally.to_string(), "4 passed, 1 failed, 1 skipped");
        assert_eq!(tally.details().collect::<Vec<_>>(), ["failed: c", "skipped 1: it needs root"]);
    }

    #[test]
    fn a_command_is_followed_to_its_end_and_its_failure_is_told() {
        let (mut tally, mut shown) = (Tally::default(), Vec::new());
        let mut command = Command::new("sh");
        let result = tally.follow(command.args(["-c", "printf '%s' \"$0\"; exit 101", OUTPUT]), &mut shown);
        assert!(result.is_err());
        assert_eq!(tally.to_string(), "4 passed, 1 failed, 1 skipped");
        let shown = String::from_utf8_lossy(&shown);
        assert!(shown.contains("SKIPPED a::b") && !shown.contains("----"), "{shown}");
    }
}
