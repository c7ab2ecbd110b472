//! Requests of ioctl(2): by name if strace knows one, else taken apart.

use std::sync::LazyLock;

use hashbrown::HashMap;
use tracer_common::abi::Abi;

use crate::decode::flags::{INPUT_ABS, INPUT_EV};
use crate::decode::set::Set;
use crate::decode::style::Constants;
use crate::decode::uapi::ioctls::{IOCTLS, IOCTLS_I386};
use crate::decode::uapi::*;
use crate::decode::walk::Walk;

/// The bits of a request that say how large what its argument points to is (include/uapi/asm-generic/ioctl.h).
pub const SIZE: u64 = 0x3fff_0000;

/// How large that is.
pub const fn size(request: u64) -> u64 {
    (request & SIZE) >> 16
}

/// Shows a request.
pub fn show(walk: &mut Walk<'_>, request: u64) {
    let known = if walk.call.abi == Abi::I386 { known_of_i386(request) } else { known(request) };
    if let Some((name, _)) = known {
        return walk.out.code(request, name);
    }
    if walk.style.constants == Constants::Raw {
        return walk.out.hex(request);
    }
    let remarks = walk.style.constants == Constants::Abbrev;
    let name = sized(request, remarks).unwrap_or_else(|| parts(request as u32));
    walk.out.code(request, &name);
}

/// Does a request take an argument, as far as strace knows?
pub fn takes_argument(request: u64) -> bool {
    known(request).is_none_or(|(_, argument)| argument)
}

/// The same in programs of i386.
pub fn takes_argument_of_i386(request: u64) -> bool {
    known_of_i386(request).is_none_or(|(_, argument)| argument)
}

/// A request's name, and whether there is an argument.
fn known(request: u64) -> Option<(&'static str, bool)> {
    among(IOCTLS, request)
}

/// The same in programs of i386.
fn known_of_i386(request: u64) -> Option<(&'static str, bool)> {
    match among(IOCTLS_I386, request) {
        Some(("", _)) => None,
        Some(known) => Some(known),
        None => known(request),
    }
}

fn among(list: &'static [(u32, &'static str, bool)], request: u64) -> Option<(&'static str, bool)> {
    let place = list.binary_search_by_key(&(request as u32), |(code, ..)| *code).ok()?;
    Some((list[place].1, list[place].2))
}

/// The number that a request of this name has in programs of i386, if it has another one there than this. None if it has none.
pub fn number_of_i386(name: &str, request: u64) -> Option<u64> {
    /// By name; of several requests of a name, the first. Every start asks for all of them.
    static NUMBERS: LazyLock<HashMap<&str, u32>> = LazyLock::new(|| {
        let names =
            IOCTLS_I386.iter().rev().flat_map(|(code, of, _)| of.split(" or ").map(|name| (name, *code)));
        names.collect()
    });
    match (NUMBERS.get(name), among(IOCTLS_I386, request)) {
        (Some(code), _) => Some(u64::from(*code)),
        (None, Some(("", _))) => None,
        (None, _) => Some(request),
    }
}

/// Is a request one of input devices, whose argument is always a pointer?
pub const fn is_of_input(request: u64) -> bool {
    matches!(request >> 30 & 3, 1 | 2) && request >> 8 & 0xff == b'E' as u64
}

