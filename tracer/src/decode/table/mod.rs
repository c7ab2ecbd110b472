//! The rows, by family.

mod fcntl;
mod file;
mod ioctl;
mod mount;
mod notify;
mod quota;
mod rw;
mod stat;
mod xattr;

pub use file::creates;
mod ids;
mod memory;
mod prctl;
mod process;
mod sched;
mod signal;
mod system;
mod time;

use super::desc::Row;

/// Every family and its rows. A syscall stands in one of them.
pub static FAMILIES: &[(&str, &[Row])] = &[
    ("fcntl", fcntl::ROWS),
    ("file", file::ROWS),
    ("ids", ids::ROWS),
    ("ioctl", ioctl::ROWS),
    ("memory", memory::ROWS),
    ("mount", mount::ROWS),
    ("notify", notify::ROWS),
    ("prctl", prctl::ROWS),
    ("process", process::ROWS),
    ("quota", quota::ROWS),
    ("rw", rw::ROWS),
    ("sched", sched::ROWS),
    ("signal", signal::ROWS),
    ("stat", stat::ROWS),
    ("system", system::ROWS),
    ("time", time::ROWS),
    ("xattr", xattr::ROWS),
];
