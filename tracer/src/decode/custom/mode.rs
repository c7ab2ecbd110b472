//! Types and permissions of files: `S_IFREG|0644`.

use std::io::Write as _;

use crate::decode::flags;
use crate::decode::style::Constants;
use crate::decode::walk::Walk;

const SPECIAL: [(u32, &str); 3] =
    [(libc::S_ISUID, "S_ISUID|"), (libc::S_ISGID, "S_ISGID|"), (libc::S_ISVTX, "S_ISVTX|")];

/// Shows a mode: as a number if its type is not known.
pub fn show(walk: &mut Walk<'_>, mode: u32) {
    let kind = u64::from(mode & libc::S_IFMT);
    let name = if kind == 0 { None } else { flags::FILE_TYPE.name_of(kind, 32) };
    if (kind != 0 && name.is_none()) || walk.style.constants == Constants::Raw {
        return walk.out.octal(u64::from(mode), 3);
    }
    // Every stat shows one: nothing is allocated.
    let mut room = [0; 64];
    let mut left = &mut room[..];
    let mut put = |text: &str| {
        // All of the names fit.
        let _ = left.write_all(text.as_bytes());
    };
    if let Some(name) = name {
        put(name);
        put("|");
    }
    for (bit, name) in SPECIAL {
        if mode & bit != 0 {
            put(name);
        }
    }
    let permissions = mode & 0o777;
    let zero = if permissions > 0o77 { "0" } else { "" };
    let _ = write!(left, "{zero}{permissions:03o}");
    let len = 64 - left.len();
    let text = std::str::from_utf8(&room[..len]).unwrap_or_default();
    if walk.style.constants == Constants::Verbose {
        walk.out.octal(u64::from(mode), 3);
        return walk.out.comment(text);
    }
    walk.out.text(text);
}
