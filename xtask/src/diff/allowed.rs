//! Differences between strace's lines and tracer's that are meant: each with its reason. `docs/comparison.md` tells users of
//! them.

/// Why these two lines may differ; `None` if they may not.
pub(super) fn reason(strace: Option<&str>, tracer: Option<&str>) -> Option<&'static str> {
    RULES
        .iter()
        .find(|rule| (rule.holds)(strace.unwrap_or_default(), tracer.unwrap_or_default()))
        .map(|it| it.reason)
}

struct Rule {
    reason: &'static str,
    holds: fn(&str, &str) -> bool,
}

const RULES: &[Rule] = &[
    Rule {
        reason: "strace has ended here: with -X verbose, version 6.1 crashes on some sets of signals",
        holds: |strace, _| strace.ends_with(" <detached ...>"),
    },
    Rule {
        reason: "strace writes unknown flags of semget, msgget and shmget and the permissions as one number",
        holds: |strace, tracer| strace.contains("get(") && tracer.replacen('|', "", 1) == strace,
    },
    Rule {
        reason: "strace cuts what poll and ppoll have found after about a thousand characters",
        holds: |strace, tracer| {
            let begin = strace.strip_suffix(", ...])").map(|it| it.replace(' ', ""));
            strace.contains("poll([") && begin.is_some_and(|it| tracer.replace(' ', "").starts_with(&it))
        },
    },
    Rule {
        reason: "an ignored signal is told when the task next enters or leaves a call, not when it is sent",
        holds: |strace, tracer| {
            let is = |line: &str| line.starts_with("--- SIG");
            (is(strace) && tracer.is_empty()) || (is(tracer) && strace.is_empty())
        },
    },
    Rule {
        reason: "stops and continuations are ptrace's own events",
        holds: |strace, tracer| {
            let is = |line: &str| line.starts_with("--- stopped by ");
            (is(strace) && tracer.is_empty()) || (is(tracer) && strace.is_empty())
        },
    },
    Rule {
        reason: "strace 6.1 does not know these names",
        holds: |strace, tracer| NEWER.iter().any(|name| tracer.contains(name) && !strace.contains(name)),
    },
    Rule {
        reason: "strace shows the ends of a socket as it has found them first, tracer as they are",
        holds: |strace, tracer| strace.contains(":[") && ends(strace) == ends(tracer),
    },
    Rule {
        reason: "strace does not know the protocol of a socket of netlink that is not bound yet",
        holds: |strace, tracer| {
            let what =
                strace.split_once("nlmsg_type=0x").filter(|(_, what)| what.contains("/* NLMSG_??? */"));
            what.is_some_and(|(before, _)| tracer.starts_with(before) && !tracer.contains("NLMSG_???"))
        },
    },
    Rule {
        reason: "strace takes fields for descriptor 0 that the caller of bpf leaves out, and the 0 of BPF_OBJ_PIN; it does not name what \
                 BPF_RAW_TRACEPOINT_OPEN opens, nor where it cannot read the attributes",
        holds: |strace, tracer| strace.starts_with("bpf(") && nameless(strace) == nameless(tracer),
    },
    Rule {
        reason: "interfaces other than lo are shown by number: their names are those of a network namespace",
        holds: interfaces,
    },
    Rule {
        reason: "which call socketcall and ipc of i386 are is shown by its number, not by the name of another one",
        holds: |strace, tracer| {
            let of = |name: &str| tracer.contains(name) && !strace.is_empty();
            of("socketcall(") || of("ipc(")
        },
    },
    Rule {
        reason: "strace shows as many entries of GIO_UNIMAP as there was room for, not as were told",
        holds: |strace, tracer| {
            let begin = strace.split_once(" entries=").filter(|_| strace.contains("GIO_UNIMAP"));
            begin.is_some_and(|(begin, _)| tracer.starts_with(begin))
        },
    },
    Rule {
        reason: "with -xx, strace shows the end of the strings of keys as if they went on",
        holds: |strace, tracer| {
            let text = |line: &str| line.replacen(r#"\x00"..."#, r#"""#, 1).replace(' ', "");
            strace.contains("KBSENT") && text(strace) == text(tracer)
        },
    },
    Rule {
        reason: "strace 6.1 does not know these commands of fcntl",
        holds: |strace, tracer| strace.contains("/* F_??? */") && tracer.contains("_RW_HINT"),
    },
];

/// Do the lines differ in names of interfaces only, which stand for numbers?
fn interfaces(strace: &str, tracer: &str) -> bool {
    const NAME: &str = "if_nametoindex(\"";
    let (mut strace, mut tracer) = (strace, tracer);
    if let Some((before, behind)) = strace.split_once(" /* if_nametoindex(\"") {
        // Where numbers are shown as well, the name is a comment.
        let Some(rest) = tracer.strip_prefix(before) else { return false };
        let behind = behind.split_once("\") */").map_or("", |(_, behind)| behind);
        let same = rest.split_once("\") */").filter(|_| rest.starts_with(" /* if_")).map(|(_, rest)| rest);
        return interfaces(behind, same.unwrap_or(rest));
    }
    while let Some((before, behind)) = strace.split_once(NAME) {
        let Some((name, behind)) = behind.split_once("\")") else { return false };
        let Some(rest) = tracer.strip_prefix(before) else { return false };
        let number = rest.trim_start_matches(|it: char| it.is_ascii_digit());
        let same = || rest.strip_prefix(NAME)?.strip_prefix(name)?.strip_prefix("\")");
        let Some(rest) = (if number.len() < rest.len() { Some(number) } else { same() }) else {
            return false;
        };
        (strace, tracer) = (behind, rest);
    }
    strace == tracer
}

/// A line without what descriptor 0 leads to.
fn nameless(line: &str) -> String {
    let mut text = String::new();
    let mut rest = line;
    while let Some((before, behind)) = rest.split_once('<') {
        text += before;
        match behind.split_once('>').filter(|_| before.ends_with("=0") || before.ends_with("= 0")) {
            Some((_, behind)) => rest = behind,
            None => {
                text.push('<');
                rest = behind;
            }
        }
    }
    text + rest
}

/// A line without the ends of sockets.
fn ends(line: &str) -> String {
    let mut text = String::new();
    let mut rest = line;
    while let Some((before, behind)) = rest.split_once(":[") {
        text += before;
        rest = behind.split_once("]>").map_or(behind, |(_, behind)| behind);
    }
    text + rest
}

/// Names that are younger than strace 6.1, or that it does not give in this place.
const NEWER: &[&str] = &[
    "ARCH_ENABLE_TAGGED_ADDR",
    "ARCH_GET_UNTAG_MASK",
    "ARCH_SHSTK_",
    "BPF_PROG_STREAM_READ_BY_FD",
    "BPF_TOKEN_CREATE",
    "LANDLOCK_ACCESS_FS_TRUNCATE",
    "LANDLOCK_CREATE_RULESET_ERRATA",
    "LANDLOCK_RULE_NET_PORT",
    "MADV_GUARD_",
    "MEMBARRIER_CMD_GET_REGISTRATIONS",
    "MPOL_WEIGHTED_INTERLEAVE",
    "PIDFD_SIGNAL_",
    "PIDFD_THREAD",
    "PR_FUTEX_HASH",
    "PR_GET_AUXV",
    "PR_GET_MDWE",
    "PR_GET_MEMORY_MERGE",
    "PR_SET_MDWE",
    "PR_SET_MEMORY_MERGE",
    "PTRACE_SET_SYSCALL_INFO",
    "SCHED_EXT",
    "clockid=",
    "max_phase_adj=",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_calls_may_not_differ() {
        assert_eq!(reason(Some("read(0, \"a\", 1) = 1"), Some("read(0, \"b\", 1) = 1")), None);
        assert_eq!(reason(Some("read(0, \"a\", 1) = 1"), None), None);
        let named = Some("a(if_nametoindex(\"lo\"), if_nametoindex(\"e0\")) = 1");
        assert!(reason(named, Some("a(if_nametoindex(\"lo\"), 2) = 1")).is_some());
        assert_eq!(reason(named, Some("a(if_nametoindex(\"lo\"), 2) = 2")), None);
        assert_eq!(reason(named, Some("a(if_nametoindex(\"l1\"), 2) = 1")), None);
        let of_bpf = |fd: &str, count: &str| format!("bpf(X, {{fd={fd}, count={count}}}, 12) = 0</dev/null>");
        let (named, other) = (of_bpf("0</dev/null>", "1"), of_bpf("0", "2"));
        assert!(reason(Some(&named), Some("bpf(X, {fd=0, count=1}, 12) = 0")).is_some());
        assert!(reason(Some(&named), Some(&of_bpf("0", "1"))).is_some());
        assert_eq!(reason(Some(&of_bpf("3</a>", "1")), Some(&of_bpf("3", "1"))), None);
        assert_eq!(reason(Some(&named), Some(&other)), None);
        assert!(reason(Some("--- SIGWINCH {si_signo=SIGWINCH} ---"), None).is_some());
    }
}
