//! Events that nobody's calls made: for tests of what takes events, and to see it at any rate. The same seed gives the same
//! events.
//!
//! A shell starts compilers, which open, read and write files and end; beside them, a server waits for requests. Names,
//! results and durations vary; some calls fail.

use std::collections::VecDeque;

use tracer_common::abi::Abi;
use tracer_common::segment::Segments;

use crate::call::event::Comm;
use crate::call::{Call, CallStart, Event, Task};

/// Where made paths lie in the memory of their process.
const PATH: u64 = 0x7000;

/// How many compilers run at once.
const COMPILERS: usize = 4;

/// The shell and the server.
const SHELL: u32 = 100;
const SERVER: u32 = 200;

/// Paths that are opened. Some are odd.
const PATHS: [&str; 8] = [
    "/src/main.c",
    "/src/table.c",
    "/usr/include/stdio.h",
    "/usr/include/stdlib.h",
    "/src/日本語.h",
    "/tmp/\u{1b}[31mred\n",
    "/no/such/file",
    "/src/a rather long path with spaces/and/many/parts/that/will/not/fit/anywhere.h",
];

/// Makes events.
#[derive(Debug)]
pub struct Synthetic {
    seed: u64,
    time: u64,
    next_pid: u32,
    compilers: VecDeque<u32>,
    started: bool,
}

/// A call to be made.
struct Made<'a> {
    tgid: u32,
    nr: u32,
    args: [u64; 6],
    path: Option<&'a str>,
    result: i64,
}

impl Synthetic {
    /// Begins at this time (ns).
    pub const fn new(seed: u64, time: u64) -> Self {
        Self { seed: seed | 1, time, next_pid: 1000, compilers: VecDeque::new(), started: false }
    }

    /// The time of the latest event, ns.
    pub const fn time(&self) -> u64 {
        self.time
    }

    /// A number below `end`.
    fn random(&mut self, end: u64) -> u64 {
        // Marsaglia's xorshift.
        self.seed ^= self.seed << 13;
        self.seed ^= self.seed >> 7;
        self.seed ^= self.seed << 17;
        self.seed % end.max(1)
    }

