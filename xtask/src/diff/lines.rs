//! The lines of a log by thread, calls that are shown in two parts put together.

use std::collections::HashMap;

/// What one line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Without the pid.
    pub(super) text: String,
    /// Was it put together of two parts? How far its result is indented is chance then.
    pub(super) joined: bool,
}

impl Line {
    /// Do both say the same?
    pub(super) fn equals(&self, other: &Self) -> bool {
        if self.joined || other.joined {
            squeezed(&self.text) == squeezed(&other.text)
        } else {
            self.text == other.text
        }
    }

    /// The syscall, or what else the line begins with.
    pub(super) fn name(&self) -> &str {
        self.text.split(['(', ' ']).next().unwrap_or_default()
    }
}

/// Without the spaces before the result.
fn squeezed(text: &str) -> String {
    match text.rfind(" = ") {
        Some(at) => format!("{}{}", text[..at].trim_end(), &text[at..]),
        None => text.to_owned(),
    }
}

/// The lines of each thread, in order; threads in the order in which they appear.
pub(super) fn by_thread(log: &str) -> Vec<(&str, Vec<Line>)> {
    let mut order: Vec<&str> = Vec::new();
    let mut threads: HashMap<&str, Vec<Line>> = HashMap::new();
    let mut begun: HashMap<&str, String> = HashMap::new();
    for line in log.lines() {
        let Some((pid, text)) = line.split_once(' ') else { continue };
        if !pid.bytes().all(|byte| byte.is_ascii_digit()) {
            continue;
        }
        let text = text.trim_start();
        if !threads.contains_key(pid) {
            order.push(pid);
        }
        let lines = threads.entry(pid).or_default();
        if let Some(start) = text.strip_suffix(" <unfinished ...>") {
            begun.insert(pid, start.to_owned());
            continue;
        }
        if let Some(start) = text.strip_suffix(" ...>").and_then(|it| it.split_once(" <pid changed to ")) {
            // A thread that runs another program: goes on under its process's pid.
            begun.insert(start.1, start.0.to_owned());
            continue;
        }
        let resumed = text.strip_prefix("<... ").and_then(|rest| rest.split_once(" resumed>"));
        match (resumed, begun.get(pid)) {
            (Some((_, rest)), Some(_)) => {
                let start = begun.remove(pid).unwrap_or_default();
                lines.push(Line { text: format!("{start}{rest}"), joined: true });
            }
            _ => lines.push(Line { text: text.to_owned(), joined: false }),
        }
    }
    // What was begun and never ended is a line as well.
    for (pid, start) in begun {
        if let Some(lines) = threads.get_mut(pid) {
            lines.push(Line { text: start, joined: true });
        }
    }
    order.into_iter().filter_map(|pid| Some((pid, threads.remove(pid)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_put_together() {
        let log = "7 read(0,  <unfinished ...>\n8 getpid()                      = 8\n7 <... read resumed>\"a\", 1) = 1\n\
                   7 +++ exited with 0 +++\n";
        let threads = by_thread(log);
        assert_eq!(threads[0].0, "7");
        assert_eq!(threads[0].1[0].text, "read(0, \"a\", 1) = 1");
        assert!(threads[0].1[0].equals(&Line { text: "read(0, \"a\", 1)      = 1".into(), joined: false }));
        assert!(!threads[1].1[0].equals(&Line { text: "getpid() = 8".into(), joined: false }));
    }
}
