//! Types and permissions of files: `S_IFREG|0644`.

use crate::decode::flags;
use crate::decode::style::Constants;
use crate::decode::walk::Walk;

/// Shows a mode.
pub fn show(walk: &mut Walk<'_>, mode: u32) {
    let (kind, bits) = (u64::from(mode & libc::S_IFMT), u64::from(mode & !libc::S_IFMT));
    let Some(name) = flags::FILE_TYPE.name_of(kind, 32).filter(|_| kind != 0) else {
        return walk.out.octal(u64::from(mode), 3);
    };
    let mut text = name.to_owned();
    for (bit, name) in [(libc::S_ISUID, "S_ISUID"), (libc::S_ISGID, "S_ISGID"), (libc::S_ISVTX, "S_ISVTX")] {
        if mode & bit != 0 {
            text.push('|');
            text.push_str(name);
        }
    }
    text.push_str(&format!("|0{:03o}", bits & 0o777));
    match walk.style.constants {
        Constants::Abbrev => walk.out.text(&text),
        Constants::Raw => walk.out.octal(u64::from(mode), 3),
        Constants::Verbose => {
            walk.out.octal(u64::from(mode), 3);
            walk.out.comment(&text);
        }
    }
}
