//! A live source at work, whoever takes its events: set up, let go, read, ended.

use std::cell::RefCell;
use std::ffi::OsString;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::rc::Rc;
use std::time::Instant;

use anyhow::{Context as _, Result};
use nix::sys::wait::WaitStatus;
use tracer_common::record;

use super::counting::summary;
use super::interrupts::Interrupts;
use super::recorder::{Opened, Recorder};
use super::settings::settings;
use super::targets::Targets;
use crate::call::{Event, Pairing, WallClock};
use crate::cli::Options;
use crate::procs::cgroup;
use crate::source::Target;
use crate::source::live::Live;
use crate::source::spawn::{Command, Held, SpawnError, Started};
use crate::stats::{By, Clock, Summary};

/// A source at work.
pub struct Tracing<'a> {
    options: &'a Options,
    pub live: Live,
    pub interrupts: Interrupts,
    pub started: Option<Started>,
    /// What was streamed, added up.
    pub streamed: Rc<RefCell<Summary>>,
    pairing: Pairing,
    recorder: Option<Recorder>,
    held: Option<Held>,
    begun: Instant,
}

/// Forks the command, if there is one. To be done as long as this process has one thread and no signal handlers.
/// `terminal` is the one that it gets for itself.
pub fn hold(options: &Options, terminal: Option<PathBuf>) -> Result<Option<Held>, SpawnError> {
    match &options.target {
        Target::Command(argv) => Held::new(&command(options, argv, terminal)).map(Some),
        Target::Pids(_) | Target::Everyone => Ok(None),
    }
}

fn command(options: &Options, argv: &[OsString], terminal: Option<PathBuf>) -> Command {
    // What the terminal of its own understands, unless the user knows better.
    let own = [("TERM", Some("xterm-256color")), ("LINES", None), ("COLUMNS", None)];
    let own = own.into_iter().filter(|_| terminal.is_some());
    let own = own.map(|(name, value)| (name.into(), value.map(OsString::from)));
    Command {
        argv: argv.to_vec(),
        argv0: options.argv0.clone(),
        env: own.chain(options.env.iter().cloned()).collect(),
        user: options.user.clone(),
        output_to_stderr: options.recording.as_ref().is_some_and(|it| it.path.as_os_str() == "-"),
        terminal,
        program: options.program.clone(),
        apart: options.apart,
    }
}

impl<'a> Tracing<'a> {
    /// Loads and attaches the programs, and adopts what runs already. The command waits still. `recording` is the file
    /// that the run is recorded to, if it is.
    pub fn begin(
        options: &'a Options,
        targets: &Targets,
        held: Option<Held>,
        recording: Option<Opened>,
    ) -> Result<Self> {
        let group = match &options.filter.cgroup {
            Some(path) => Some(cgroup::find("/".as_ref(), path)?),
            None => None,
        };
        let mut live = Live::new(&settings(options, group.as_ref()))?;
        if options.table.as_ref().is_some_and(|table| table.cost) {
            live.measure_cost()?;
        }
        if options.debug {
            for line in live.describe() {
                writeln!(io::stderr(), "{}: {line}", options.program)?;
            }
        }
        let interrupts = Interrupts::new(options.interruptible)?;
        if let Some(held) = &held {
            live.arm(held)?;
        }
        let begun = Instant::now();
        if let Some(module) = live.attach()? {
            let program = &options.program;
            writeln!(
                io::stderr(),
                "{program}: the kernel's module {module} is not loaded: -e kvm shows no exit reasons"
            )?;
        }
        targets.adopt(&live, options)?;
        let (by, clock) = options.table.as_ref().map_or((By::Syscall, Clock::Cpu), |t| (t.by, t.clock));
        let streamed = Rc::new(RefCell::new(Summary::new(by, clock)));
        let pairing = Pairing::new().only_whole(options.only_whole());
        let root = held.as_ref().map(Held::tid);
        let recorder = recording.map(|it| Recorder::begin(it, options, root, targets)).transpose()?;
        Ok(Self { options, live, interrupts, started: None, streamed, pairing, recorder, held, begun })
    }

    /// The command, if there is one.
    pub fn root(&self) -> Option<u32> {
        self.held.as_ref().map(Held::tid)
    }

    /// The clock that lines show: where the run is recorded, the one that replay will see.
    pub fn clock(&self) -> WallClock {
        self.recorder.as_ref().map_or_else(WallClock::new, Recorder::clock)
    }

    /// Tells of the calls that the targets are blocked in, and lets the command go.
    pub fn release(
        &mut self,
        targets: &Targets,
        take: &mut dyn FnMut(&Event<'_>) -> io::Result<()>,
    ) -> Result<()> {
        let wanted = &self.options.filter.calls;
        if self.options.streams() {
            for call in targets.blocked().filter(|call| wanted.contains(call.abi, call.nr)) {
                if let Some(recorder) = &mut self.recorder {
                    recorder.seed(&call)?;
                }
                if let Some(event) = self.pairing.seed(call) {
                    take(&event)?;
                }
            }
        }
        self.started = self.held.take().map(Held::release).transpose().context("cannot start the command")?;
        Ok(())
    }

    /// Takes everything that the ring holds.
    #[inline]
    pub fn pump(&mut self, mut take: impl FnMut(&Event<'_>) -> io::Result<()>) -> Result<()> {
        let (pairing, recorder) = (&mut self.pairing, &mut self.recorder);
        let shown = self.options.lines || self.options.table.is_some();
        self.live.drain(|bytes| {
            if let Some(recorder) = recorder {
                recorder.record(bytes)?;
                if !shown {
                    return Ok(());
                }
            }
            // The programs and this reader are of one build, so a malformed record is a defect of theirs.
            let (record, memory) = record::parse(bytes).context("malformed record")?;
            let mut result = Ok(());
            pairing.take(record, memory, &mut |event| {
                if result.is_ok() {
                    result = take(&event);
                }
            });
            result.map_err(anyhow::Error::from)
        })
    }

    /// Has the last traced task ended?
    pub fn is_over(&self) -> bool {
        self.options.target != Target::Everyone && self.live.live_tasks() == 0
    }

    /// All that was counted so far, streamed or in the kernel.
    pub fn summary(&self) -> Result<Summary> {
        let elapsed = self.begun.elapsed().as_nanos() as u64;
        let recorded = self.recorder.as_ref().map(|recorder| recorder.counts(&self.live)).transpose()?;
        Ok(summary(&self.live, &self.streamed.borrow(), self.options, recorded.as_ref(), elapsed)?)
    }

    /// Writes what is old of the recording, if there is one.
    pub fn tick(&mut self) -> Result<()> {
        self.recorder.as_mut().map_or(Ok(()), |recorder| recorder.tick(&self.live))
    }

    /// Ends the recording, if there is one, with the summary that the table shows.
    pub fn finish_recording(&mut self, summary: &Summary) -> Result<()> {
        self.recorder.take().map_or(Ok(()), |recorder| recorder.finish(&self.live, summary.elapsed))
    }

    /// Waits for the command, if there is one that this process is the parent of.
    pub fn wait(&mut self) -> Result<Option<WaitStatus>> {
        match &mut self.started {
            Some(started) if started.is_child => {
                started.wait().context("cannot wait for the command").map(Some)
            }
            _ => Ok(None),
        }
    }
}
