//! Requests of ioctl(2): by name if strace knows one, else taken apart.

use crate::decode::style::Constants;
use crate::decode::uapi::ioctls::IOCTLS;
use crate::decode::walk::Walk;

/// Shows a request.
pub fn show(walk: &mut Walk<'_>, request: u64) {
    if let Ok(place) = IOCTLS.binary_search_by_key(&(request as u32), |(code, ..)| *code) {
        return walk.out.code(request, IOCTLS[place].1);
    }
    if walk.style.constants == Constants::Raw {
        return walk.out.hex(request);
    }
    walk.out.code(request, &parts(request as u32));
}

/// Does a request take an argument, as far as strace knows?
pub fn takes_argument(request: u64) -> bool {
    let place = IOCTLS.binary_search_by_key(&(request as u32), |(code, ..)| *code);
    place.map_or(true, |place| IOCTLS[place].2)
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
    fn names_are_sorted_by_number() {
        assert!(IOCTLS.is_sorted_by_key(|(code, ..)| *code));
    }
}
