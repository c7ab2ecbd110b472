//! The figures of one row or total, from which every column follows, and how strace shows them. Which column
//! shows which figure is left to `column.rs`.

use tracer_common::counts::{Aggregate, BUCKETS, Buckets};

use super::column::{Column, Show};
use super::histogram::Shape;
use super::summary::{Clock, Row};

/// The figures of a row, or of several together. Times are ns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Calls that returned.
    pub calls: u64,
    /// Those that failed.
    pub errors: u64,
    /// Time by the clock that was chosen, without the overhead.
    pub time: u64,
    /// Shortest call, likewise.
    pub min: u64,
    /// Longest call, likewise.
    pub max: u64,
    /// Time from entry to return.
    pub wall: u64,
    /// Time off the CPU, if it was measured.
    pub wait: Option<u64>,
    /// Percentiles and spread, if they were measured.
    pub shape: Option<Shape>,
}

/// What figures depend on besides the counts.
#[derive(Clone, Copy, Debug)]
pub struct Measure {
    /// The clock of `time`.
    pub clock: Clock,
    /// Was time off the CPU measured?
    pub wait: bool,
    /// ns that each call is to be shown shorter than it was measured, but never below 0.
    pub overhead: u64,
}

impl Figures {
    /// The figures of several rows together. strace takes the overhead from each call and leaves it at 0 if
    /// there is nothing left. A sum of calls cannot tell which of them were shorter than the overhead, so the time
    /// of a row with such calls comes out smaller than strace's, but not below its longest call.
    pub fn of<'a>(rows: impl Iterator<Item = &'a Row> + Clone, measure: Measure) -> Self {
        let mut sum = Aggregate::default();
        let mut time = 0_u64;
        for Row { aggregate, .. } in rows.clone() {
            sum.merge(aggregate);
            let measured = match measure.clock {
                Clock::Cpu => aggregate.wall.saturating_sub(aggregate.wait),
                Clock::Wall => aggregate.wall,
            };
            let less = measured.saturating_sub(measure.overhead.saturating_mul(aggregate.calls));
            let floor = aggregate.max.saturating_sub(measure.overhead);
            time = time.saturating_add(less.max(floor.min(measured)));
        }
        let shape = added(rows).and_then(|b| Shape::of(&b, sum.min, sum.max, measure.overhead));
        Self {
            calls: sum.calls,
            errors: sum.errors,
            time,
            min: sum.min.saturating_sub(measure.overhead),
            max: sum.max.saturating_sub(measure.overhead),
            wall: sum.wall,
            wait: measure.wait.then_some(sum.wait),
            shape,
        }
    }

    /// Mean time of a call, to the nearest ns.
    pub fn mean(&self) -> u64 {
        self.time.saturating_add(self.calls / 2).checked_div(self.calls).unwrap_or(0)
    }

    /// This row's share of a total, in percent; 0 if there is no time at all.
    pub fn percent_of(&self, total: &Self) -> f64 {
        if total.time == 0 { 0.0 } else { 100.0 * (seconds(self.time) / seconds(total.time)) }
    }

    /// What a column shows of a row whose table has this total. The name is left to the caller.
    pub fn show(&self, column: &Column, total: &Self) -> String {
        self.text(column, |figure| match column.show {
            Show::Percent => format!("{:.2}", self.percent_of(total)),
            // strace truncates a product of floating point numbers here, which at times is one less than the
            // truth. Its tables are to be matched, so this is done likewise.
            Show::WholeMicros => ((seconds(figure) * 1e6) as u64).to_string(),
            _ => plain(column.show, figure),
        })
    }

    /// What a column shows of the total itself.
    pub fn show_total(&self, column: &Column) -> String {
        self.text(column, |figure| match column.show {
            Show::Percent => "100.00".to_owned(),
            Show::WholeMicros if self.calls == 0 => "0".to_owned(),
            // Unlike in a row, strace divides the floating point number here.
            Show::WholeMicros => ((seconds(self.time) / self.calls as f64 * 1e6) as u64).to_string(),
            _ => plain(column.show, figure),
        })
    }

    fn text(&self, column: &Column, known: impl Fn(u64) -> String) -> String {
        match (column.figure)(self) {
            Some(figure) => known(figure),
            None => "-".to_owned(),
        }
    }
}

fn plain(show: Show, figure: u64) -> String {
    match show {
        Show::Seconds => format!("{:.6}", seconds(figure)),
        Show::Micros => format!("{}.{:03}", figure / 1000, figure % 1000),
        Show::CountIfAny if figure == 0 => String::new(),
        _ => figure.to_string(),
    }
}

/// ns as strace computes seconds of them: this decides how ties are rounded.
pub fn seconds(ns: u64) -> f64 {
    (ns / 1_000_000_000) as f64 + (ns % 1_000_000_000) as f64 / 1e9
}

/// All histograms of the rows; `None` if none has one.
fn added<'a>(rows: impl Iterator<Item = &'a Row>) -> Option<Box<Buckets>> {
    let mut sum: Option<Box<Buckets>> = None;
    for buckets in rows.filter_map(|r| r.buckets.as_deref()) {
        let sum = sum.get_or_insert_with(|| Box::new([0; BUCKETS]));
        for (sum, n) in sum.iter_mut().zip(buckets) {
            *sum += n;
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::column::Column;

    fn figures(calls: u64, time: u64) -> Figures {
        Figures { calls, time, ..Figures::default() }
    }

    fn row(durations: &[u64]) -> Row {
        let mut aggregate = Aggregate::default();
        for &ns in durations {
            aggregate.add(false, ns, 0, ns);
        }
        Row { aggregate, buckets: None }
    }

    /// Each was seen in a table of strace 6.1 run with a scripted clock.
    #[test]
    fn means_are_rounded_and_truncated_as_strace_does() {
        let avg = Column::by_name("avg-time").unwrap();
        for (calls, time, shown) in
            [(2, 43_823_999, "21912"), (3, 4_578_000, "1526"), (1, 493_000, "492"), (3, 43_988_998, "14662")]
        {
            assert_eq!(figures(calls, time).show(&avg, &figures(1, 1)), shown);
        }
        for (calls, time, shown) in
            [(13, 16_380_000, "1259"), (13, 27_755_000, "2134"), (13, 106_898_998, "8222")]
        {
            assert_eq!(figures(calls, time).show_total(&avg), shown);
        }
    }

    #[test]
    fn seconds_are_rounded_as_strace_does() {
        let seconds = Column::by_name("total-time").unwrap();
        for (time, shown) in [(500, "0.000000"), (1500, "0.000002"), (3500, "0.000003"), (9500, "0.000010")] {
            assert_eq!(figures(1, time).show(&seconds, &figures(1, time)), shown);
        }
    }

    #[test]
    fn overhead_never_makes_time_negative() {
        let measure = |overhead| Measure { clock: Clock::Wall, wait: false, overhead };
        let of = |durations: &[u64], overhead| Figures::of([row(durations)].iter(), measure(overhead));
        assert_eq!(of(&[500, 1500], 0).time, 2000);
        assert_eq!(of(&[1500, 2500], 1000).time, 2000);
        assert_eq!(of(&[500, 500, 9000], 4000).time, 5000, "not below the longest call");
        assert_eq!(of(&[500], 1000), Figures { calls: 1, wall: 500, ..Figures::default() });
        assert_eq!(of(&[500], u64::MAX).time, 0);
    }
}
