//! Everything that the views tell, learnt from events. No terminal, no clock: times are those of the events, and intervals
//! end when someone says so.

use std::collections::VecDeque;

use hashbrown::HashMap;
use tracer_common::abi::Abi;
use tracer_common::counts::{Aggregate, Key};

use super::counts::{CallId, Profile};
use super::failures::Failures;
use super::files::Files;
use super::journal::{Entry, Journal};
use super::kept::Kept;
use super::lookup::{Lookup, Name};
use super::objects::Objects;
use super::paths::Paths;
use super::processes::Processes;
use crate::call::{Call, Event};
use crate::decode::about::About;

/// As many intervals have their rates remembered.
const HISTORY: usize = 256;

/// What was seen so far.
#[derive(Clone, Debug, Default)]
pub struct Data {
    /// By syscall.
    pub syscalls: HashMap<CallId, Profile>,
    /// By process.
    pub processes: Processes,
    /// By path.
    pub files: Files,
    /// By errno.
    pub failures: Failures,
    /// The last events.
    pub journal: Journal,
    /// All calls.
    pub calls: u64,
    /// Those that failed.
    pub errors: u64,
    /// Calls among them that the kernel counted, as the ring was full.
    pub kernel_calls: u64,
    /// Events of which it was told that they were lost.
    pub lost: u64,
    /// Calls a second in the last interval.
    pub call_rate: f64,
    /// Errors a second in the last interval.
    pub error_rate: f64,
    /// Calls a second in the intervals until now, the last one last.
    pub history: VecDeque<f64>,
    /// What descriptors stand for.
    pub paths: Paths,
    objects: Objects,
    marks: (u64, u64),
}

impl Data {
    /// Takes an event.
    #[inline]
    pub fn event(&mut self, event: &Event<'_>, lookup: &mut dyn Lookup) {
        match *event {
            Event::Entered(ref start) => self.processes.entered(start, lookup),
            Event::Returned(ref call) => self.returned(call, lookup),
            Event::Unfinished { start, time, .. } => {
                self.processes.unfinished(start.task.tid);
                self.journal.add(Entry::Unfinished(Kept::begun(&start, 512).unfinished(time)));
            }
            Event::Forked { parent, child, ref comm, .. } => {
                self.processes.forked(parent, child, comm, lookup)
            }
            Event::Execed { task, former_tid, comm, time } => {
                self.processes.execed(task, former_tid, &comm, lookup);
                if task.tid != former_tid {
                    self.journal.add(Entry::Other(Event::Execed { task, former_tid, comm, time }));
                }
            }
            Event::Signalled { task, signal, info, default_action, instruction, time } => {
                let told = Event::Signalled { task, signal, info, default_action, instruction, time };
                self.journal.add(Entry::Other(told));
            }
            Event::Exited { task, status, comm, last_of_process, time } => {
                self.processes.exited(task, status, &comm, last_of_process, lookup);
                let exited = Event::Exited { task, status, comm, last_of_process, time };
                self.journal.add(Entry::Other(exited));
            }
            Event::Detached { task, time, .. } => {
                self.processes.unfinished(task.tid);
                self.journal.add(Entry::Other(Event::Detached { task, call: None, time }));
            }
            Event::Lost { events, time } => {
                self.lost += events;
                self.processes.lost();
                self.journal.add(Entry::Other(Event::Lost { events, time }));
            }
        }
    }

    #[inline]
    fn returned(&mut self, call: &Call<'_>, lookup: &mut dyn Lookup) {
        let id = CallId::new(call.start.abi, call.start.nr);
        let tgid = call.start.task.tgid;
        let about = self.objects.about(id);
        let bytes = about.moved(call).unwrap_or(0);
        self.calls += 1;
        let profile = self.syscalls.entry(id).or_default();
        profile.add(call);
        profile.bytes += bytes;
        self.processes.returned(id, call, bytes, lookup);
        let fd = about.fd(call.start.args.as_ref());
        let path = match fd {
            Some(fd) => self.paths.of(&call.start, fd, lookup),
            None => about.path(call).and_then(|path| self.located(path, about, call, lookup)),
        };
        if let Some(errno) = call.errno() {
            self.errors += 1;
            self.failures.add(id, errno, path.as_ref(), call);
        }
        if let Some(path) = &path {
            self.files.add(path, id, call, bytes);
        }
        if let Some(fd) = about.replaced(call.start.args.as_ref()) {
            lookup.closed(tgid, fd);
            self.paths.forget(tgid, fd);
        }
        if let Some(fd) = about.opened(call) {
            match path.filter(|_| about.fd(call.start.args.as_ref()).is_none()) {
                Some(path) => lookup.opened(tgid, fd, &path),
                None => lookup.closed(tgid, fd),
            }
        }
        self.journal.call(call);
    }

    /// Where a path is that a call was given. Relative ones begin at a directory; an empty one is that itself.
    fn located(
        &mut self,
        path: &[u8],
        about: About,
        call: &Call<'_>,
        lookup: &mut dyn Lookup,
    ) -> Option<Name> {
        if path.starts_with(b"/") {
            return Some(Name::from(path));
        }
        let directory = about.directory(call.start.args.as_ref());
        let directory = directory.and_then(|fd| self.paths.of(&call.start, fd, lookup));
        match directory {
            Some(directory) if path.is_empty() => Some(directory),
            Some(directory) => Some(Name::from([&directory, &b"/"[..], path].concat())),
            None if path.is_empty() => None,
            None => Some(Name::from(path)),
        }
    }

    /// Calls of a syscall that the kernel has counted so far, as the ring was full.
    pub fn counted(&mut self, key: Key, aggregate: &Aggregate) {
        let Some(abi) = u8::try_from(key.abi).ok().and_then(Abi::from_u8) else { return };
        let profile = self.syscalls.entry(CallId::new(abi, key.nr)).or_default();
        let before = std::mem::replace(&mut profile.kernel, *aggregate);
        let added = |now: u64, before: u64| now.saturating_sub(before);
        self.calls += added(aggregate.calls, before.calls);
        self.errors += added(aggregate.errors, before.errors);
        self.kernel_calls += added(aggregate.calls, before.calls);
    }

    /// Begins an interval after one of this many seconds.
    pub fn turn(&mut self, seconds: f64) {
        let seconds = seconds.max(1e-3);
        let (calls, errors) = std::mem::replace(&mut self.marks, (self.calls, self.errors));
        self.call_rate = self.calls.saturating_sub(calls) as f64 / seconds;
        self.error_rate = self.errors.saturating_sub(errors) as f64 / seconds;
        if self.history.len() == HISTORY {
            self.history.pop_front();
        }
        self.history.push_back(self.call_rate);
        self.syscalls.values_mut().for_each(|profile| profile.turn(seconds));
        self.processes.turn(seconds);
        self.files.turn(seconds);
        self.failures.turn();
    }
}
