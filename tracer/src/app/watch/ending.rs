//! The end of what is watched, and of watching.

use std::time::Duration;

use anyhow::Result;
use nix::sys::signal::Signal;
use nix::sys::wait::WaitStatus;
use tokio::time::{Instant, sleep};
use tracer_common::abi::Abi;

use super::{Left, Watch};
use crate::app::interrupts::pass_on;
use crate::app::session::Ending;
use crate::arch;
use crate::sink::End;

/// A command that is hung up on has so long to end in its own way.
const GRACE: Duration = Duration::from_secs(1);

impl Watch<'_> {
    /// There is nothing more to trace: tells how it ended. Is the view to be left?
    pub(super) fn note_end(&mut self) -> Result<bool> {
        if self.over {
            return Ok(false);
        }
        let (how, badly) = match &mut self.tracing.started {
            // The last traced task is gone from the kernel's lists a moment before it can be waited for.
            Some(started) => match started.ended()? {
                Some(status) => {
                    self.status = Some(status);
                    told(status)
                }
                None => return Ok(false),
            },
            None => ("ended".to_owned(), false),
        };
        self.over = true;
        if let Some(pty) = &mut self.pty {
            // What it wrote last is seen, and goes where it belongs.
            for _ in 0..1024 {
                let rest = pty.rest();
                if rest.is_empty() {
                    break;
                }
                self.stage.model.output(rest);
            }
        }
        self.stage.news.urgent = true;
        self.stage.model.ended(how, badly);
        Ok(self.options.view.is_some_and(|view| view.exit))
    }

    /// Detaches, gives the terminal back, leaves the table on it, and finds out how the command ended.
    pub(super) async fn end(mut self, left: Result<Left>) -> Result<Ending> {
        self.tracing.live.detach();
        let interrupted = match &left {
            Ok(Left::Interrupted(signal)) => Some(*signal),
            // A command without its terminal would not know what to do.
            Ok(Left::Quit) | Err(_) => (!self.over).then_some(Signal::SIGHUP),
        };
        let pumped = self.pump();
        let status = match interrupted {
            Some(signal) => self.hang_up(signal).await,
            None => self.status,
        };
        let Self { stage, mut tracing, mut outputs, options, .. } = self;
        stage.leave();
        let quit = matches!(left, Ok(Left::Quit));
        let summary = tracing.summary()?;
        let recorded = tracing.finish_recording(&summary);
        left?;
        pumped?;
        recorded?;
        outputs.sink().finish(&End { summary: &summary })?;
        if let Some(table) = &options.table {
            outputs.table(&summary, table)?;
        }
        outputs.finish()?;
        Ok(match (status, interrupted) {
            (Some(status), _) if quit => Ending::Command(status),
            (_, Some(signal)) if !quit || tracing.started.is_some() => Ending::Interrupted(signal),
            _ => Ending::Done,
        })
    }

    /// Ends the command, if there is one, by taking its terminal away. One that goes on all the same is left alone.
    async fn hang_up(&mut self, signal: Signal) -> Option<WaitStatus> {
        self.pty = None;
        let started = self.tracing.started.as_mut()?;
        if let Ok(Some(status)) = started.ended() {
            return Some(status);
        }
        pass_on(started.pid, signal);
        let until = Instant::now() + GRACE;
        loop {
            match started.ended() {
                Ok(None) if Instant::now() < until => sleep(Duration::from_millis(5)).await,
                Ok(status) => return status,
                Err(_) => return None,
            }
        }
    }
}

/// How a command ended, and whether that is bad.
fn told(status: WaitStatus) -> (String, bool) {
    match status {
        WaitStatus::Exited(_, code) => (format!("exited {code}"), code != 0),
        WaitStatus::Signaled(_, signal, _) => {
            (format!("killed by {}", arch::signal_name(Abi::NATIVE, signal as u32)), true)
        }
        _ => ("ended".to_owned(), false),
    }
}
