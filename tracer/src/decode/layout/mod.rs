//! Structs of the kernel, by family.

mod file;
mod ioctl;
mod time;

pub use file::*;
pub use ioctl::*;
pub use time::*;
