//! Adds up streamed calls, for the table below the lines (`-C`). Calls that the kernel counted because the ring was
//! full are not among them; whoever owns the run adds those.

use std::cell::RefCell;
use std::io;
use std::rc::Rc;

use super::{End, Sink};
use crate::call::event::Comm;
use crate::call::{Event, Task};
use crate::stats::{By, Summary, TableOptions};

/// The sum, shared with whoever owns the run.
pub struct SummaryTotal {
    summary: Rc<RefCell<Summary>>,
    histograms: bool,
    errnos: bool,
}

impl SummaryTotal {
    /// Adds to a summary what the table needs.
    pub fn new(summary: Rc<RefCell<Summary>>, options: &TableOptions) -> Self {
        Self { summary, histograms: options.needs_histograms(), errnos: options.errnos }
    }

    /// A process is called as its leader.
    fn name(&self, task: Task, comm: &Comm) {
        let mut summary = self.summary.borrow_mut();
        let named = match summary.by {
            By::Syscall => false,
            By::Process => task.tid == task.tgid,
            By::Thread => true,
        };
        if named {
            let len = comm.iter().position(|&b| b == 0).unwrap_or(comm.len());
            summary.names.insert(task.tid, String::from_utf8_lossy(&comm[..len]).into_owned());
        }
    }
}

impl Sink for SummaryTotal {
    fn event(&mut self, event: &Event<'_>) -> io::Result<()> {
        match event {
            Event::Returned(call) => {
                self.summary.borrow_mut().add_call(call, self.histograms, self.errnos);
            }
            Event::Forked { child, comm, .. } => self.name(*child, comm),
            Event::Execed { task, comm, .. } => self.name(*task, comm),
            // Of a task that was there before tracing began, this is the first that is told.
            Event::Exited { task, comm, .. } => self.name(*task, comm),
            Event::Entered(_)
            | Event::Unfinished { .. }
            | Event::Signalled { .. }
            | Event::Detached { .. }
            | Event::Lost { .. } => {}
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn finish(&mut self, _: &End<'_>) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::{Call, CallStart};
    use crate::stats::{Clock, Column};
    use tracer_common::abi::Abi;
    use tracer_common::segment::Segments;

    #[test]
    fn only_returned_calls_count_and_leaders_name_processes() {
        let options = TableOptions {
            columns: Column::parse_list("p99").unwrap(),
            errnos: true,
            ..TableOptions::default()
        };
        let summary = Rc::new(RefCell::new(Summary::new(By::Process, Clock::Cpu)));
        let mut sink = SummaryTotal::new(summary.clone(), &options);
        let (leader, thread) = (Task { tid: 7, tgid: 7 }, Task { tid: 8, tgid: 7 });
        let comm = |name: &[u8]| std::array::from_fn(|i| name.get(i).copied().unwrap_or(0));
        let start = CallStart {
            task: thread,
            abi: Abi::X86_64,
            nr: 3,
            args: None,
            time: 10,
            memory: Segments::EMPTY,
            incomplete: false,
            previous: None,
        };
        let call = Call { start, end: 110, wait: 40, result: -9, entered: true, memory: Segments::EMPTY };
        for event in [
            Event::Execed { task: leader, former_tid: 7, comm: comm(b"server"), time: 1 },
            Event::Forked { parent: leader, child: thread, comm: comm(b"worker"), time: 2 },
            Event::Entered(start),
            Event::Returned(call),
            Event::Unfinished { start, time: 120, entered: true },
        ] {
            sink.event(&event).unwrap();
        }
        let summary = summary.borrow();
        let (key, row) = summary.rows.iter().next().unwrap();
        assert_eq!((summary.rows.len(), key.id, row.aggregate.calls, row.aggregate.max), (1, 7, 1, 60));
        assert_eq!(row.buckets.as_ref().map(|b| b.iter().sum::<u64>()), Some(1));
        assert_eq!(summary.errnos.values().copied().collect::<Vec<_>>(), [1]);
        assert_eq!(summary.names.get(&7).map(String::as_str), Some("server"));
        assert_eq!(summary.names.len(), 1);
    }
}
