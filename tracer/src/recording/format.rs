//! The file: a header, then blocks, each with its length and checksums before it. All numbers are little endian.
//!
//! A block is written at once. Whatever happens to the writer, the file is whole up to its last whole block, and
//! a reader finds the next block behind a damaged one by its mark. What is in a block is left to its readers.

/// What a recording begins with. The first byte is no ASCII, the last is a line end: a file that was sent as text
/// does not pass for one.
pub const MAGIC: [u8; 8] = *b"\x8atracer\n";

/// A reader refuses files of another major version. Raised when old readers would misread the file.
pub const MAJOR: u16 = 1;

/// Raised when something is added that old readers skip.
pub const MINOR: u16 = 0;

/// Bytes of the file's header: magic, major and minor version, 4 bytes that are 0.
pub const FILE_HEADER: usize = 16;

/// What each block begins with.
pub const MARK: [u8; 4] = *b"\xb1TRB";

/// Bytes of a block's header.
pub const BLOCK_HEADER: usize = 32;

/// A block is never longer: what claims to be is damaged.
pub const MAX_BLOCK: usize = 64 << 20;

/// What a block holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Kind {
    /// Where, when and of what the recording was made: [`super::Start`] in JSON. The first block.
    Start = 1,
    /// Records: see [`super::columns`].
    Records = 2,
    /// Tasks that the records do not introduce: a list of [`super::TaskInfo`] in JSON.
    Tasks = 3,
    /// What the kernel has counted so far: [`super::Counts`] in JSON, compressed.
    Counts = 4,
    /// How it ended: [`super::Ending`] in JSON. The last block.
    End = 5,
}

impl Kind {
    /// The kind of this number, if this version knows it.
    pub const fn from_u8(number: u8) -> Option<Self> {
        match number {
            1 => Some(Self::Start),
            2 => Some(Self::Records),
            3 => Some(Self::Tasks),
            4 => Some(Self::Counts),
            5 => Some(Self::End),
            _ => None,
        }
    }
}

/// The header of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlockHeader {
    /// A [`Kind`].
    pub kind: u8,
    /// Bytes that follow.
    pub length: u32,
    /// Its place among the blocks, from 0.
    pub sequence: u64,
    /// CRC-32 of what follows.
    pub checksum: u32,
}

impl BlockHeader {
    /// The header of this content.
    pub fn of(kind: Kind, sequence: u64, content: &[u8]) -> Self {
        Self { kind: kind as u8, length: content.len() as u32, sequence, checksum: crc32fast::hash(content) }
    }

    /// As it stands in the file.
    pub fn to_bytes(self) -> [u8; BLOCK_HEADER] {
        let mut bytes = [0; BLOCK_HEADER];
        bytes[..4].copy_from_slice(&MARK);
        bytes[4] = self.kind;
        bytes[8..12].copy_from_slice(&self.length.to_le_bytes());
        bytes[16..24].copy_from_slice(&self.sequence.to_le_bytes());
        bytes[24..28].copy_from_slice(&self.checksum.to_le_bytes());
        let own = crc32fast::hash(&bytes[..28]);
        bytes[28..].copy_from_slice(&own.to_le_bytes());
        bytes
    }

    /// Reads one; `None` if these bytes are none, or damaged.
    pub fn parse(bytes: &[u8; BLOCK_HEADER]) -> Option<Self> {
        let word = |at: usize| u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
        if bytes[..4] != MARK || word(28) != crc32fast::hash(&bytes[..28]) || word(8) as usize > MAX_BLOCK {
            return None;
        }
        let sequence = u64::from(word(16)) | u64::from(word(20)) << 32;
        Some(Self { kind: bytes[4], length: word(8), sequence, checksum: word(24) })
    }
}

/// The header of a file.
pub fn file_header() -> [u8; FILE_HEADER] {
    let mut bytes = [0; FILE_HEADER];
    bytes[..8].copy_from_slice(&MAGIC);
    bytes[8..10].copy_from_slice(&MAJOR.to_le_bytes());
    bytes[10..12].copy_from_slice(&MINOR.to_le_bytes());
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_read_as_it_was_written() {
        let header = BlockHeader::of(Kind::Counts, 1 << 40 | 7, b"abc");
        let bytes = header.to_bytes();
        assert_eq!(BlockHeader::parse(&bytes), Some(header));
        for at in 0..BLOCK_HEADER {
            let mut damaged = bytes;
            damaged[at] ^= 4;
            assert_eq!(BlockHeader::parse(&damaged), None, "byte {at}");
        }
    }

    #[test]
    fn kinds_keep_their_numbers() {
        let known: Vec<u8> =
            (0..=255).filter(|n| Kind::from_u8(*n).is_some_and(|kind| kind as u8 == *n)).collect();
        assert_eq!(known, [1, 2, 3, 4, 5]);
        assert!((6..=255).all(|n| Kind::from_u8(n).is_none()));
    }
}
