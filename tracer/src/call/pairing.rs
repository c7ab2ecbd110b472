//! From records to events: finds the enter record that an exit record answers.
//!
//! Any record may be missing, as the ring can be full. A call of which only the end is known is yielded without
//! arguments, a call of which only the beginning is known is forgotten when its task begins another. What events
//! look like, and who wants them, is left to the sinks.

use hashbrown::HashMap;
use tracer_common::abi::Abi;
use tracer_common::record::{
    Exit, FLAG_ATTACHED_INSIDE, FLAG_DEFAULT_ACTION, FLAG_DETACHED, FLAG_IGNORED, FLAG_INCOMPLETE,
    FLAG_LAST_OF_PROCESS, Header, Record,
};
use tracer_common::segment::Segments;

use super::event::{Call, CallStart, Event, Task};

/// What is known of a task.
#[derive(Debug, Default)]
struct Slot {
    /// The call it is in, without its memory.
    call: Option<CallStart<'static>>,
    /// That call's memory.
    memory: Vec<u8>,
    /// How many losses were told when that call began. Since the next one, it may have ended unseen.
    losses: u64,
    /// The number of the call that it began last.
    last: Option<u32>,
    /// Created, and not yet back from the call that created it. That return belongs to its creator's call.
    newborn: bool,
}

impl Slot {
    /// The task begins a call. The buffer is used again.
    fn begin(&mut self, call: CallStart<'_>, losses: u64) {
        self.memory.clear();
        self.memory.extend_from_slice(call.memory.0);
        self.call = Some(CallStart { memory: Segments::EMPTY, ..call });
        self.last = Some(call.nr);
        self.losses = losses;
        self.newborn = false;
    }

    fn with_memory(&self, call: CallStart<'static>) -> CallStart<'_> {
        CallStart { memory: Segments(&self.memory), ..call }
    }
}

/// Pairs the records of all tasks, by tid.
#[derive(Debug, Default)]
pub struct Pairing {
    slots: HashMap<u32, Slot>,
    /// Losses told so far.
    losses: u64,
    /// Are calls told only when they have ended?
    only_whole: bool,
}

const fn task(header: &Header) -> Task {
    Task { tid: header.tid, tgid: header.tgid }
}

fn start<'a>(header: &Header, time: u64, args: Option<[u64; 6]>, memory: Segments<'a>) -> CallStart<'a> {
    let incomplete = header.flags & FLAG_INCOMPLETE != 0;
    let abi = Abi::from_u8(header.abi).unwrap_or(Abi::NATIVE);
    CallStart { task: task(header), abi, nr: header.nr, args, time, memory, incomplete, previous: None }
}

impl Pairing {
    /// Knows of no call.
    pub fn new() -> Self {
        Self::default()
    }

    /// Yields no [`Event::Entered`]: whether a call is wanted is known at its end.
    pub fn only_whole(self, only_whole: bool) -> Self {
        Self { only_whole, ..self }
    }

    /// Learns of a call that was in progress when tracing began. The event, if any, is for the sinks, before any other.
    pub fn seed<'a>(&mut self, start: CallStart<'a>) -> Option<Event<'a>> {
        self.slots.entry(start.task.tid).or_default().begin(start, self.losses);
        (!self.only_whole).then_some(Event::Entered(start))
    }

    /// Takes the next record, with the memory that came with it, and yields what it means, if anything.
    #[inline]
    pub fn take(&mut self, record: Record, memory: &[u8], out: &mut impl FnMut(Event<'_>)) {
        match record {
            Record::Enter(enter) => {
                let header = &enter.header;
                let mut start = start(header, header.time, Some(enter.args), Segments(memory));
                let slot = self.slots.entry(header.tid).or_default();
                start.previous = slot.last;
                slot.begin(start, self.losses);
                if !self.only_whole {
                    out(Event::Entered(start));
                }
            }
            Record::Exit(exit) => self.exit(&exit, None, Segments(memory), out),
            Record::Whole(whole) => self.exit(&whole.exit, Some(whole.args), Segments(memory), out),
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
            Record::TaskExit(end) if end.header.flags & FLAG_DETACHED != 0 => {
                let (task, time) = (task(&end.header), end.header.time);
                let slot = self.slots.remove(&task.tid).unwrap_or_default();
                let call = slot.call.filter(|_| self.only_whole).map(|call| slot.with_memory(call));
                out(Event::Detached { task, call, time });
            }
            Record::TaskExit(end) => {
                let time = end.header.time;
                let slot = self.slots.remove(&end.header.tid).unwrap_or_default();
                if let (Some(call), true) = (slot.call, slot.losses == self.losses) {
                    let entered = !self.only_whole;
                    out(Event::Unfinished { start: slot.with_memory(call), time, entered });
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
                    instruction: signal.instruction,
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

    /// The end of a call, with its arguments if the record has them. What was copied at the end of a call whose
    /// beginning is not known stands for both.
    #[inline]
    fn exit(
        &mut self,
        exit: &Exit,
        args: Option<[u64; 6]>,
        memory: Segments<'_>,
        out: &mut impl FnMut(Event<'_>),
    ) {
        let header = &exit.header;
        let mut known = None;
        let mut previous = None;
        if args.is_some() {
            previous = self.slots.entry(header.tid).or_default().last.replace(header.nr);
        }
        if let Some(slot) = self.slots.get_mut(&header.tid) {
            let newborn = std::mem::take(&mut slot.newborn);
            if newborn && args.is_none() {
                return;
            }
            let call = slot.call.take().filter(|call| answers(exit, call));
            known = call.map(|call| slot.with_memory(call));
        }
        let entered = known.is_some() && !self.only_whole;
        let begin = if exit.start == 0 { header.time } else { exit.start };
        let unknown = || CallStart { previous, ..start(header, begin, args, Segments::EMPTY) };
        let start = known.unwrap_or_else(unknown);
        let (end, wait, result) = (header.time, exit.wait, exit.result);
        out(Event::Returned(Call { start, end, wait, result, entered, memory }));
    }
}

/// Is this the end of that call? An exit whose own enter record was lost must not end an older call.
fn answers(exit: &Exit, call: &CallStart<'_>) -> bool {
    let header = &exit.header;
    header.nr == call.nr
        && header.abi == call.abi as u8
        && (exit.start <= call.time || header.flags & FLAG_ATTACHED_INSIDE != 0)
}

#[cfg(test)]
#[path = "pairing_tests.rs"]
mod tests;
