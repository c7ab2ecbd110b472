//! Is a difference between repeated runs more than noise? The test of Mann and Whitney asks how often values of one side
//! are above those of the other, whatever their distribution is; times of calls have long tails.

/// Below this probability, chance is not believed in.
pub const SIGNIFICANT: f64 = 0.05;

/// Fewer runs on a side can show nothing at this level: of 3 against 3, even the clearest order has p = 0.1.
pub const MIN_RUNS: usize = 4;

/// Beyond so many runs the normal distribution is near enough.
const EXACT: usize = 20;

/// What is known of a difference.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Verdict {
    /// There are too few runs to tell.
    Unknown,
    /// Chance makes such a difference with this probability: it is noise.
    Noise(f64),
    /// Chance hardly makes such a difference.
    Real(f64),
}

/// Judges two series.
pub fn judge(before: &[f64], after: &[f64]) -> Verdict {
    if before.len() < MIN_RUNS || after.len() < MIN_RUNS {
        return Verdict::Unknown;
    }
    let p = probability(before, after);
    if p < SIGNIFICANT { Verdict::Real(p) } else { Verdict::Noise(p) }
}

/// The two-sided probability that chance alone parts two series of one kind as much.
pub fn probability(before: &[f64], after: &[f64]) -> f64 {
    let (m, n) = (before.len(), after.len());
    if m == 0 || n == 0 {
        return 1.0;
    }
    let mut wins = 0.0;
    let mut tied = false;
    for a in before {
        for b in after {
            if a == b {
                tied = true;
                wins += 0.5;
            } else if a > b {
                wins += 1.0;
            }
        }
    }
    let most = (m * n) as f64;
    let less: f64 = f64::min(wins, most - wins);
    if !tied && m <= EXACT && n <= EXACT {
        return (2.0 * exact(m, n, less as usize)).min(1.0);
    }
    normal(before, after, less)
}

/// How probable at most `wins` wins are, all orders being alike.
fn exact(m: usize, n: usize, wins: usize) -> f64 {
    // ways[k][u]: with k of the first series among the values so far, how many orders have u wins.
    let mut ways = vec![vec![0.0_f64; m * n + 1]; m + 1];
    ways[0][0] = 1.0;
    for value in 1..=m + n {
        for k in (1..=m.min(value)).rev() {
            let below = value - k;
            if below > n {
                continue;
            }
            for u in (below..=m * n).rev() {
                ways[k][u] += ways[k - 1][u - below];
            }
        }
    }
    let all: f64 = ways[m].iter().sum();
    ways[m].iter().take(wins + 1).sum::<f64>() / all
}

/// The same by the normal distribution, with a correction for ties.
fn normal(before: &[f64], after: &[f64], wins: f64) -> f64 {
    let (m, n) = (before.len() as f64, after.len() as f64);
    let mut all: Vec<f64> = before.iter().chain(after).copied().collect();
    all.sort_by(f64::total_cmp);
    let ties: f64 =
        all.chunk_by(|a, b| a == b).map(|tie| (tie.len() as f64).powi(3) - tie.len() as f64).sum();
    let total = m + n;
    let variance = m * n / 12.0 * (total + 1.0 - ties / (total * (total - 1.0)));
    if variance <= 0.0 {
        return 1.0;
    }
    let z = ((m * n / 2.0 - wins - 0.5) / variance.sqrt()).max(0.0);
    2.0 * upper(z)
}

/// The probability that a standard normal number is above `z` (Abramowitz and Stegun, 26.2.17: off by 7.5e-8 at most).
fn upper(z: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.231_641_9 * z);
    let poly = t
        * (0.319_381_530
            + t * (-0.356_563_782 + t * (1.781_477_937 + t * (-1.821_255_978 + t * 1.330_274_429))));
    (-z * z / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt() * poly
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn probabilities_are_those_of_the_tables() {
        // Four against four, all above: 2 of 70 orders.
        assert!((probability(&[1.0, 2.0, 3.0, 4.0], &[5.0, 6.0, 7.0, 8.0]) - 2.0 / 70.0).abs() < 1e-12);
        // Five against five, one exchanged: U = 1, 4 of 252 orders.
        let p = probability(&[1.0, 2.0, 3.0, 4.0, 6.0], &[5.0, 7.0, 8.0, 9.0, 10.0]);
        assert!((p - 4.0 / 252.0).abs() < 1e-12, "{p}");
        assert!((upper(1.959_964) - 0.025).abs() < 1e-6 && (upper(0.0) - 0.5).abs() < 1e-6);
    }

    #[test]
    fn the_normal_distribution_comes_near() {
        let before: Vec<f64> = (0..20).map(f64::from).collect();
        let after: Vec<f64> = (0..20).map(|i| f64::from(i) + 4.5).collect();
        let near = normal(&before, &after, {
            let wins = before.iter().flat_map(|a| after.iter().map(move |b| a > b)).filter(|w| *w).count();
            wins.min(400 - wins) as f64
        });
        assert!((probability(&before, &after) - near).abs() < 0.003);
    }

    #[test]
    fn equal_series_are_noise_and_few_runs_tell_nothing() {
        assert_eq!(judge(&[7.0; 6], &[7.0; 6]), Verdict::Noise(1.0));
        assert_eq!(judge(&[1.0; 3], &[9.0; 3]), Verdict::Unknown);
        assert!(matches!(judge(&[1.0; 6], &[9.0; 6]), Verdict::Real(p) if p < 0.01));
    }

    proptest! {
        #[test]
        fn a_probability_is_one_and_knows_no_side(
            before in prop::collection::vec(0..50_u32, 1..12), after in prop::collection::vec(0..50_u32, 1..12)
        ) {
            let [before, after] = [before, after].map(|side| side.into_iter().map(f64::from).collect::<Vec<_>>());
            let p = probability(&before, &after);
            prop_assert!((0.0..=1.0).contains(&p));
            prop_assert!((p - probability(&after, &before)).abs() < 1e-9);
        }
    }
}
