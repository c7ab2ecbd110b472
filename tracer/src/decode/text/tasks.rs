//! What follows the numbers of tasks.

use super::{Text, escaped};
use crate::decode::emit::Emit as _;

impl Text<'_> {
    /// What this process says is shown: numbers of tasks are of its pid namespace.
    pub fn of(self, process: u32) -> Self {
        Self { process, ..self }
    }

    /// What a task is called, if that is wanted and known: `<sh>`. It follows the task's number.
    pub fn comm(&mut self, tid: u32) {
        let tasks = self.style.tasks.as_ref().filter(|_| self.style.comms);
        if let Some(comm) = tasks.and_then(|tasks| tasks.comm(tid)) {
            self.put("<");
            escaped(self.buf, &comm, self.style.strings, b"<>");
            self.put(">");
        }
    }

    /// What follows the number of a task, if anything is wanted: its name, and its number outside.
    pub(super) fn task(&mut self, number: i32, is_named: bool) {
        let (Some(tasks), 1..) = (&self.style.tasks, number) else { return };
        let Some(outside) = tasks.outside(self.process, number as u32) else { return };
        if is_named {
            self.comm(outside);
        }
        if self.style.namespaces && outside != number as u32 {
            self.comment(&format!("{outside} in tracer's PID NS"));
        }
    }
}
