//! One run: the source is set up, its events go to the sinks until the target has ended or a signal came, the
//! totals are printed.

use std::cell::RefCell;
use std::io::{self, Write as _};
use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use nix::sys::signal::Signal;
use nix::sys::wait::WaitStatus;
use tokio::time::MissedTickBehavior;
use tracer_common::record;

use super::counting::summary;
use super::interrupts::{Interrupts, pass_on};
use super::outputs::Outputs;
use super::recorder::{Opened, Recorder};
use super::settings::settings;
use super::targets::Targets;
use crate::call::{Pairing, WallClock};
use crate::cli::Options;
use crate::procs::cgroup;
use crate::sink::End;
use crate::source::Target;
use crate::source::live::Live;
use crate::source::spawn::{Command, Held, Started};
use crate::stats::{By, Clock, Summary};

/// The end of the last task is told by the ring; should the ring have been full just then, it is seen so often.
const LOOK_AGAIN: Duration = Duration::from_millis(100);

/// How a run ended.
#[derive(Debug)]
pub enum Ending {
    /// The targets have ended, or there was nothing to start.
    Done,
    /// The command has ended so.
    Command(WaitStatus),
    /// A signal came to tracer.
    Interrupted(Signal),
}

/// Starts what is to be started, and traces it to its end.
pub fn trace(options: &Options) -> Result<Ending> {
    let targets = Targets::find(options)?;
    // The output first: a file that cannot be written ends the run before anything has begun.
    let outputs = Outputs::open(options)?;
    let recording = options.recording.as_ref().map(Opened::new).transpose()?;
    // Then the fork, as long as this process has one thread and no signal handlers.
    let held = match &options.target {
        Target::Command(argv) => Some(Held::new(&command(options, argv))?),
        Target::Pids(_) | Target::Everyone => None,
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let mut session = Session::new(options, outputs, recording, &targets, held)?;
        let result = session.follow().await;
        session.end(result, &targets)
    })
}

fn command(options: &Options, argv: &[std::ffi::OsString]) -> Command {
    Command {
        argv: argv.to_vec(),
        argv0: options.argv0.clone(),
        env: options.env.clone(),
        user: options.user.clone(),
        output_to_stderr: options.recording.as_ref().is_some_and(|it| it.path.as_os_str() == "-"),
        program: options.program.clone(),
    }
}

struct Session<'a> {
    options: &'a Options,
    live: Live,
    pairing: Pairing,
    outputs: Outputs,
    recorder: Option<Recorder>,
    /// What was streamed, added up.
    streamed: Rc<RefCell<Summary>>,
    interrupts: Interrupts,
    started: Option<Started>,
    begun: Instant,
    /// The summary as it was when the table was last printed.
    printed: Option<Summary>,
}

impl<'a> Session<'a> {
    fn new(
        options: &'a Options,
        mut outputs: Outputs,
        recording: Option<Opened>,
        targets: &Targets,
        held: Option<Held>,
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
        live.attach()?;
        targets.adopt(&live, options)?;
        let root = held.as_ref().map(Held::tid);
        let (by, clock) = options.table.as_ref().map_or((By::Syscall, Clock::Cpu), |t| (t.by, t.clock));
        let streamed = Rc::new(RefCell::new(Summary::new(by, clock)));
        let mut recorder = match (recording, &options.recording) {
            (Some(opened), Some(recording)) => {
                Some(Recorder::begin(opened, recording, options, root, targets)?)
            }
            _ => None,
        };
        let clock = recorder.as_ref().map_or_else(WallClock::new, Recorder::clock);
        outputs.start(options, root, &targets.tids(), &streamed, clock)?;
        let mut pairing = Pairing::new().only_whole(options.only_whole());
        if options.streams() {
            for call in targets.blocked().filter(|call| options.filter.calls.contains(call.abi, call.nr)) {
                if let Some(recorder) = &mut recorder {
                    recorder.seed(&call)?;
                }
                if let Some(event) = pairing.seed(call) {
                    outputs.sink().event(&event)?;
                }
            }
        }
        let started = held.map(Held::release).transpose().context("cannot start the command")?;
        let printed = None;
        Ok(Self { options, live, pairing, outputs, recorder, streamed, interrupts, started, begun, printed })
    }

