//! Threads that wait for each other's locks, often and briefly.

use super::tally::{Sum, Tally};
use super::{Detector, Finding, Rule, Seen, time};
use crate::report::subject::Kind;

const CALLS: u64 = 1000;
/// Longer waits are for work, not for a lock.
const SHORT: u64 = 1_000_000;

pub(super) const RULE: Rule = Rule {
    name: "futex-contention",
    threshold: "1,000 waits for one futex by one process that take less than 1 ms on average",
    advice: "Hold the lock for less, split it, or give each thread its own; malloc has an arena for each thread (glibc.malloc.arena_max).",
    kinds: &[Kind::Futex],
    make: || Box::<Futex>::default(),
};

#[derive(Default)]
struct Futex(Tally<(u32, u64), (Sum, u64)>);

/// FUTEX_WAIT, FUTEX_LOCK_PI, FUTEX_WAIT_BITSET, without their flags (include/uapi/linux/futex.h).
fn waits(operation: u64) -> bool {
    matches!(operation & 0x7f, 0 | 6 | 9)
}

impl Detector for Futex {
    fn see(&mut self, seen: &Seen<'_>) {
        if !waits(seen.arg(1)) {
            return;
        }
        if let Some((sum, changed)) = self.0.of((seen.tgid(), seen.arg(0))) {
            sum.add(seen);
            *changed += u64::from(seen.failed_with(libc::EAGAIN));
        }
    }

    fn findings(&self) -> Vec<Finding> {
        let many = self.0.iter().filter(|(_, (sum, _))| sum.calls >= CALLS && sum.mean() < SHORT);
        many.map(|((tgid, address), (sum, changed))| Finding {
            rule: RULE.name,
            title: format!("{} short waits for the lock at {address:#x}", sum.calls),
            tgid: *tgid,
            object: Some(format!("{address:#x}")),
            calls: sum.calls,
            time: sum.time,
            saves: sum.time,
            evidence: vec![
                format!("{} each, {} in all", time(sum.mean()), time(sum.time)),
                format!("{changed} of them found the lock changed already"),
            ],
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::report::findings::tests::found;
    use crate::report::made::call;

    #[test]
    fn a_lock_that_many_want_is_told() {
        let found = found(
            &[(call("7 futex(4096, 128, 2) = 0"), 900), (call("7 futex(4096, 128, 2) = -11"), 300)],
            None,
        );
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].evidence[1], "300 of them found the lock changed already");
    }

    #[test]
    fn long_waits_and_wakes_are_not() {
        assert!(
            found(&[(call("7 futex(4096, 128, 2) = 0").at(0, 5_000_000, 5_000_000), 2000)], None).is_empty()
        );
        assert!(found(&[(call("7 futex(4096, 129, 1) = 1"), 2000)], None).is_empty());
    }
}
