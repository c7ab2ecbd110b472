//! The outputs. A sink takes events, one after the other, and never asks where they come from.

pub mod chosen;
pub mod jsonl;
pub mod log;
pub mod naming;
pub mod output;
pub mod separate;
pub mod stacked;
pub mod summary;
pub mod tee;
pub mod total;

use std::io;

use crate::call::{Event, WallClock};
use crate::stacks::Shared;
use crate::stats::Summary;
use log::LogOptions;

/// How a run ended: what sinks that print totals need besides the events.
#[derive(Debug)]
pub struct End<'a> {
    /// Every call of the run, streamed or counted in the kernel.
    pub summary: &'a Summary,
}

/// An output.
///
/// `event` is called for every event in order, `flush` whenever the source has no more events for now (what
/// was shown so far must then be visible to the user), `finish` once at the end. An error ends the run: the
/// caller reports it, and calls nothing but `drop` after it.
pub trait Sink {
    /// Takes one event.
    fn event(&mut self, event: &Event<'_>) -> io::Result<()>;

    /// Makes everything so far visible.
    fn flush(&mut self) -> io::Result<()>;

    /// Ends the output.
    fn finish(&mut self, end: &End<'_>) -> io::Result<()>;
}

/// An output of events that has an option of its own.
pub struct Named {
    /// The option, without its dashes.
    pub name: &'static str,
    /// What its help says.
    pub about: &'static str,
    /// Makes it.
    pub make: Make,
}

/// Makes a sink that writes there, and shows stacks if there is who unwinds them.
type Make = fn(Box<dyn io::Write>, &LogOptions, WallClock, Option<Shared>) -> Box<dyn Sink>;

/// The outputs besides lines: the command line, its help and the documents read this.
pub static NAMES: &[Named] = &[Named {
    name: "json",
    about: "Print an object an event instead of lines; --json-schema prints what they hold",
    make: |out, options, clock, stacks| {
        Box::new(jsonl::JsonLines::new(out, options.clone(), clock).with_stacks(stacks))
    },
}];
