//! How a child ended, as wait(2) tells it: `[{WIFEXITED(s) && WEXITSTATUS(s) == 0}]`.

use tracer_common::abi::Abi;

use crate::arch;
use crate::decode::desc::Custom;
use crate::decode::walk::Walk;

/// The status that wait4(2) writes.
pub static WAIT_STATUS: Custom = Custom { name: "wait status", show: status };

/// What wait4(2) writes besides, if it has found a child.
pub static WAIT_RUSAGE: Custom = Custom { name: "rusage of a child", show: rusage };

fn found(walk: &Walk<'_>) -> bool {
    walk.call.result.is_some_and(|result| result > 0)
}

fn rusage(walk: &mut Walk<'_>, address: u64, _len: u64) {
    if !found(walk) || !walk.show_at(&RUSAGE, address) {
        walk.out.address(address);
    }
}

static RUSAGE: crate::decode::desc::Ty = crate::decode::desc::Ty::Struct(&crate::decode::layout::RUSAGE);

fn status(walk: &mut Walk<'_>, address: u64, _len: u64) {
    match walk.number(address, 4).filter(|_| found(walk)) {
        Some(status) => walk.out.text(&told(walk.call.abi, status as u32)),
        None => walk.out.address(address),
    }
}

/// What a status says, with the bits that it says nothing of.
fn told(abi: Abi, status: u32) -> String {
    let name = |signal: u32| match signal {
        1..=64 => arch::signal_name(abi, signal).to_string(),
        other => other.to_string(),
    };
    let (code, signal) = (status >> 8 & 0xff, status & 0x7f);
    let (text, rest) = match (signal, status & 0xffff) {
        (0, _) => (format!("WIFEXITED(s) && WEXITSTATUS(s) == {code}"), status & !0xff00),
        (_, 0xffff) => ("WIFCONTINUED(s)".to_owned(), status & !0xffff),
        (0x7f, _) => {
            // PTRACE_O_TRACESYSGOOD
            let stop = if code == 0x85 { "SIGTRAP | 0x80".to_owned() } else { name(code) };
            (format!("WIFSTOPPED(s) && WSTOPSIG(s) == {stop}"), status & !0xff7f)
        }
        _ => {
            let core = if status & 0x80 != 0 { " && WCOREDUMP(s)" } else { "" };
            (format!("WIFSIGNALED(s) && WTERMSIG(s) == {}{core}", name(signal)), status & !0xff)
        }
    };
    let event = match (rest >> 16, signal) {
        (0, _) => String::new(),
        (event, 0x7f) if EVENTS.get(event as usize).is_some() => {
            format!(" | {} << 16", EVENTS[event as usize])
        }
        (event, _) => format!(" | {event:#x} << 16"),
    };
    format!("[{{{text}}}{event}]")
}

/// What stopped a traced child (include/uapi/linux/ptrace.h).
const EVENTS: [&str; 8] = [
    "",
    "PTRACE_EVENT_FORK",
    "PTRACE_EVENT_VFORK",
    "PTRACE_EVENT_CLONE",
    "PTRACE_EVENT_EXEC",
    "PTRACE_EVENT_VFORK_DONE",
    "PTRACE_EVENT_EXIT",
    "PTRACE_EVENT_SECCOMP",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_read_as_straces() {
        for (status, expected) in [
            (0, "[{WIFEXITED(s) && WEXITSTATUS(s) == 0}]"),
            (0x300, "[{WIFEXITED(s) && WEXITSTATUS(s) == 3}]"),
            (9, "[{WIFSIGNALED(s) && WTERMSIG(s) == SIGKILL}]"),
            (0x8b, "[{WIFSIGNALED(s) && WTERMSIG(s) == SIGSEGV && WCOREDUMP(s)}]"),
            (0x137f, "[{WIFSTOPPED(s) && WSTOPSIG(s) == SIGSTOP}]"),
            (0x857f, "[{WIFSTOPPED(s) && WSTOPSIG(s) == SIGTRAP | 0x80}]"),
            (0x4057f, "[{WIFSTOPPED(s) && WSTOPSIG(s) == SIGTRAP} | PTRACE_EVENT_EXEC << 16]"),
            (0xffff, "[{WIFCONTINUED(s)}]"),
        ] {
            assert_eq!(told(Abi::NATIVE, status), expected);
        }
    }
}
