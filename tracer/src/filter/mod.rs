//! Which calls are wanted: parsed from `-e` and its kin, decided in the kernel as far as it can; of
//! recordings, in user space.

pub mod parse;
pub mod parse_trace;
mod paths;
mod predicate;
mod push_down;
pub mod set;

pub use parse::{
    DecodeFds, DecodePids, Expr, FilterError, Quiet, parse_decode_fds, parse_decode_pids, parse_descriptors,
    parse_expression, parse_quiet, parse_signals, parse_status,
};
pub use parse_trace::parse_trace;
pub use paths::Paths;
pub use predicate::Predicate;
pub use push_down::push_down;
pub use set::SyscallSet;
use tracer_common::config::STATUS_ALL;

/// What is wanted of the calls of a target.
#[derive(Clone, Debug)]
pub struct Filter {
    /// Syscalls.
    pub calls: SyscallSet,
    /// `tracer_common::config::STATUS_*` bits.
    pub statuses: u64,
    /// Shorter calls are not wanted, ns.
    pub min_duration: u64,
    /// Only tasks of this user.
    pub uid: Option<u32>,
    /// Only tasks of this name, at most 15 bytes.
    pub comm: Option<Vec<u8>>,
    /// Only tasks in this cgroup or below it: an absolute path in the cgroup2 file system.
    pub cgroup: Option<std::path::PathBuf>,
    /// Only calls that touch one of these, if there is one.
    pub paths: Paths,
    /// Signals whose delivery is shown: bit N-1 stands for signal N.
    pub signals: u64,
}

impl Default for Filter {
    fn default() -> Self {
        Self {
            calls: SyscallSet::all(),
            statuses: STATUS_ALL,
            min_duration: 0,
            uid: None,
            comm: None,
            cgroup: None,
            paths: Paths::default(),
            signals: u64::MAX,
        }
    }
}
