//! Memory that was copied with a call: what stands behind the fields of an enter or exit record.
//!
//! Each segment is a [`Segment`], then its bytes, filled up to a multiple of eight. What they mean is left to the
//! rows: here they are bytes at an address.

/// What stands before copied bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(C)]
pub struct Segment {
    /// Where in the process's memory they are from; for other kinds than [`MEMORY`], see there.
    pub address: u64,
    /// How many bytes follow.
    pub len: u32,
    /// What they are: [`MEMORY`] and so on.
    pub kind: u16,
    /// [`CUT`] or 0.
    pub flags: u16,
}

/// Bytes of the process's memory. Fewer than wanted were readable, or the segment is left out.
pub const MEMORY: u16 = 0;

/// The stack pointer when the call began: 8 bytes, at address 0.
pub const STACK_POINTER: u16 = 1;

/// The instruction pointer when the call began: 8 bytes, at address 0.
pub const INSTRUCTION_POINTER: u16 = 2;

/// The frame pointer when the call ended: 8 bytes, at address 0.
pub const FRAME_POINTER: u16 = 5;

/// The link register when the call ended: 8 bytes, at address 0.
pub const LINK_REGISTER: u16 = 6;

/// As [`MEMORY`]: what lies on the stack, from the stack pointer on. No argument is read from it.
pub const STACK_BYTES: u16 = 7;

/// Why the virtual CPU that the call ran has stopped, a `KVM_EXIT_*`: 8 bytes, at address 0.
pub const VCPU_EXIT: u16 = 8;

/// What an open file is: a [`File`], then the names on its path, the last one first, each with a NUL behind it.
/// `address` is the descriptor, its 32 bits zero-extended.
pub const FILE: u16 = 3;

/// What stands at the start of a segment of kind [`FILE`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(C)]
pub struct File {
    /// `inode.i_ino`.
    pub inode: u64,
    /// `super_block.s_magic`: which file system it is on.
    pub magic: u64,
    /// `inode.i_rdev`: of a device, its number, as the kernel packs it.
    pub rdev: u32,
    /// `inode.i_mode`.
    pub mode: u16,
    /// [`DELETED`] and so on.
    pub flags: u16,
}

/// In [`File::flags`]: its name is no more.
pub const DELETED: u16 = 1;

/// In [`File::flags`]: it never had a place in a directory, as sockets and memory files.
pub const PLACELESS: u16 = 2;

/// In [`File::flags`]: the path is longer than anybody can be told (`PATH_MAX`).
pub const ENDLESS: u16 = 4;

impl File {
    /// From the bytes of a segment: it, and the names.
    pub fn parse(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let (inode, rest) = bytes.split_first_chunk()?;
        let (magic, rest) = rest.split_first_chunk()?;
        let (rdev, rest) = rest.split_first_chunk()?;
        let (mode, rest) = rest.split_first_chunk()?;
        let (flags, names) = rest.split_first_chunk()?;
        let file = Self {
            inode: u64::from_ne_bytes(*inode),
            magic: u64::from_ne_bytes(*magic),
            rdev: u32::from_ne_bytes(*rdev),
            mode: u16::from_ne_bytes(*mode),
            flags: u16::from_ne_bytes(*flags),
        };
        Some((file, names))
    }
}

/// What a socket is: a [`Socket`], then the name of a socket of the machine's own (unix(7)). `address` is the descriptor.
pub const SOCKET: u16 = 4;

/// What stands at the start of a segment of kind [`SOCKET`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(C)]
pub struct Socket {
    /// The inode of the socket at the other end, of one of the machine's own; of a pidfd, which has no family, the process.
    pub peer: u64,
    /// Its own address, as many bytes of it as the family has.
    pub address: [u8; 16],
    /// That of the other end.
    pub peer_address: [u8; 16],
    /// The port that a socket of netlink(7) is bound to.
    pub netlink_port: u32,
    /// Its family (`AF_`).
    pub family: u16,
    /// Its protocol.
    pub protocol: u16,
    /// Its port.
    pub port: u16,
    /// That of the other end, its bytes in the network's order.
    pub peer_port: u16,
    /// How many bytes of name follow.
    pub name: u32,
}

impl Socket {
    /// From the bytes of a segment: it, and the name.
    pub fn parse(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let (peer, rest) = bytes.split_first_chunk()?;
        let (address, rest) = rest.split_first_chunk()?;
        let (peer_address, rest) = rest.split_first_chunk()?;
        let (netlink_port, rest) = rest.split_first_chunk()?;
        let (family, rest) = rest.split_first_chunk()?;
        let (protocol, rest) = rest.split_first_chunk()?;
        let (port, rest) = rest.split_first_chunk()?;
        let (peer_port, rest) = rest.split_first_chunk()?;
        let (name, rest) = rest.split_first_chunk()?;
        let socket = Self {
            peer: u64::from_ne_bytes(*peer),
            address: *address,
            peer_address: *peer_address,
            netlink_port: u32::from_ne_bytes(*netlink_port),
            family: u16::from_ne_bytes(*family),
            protocol: u16::from_ne_bytes(*protocol),
            port: u16::from_ne_bytes(*port),
            peer_port: u16::from_ne_bytes(*peer_port),
            name: u32::from_ne_bytes(*name),
        };
        Some((socket, rest.get(..socket.name as usize)?))
    }
}

/// There would have been more, but the record had no room for it.
pub const CUT: u16 = 1;

const _: () = assert!(size_of::<Segment>() == 16);
const _: () = assert!(size_of::<File>() == 24);
const _: () = assert!(size_of::<Socket>() == 56);

