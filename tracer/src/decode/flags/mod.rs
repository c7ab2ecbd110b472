//! Sets of flags and of named numbers, by family. Names only, in strace's order: values are those of `uapi`.

mod fcntl;
mod file;
mod futex;
mod ioctl;
mod memory;
mod mount;
mod notify;
mod prctl;
mod process;
mod quota;
mod sched;
mod signal;
mod stat;
mod system;
mod time;
mod tty;

pub use fcntl::*;
pub use file::*;
pub use futex::*;
pub use ioctl::*;
pub use memory::*;
pub use mount::*;
pub use notify::*;
pub use prctl::*;
pub use process::*;
pub use quota::*;
pub use sched::*;
pub use signal::*;
pub use stat::*;
pub use system::*;
pub use time::*;
pub use tty::*;
