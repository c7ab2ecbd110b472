//! Structs of the kernel, by family.

mod aio;
mod bpf;
mod bpf_info;
mod file;
mod i386;
mod ioctl;
mod ipc;
mod netlink;
mod poll;
mod process;
mod quota;
mod signal;
mod sock_diag;
mod socket;
mod system;
mod time;
mod uring;

pub use aio::*;
pub use bpf::*;
pub use bpf_info::*;
pub use file::*;
pub use i386::*;
pub use ioctl::*;
pub use ipc::*;
pub use netlink::*;
pub use poll::*;
pub use process::*;
pub use quota::*;
pub use signal::*;
pub use sock_diag::*;
pub use socket::*;
pub use system::*;
pub use time::*;
pub use uring::*;
