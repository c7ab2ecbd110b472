//! What is traced: programs that do nothing but system calls, and time themselves.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// A program to be traced.
#[derive(Debug)]
pub(super) struct Workload {
    pub(super) name: &'static str,
    /// What one `n` of it is called.
    pub(super) unit: &'static str,
    /// How often, untraced.
    pub(super) n: u64,
    /// How often at the least, with the slowest tool: enough for a figure by unit.
    pub(super) least: u64,
    /// Its arguments; `fixture` and `N` are filled in.
    words: &'static [&'static str],
    /// System calls in one `n`.
    calls: u64,
}

pub(super) const ALL: &[Workload] = &[
    Workload {
        name: "getppid loop",
        unit: "call",
        n: 2_000_000,
        least: 10_000,
        words: &["fixture", "getppid", "N", "--time", "--pin", "1"],
        calls: 1,
    },
    Workload {
        name: "two threads",
        unit: "call",
        n: 1_000_000,
        least: 5_000,
        words: &["fixture", "getppid", "N", "2", "--time", "--pin", "0"],
        calls: 1,
    },
    Workload {
        name: "dd bs=1",
        unit: "call",
        n: 500_000,
        least: 5_000,
        words: &["dd", "if=/dev/zero", "of=/dev/null", "bs=1", "count=N"],
        calls: 2,
    },
    Workload {
        name: "fork storm",
        unit: "fork",
        n: 2_000,
        least: 200,
        words: &["fixture", "fork", "N", "--time"],
        calls: 1,
    },
];

impl Workload {
    /// Its command line.
    pub(super) fn command(&self, fixture: &Path, n: u64) -> Vec<String> {
        let fixture = fixture.to_string_lossy();
        let word = |word: &&str| match *word {
            "fixture" => fixture.clone().into_owned(),
            other => other.replace('N', &n.to_string()),
        };
        self.words.iter().map(word).collect()
    }

    /// Runs a command line that has the workload at its end, and gives ns per unit.
    pub(super) fn run(&self, command: &[String], n: u64) -> Result<f64> {
        let output = Command::new(&command[0])
            .args(&command[1..])
            .env("LC_ALL", "C")
            .stdin(Stdio::null())
            .output()
            .with_context(|| format!("{} cannot be run", command[0]))?;
        let (stdout, stderr) =
            (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        let Some(ns) = own_time(&stdout, &stderr) else {
            bail!("no time was reported ({}): {}", output.status, stderr.trim());
        };
        Ok(self.per_unit(ns, n))
    }

    /// ns per unit of a run of `n`.
    pub(super) fn per_unit(&self, ns: f64, n: u64) -> f64 {
        ns / (n * self.calls) as f64
    }
}

/// The time that the program took by its own clock, in ns: a number alone on a line of stdout (the fixture), or what
/// `dd` says. Tracers write to both streams, too.
pub(super) fn own_time(stdout: &str, stderr: &str) -> Option<f64> {
    let fixture = || stdout.lines().find_map(|line| line.trim().parse::<u64>().ok()).map(|ns| ns as f64);
    let dd = || {
        let line = stderr.lines().find(|line| line.contains(" copied, "))?;
        let seconds: f64 = line.split(" copied, ").nth(1)?.split(' ').next()?.parse().ok()?;
        Some(seconds * 1e9)
    };
    fixture().or_else(dd)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_programs_own_times_are_found_among_a_tracers_words() {
        assert_eq!(own_time("Attaching 2 probes...\n170000\n\n@[110]: 1000\n", ""), Some(170_000.0));
        let dd = "10+0 records in\n10 bytes (10 B) copied, 2.5e-05 s, 400 kB/s\nstrace: bye\n";
        assert_eq!(own_time("", dd), Some(25_000.0));
        assert_eq!(own_time("@[110]: 1000\n", "error"), None);
    }

    #[test]
    fn numbers_are_filled_in() {
        let dd = ALL.iter().find(|workload| workload.name == "dd bs=1").unwrap();
        let words = dd.command(Path::new("/f"), 12);
        assert_eq!(words, ["dd", "if=/dev/zero", "of=/dev/null", "bs=1", "count=12"]);
        assert_eq!(ALL[0].command(Path::new("/f"), 12)[..3], ["/f", "getppid", "12"]);
    }
}
