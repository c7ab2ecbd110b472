//! Takes the events of a run and keeps what reports tell of it. Memory stays bounded: what is beyond the bounds is counted
//! together.
//!
//! How it looks is left to the formats, what to make of it to the findings.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::rc::Rc;

use hashbrown::HashMap;
use tracer_common::counts::Aggregate;

use super::data::{ErrorKey, Object, ObjectKey, Process, Slow};
use super::findings::{Detectors, Seen};
use super::names::Names;
use super::subject::{Kind, Subjects};
use super::text_of::TextOf;
use crate::call::event::Comm;
use crate::call::{Call, Event, Task};
use crate::recording::TaskInfo;
use crate::stats::{By, Clock, Summary};

/// So many files and peers are told apart.
const MAX_OBJECTS: usize = 1 << 16;

/// So many slowest calls are kept.
const SLOWEST: usize = 50;

/// Everything that is known of a run.
pub struct Gather {
    /// By syscall, with histograms and errnos; wall time.
    pub summary: Summary,
    /// By process.
    pub by_process: Summary,
    /// Files and peers.
    pub objects: HashMap<ObjectKey, Object>,
    /// Failed calls by syscall, errno and object.
    pub errors: HashMap<ErrorKey, u64>,
    /// Processes by pid and beginning, as pids are used again.
    pub processes: Vec<Process>,
    /// The slowest calls, by time.
    pub slowest: BTreeMap<(Reverse<u64>, u64), Slow>,
    /// First and last time.
    pub span: Option<(u64, u64)>,
    /// Events that were lost.
    pub lost: u64,
    /// What looks for findings.
    pub detectors: Detectors,
    living: HashMap<u32, usize>,
    names: Names,
    subjects: Subjects,
    text: TextOf,
    interned: HashMap<Box<[u8]>, Rc<str>>,
    calls: u64,
}

impl Default for Gather {
    fn default() -> Self {
        Self {
            summary: Summary::new(By::Syscall, Clock::Wall),
            by_process: Summary::new(By::Process, Clock::Wall),
            objects: HashMap::new(),
            errors: HashMap::new(),
            processes: Vec::new(),
            slowest: BTreeMap::new(),
            span: None,
            lost: 0,
            detectors: Detectors::default(),
            living: HashMap::new(),
            names: Names::default(),
            subjects: Subjects::default(),
            text: TextOf::default(),
            interned: HashMap::new(),
            calls: 0,
        }
    }
}

/// A name as it is kept.
fn text(comm: &Comm) -> String {
    let end = comm.iter().position(|&b| b == 0).unwrap_or(comm.len());
    String::from_utf8_lossy(&comm[..end]).into_owned()
}

impl Gather {
    /// Learns of tasks that were there before.
    pub fn introduce(&mut self, tasks: &[TaskInfo]) {
        for task in tasks {
            self.names.introduce(task);
            let process = self.process(Task { tid: task.tid, tgid: task.tgid }, 0);
            if task.tid == task.tgid || process.comm.is_empty() {
                process.comm.clone_from(&task.comm);
            }
            if !task.command.is_empty() {
                process.command = task.command.join(" ");
                process.parent = task.parent;
            }
        }
    }

    /// Takes the next event.
    pub fn event(&mut self, event: &Event<'_>) {
        match event {
            Event::Entered(start) => self.at(start.time),
            Event::Returned(call) => self.returned(call),
            Event::Unfinished { time, .. } | Event::Signalled { time, .. } | Event::Detached { time, .. } => {
                self.at(*time)
            }
            Event::Forked { parent, child, comm, time } => {
                self.at(*time);
                let started_by = self.process(*parent, *time).command.clone();
                if parent.tgid == child.tgid {
                    self.process(*child, *time).threads += 1;
                    return;
                }
                self.names.forked(parent.tgid, child.tgid);
                self.living.remove(&child.tgid);
                let process = self.process(*child, *time);
                process.parent = parent.tgid;
                process.comm = text(comm);
                process.command = started_by;
            }
            Event::Execed { task, comm, time, .. } => {
                self.at(*time);
                self.names.execed(task.tgid);
                let process = self.process(*task, *time);
                process.comm = text(comm);
                process.execs += 1;
            }
            Event::Exited { task, status, last_of_process, time, comm } => {
                self.at(*time);
                let process = self.process(*task, *time);
                process.last = *time;
                if process.comm.is_empty() {
                    process.comm = text(comm);
                }
                if *last_of_process {
                    process.status = Some(*status);
                    self.names.ended(task.tgid);
                    self.living.remove(&task.tgid);
                }
            }
            Event::Lost { events, .. } => self.lost += events,
        }
    }

