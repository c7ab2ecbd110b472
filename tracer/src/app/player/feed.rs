//! Reads a recording a little at a time, up to a moment in it, so that whoever watches can do something else in between.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::app::reading::{Learnt, Reading, Told, open, time_of};
use crate::call::{ClockPoint, Pairing};
use crate::recording::meta::{Counts, Ending, Start, TaskInfo};
use crate::source::replay::{Piece, Replay};

/// The time is looked at after so many pieces.
const AT_ONCE: usize = 256;

/// How far it came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Everything up to the moment was read.
    Reached,
    /// There is more to read before it.
    More,
    /// The recording is at its end.
    End,
}

/// A piece that waits; the records lie one behind the other.
enum Waiting {
    Record(usize),
    Clock(ClockPoint),
    Tasks(Vec<TaskInfo>),
    Counts(Box<Counts>),
    End(Box<Ending>),
}

/// A recording that is read.
pub struct Feed {
    source: Replay,
    reading: Reading,
    waiting: std::vec::IntoIter<Waiting>,
    /// The one that is too late as yet.
    next: Option<Waiting>,
    records: Vec<u8>,
    at: usize,
    /// Bytes of the files that have been read.
    read: u64,
}

impl Feed {
    /// Opens a recording.
    pub fn open(path: &Path, pairing: Pairing) -> Result<Self> {
        let source = open(path)?;
        let reading = Reading::new(&source, pairing);
        let waiting = Vec::new().into_iter();
        Ok(Self { source, reading, waiting, next: None, records: Vec::new(), at: 0, read: 0 })
    }

    /// Where, when and of what it was made.
    pub const fn start(&self) -> &Start {
        self.source.start()
    }

    /// What was told once, so far.
    pub const fn learnt(&self) -> &Learnt {
        &self.reading.learnt
    }

    /// What is missing, when all has been read.
    pub fn missing(&self) -> Vec<String> {
        self.reading.missing(&self.source)
    }

    /// How much of it has been read, from 0 to 1.
    pub fn share(&self) -> f64 {
        self.source.bytes().map_or(0.0, |bytes| self.read as f64 / bytes.max(1) as f64)
    }

    /// Reads up to this time, for so long at most.
    pub fn advance(
        &mut self,
        until: u64,
        time: Duration,
        mut take: impl FnMut(Told<'_>) -> Result<()>,
    ) -> Result<Progress> {
        let stop = Instant::now() + time;
        loop {
            for _ in 0..AT_ONCE {
                let Some(piece) = self.next.take().or_else(|| self.waiting.next()) else {
                    if !self.fill()? {
                        return Ok(Progress::End);
                    }
                    break;
                };
                let bytes = match piece {
                    Waiting::Record(length) => &self.records[self.at..self.at + length],
                    _ => &[],
                };
                if time_of(bytes) > until {
                    self.next = Some(piece);
                    return Ok(Progress::Reached);
                }
                self.at += bytes.len();
                let piece = match &piece {
                    Waiting::Record(_) => Piece::Record(bytes),
                    Waiting::Clock(point) => Piece::Clock(*point),
                    Waiting::Tasks(tasks) => Piece::Tasks(tasks),
                    Waiting::Counts(counts) => Piece::Counts(counts),
                    Waiting::End(ending) => Piece::End(ending),
                };
                self.reading.piece(piece, &mut take)?;
            }
            if Instant::now() >= stop {
                return Ok(Progress::More);
            }
        }
    }

    /// Reads a block. False if there is none.
    fn fill(&mut self) -> Result<bool> {
        let Self { source, records, read, .. } = self;
        records.clear();
        self.at = 0;
        let mut waiting = Vec::new();
        let more = source.step::<anyhow::Error>(&mut |piece, at| {
            *read = at;
            waiting.push(match piece {
                Piece::Record(bytes) => {
                    records.extend_from_slice(bytes);
                    Waiting::Record(bytes.len())
                }
                Piece::Clock(point) => Waiting::Clock(point),
                Piece::Tasks(tasks) => Waiting::Tasks(tasks.to_vec()),
                Piece::Counts(counts) => Waiting::Counts(Box::new(counts.clone())),
                Piece::End(ending) => Waiting::End(Box::new(ending.clone())),
            });
            Ok(())
        })?;
        self.waiting = waiting.into_iter();
        Ok(more)
    }
}
