//! Calls that outlive their event: owned copies, from which lines are made when they are shown.

use tracer_common::segment::Segments;

use super::counts::CallId;
use crate::call::{Call, CallStart, Task};

/// A call, or the beginning of one.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The call, without what was copied with it. One that has not ended ends when it begins.
    call: Call<'static>,
    /// What was copied at its beginning, and behind it what was copied at its end.
    memory: Vec<u8>,
    begin_len: usize,
}

/// A call's beginning without what was copied.
const fn bare(start: &CallStart<'_>) -> CallStart<'static> {
    let CallStart { task, abi, nr, args, time, incomplete, memory: _, previous } = *start;
    CallStart { task, abi, nr, args, time, incomplete, memory: Segments::EMPTY, previous }
}

const fn only_begun(start: &CallStart<'_>) -> Call<'static> {
    let memory = Segments::EMPTY;
    Call { start: bare(start), end: start.time, wait: 0, result: 0, entered: false, memory }
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
        let memory = part(start.memory, most).to_vec();
        Self { call: only_begun(start), begin_len: memory.len(), memory }
    }

    /// Keeps another call in the same place.
    #[inline]
    pub fn set(&mut self, call: &Call<'_>, most: usize) {
        self.set_begun(&call.start, most);
        (self.call.end, self.call.wait, self.call.result) = (call.end, call.wait, call.result);
        self.memory.extend_from_slice(part(call.memory, most));
    }

    /// Keeps the beginning of another call in the same place.
    #[inline]
    pub fn set_begun(&mut self, start: &CallStart<'_>, most: usize) {
        self.call = only_begun(start);
        self.memory.clear();
        self.memory.extend_from_slice(part(start.memory, most));
        self.begin_len = self.memory.len();
    }

    /// It will not return, as became clear at this time.
    pub fn unfinished(mut self, time: u64) -> Self {
        self.call.end = time;
        self
    }

    /// How it began.
    pub fn start(&self) -> CallStart<'_> {
        let memory = Segments(self.memory.get(..self.begin_len).unwrap_or_default());
        CallStart { memory, ..self.call.start }
    }

    /// The call, to be shown whole.
    pub fn call(&self) -> Call<'_> {
        let memory = Segments(self.memory.get(self.begin_len..).unwrap_or_default());
        Call { start: self.start(), memory, ..self.call }
    }

    /// Its syscall.
    pub const fn id(&self) -> CallId {
        CallId::new(self.call.start.abi, self.call.start.nr)
    }

    /// Whose it is.
    pub const fn task(&self) -> Task {
        self.call.start.task
    }

    /// When it began, ns.
    pub const fn time(&self) -> u64 {
        self.call.start.time
    }

    /// When it ended, ns.
    pub const fn end(&self) -> u64 {
        self.call.end
    }

    /// How long it took, ns.
    pub const fn wall(&self) -> u64 {
        self.call.wall()
    }
}

/// As much of copied memory as may be kept. A segment that is cut is not read.
fn part(memory: Segments<'_>, most: usize) -> &[u8] {
    &memory.0[..memory.0.len().min(most)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::top::made::{call, start};

    #[test]
    fn what_is_kept_is_what_was_there() {
        let segment = |address: u64, text: &[u8; 8]| {
            [&address.to_ne_bytes()[..], &8_u64.to_ne_bytes()[..], &text[..]].concat()
        };
        let (begin, end) = (segment(0x10, b"abcdefgh"), segment(0x20, b"ijklmnop"));
        let start = CallStart { args: Some([9; 6]), memory: Segments(&begin), ..start(7, 1) };
        let call = Call { start, memory: Segments(&end), ..call(7, 1, 20, -2) };
        let mut kept = Kept::new(&call, 100);
        assert_eq!((kept.call(), kept.wall()), (call, 20));
        assert_eq!(kept.call().memory.memory(0x20, 3), b"ijk");
        kept.set(&call, 10);
        assert_eq!(kept.call().start.memory.memory(0x10, 3), b"", "a torn segment is none");
        kept.set_begun(&start, 100);
        assert_eq!((kept.start(), kept.call().memory), (start, Segments::EMPTY));
    }
}
