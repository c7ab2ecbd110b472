//! Structs of the kernel, by family.

mod aio;
mod file;
mod ioctl;
mod process;
mod quota;
mod signal;
mod system;
mod time;

pub use aio::*;
pub use file::*;
pub use ioctl::*;
pub use process::*;
pub use quota::*;
pub use signal::*;
pub use system::*;
pub use time::*;
