//! What events tell of the names of tasks, learnt before the sinks behind show them (`-Y`).

use std::io;
use std::sync::Arc;

use hashbrown::HashMap;

use super::{End, Sink};
use crate::arch;
use crate::call::{Call, Event};
use crate::decode::tasks::Tasks as _;
use crate::procs::tasks::Known;

/// `PR_SET_NAME` (include/uapi/linux/prctl.h), and how long a name is at most (`TASK_COMM_LEN`, include/linux/sched.h).
const SET_NAME: u64 = 15;
const NAME_MAX: usize = 15;

/// Learns names, and passes everything on.
pub struct Naming {
    sink: Box<dyn Sink>,
    known: Arc<Known>,
    /// By tid: the latest child of each task, whose number the call that made it will tell.
    children: HashMap<u32, u32>,
}

impl Naming {
    /// Learns for those who share `known`.
    pub fn new(sink: Box<dyn Sink>, known: Arc<Known>) -> Self {
        Self { sink, known, children: HashMap::new() }
    }

    /// What a call tells when it ends, but before it is shown.
    fn forked(&mut self, call: &Call<'_>) {
        let start = &call.start;
        let Some(syscall) = arch::syscall(start.abi, start.nr) else { return };
        if call.result > 0 && matches!(syscall.name, "fork" | "vfork" | "clone" | "clone3") {
            let (process, number) = (start.task.tgid, call.result as u32);
            match self.children.remove(&start.task.tid) {
                Some(child) => self.known.calls(process, number, child),
                None => {
                    let child = self.known.outside(process, number);
                    child.into_iter().for_each(|child| self.known.inherits(start.task.tid, child));
                }
            }
        }
    }

    /// What a call tells of the lines after its own.
    fn renamed(&self, call: &Call<'_>) {
        let start = &call.start;
        let Some([SET_NAME, name, ..]) = start.args else { return };
        if call.result != 0 || arch::syscall(start.abi, start.nr).is_none_or(|call| call.name != "prctl") {
            return;
        }
        let name = start.memory.memory(name, NAME_MAX + 1);
        if !name.is_empty() {
            self.known.learn(start.task.tid, &name[..name.len().min(NAME_MAX)]);
        }
    }
}

impl Sink for Naming {
    fn event(&mut self, event: &Event<'_>) -> io::Result<()> {
        match event {
            Event::Forked { parent, child, comm, .. } => {
                self.children.insert(parent.tid, child.tid);
                self.known.begins(child.tid, parent.tgid);
                self.known.learn(child.tid, comm);
            }
            Event::Execed { task, comm, .. } | Event::Exited { task, comm, .. } => {
                self.known.learn(task.tid, comm);
            }
            Event::Returned(call) => self.forked(call),
            _ => {}
        }
        let result = self.sink.event(event);
        if let Event::Returned(call) = event {
            self.renamed(call);
        }
        result
    }

    fn flush(&mut self) -> io::Result<()> {
        self.sink.flush()
    }

    fn finish(&mut self, end: &End<'_>) -> io::Result<()> {
        self.sink.finish(end)
    }
}