    fn at(&mut self, time: u64) {
        let (first, last) = self.span.unwrap_or((time, time));
        self.span = Some((first.min(time), last.max(time)));
    }

    /// The process of a task; a new one if it is not known.
    fn process(&mut self, task: Task, time: u64) -> &mut Process {
        let processes = &mut self.processes;
        let place = *self.living.entry(task.tgid).or_insert_with(|| {
            processes.push(Process {
                tgid: task.tgid,
                first: time,
                last: time,
                threads: 1,
                ..Process::default()
            });
            processes.len() - 1
        });
        &mut processes[place]
    }

    #[inline]
    fn returned(&mut self, call: &Call<'_>) {
        let start = &call.start;
        self.calls += 1;
        self.at(start.time);
        self.at(call.end);
        self.summary.add_call(call, true, true);
        self.by_process.add_call(call, false, false);
        let subject = self.subjects.of(start.abi, start.nr);
        let path = subject.path(call).map(|path| intern(&mut self.interned, path));
        let fd = subject.fd(call);
        let object = match (&path, fd) {
            (Some(path), _) => Some(Rc::clone(path)),
            (None, Some(fd)) => self.names.get(start.task.tgid, fd),
            (None, None) => None,
        };
        let begun = subject.kind == Kind::Exec && call.errno().is_none();
        let command = begun.then(|| self.text.command(call));
        let process = self.process(start.task, start.time);
        process.last = call.end;
        process.calls.add(call.errno().is_some(), call.wall(), call.wait.min(call.wall()), call.wall());
        if let Some(command) = command {
            process.command = command;
        }
        if let Some(errno) = call.errno() {
            let key = ErrorKey { abi: start.abi as u8, nr: start.nr, errno, object: object.clone() };
            if self.errors.len() < MAX_OBJECTS || self.errors.contains_key(&key) {
                *self.errors.entry(key).or_default() += 1;
            }
        } else {
            self.names.returned(&subject, call, path.as_ref());
        }
        self.count_object(call, object.as_ref(), fd, subject.bytes(call), subject.kind);
        let seen = Seen { call, subject: &subject, fd, object: object.as_ref(), bytes: subject.bytes(call) };
        self.detectors.see(&seen);
        self.keep_slow(call);
    }

    fn count_object(
        &mut self,
        call: &Call<'_>,
        object: Option<&Rc<str>>,
        fd: Option<i32>,
        bytes: Option<u64>,
        kind: Kind,
    ) {
        let key = match (object, fd) {
            (Some(name), _) => ObjectKey::Named(Rc::clone(name)),
            (None, Some(fd @ 0..=2)) => ObjectKey::Standard(fd),
            (None, Some(_)) => ObjectKey::Unknown,
            (None, None) => return,
        };
        let full = self.objects.len() >= MAX_OBJECTS && !self.objects.contains_key(&key);
        let object = self.objects.entry(if full { ObjectKey::Others } else { key }).or_default();
        object.calls.add(call.errno().is_some(), call.wall(), call.wait.min(call.wall()), call.wall());
        match kind {
            Kind::Read | Kind::Receive => object.read += bytes.unwrap_or(0),
            Kind::Write | Kind::Send => object.written += bytes.unwrap_or(0),
            _ => object.moved += bytes.unwrap_or(0),
        }
    }

    fn keep_slow(&mut self, call: &Call<'_>) {
        let wall = call.wall();
        if self.slowest.len() >= SLOWEST {
            match self.slowest.last_key_value() {
                Some(((Reverse(least), _), _)) if *least >= wall => return,
                _ => self.slowest.pop_last(),
            };
        }
        let slow = Slow {
            task: call.start.task,
            time: call.start.time,
            wait: call.wait,
            text: self.text.call(call),
        };
        self.slowest.insert((Reverse(wall), self.calls), slow);
    }

    /// Adds what the kernel has counted: it is in the counts, and nowhere else.
    pub fn add_counted(&mut self, abi: u32, nr: u32, tgid: u32, aggregate: &Aggregate) {
        let key = tracer_common::counts::Key { id: 0, abi, nr, errno: 0 };
        self.summary.add_aggregate(key, aggregate);
        self.by_process.add_aggregate(tracer_common::counts::Key { id: tgid, ..key }, aggregate);
    }
}

/// The one copy of a path.
fn intern(interned: &mut HashMap<Box<[u8]>, Rc<str>>, path: &[u8]) -> Rc<str> {
    if let Some(known) = interned.get(path) {
        return Rc::clone(known);
    }
    if interned.len() >= MAX_OBJECTS {
        // What is in use is soon known again.
        interned.clear();
    }
    let text: Rc<str> = String::from_utf8_lossy(path).into();
    interned.insert(path.into(), Rc::clone(&text));
    text
}
