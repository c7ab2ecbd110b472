//! Where a process has code: /proc/PID/maps (proc_pid_maps(5)).

use std::fs;
use std::ops::Range;
use std::path::Path;

/// A piece of a file that lies in a process's memory and can be executed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// Where in memory.
    pub memory: Range<u64>,
    /// From where in the file.
    pub offset: u64,
    /// The device and the inode, as /proc writes them.
    pub file: String,
    /// Its path, or what stands for one: `[vdso]`.
    pub path: String,
}

/// Those of a process; nothing if it is gone.
pub fn executable(root: &Path, process: u32) -> Option<Vec<Mapping>> {
    let text = fs::read(root.join(format!("proc/{process}/maps"))).ok()?;
    let text = String::from_utf8_lossy(&text);
    let found: Vec<_> = text.lines().filter_map(mapping).collect();
    // A process that has no memory any more has an empty list.
    (!text.is_empty()).then_some(found)
}

/// `55d0c0a00000-55d0c0a21000 r-xp 00001000 08:01 1234   /bin/sh`
fn mapping(line: &str) -> Option<Mapping> {
    let mut rest = line;
    let mut word = || {
        rest = rest.trim_start_matches(' ');
        let (word, behind) = rest.split_once(' ').unwrap_or((rest, ""));
        rest = behind;
        word
    };
    let (memory, rights, offset, device, inode) = (word(), word(), word(), word(), word());
    let (start, end) = memory.split_once('-')?;
    let number = |text: &str| u64::from_str_radix(text, 16).ok();
    if rights.as_bytes().get(2) != Some(&b'x') {
        return None;
    }
    let path = rest.trim_start_matches(' ').replace("\\012", "\n");
    Some(Mapping {
        memory: number(start)?..number(end)?,
        offset: number(offset)?,
        file: format!("{device} {inode}"),
        path,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_code_is_of_interest() {
        let line =
            "7f0000001000-7f0000003000 r-xp 00026000 08:01 77                         /lib/a b.so (deleted)";
        let found = mapping(line).expect("it can be executed");
        assert_eq!(found.memory, 0x7f00_0000_1000..0x7f00_0000_3000);
        assert_eq!(
            (found.offset, &*found.file, &*found.path),
            (0x26000, "08:01 77", "/lib/a b.so (deleted)")
        );
        assert_eq!(mapping("7f0000001000-7f0000003000 rw-p 00000000 00:00 0 "), None);
        assert_eq!(mapping("no mapping"), None);
        let own = executable("/".as_ref(), std::process::id()).expect("it is there");
        let code = only_code_is_of_interest as fn() as usize as u64;
        assert!(own.iter().any(|mapping| mapping.memory.contains(&code)));
    }
}
