//! Words that are made of flags and a number: `SWAP_FLAG_PREFER|5`, `MFD_HUGETLB|21<<MFD_HUGE_SHIFT`,
//! `QCMD(Q_SYNC, USRQUOTA)`.

use crate::decode::flags::*;
use crate::decode::set::Set;
use crate::decode::style::Constants;
use crate::decode::uapi::{AT_STATX_SYNC_TYPE, FAN_ALL_CLASS_BITS, MS_MGC_MSK, MS_MGC_VAL};
use crate::decode::walk::Walk;

/// What swapon(2) takes: flags and, in the low bits, a priority.
pub fn swapon(walk: &mut Walk<'_>, value: u64) {
    let (flags, priority) = (value & 0xffff_8000, value & 0x7fff);
    if flags != 0 {
        walk.out.flags(flags, 32, &SWAPON);
        walk.out.joined();
    }
    walk.out.unsigned(priority);
}

/// What memfd_create(2) takes: flags and, in the high bits, the size of huge pages.
pub fn memfd(walk: &mut Walk<'_>, value: u64) {
    let (flags, size) = (value & 0x03ff_ffff, value >> 26 & 63);
    let unknown = MEMFD.names_in(flags, 32, |_| {}) == flags && flags != 0;
    let odd = unknown && walk.style.constants == Constants::Verbose;
    if (size == 0 && !odd) || walk.style.constants == Constants::Raw {
        return walk.out.flags(value, 32, &MEMFD);
    }
    let mut text = String::new();
    let left = MEMFD.names_in(flags, 32, |name| {
        text.push_str(name);
        text.push('|');
    });
    if unknown {
        text.push_str(&format!("{left:#x} /* {} */|", MEMFD.unknown));
    } else if left != 0 {
        text.push_str(&format!("{left:#x}|"));
    }
    if size == 0 {
        text.pop();
    } else {
        text.push_str(&format!("{size}<<MFD_HUGE_SHIFT"));
    }
    if walk.style.constants == Constants::Verbose {
        walk.out.hex(value);
        return walk.out.comment(&text);
    }
    walk.out.text(&text);
}

/// What statx(2) takes: how current it is to be, and flags.
pub fn statx(walk: &mut Walk<'_>, value: u64) {
    let (current, flags) = (value & AT_STATX_SYNC_TYPE, value & !AT_STATX_SYNC_TYPE);
    if current == 0 && walk.style.constants == Constants::Raw {
        walk.out.nothing();
    } else {
        walk.out.flags(current, 32, &AT_STATX);
    }
    if flags != 0 {
        walk.out.joined();
        walk.out.flags(flags, 32, &AT_STATX_BITS);
    }
}

/// What fanotify_init(2) takes: a class and flags.
pub fn fanotify(walk: &mut Walk<'_>, value: u64) {
    let (class, flags) = (value & FAN_ALL_CLASS_BITS, value & !FAN_ALL_CLASS_BITS);
    walk.out.constant(class, 32, &FANOTIFY_CLASS);
    if flags != 0 {
        walk.out.joined();
        walk.out.flags(flags, 32, &FANOTIFY_INIT);
    }
}

/// What mount(2) takes: flags, and once a magic number in the high bits.
pub fn mount(walk: &mut Walk<'_>, value: u64) {
    let flags = match value & MS_MGC_MSK {
        MS_MGC_VAL => {
            walk.out.constant(MS_MGC_VAL, 64, &MOUNT_MAGIC);
            value & !MS_MGC_MSK
        }
        _ => value,
    };
    if flags != 0 && flags != value {
        walk.out.joined();
    }
    if flags != 0 || value == 0 {
        walk.out.flags(flags, 64, &MOUNT);
    }
}

