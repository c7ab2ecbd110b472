//! Structs of the kernel, by family.

mod file;
mod time;

pub use file::*;
pub use time::*;
