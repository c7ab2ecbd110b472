//! Only the calls that touch certain paths go on to the sinks behind.

use std::io;

use hashbrown::HashMap;

use super::{End, Sink};
use crate::call::{Call, Event};
use crate::filter::Paths;

/// What was decided when a call began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Begun {
    Shown,
    Refused,
    /// Not yet: it is told whole at its end, if it is wanted.
    Open,
}

/// Passes on calls that touch paths, and everything else that happens.
pub struct Chosen<S> {
    sink: S,
    paths: Paths,
    /// By tid: the calls that tasks are in.
    begun: HashMap<u32, Begun>,
}

impl<S: Sink> Chosen<S> {
    /// Chooses for a sink.
    pub fn new(paths: Paths, sink: S) -> Self {
        Self { sink, paths, begun: HashMap::new() }
    }

    fn returned(&mut self, call: &Call<'_>) -> io::Result<()> {
        let begun = if call.entered { self.begun.remove(&call.start.task.tid) } else { None };
        match begun.unwrap_or(Begun::Open) {
            Begun::Shown => self.sink.event(&Event::Returned(*call)),
            Begun::Open if self.paths.touched_by_ended(call) => {
                self.sink.event(&Event::Returned(Call { entered: false, ..*call }))
            }
            Begun::Open | Begun::Refused => Ok(()),
        }
    }
}

impl<S: Sink> Sink for Chosen<S> {
    fn event(&mut self, event: &Event<'_>) -> io::Result<()> {
        match event {
            Event::Entered(start) => {
                let begun = match self.paths.touched_by(start) {
                    Some(true) => Begun::Shown,
                    Some(false) => Begun::Refused,
                    None => Begun::Open,
                };
                self.begun.insert(start.task.tid, begun);
                if begun == Begun::Shown { self.sink.event(event) } else { Ok(()) }
            }
            Event::Returned(call) => self.returned(call),
            Event::Unfinished { start, time, entered } => {
                let begun = if *entered { self.begun.remove(&start.task.tid) } else { None };
                match begun.unwrap_or(Begun::Open) {
                    Begun::Shown => self.sink.event(event),
                    Begun::Open if self.paths.touched_by(start) == Some(true) => {
                        self.sink.event(&Event::Unfinished { start: *start, time: *time, entered: false })
                    }
                    Begun::Open | Begun::Refused => Ok(()),
                }
            }
            Event::Execed { task, former_tid, .. } => {
                if let Some(begun) = self.begun.remove(former_tid) {
                    self.begun.insert(task.tid, begun);
                }
                self.sink.event(event)
            }
            other => self.sink.event(other),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.sink.flush()
    }

    fn finish(&mut self, end: &End<'_>) -> io::Result<()> {
        self.sink.finish(end)
    }
}
