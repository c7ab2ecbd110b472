//! One run: the source is set up, its events go to the sinks until the target has ended or a signal came, the
//! totals are printed.

use std::io::{self, Write as _};
use std::time::Duration;

use anyhow::{Context as _, Result};
use nix::sys::signal::Signal;
use nix::sys::wait::WaitStatus;
use tokio::time::MissedTickBehavior;

use super::interrupts::pass_on;
use super::outputs::Outputs;
use super::recorder::Opened;
use super::targets::Targets;
use super::tracing::{Tracing, hold};
use crate::cli::Options;
use crate::sink::End;
use crate::source::spawn::Held;
use crate::stats::Summary;

/// The end of the last task is told by the ring; should the ring have been full just then, it is seen so often.
pub const LOOK_AGAIN: Duration = Duration::from_millis(100);

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
    // The fork first, as long as this process has one thread, no signal handlers, and no children.
    let held = hold(options, None)?;
    let outputs = Outputs::open(options)?;
    let recording = Opened::of(options)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let mut session = Session::new(options, outputs, recording, &targets, held)?;
        let result = session.follow().await;
        session.end(result, &targets)
    })
}

struct Session<'a> {
    options: &'a Options,
    tracing: Tracing<'a>,
    outputs: Outputs,
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
        let mut tracing = Tracing::begin(options, targets, held, recording)?;
        outputs.start(options, tracing.root(), &targets.tids(), &tracing.streamed, tracing.clock())?;
        tracing.release(targets, &mut |event| outputs.sink().event(event))?;
        Ok(Self { options, tracing, outputs, printed: None })
    }

    /// Takes everything that the ring holds.
    fn pump(&mut self) -> Result<()> {
        let sink = self.outputs.sink();
        self.tracing.pump(|event| sink.event(event))
    }

    /// Until the last traced task has ended, or a signal comes.
    async fn follow(&mut self) -> Result<Option<Signal>> {
        let period = self.options.interval.unwrap_or(Duration::from_secs(3600));
        let mut ticks = tokio::time::interval_at(tokio::time::Instant::now() + period, period);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
        loop {
            let over = self.tracing.is_over();
            self.pump()?;
            if over {
                return Ok(None);
            }
            self.outputs.sink().flush()?;
            self.tracing.tick()?;
            tokio::select! {
                biased;
                signal = self.tracing.interrupts.next() => return Ok(Some(signal)),
                _ = ticks.tick(), if self.options.interval.is_some() => self.print_interval()?,
                result = self.tracing.live.wait() => result.context("cannot wait for events")?,
                () = tokio::time::sleep(LOOK_AGAIN) => {}
            }
        }
    }

    fn print_interval(&mut self) -> Result<()> {
        let now = self.tracing.summary()?;
        if let Some(table) = &self.options.table {
            self.outputs.interval(&now, self.printed.as_ref(), table)?;
        }
        self.printed = Some(now);
        Ok(())
    }

    /// Detaches, prints what is left to print, and finds out how it ended. Whatever went wrong before, the
    /// command is waited for: it is not ours to leave behind.
    fn end(mut self, followed: Result<Option<Signal>>, targets: &Targets) -> Result<Ending> {
        self.tracing.live.detach();
        let interrupted = match followed {
            Ok(interrupted) => interrupted,
            Err(error) => {
                // The recording may be whole even if the lines are not.
                let recorded =
                    self.tracing.summary().and_then(|summary| self.tracing.finish_recording(&summary));
                self.tracing.wait()?;
                return recorded.and(Err(error));
            }
        };
        let own = self.tracing.started.as_ref().filter(|started| started.is_child);
        if let (Some(signal), Some(started)) = (interrupted, own) {
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
        let status = self.tracing.wait();
        printed?;
        Ok(status?.map_or(Ending::Done, Ending::Command))
    }

    fn print_totals(&mut self) -> Result<()> {
        let summary = self.tracing.summary()?;
        self.tracing.finish_recording(&summary)?;
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

    /// Tells whom tracing has left. Where there are lines, they tell it.
    fn tell_detached(&self, targets: &Targets) {
        let attached = targets.0.iter().flat_map(|adopted| adopted.tids.iter().copied());
        let all = self.tracing.started.iter().map(|started| started.pid.as_raw() as u32).chain(attached);
        if self.options.lines || self.options.log.quiet.attach {
            return;
        }
        for tid in all {
            let _ = writeln!(io::stderr(), "{}: Process {tid} detached", self.options.program);
        }
    }
}
