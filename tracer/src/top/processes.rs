//! Processes and their threads: what they are called, who made them, the calls they are in.

use hashbrown::HashMap;

use super::counts::{CallId, Profile, Tally};
use super::evict::evict;
use super::kept::Kept;
use super::lookup::{Known, Lookup};
use crate::call::event::Comm;
use crate::call::{Call, CallStart, Task};

/// As many processes are kept. Those that ended go first.
pub const MAX_PROCESSES: usize = 2048;

/// As many threads.
const MAX_THREADS: usize = 16_384;

/// Of a call in progress, this much memory is kept.
const MEMORY: usize = 1024;

/// A thread.
#[derive(Clone, Debug)]
pub struct Thread {
    /// The call it is in or was in last.
    call: Option<Kept>,
    /// Is it in it?
    inside: bool,
    /// How many losses were told when that call began: since the next one, it may have ended unseen.
    losses: u64,
    /// When it was last heard of.
    seen: u64,
}

/// A process.
#[derive(Clone, Debug)]
pub struct Process {
    /// Its name; nothing if it is not known.
    pub comm: String,
    /// Its parent's tgid, 0 if it is not known.
    pub parent: u32,
    /// Its calls.
    pub profile: Profile,
    /// Its calls by syscall.
    pub calls: HashMap<CallId, Tally>,
    /// Its status as from wait(2), when it has ended.
    pub ended: Option<u32>,
    /// When it was last heard of.
    seen: u64,
}

impl Process {
    /// The syscall that it called most: lately, or if there were none, ever.
    pub fn top_call(&self) -> Option<CallId> {
        let most = |figure: fn(&Tally) -> u64| {
            let entry = self.calls.iter().max_by_key(|(id, tally)| (figure(tally), std::cmp::Reverse(**id)));
            entry.filter(|(_, tally)| figure(tally) > 0).map(|(id, _)| *id)
        };
        most(|tally| tally.lately).or_else(|| most(|tally| tally.calls))
    }
}

/// What went out of the table.
#[derive(Clone, Copy, Debug, Default)]
pub struct Gone {
    /// How many entries.
    pub entries: u64,
    /// Their calls.
    pub calls: u64,
}

/// All of them.
#[derive(Clone, Debug, Default)]
pub struct Processes {
    /// By tid.
    threads: HashMap<u32, Thread>,
    /// By tgid.
    pub table: HashMap<u32, Process>,
    /// What there was no room for.
    pub gone: Gone,
    /// Losses told so far.
    losses: u64,
    /// Counts what happens: the time of `seen`.
    clock: u64,
}

/// A thread inside a call.
#[derive(Clone, Copy, Debug)]
pub struct Inside<'a> {
    /// The call.
    pub call: &'a Kept,
    /// Were events lost since? Then it may have ended.
    pub doubtful: bool,
}

impl Processes {
    /// A call has begun.
    #[inline]
    pub fn entered(&mut self, start: &CallStart<'_>, lookup: &mut dyn Lookup) {
        self.clock += 1;
        self.process(start.task, lookup);
        let (losses, seen) = (self.losses, self.clock);
        match self.threads.get_mut(&start.task.tid) {
            Some(Thread { call: Some(kept), inside, losses: known, seen: heard }) => {
                kept.set_begun(start, MEMORY);
                (*inside, *known, *heard) = (true, losses, seen);
            }
            _ => {
                evict(&mut self.threads, MAX_THREADS, |thread| thread.seen, |_, _| {});
                let call = Some(Kept::begun(start, MEMORY));
                self.threads.insert(start.task.tid, Thread { call, inside: true, losses, seen });
            }
        }
    }

    /// A call has ended.
    #[inline]
    pub fn returned(&mut self, id: CallId, call: &Call<'_>, bytes: u64, lookup: &mut dyn Lookup) {
        self.clock += 1;
        if let Some(thread) = self.threads.get_mut(&call.start.task.tid) {
            thread.inside = false;
        }
        let process = self.process(call.start.task, lookup);
        process.profile.add(call);
        process.profile.bytes += bytes;
        process.calls.entry(id).or_default().add(call);
    }

    /// A thread left its call without returning from it.
    pub fn unfinished(&mut self, tid: u32) {
        if let Some(thread) = self.threads.get_mut(&tid) {
            thread.inside = false;
        }
    }

    /// A task was created.
    pub fn forked(&mut self, parent: Task, child: Task, comm: &Comm, lookup: &mut dyn Lookup) {
        self.clock += 1;
        self.threads.remove(&child.tid);
        self.process(parent, lookup);
        if child.tid == child.tgid {
            // A tgid is used again: what was known of it was another process's.
            if let Some(former) = self.table.remove(&child.tgid) {
                self.gone.add(&former);
            }
            lookup.ended(child.tgid);
            self.make_room();
            let process = Process::new(text(comm), parent.tgid, self.clock);
            self.table.insert(child.tgid, process);
        }
    }

    /// A task runs a new program.
    pub fn execed(&mut self, task: Task, former_tid: u32, comm: &Comm, lookup: &mut dyn Lookup) {
        self.clock += 1;
        if former_tid != task.tid
            && let Some(thread) = self.threads.remove(&former_tid)
        {
            self.threads.insert(task.tid, thread);
        }
        lookup.ended(task.tgid);
        self.process(task, lookup).comm = text(comm);
    }

    /// A task has ended.
    pub fn exited(&mut self, task: Task, status: u32, comm: &Comm, last: bool, lookup: &mut dyn Lookup) {
        self.clock += 1;
        self.threads.remove(&task.tid);
        let process = self.process(task, lookup);
        if process.comm.is_empty() {
            process.comm = text(comm);
        }
        if last {
            process.ended = Some(status);
            lookup.ended(task.tgid);
        }
    }

