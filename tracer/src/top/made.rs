//! Calls for tests.

use tracer_common::abi::Abi;
use tracer_common::segment::Segments;

use crate::call::{Call, CallStart, Task};

/// The beginning of a call of a process's only thread, at 100 ns.
pub const fn start(tgid: u32, nr: u32) -> CallStart<'static> {
    let (task, abi, memory) = (Task { tid: tgid, tgid }, Abi::X86_64, Segments::EMPTY);
    CallStart { task, abi, nr, args: None, time: 100, incomplete: false, memory, previous: None }
}

/// A call that takes so long, ns.
pub const fn call(tgid: u32, nr: u32, wall: u64, result: i64) -> Call<'static> {
    let memory = Segments::EMPTY;
    Call { start: start(tgid, nr), end: 100 + wall, wait: 0, result, entered: false, memory }
}
