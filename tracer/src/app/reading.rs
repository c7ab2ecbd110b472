//! Reads a recording from its beginning to its end, and hands on its events: what replay, reports and comparisons share.

use std::io::{self, Write as _};
use std::path::Path;

use anyhow::{Context as _, Result};
use tracer_common::record;

use super::progress::Progress;
use crate::call::{ClockPoint, Event, Pairing};
use crate::recording::meta::{Counts, Ending, TaskInfo};
use crate::recording::upgrade::Upgrade;
use crate::source::replay::{Piece, Replay};

/// What a recording tells, in order.
#[derive(Debug)]
pub enum Told<'a> {
    /// There is a record of this time; what it means follows.
    Record(u64),
    /// Something happened.
    Event(&'a Event<'a>),
    /// From here on, the clocks stand like this.
    Clock(ClockPoint),
    /// Tasks that the records do not introduce.
    Tasks(&'a [TaskInfo]),
}

/// What is told once.
#[derive(Clone, Debug, Default)]
pub struct Learnt {
    /// The latest counts of the kernel's, with the losses.
    pub counts: Counts,
    /// How it ended, if that was told.
    pub ending: Option<Ending>,
    /// The time of the last record.
    pub last: u64,
    /// When it began.
    pub began: u64,
    /// What is missing, in words.
    pub missing: Vec<String>,
}

impl Learnt {
    /// How long the run took, ns.
    pub fn elapsed(&self) -> u64 {
        self.ending.as_ref().map_or(self.last.saturating_sub(self.began), |ending| ending.elapsed)
    }
}

/// Opens a recording. Errors name the file.
pub fn open(path: &Path) -> Result<Replay> {
    Replay::open(path).with_context(|| format!("'{}'", path.display()))
}

/// Reads all of it.
pub fn read(
    source: &mut Replay,
    pairing: Pairing,
    mut progress: Progress,
    mut take: impl FnMut(Told<'_>) -> Result<()>,
) -> Result<Learnt> {
    let mut reading = Reading::new(source, pairing);
    source.each(|piece, at| {
        progress.at(at);
        reading.piece(piece, &mut take)
    })?;
    reading.learnt.missing = reading.missing(source);
    Ok(reading.learnt)
}

/// Makes of pieces what they mean.
pub struct Reading {
    pairing: Pairing,
    upgrade: Upgrade,
    /// Records of an unknown kind.
    strange: u64,
    /// What was told once, so far.
    pub learnt: Learnt,
}

impl Reading {
    /// Has read nothing yet of this recording.
    pub fn new(source: &Replay, pairing: Pairing) -> Self {
        let began = source.start().clock.monotonic;
        let learnt = Learnt { last: began, began, ..Learnt::default() };
        Self { pairing, upgrade: Upgrade::new(source.start().abi_version), strange: 0, learnt }
    }

    /// Takes the next piece.
    #[inline]
    pub fn piece(&mut self, piece: Piece<'_>, take: &mut impl FnMut(Told<'_>) -> Result<()>) -> Result<()> {
        match piece {
            Piece::Record(bytes) => {
                let Ok((record, memory)) = record::parse(self.upgrade.record(bytes)) else {
                    self.strange += 1;
                    return Ok(());
                };
                let time = time_of(bytes);
                self.learnt.last = self.learnt.last.max(time);
                take(Told::Record(time))?;
                let mut result = Ok(());
                self.pairing.take(record, memory, &mut |event| {
                    if result.is_ok() {
                        result = take(Told::Event(&event));
                    }
                });
                result
            }
            Piece::Clock(point) => take(Told::Clock(point)),
            Piece::Tasks(tasks) => take(Told::Tasks(tasks)),
            Piece::Counts(counts) => {
                self.learnt.counts.clone_from(counts);
                Ok(())
            }
            Piece::End(ending) => {
                self.learnt.counts.clone_from(&ending.counts);
                self.learnt.ending = Some(ending.clone());
                Ok(())
            }
        }
    }

    /// What is missing, in words, when all has been read.
    pub fn missing(&self, source: &Replay) -> Vec<String> {
        let mut missing = source.missing();
        if self.strange > 0 {
            missing.push(format!("{} records are of a kind that this version does not know", self.strange));
        }
        missing
    }
}

/// The time of a record.
pub fn time_of(record: &[u8]) -> u64 {
    record.get(16..24).and_then(|time| time.first_chunk()).map_or(0, |it| u64::from_ne_bytes(*it))
}

/// Tells what is missing of a recording.
pub fn tell_missing(program: &str, path: &Path, learnt: &Learnt) -> io::Result<()> {
    let mut err = io::stderr().lock();
    learnt.missing.iter().try_for_each(|line| writeln!(err, "{program}: '{}': {line}", path.display()))
}
