//! Budgets: what a run may cost, for CI. `openat.errors > 10` is broken when openat failed more than ten times.
//!
//! ```text
//! SUBJECT.METRIC OP LIMIT
//! SUBJECT: total, a syscall, process:NAME, path:PATH        METRIC: calls, errors, wall, cpu
//! OP: > >= < <= == !=        LIMIT: a number, a time with its unit (ns us ms s), or a percentage of the runs before
//! ```

use std::fmt;

use super::compare::Comparison;
use super::findings::time;
use super::noise::Verdict;
use super::sample::{Metric, Subject};

/// What may not be.
#[derive(Clone, Debug, PartialEq)]
pub struct Budget {
    /// As typed.
    text: String,
    subject: Subject,
    metric: Metric,
    op: Op,
    limit: Limit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Op {
    Above,
    AtLeast,
    Below,
    AtMost,
    Equal,
    Unequal,
}

const OPS: [(&str, Op); 6] = [
    (">=", Op::AtLeast),
    ("<=", Op::AtMost),
    ("==", Op::Equal),
    ("!=", Op::Unequal),
    (">", Op::Above),
    ("<", Op::Below),
];

#[derive(Clone, Copy, Debug, PartialEq)]
enum Limit {
    Number(f64),
    /// Of the mean before.
    Percent(f64),
}

/// Why a budget cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BudgetError {
    /// There is no comparison in it.
    #[error("'{0}' has none of > >= < <= == !=")]
    Op(String),
    /// Not SUBJECT.METRIC.
    #[error("'{0}' is not SUBJECT.METRIC: total.calls, openat.errors, process:NAME.wall, path:PATH.cpu")]
    Figure(String),
    /// No number.
    #[error("'{0}' is no limit: 10, 20ms, 110%")]
    Limit(String),
}

impl Budget {
    /// Reads one.
    pub fn parse(text: &str) -> Result<Self, BudgetError> {
        // A path may hold any of the signs: the last one counts.
        let found = OPS.iter().filter_map(|(sign, op)| Some((text.rfind(sign)?, *sign, *op)));
        let (at, sign, op) = found
            .max_by_key(|(at, sign, _)| (at + sign.len(), sign.len()))
            .ok_or_else(|| BudgetError::Op(text.to_owned()))?;
        let figure = text[..at].trim();
        let limit = text[at + sign.len()..].trim();
        let wrong = || BudgetError::Figure(figure.to_owned());
        let (subject, metric) = figure.rsplit_once('.').ok_or_else(wrong)?;
        let metric = Metric::by_name(metric).ok_or_else(wrong)?;
        let subject = match subject.split_once(':') {
            Some(("process", name)) => Subject::Process(name.to_owned()),
            Some(("path", path)) => Subject::Path(path.to_owned()),
            Some(("syscall", name)) => Subject::Syscall(name.to_owned()),
            _ if subject == "total" => Subject::Total,
            _ if !subject.is_empty() && !subject.contains(':') => Subject::Syscall(subject.to_owned()),
            _ => return Err(wrong()),
        };
        let limit = parse_limit(limit).ok_or_else(|| BudgetError::Limit(limit.to_owned()))?;
        Ok(Self { text: text.to_owned(), subject, metric, op, limit })
    }

    /// Does it need runs before?
    pub const fn is_relative(&self) -> bool {
        matches!(self.limit, Limit::Percent(_))
    }

    /// Is it broken? Then by what. A percentage of runs before is broken by what is more than noise, if that is known.
    pub fn broken_by(&self, comparison: &Comparison) -> Option<Broken> {
        let change = comparison.change(&self.subject, self.metric);
        let limit = match self.limit {
            Limit::Number(limit) => limit,
            Limit::Percent(percent) => change.before * percent / 100.0,
        };
        let is_noise = self.is_relative() && matches!(change.verdict, Verdict::Noise(_));
        let value = change.after;
        let holds = match self.op {
            Op::Above => value > limit,
            Op::AtLeast => value >= limit,
            Op::Below => value < limit,
            Op::AtMost => value <= limit,
            Op::Equal => value == limit,
            Op::Unequal => value != limit,
        };
        (holds && !is_noise).then(|| Broken { text: self.text.clone(), metric: self.metric, value, limit })
    }
}

