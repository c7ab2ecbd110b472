//! The call that a thread is blocked in, for tracing that begins in the middle of it.

use std::fs;
use std::path::Path;

/// A call in progress.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Blocked {
    /// Its number, in the thread's ABI.
    pub nr: u32,
    /// Its argument registers.
    pub args: [u64; 6],
}

/// The call that the thread is blocked in; `None` if it is running, stopped outside a call, or not ours to see.
pub fn blocked(root: &Path, tgid: u32, tid: u32) -> Option<Blocked> {
    parse(&fs::read_to_string(root.join(format!("proc/{tgid}/task/{tid}/syscall"))).ok()?)
}

/// `NR ARG1 .. ARG6 SP PC`, `-1 SP PC` outside a call, or `running` (fs/proc/base.c, `proc_pid_syscall`, 6.18).
fn parse(line: &str) -> Option<Blocked> {
    let mut words = line.split_ascii_whitespace();
    let nr = words.next()?.parse().ok()?;
    let mut args = [0; 6];
    for arg in &mut args {
        *arg = u64::from_str_radix(words.next()?.strip_prefix("0x")?, 16).ok()?;
    }
    // The stack pointer and the program counter follow.
    (words.count() == 2).then_some(Blocked { nr, args })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blocked_call_has_number_and_arguments() {
        let line = "230 0x0 0x0 0x7ffd1 0xffffffffffffffff 0x4 0x5 0x7ffd2 0x7f3\n";
        assert_eq!(parse(line), Some(Blocked { nr: 230, args: [0, 0, 0x7ffd1, u64::MAX, 4, 5] }));
    }

    #[test]
    fn outside_a_call_there_is_none() {
        for line in
            ["", "running\n", "-1 0x7ffd2 0x7f3\n", "0 0x1 0x2\n", "x 0x0 0x0 0x0 0x0 0x0 0x0 0x0 0x0"]
        {
            assert_eq!(parse(line), None, "{line}");
        }
    }

    #[test]
    fn a_waiting_thread_is_seen() {
        let (release, wait) = std::sync::mpsc::channel::<()>();
        let thread = std::thread::spawn(move || wait.recv());
        let root = Path::new("/");
        let own = std::process::id();
        let seen = (0..200).any(|_| {
            std::thread::sleep(std::time::Duration::from_millis(5));
            let tids = crate::procs::pids::threads(root, own).unwrap_or_default();
            tids.into_iter().filter(|tid| *tid != own).any(|tid| blocked(root, own, tid).is_some())
        });
        drop(release);
        assert!(thread.join().is_ok());
        assert!(seen);
    }
}