    /// Events were lost.
    pub fn lost(&mut self) {
        self.losses += 1;
    }

    /// The threads that are in a call.
    pub fn inside(&self) -> impl Iterator<Item = Inside<'_>> {
        self.threads.values().filter(|thread| thread.inside).filter_map(|thread| {
            Some(Inside { call: thread.call.as_ref()?, doubtful: thread.losses != self.losses })
        })
    }

    /// A process's name, or nothing.
    pub fn comm(&self, tgid: u32) -> &str {
        self.table.get(&tgid).map_or("", |process| &process.comm)
    }

    /// Begins an interval after one of this many seconds.
    pub fn turn(&mut self, seconds: f64) {
        for process in self.table.values_mut() {
            process.profile.turn(seconds);
            process.calls.values_mut().for_each(Tally::turn);
        }
    }

    /// The process of a task; it is there from now on.
    #[inline]
    fn process(&mut self, task: Task, lookup: &mut dyn Lookup) -> &mut Process {
        if !self.table.contains_key(&task.tgid) {
            self.meet(task, lookup);
        }
        let clock = self.clock;
        let process = self.table.entry(task.tgid).or_insert_with(|| Process::new(String::new(), 0, clock));
        process.seen = clock;
        process
    }

    /// A process that was there before tracing began.
    #[cold]
    fn meet(&mut self, task: Task, lookup: &mut dyn Lookup) {
        self.make_room();
        let Known { comm, parent } =
            lookup.process(task.tgid).unwrap_or(Known { comm: String::new(), parent: 0 });
        self.table.insert(task.tgid, Process::new(comm, parent, self.clock));
    }

    fn make_room(&mut self) {
        let first =
            |process: &Process| if process.ended.is_some() { process.seen } else { process.seen | 1 << 63 };
        let gone = &mut self.gone;
        evict(&mut self.table, MAX_PROCESSES, first, |_, process| gone.add(&process));
    }
}

impl Gone {
    fn add(&mut self, process: &Process) {
        self.entries += 1;
        self.calls += process.profile.calls();
    }
}

impl Process {
    fn new(comm: String, parent: u32, seen: u64) -> Self {
        let (profile, calls) = (Profile::default(), HashMap::new());
        Self { comm, parent, profile, calls, ended: None, seen }
    }
}

fn text(comm: &Comm) -> String {
    let len = comm.iter().position(|&b| b == 0).unwrap_or(comm.len());
    String::from_utf8_lossy(&comm[..len]).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::top::lookup::Nothing;
    use crate::top::made::{call, start};

    fn returned(processes: &mut Processes, tgid: u32, nr: u32) {
        let call = call(tgid, nr, 9, 0);
        processes.returned(CallId { abi: call.start.abi, nr }, &call, 0, &mut Nothing);
    }

    #[test]
    fn threads_are_inside_until_they_return() {
        let mut processes = Processes::default();
        let thread = CallStart { task: Task { tid: 8, tgid: 7 }, ..start(7, 0) };
        processes.entered(&thread, &mut Nothing);
        processes.entered(&start(7, 1), &mut Nothing);
        returned(&mut processes, 7, 1);
        let inside: Vec<_> = processes.inside().map(|it| (it.call.task().tid, it.doubtful)).collect();
        assert_eq!(inside, [(8, false)]);
        processes.lost();
        assert!(processes.inside().all(|it| it.doubtful));
        processes.execed(Task { tid: 7, tgid: 7 }, 8, b"other\0\0\0\0\0\0\0\0\0\0\0", &mut Nothing);
        assert_eq!((processes.comm(7), processes.inside().count()), ("other", 1));
        processes.exited(Task { tid: 7, tgid: 7 }, 0x700, &[0; 16], true, &mut Nothing);
        assert_eq!((processes.table[&7].ended, processes.inside().count()), (Some(0x700), 0));
    }

    #[test]
    fn a_tgid_that_is_used_again_is_another_process() {
        let mut processes = Processes::default();
        returned(&mut processes, 7, 1);
        let task = |id| Task { tid: id, tgid: id };
        processes.forked(task(3), task(7), b"child\0\0\0\0\0\0\0\0\0\0\0", &mut Nothing);
        let child = &processes.table[&7];
        assert_eq!((child.comm.as_str(), child.parent, child.profile.calls()), ("child", 3, 0));
        assert_eq!((processes.gone.entries, processes.gone.calls), (1, 1));
    }

    #[test]
    fn those_that_ended_go_first_and_their_calls_are_counted() {
        let mut processes = Processes::default();
        let all = MAX_PROCESSES as u32 + 100;
        for tgid in 1..=all {
            returned(&mut processes, tgid, 1);
            if tgid > 50 {
                processes.exited(Task { tid: tgid, tgid }, 0, &[0; 16], true, &mut Nothing);
            }
        }
        assert!(processes.table.len() <= MAX_PROCESSES);
        assert!((1..=50).all(|tgid| processes.table.contains_key(&tgid)), "they live");
        let kept: u64 = processes.table.values().map(|process| process.profile.calls()).sum();
        assert_eq!(kept + processes.gone.calls, u64::from(all));
    }

    #[test]
    fn the_top_call_is_of_late() {
        let mut processes = Processes::default();
        (0..5).for_each(|_| returned(&mut processes, 7, 1));
        processes.turn(1.0);
        returned(&mut processes, 7, 2);
        processes.turn(1.0);
        assert_eq!(processes.table[&7].top_call().map(|id| id.nr), Some(2));
        processes.turn(1.0);
        assert_eq!(processes.table[&7].top_call().map(|id| id.nr), Some(1));
    }
}