/// What a request is called that has room for as much as its number says: `EVIOCGNAME(256)`. With or without remarks on numbers
/// that have no name.
fn sized(request: u64, remarks: bool) -> Option<String> {
    let kind = request & !SIZE & u64::from(u32::MAX);
    let name = match kind {
        EVIOCGBIT..=EVIOCGBIT_LAST => {
            let events = match kind - EVIOCGBIT {
                0 => "0".to_owned(),
                events => member(events, &INPUT_EV, remarks),
            };
            return Some(format!("EVIOCGBIT({events}, {})", size(request)));
        }
        EVIOCGABS..=EVIOCGABS_LAST => {
            return Some(format!("EVIOCGABS({})", member(kind - EVIOCGABS, &INPUT_ABS, remarks)));
        }
        EVIOCSABS..=EVIOCSABS_LAST => {
            return Some(format!("EVIOCSABS({})", member(kind - EVIOCSABS, &INPUT_ABS, remarks)));
        }
        MIXER_READ..=MIXER_READ_LAST => return Some(format!("MIXER_READ({})", kind - MIXER_READ)),
        MIXER_WRITE..=MIXER_WRITE_LAST => return Some(format!("MIXER_WRITE({})", kind - MIXER_WRITE)),
        EVIOCGNAME => "EVIOCGNAME",
        EVIOCGPHYS => "EVIOCGPHYS",
        EVIOCGUNIQ => "EVIOCGUNIQ",
        EVIOCGPROP => "EVIOCGPROP",
        EVIOCGMTSLOTS => "EVIOCGMTSLOTS",
        EVIOCGKEY => "EVIOCGKEY",
        EVIOCGLED => "EVIOCGLED",
        EVIOCGSND => "EVIOCGSND",
        EVIOCGSW => "EVIOCGSW",
        HIDIOCGRAWNAME => "HIDIOCGRAWNAME",
        HIDIOCGRAWPHYS => "HIDIOCGRAWPHYS",
        HIDIOCSFEATURE | HIDIOCSFEATURE_OLD => "HIDIOCSFEATURE",
        HIDIOCGFEATURE => "HIDIOCGFEATURE",
        HIDIOCGRAWUNIQ => "HIDIOCGRAWUNIQ",
        HIDIOCGPHYS => "HIDIOCGPHYS",
        JSIOCGNAME => "JSIOCGNAME",
        UI_GET_SYSNAME => "UI_GET_SYSNAME",
        SPI_IOC_MESSAGE => "SPI_IOC_MESSAGE",
        _ => return None,
    };
    Some(format!("{name}({})", size(request)))
}

/// A number by its name, if it has one.
fn member(value: u64, set: &Set, remarks: bool) -> String {
    match set.name_of(value, 32) {
        Some(name) => name.to_owned(),
        None if remarks => format!("{value:#x} /* {} */", set.unknown),
        None => format!("{value:#x}"),
    }
}

/// Direction, type, number and size (include/uapi/asm-generic/ioctl.h), by name where the type has names for numbers.
fn parts(request: u32) -> String {
    let (direction, size) = (request >> 30, request >> 16 & 0x3fff);
    let (kind, number) = (request >> 8 & 0xff, request & 0xff);
    let direction_name = match direction {
        0 => "_IOC_NONE",
        1 => "_IOC_WRITE",
        2 => "_IOC_READ",
        _ => "_IOC_READ|_IOC_WRITE",
    };
    let hex = |number: u32| if number == 0 { "0".to_owned() } else { format!("{number:#x}") };
    format!("_IOC({direction_name}, {}, {}, {})", hex(kind), hex(number), hex(size))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_taken_apart() {
        assert_eq!(parts(0x1234_5678), "_IOC(_IOC_NONE, 0x56, 0x78, 0x1234)");
        assert_eq!(parts(0xd234_5600), "_IOC(_IOC_READ|_IOC_WRITE, 0x56, 0, 0x1234)");
    }

    #[test]
    fn sizes_are_shown_where_the_name_has_room_for_any() {
        assert_eq!(sized(0x8100_4506, true).as_deref(), Some("EVIOCGNAME(256)"));
        assert_eq!(sized(0x8008_4526, true).as_deref(), Some("EVIOCGBIT(0x6 /* EV_??? */, 8)"));
        assert_eq!(sized(0x8008_4526, false).as_deref(), Some("EVIOCGBIT(0x6, 8)"));
        assert_eq!(sized(0x4018_45c1, true).as_deref(), Some("EVIOCSABS(ABS_Y)"));
        assert_eq!(sized(0x4008_4506, true), None);
    }

    #[test]
    fn some_requests_have_other_numbers_in_programs_of_i386() {
        assert_eq!(number_of_i386("BLKGETSIZE64", 0x8008_1272), Some(0x8004_1272));
        assert_eq!(number_of_i386("TCGETS", 0x5401), Some(0x5401));
        assert!(known_of_i386(0x8008_1272).is_none_or(|(name, _)| name != "BLKGETSIZE64"));
    }

    #[test]
    fn names_are_sorted_by_number() {
        assert!(IOCTLS.is_sorted_by_key(|(code, ..)| *code));
        assert!(IOCTLS_I386.is_sorted_by_key(|(code, ..)| *code));
    }
}
