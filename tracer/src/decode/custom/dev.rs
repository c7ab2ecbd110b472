//! Device numbers: `makedev(0x8, 0x1)`.

use crate::decode::desc::Custom;
use crate::decode::style::Constants;
use crate::decode::walk::Walk;

/// Shows a device number, split as the C library does (gnu_dev_major(3)).
pub fn show(walk: &mut Walk<'_>, dev: u64) {
    let major = (dev >> 8 & 0xfff) | (dev >> 32 & !0xfff);
    let minor = (dev & 0xff) | (dev >> 12 & !0xff);
    let (major, minor) = (major as u32, minor as u32);
    let hex = |number: u32| if number == 0 { "0".to_owned() } else { format!("{number:#x}") };
    let text = format!("makedev({}, {})", hex(major), hex(minor));
    match walk.style.constants {
        Constants::Abbrev => walk.out.text(&text),
        Constants::Raw => walk.out.hex(dev),
        Constants::Verbose => {
            walk.out.hex(dev);
            walk.out.comment(&text);
        }
    }
}

/// One of 16 bits, as `struct stat` of 32-bit programs had it first: 8 bits each.
pub static HALF: Custom = Custom {
    name: "number of a device of 16 bits",
    show: |walk, address, _| {
        let dev = walk.number(address, 2).unwrap_or(0);
        show(walk, dev);
    },
};
