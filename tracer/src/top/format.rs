//! Numbers for people, in few columns, and text from outside made harmless.

use std::fmt::Write as _;

/// A count: digits, and from ten million on with a unit.
pub fn count(n: u64) -> String {
    match n {
        0..10_000_000 => n.to_string(),
        10_000_000..1_000_000_000 => format!("{:.1}M", n as f64 / 1e6),
        1_000_000_000..1_000_000_000_000 => format!("{:.2}G", n as f64 / 1e9),
        _ => format!("{:.2}T", n as f64 / 1e12),
    }
}

/// So many a second, without saying so.
pub fn rate(rate: f64) -> String {
    match rate {
        r if r <= 0.0 => "0".to_owned(),
        r if r < 9.95 => format!("{r:.1}"),
        r if r < 99_999.5 => format!("{r:.0}"),
        r if r < 999_950.0 => format!("{:.0}k", r / 1e3),
        r => format!("{:.1}M", r / 1e6),
    }
}

/// A time span: three digits and a unit.
pub fn span(ns: u64) -> String {
    let three = |value: f64, unit: &str| match value {
        v if v < 9.995 => format!("{v:.2}{unit}"),
        v if v < 99.95 => format!("{v:.1}{unit}"),
        v => format!("{v:.0}{unit}"),
    };
    match ns {
        0 => "0".to_owned(),
        1..1000 => format!("{ns}ns"),
        1000..999_500 => three(ns as f64 / 1e3, "µs"),
        999_500..999_500_000 => three(ns as f64 / 1e6, "ms"),
        999_500_000..60_000_000_000 => three(ns as f64 / 1e9, "s"),
        _ => clock(ns),
    }
}

/// How long something has been going on: it grows without flicker.
pub fn age(ns: u64) -> String {
    match ns {
        0..60_000_000_000 => format!("{}.{}s", ns / 1_000_000_000, ns / 100_000_000 % 10),
        _ => clock(ns),
    }
}

/// Minutes and seconds, hours and minutes, or days and hours.
fn clock(ns: u64) -> String {
    let seconds = ns / 1_000_000_000;
    let (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / 86_400);
    match seconds {
        0..3600 => format!("{minutes}m{:02}s", seconds % 60),
        3600..86_400 => format!("{hours}h{:02}m", minutes % 60),
        _ => format!("{days}d{:02}h", hours % 24),
    }
}

/// Bytes: with the units of 1024.
pub fn bytes(n: u64) -> String {
    const UNITS: [&str; 6] = ["K", "M", "G", "T", "P", "E"];
    if n < 1024 {
        return n.to_string();
    }
    let mut value = n as f64 / 1024.0;
    let mut unit = 0;
    while value >= 1023.5 && unit + 1 < UNITS.len() {
        value /= 1024.0;
        unit += 1;
    }
    if value < 9.95 { format!("{value:.1}{}", UNITS[unit]) } else { format!("{value:.0}{}", UNITS[unit]) }
}

/// Grey blocks of eight heights, the last ones of the values that fit.
pub fn sparkline(values: impl DoubleEndedIterator<Item = f64>, width: usize) -> String {
    const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let mut last: Vec<f64> = values.rev().take(width).collect();
    last.reverse();
    let most = last.iter().copied().fold(1.0, f64::max);
    last.iter().map(|value| BARS[((value / most * 7.0).round() as usize).min(7)]).collect()
}

/// Text from outside: what could move the cursor, hide or turn text around is shown as a number.
pub fn printable(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '\n' => text.push_str("\\n"),
                '\t' => text.push_str("\\t"),
                _ if c.is_control() || is_invisible(c) => {
                    let _ = write!(text, "\\x{:x}", u32::from(c));
                }
                _ => text.push(c),
            }
        }
        for byte in chunk.invalid() {
            let _ = write!(text, "\\x{byte:02x}");
        }
    }
    text
}

/// Marks of direction, joiners, separators of lines, private use: they have no width, or change what stands around them.
const fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{e000}'..='\u{f8ff}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{10ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        assert_eq!([0, 9_999_999, 12_345_678, 3_210_000_000].map(count), ["0", "9999999", "12.3M", "3.21G"]);
        assert_eq!(
            [0.0, 3.25, 9.97, 12_345.6, 512_345.0, 2.5e6].map(rate),
            ["0", "3.2", "10", "12346", "512k", "2.5M"]
        );
        assert_eq!(
            [0, 1023, 1024, 10_240, 1 << 30, u64::MAX].map(bytes),
            ["0", "1023", "1.0K", "10K", "1.0G", "16E"]
        );
        assert!([0, 9_999_999, u64::MAX / 2].map(count).iter().all(|text| text.len() <= 11));
    }

    #[test]
    fn spans_have_three_digits() {
        let all = [7, 999, 1000, 12_345, 999_499, 999_600, 4_560_000, 999_600_000, 59_900_000_000];
        assert_eq!(
            all.map(span),
            ["7ns", "999ns", "1.00µs", "12.3µs", "999µs", "1.00ms", "4.56ms", "1.00s", "59.9s"]
        );
        assert_eq!(
            [61, 3600, 7_260, 90_000].map(|s: u64| span(s * 1_000_000_000)),
            ["1m01s", "1h00m", "2h01m", "1d01h"]
        );
        assert_eq!(
            [0, 1_250_000_000, 59_999_999_999, 60_000_000_000].map(age),
            ["0.0s", "1.2s", "59.9s", "1m00s"]
        );
    }

    #[test]
    fn text_from_outside_is_harmless() {
        assert_eq!(printable(b"/tmp/\x1b[31mred\n\t\x7f\xff"), "/tmp/\\x1b[31mred\\n\\t\\x7f\\xff");
        assert_eq!(printable("/tmp/日本語 é".as_bytes()), "/tmp/日本語 é");
        assert_eq!(printable("a\u{202e}b\u{9b}c".as_bytes()), "a\\x202eb\\x9bc");
    }

    #[test]
    fn a_sparkline_shows_the_latest() {
        assert_eq!(sparkline([9.0, 0.0, 35.0, 70.0].into_iter(), 3), "▁▅█");
        assert_eq!(sparkline([0.0, 0.0].into_iter(), 3), "▁▁");
    }
}
