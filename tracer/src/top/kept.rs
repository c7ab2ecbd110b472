//! Calls that outlive their event: owned copies, from which lines are made when they are shown.

use tracer_common::abi::Abi;
use tracer_common::segment::Segments;

use super::counts::CallId;
use crate::call::{Call, CallStart, Task};

/// A call, or the beginning of one.
#[derive(Clone, Debug)]
pub struct Kept {
    task: Task,
    abi: Abi,
    nr: u32,
    args: Option<[u64; 6]>,
    /// When it began.
    pub time: u64,
    /// When it ended; that of its beginning as long as it has not.
    pub end: u64,
    wait: u64,
    /// Its result.
    pub result: i64,
    /// What was copied at its beginning, and behind it what was copied at its end.
    memory: Vec<u8>,
    begin_len: usize,
}

impl Kept {
    /// Keeps a call, with at most this much of its memory from either end.
    pub fn new(call: &Call<'_>, most: usize) -> Self {
        let mut kept = Self::begun(&call.start, most);
        kept.set(call, most);
        kept
    }

    /// Keeps the beginning of a call.
    pub fn begun(start: &CallStart<'_>, most: usize) -> Self {
        let CallStart { task, abi, nr, args, time, memory } = *start;
        let bytes = part(memory, most);
        let (memory, begin_len) = (bytes.to_vec(), bytes.len());
        Self { task, abi, nr, args, time, end: time, wait: 0, result: 0, memory, begin_len }
    }

    /// Keeps another call in the same place.
    #[inline]
    pub fn set(&mut self, call: &Call<'_>, most: usize) {
        self.set_begun(&call.start, most);
        (self.end, self.wait, self.result) = (call.end, call.wait, call.result);
        self.memory.extend_from_slice(part(call.memory, most));
    }

    /// Keeps the beginning of another call in the same place.
    #[inline]
    pub fn set_begun(&mut self, start: &CallStart<'_>, most: usize) {
        let CallStart { task, abi, nr, args, time, memory } = *start;
        (self.task, self.abi, self.nr, self.args) = (task, abi, nr, args);
        (self.time, self.end, self.wait, self.result) = (time, time, 0, 0);
        self.memory.clear();
        self.memory.extend_from_slice(part(memory, most));
        self.begin_len = self.memory.len();
    }

    /// How it began.
    pub fn start(&self) -> CallStart<'_> {
        let Self { task, abi, nr, args, time, .. } = *self;
        let memory = Segments(self.memory.get(..self.begin_len).unwrap_or_default());
        CallStart { task, abi, nr, args, time, memory }
    }

    /// The call, to be shown whole.
    pub fn call(&self) -> Call<'_> {
        let memory = Segments(self.memory.get(self.begin_len..).unwrap_or_default());
        let Self { end, wait, result, .. } = *self;
        Call { start: self.start(), end, wait, result, entered: false, memory }
    }

    /// Its syscall.
    pub const fn id(&self) -> CallId {
        CallId { abi: self.abi, nr: self.nr }
    }

    /// Whose it is.
    pub const fn task(&self) -> Task {
        self.task
    }

    /// How long it took, ns.
    pub const fn wall(&self) -> u64 {
        self.end.saturating_sub(self.time)
    }
}

/// As much of copied memory as may be kept. A segment that is cut is not read.
fn part(memory: Segments<'_>, most: usize) -> &[u8] {
    &memory.0[..memory.0.len().min(most)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_what_was_there() {
        let segment = |address: u64, text: &[u8; 8]| {
            [&address.to_ne_bytes()[..], &8_u64.to_ne_bytes()[..], &text[..]].concat()
        };
        let (begin, end) = (segment(0x10, b"abcdefgh"), segment(0x20, b"ijklmnop"));
        let task = Task { tid: 8, tgid: 7 };
        let memory = Segments(&begin);
        let start = CallStart { task, abi: Abi::X86_64, nr: 1, args: Some([9; 6]), time: 5, memory };
        let call = Call { start, end: 25, wait: 4, result: -2, entered: false, memory: Segments(&end) };
        let mut kept = Kept::new(&call, 100);
        assert_eq!((kept.call(), kept.wall()), (call, 20));
        assert_eq!(kept.call().memory.memory(0x20, 3), b"ijk");
        kept.set(&call, 10);
        assert_eq!(kept.call().start.memory.memory(0x10, 3), b"", "a torn segment is none");
        kept.set_begun(&start, 100);
        assert_eq!((kept.start(), kept.call().memory), (start, Segments::EMPTY));
    }
}