/// The segments of one record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Segments<'a>(pub &'a [u8]);

impl<'a> Segments<'a> {
    /// No segment.
    pub const EMPTY: Self = Self(&[]);

    /// Where are these bytes of the process's memory? As many of them as were copied, from the one segment that has
    /// most; none if the first of them was not.
    #[inline]
    pub fn memory(self, address: u64, len: usize) -> &'a [u8] {
        self.memory_near(address, len, &mut 0, |_| false)
    }

    /// The same, looked for from a place on that the last look-up has left: what is asked for in the order in which it was
    /// copied is found at once, however much there is. Fewer bytes will do if they are `enough`.
    #[inline]
    pub fn memory_near(
        self,
        address: u64,
        len: usize,
        place: &mut usize,
        enough: impl Fn(&[u8]) -> bool,
    ) -> &'a [u8] {
        let from = (*place).min(self.0.len());
        let mut rest = Iter(&self.0[from..]);
        let (mut end, mut turned) = (self.0.len(), from == 0);
        let mut best: &[u8] = &[];
        loop {
            let Some((segment, bytes)) = rest.next() else {
                if turned {
                    return best;
                }
                (end, turned) = (from, true);
                rest = Iter(&self.0[..from]);
                continue;
            };
            if segment.kind != MEMORY {
                continue;
            }
            let Some(skip) = address.checked_sub(segment.address) else { continue };
            if let Some(found) = usize::try_from(skip).ok().and_then(|skip| bytes.get(skip..)) {
                let found = &found[..found.len().min(len)];
                if found.len() == len || enough(found) {
                    // Behind this segment: what comes next is asked for next, most often.
                    *place = end - rest.0.len();
                    return found;
                }
                if found.len() > best.len() {
                    best = found;
                }
            }
        }
    }

    /// The bytes of the segment of another kind at this address.
    pub fn of_kind(self, kind: u16, address: u64) -> Option<&'a [u8]> {
        self.into_iter().find(|(it, _)| it.kind == kind && it.address == address).map(|(_, bytes)| bytes)
    }
}

impl<'a> IntoIterator for Segments<'a> {
    type Item = (Segment, &'a [u8]);
    type IntoIter = Iter<'a>;

    fn into_iter(self) -> Iter<'a> {
        Iter(self.0)
    }
}

/// Goes through segments. A malformed one ends it.
#[derive(Clone, Debug)]
pub struct Iter<'a>(&'a [u8]);

impl<'a> Iterator for Iter<'a> {
    type Item = (Segment, &'a [u8]);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let (address, rest) = self.0.split_first_chunk()?;
        let (len, rest) = rest.split_first_chunk()?;
        let (kind, rest) = rest.split_first_chunk()?;
        let (flags, rest) = rest.split_first_chunk()?;
        let segment = Segment {
            address: u64::from_ne_bytes(*address),
            len: u32::from_ne_bytes(*len),
            kind: u16::from_ne_bytes(*kind),
            flags: u16::from_ne_bytes(*flags),
        };
        let (bytes, rest) = rest.split_at_checked(segment.len as usize)?;
        self.0 = rest.get(bytes.len().next_multiple_of(8) - bytes.len()..).unwrap_or_default();
        Some((segment, bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(out: &mut [u8], at: usize, address: u64, bytes: &[u8]) -> usize {
        out[at..at + 8].copy_from_slice(&address.to_ne_bytes());
        out[at + 8..at + 12].copy_from_slice(&(bytes.len() as u32).to_ne_bytes());
        out[at + 16..at + 16 + bytes.len()].copy_from_slice(bytes);
        at + 16 + bytes.len().next_multiple_of(8)
    }

    fn two() -> ([u8; 64], usize) {
        let mut bytes = [0; 64];
        let end = segment(&mut bytes, 0, 0x1000, b"hello");
        let end = segment(&mut bytes, end, 0x2000, b"abcdefghi");
        (bytes, end)
    }

    #[test]
    fn memory_is_found_by_address() {
        let (bytes, end) = two();
        let segments = Segments(&bytes[..end]);
        assert_eq!(segments.memory(0x1001, 3), b"ell");
        assert_eq!(segments.memory(0x2004, 100), b"efghi");
        assert_eq!(segments.memory(0x1005, 1), b"");
        assert_eq!(segments.memory(0xfff, 4), b"");
    }

    #[test]
    fn memory_is_found_from_wherever_the_last_look_up_has_left() {
        let (bytes, end) = two();
        let segments = Segments(&bytes[..end]);
        let mut place = 0;
        assert_eq!(segments.memory_near(0x1000, 5, &mut place, |_| false), b"hello");
        assert_eq!(place, 24);
        assert_eq!(segments.memory_near(0x2000, 2, &mut place, |_| false), b"ab");
        assert_eq!(place, end);
        assert_eq!(segments.memory_near(0x1000, 1, &mut place, |_| false), b"h");
        assert_eq!(place, 24);
        assert_eq!(segments.memory_near(0x2004, 9, &mut place, |found| found.contains(&b'i')), b"efghi");
        assert_eq!(segments.memory_near(0x3000, 1, &mut place, |_| false), b"");
        assert_eq!(segments.memory_near(0x1000, 9, &mut 999, |_| false), b"hello");
    }

    #[test]
    fn a_torn_segment_ends_the_list() {
        let (bytes, end) = two();
        let counts: [usize; 4] = [0, 24, end - 8, end].map(|len| Segments(&bytes[..len]).into_iter().count());
        assert_eq!(counts, [0, 1, 1, 2]);
        assert_eq!(Segments(&[0xff; 40]).into_iter().count(), 0);
    }
}
