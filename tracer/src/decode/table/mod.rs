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

use super::desc::Row;

/// Every family and its rows. A syscall stands in one of them.
pub static FAMILIES: &[(&str, &[Row])] = &[
    ("fcntl", fcntl::ROWS),
    ("file", file::ROWS),
    ("ioctl", ioctl::ROWS),
    ("mount", mount::ROWS),
    ("notify", notify::ROWS),
    ("quota", quota::ROWS),
    ("rw", rw::ROWS),
    ("stat", stat::ROWS),
    ("xattr", xattr::ROWS),
];
