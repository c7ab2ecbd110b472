//! `struct ifconf` (netdevice(7)): room for a list of devices, and the list.

use crate::decode::desc::{Custom, Ty};
use crate::decode::emit::Shape;
use crate::decode::layout::{IFREQ_LISTED, IFREQ_LISTED_32};
use crate::decode::walk::{Side, Walk};

/// `struct ifconf`, before the call and after it.
pub static IFCONF_BOTH: Custom = Custom { name: "ifconf", show };

/// The list, as bytes.
pub static DEVICES: Custom =
    Custom { name: "ifreq of each device", show: |walk, at, len| list(walk, at, len) };

static DEVICE: Ty = Ty::Struct(&IFREQ_LISTED);
static DEVICE_32: Ty = Ty::Struct(&IFREQ_LISTED_32);

const fn device(walk: &Walk<'_>) -> &'static Ty {
    if walk.word() == 8 { &DEVICE } else { &DEVICE_32 }
}

fn show(walk: &mut Walk<'_>, address: u64, _: u64) {
    let word = walk.word();
    if walk.bytes(address, 2 * word as usize).is_none() {
        return walk.out.address(address);
    }
    let both = |walk: &mut Walk<'_>| {
        let len = walk.number(address, 4).unwrap_or(0) as i32;
        (len, walk.number(address.wrapping_add(u64::from(word)), word).unwrap_or(0))
    };
    let ((before, given), (after, there)) = (walk.on(Side::Enter, both), walk.on(Side::Exit, both));
    walk.out.open(Shape::Struct);
    walk.out.key("ifc_len");
    // Without room for a list the length is not asked for, only told.
    if given != 0 {
        length(walk, before);
    }
    if given != 0 && after != before {
        walk.out.becomes();
    }
    if given == 0 || after != before {
        length(walk, after);
    }
    walk.out.key("ifc_buf");
    match u64::try_from(after) {
        Ok(after) if given != 0 && there != 0 && walk.call.result.is_some() && !walk.failed() => {
            list(walk, there, after);
        }
        _ if given != 0 && !walk.failed() => walk.out.address(there),
        _ => {
            walk.out.address(given);
            if there != given {
                walk.out.becomes();
                walk.out.address(there);
            }
        }
    }
    walk.out.close(Shape::Struct);
}

fn length(walk: &mut Walk<'_>, len: i32) {
    let size = device(walk).size() as i32;
    walk.out.signed(i64::from(len));
    if len > 0 && len % size == 0 {
        walk.out.comment(&format!("{} * sizeof(struct ifreq)", len / size));
    }
}

fn list(walk: &mut Walk<'_>, address: u64, len: u64) {
    let device = device(walk);
    if !walk.array(device, address, len / u64::from(device.size())) {
        walk.out.address(address);
    }
}

#[cfg(test)]
mod tests {
    use tracer_common::segment::Segments;

    use super::*;
    use crate::decode::Style;
    use crate::decode::text::Text;
    use crate::decode::trial;

    const AT: u64 = 0x1000;

    fn line(before: (u64, u64), after: (u64, u64), result: i64) -> String {
        let memory = |(len, list): (u64, u64)| [AT, 16, len, list].map(u64::to_ne_bytes).concat();
        let (before, after) = (memory(before), memory(after));
        let (enter, exit) = (Segments(&before), Segments(&after));
        let call = trial::call(Some(result), enter, exit);
        let (style, mut text) = (Style::default(), Vec::new());
        let mut out = Text::new(&mut text, &style, true);
        Walk::new(&mut out, &style, call).on(Side::Exit, |walk| show(walk, AT, 16));
        String::from_utf8(text).expect("ASCII")
    }

    #[test]
    fn a_length_is_asked_for_where_there_is_room() {
        assert_eq!(line((0, 0), (3, 0), 0), "{ifc_len=3, ifc_buf=NULL}");
        assert_eq!(line((7, 0x5000), (7, 0x5000), 0), "{ifc_len=7, ifc_buf=[]}");
        assert_eq!(line((7, 0x5000), (3, 0x5000), 0), "{ifc_len=7 => 3, ifc_buf=[]}");
        assert_eq!(line((7, 0x5000), (3, 0x5000), -22), "{ifc_len=7 => 3, ifc_buf=0x5000}");
    }
}
