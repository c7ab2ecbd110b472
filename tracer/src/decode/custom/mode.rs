//! Types and permissions of files: `S_IFREG|0644`.

use crate::decode::flags;
use crate::decode::style::Constants;
use crate::decode::walk::Walk;

/// Shows a mode: as a number if its type is not known.
pub fn show(walk: &mut Walk<'_>, mode: u32) {
    const SPECIAL: [(u32, &str); 3] =
        [(libc::S_ISUID, "S_ISUID"), (libc::S_ISGID, "S_ISGID"), (libc::S_ISVTX, "S_ISVTX")];
    let (kind, bits) = (u64::from(mode & libc::S_IFMT), mode & !libc::S_IFMT);
    let mut text = String::new();
    if kind != 0 {
        match flags::FILE_TYPE.name_of(kind, 32) {
            Some(name) => text.push_str(name),
            None => return walk.out.octal(u64::from(mode), 3),
        }
    }
    for (bit, name) in SPECIAL {
        if mode & bit != 0 {
            text.push_str(if text.is_empty() { "" } else { "|" });
            text.push_str(name);
        }
    }
    text.push_str(if text.is_empty() { "" } else { "|" });
    let left = bits & 0o777;
    text.push_str(&if left > 0o77 { format!("0{left:o}") } else { format!("{left:03o}") });
    match walk.style.constants {
        Constants::Abbrev => walk.out.text(&text),
        Constants::Raw => walk.out.octal(u64::from(mode), 3),
        Constants::Verbose => {
            walk.out.octal(u64::from(mode), 3);
            walk.out.comment(&text);
        }
    }
}
