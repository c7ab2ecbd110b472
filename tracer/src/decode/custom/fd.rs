//! What descriptors lead to.

use tracer_common::segment::{DELETED, ENDLESS, FILE, File, PLACELESS, SOCKET};

use crate::decode::emit::Target;
use crate::decode::walk::Walk;

/// File systems whose files have no place in a directory (include/uapi/linux/magic.h): what readlink(2) says of them in
/// /proc/PID/fd is told here.
mod magic {
    pub(super) const ANON_INODE: u64 = 0x0904_1934;
    pub(super) const NSFS: u64 = 0x6e73_6673;
    pub(super) const PIDFS: u64 = 0x5049_4446;
    pub(super) const PIPEFS: u64 = 0x5049_5045;
    pub(super) const SOCKFS: u64 = 0x534f_434b;
}

/// What a segment of kind [`FILE`] tells.
pub fn parse(bytes: &[u8]) -> Option<Target> {
    let (file, names) = File::parse(bytes)?;
    if file.flags & ENDLESS != 0 {
        return None;
    }
    let names = names.strip_suffix(&[0]).unwrap_or(names);
    let numbered = |name: &[u8]| [name, format!(":[{}]", file.inode).as_bytes()].concat();
    let path = match file.magic {
        magic::ANON_INODE => [b"anon_inode:", names].concat(),
        magic::NSFS => numbered(names),
        magic::PIDFS => b"anon_inode:[pidfd]".to_vec(),
        magic::PIPEFS => numbered(b"pipe"),
        magic::SOCKFS => numbered(b"socket"),
        _ if names.is_empty() => b"/".to_vec(),
        _ => names.rsplit(|byte| *byte == 0).flat_map(|name| [b"/", name].concat()).collect(),
    };
    let placeless = file.flags & PLACELESS != 0 && path.first() == Some(&b'/');
    let kind = match u32::from(file.mode) & libc::S_IFMT {
        libc::S_IFCHR => Some("char"),
        libc::S_IFBLK => Some("block"),
        _ => None,
    };
    // Within the kernel a number has 12 bits of major and 20 of minor (include/linux/kdev_t.h).
    let device = kind.map(|kind| (kind, file.rdev >> 20, file.rdev & 0xf_ffff));
    Some(Target { path, made: false, deleted: placeless || file.flags & DELETED != 0, device })
}

/// What a descriptor leads to, if it was captured.
pub fn path(walk: &Walk<'_>, fd: i32) -> Option<Vec<u8>> {
    walk.of_kind(FILE, u64::from(fd as u32)).and_then(parse).map(|target| target.path)
}

/// Shows what a descriptor leads to, if it was captured.
pub fn target(walk: &mut Walk<'_>, fd: i32) {
    let number = u64::from(fd as u32);
    let Some(bytes) = walk.of_kind(FILE, number) else { return };
    let Some(mut target) = parse(bytes) else { return };
    let is_socket = target.path.starts_with(b"socket:[");
    let named = if is_socket { walk.style.sockets } else { walk.style.pidfds };
    let name = walk.of_kind(SOCKET, number).filter(|_| named);
    if let Some(name) = name.and_then(|told| super::socket::name(bytes, told, walk.style)) {
        (target.path, target.made) = (name, true);
    }
    if !walk.style.devices {
        target.device = None;
    }
    let wanted = walk.style.paths || target.device.is_some() || target.made;
    if wanted || (is_socket && walk.style.sockets) {
        walk.out.target(&target);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(magic: u64, flags: u16, names: &[u8]) -> String {
        let mut bytes = 7_u64.to_ne_bytes().to_vec();
        bytes.extend(magic.to_ne_bytes());
        bytes.extend([0; 6]);
        bytes.extend(flags.to_ne_bytes());
        bytes.extend(names);
        match parse(&bytes) {
            Some(target) => {
                let mark = if target.deleted { " (deleted)" } else { "" };
                format!("{}{mark}", String::from_utf8_lossy(&target.path))
            }
            None => "nothing".to_owned(),
        }
    }

    #[test]
    fn names_are_turned_round() {
        assert_eq!(told(0xef53, 0, b"b.c\0tmp\0"), "/tmp/b.c");
        assert_eq!(told(0xef53, DELETED, b"x\0"), "/x (deleted)");
        assert_eq!(told(0xef53, 0, b""), "/");
        assert_eq!(told(0xef53, ENDLESS, b"x\0"), "nothing");
    }

    #[test]
    fn what_has_no_place_reads_as_in_proc() {
        assert_eq!(told(magic::SOCKFS, PLACELESS, b"TCP\0"), "socket:[7]");
        assert_eq!(told(magic::PIPEFS, PLACELESS, b"\0"), "pipe:[7]");
        assert_eq!(told(magic::ANON_INODE, PLACELESS, b"[eventfd]\0"), "anon_inode:[eventfd]");
        assert_eq!(told(magic::NSFS, PLACELESS, b"net\0"), "net:[7]");
        assert_eq!(told(magic::PIDFS, PLACELESS, b""), "anon_inode:[pidfd]");
        assert_eq!(told(0x0102_1994, PLACELESS, b"memfd:a\0"), "/memfd:a (deleted)");
    }

    #[test]
    fn garbage_is_no_target() {
        assert_eq!(parse(&[0; 23]), None);
        assert_eq!(told(1, 0, b"a\0\0b"), "/b//a");
    }
}
