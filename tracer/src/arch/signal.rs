//! Looks up signals.

use super::signals::NAMES;
use std::borrow::Cow;
use tracer_common::abi::Abi;

/// The largest number that [`signal_by_name`] takes, as strace does.
const LARGEST: u32 = 255;

/// The name of a signal as strace prints it: `SIGCHLD`, `SIGRTMIN`, `SIGRT_3`; the number if it has none.
/// It is the same for every ABI that there is so far.
pub fn signal_name(_abi: Abi, signal: u32) -> Cow<'static, str> {
    let name = signal.checked_sub(1).and_then(|place| NAMES.get(place as usize));
    name.map_or_else(|| Cow::Owned(signal.to_string()), |name| Cow::Borrowed(*name))
}

/// The signal of a name, with or without `SIG`, in any case, or of a number.
pub fn signal_by_name(name: &str) -> Option<u32> {
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        return name.parse().ok().filter(|signal| *signal <= LARGEST);
    }
    let bare = |name: &str| match name.get(..3) {
        Some(prefix) if prefix.eq_ignore_ascii_case("SIG") => name[3..].to_ascii_uppercase(),
        _ => name.to_ascii_uppercase(),
    };
    let wanted = bare(name);
    let place = NAMES.iter().position(|known| known[3..] == wanted)?;
    Some(place as u32 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found_again() {
        for signal in 1..=64 {
            let name = signal_name(Abi::NATIVE, signal);
            assert_eq!(signal_by_name(&name), Some(signal));
            assert_eq!(signal_by_name(&name[3..].to_lowercase()), Some(signal));
        }
    }

    #[test]
    fn forms() {
        assert_eq!(signal_name(Abi::X86_64, 17), "SIGCHLD");
        assert_eq!(signal_name(Abi::X86_64, 32), "SIGRTMIN");
        assert_eq!(signal_name(Abi::I386, 64), "SIGRT_32");
        assert_eq!(signal_name(Abi::X86_64, 65), "65");
        assert_eq!(signal_name(Abi::X86_64, 0), "0");
        assert_eq!(signal_by_name("9"), Some(9));
        for wrong in ["", "SIG", "FOO", "SIGSIGINT", "1x", "-1", "256", "SIGRT_33", "POLL", "ÄÖ"] {
            assert_eq!(signal_by_name(wrong), None, "{wrong}");
        }
    }
}
