//! Reports of a whole run: where the time went, what failed, what to look at, in formats for people and machines.
//!
//! Events are gathered (`gather`), looked at (`findings`), laid out once (`sections`), and shown by a file a format. Exports
//! for other programs take the events themselves (`export`). Reading the recording is left to the caller.

pub mod budget;
pub mod compare;
pub mod csv;
pub mod data;
pub mod export;
pub mod findings;
pub mod gather;
pub mod html;
pub mod json;
#[cfg(test)]
pub(crate) mod made;
pub mod markdown;
pub mod names;
pub mod noise;
pub mod sample;
pub mod sections;
pub mod subject;
mod svg;
pub mod text;
pub mod text_of;

use std::io;

use hashbrown::HashMap;

use crate::recording::Start;
use crate::stats::Loss;
use findings::Finding;
use gather::Gather;

/// What a report looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// For a terminal.
    #[default]
    Text,
    /// One object.
    Json,
    /// All tables, one behind the other.
    Csv,
    /// GitHub's.
    Markdown,
    /// One page that needs nothing else.
    Html,
}

impl Format {
    /// The format of this name.
    pub fn by_name(name: &str) -> Option<Self> {
        match name {
            "text" => Some(Self::Text),
            "json" => Some(Self::Json),
            "csv" => Some(Self::Csv),
            "markdown" => Some(Self::Markdown),
            "html" => Some(Self::Html),
            _ => None,
        }
    }
}

/// So many processes of one name have a finding each; of more, it is told once.
const ALIKE: usize = 3;

fn name_of(gather: &Gather, tgid: u32) -> Option<&str> {
    let known = gather.processes.iter().rev().find(|it| it.tgid == tgid && !it.comm.is_empty());
    known.map(|it| it.comm.as_str())
}

/// Puts findings of one kind in many processes of one name together, under the most profitable.
fn together<'a>(findings: Vec<Finding>, name: impl Fn(u32) -> Option<&'a str>) -> Vec<Finding> {
    let key = |it: &Finding| (it.rule, name(it.tgid));
    let mut alike: HashMap<(&str, Option<&str>), usize> = HashMap::new();
    for finding in findings.iter().filter(|it| it.tgid != 0) {
        *alike.entry(key(finding)).or_default() += 1;
    }
    let mut all: Vec<Finding> = Vec::new();
    let mut places: HashMap<(&str, Option<&str>), usize> = HashMap::new();
    for finding in findings {
        let key = key(&finding);
        let others = alike.get(&key).copied().unwrap_or(0).saturating_sub(1);
        match places.get(&key) {
            Some(place) => {
                let first = &mut all[*place];
                first.calls += finding.calls;
                first.time += finding.time;
                first.saves += finding.saves;
            }
            None if others < ALIKE => all.push(finding),
            None => {
                places.insert(key, all.len());
                let mut first = finding;
                first
                    .evidence
                    .push(format!("{others} more like it in processes of that name; costs are those of all"));
                all.push(first);
            }
        }
    }
    all.sort_by_key(|it| std::cmp::Reverse(it.saves));
    all
}

/// A run that is over.
pub struct Report {
    /// Where, when and of what the recording was made.
    pub start: Start,
    /// What was gathered.
    pub gather: Gather,
    /// How long it took, ns.
    pub elapsed: u64,
    /// What was lost.
    pub loss: Loss,
    /// What is missing of the recording, in words.
    pub missing: Vec<String>,
    findings: Vec<Finding>,
}

impl Report {
    /// Looks at what was gathered.
    pub fn new(start: Start, gather: Gather, elapsed: u64, loss: Loss, missing: Vec<String>) -> Self {
        let findings = together(gather.detectors.findings(), |tgid| name_of(&gather, tgid));
        Self { start, gather, elapsed, loss, missing, findings }
    }

    /// What was found, the most profitable first.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// What was traced, in a line.
    pub fn subject(&self) -> String {
        if !self.start.command.is_empty() {
            return self.start.command.join(" ");
        }
        let pids: Vec<String> =
            self.start.attached.iter().filter_map(|tids| tids.first()).map(u32::to_string).collect();
        if pids.is_empty() { "the machine".to_owned() } else { format!("pid {}", pids.join(", ")) }
    }

    /// `name (pid 7)`.
    pub fn process_name(&self, tgid: u32) -> String {
        match name_of(&self.gather, tgid) {
            Some(name) => format!("{name} (pid {tgid})"),
            None => format!("pid {tgid}"),
        }
    }

    /// What was lost or is missing, in sentences.
    pub fn shortfalls(&self) -> Vec<String> {
        let mut lines = crate::sink::summary::losses_in_words(&self.loss);
        lines.extend(self.missing.iter().cloned());
        lines
    }

    /// Shows it.
    pub fn write(&self, format: Format, out: &mut dyn io::Write) -> io::Result<()> {
        match format {
            Format::Text => text::write(self, out),
            Format::Json => json::write(self, out),
            Format::Csv => csv::write(self, out),
            Format::Markdown => markdown::write(self, out),
            Format::Html => html::write(self, out),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_of_a_kind_are_told_once() {
        let finding = |rule, tgid, saves| Finding { rule, tgid, saves, calls: 1, ..Finding::default() };
        let mut findings: Vec<Finding> =
            (1..=6).map(|tgid| finding("missing-files", tgid, 10 - u64::from(tgid))).collect();
        findings.extend([
            finding("missing-files", 9, 100),
            finding("tiny-io", 1, 1),
            finding("exec-storm", 0, 3),
        ]);
        let names = |tgid| Some(if tgid == 9 { "make" } else { "sh" });
        let told = together(findings, names);
        let short: Vec<_> = told.iter().map(|it| (it.rule, it.tgid, it.calls, it.saves)).collect();
        assert_eq!(
            short,
            [
                ("missing-files", 9, 1, 100),
                ("missing-files", 1, 6, 39),
                ("exec-storm", 0, 1, 3),
                ("tiny-io", 1, 1, 1)
            ]
        );
        assert_eq!(told[1].evidence, ["5 more like it in processes of that name; costs are those of all"]);
    }
}
