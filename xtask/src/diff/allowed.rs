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
        reason: "strace 6.1 does not know these commands of fcntl",
        holds: |strace, tracer| strace.contains("/* F_??? */") && tracer.contains("_RW_HINT"),
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_calls_may_not_differ() {
        assert_eq!(reason(Some("read(0, \"a\", 1) = 1"), Some("read(0, \"b\", 1) = 1")), None);
        assert_eq!(reason(Some("read(0, \"a\", 1) = 1"), None), None);
        assert!(reason(Some("--- SIGWINCH {si_signo=SIGWINCH} ---"), None).is_some());
    }
}