fn parse_limit(text: &str) -> Option<Limit> {
    let number = |text: &str| {
        text.trim().replace('_', "").parse::<f64>().ok().filter(|it| it.is_finite() && *it >= 0.0)
    };
    if let Some(percent) = text.strip_suffix('%') {
        return number(percent).map(Limit::Percent);
    }
    let units = [("ns", 1.0), ("us", 1e3), ("ms", 1e6), ("s", 1e9)];
    let found = units.iter().find_map(|(unit, ns)| Some((text.strip_suffix(unit)?, ns)));
    match found {
        Some((amount, ns)) => number(amount).map(|amount| Limit::Number(amount * ns)),
        None => number(text).map(Limit::Number),
    }
}

/// A budget that is broken.
#[derive(Clone, Debug, PartialEq)]
pub struct Broken {
    text: String,
    metric: Metric,
    value: f64,
    limit: f64,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |value: f64| match self.metric {
            Metric::Calls | Metric::Errors => format!("{value:.0}"),
            Metric::Wall | Metric::Cpu => time(value.round() as u64),
        };
        write!(f, "{}: it is {}, the limit is {}", self.text, shown(self.value), shown(self.limit))
    }
}

/// The budgets of a file: `fail-if = ["openat.errors > 10", ...]`.
pub fn parse_file(text: &str) -> Result<Vec<String>, String> {
    #[derive(serde::Deserialize)]
    #[serde(deny_unknown_fields, rename_all = "kebab-case")]
    struct File {
        fail_if: Vec<String>,
    }
    toml::from_str::<File>(text).map(|file| file.fail_if).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample::Sample;
    use proptest::prelude::*;
    use tracer_common::counts::Aggregate;

    fn sample(errors: u64, wall: u64) -> Sample {
        let figures = Aggregate { calls: 100, errors, wall, wait: 0, min: 0, max: 0 };
        let subjects = [Subject::Total, Subject::Syscall("openat".into()), Subject::Path("/a.b > c".into())];
        Sample(subjects.into_iter().map(|subject| (subject, figures)).collect())
    }

    fn broken(budget: &str, before: &[Sample], after: &[Sample]) -> Option<String> {
        let comparison = Comparison::new(before.to_vec(), after.to_vec());
        Budget::parse(budget).expect(budget).broken_by(&comparison).map(|broken| broken.to_string())
    }

    #[test]
    fn limits_are_kept_or_broken() {
        let (before, after) = ([sample(4, 1000)], [sample(12, 1500)]);
        assert_eq!(
            broken("openat.errors > 10", &before, &after).as_deref(),
            Some("openat.errors > 10: it is 12, the limit is 10")
        );
        for (budget, is_broken) in [
            ("openat.errors>12", false),
            ("openat.errors >= 12", true),
            ("total.wall > 1us", true),
            ("total.wall > 2 us", false),
            ("total.wall > 140%", true),
            ("total.wall > 160%", false),
            ("path:/a.b > c.calls != 100", false),
            ("path:/a.b > c.calls == 100", true),
            ("process:none.calls < 1", true),
            ("syscall:openat.calls <= 99", false),
        ] {
            assert_eq!(broken(budget, &before, &after).is_some(), is_broken, "{budget}");
        }
    }

    #[test]
    fn noise_breaks_no_percentage() {
        let before: Vec<Sample> = [10, 30, 20, 40].map(|wall| sample(0, wall)).to_vec();
        let after: Vec<Sample> = [25, 35, 15, 60].map(|wall| sample(0, wall)).to_vec();
        assert_eq!(broken("total.wall > 110%", &before, &after), None);
        assert!(broken("total.wall > 27ns", &before, &after).is_some(), "a fixed limit is a limit");
    }

    #[test]
    fn what_is_no_budget_says_why() {
        for (text, why) in [
            ("openat.errors", "'openat.errors' has none of > >= < <= == !="),
            (
                "openat > 3",
                "'openat' is not SUBJECT.METRIC: total.calls, openat.errors, process:NAME.wall, path:PATH.cpu",
            ),
            ("total.calls > lots", "'lots' is no limit: 10, 20ms, 110%"),
            ("total.calls > -1", "'-1' is no limit: 10, 20ms, 110%"),
        ] {
            assert_eq!(Budget::parse(text).expect_err(text).to_string(), why);
        }
    }

    #[test]
    fn a_file_is_a_list() {
        assert_eq!(parse_file("fail-if = [\"a.calls > 1\"]\n"), Ok(vec!["a.calls > 1".to_owned()]));
        assert!(parse_file("fail-of = []").is_err() && parse_file("fail-if = 3").is_err());
    }

    proptest! {
        #[test]
        fn parsing_never_panics(text in ".*") {
            let _ = (Budget::parse(&text), parse_file(&text));
        }
    }
}
