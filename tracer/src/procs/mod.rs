//! What /proc tells of processes: threads, names, cgroups, containers, the call a thread is blocked in, what descriptors
//! stand for.
//!
//! Every function takes the root below which /proc and /sys lie, so that tests bring their own.

pub mod blocked;
pub mod cgroup;
pub mod container;
pub mod describe;
pub mod fds;
pub mod pids;
mod sockets;
pub mod tasks;
