//! The rows, by family.

#[cfg(target_arch = "aarch64")]
mod aarch64;
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

/// Rows that differ on this machine: they take the place of others.
#[cfg(target_arch = "aarch64")]
pub static OF_MACHINE: &[Row] = aarch64::ROWS;
#[cfg(not(target_arch = "aarch64"))]
#[expect(missing_docs, reason = "as the one before")]
pub static OF_MACHINE: &[Row] = &[];

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