    /// Makes some events.
    pub fn turn(&mut self, take: &mut impl FnMut(&Event<'_>)) {
        if !self.started {
            self.started = true;
            self.exec(SHELL, b"sh", take);
            self.exec(SERVER, b"server", take);
            self.enter(
                &Made { tgid: SHELL, nr: 61, args: [u64::MAX, 0, 0, 0, 0, 0], path: None, result: 0 },
                take,
            );
            self.enter(
                &Made { tgid: SERVER, nr: 232, args: [5, 0x600, 64, u64::MAX, 0, 0], path: None, result: 0 },
                take,
            );
        }
        while self.compilers.len() < COMPILERS {
            self.fork(take);
        }
        match self.random(20) {
            0 => {
                if let Some(tgid) = self.compilers.pop_front() {
                    let status = if self.random(8) == 0 { 0x100 } else { 0 };
                    self.exit(tgid, status, b"cc1", take);
                }
            }
            1 => self.serve(take),
            _ => {
                let at = self.random(self.compilers.len() as u64) as usize;
                let tgid = self.compilers[at];
                self.compile(tgid, take);
            }
        }
    }

    /// A compiler opens a file, reads it and closes it.
    fn compile(&mut self, tgid: u32, take: &mut impl FnMut(&Event<'_>)) {
        let path = PATHS[self.random(PATHS.len() as u64) as usize];
        let open = [0xffff_ff9c, PATH, 0, 0, 0, 0];
        let missing = path.starts_with("/no");
        let fd = if missing { -2 } else { 3 + self.random(3) as i64 };
        self.call(&Made { tgid, nr: 257, args: open, path: Some(path), result: fd }, take);
        if missing {
            return;
        }
        for _ in 0..1 + self.random(4) {
            let bytes = self.random(4096) as i64;
            let args = [fd as u64, 0x5000, 4096, 0, 0, 0];
            self.call(&Made { tgid, nr: 0, args, path: None, result: bytes }, take);
        }
        self.call(&Made { tgid, nr: 3, args: [fd as u64, 0, 0, 0, 0, 0], path: None, result: 0 }, take);
    }

    /// The server's wait ends, it answers, and waits again.
    fn serve(&mut self, take: &mut impl FnMut(&Event<'_>)) {
        let wait = [5, 0x600, 64, u64::MAX, 0, 0];
        self.leave(&Made { tgid: SERVER, nr: 232, args: wait, path: None, result: 1 }, 3_000_000, take);
        let args = [7, 0x5000, 512, 0, 0, 0];
        let result = if self.random(5) == 0 { -11 } else { 512 };
        self.call(&Made { tgid: SERVER, nr: 1, args, path: None, result }, take);
        self.enter(&Made { tgid: SERVER, nr: 232, args: wait, path: None, result: 0 }, take);
    }

    fn fork(&mut self, take: &mut impl FnMut(&Event<'_>)) {
        self.next_pid += 1;
        let tgid = self.next_pid;
        let task = |id| Task { tid: id, tgid: id };
        self.time += 20_000;
        take(&Event::Forked { parent: task(SHELL), child: task(tgid), comm: comm(b"sh"), time: self.time });
        self.exec(tgid, b"cc1", take);
        self.compilers.push_back(tgid);
    }

    fn exec(&mut self, tgid: u32, name: &[u8], take: &mut impl FnMut(&Event<'_>)) {
        self.time += 300_000;
        let task = Task { tid: tgid, tgid };
        take(&Event::Execed { task, former_tid: tgid, comm: comm(name), time: self.time });
    }

    fn exit(&mut self, tgid: u32, status: u32, name: &[u8], take: &mut impl FnMut(&Event<'_>)) {
        self.time += 50_000;
        let (task, comm) = (Task { tid: tgid, tgid }, comm(name));
        take(&Event::Exited { task, status, comm, last_of_process: true, time: self.time });
    }

    fn call(&mut self, made: &Made<'_>, take: &mut impl FnMut(&Event<'_>)) {
        self.enter(made, take);
        let wall = 300 + (1 << self.random(16));
        self.leave(made, wall, take);
    }

    fn enter(&mut self, made: &Made<'_>, take: &mut impl FnMut(&Event<'_>)) {
        self.time += 500;
        let memory = memory(made.path);
        take(&Event::Entered(start(made, self.time, Segments(&memory))));
    }

    fn leave(&mut self, made: &Made<'_>, wall: u64, take: &mut impl FnMut(&Event<'_>)) {
        let begun = self.time;
        self.time += wall;
        let memory = memory(made.path);
        let start = start(made, begun, Segments(&memory));
        let (end, wait, result) = (self.time, wall / 3, made.result);
        take(&Event::Returned(Call { start, end, wait, result, entered: true, memory: Segments::EMPTY }));
    }
}

const fn start<'a>(made: &Made<'_>, time: u64, memory: Segments<'a>) -> CallStart<'a> {
    let task = Task { tid: made.tgid, tgid: made.tgid };
    CallStart {
        task,
        abi: Abi::X86_64,
        nr: made.nr,
        args: Some(made.args),
        time,
        incomplete: false,
        memory,
        previous: None,
    }
}

/// A segment with a path and the NUL behind it.
fn memory(path: Option<&str>) -> Vec<u8> {
    let Some(path) = path else { return Vec::new() };
    let len = path.len() + 1;
    let mut bytes = [&PATH.to_ne_bytes()[..], &(len as u64).to_ne_bytes()[..], path.as_bytes()].concat();
    bytes.resize(16 + len.next_multiple_of(8), 0);
    bytes
}

fn comm(name: &[u8]) -> Comm {
    std::array::from_fn(|i| name.get(i).copied().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_events() {
        let events = |seed| {
            let mut source = Synthetic::new(seed, 0);
            let mut text = String::new();
            (0..50).for_each(|_| source.turn(&mut |event| text += &format!("{event:?}\n")));
            text
        };
        assert_eq!(events(7), events(7));
        assert_ne!(events(7), events(8));
    }

    #[test]
    fn times_rise_and_paths_are_in_memory() {
        let mut source = Synthetic::new(3, 1000);
        let (mut last, mut paths) = (1000, 0);
        for _ in 0..200 {
            source.turn(&mut |event| {
                if let Event::Returned(call) = event {
                    assert!(call.end >= last && call.wait <= call.wall());
                    last = call.end;
                    if call.start.nr == 257 {
                        let path = call.start.memory.memory(PATH, 4096);
                        assert!(path.starts_with(b"/") && path.ends_with(b"\0"));
                        paths += 1;
                    }
                }
            });
        }
        assert!(paths > 50);
    }
}
