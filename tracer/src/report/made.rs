//! Calls for the tests of reports, made of text.

use tracer_common::abi::Abi;
use tracer_common::segment::Segments;

use crate::arch;
use crate::call::{Call, CallStart, Task};

/// A call that owns its memory.
#[derive(Clone, Debug)]
pub struct Made {
    task: Task,
    nr: u32,
    args: [u64; 6],
    result: i64,
    time: u64,
    wall: u64,
    wait: u64,
    memory: Vec<u8>,
}

fn number(word: &str) -> u64 {
    let word = word.trim();
    match word.strip_prefix("0o") {
        Some(octal) => u64::from_str_radix(octal, 8).expect("an octal number"),
        None => word.parse::<i64>().expect("a number") as u64,
    }
}

/// `TGID name(arguments) = result`, at time 1000, for 1000 ns.
pub fn call(text: &str) -> Made {
    let (tgid, rest) = text.split_once(' ').expect("a process");
    let (name, rest) = rest.split_once('(').expect("a name");
    let (arguments, result) = rest.split_once(") = ").expect("a result");
    let mut args = [0; 6];
    for (arg, word) in args.iter_mut().zip(arguments.split(',').filter(|word| !word.trim().is_empty())) {
        *arg = number(word);
    }
    let nr = arch::syscalls(Abi::X86_64).iter().find(|it| it.name == name).expect("a syscall").nr;
    let tgid = tgid.parse().expect("a number");
    let result = number(result) as i64;
    Made {
        task: Task { tid: tgid, tgid },
        nr,
        args,
        result,
        time: 1000,
        wall: 1000,
        wait: 0,
        memory: Vec::new(),
    }
}

impl Made {
    /// At another time, for another time, waiting so long of it; ns.
    pub fn at(mut self, time: u64, wall: u64, wait: u64) -> Self {
        (self.time, self.wall, self.wait) = (time, wall, wait);
        self
    }

    /// With this memory at this address, when it began and when it ended.
    pub fn memory(mut self, address: u64, bytes: &[u8]) -> Self {
        self.memory.extend_from_slice(&address.to_ne_bytes());
        self.memory.extend_from_slice(&(bytes.len() as u64).to_ne_bytes());
        self.memory.extend_from_slice(bytes);
        self.memory.resize(self.memory.len().next_multiple_of(8), 0);
        self
    }

    /// Hands it on.
    pub fn with<T>(&self, take: impl FnOnce(&Call<'_>) -> T) -> T {
        let memory = Segments(&self.memory);
        let args = Some(self.args);
        let (task, nr, time) = (self.task, self.nr, self.time);
        let start =
            CallStart { task, abi: Abi::X86_64, nr, args, time, memory, incomplete: false, previous: None };
        let (end, wait, result) = (time + self.wall, self.wait, self.result);
        take(&Call { start, end, wait, result, entered: true, memory })
    }
}
