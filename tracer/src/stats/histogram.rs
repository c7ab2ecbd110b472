//! What a log-linear histogram tells of the durations in it. How they are sorted into buckets is left to
//! `tracer_common::counts`, which the BPF programs share.

use tracer_common::counts::{Buckets, representative};

/// Percentiles and spread, ns. Each percentile is the middle of the bucket that holds the call of that rank, so
/// it is at most 6.25 % off. That holds up to 18 minutes, from where on calls share the last bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Median.
    pub p50: u64,
    /// 90 %.
    pub p90: u64,
    /// 99 %.
    pub p99: u64,
    /// 99.9 %.
    pub p999: u64,
    /// Standard deviation of the buckets' middles.
    pub stddev: u64,
}

impl Shape {
    /// The shape of the calls in the buckets, each shorter by `overhead`; `None` if there is no call. `min` and
    /// `max` are the shortest and longest call where they are known: no percentile lies outside.
    pub fn of(buckets: &Buckets, min: u64, max: u64, overhead: u64) -> Option<Self> {
        if buckets.iter().all(|&n| n == 0) {
            return None;
        }
        let at = |permille| {
            let duration = percentile(buckets, permille).max(min).min(max.max(min));
            duration.saturating_sub(overhead)
        };
        Some(Self { p50: at(500), p90: at(900), p99: at(990), p999: at(999), stddev: deviation(buckets) })
    }
}

/// The duration of the call of rank `ceil(calls * permille / 1000)`, the shortest call having rank 1.
fn percentile(buckets: &Buckets, permille: u64) -> u64 {
    let calls: u128 = buckets.iter().map(|&n| u128::from(n)).sum();
    let rank = (calls * u128::from(permille)).div_ceil(1000).max(1);
    let mut seen = 0_u128;
    for (i, &n) in buckets.iter().enumerate() {
        seen += u128::from(n);
        if seen >= rank {
            return representative(i);
        }
    }
    0
}

/// The population's standard deviation, in two passes: one would cancel for long calls of equal length.
fn deviation(buckets: &Buckets) -> u64 {
    let pairs = || buckets.iter().enumerate().map(|(i, &n)| (representative(i) as f64, n as f64));
    let calls: f64 = pairs().map(|(_, n)| n).sum();
    let mean = pairs().map(|(ns, n)| ns * n).sum::<f64>() / calls;
    let variance = pairs().map(|(ns, n)| (ns - mean) * (ns - mean) * n).sum::<f64>() / calls;
    variance.sqrt().round() as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use tracer_common::counts::{BUCKETS, bucket};

    fn sorted_into_buckets(durations: &[u64]) -> Buckets {
        let mut buckets = [0; BUCKETS];
        for &ns in durations {
            buckets[bucket(ns)] += 1;
        }
        buckets
    }

    #[test]
    fn no_call_has_no_shape() {
        assert_eq!(Shape::of(&[0; BUCKETS], 0, 0, 0), None);
    }

    #[test]
    fn one_call_is_every_percentile_exactly() {
        let shape = Shape::of(&sorted_into_buckets(&[123_457]), 123_457, 123_457, 457);
        assert_eq!(shape, Some(Shape { p50: 123_000, p90: 123_000, p99: 123_000, p999: 123_000, stddev: 0 }));
    }

    proptest! {
        #[test]
        fn percentiles_are_at_most_a_sixteenth_off(
            mut durations in prop::collection::vec((0..40_u32, any::<u64>()).prop_map(|(b, r)| r & ((1 << b) - 1)), 1..3000)
        ) {
            let buckets = sorted_into_buckets(&durations);
            durations.sort_unstable();
            let (min, max) = (durations[0], durations[durations.len() - 1]);
            let shape = Shape::of(&buckets, min, max, 0).unwrap();
            for (found, permille) in [(shape.p50, 500), (shape.p90, 900), (shape.p99, 990), (shape.p999, 999)] {
                let exact = durations[(durations.len() * permille).div_ceil(1000).max(1) - 1];
                prop_assert!(found.abs_diff(exact) * 16 <= exact, "{permille}: {found} for {exact}");
            }
            let n = durations.len() as f64;
            let mean = durations.iter().map(|&d| d as f64).sum::<f64>() / n;
            let exact = (durations.iter().map(|&d| (d as f64 - mean).powi(2)).sum::<f64>() / n).sqrt();
            // Moving every duration by at most a sixteenth moves the deviation by at most a sixteenth of
            // their quadratic mean.
            let quadratic = (durations.iter().map(|&d| (d as f64).powi(2)).sum::<f64>() / n).sqrt();
            prop_assert!((shape.stddev as f64 - exact).abs() <= quadratic / 16.0 + 1.0);
        }
    }
}
