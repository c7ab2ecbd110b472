//! End to end: the tracer program, real BPF programs, real processes. Tests that need what is not there (root, strace,
//! a compiler) say so in a line that begins with `SKIPPED`, and pass.
//!
//! `TRACER_BIN` and `TRACER_FIXTURE` name the programs, for runs away from the build tree (`cargo xtask vm`), and
//! `TRACER_E2E_CALLS` the number of calls that the overload tests make.

#![allow(clippy::print_stdout, reason = "tests talk to whoever runs them")]

mod apart;
mod attach;
mod bad_input;
mod comparison;
mod counts;
mod decode_newer;
mod detach;
mod diff_strace;
mod exit_status;
mod exports;
mod findings;
mod gate;
mod host;
mod json;
mod live_view;
mod overload;
mod processes;
mod recording;
mod run;
mod schema;
mod separate;
mod stacks;
mod strace_log;
mod styles;
mod summary_table;
mod task_names;
mod vcpu_exits;
mod verifier;

/// Returns from a test with a line that says why.
macro_rules! skip {
    ($($reason:tt)*) => {{
        println!("SKIPPED {}: {}", std::thread::current().name().unwrap_or("test"), format!($($reason)*));
        return;
    }};
}
pub(crate) use skip;

/// Skips the test unless it may load BPF programs.
macro_rules! need_root {
    () => {
        if !$crate::run::is_root() {
            $crate::skip!("it needs root");
        }
    };
}
pub(crate) use need_root;

/// The full path of a program, or the test is skipped.
macro_rules! need {
    ($program:expr) => {
        match $crate::run::which($program) {
            Some(path) => path,
            None => $crate::skip!("{} is not installed", $program),
        }
    };
}
pub(crate) use need;
