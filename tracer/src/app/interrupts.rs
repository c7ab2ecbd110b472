//! Signals that end tracing, as `-I` says.

use std::io;

use nix::sys::resource::{Resource, setrlimit};
use nix::sys::signal::{SigSet, Signal as Number, kill, raise};
use nix::unistd::Pid;
use tokio::signal::unix::{Signal, SignalKind, signal as receive};

use crate::source::spawn::restore_default;

/// Fatal signals, received.
pub struct Interrupts {
    /// None with -I1: they have their default action, and end tracer on the spot.
    received: Option<[Signal; 4]>,
    /// -I3 and -I4: signals are received, and nothing follows.
    blocked: bool,
}

impl Interrupts {
    /// Receives from now on. `level` is the number behind `-I`.
    pub fn new(level: u8) -> io::Result<Self> {
        // As strace, tracer goes on when ^Z stops the command.
        drop(receive(SignalKind::from_raw(Number::SIGTSTP as i32))?);
        let received = match level {
            1 => None,
            _ => Some([
                receive(SignalKind::hangup())?,
                receive(SignalKind::interrupt())?,
                receive(SignalKind::quit())?,
                receive(SignalKind::terminate())?,
            ]),
        };
        Ok(Self { received, blocked: level >= 3 })
    }

    /// The next signal that ends tracing.
    pub async fn next(&mut self) -> Number {
        let Some([hup, int, quit, term]) = &mut self.received else { return std::future::pending().await };
        loop {
            let number = tokio::select! {
                _ = hup.recv() => Number::SIGHUP,
                _ = int.recv() => Number::SIGINT,
                _ = quit.recv() => Number::SIGQUIT,
                _ = term.recv() => Number::SIGTERM,
            };
            if !self.blocked {
                return number;
            }
        }
    }
}

/// Ends a command that tracer started, as its own end by this signal would.
pub fn pass_on(pid: Pid, number: Number) {
    // A stopped command would not see it.
    let _ = kill(pid, number);
    let _ = kill(pid, Number::SIGCONT);
}

/// Dies by a signal, so that whoever waits sees what they would have seen without tracer.
pub fn die(number: Number) -> ! {
    // The core, if there is one, is the command's business.
    let _ = setrlimit(Resource::RLIMIT_CORE, 0, 0);
    restore_default(number);
    let _ = SigSet::from_iter([number]).thread_unblock();
    let _ = raise(number);
    std::process::exit(128 + number as i32)
}