/// The command of quotactl(2) and whose quota it is about.
pub fn quota(walk: &mut Walk<'_>, value: u64) {
    let name = |number: u64, set: &Set| match set.name_of(number, 32) {
        Some(name) => name.to_owned(),
        None => format!("{number:#x} /* {} */", set.unknown),
    };
    // The kernel's SUBCMDSHIFT (include/uapi/linux/quota.h); the shift keeps the sign away.
    let text = format!("QCMD({}, {})", name(value >> 8, &QUOTA), name(value & 0xff, &QUOTA_TYPE));
    match walk.style.constants {
        Constants::Abbrev => walk.out.text(&text),
        Constants::Raw => walk.out.unsigned(value),
        Constants::Verbose => {
            walk.out.unsigned(value);
            walk.out.comment(&text);
        }
    }
}

#[cfg(test)]
mod tests {
    use tracer_common::segment::Segments;

    use super::*;
    use crate::decode::Style;
    use crate::decode::emit::Emit;
    use crate::decode::json::Json;
    use crate::decode::text::Text;
    use crate::decode::trial;

    type Show = fn(&mut Walk<'_>, u64);

    fn walk(out: &mut dyn Emit, style: &Style, show: Show, value: u64) {
        let (enter, exit) = (Segments::EMPTY, Segments::EMPTY);
        let call = trial::call(None, enter, exit);
        show(&mut Walk::new(out, style, call), value);
    }

    fn text(constants: Constants, show: Show, value: u64) -> String {
        let (style, mut buf) = (Style { constants, ..Style::default() }, Vec::new());
        walk(&mut Text::new(&mut buf, &style, true), &style, show, value);
        String::from_utf8(buf).expect("ASCII")
    }

    #[test]
    fn words_read_as_straces() {
        // What strace 6.1 printed, by name, as numbers and with both.
        let words: [(Show, u64, [&str; 3]); 9] = [
            (swapon, 0x8005, ["SWAP_FLAG_PREFER|5", "0x8000|5", "0x8000 /* SWAP_FLAG_PREFER */|5"]),
            (swapon, 0, ["0", "0", "0"]),
            (
                memfd,
                0x5400_0004,
                [
                    "MFD_HUGETLB|21<<MFD_HUGE_SHIFT",
                    "0x54000004",
                    "0x54000004 /* MFD_HUGETLB|21<<MFD_HUGE_SHIFT */",
                ],
            ),
            (memfd, 0x20, ["0x20 /* MFD_??? */", "0x20", "0x20 /* 0x20 /* MFD_??? */ */"]),
            (
                statx,
                0x100,
                [
                    "AT_STATX_SYNC_AS_STAT|AT_SYMLINK_NOFOLLOW",
                    "|0x100",
                    "0 /* AT_STATX_SYNC_AS_STAT */|0x100 /* AT_SYMLINK_NOFOLLOW */",
                ],
            ),
            (statx, 0x2000, ["AT_STATX_FORCE_SYNC", "0x2000", "0x2000 /* AT_STATX_FORCE_SYNC */"]),
            (fanotify, 4, ["FAN_CLASS_CONTENT", "0x4", "0x4 /* FAN_CLASS_CONTENT */"]),
            (
                mount,
                0xc0ed_0001,
                ["MS_MGC_VAL|MS_RDONLY", "0xc0ed0000|0x1", "0xc0ed0000 /* MS_MGC_VAL */|0x1 /* MS_RDONLY */"],
            ),
            (
                quota,
                0x8000_0100,
                ["QCMD(Q_SYNC, USRQUOTA)", "2147483904", "2147483904 /* QCMD(Q_SYNC, USRQUOTA) */"],
            ),
        ];
        for (show, value, expected) in words {
            let shown =
                [Constants::Abbrev, Constants::Raw, Constants::Verbose].map(|it| text(it, show, value));
            assert_eq!(shown, expected, "{value:#x}");
        }
    }

    #[test]
    fn in_json_the_parts_are_an_array() {
        let mut json = Json::new();
        json.argument("flags", false);
        walk(&mut json, &Style::default(), swapon, 0x8005);
        let flags = serde_json::json!({ "value": 0x8000, "flags": ["SWAP_FLAG_PREFER"] });
        assert_eq!(json.into_arguments()[0]["value"], serde_json::json!([flags, 5]));
    }
}
