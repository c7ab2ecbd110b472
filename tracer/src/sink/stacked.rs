//! What events tell of where the programs of processes lie, before the sinks behind show stacks (`-k`).

use std::io;

use tracer_common::abi::Abi;

use super::{End, Sink};
use crate::call::Event;
use crate::stacks::Shared;

/// Tells whoever unwinds of new programs, and passes everything on.
pub struct Stacked {
    sink: Box<dyn Sink>,
    stacks: Shared,
}

impl Stacked {
    /// Tells those who share `stacks`.
    pub fn new(sink: Box<dyn Sink>, stacks: Shared) -> Self {
        Self { sink, stacks }
    }
}

impl Sink for Stacked {
    fn event(&mut self, event: &Event<'_>) -> io::Result<()> {
        match event {
            Event::Forked { parent, child, .. } => self.stacks.borrow_mut().forked(parent.tgid, child.tgid),
            Event::Execed { task, .. } | Event::Exited { task, last_of_process: true, .. } => {
                self.stacks.borrow_mut().forget(task.tgid);
            }
            // The process is gone when the line that tells of its end is finished.
            Event::Entered(start) if start.abi == Abi::NATIVE => {
                self.stacks.borrow_mut().learn(start.task.tgid, start.memory);
            }
            _ => {}
        }
        self.sink.event(event)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.sink.flush()
    }

    fn finish(&mut self, end: &End<'_>) -> io::Result<()> {
        self.sink.finish(end)
    }
}
