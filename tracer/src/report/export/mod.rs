//! Exports: the events of a run in the formats of other programs. Each takes them as they come, so memory stays bounded.

pub mod chrome;
pub mod folded;
#[cfg(feature = "parquet")]
pub mod parquet;
pub mod seccomp;

use std::io;

use hashbrown::HashMap;
use tracer_common::abi::Abi;

use crate::call::Event;
use crate::call::event::Comm;
use crate::recording::{Start, TaskInfo};

/// An export at work.
pub trait Export {
    /// A recording begins. There can be several, one after the other.
    fn begin(&mut self, start: &Start) -> io::Result<()>;

    /// Learns of tasks that were there before.
    fn introduce(&mut self, tasks: &[TaskInfo]) -> io::Result<()>;

    /// Takes the next event.
    fn event(&mut self, event: &Event<'_>) -> io::Result<()>;

    /// Learns of calls that were counted and not recorded.
    fn counted(&mut self, abi: Abi, nr: u32, calls: u64) -> io::Result<()>;

    /// Ends it. What its reader should know is returned, in sentences.
    fn finish(&mut self) -> io::Result<Vec<String>>;
}

/// Which export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFormat {
    /// Chrome's trace events, which Perfetto opens.
    Chrome,
    /// Folded stacks for flame graphs.
    Folded(folded::Weight),
    /// A row for each event.
    #[cfg(feature = "parquet")]
    Parquet,
    /// A seccomp profile as OCI runtimes take it.
    Seccomp,
    /// A seccomp filter as systemd takes it.
    Systemd,
}

/// Every export, by name.
pub const NAMES: &[(&str, ExportFormat)] = &[
    ("chrome", ExportFormat::Chrome),
    ("folded", ExportFormat::Folded(folded::Weight::Wall)),
    ("folded-wait", ExportFormat::Folded(folded::Weight::Wait)),
    ("folded-count", ExportFormat::Folded(folded::Weight::Count)),
    ("seccomp", ExportFormat::Seccomp),
    ("systemd", ExportFormat::Systemd),
    #[cfg(feature = "parquet")]
    ("parquet", ExportFormat::Parquet),
];

impl ExportFormat {
    /// Begins one that writes there.
    pub fn start<'a>(self, out: &'a mut dyn io::Write) -> Box<dyn Export + 'a> {
        match self {
            Self::Chrome => Box::new(chrome::Chrome::new(out)),
            Self::Folded(weight) => Box::new(folded::Folded::new(out, weight)),
            #[cfg(feature = "parquet")]
            Self::Parquet => Box::new(parquet::Parquet::new(out)),
            Self::Seccomp => Box::new(seccomp::Profile::new(out, seccomp::Form::Oci)),
            Self::Systemd => Box::new(seccomp::Profile::new(out, seccomp::Form::Systemd)),
        }
    }

    /// Can it be made of several recordings?
    pub const fn takes_several(self) -> bool {
        !matches!(self, Self::Chrome)
    }
}

/// Names of tasks, learnt from the events.
#[derive(Debug, Default)]
pub(super) struct Comms(HashMap<u32, String>);

impl Comms {
    /// A task's name; empty if nobody has told it.
    pub(super) fn get(&self, tid: u32) -> &str {
        self.0.get(&tid).map_or("", String::as_str)
    }

    pub(super) fn introduce(&mut self, tasks: &[TaskInfo]) {
        self.0.extend(tasks.iter().map(|task| (task.tid, task.comm.clone())));
    }

    /// Learns a name. True if it is new.
    fn set(&mut self, tid: u32, comm: &Comm) -> bool {
        let end = comm.iter().position(|&b| b == 0).unwrap_or(comm.len());
        let name = String::from_utf8_lossy(&comm[..end]);
        if self.get(tid) == name {
            return false;
        }
        self.0.insert(tid, name.into_owned());
        true
    }

    /// Learns from an event. Tells whose name is new.
    pub(super) fn event(&mut self, event: &Event<'_>) -> Option<crate::call::Task> {
        let (task, comm) = match event {
            Event::Forked { child, comm, .. } => (child, comm),
            Event::Execed { task, comm, .. } => (task, comm),
            Event::Exited { task, comm, .. } if self.get(task.tid).is_empty() => (task, comm),
            _ => return None,
        };
        self.set(task.tid, comm).then_some(*task)
    }
}
