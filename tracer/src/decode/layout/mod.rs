//! Structs of the kernel, by family.

mod file;
mod ioctl;
mod time;

mod process;
mod signal;
mod system;
pub use file::*;
pub use ioctl::*;
pub use process::*;
pub use signal::*;
pub use system::*;
pub use time::*;
