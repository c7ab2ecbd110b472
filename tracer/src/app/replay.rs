//! `tracer replay`: a recording goes through what a live run's events go through, to the same sinks.

use std::cell::RefCell;
use std::process::ExitCode;
use std::rc::Rc;

use anyhow::Result;
use hashbrown::HashMap;

use super::counting::{add_counts, recorded_loss};
use super::outputs::Outputs;
use super::progress::Progress;
use super::reading::{Learnt, Told, open, read, tell_missing};
use crate::call::{Pairing, SharedClock};
use crate::cli::{Options, Replay as Asked};
use crate::filter::Predicate;
use crate::recording::meta::Counts;
use crate::sink::End;
use crate::stats::{By, Clock, Summary};

/// Shows a recording.
pub fn replay(asked: &Asked) -> Result<ExitCode> {
    super::tell_notices(&asked.options);
    let mut source = open(&asked.file)?;
    let start = source.start().clone();
    let mut options = asked.options.clone();
    options.suit(start.several, start.command.is_empty());
    let options = &options;
    let mut outputs = Outputs::open_for_reading(options)?;
    let (by, clock) = options.table.as_ref().map_or((By::Syscall, Clock::Cpu), |t| (t.by, t.clock));
    let streamed = Rc::new(RefCell::new(Summary::new(by, clock)));
    let wall = SharedClock::default();
    wall.set(start.clock);
    outputs.start(options, start.root, &start.attached, &streamed, wall.follower())?;
    let predicate = Predicate::new(&options.filter, options.pids());
    let mut names = HashMap::new();
    let mut intervals = Intervals::new(options, start.clock.monotonic);
    let pairing = Pairing::new().only_whole(options.only_whole());
    let progress = Progress::new(source.bytes(), options.output.is_some());
    let learnt = read(&mut source, pairing, progress, |told| {
        match told {
            Told::Record(time) => intervals.pass(time, &streamed, &mut outputs)?,
            Told::Event(event) if predicate.admits(event) => outputs.sink().event(event)?,
            Told::Event(_) => {}
            Told::Clock(point) => wall.set(point),
            Told::Tasks(tasks) => {
                let named = tasks.iter().filter(|task| !task.comm.is_empty());
                for task in named {
                    outputs.name(task.tid, task.comm.as_bytes());
                    names.insert(task.tid, task.comm.clone());
                }
            }
        }
        Ok(())
    })?;
    let summary = summary(&streamed.borrow(), &learnt, &names, options);
    outputs.sink().finish(&End { summary: &summary })?;
    match &options.table {
        Some(table) if options.interval.is_some() => {
            outputs.interval(&summary, intervals.printed.as_ref(), table)?;
        }
        Some(table) => outputs.table(&summary, table)?,
        None => outputs.losses(&summary.loss)?,
    }
    outputs.finish()?;
    tell_missing(&options.program, &asked.file, &learnt)?;
    Ok(ExitCode::SUCCESS)
}

/// Of what the kernel has counted, that which the options want.
pub fn wanted(counts: &Counts, options: &Options) -> Counts {
    let pids = options.pids();
    let mut counts = counts.clone();
    let wanted = |tid: u32, tgid: u32, abi: u32, nr: u32| {
        let abi = tracer_common::abi::Abi::from_u8(abi as u8);
        (pids.is_empty() || pids.contains(&tid) || pids.contains(&tgid))
            && abi.is_some_and(|abi| options.filter.calls.contains(abi, nr))
    };
    counts.rows.retain(|row| wanted(row.tid, row.tgid, row.abi, row.nr));
    counts.errnos.retain(|(tid, tgid, abi, nr, ..)| wanted(*tid, *tgid, *abi, *nr));
    counts.histograms.retain(|(tid, tgid, abi, nr, _)| wanted(*tid, *tgid, *abi, *nr));
    counts
}

/// Everything, as the summary of a live run.
pub fn summary(
    streamed: &Summary,
    learnt: &Learnt,
    names: &HashMap<u32, String>,
    options: &Options,
) -> Summary {
    let mut summary = streamed.clone();
    let counts = wanted(&learnt.counts, options);
    add_counts(&mut summary, &counts, options.table.as_ref());
    summary.loss = recorded_loss(&counts);
    let ending = learnt.ending.as_ref();
    summary.elapsed = learnt.elapsed();
    if summary.by != By::Syscall {
        let late = ending.map(|ending| ending.names.as_slice()).unwrap_or_default();
        let late: HashMap<u32, &String> = late.iter().map(|(tid, name)| (*tid, name)).collect();
        let ids: Vec<u32> = summary.rows.keys().map(|key| key.id).collect();
        for id in ids {
            let name = late.get(&id).copied().or_else(|| names.get(&id));
            if let (Some(name), false) = (name, summary.names.contains_key(&id)) {
                summary.names.insert(id, name.clone());
            }
        }
    }
    summary
}

/// So many intervals without a record are shown as empty tables; of a longer gap, the last ones.
const MAX_DUE: u64 = 10_000;

/// `--interval`, by the times of the records. What the kernel has counted is in the last table.
struct Intervals<'a> {
    options: &'a Options,
    began: u64,
    next: u64,
    printed: Option<Summary>,
}

impl<'a> Intervals<'a> {
    fn new(options: &'a Options, began: u64) -> Self {
        let next = options.interval.map_or(u64::MAX, |it| began.saturating_add(it.as_nanos() as u64));
        Self { options, began, next, printed: None }
    }

    /// Prints the tables of the intervals that end before this time.
    #[inline]
    fn pass(&mut self, time: u64, streamed: &Rc<RefCell<Summary>>, outputs: &mut Outputs) -> Result<()> {
        if self.next == u64::MAX || time < self.next {
            return Ok(());
        }
        let period = self.options.interval.map_or(u64::MAX, |it| it.as_nanos() as u64);
        // A time that makes no sense must not keep us busy for ever.
        let due = (time - self.next) / period;
        self.next += due.saturating_sub(MAX_DUE) * period;
        while time >= self.next {
            let mut now = streamed.borrow().clone();
            now.elapsed = self.next - self.began;
            if let Some(table) = &self.options.table {
                outputs.interval(&now, self.printed.as_ref(), table)?;
            }
            self.printed = Some(now);
            self.next = self.next.saturating_add(period);
        }
        Ok(())
    }
}
