//! The rows, by family.

mod bpf;
mod fcntl;
mod file;
pub mod i386;
mod ids;
mod ioctl;
mod ipc;
mod memory;
mod mount;
mod net;
mod notify;
mod poll;
mod prctl;
mod process;
mod quota;
mod rw;
mod sched;
mod signal;
mod stat;
mod system;
mod time;
mod uring;
mod xattr;

pub use file::creates;

use super::desc::Row;

/// Every family and its rows. A syscall stands in one of them.
pub static FAMILIES: &[(&str, &[Row])] = &[
    ("fcntl", fcntl::ROWS),
    ("file", file::ROWS),
    ("ids", ids::ROWS),
    ("ioctl", ioctl::ROWS),
    ("ipc", ipc::ROWS),
    ("memory", memory::ROWS),
    ("mount", mount::ROWS),
    ("net", net::ROWS),
    ("notify", notify::ROWS),
    ("quota", quota::ROWS),
    ("poll", poll::ROWS),
    ("prctl", prctl::ROWS),
    ("process", process::ROWS),
    ("rw", rw::ROWS),
    ("sched", sched::ROWS),
    ("signal", signal::ROWS),
    ("stat", stat::ROWS),
    ("system", system::ROWS),
    ("time", time::ROWS),
    ("uring", uring::ROWS),
    ("xattr", xattr::ROWS),
];
