//! Structs of the kernel, by family.

mod aio;
mod file;
mod ioctl;
mod time;

pub use aio::*;
pub use file::*;
pub use ioctl::*;
pub use time::*;
