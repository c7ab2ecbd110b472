//! Reads a recording, whole or not: everything up to where it ends, and past what is damaged. Never a panic, and
//! never more memory than a block takes. What records mean is left to the caller.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::columns::{COLUMNS, Decoder, Malformed};
use super::format::{BLOCK_HEADER, BlockHeader, FILE_HEADER, Kind, MAGIC, MAJOR, MARK, MAX_BLOCK};
use super::meta::{Counts, Ending, Start, TaskInfo};
use super::varint;
use crate::call::ClockPoint;

/// Why nothing can be read.
#[derive(Debug, thiserror::Error)]
pub enum ReaderError {
    /// The system refused.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// Another kind of file.
    #[error("it is not a recording of tracer's")]
    NotARecording,
    /// The file ends before anything is told.
    #[error("it ends before its first block: nothing was recorded")]
    Empty,
    /// A later version.
    #[error("its format is {0}, and this version of tracer reads {MAJOR}")]
    Version(u16),
    /// Records of a machine that this reader does not understand.
    #[error("its records have the byte order of another machine")]
    ByteOrder,
}

/// What is missing of a recording.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shortfall {
    /// Bytes at the end that are no whole block.
    pub torn_bytes: u64,
    /// Bytes between blocks that are no block.
    pub damaged_bytes: u64,
    /// Blocks that were written, by their numbers, and are not there.
    pub missing_blocks: u64,
    /// Blocks of a kind that this version does not know.
    pub unknown_blocks: u64,
    /// Blocks whose content could not be understood.
    pub malformed_blocks: u64,
    /// There is no end: the writer was killed, or is still writing.
    pub no_end: bool,
}

impl Shortfall {
    /// Is nothing missing?
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }

    /// Adds what is missing of another part.
    pub const fn add(&mut self, other: Self) {
        self.torn_bytes += other.torn_bytes;
        self.damaged_bytes += other.damaged_bytes;
        self.missing_blocks = self.missing_blocks.saturating_add(other.missing_blocks);
        self.unknown_blocks += other.unknown_blocks;
        self.malformed_blocks += other.malformed_blocks;
        self.no_end |= other.no_end;
    }

    /// What is missing, in words.
    pub fn describe(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let mut tell = |number: u64, what: &str| {
            if number > 0 {
                lines.push(format!("{number} {what}"));
            }
        };
        tell(self.torn_bytes, "bytes at the end are not a whole block and were left out");
        tell(self.damaged_bytes, "bytes in between are damaged and were left out");
        tell(self.missing_blocks, "blocks are missing");
        tell(self.unknown_blocks, "blocks are of a later version's kinds and were left out");
        tell(self.malformed_blocks, "blocks could not be understood and were left out");
        if self.no_end {
            lines.push("the end is missing: what happened after the last block is not known".to_owned());
        }
        lines
    }
}

/// What a recording holds, in order.
#[derive(Debug)]
pub enum Item {
    /// Records.
    Records(Block),
    /// Tasks that the records do not introduce.
    Tasks(Vec<TaskInfo>),
    /// What the kernel has counted so far.
    Counts(Box<Counts>),
    /// The end.
    End(Box<Ending>),
}

/// What a block of records holds, in order.
#[derive(Clone, Copy, Debug)]
pub enum Entry<'a> {
    /// A record, as the ring held it.
    Record(&'a [u8]),
    /// From here on, the clocks stand like this.
    Clock(ClockPoint),
}

/// The records of a block.
#[derive(Debug)]
pub struct Block {
    records: u32,
    clocks: Vec<(u32, ClockPoint)>,
    columns: [Vec<u8>; COLUMNS],
}

impl Block {
    /// How many.
    pub const fn len(&self) -> u32 {
        self.records
    }

    /// None?
    pub const fn is_empty(&self) -> bool {
        self.records == 0
    }

