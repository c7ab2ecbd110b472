//! Two sets of runs, compared: what there is more or less of, and whether that is more than noise.

use std::collections::BTreeSet;
use std::io::{self, Write};

use serde_json::json;

use super::noise::{MIN_RUNS, Verdict, judge};
use super::sample::{Metric, Sample, Subject};
use super::sections::{Cell, Section};
use super::{Format, markdown, text};

/// Two sets of runs.
#[derive(Debug)]
pub struct Comparison {
    before: Vec<Sample>,
    after: Vec<Sample>,
}

/// How a figure has changed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// Its mean before.
    pub before: f64,
    /// Its mean after.
    pub after: f64,
    /// Is that more than noise?
    pub verdict: Verdict,
}

impl Change {
    /// In percent of before; `None` if there was none.
    pub fn percent(&self) -> Option<f64> {
        (self.before > 0.0).then(|| 100.0 * (self.after - self.before) / self.before)
    }
}

/// Are there files that are known by name?
fn names_files(side: &[Sample]) -> bool {
    let named = |subject: &Subject| matches!(subject, Subject::Path(path) if !path.starts_with('('));
    side.iter().any(|sample| sample.0.keys().any(named))
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

impl Comparison {
    /// Compares these.
    pub const fn new(before: Vec<Sample>, after: Vec<Sample>) -> Self {
        Self { before, after }
    }

    /// How a figure has changed.
    pub fn change(&self, subject: &Subject, metric: Metric) -> Change {
        let values = |side: &[Sample]| {
            side.iter().map(|sample| sample.get(subject, metric) as f64).collect::<Vec<_>>()
        };
        let (before, after) = (values(&self.before), values(&self.after));
        Change { before: mean(&before), after: mean(&after), verdict: judge(&before, &after) }
    }

    /// The figures after.
    pub fn after(&self) -> &[Sample] {
        &self.after
    }

    fn subjects(&self) -> BTreeSet<&Subject> {
        self.before.iter().chain(&self.after).flat_map(|sample| sample.0.keys()).collect()
    }

    /// The tables: what has changed most in time comes first, what has not changed at all is left out.
    pub fn sections(&self) -> Vec<Section> {
        type Is = fn(&Subject) -> bool;
        let kinds: [(&str, &str, Is); 4] = [
            ("total", "In all", |subject| *subject == Subject::Total),
            ("syscalls", "By syscall", |subject| matches!(subject, Subject::Syscall(_))),
            ("processes", "By process", |subject| matches!(subject, Subject::Process(_))),
            ("files", "By file or peer", |subject| matches!(subject, Subject::Path(_))),
        ];
        let files = names_files(&self.before) == names_files(&self.after);
        let sections = kinds.map(|(key, title, is)| self.section(key, title, is)).into_iter();
        sections.filter(|it| !it.rows.is_empty() && (files || it.key != "files")).collect()
    }

    fn section(&self, key: &'static str, title: &'static str, is: fn(&Subject) -> bool) -> Section {
        let mut changes: Vec<_> = self
            .subjects()
            .into_iter()
            .filter(|subject| is(subject))
            .map(|subject| (subject, Metric::ALL.map(|metric| self.change(subject, metric))))
            .filter(|(subject, changes)| {
                **subject == Subject::Total || changes.iter().any(|it| it.before != it.after)
            })
            .collect();
        let moved = |changes: &[Change; 4]| (changes[2].after - changes[2].before).abs();
        changes.sort_by(|a, b| moved(&b.1).total_cmp(&moved(&a.1)).then(a.0.cmp(b.0)));
        let rows = changes.iter().map(|(subject, changes)| row(subject, changes)).collect();
        Section {
            key,
            title,
            columns: vec![
                ("", "name"),
                ("calls", "calls_before"),
                ("now", "calls_after"),
                ("errors", "errors_before"),
                ("now", "errors_after"),
                ("wall", "wall_before_ns"),
                ("now", "wall_after_ns"),
                ("change", "wall_change_percent"),
                ("verdict", "verdict"),
            ],
            rows,
        }
    }

    /// What is to be known of the comparison itself.
    pub fn notes(&self) -> Vec<String> {
        let (before, after) = (self.before.len(), self.after.len());
        let runs = if before == 1 { "run" } else { "runs" };
        let mut notes = vec![format!("{before} {runs} before, {after} after; figures are means")];
        if names_files(&self.before) != names_files(&self.after) {
            notes.push("files are not compared: one side was recorded without memory".to_owned());
        }
        if before < MIN_RUNS || after < MIN_RUNS {
            notes.push(format!("whether a change is noise is told from {MIN_RUNS} runs on each side"));
        } else {
            notes.push(
                "changed: chance makes such a difference less than once in 20 (Mann-Whitney)".to_owned(),
            );
        }
        notes
    }

    /// Shows it.
    pub fn write(&self, format: Format, out: &mut dyn Write) -> io::Result<()> {
        let sections = self.sections();
        match format {
            Format::Json => {
                let mut all = serde_json::Map::new();
                all.insert("version".to_owned(), json!(1));
                all.insert("runs_before".to_owned(), json!(self.before.len()));
                all.insert("runs_after".to_owned(), json!(self.after.len()));
                all.extend(sections.iter().map(|section| (section.key.to_owned(), section.rows_as_json())));
                serde_json::to_writer(&mut *out, &all)?;
                writeln!(out)
            }
            Format::Markdown => {
                self.notes().iter().try_for_each(|note| writeln!(out, "- {note}"))?;
                sections.iter().try_for_each(|section| markdown::table(section, out))
            }
            _ => {
                self.notes().iter().try_for_each(|note| writeln!(out, "{note}"))?;
                sections.iter().try_for_each(|section| text::table(section, out))
            }
        }
    }
}

fn row(subject: &Subject, changes: &[Change; 4]) -> Vec<Cell> {
    let [calls, errors, wall, cpu] = changes;
    let name = match subject {
        Subject::Total => "total",
        Subject::Syscall(name) | Subject::Process(name) | Subject::Path(name) => name,
    };
    let count = |value: f64| Cell::Count(value.round() as u64);
    let time = |value: f64| Cell::Time(value.round() as u64);
    vec![
        Cell::Text(name.to_owned()),
        count(calls.before),
        count(calls.after),
        count(errors.before),
        count(errors.after),
        time(wall.before),
        time(wall.after),
        wall.percent().map_or(Cell::None, Cell::Share),
        verdict([calls, errors, wall, cpu]),
    ]
}

/// What has changed, of what is known.
fn verdict(changes: [&Change; 4]) -> Cell {
    if changes.iter().all(|change| change.verdict == Verdict::Unknown) {
        return Cell::None;
    }
    let changed =
        Metric::ALL.iter().zip(changes).filter(|(_, change)| matches!(change.verdict, Verdict::Real(_)));
    let changed: Vec<String> = changed
        .map(|(metric, change)| {
            let less = if matches!(metric, Metric::Calls | Metric::Errors) { "fewer" } else { "less" };
            format!("{} {}", if change.after > change.before { "more" } else { less }, metric.name())
        })
        .collect();
    Cell::Text(if changed.is_empty() { "noise".to_owned() } else { changed.join(", ") })
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracer_common::counts::Aggregate;

    fn sample(calls: u64, wall: u64) -> Sample {
        let figures = Aggregate { calls, errors: 0, wall, wait: 0, min: 0, max: 0 };
        let same = Aggregate { calls: 7, wall: 70, ..Aggregate::default() };
        let named = |name: &str| Subject::Syscall(name.to_owned());
        Sample(
            [(named("read"), figures), (named("close"), same), (Subject::Total, figures)]
                .into_iter()
                .collect(),
        )
    }

    fn shown(comparison: &Comparison) -> Vec<String> {
        let sections = comparison.sections();
        let rows = sections.iter().flat_map(|section| &section.rows);
        rows.map(|row| row.iter().map(Cell::shown).collect::<Vec<_>>().join("|")).collect()
    }

    #[test]
    fn more_than_noise_is_told() {
        let before = (0..5).map(|i| sample(100, 1000 + i)).collect();
        let after = (0..5).map(|i| sample(200, 1004 - i)).collect();
        let comparison = Comparison::new(before, after);
        assert_eq!(
            shown(&comparison),
            [
                "total|100|200|||1.0 us|1.0 us|0.0 %|more calls",
                "read|100|200|||1.0 us|1.0 us|0.0 %|more calls"
            ]
        );
    }

    #[test]
    fn of_single_runs_no_verdict_is_given() {
        let comparison = Comparison::new(vec![sample(1, 10)], vec![sample(1, 20)]);
        assert_eq!(shown(&comparison)[0], "total|1|1|||10 ns|20 ns|100.0 %|");
        assert!(comparison.notes()[1].contains("4 runs"));
        let same = Comparison::new(vec![sample(1, 10); 9], vec![sample(1, 10); 9]);
        assert_eq!(shown(&same), ["total|1|1|||10 ns|10 ns|0.0 %|noise"]);
    }
}
