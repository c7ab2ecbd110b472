//! From records to events: finds the enter record that an exit record answers.
//!
//! Any record may be missing, as the ring can be full. A call of which only the end is known is yielded without
//! arguments, a call of which only the beginning is known is forgotten when its task begins another. What events
//! look like, and who wants them, is left to the sinks.

use hashbrown::HashMap;
use tracer_common::abi::Abi;
use tracer_common::record::{
    Exit, FLAG_ATTACHED_INSIDE, FLAG_DEFAULT_ACTION, FLAG_IGNORED, FLAG_LAST_OF_PROCESS, Header, Record,
};

use super::event::{Call, CallStart, Event, Task};

/// What is known of a task.
#[derive(Debug, Default)]
struct Slot {
    /// The call it is in.
    call: Option<CallStart>,
    /// How many losses were told when that call began. Since the next one, it may have ended unseen.
    losses: u64,
    /// Created, and not yet back from the call that created it. That return belongs to its creator's call.
    newborn: bool,
}

/// Pairs the records of all tasks, by tid.
#[derive(Debug, Default)]
pub struct Pairing {
    slots: HashMap<u32, Slot>,
    /// Losses told so far.
    losses: u64,
}

const fn task(header: &Header) -> Task {
    Task { tid: header.tid, tgid: header.tgid }
}

fn start(header: &Header, time: u64, args: Option<[u64; 6]>) -> CallStart {
    let abi = Abi::from_u8(header.abi).unwrap_or(Abi::NATIVE);
    CallStart { task: task(header), abi, nr: header.nr, args, time }
}

impl Pairing {
    /// Knows of no call.
    pub fn new() -> Self {
        Self::default()
    }

    /// Learns of a call that was in progress when tracing began. The event is for the sinks, before any other.
    pub fn seed(&mut self, start: CallStart) -> Event {
        self.slots.insert(start.task.tid, Slot { call: Some(start), losses: self.losses, newborn: false });
        Event::Entered(start)
    }

    /// Takes the next record and yields what it means, if anything.
    #[inline]
    pub fn take(&mut self, record: Record, out: &mut impl FnMut(Event)) {
        match record {
            Record::Enter(enter) => {
                let start = start(&enter.header, enter.header.time, Some(enter.args));
                let slot = Slot { call: Some(start), losses: self.losses, newborn: false };
                self.slots.insert(enter.header.tid, slot);
                out(Event::Entered(start));
            }
            Record::Exit(exit) => self.exit(&exit, None, out),
            Record::Whole(whole) => self.exit(&whole.exit, Some(whole.args), out),
            Record::Fork(fork) => {
                // A tid is used again: what was known of it was another task's.
                self.slots.insert(fork.child_tid, Slot { newborn: true, ..Slot::default() });
                let child = Task { tid: fork.child_tid, tgid: fork.child_tgid };
                let time = fork.header.time;
                out(Event::Forked { parent: task(&fork.header), child, comm: fork.comm, time });
            }
            Record::Exec(exec) => {
                let task = task(&exec.header);
                if exec.former_tid != task.tid {
                    let mut slot = self.slots.remove(&exec.former_tid).unwrap_or_default();
                    if let Some(call) = &mut slot.call {
                        call.task = task;
                    }
                    self.slots.insert(task.tid, slot);
                }
                let (former_tid, comm, time) = (exec.former_tid, exec.comm, exec.header.time);
                out(Event::Execed { task, former_tid, comm, time });
            }
            Record::TaskExit(end) => {
                let time = end.header.time;
                let slot = self.slots.remove(&end.header.tid).unwrap_or_default();
                if let (Some(start), true) = (slot.call, slot.losses == self.losses) {
                    out(Event::Unfinished { start, time, entered: true });
                }
                let last_of_process = end.header.flags & FLAG_LAST_OF_PROCESS != 0;
                let (task, status, comm) = (task(&end.header), end.status, end.comm);
                out(Event::Exited { task, status, comm, last_of_process, time });
            }
            Record::Signal(signal) => {
                let (header, info) = (&signal.header, signal.info);
                out(Event::Signalled {
                    task: task(header),
                    signal: header.nr,
                    info,
                    default_action: header.flags & FLAG_DEFAULT_ACTION != 0
                        && header.flags & FLAG_IGNORED == 0,
                    time: header.time,
                });
            }
            Record::Lost(lost) => {
                self.losses += 1;
                out(Event::Lost { events: lost.events, time: lost.header.time });
            }
        }
    }

    /// The end of a call, with its arguments if the record has them.
    #[inline]
    fn exit(&mut self, exit: &Exit, args: Option<[u64; 6]>, out: &mut impl FnMut(Event)) {
        let header = &exit.header;
        let known = match self.slots.get_mut(&header.tid) {
            Some(slot) => {
                let newborn = std::mem::take(&mut slot.newborn);
                if newborn && args.is_none() {
                    return;
                }
                slot.call.take().filter(|call| answers(exit, call))
            }
            None => None,
        };
        let entered = known.is_some();
        let begin = if exit.start == 0 { header.time } else { exit.start };
        let start = known.unwrap_or_else(|| start(header, begin, args));
        let (end, wait, result) = (header.time, exit.wait, exit.result);
        out(Event::Returned(Call { start, end, wait, result, entered }));
    }
}

/// Is this the end of that call? An exit whose own enter record was lost must not end an older call.
fn answers(exit: &Exit, call: &CallStart) -> bool {
    let header = &exit.header;
    header.nr == call.nr
        && header.abi == call.abi as u8
        && (exit.start <= call.time || header.flags & FLAG_ATTACHED_INSIDE != 0)
}

#[cfg(test)]
#[path = "pairing_tests.rs"]
mod tests;