    /// Takes everything that the ring holds.
    fn pump(&mut self) -> Result<()> {
        let (pairing, sink, recorder) = (&mut self.pairing, self.outputs.sink(), &mut self.recorder);
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
                    result = sink.event(&event);
                }
            });
            result.map_err(anyhow::Error::from)
        })
    }

    fn is_over(&self) -> bool {
        self.options.target != Target::Everyone && self.live.live_tasks() == 0
    }

    /// Until the last traced task has ended, or a signal comes.
    async fn follow(&mut self) -> Result<Option<Signal>> {
        let period = self.options.interval.unwrap_or(Duration::from_secs(3600));
        let mut ticks = tokio::time::interval_at(tokio::time::Instant::now() + period, period);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
        loop {
            let over = self.is_over();
            self.pump()?;
            if over {
                return Ok(None);
            }
            self.outputs.sink().flush()?;
            if let Some(recorder) = &mut self.recorder {
                recorder.tick(&self.live)?;
            }
            tokio::select! {
                biased;
                signal = self.interrupts.next() => return Ok(Some(signal)),
                _ = ticks.tick(), if self.options.interval.is_some() => self.print_interval()?,
                result = self.live.wait() => result.context("cannot wait for events")?,
                () = tokio::time::sleep(LOOK_AGAIN) => {}
            }
        }
    }

    fn summary(&self) -> Result<Summary> {
        let elapsed = self.begun.elapsed().as_nanos() as u64;
        let recorded = self.recorder.as_ref().map(|recorder| recorder.counts(&self.live)).transpose()?;
        Ok(summary(&self.live, &self.streamed.borrow(), self.options, recorded.as_ref(), elapsed)?)
    }

    fn print_interval(&mut self) -> Result<()> {
        let now = self.summary()?;
        if let Some(table) = &self.options.table {
            self.outputs.interval(&now, self.printed.as_ref(), table)?;
        }
        self.printed = Some(now);
        Ok(())
    }

    /// Detaches, prints what is left to print, and finds out how it ended. Whatever went wrong before, the
    /// command is waited for: it is not ours to leave behind.
    fn end(mut self, followed: Result<Option<Signal>>, targets: &Targets) -> Result<Ending> {
        self.live.detach();
        let interrupted = match followed {
            Ok(interrupted) => interrupted,
            Err(error) => {
                // The recording may be whole even if the lines are not.
                let recorded = self.summary().and_then(|summary| self.finish_recording(summary.elapsed));
                self.wait()?;
                return recorded.and(Err(error));
            }
        };
        if let (Some(signal), Some(started)) = (interrupted, &self.started) {
            pass_on(started.pid, signal);
        }
        if interrupted.is_some() {
            self.tell_detached(targets);
        }
        let printed = self.pump().and_then(|()| self.print_totals());
        if let Some(signal) = interrupted {
            // A command that ignores the signal goes on without us, as under strace.
            return printed.map(|()| Ending::Interrupted(signal));
        }
        let status = self.wait();
        printed?;
        Ok(status?.map_or(Ending::Done, Ending::Command))
    }

    fn print_totals(&mut self) -> Result<()> {
        let summary = self.summary()?;
        self.finish_recording(summary.elapsed)?;
        self.outputs.sink().finish(&End { summary: &summary })?;
        match &self.options.table {
            Some(table) if self.options.interval.is_some() => {
                self.outputs.interval(&summary, self.printed.as_ref(), table)?;
            }
            Some(table) => self.outputs.table(&summary, table)?,
            None => self.outputs.losses(&summary.loss)?,
        }
        self.outputs.finish()?;
        Ok(())
    }

    fn finish_recording(&mut self, elapsed: u64) -> Result<()> {
        match self.recorder.take() {
            Some(recorder) => recorder.finish(&self.live, elapsed),
            None => Ok(()),
        }
    }

    /// Tells whom tracing has left. Where there are lines, they tell it.
    fn tell_detached(&self, targets: &Targets) {
        let attached = targets.0.iter().flat_map(|adopted| adopted.tids.iter().copied());
        let all = self.started.iter().map(|started| started.pid.as_raw() as u32).chain(attached);
        if self.options.lines || self.options.log.quiet.attach {
            return;
        }
        for tid in all {
            let _ = writeln!(io::stderr(), "{}: Process {tid} detached", self.options.program);
        }
    }

    fn wait(&self) -> Result<Option<WaitStatus>> {
        match &self.started {
            Some(started) => started.wait().context("cannot wait for the command").map(Some),
            None => Ok(None),
        }
    }
}
