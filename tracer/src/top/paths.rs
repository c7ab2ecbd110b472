//! What the descriptors of calls stand for. Best of all, the kernel has told it with the call; else others are asked.

use hashbrown::HashMap;
use tracer_common::segment::FILE;

use super::lookup::{Lookup, Name};
use crate::call::CallStart;
use crate::decode::custom::fd::parse;

/// As many are remembered.
const MAX_KNOWN: usize = 1 << 14;

/// What was told of a descriptor, and what that means.
#[derive(Clone, Debug)]
struct Told {
    bytes: Box<[u8]>,
    name: Name,
}

/// What was told so far.
#[derive(Clone, Debug, Default)]
pub struct Paths(HashMap<(u32, i32), Told>);

impl Paths {
    /// What a descriptor stands for in this call.
    #[inline]
    pub fn of(&mut self, start: &CallStart<'_>, fd: i32, lookup: &mut dyn Lookup) -> Option<Name> {
        let tgid = start.task.tgid;
        let Some(bytes) = start.memory.of_kind(FILE, u64::from(fd as u32)) else {
            // AT_FDCWD is none that anybody else would know.
            return if fd < 0 { None } else { lookup.path(tgid, fd) };
        };
        match self.0.get(&(tgid, fd)) {
            // A descriptor that stands for something else now is told otherwise.
            Some(told) if *told.bytes == *bytes => Some(told.name.clone()),
            _ => self.learn(tgid, fd, bytes, lookup),
        }
    }

    /// The same, without remembering it.
    pub fn look(&self, start: &CallStart<'_>, fd: i32, lookup: &mut dyn Lookup) -> Option<Name> {
        let tgid = start.task.tgid;
        match start.memory.of_kind(FILE, u64::from(fd as u32)) {
            Some(bytes) => meaning(tgid, bytes, lookup),
            None => lookup.path(tgid, fd),
        }
    }

    #[cold]
    fn learn(&mut self, tgid: u32, fd: i32, bytes: &[u8], lookup: &mut dyn Lookup) -> Option<Name> {
        let name = meaning(tgid, bytes, lookup)?;
        if self.0.len() >= MAX_KNOWN {
            // What is in use is soon told again.
            self.0.clear();
        }
        self.0.insert((tgid, fd), Told { bytes: bytes.into(), name: name.clone() });
        Some(name)
    }

    /// A descriptor stands for something else from now on, though it may be told in the same way: a socket is connected.
    pub fn forget(&mut self, tgid: u32, fd: i32) {
        self.0.remove(&(tgid, fd));
    }
}

/// What the kernel's words for a file mean; `None` if it is to be asked again.
fn meaning(tgid: u32, bytes: &[u8], lookup: &mut dyn Lookup) -> Option<Name> {
    let target = parse(bytes)?;
    let mut path = target.path;
    if target.deleted && path.starts_with(b"/") {
        path.extend_from_slice(b" (deleted)");
    }
    match socket_inode(&path) {
        Some(inode) => Some(lookup.peer(tgid, inode)?.unwrap_or_else(|| Name::from(path))),
        None => Some(Name::from(path)),
    }
}

/// `socket:[123]`.
fn socket_inode(target: &[u8]) -> Option<u64> {
    let number = target.strip_prefix(b"socket:[")?.strip_suffix(b"]")?;
    std::str::from_utf8(number).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use tracer_common::segment::Segments;

    use super::*;
    use crate::top::lookup::Nothing;
    use crate::top::made::start;

    /// A segment that tells of an open file on ext4.
    fn segment(fd: u64, names: &[u8]) -> Vec<u8> {
        let len = 24 + names.len() as u64;
        let head = len | u64::from(FILE) << 32;
        let mut bytes = [fd, head, 7, 0xef53].map(u64::to_ne_bytes).concat();
        bytes.extend([0; 8]);
        bytes.extend_from_slice(names);
        bytes.resize(bytes.len().next_multiple_of(8), 0);
        bytes
    }

    #[test]
    fn what_the_kernel_tells_comes_first_and_is_never_stale() {
        let mut paths = Paths::default();
        let mut of = |bytes: &[u8], fd| {
            let start = CallStart { memory: Segments(bytes), ..start(7, 0) };
            paths.of(&start, fd, &mut Nothing).map(|name| String::from_utf8_lossy(&name).into_owned())
        };
        let (one, other) = (segment(3, b"b.c\0tmp\0"), segment(3, b"etc\0"));
        assert_eq!(of(&one, 3).as_deref(), Some("/tmp/b.c"));
        assert_eq!(of(&one, 3).as_deref(), Some("/tmp/b.c"));
        assert_eq!(of(&other, 3).as_deref(), Some("/etc"));
        assert_eq!(of(&other, 4), None);
        assert_eq!(of(&[], 3), None);
    }
}
