//! Structs of the kernel, by family.

mod aio;
mod file;
mod ioctl;
mod quota;
mod time;

pub use aio::*;
pub use file::*;
pub use ioctl::*;
pub use quota::*;
mod process;
mod signal;
mod system;
pub use process::*;
pub use signal::*;
pub use system::*;
pub use time::*;
