//! Reads a recording from its beginning to its end, and hands on its events: what replay, reports and comparisons share.

use std::io::{self, Write as _};
use std::path::Path;

use anyhow::{Context as _, Result};
use tracer_common::record;

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
#[derive(Debug, Default)]
pub struct Learnt {
    /// The latest counts of the kernel's, with the losses.
    pub counts: Counts,
    /// How it ended, if that was told.
    pub ending: Option<Ending>,
    /// The time of the last record.
    last: u64,
    /// When it began.
    began: u64,
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
    mut pairing: Pairing,
    mut take: impl FnMut(Told<'_>) -> Result<()>,
) -> Result<Learnt> {
    let began = source.start().clock.monotonic;
    let mut learnt = Learnt { last: began, began, ..Learnt::default() };
    let mut strange = 0_u64;
    let mut upgrade = Upgrade::new(source.start().abi_version);
    let result: Result<()> = source.each(|piece, _| match piece {
        Piece::Record(bytes) => {
            let Ok((record, memory)) = record::parse(upgrade.record(bytes)) else {
                strange += 1;
                return Ok(());
            };
            let time =
                bytes.get(16..24).and_then(|time| time.first_chunk()).map_or(0, |it| u64::from_ne_bytes(*it));
            learnt.last = learnt.last.max(time);
            take(Told::Record(time))?;
            let mut result = Ok(());
            pairing.take(record, memory, &mut |event| {
                if result.is_ok() {
                    result = take(Told::Event(&event));
                }
            });
            result
        }
        Piece::Clock(point) => take(Told::Clock(point)),
        Piece::Tasks(tasks) => take(Told::Tasks(tasks)),
        Piece::Counts(counts) => {
            learnt.counts.clone_from(counts);
            Ok(())
        }
        Piece::End(ending) => {
            learnt.counts.clone_from(&ending.counts);
            learnt.ending = Some(ending.clone());
            Ok(())
        }
    });
    result?;
    learnt.missing = source.missing();
    if strange > 0 {
        learnt.missing.push(format!("{strange} records are of a kind that this version does not know"));
    }
    Ok(learnt)
}

/// Tells what is missing of a recording.
pub fn tell_missing(program: &str, path: &Path, learnt: &Learnt) -> io::Result<()> {
    let mut err = io::stderr().lock();
    learnt.missing.iter().try_for_each(|line| writeln!(err, "{program}: '{}': {line}", path.display()))
}
