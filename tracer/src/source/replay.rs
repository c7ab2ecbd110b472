//! A recording as a source: the records that the ring held, in their order, from one file or a flight recorder's two.
//!
//! What is shown of them, and when, is left to the caller.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::call::ClockPoint;
use crate::recording::columns::Malformed;
use crate::recording::meta::{Counts, Ending, Start, TaskInfo};
use crate::recording::parts::older;
use crate::recording::{Entry, Item, Reader, ReaderError, Shortfall};

/// What a recording yields, in order.
#[derive(Debug)]
pub enum Piece<'a> {
    /// A record, as the ring held it.
    Record(&'a [u8]),
    /// From here on, the clocks stand like this.
    Clock(ClockPoint),
    /// Tasks that the records do not introduce.
    Tasks(&'a [TaskInfo]),
    /// What the kernel had counted at this moment.
    Counts(&'a Counts),
    /// The end.
    End(&'a Ending),
}

/// A recording that is read.
pub struct Replay {
    path: PathBuf,
    /// The parts, the older first; each is dropped when it has been read.
    parts: Vec<Reader<Box<dyn Read>>>,
    /// Bytes of the parts that were dropped.
    before: u64,
    start: Start,
    bytes: Option<u64>,
    /// Is the part before the one that was named not there?
    orphan: bool,
    /// What is missing of the parts that have been read.
    shortfall: Shortfall,
}

impl Replay {
    /// Opens a recording; `-` is standard input. An older part beside it is read too.
    pub fn open(path: &Path) -> Result<Self, ReaderError> {
        if path.as_os_str() == "-" {
            let reader = Reader::new(Box::new(io::stdin().lock()) as Box<dyn Read>)?;
            let orphan = reader.start().part > 0;
            let start = reader.start().clone();
            let shortfall = Shortfall::default();
            return Ok(Self {
                path: path.to_owned(),
                parts: vec![reader],
                before: 0,
                start,
                bytes: None,
                orphan,
                shortfall,
            });
        }
        let (newer, mut bytes) = part(path)?;
        let start = newer.start().clone();
        let mut parts = vec![newer];
        let before = (start.part > 0).then(|| part(&older(path)).ok()).flatten();
        let fits = |its: &Start| (its.run, its.part.checked_add(1)) == (start.run, Some(start.part));
        if let Some((before, more)) = before.filter(|(before, _)| fits(before.start())) {
            parts.insert(0, before);
            bytes += more;
        }
        let orphan = start.part > 0 && parts.len() == 1;
        // What was dropped is known to the newest.
        let (dropped_records, dropped_bytes) = (start.dropped_records, start.dropped_bytes);
        let start = parts.first().map_or(start, |first| first.start().clone());
        let start = Start { dropped_records, dropped_bytes, ..start };
        let shortfall = Shortfall::default();
        Ok(Self { path: path.to_owned(), parts, before: 0, start, bytes: Some(bytes), orphan, shortfall })
    }

    /// Where, when and of what it was made.
    pub const fn start(&self) -> &Start {
        &self.start
    }

    /// How long the files are, if that is known.
    pub const fn bytes(&self) -> Option<u64> {
        self.bytes
    }

    /// Reads all of it. `take` gets each piece, and how many bytes of its file have been read.
    pub fn each<E>(&mut self, mut take: impl FnMut(Piece<'_>, u64) -> Result<(), E>) -> Result<(), E>
    where
        E: From<io::Error>,
    {
        while self.step(&mut take)? {}
        Ok(())
    }

    /// Reads a block, as [`Replay::each`] does. False if there is none.
    pub fn step<E>(&mut self, take: &mut impl FnMut(Piece<'_>, u64) -> Result<(), E>) -> Result<bool, E>
    where
        E: From<io::Error>,
    {
        let Some(reader) = self.parts.first_mut() else { return Ok(false) };
        let item = reader.next_item()?;
        let at = self.before + reader.position();
        match item {
            Some(Item::Records(block)) => {
                let result = block.each(|entry| {
                    let piece = match entry {
                        Entry::Record(record) => Piece::Record(record),
                        Entry::Clock(point) => Piece::Clock(point),
                    };
                    take(piece, at).map_err(Stop::Failed)
                });
                match result {
                    Err(Stop::Failed(error)) => return Err(error),
                    Err(Stop::Malformed) => self.shortfall.malformed_blocks += 1,
                    Ok(()) => {}
                }
            }
            Some(Item::Tasks(tasks)) => take(Piece::Tasks(&tasks), at)?,
            Some(Item::Counts(counts)) => take(Piece::Counts(&counts), at)?,
            Some(Item::End(ending)) => take(Piece::End(&ending), at)?,
            None => {
                self.before = at;
                let found = reader.shortfall();
                self.parts.remove(0);
                self.shortfall.add(found);
                // Only the newest part has an end.
                self.shortfall.no_end = self.parts.is_empty() && found.no_end;
            }
        }
        Ok(true)
    }

    /// What is missing, in words: complete after [`Replay::each`].
    pub fn missing(&self) -> Vec<String> {
        let mut lines = Vec::new();
        if self.start.dropped_records > 0 {
            let (records, bytes) = (self.start.dropped_records, self.start.dropped_bytes);
            let why = "to keep the size that was asked for";
            lines.push(format!("{records} records ({bytes} bytes) before the first were dropped {why}"));
        }
        if self.orphan {
            lines.push(format!("the part before, '{}', is not there", older(&self.path).display()));
        }
        lines.extend(self.shortfall.describe());
        lines
    }
}

/// Why a block was not read to its end.
enum Stop<E> {
    Malformed,
    Failed(E),
}

impl<E> From<Malformed> for Stop<E> {
    fn from(_: Malformed) -> Self {
        Self::Malformed
    }
}

fn part(path: &Path) -> Result<(Reader<Box<dyn Read>>, u64), ReaderError> {
    let file = File::open(path)?;
    let bytes = file.metadata()?.len();
    Ok((Reader::new(Box::new(file) as Box<dyn Read>)?, bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recording::parts::{MIN_SIZE, Parts, open};

    fn read(path: &Path) -> (Vec<u64>, Vec<String>) {
        let mut replay = Replay::open(path).expect("it is a recording");
        let mut times = Vec::new();
        let result: io::Result<()> = replay.each(|piece, _| {
            if let Piece::Record(record) = piece {
                times
                    .extend(record.get(16..24).and_then(|b| b.first_chunk()).map(|b| u64::from_le_bytes(*b)));
            }
            Ok(())
        });
        result.expect("it is read");
        (times, replay.missing())
    }

    #[test]
    fn a_flight_recorders_parts_are_read_in_order() {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("flight");
        let place = open(&path).expect("it opens");
        let mut parts = Parts::begin(&path, place, Start::default(), Some(MIN_SIZE)).expect("it begins");
        let mut noise = 1_u64;
        for time in 0..3000_u64 {
            let mut record = vec![9; 16];
            record.extend_from_slice(&time.to_le_bytes());
            for _ in 0..20 {
                noise = noise.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                record.extend_from_slice(&noise.to_le_bytes());
            }
            parts.writer().record(&record).expect("it is written");
            if parts.is_full() {
                parts.rotate(ClockPoint::default()).expect("it is written");
            }
        }
        parts.finish(Ending::default()).expect("it is written");
        let (times, missing) = read(&path);
        assert_eq!(times, (3000 - times.len() as u64..3000).collect::<Vec<_>>());
        let dropped = format!("{} records (", 3000 - times.len());
        assert!(missing.len() == 1 && missing[0].starts_with(&dropped), "{missing:?}");
        std::fs::remove_file(older(&path)).expect("it is there");
        let (fewer, missing) = read(&path);
        assert!(times.ends_with(&fewer) && fewer.len() < times.len());
        assert!(missing.iter().any(|line| line.contains("flight.old', is not there")), "{missing:?}");
    }
}