    /// Goes through them, and what is told of the clocks between them. A malformed record ends it.
    pub fn each<E: From<Malformed>>(
        &self,
        mut take: impl FnMut(Entry<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut clocks = self.clocks.iter().peekable();
        let columns = std::array::from_fn(|i| self.columns[i].as_slice());
        let mut decoder = Decoder::new(columns, self.records);
        for place in 0.. {
            while let Some((_, point)) = clocks.next_if(|(before, _)| *before <= place) {
                take(Entry::Clock(*point))?;
            }
            let Some(record) = decoder.next_record() else { break };
            take(Entry::Record(record?))?;
        }
        clocks.try_for_each(|(_, point)| take(Entry::Clock(*point)))
    }

    /// Unpacks one.
    fn parse(mut bytes: &[u8]) -> Option<Self> {
        let bytes = &mut bytes;
        let records = u32::try_from(varint::take(bytes)?).ok()?;
        let points = varint::take(bytes)?;
        let mut clocks = Vec::new();
        for _ in 0..points {
            let place = u32::try_from(varint::take(bytes)?).ok()?;
            let (monotonic, realtime) = (varint::take(bytes)?, varint::take(bytes)?);
            let zone = i32::try_from(varint::take_difference(bytes, 0)? as i64).ok()?;
            clocks.push((place, ClockPoint { monotonic, realtime, zone }));
        }
        if varint::take(bytes)? != COLUMNS as u64 {
            return None;
        }
        let mut columns: [Vec<u8>; COLUMNS] = Default::default();
        for column in &mut columns {
            *column = unpack_part(bytes)?;
        }
        Some(Self { records, clocks, columns })
    }
}

/// A length, a packed length, and so many packed bytes.
fn unpack_part(bytes: &mut &[u8]) -> Option<Vec<u8>> {
    let length = usize::try_from(varint::take(bytes)?).ok()?;
    let packed = usize::try_from(varint::take(bytes)?).ok()?;
    let (part, rest) = bytes.split_at_checked(packed)?;
    *bytes = rest;
    unpack(part, length)
}

fn unpack(packed: &[u8], length: usize) -> Option<Vec<u8>> {
    if length > MAX_BLOCK {
        return None;
    }
    zstd::bulk::decompress(packed, length).ok().filter(|bytes| bytes.len() == length)
}

fn json<T: serde::de::DeserializeOwned>(mut bytes: &[u8]) -> Option<T> {
    let length = usize::try_from(varint::take(&mut bytes)?).ok()?;
    serde_json::from_slice(&unpack(bytes, length)?).ok()
}

/// Reads blocks.
pub struct Reader<R: Read> {
    input: R,
    /// What was read and not used yet, from `at` on.
    buffer: Vec<u8>,
    at: usize,
    ended: bool,
    start: Start,
    next_sequence: u64,
    /// Bytes before the next block.
    skipped: u64,
    seen_end: bool,
    shortfall: Shortfall,
    /// Bytes used so far.
    position: u64,
}

/// Does this file begin as a recording does?
pub fn is_recording(path: &Path) -> bool {
    let mut begin = [0; MAGIC.len()];
    path.is_file()
        && File::open(path).and_then(|mut file| file.read_exact(&mut begin)).is_ok()
        && begin == MAGIC
}

impl<R: Read> Reader<R> {
    /// Reads how a recording begins.
    pub fn new(input: R) -> Result<Self, ReaderError> {
        let mut reader = Self {
            input,
            buffer: Vec::new(),
            at: 0,
            ended: false,
            start: Start::default(),
            next_sequence: 0,
            skipped: 0,
            seen_end: false,
            shortfall: Shortfall::default(),
            position: 0,
        };
        if !reader.fill(FILE_HEADER)? {
            let begun = reader.buffer.len().min(MAGIC.len());
            return Err(match reader.buffer[..begun] == MAGIC[..begun] {
                true => ReaderError::Empty,
                false => ReaderError::NotARecording,
            });
        }
        let header = &reader.buffer[..FILE_HEADER];
        if header[..8] != MAGIC {
            return Err(ReaderError::NotARecording);
        }
        let major = u16::from_le_bytes([header[8], header[9]]);
        if major != MAJOR {
            return Err(ReaderError::Version(major));
        }
        reader.advance(FILE_HEADER);
        match reader.block()? {
            Some((kind, content)) if kind == Kind::Start as u8 => {
                reader.start = json(&content).ok_or(ReaderError::NotARecording)?;
            }
            _ => return Err(ReaderError::Empty),
        }
        if reader.start.byte_order == "big" {
            return Err(ReaderError::ByteOrder);
        }
        Ok(reader)
    }

