//! Points in time of files, with their dates.

use chrono::{DateTime, Datelike as _, Local, TimeZone as _};

use crate::decode::desc::Custom;
use crate::decode::flags::UTIME;
use crate::decode::layout::{STATX_TIME, TIMESPEC, TIMESPEC_32, TIMEVAL_32, TIMEVAL_FILE};
use crate::decode::style::Constants;
use crate::decode::walk::Walk;

/// The seconds of `struct stat`, whose nanoseconds follow.
pub static SECONDS_AND_NSEC: Custom = Custom { name: "seconds", show: seconds_and_nsec };

/// The same of 32 bits each.
pub static SECONDS_AND_NSEC_32: Custom = Custom {
    name: "seconds",
    show: |walk, address, _| {
        let part = |at: u64| walk.number(address.wrapping_add(at), 4).unwrap_or(0);
        let (seconds, nsec) = (i64::from(part(0) as i32), part(4));
        walk.out.signed(seconds);
        date(walk, seconds, nsec, 9);
    },
};

/// `struct statx_timestamp`
pub static STATX: Custom = Custom { name: "statx_timestamp", show: statx };

/// `struct timespec` of utimensat(2), which can mean now or never.
pub static TIMES: Custom = Custom { name: "timespec of a file", show: timespec };

/// `struct timeval` of utimes(2).
pub static TIMEVALS: Custom = Custom { name: "timeval of a file", show: timeval };

/// Remarks on a time: its date, with so many digits behind the second if they are not zero. Times that no calendar has
/// get none, nor does the beginning of all.
pub fn date(walk: &mut Walk<'_>, seconds: i64, fraction: u64, digits: usize) {
    let unit = 10_u64.pow(digits as u32);
    if fraction >= unit || (seconds, fraction) == (0, 0) {
        return;
    }
    let Some((year, time)) = calendar(seconds) else { return };
    let (date, zone) = (time.format("%m-%dT%H:%M:%S"), time.format("%z"));
    walk.out.comment(&match fraction {
        0 => format!("{year}-{date}{zone}"),
        fraction => format!("{year}-{date}.{fraction:0digits$}{zone}"),
    });
}

/// After so many years the calendar repeats, and seconds of them.
const YEARS: i64 = 400;
const CYCLE: i64 = 146_097 * 86_400;

/// The year, and a time of which all but the year is that of these seconds. The C library counts years from 1900 in an `int`.
fn calendar(seconds: i64) -> Option<(i64, DateTime<Local>)> {
    let time = |seconds| Local.timestamp_opt(seconds, 0).single();
    let (time, more) = match time(seconds) {
        Some(time) => (time, 0),
        None => (time(seconds.rem_euclid(CYCLE))?, seconds.div_euclid(CYCLE) * YEARS),
    };
    let year = i64::from(time.year()) + more;
    i32::try_from(year - 1900).ok().map(|_| (year, time))
}

/// Shows a `long` of seconds.
pub fn seconds(walk: &mut Walk<'_>, seconds: u64) {
    let seconds = if walk.word() == 8 { seconds } else { i64::from(seconds as i32) as u64 };
    walk.out.signed(seconds as i64);
    date(walk, seconds as i64, 0, 9);
}

/// Shows seconds that are never negative.
pub fn seconds_unsigned(walk: &mut Walk<'_>, seconds: u64) {
    walk.out.unsigned(seconds);
    date(walk, seconds as i64, 0, 9);
}

fn two(walk: &Walk<'_>, address: u64, size: u32) -> (i64, u64) {
    let seconds = walk.number(address, 8).unwrap_or(0) as i64;
    (seconds, walk.number(address.wrapping_add(8), size).unwrap_or(0))
}

/// Two `long`s.
fn longs(walk: &Walk<'_>, address: u64) -> (i64, u64) {
    if walk.word() == 8 {
        return two(walk, address, 8);
    }
    let part = |at: u64| walk.number(address.wrapping_add(at), 4).unwrap_or(0);
    (i64::from(part(0) as i32), part(4))
}

fn seconds_and_nsec(walk: &mut Walk<'_>, address: u64, _: u64) {
    let (seconds, nsec) = two(walk, address, 8);
    walk.out.signed(seconds);
    date(walk, seconds, nsec, 9);
}

fn statx(walk: &mut Walk<'_>, address: u64, _: u64) {
    let (seconds, nsec) = two(walk, address, 4);
    walk.structure(&STATX_TIME, address);
    date(walk, seconds, nsec, 9);
}

fn timespec(walk: &mut Walk<'_>, address: u64, _: u64) {
    let wide = walk.has_wide_times();
    let (seconds, nsec) = if wide { two(walk, address, 8) } else { longs(walk, address) };
    let layout = if wide { &TIMESPEC } else { &TIMESPEC_32 };
    let name = UTIME.name_of(nsec, 64);
    match (name, walk.style.constants) {
        (Some(_), Constants::Abbrev) => return walk.out.constant(nsec, 64, &UTIME),
        (Some(name), Constants::Verbose) => {
            walk.structure(layout, address);
            return walk.out.comment(name);
        }
        _ => walk.structure(layout, address),
    }
    date(walk, seconds, nsec, 9);
}

fn timeval(walk: &mut Walk<'_>, address: u64, _: u64) {
    let (seconds, usec) = longs(walk, address);
    walk.structure(if walk.word() == 8 { &TIMEVAL_FILE } else { &TIMEVAL_32 }, address);
    date(walk, seconds, usec, 6);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_as_many_as_the_library_counts() {
        let year = |seconds| calendar(seconds).map(|(year, _)| year);
        const DAY: i64 = 86_400;
        assert_eq!(year(2 * DAY), Some(1970));
        assert_eq!(year(140_643_537_539_072), Some(4_458_786));
        assert_eq!(year(-62_167_219_200 - 2 * DAY), Some(-1));
        assert_eq!(year(-8_334_632_851_200 + 2 * DAY), Some(-262_144));
        assert_eq!(year(67_768_036_191_676_799 + 2 * DAY), None);
        assert_eq!([i64::MIN, i64::MAX].map(year), [None; 2]);
    }
}
