//! Sets of flags and of named numbers, by family. Names only, in strace's order: values are those of `uapi`.

mod fcntl;
mod file;
mod ioctl;
mod mount;
mod notify;
mod quota;
mod stat;
mod tty;

pub use fcntl::*;
pub use file::*;
pub use ioctl::*;
pub use mount::*;
pub use notify::*;
pub use quota::*;
pub use stat::*;
pub use tty::*;
