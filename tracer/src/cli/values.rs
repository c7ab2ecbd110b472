//! The values of options: times, sizes, pids, users, timestamps. Which option wants which is left to `options`.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::time::Duration;

use nix::unistd::User;

use super::options::OutputTarget;
use crate::sink::log::{Precision, Timestamp};
use crate::source::spawn::Apart;

/// Pids, separated by commas or blanks, as strace takes them. The error is the pid that is none.
pub(super) fn pids(list: &str) -> Result<Vec<u32>, String> {
    list.split([',', ' ', '\t', '\n'])
        .filter(|word| !word.is_empty())
        .map(|word| match word.parse::<u32>() {
            Ok(pid) if pid > 0 && pid <= i32::MAX as u32 && !word.starts_with('+') => Ok(pid),
            _ => Err(word.to_owned()),
        })
        .collect()
}

/// A decimal number as strtod(3) reads it, and a unit: `s`, `ms`, `us`, `ns`, or `unit` if there is none.
pub(super) fn duration(text: &str, unit: Option<&str>) -> Option<Duration> {
    let units = [("ns", 1e-9), ("us", 1e-6), ("ms", 1e-3), ("s", 1.0)];
    let (number, seconds) = match units.iter().find_map(|(u, s)| text.strip_suffix(u).map(|n| (n, s))) {
        Some(found) => found,
        None => (text, &units.iter().find(|(u, _)| Some(*u) == unit)?.1),
    };
    let plain = number.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    let number: f64 = number.parse().ok().filter(|_| plain)?;
    Duration::try_from_secs_f64(number * seconds).ok().filter(|d| d.as_nanos() <= u128::from(u64::MAX))
}

/// A number of bytes: `4096`, `4K`, `1M`, `1MiB`.
pub(super) fn size(text: &str) -> Option<u64> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, suffix) = text.split_at(end);
    let shift = match suffix {
        "" => 0,
        "K" | "k" | "KiB" => 10,
        "M" | "m" | "MiB" => 20,
        "G" | "g" | "GiB" => 30,
        _ => return None,
    };
    number.parse::<u64>().ok()?.checked_mul(1 << shift)
}

/// The value of `--absolute-timestamps`: a format, a precision, or both in either order.
pub(super) fn timestamp(text: &str) -> Option<Timestamp> {
    let (mut format, mut digits) = ("time", Precision::Seconds);
    for word in text.split(',') {
        match word.strip_prefix("format:").unwrap_or(word) {
            known @ ("none" | "time" | "unix") => format = known,
            _ => digits = Precision::by_name(word.strip_prefix("precision:").unwrap_or(word))?,
        }
    }
    Some(match format {
        "none" => Timestamp::None,
        "unix" => Timestamp::Unix(digits),
        _ => Timestamp::Clock(digits),
    })
}

/// The value of `-I`.
pub(super) fn interruptible(text: &str) -> Option<u8> {
    match text {
        "1" | "anywhere" => Some(1),
        "2" | "waiting" => Some(2),
        "3" | "never" => Some(3),
        "4" | "never_tstp" => Some(4),
        _ => None,
    }
}

/// Where tracing goes on if `-D` is given so often.
pub(super) fn apart(count: u32) -> Option<Apart> {
    [Apart::Grandchild, Apart::Group, Apart::Session].get((count as usize).checked_sub(1)?).copied()
}

/// `NAME=VALUE` to set a variable, `NAME` to remove it.
pub(super) fn variable(word: &OsStr) -> (OsString, Option<OsString>) {
    let bytes = word.as_bytes();
    let owned = |bytes: &[u8]| OsString::from_vec(bytes.to_vec());
    match bytes.iter().position(|&b| b == b'=') {
        Some(at) => (owned(&bytes[..at]), Some(owned(&bytes[at + 1..]))),
        None => (owned(bytes), None),
    }
}

/// Where output goes: a file, or behind `|` or `!` a command.
pub(super) fn output(word: &OsStr) -> OutputTarget {
    match word.as_bytes() {
        [b'|' | b'!', command @ ..] => OutputTarget::Command(OsStr::from_bytes(command).to_owned()),
        _ => OutputTarget::File { path: word.into(), append: false },
    }
}

