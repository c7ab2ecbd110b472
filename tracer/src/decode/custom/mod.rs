//! Values that no type can say: one file each, or one for a few that belong together.

pub mod dev;
pub mod dirent;
pub mod envp;
pub mod extensible;
pub mod fd;
pub mod handle;
pub mod iocb;
pub mod mode;
pub mod octets;
pub mod request;
pub mod signal;
pub mod stamp;
pub mod termios;
pub mod time;
pub mod words;

use tracer_common::segment::STACK_POINTER;

use super::walk::Walk;

/// The stack pointer when the call began.
pub fn stack_pointer(walk: &Walk<'_>) -> Option<u64> {
    let all = [walk.call.enter, walk.call.exit];
    let bytes = all.into_iter().find_map(|segments| segments.of_kind(STACK_POINTER, 0))?;
    bytes.first_chunk().map(|bytes| u64::from_ne_bytes(*bytes))
}
