//! Who knows what tasks are called, and by which numbers (`-Y`, `--decode-pids`).

use std::fmt::Debug;

/// Knows tasks by their numbers in tracer's pid namespace.
pub trait Tasks: Debug + Send + Sync {
    /// What a task is called.
    fn comm(&self, tid: u32) -> Option<Vec<u8>>;

    /// The number of a task that this process calls by that one: another number, if it is in another pid namespace.
    fn outside(&self, process: u32, tid: u32) -> Option<u32>;
}