/// A user's number, given by number or name.
pub(super) fn uid(text: &str) -> Option<u32> {
    match text.parse() {
        Ok(uid) => Some(uid),
        Err(_) => User::from_name(text).ok().flatten().map(|user| user.uid.as_raw()),
    }
}

/// Is there a user of this name?
pub(super) fn user_exists(name: &str) -> bool {
    matches!(User::from_name(name), Ok(Some(_)))
}

/// How much of a string is shown.
pub(super) fn limit(text: &str) -> Option<u32> {
    text.parse().ok().filter(|limit| *limit <= i32::MAX as u32)
}

/// Nanoseconds.
pub(super) fn nanos(duration: Option<Duration>) -> Option<u64> {
    u64::try_from(duration?.as_nanos()).ok()
}

/// A column to align in.
pub(super) fn column(text: &str) -> Option<usize> {
    text.parse::<i32>().ok().and_then(|column| usize::try_from(column).ok())
}

/// A task's name holds 15 bytes: the kernel cuts longer ones, so they are cut here as well.
pub(super) fn comm(text: &str) -> Option<Vec<u8>> {
    let bytes = text.as_bytes();
    (!bytes.is_empty()).then(|| bytes[..bytes.len().min(15)].to_vec())
}

/// A power of two from one page on: what the ring's masks need.
pub(super) fn ring_size(text: &str) -> Option<u32> {
    let size = size(text).filter(|size| size.is_power_of_two() && *size >= 4096)?;
    u32::try_from(size).ok().filter(|size| *size <= 1 << 30)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pids_come_in_lists() {
        assert_eq!(pids("1,2 3\n4\t,5"), Ok(vec![1, 2, 3, 4, 5]));
        assert_eq!(pids(""), Ok(vec![]));
        for wrong in ["x", "0", "-1", "+1", "99999999999", "4294967295"] {
            assert_eq!(pids(&format!("1,{wrong}")), Err(wrong.to_owned()));
        }
    }

    #[test]
    fn durations_have_units_and_fractions() {
        let ns = |text, unit| duration(text, unit).map(|d| d.as_nanos());
        assert_eq!(ns("1s", None), Some(1_000_000_000));
        assert_eq!(ns("500ms", None), Some(500_000_000));
        assert_eq!(ns("1.5", Some("us")), Some(1_500));
        assert_eq!(ns(".25ms", None), Some(250_000));
        assert_eq!(ns("1e3", Some("us")), Some(1_000_000));
        for wrong in [
            "",
            ".",
            "s",
            "-5s",
            "5xx",
            "1.2.3s",
            "5",
            "99999999999999999999s",
            "1e999s",
            "infs",
            "nans",
            "1é",
        ] {
            assert_eq!(ns(wrong, None), None, "{wrong}");
        }
    }

    #[test]
    fn sizes_have_binary_units() {
        assert_eq!(size("4096"), Some(4096));
        assert_eq!(size("4K"), Some(4096));
        assert_eq!(size("16MiB"), Some(16 << 20));
        for wrong in ["", "K", "4X", "-4", "99999999999999999999", "99999999999G"] {
            assert_eq!(size(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn timestamps_have_format_and_precision() {
        assert_eq!(timestamp("unix"), Some(Timestamp::Unix(Precision::Seconds)));
        assert_eq!(timestamp("us"), Some(Timestamp::Clock(Precision::Micros)));
        assert_eq!(timestamp("precision:ns,format:unix"), Some(Timestamp::Unix(Precision::Nanos)));
        assert_eq!(timestamp("none"), Some(Timestamp::None));
        assert_eq!(timestamp("format:us"), None);
        assert_eq!(timestamp("foo"), None);
    }

    #[test]
    fn users_are_numbers_or_names() {
        assert_eq!(uid("33"), Some(33));
        assert_eq!(uid("root"), Some(0));
        assert_eq!(uid("no-such-user"), None);
    }
}
