//! Structs of the kernel, by family.

mod aio;
mod file;
mod ioctl;
mod ipc;
mod poll;
mod process;
mod signal;
mod socket;
mod system;
mod quota;
mod time;
mod uring;

pub use aio::*;
pub use file::*;
pub use ioctl::*;
pub use ipc::*;
pub use poll::*;
pub use process::*;
pub use signal::*;
pub use socket::*;
pub use system::*;
pub use quota::*;
pub use time::*;
pub use uring::*;
