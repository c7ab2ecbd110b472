//! What the live view is told of the world: names and descriptors from /proc, counts of the kernel, what tracing costs.

use std::rc::Rc;
use std::time::Instant;

use hashbrown::HashMap;
use tracer_common::counts::{Aggregate, Key};

use crate::app::counting::own_cpu_time;
use crate::cli::Options;
use crate::procs::fds::Fds;
use crate::procs::pids;
use crate::source::Target;
use crate::source::live::Cost as Programs;
use crate::stats::Loss;
use crate::top::lookup::{Known, Lookup};
use crate::top::printable;

/// Answers from /proc.
pub struct Outside(Fds);

impl Outside {
    /// Knows nothing yet.
    pub fn new() -> Self {
        Self(Fds::new("/"))
    }
}

impl Lookup for Outside {
    fn turn(&mut self) {
        self.0.turn();
    }

    fn process(&mut self, tgid: u32) -> Option<Known> {
        let root = "/".as_ref();
        let comm = pids::comm(root, tgid)?;
        Some(Known { comm, parent: pids::parent(root, tgid).unwrap_or(0) })
    }

    fn path(&mut self, tgid: u32, fd: i32) -> Option<Rc<[u8]>> {
        self.0.path(tgid, fd)
    }

    fn peer(&mut self, tgid: u32, inode: u64) -> Option<Option<Rc<[u8]>>> {
        self.0.peer(tgid, inode)
    }

    fn opened(&mut self, tgid: u32, fd: i32, path: &[u8]) {
        self.0.opened(tgid, fd, path);
    }

    fn closed(&mut self, tgid: u32, fd: i32) {
        self.0.closed(tgid, fd);
    }

    fn ended(&mut self, tgid: u32) {
        self.0.ended(tgid);
    }
}

/// Counts by syscall, whoever the calls were of.
#[derive(Default)]
pub struct Counts(HashMap<(u32, u32), Aggregate>);

impl Counts {
    /// Adds those of a key.
    pub fn add(&mut self, key: Key, aggregate: &Aggregate) {
        self.0.entry((key.abi, key.nr)).or_default().merge(aggregate);
    }

    /// Hands on all of them.
    pub fn each(&self, mut take: impl FnMut(Key, &Aggregate)) {
        for (&(abi, nr), aggregate) in &self.0 {
            take(Key { id: 0, abi, nr, errno: 0 }, aggregate);
        }
    }
}

/// What is traced, in a few words.
pub fn target(options: &Options) -> String {
    let filter = &options.filter;
    let text = match &options.target {
        Target::Command(argv) => {
            let words: Vec<_> = argv.iter().map(|word| word.to_string_lossy()).collect();
            words.join(" ")
        }
        Target::Pids(pids) => {
            let named = pids.iter().map(|pid| match pids::comm("/".as_ref(), *pid) {
                Some(comm) => format!("{comm} {pid}"),
                None => pid.to_string(),
            });
            named.collect::<Vec<_>>().join(", ")
        }
        Target::Everyone => {
            let comm = filter.comm.as_deref().map(|comm| format!("comm {}", String::from_utf8_lossy(comm)));
            let uid = filter.uid.map(|uid| format!("uid {uid}"));
            let cgroup = filter.cgroup.as_ref().map(|path| format!("cgroup {}", path.display()));
            let only: Vec<_> = comm.into_iter().chain(uid).chain(cgroup).collect();
            if only.is_empty() { "everything on this machine".to_owned() } else { only.join(", ") }
        }
    };
    printable(text.as_bytes())
}

/// Everything that is neither shown nor counted.
pub fn lost(loss: &Loss) -> u64 {
    loss.dropped_events + loss.untracked_tasks + loss.missed_runs
}

/// What tracing costs, in parts of one CPU.
pub struct Cost {
    since: Instant,
    reader: u64,
    programs: u64,
}

impl Cost {
    /// Begins to measure.
    pub fn new() -> Self {
        Self { since: Instant::now(), reader: own_cpu_time().unwrap_or(0), programs: 0 }
    }

    /// What it cost since it was last asked.
    pub fn tell(&mut self, programs: Option<Programs>) -> String {
        let (now, reader) = (Instant::now(), own_cpu_time().unwrap_or(0));
        let wall = now.duration_since(self.since).as_nanos().max(1) as f64;
        let share = |ns: u64| 100.0 * ns as f64 / wall;
        let mut text = format!("{:.1}% CPU", share(reader.saturating_sub(self.reader)));
        if let Some(cost) = programs {
            text += &format!(" + {:.1}% in the kernel", share(cost.time.saturating_sub(self.programs)));
            self.programs = cost.time;
        }
        (self.since, self.reader) = (now, reader);
        text
    }
}
