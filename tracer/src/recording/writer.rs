//! Writes a recording. What was written stays readable, whatever happens next: a block goes out at once, and what
//! could not be written whole ends the recording. Which records there are is left to the caller.

use std::io::{self, Write};
use std::time::{Duration, Instant};

use serde::Serialize;

use super::columns::{COLUMNS, Encoder};
use super::format::{BLOCK_HEADER, BlockHeader, Kind, file_header};
use super::meta::{Counts, Ending, Start, TaskInfo};
use super::varint;
use crate::call::ClockPoint;

/// A block is written when its records had so many bytes, if there is room.
pub const BLOCK_BYTES: usize = 4 << 20;

/// Or when its first record is so old: that much is lost at most if tracer is killed.
const BLOCK_AGE: Duration = Duration::from_secs(1);

/// zstd's level: the columns are small already, and the reader of the ring must not wait.
const LEVEL: i32 = 1;

/// Writes blocks.
pub struct Writer<W: Write> {
    out: W,
    encoder: Encoder,
    /// Since when the block waits.
    since: Option<Instant>,
    clocks: Vec<(u32, ClockPoint)>,
    tasks: Vec<TaskInfo>,
    compressor: zstd::bulk::Compressor<'static>,
    sequence: u64,
    written: u64,
    records: u64,
    block: Vec<u8>,
    block_bytes: usize,
}

impl<W: Write> Writer<W> {
    /// Begins a recording, with blocks of so many bytes of records.
    pub fn new(out: W, start: &Start, block_bytes: usize) -> io::Result<Self> {
        let mut writer = Self {
            out,
            encoder: Encoder::default(),
            since: None,
            clocks: Vec::new(),
            tasks: Vec::new(),
            compressor: zstd::bulk::Compressor::new(LEVEL)?,
            sequence: 0,
            written: 0,
            records: 0,
            block: Vec::new(),
            block_bytes,
        };
        let header = file_header();
        writer.out.write_all(&header)?;
        writer.written = header.len() as u64;
        writer.json(Kind::Start, start)?;
        Ok(writer)
    }

    /// Adds a record. True if it is the first of its task in this block.
    #[inline]
    pub fn record(&mut self, record: &[u8]) -> io::Result<bool> {
        if self.encoder.bytes() >= self.block_bytes {
            self.cut()?;
        }
        Ok(self.encoder.add(record))
    }

    /// From the next record on, the clocks stand like this.
    pub fn clock(&mut self, point: ClockPoint) {
        self.clocks.push((self.encoder.records(), point));
    }

    /// Introduces a task, before the block that is being gathered.
    pub fn task(&mut self, task: TaskInfo) {
        self.tasks.push(task);
    }

    /// Writes the block if it is old.
    pub fn tick(&mut self) -> io::Result<()> {
        if self.encoder.records() == 0 {
            return Ok(());
        }
        let since = *self.since.get_or_insert_with(Instant::now);
        if since.elapsed() >= BLOCK_AGE { self.cut() } else { Ok(()) }
    }

    /// Writes what is gathered.
    pub fn cut(&mut self) -> io::Result<()> {
        self.since = None;
        if !self.tasks.is_empty() {
            let tasks = std::mem::take(&mut self.tasks);
            self.json(Kind::Tasks, &tasks)?;
        }
        if self.encoder.records() == 0 && self.clocks.is_empty() {
            return Ok(());
        }
        let mut block = self.begin();
        varint::put(&mut block, u64::from(self.encoder.records()));
        varint::put(&mut block, self.clocks.len() as u64);
        for (place, point) in self.clocks.drain(..) {
            varint::put(&mut block, u64::from(place));
            varint::put(&mut block, point.monotonic);
            varint::put(&mut block, point.realtime);
            varint::put_difference(&mut block, 0, i64::from(point.zone) as u64);
        }
        varint::put(&mut block, COLUMNS as u64);
        for column in self.encoder.columns() {
            let packed = self.compressor.compress(column)?;
            varint::put(&mut block, column.len() as u64);
            varint::put(&mut block, packed.len() as u64);
            block.extend_from_slice(&packed);
        }
        self.records += u64::from(self.encoder.records());
        self.encoder.clear();
        self.put(Kind::Records, block)
    }

    /// Tells what the kernel has counted so far.
    pub fn counts(&mut self, counts: &Counts) -> io::Result<()> {
        self.cut()?;
        self.json(Kind::Counts, counts)
    }

    /// Ends the recording.
    pub fn finish(&mut self, ending: &Ending) -> io::Result<()> {
        self.cut()?;
        self.json(Kind::End, ending)?;
        self.out.flush()
    }

    /// Bytes written so far.
    pub const fn written(&self) -> u64 {
        self.written
    }

    /// Records written so far, and those that wait.
    pub fn records(&self) -> u64 {
        self.records + u64::from(self.encoder.records())
    }

    /// Where it is written to.
    pub const fn get_mut(&mut self) -> &mut W {
        &mut self.out
    }

    fn json(&mut self, kind: Kind, value: &impl Serialize) -> io::Result<()> {
        let text = serde_json::to_vec(value)?;
        let mut block = self.begin();
        varint::put(&mut block, text.len() as u64);
        block.extend_from_slice(&self.compressor.compress(&text)?);
        self.put(kind, block)
    }

    /// A buffer with room for the header.
    fn begin(&mut self) -> Vec<u8> {
        let mut block = std::mem::take(&mut self.block);
        block.clear();
        block.resize(BLOCK_HEADER, 0);
        block
    }

    fn put(&mut self, kind: Kind, mut block: Vec<u8>) -> io::Result<()> {
        let header = BlockHeader::of(kind, self.sequence, &block[BLOCK_HEADER..]);
        block[..BLOCK_HEADER].copy_from_slice(&header.to_bytes());
        self.out.write_all(&block)?;
        self.sequence += 1;
        self.written += block.len() as u64;
        self.block = block;
        Ok(())
    }
}
