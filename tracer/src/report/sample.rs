//! The figures of one run that can be compared: by syscall, by process name, by file or peer, and in all.

use std::collections::BTreeMap;

use serde_json::Value;
use tracer_common::abi::Abi;
use tracer_common::counts::Aggregate;

use super::gather::Gather;
use crate::arch;

/// What figures are about.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    /// Everything.
    Total,
    /// A syscall.
    Syscall(String),
    /// Processes of one name.
    Process(String),
    /// A file or peer.
    Path(String),
}

impl std::fmt::Display for Subject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Total => f.write_str("total"),
            Self::Syscall(name) => f.write_str(name),
            Self::Process(name) => write!(f, "process:{name}"),
            Self::Path(path) => write!(f, "path:{path}"),
        }
    }
}

/// Which figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Metric {
    /// Calls.
    Calls,
    /// Those that failed.
    Errors,
    /// ns of wall time in calls.
    Wall,
    /// ns of CPU time in calls.
    Cpu,
}

impl Metric {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Calls, Self::Errors, Self::Wall, Self::Cpu];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Calls => "calls",
            Self::Errors => "errors",
            Self::Wall => "wall",
            Self::Cpu => "cpu",
        }
    }

    /// The metric of this name.
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|metric| metric.name() == name)
    }

    /// Its value.
    pub const fn of(self, figures: &Aggregate) -> u64 {
        match self {
            Self::Calls => figures.calls,
            Self::Errors => figures.errors,
            Self::Wall => figures.wall,
            Self::Cpu => figures.wall.saturating_sub(figures.wait),
        }
    }
}

/// One run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sample(pub BTreeMap<Subject, Aggregate>);

impl Sample {
    /// Of what was gathered.
    pub fn of(gather: &Gather) -> Self {
        let mut sample = Self::default();
        for (key, row) in &gather.summary.rows {
            let name = arch::call_name(Abi::from_u8(key.abi as u8).unwrap_or(Abi::NATIVE), key.nr);
            sample.add(Subject::Syscall(name.into_owned()), &row.aggregate);
            sample.add(Subject::Total, &row.aggregate);
        }
        for process in &gather.processes {
            sample.add(Subject::Process(process.comm.clone()), &process.calls);
        }
        for (key, object) in &gather.objects {
            sample.add(Subject::Path(key.to_string()), &object.calls);
        }
        sample
    }

    fn add(&mut self, subject: Subject, figures: &Aggregate) {
        self.0.entry(subject).or_default().merge(figures);
    }

    /// Of a summary in JSON (`--summary-format json`); `None` if it is none.
    pub fn of_summary(summary: &Value) -> Option<Self> {
        let mut sample = Self::default();
        for row in summary.get("rows")?.as_array()? {
            let number = |name: &str| row.get(name).and_then(Value::as_u64);
            let time = number("total_time_ns").unwrap_or(0);
            let wall = number("wall_time_ns").unwrap_or(time);
            let cpu = number("cpu_time_ns").unwrap_or(if summary.get("clock") == Some(&"cpu".into()) {
                time
            } else {
                wall
            });
            let figures = Aggregate {
                calls: number("calls")?,
                errors: number("errors").unwrap_or(0),
                wall,
                wait: wall.saturating_sub(cpu),
                min: number("min_time_ns").unwrap_or(0),
                max: number("max_time_ns").unwrap_or(0),
            };
            sample.add(Subject::Syscall(row.get("name")?.as_str()?.to_owned()), &figures);
            sample.add(Subject::Total, &figures);
        }
        Some(sample)
    }

    /// A figure; 0 of what there was none of.
    pub fn get(&self, subject: &Subject, metric: Metric) -> u64 {
        self.0.get(subject).map_or(0, |figures| metric.of(figures))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_summary_is_a_sample() {
        let summary = json!({"clock": "cpu", "rows": [
            {"name": "read", "calls": 3, "errors": 1, "total_time_ns": 40, "wall_time_ns": 100, "cpu_time_ns": 40},
            {"name": "read", "calls": 1, "errors": 0, "total_time_ns": 5},
        ]});
        let sample = Sample::of_summary(&summary).expect("a sample");
        let read = Subject::Syscall("read".to_owned());
        assert_eq!(Metric::ALL.map(|metric| sample.get(&read, metric)), [4, 1, 105, 45]);
        assert_eq!(sample.get(&Subject::Total, Metric::Calls), 4);
        assert_eq!(sample.get(&Subject::Path("/x".to_owned()), Metric::Calls), 0);
        assert_eq!(Sample::of_summary(&json!({"rows": [{"calls": "x"}]})), None);
        assert_eq!(Sample::of_summary(&json!([])), None);
    }
}
