//! What is traced, and what happens when its reader falls behind. Starting and adopting it is left to others.

use std::ffi::OsString;

/// Where tracing begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A command that is started: its words. Processes may be adopted besides.
    Command(Vec<OsString>),
    /// Running processes.
    Pids(Vec<u32>),
    /// Every task that the filter admits.
    Everyone,
}

/// What to do while the ring is full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnFull {
    /// Slow the callers down until the reader has caught up.
    Hold,
    /// Count calls instead of sending them.
    Count,
}
