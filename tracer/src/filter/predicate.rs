//! The filter in user space, for events of a recording: what the kernel would have sent.

use hashbrown::HashSet;

use super::Filter;
use crate::call::{Event, Task};

/// Decides about events one by one. Which statuses are shown is left to the lines, as a table holds every call.
#[derive(Debug)]
pub struct Predicate<'a> {
    filter: &'a Filter,
    /// Only these processes and threads; empty: all.
    pids: HashSet<u32>,
}

impl<'a> Predicate<'a> {
    /// Admits what the filter wants of these processes and threads, or of all if none is given.
    pub fn new(filter: &'a Filter, pids: &[u32]) -> Self {
        Self { filter, pids: pids.iter().copied().collect() }
    }

    /// Is the event wanted?
    #[inline]
    pub fn admits(&self, event: &Event<'_>) -> bool {
        match event {
            Event::Entered(start) | Event::Unfinished { start, .. } => {
                self.is_ours(start.task) && self.filter.calls.contains(start.abi, start.nr)
            }
            Event::Returned(call) => {
                let start = &call.start;
                self.is_ours(start.task)
                    && self.filter.calls.contains(start.abi, start.nr)
                    && call.wall() >= self.filter.min_duration
            }
            Event::Forked { parent, child, .. } => self.is_ours(*parent) || self.is_ours(*child),
            Event::Execed { task, former_tid, .. } => self.is_ours(*task) || self.pids.contains(former_tid),
            Event::Signalled { task, .. } | Event::Exited { task, .. } | Event::Detached { task, .. } => {
                self.is_ours(*task)
            }
            Event::Lost { .. } => true,
        }
    }

    fn is_ours(&self, task: Task) -> bool {
        self.pids.is_empty() || self.pids.contains(&task.tid) || self.pids.contains(&task.tgid)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::{Call, CallStart};
    use crate::filter::parse_trace;
    use tracer_common::abi::Abi;
    use tracer_common::segment::Segments;

    fn call(tid: u32, nr: u32, wall: u64) -> Event<'static> {
        let memory = Segments::EMPTY;
        let start = CallStart {
            task: Task { tid, tgid: 7 },
            abi: Abi::X86_64,
            nr,
            args: None,
            time: 5,
            memory,
            incomplete: false,
            previous: None,
        };
        Event::Returned(Call { start, end: 5 + wall, wait: 0, result: 0, entered: true, memory })
    }

    #[test]
    fn calls_are_chosen_by_number_duration_and_task() {
        let calls = parse_trace("read").expect("a set");
        let filter = Filter { calls, min_duration: 10, ..Filter::default() };
        let all = Predicate::new(&filter, &[]);
        assert!(all.admits(&call(8, 0, 10)));
        assert!(!all.admits(&call(8, 0, 9)) && !all.admits(&call(8, 1, 10)));
        for (pids, expected) in [(&[8][..], true), (&[7], true), (&[9], false), (&[9, 7], true)] {
            assert_eq!(Predicate::new(&filter, pids).admits(&call(8, 0, 10)), expected, "{pids:?}");
        }
    }

    #[test]
    fn losses_are_always_told() {
        assert!(Predicate::new(&Filter::default(), &[9]).admits(&Event::Lost { events: 1, time: 0 }));
    }
}