    /// Where, when and of what it was made.
    pub const fn start(&self) -> &Start {
        &self.start
    }

    /// Bytes read so far.
    pub const fn position(&self) -> u64 {
        self.position
    }

    /// What was found to be missing so far; all of it, after the last item.
    pub const fn shortfall(&self) -> Shortfall {
        self.shortfall
    }

    /// The next item; `None` after the last.
    pub fn next_item(&mut self) -> io::Result<Option<Item>> {
        loop {
            let Some((kind, content)) = self.block()? else {
                self.shortfall.no_end = !self.seen_end;
                return Ok(None);
            };
            let item = match Kind::from_u8(kind) {
                Some(Kind::Records) => Block::parse(&content).map(Item::Records),
                Some(Kind::Tasks) => json(&content).map(Item::Tasks),
                Some(Kind::Counts) => json(&content).map(Item::Counts),
                Some(Kind::End) => {
                    self.seen_end = true;
                    json(&content).map(Item::End)
                }
                // Only the first block tells how it began.
                Some(Kind::Start) => None,
                None => {
                    self.shortfall.unknown_blocks += 1;
                    continue;
                }
            };
            match item {
                Some(item) => return Ok(Some(item)),
                None => self.shortfall.malformed_blocks += 1,
            }
        }
    }

    /// The next whole block, past what is none.
    fn block(&mut self) -> io::Result<Option<(u8, Vec<u8>)>> {
        loop {
            if !self.fill(BLOCK_HEADER)? {
                let left = self.buffer.len() - self.at;
                self.advance(left);
                self.shortfall.torn_bytes = self.skipped + left as u64;
                return Ok(None);
            }
            let header = self.buffer[self.at..].first_chunk().and_then(BlockHeader::parse);
            let whole = match header {
                Some(header) => self.fill(BLOCK_HEADER + header.length as usize)?,
                None => false,
            };
            if let (Some(header), true) = (header, whole) {
                let from = self.at + BLOCK_HEADER;
                let content = &self.buffer[from..from + header.length as usize];
                if crc32fast::hash(content) == header.checksum {
                    let content = content.to_vec();
                    self.shortfall.damaged_bytes += std::mem::take(&mut self.skipped);
                    self.shortfall.missing_blocks += header.sequence.saturating_sub(self.next_sequence);
                    self.next_sequence = header.sequence.saturating_add(1);
                    self.advance(BLOCK_HEADER + content.len());
                    return Ok(Some((header.kind, content)));
                }
            }
            self.skip_to_mark();
        }
    }

    /// Goes on to the next mark in the buffer, or to its end.
    fn skip_to_mark(&mut self) {
        let rest = &self.buffer[self.at + 1..];
        let mark = rest.windows(MARK.len()).position(|bytes| bytes == MARK);
        // The last bytes may be the beginning of a mark.
        let skip = 1 + mark.unwrap_or_else(|| rest.len().saturating_sub(MARK.len() - 1));
        self.skipped += skip as u64;
        self.advance(skip);
    }

    fn advance(&mut self, bytes: usize) {
        self.at += bytes;
        self.position += bytes as u64;
    }

    /// Reads until there are so many bytes; false if there are fewer.
    fn fill(&mut self, bytes: usize) -> io::Result<bool> {
        while self.buffer.len() - self.at < bytes && !self.ended {
            self.buffer.drain(..self.at);
            self.at = 0;
            let missing = bytes.saturating_sub(self.buffer.len()).max(64 << 10) as u64;
            let read = self.input.by_ref().take(missing).read_to_end(&mut self.buffer)?;
            self.ended = read == 0;
        }
        Ok(self.buffer.len() - self.at >= bytes)
    }
}

#[cfg(test)]
#[path = "reader_tests.rs"]
mod tests;
