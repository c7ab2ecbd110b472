//! Compares two logs of one execution.

use super::allowed::reason;
use super::lines::{Line, by_thread};

/// How far one log may run ahead of the other.
const AHEAD: usize = 60;

/// A place where the logs differ.
#[derive(Debug)]
pub(super) struct Difference {
    pid: String,
    strace: Option<String>,
    tracer: Option<String>,
    /// Why it is allowed, if it is.
    reason: Option<&'static str>,
}

/// What came out.
#[derive(Debug, Default)]
pub(crate) struct Comparison {
    /// Lines of strace's log, and those that only tracer's has.
    pub(crate) lines: usize,
    pub(super) equal: usize,
    differences: Vec<Difference>,
}

impl Comparison {
    pub(super) fn allowed(&self) -> usize {
        self.differences.iter().filter(|it| it.reason.is_some()).count()
    }

    pub(super) fn different(&self) -> usize {
        self.differences.len() - self.allowed()
    }

    pub(crate) fn percent(&self) -> f64 {
        100.0 * (self.equal + self.allowed()) as f64 / self.lines.max(1) as f64
    }

    pub(super) fn reasons(&self) -> Vec<(&'static str, usize)> {
        let mut reasons: Vec<(&'static str, usize)> = Vec::new();
        for reason in self.differences.iter().filter_map(|it| it.reason) {
            match reasons.iter_mut().find(|known| known.0 == reason) {
                Some(known) => known.1 += 1,
                None => reasons.push((reason, 1)),
            }
        }
        reasons
    }

    pub(crate) fn summary(&self) -> String {
        format!(
            "{} lines, {} equal, {} allowed, {} different: {:.2} %",
            self.lines,
            self.equal,
            self.allowed(),
            self.different(),
            self.percent()
        )
    }

    /// Prints the first differences of each syscall.
    pub(crate) fn show(&self, most: usize, all: bool) {
        let shown = self.differences.iter().filter(|it| all || it.reason.is_none());
        for difference in shown.take(most) {
            println!(
                "pid {}{}",
                difference.pid,
                difference.reason.map(|it| format!(" ({it})")).unwrap_or_default()
            );
            println!("  strace {}", difference.strace.as_deref().unwrap_or("-"));
            println!("  tracer {}", difference.tracer.as_deref().unwrap_or("-"));
        }
    }
}

/// Compares strace's log with tracer's.
pub(crate) fn compare(strace: &str, tracer: &str) -> Comparison {
    let (expected, seen) = (by_thread(strace), by_thread(tracer));
    let mut comparison = Comparison::default();
    for (place, (pid, expected)) in expected.iter().enumerate() {
        let mut lines = seen.iter().find(|(it, _)| it == pid).map_or(&[][..], |(_, lines)| lines);
        if place == 0 {
            // strace's child, before it becomes the command.
            let begin = lines.iter().position(|line| line.text.starts_with("execve("));
            lines = &lines[begin.unwrap_or(0)..];
        }
        thread(pid, expected, lines, &mut comparison);
    }
    comparison
}

fn thread(pid: &str, strace: &[Line], tracer: &[Line], to: &mut Comparison) {
    let (mut i, mut j) = (0, 0);
    let differ = |strace: Option<&Line>, tracer: Option<&Line>, to: &mut Comparison| {
        let (strace, tracer) = (strace.map(|it| it.text.clone()), tracer.map(|it| it.text.clone()));
        let reason = reason(strace.as_deref(), tracer.as_deref());
        to.lines += 1;
        to.differences.push(Difference { pid: pid.to_owned(), strace, tracer, reason });
    };
    while i < strace.len() || j < tracer.len() {
        match (strace.get(i), tracer.get(j)) {
            (Some(a), Some(b)) if a.equals(b) => {
                to.lines += 1;
                to.equal += 1;
                (i, j) = (i + 1, j + 1);
            }
            (Some(a), Some(b)) => {
                // Nearest place at which both agree again.
                let ahead = (1..AHEAD).find_map(|n| {
                    let in_tracer = tracer.get(j + n).is_some_and(|it| it.equals(a));
                    let in_strace = strace.get(i + n).is_some_and(|it| it.equals(b));
                    (in_tracer || in_strace).then_some((n, in_tracer))
                });
                match ahead {
                    _ if a.name() == b.name() => {
                        differ(Some(a), Some(b), to);
                        (i, j) = (i + 1, j + 1);
                    }
                    Some((n, true)) => {
                        (0..n).for_each(|k| differ(None, tracer.get(j + k), to));
                        j += n;
                    }
                    Some((n, false)) => {
                        (0..n).for_each(|k| differ(strace.get(i + k), None, to));
                        i += n;
                    }
                    None => {
                        differ(Some(a), Some(b), to);
                        (i, j) = (i + 1, j + 1);
                    }
                }
            }
            (a, b) => {
                differ(a, b, to);
                (i, j) = (i + 1, j + 1);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_line_is_one_difference() {
        let strace = "7 execve(1) = 0\n7 a(1) = 1\n7 b(1) = 1\n7 c(1) = 1\n7 +++ exited with 0 +++\n";
        let tracer =
            "7 ptrace(0) = 0\n7 execve(1) = 0\n7 a(1) = 1\n7 c(1) = 1\n7 +++ exited with 0 +++\n9 d() = 1\n";
        let it = compare(strace, tracer);
        assert_eq!((it.lines, it.equal, it.different()), (5, 4, 1));
        assert_eq!(it.differences[0].strace.as_deref(), Some("b(1) = 1"));
        assert_eq!(it.differences[0].tracer, None);
    }

    #[test]
    fn another_argument_is_one_difference() {
        let it = compare("7 a(1) = 1\n7 b(2) = 1\n", "7 a(1) = 1\n7 b(3) = 1\n");
        assert_eq!((it.lines, it.equal, it.different()), (2, 1, 1));
    }
}
