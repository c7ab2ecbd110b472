//! What the machine's CPUs and the kernel's version mean for the programs. Whether the kernel can run them at all
//! is left to the loader.

use std::fs;

/// CPUs that there can be, from the kernel's list of ranges.
pub(super) fn possible_cpus() -> usize {
    let text = fs::read_to_string("/sys/devices/system/cpu/possible").unwrap_or_default();
    let last = text.trim().rsplit([',', '-']).next().and_then(|last| last.parse::<usize>().ok());
    last.map_or(1, |last| last + 1)
}

/// May the running kernel preempt a program at a tracepoint? One that does not tell its version is taken for new:
/// a pair where one program would do is only slower.
pub(super) fn preempts_programs() -> bool {
    let release = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    version(&release).is_none_or(|version| version >= FIRST_PREEMPTIBLE)
}

/// The first version whose tracepoints may leave preemption on (include/linux/tracepoint.h).
const FIRST_PREEMPTIBLE: (u32, u32) = (6, 19);

/// The two numbers at the start of a kernel's release.
fn version(release: &str) -> Option<(u32, u32)> {
    let mut numbers = release.trim().split(|c: char| !c.is_ascii_digit());
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_from_releases() {
        let cases = [
            ("6.1.0-18-amd64\n", Some((6, 1))),
            ("6.18.5", Some((6, 18))),
            ("6.19-rc1", Some((6, 19))),
            ("7.0", Some((7, 0))),
            ("7.3.4+deb14-amd64", Some((7, 3))),
            ("10.12+", Some((10, 12))),
            ("7", None),
            ("next-7.1", None),
            ("", None),
        ];
        for (release, expected) in cases {
            assert_eq!(version(release), expected, "{release:?}");
        }
    }

    #[test]
    fn versions_are_compared_by_numbers() {
        let preempts = |release| version(release).is_some_and(|version| version >= FIRST_PREEMPTIBLE);
        assert_eq!(["5.17", "6.2", "6.18.9"].map(preempts), [false; 3]);
        assert_eq!(["6.19", "7.0", "10.1"].map(preempts), [true; 3]);
    }
}
