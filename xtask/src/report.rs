//! What the steps of `test` and `ci` came to, as they are done and in a table at the end.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::tally::Tally;

/// What was done, how it ended and how long it took.
#[derive(Default)]
pub(crate) struct Report {
    steps: Vec<Step>,
}

struct Step {
    name: &'static str,
    outcome: Outcome,
    time: Duration,
    /// Of a step that runs tests.
    tally: Option<Tally>,
}

enum Outcome {
    Passed,
    Failed,
    Skipped(String),
}

impl Report {
    /// Does a step. A failure is told at once; the steps after it are done all the same.
    pub(crate) fn step(&mut self, name: &'static str, work: impl FnOnce() -> Result<()>) {
        self.run(name, None, |_| work());
    }

    /// Does a step that runs tests and counts them.
    pub(crate) fn tests(&mut self, name: &'static str, work: impl FnOnce(&mut Tally) -> Result<()>) {
        self.run(name, Some(Tally::default()), |tally| tally.map_or(Ok(()), work));
    }

    fn run(
        &mut self,
        name: &'static str,
        mut tally: Option<Tally>,
        work: impl FnOnce(Option<&mut Tally>) -> Result<()>,
    ) {
        eprintln!("== {name}");
        let start = Instant::now();
        let outcome = match work(tally.as_mut()) {
            Ok(()) => Outcome::Passed,
            Err(error) => {
                eprintln!("error: {error:#}");
                Outcome::Failed
            }
        };
        self.steps.push(Step { name, outcome, time: start.elapsed(), tally });
    }

    /// Notes a step that cannot be done here.
    pub(crate) fn skip(&mut self, name: &'static str, reason: String) {
        let outcome = Outcome::Skipped(reason);
        self.steps.push(Step { name, outcome, time: Duration::ZERO, tally: None });
    }

    /// Prints all, and fails if anything has failed.
    pub(crate) fn conclude(self) -> Result<()> {
        print!("{}", self.table());
        let failed = self.steps.iter().filter(|it| matches!(it.outcome, Outcome::Failed));
        let names: Vec<_> = failed.map(|it| it.name).collect();
        if !names.is_empty() {
            bail!("failed: {}", names.join(", "));
        }
        Ok(())
    }

    fn table(&self) -> String {
        let mut table = String::from("\n");
        for Step { name, outcome, time, tally } in &self.steps {
            let (word, rest) = match outcome {
                Outcome::Passed => ("passed", format!(" ({:.1} s)", time.as_secs_f64())),
                Outcome::Failed => ("FAILED", format!(" ({:.1} s)", time.as_secs_f64())),
                Outcome::Skipped(reason) => ("skipped", format!(": {reason}")),
            };
            table += &format!("{word:<8} {name}{rest}");
            if let Some(tally) = tally {
                table += &format!(": {tally}");
                tally.details().for_each(|line| table += &format!("\n           {line}"));
            }
            table += "\n";
        }
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_step_fails_the_whole_and_a_skipped_one_is_told() {
        let mut report = Report::default();
        report.step("one", || Ok(()));
        report.step("two", || bail!("no"));
        report.skip("three", "no tool".into());
        report.tests("four", |tally| {
            tally.read("SKIPPED a: it needs root");
            tally.read("test result: ok. 2 passed; 0 failed");
            Ok(())
        });
        let table = report.table();
        let expected = "\n\
            passed   one (0.0 s)\n\
            FAILED   two (0.0 s)\n\
            skipped  three: no tool\n\
            passed   four (0.0 s): 1 passed, 0 failed, 1 skipped\n           skipped 1: it needs root\n";
        assert_eq!(table, expected);
        assert_eq!(report.conclude().unwrap_err().to_string(), "failed: two");
    }
}
