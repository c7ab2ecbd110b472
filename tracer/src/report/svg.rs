//! Drawings of a report: the life of processes, and how long calls took.

use tracer_common::counts::{Buckets, representative};

use super::Report;
use super::findings::time;
use super::html::escaped;

/// So many processes are drawn, those with most time in calls.
const LIVES: usize = 60;
const ROW: usize = 18;
const LABEL: usize = 210;
const WIDTH: usize = 1100;

/// A bar for each process, from its first to its last call, in the order in which they began.
pub(super) fn timeline(report: &Report) -> String {
    let Some((first, last)) = report.gather.span else { return String::new() };
    let span = (last - first).max(1) as f64;
    let mut lives: Vec<_> = report.gather.processes.iter().collect();
    lives.sort_by_key(|it| std::cmp::Reverse(it.calls.wall));
    lives.truncate(LIVES);
    lives.sort_by_key(|it| (it.first, it.tgid));
    let height = lives.len() * ROW + 22;
    let mut svg = format!(
        "<svg class=\"timeline\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"Life of the processes\">"
    );
    let place =
        |time: u64| LABEL as f64 + (time.max(first) - first) as f64 / span * (WIDTH - LABEL - 10) as f64;
    for tick in 0..=4_u64 {
        let at = first + (last - first) / 4 * tick;
        let (x, anchor) = (place(at), if tick == 4 { "end" } else { "middle" });
        svg.push_str(&format!(
            "<line class=\"grid\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"16\" y2=\"{height}\"/>\
             <text class=\"tick\" x=\"{x:.1}\" y=\"12\" text-anchor=\"{anchor}\">{}</text>",
            time(at - first)
        ));
    }
    for (i, it) in lives.iter().enumerate() {
        let y = 20 + i * ROW;
        let (from, to) = (place(it.first), place(it.last.max(it.first)));
        let width = (to - from).max(1.5);
        let waited = width * it.calls.wait as f64 / (it.last.saturating_sub(it.first)).max(1) as f64;
        let name = format!("{} {}", it.comm, it.tgid);
        let text = format!(
            "{} (pid {}): {} calls, {} errors, lived {}, {} in calls\n{}",
            it.comm,
            it.tgid,
            it.calls.calls,
            it.calls.errors,
            time(it.last.saturating_sub(it.first)),
            time(it.calls.wall),
            it.command
        );
        svg.push_str(&format!(
            "<g><title>{}</title><text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>\
             <rect class=\"life\" x=\"{from:.1}\" y=\"{y}\" width=\"{width:.1}\" height=\"12\" rx=\"2\"/>\
             <rect class=\"wait\" x=\"{from:.1}\" y=\"{}\" width=\"{:.1}\" height=\"4\" rx=\"2\"/></g>",
            escaped(&text),
            LABEL - 8,
            y + 10,
            escaped(&name),
            y + 8,
            waited.min(width),
        ));
    }
    svg.push_str("</svg>");
    svg
}

/// Bars of the calls by duration, a bar for each power of two.
pub(super) fn distribution(buckets: &Buckets) -> String {
    let mut octaves = [0_u64; 41];
    for (i, calls) in buckets.iter().enumerate() {
        let ns = representative(i);
        octaves[(64 - ns.leading_zeros() as usize).min(40)] += calls;
    }
    let Some(low) = octaves.iter().position(|n| *n > 0) else { return String::new() };
    let high = octaves.iter().rposition(|n| *n > 0).unwrap_or(low);
    let most = octaves.iter().max().copied().unwrap_or(1).max(1) as f64;
    let width = (high - low + 1) * 8;
    let mut svg = format!(
        "<svg class=\"spread\" viewBox=\"0 0 {width} 24\" width=\"{width}\" height=\"24\" role=\"img\">"
    );
    for (octave, &calls) in octaves.iter().enumerate().take(high + 1).skip(low) {
        let height = if calls == 0 { 0.0 } else { (22.0 * (calls as f64 / most)).max(1.0) };
        let from = if octave == 0 { 0 } else { 1_u64 << (octave - 1) };
        svg.push_str(&format!(
            "<rect x=\"{}\" y=\"{:.1}\" width=\"7\" height=\"{height:.1}\"><title>{} to {}: {calls} calls</title></rect>",
            (octave - low) * 8,
            24.0 - height,
            time(from),
            time(1_u64 << octave),
        ));
    }
    svg.push_str("</svg>");
    svg
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracer_common::counts::{BUCKETS, bucket};

    #[test]
    fn a_distribution_has_a_bar_for_each_power_of_two() {
        let mut buckets = [0; BUCKETS];
        (buckets[bucket(100)], buckets[bucket(900)]) = (7, 1);
        let svg = distribution(&buckets);
        assert!(
            svg.contains("64 ns to 128 ns: 7 calls") && svg.contains("512 ns to 1.0 us: 1 calls"),
            "{svg}"
        );
        assert_eq!(svg.matches("<rect").count(), 4);
        assert_eq!(distribution(&[0; BUCKETS]), "");
    }
}
