//! Findings: what somebody who knows the kernel would point at, each with its evidence, the calls that it rests on, and an
//! estimate of what repairing it saves.
//!
//! A finding is a file with a detector, its threshold and its tests, and a line in [`RULES`]; docs/findings.md is about each.
//! Estimates are of time inside calls alone, so the way into the kernel and what it does to caches come on top.

mod again;
mod execs;
mod futex;
mod map;
mod missing;
mod polls;
mod repeated;
mod sends;
mod sleeps;
mod syncs;
mod tally;
mod tiny;

use std::rc::Rc;

use super::subject::{Kind, Subject};
use crate::call::Call;

/// A call, with what is known about it.
pub struct Seen<'a> {
    /// The call.
    pub call: &'a Call<'a>,
    /// Its syscall.
    pub subject: &'a Subject,
    /// The descriptor that it is about.
    pub fd: Option<i32>,
    /// What that stands for, or the path that the call names.
    pub object: Option<&'a Rc<str>>,
    /// The bytes that it moved, if it moves any.
    pub bytes: Option<u64>,
}

impl Seen<'_> {
    fn tgid(&self) -> u32 {
        self.call.start.task.tgid
    }

    fn arg(&self, place: usize) -> u64 {
        self.call.start.args.and_then(|args| args.get(place).copied()).unwrap_or(0)
    }

    /// The object's name, or that of the descriptor.
    fn object_name(&self) -> Rc<str> {
        match (self.object, self.fd) {
            (Some(name), _) => Rc::clone(name),
            (None, Some(fd)) => format!("descriptor {fd}").into(),
            (None, None) => Rc::from("?"),
        }
    }

    fn failed_with(&self, errno: i32) -> bool {
        self.call.errno() == Some(errno as u32)
    }
}

/// Something worth looking at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Finding {
    /// The rule's name.
    pub rule: &'static str,
    /// What it is, in a sentence without the process.
    pub title: String,
    /// The process; 0 if it is about several.
    pub tgid: u32,
    /// The file, peer or address, if it is about one.
    pub object: Option<String>,
    /// The calls that it rests on.
    pub calls: u64,
    /// What they took, ns of wall time.
    pub time: u64,
    /// What repairing it saves at least, ns.
    pub saves: u64,
    /// Numbers, each in a sentence.
    pub evidence: Vec<String>,
}

/// Looks for one kind of finding.
pub trait Detector {
    /// Takes a call of one of the rule's kinds.
    fn see(&mut self, seen: &Seen<'_>);

    /// What was found.
    fn findings(&self) -> Vec<Finding>;
}

/// A kind of finding.
pub struct Rule {
    /// Its name.
    pub name: &'static str,
    /// When it is told.
    pub threshold: &'static str,
    /// What to do about it.
    pub advice: &'static str,
    /// Which calls it looks at.
    pub kinds: &'static [Kind],
    make: fn() -> Box<dyn Detector>,
}

/// All of them.
pub const RULES: [Rule; 11] = [
    tiny::RULE,
    repeated::RULE,
    missing::RULE,
    again::RULE,
    syncs::RULE,
    polls::RULE,
    futex::RULE,
    sends::RULE,
    map::RULE,
    execs::RULE,
    sleeps::RULE,
];

/// The rule of this name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    const ALL: &[Rule] = &RULES;
    ALL.iter().find(|rule| rule.name == name)
}

/// All detectors at work.
pub struct Detectors(Vec<(u32, Box<dyn Detector>)>);

impl Default for Detectors {
    fn default() -> Self {
        let mask = |rule: &Rule| rule.kinds.iter().fold(0, |all, kind| all | 1 << *kind as u32);
        Self(RULES.iter().map(|rule| (mask(rule), (rule.make)())).collect())
    }
}

impl Detectors {
    /// Hands a call to those that want it.
    #[inline]
    pub fn see(&mut self, seen: &Seen<'_>) {
        let bit = 1 << seen.subject.kind as u32;
        for (_, detector) in self.0.iter_mut().filter(|(mask, _)| mask & bit != 0) {
            detector.see(seen);
        }
    }

    /// What was found, the most profitable first.
    pub fn findings(&self) -> Vec<Finding> {
        let mut findings: Vec<Finding> = self.0.iter().flat_map(|(_, it)| it.findings()).collect();
        findings.sort_by(|a, b| {
            (b.saves, b.calls, a.rule, &a.object).cmp(&(a.saves, a.calls, b.rule, &b.object))
        });
        findings
    }
}

/// `1.234 ms`: a time for people.
pub fn time(ns: u64) -> String {
    match ns {
        0..=999 => format!("{ns} ns"),
        1_000..=999_999 => format!("{:.1} us", ns as f64 / 1e3),
        1_000_000..=999_999_999 => format!("{:.1} ms", ns as f64 / 1e6),
        _ => format!("{:.2} s", ns as f64 / 1e9),
    }
}

/// `1.2 MiB`: bytes for people.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..=1023 => format!("{bytes} B"),
        1024..=1_048_575 => format!("{:.1} KiB", bytes as f64 / 1024.0),
        1_048_576..=1_073_741_823 => format!("{:.1} MiB", bytes as f64 / 1_048_576.0),
        _ => format!("{:.1} GiB", bytes as f64 / 1_073_741_824.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::made::Made;
    use crate::report::subject::Subjects;

    /// Shows calls, each so many times, about this object, and tells what was found.
    pub(super) fn found(calls: &[(Made, u64)], object: Option<&str>) -> Vec<Finding> {
        let (mut detectors, mut subjects) = (Detectors::default(), Subjects::default());
        let object: Option<Rc<str>> = object.map(Rc::from);
        let rounds = calls.iter().map(|(_, n)| *n).max().unwrap_or(0);
        for round in 0..rounds {
            for (made, _) in calls.iter().filter(|(_, n)| round < *n) {
                made.with(|call| {
                    let subject = subjects.of(call.start.abi, call.start.nr);
                    let (fd, bytes) = (subject.fd(call), subject.bytes(call));
                    detectors.see(&Seen { call, subject: &subject, fd, object: object.as_ref(), bytes });
                });
            }
        }
        detectors.findings()
    }

    #[test]
    fn every_rule_is_documented() {
        let docs = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/findings.md"))
            .expect("docs");
        for rule in &RULES {
            assert!(docs.contains(&format!("## {}\n", rule.name)), "{}", rule.name);
            assert!(docs.contains(rule.threshold), "{}: {}", rule.name, rule.threshold);
        }
    }

    #[test]
    fn figures_have_units() {
        assert_eq!([999, 1500, 2_500_000, 3_210_000_000].map(time), ["999 ns", "1.5 us", "2.5 ms", "3.21 s"]);
        assert_eq!([5, 2048, 3 << 20, 5 << 30].map(size), ["5 B", "2.0 KiB", "3.0 MiB", "5.0 GiB"]);
    }
}
