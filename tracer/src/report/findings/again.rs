//! Spinning on a descriptor that is not ready.

use std::rc::Rc;

use super::tally::{Sum, Tally};
use super::{Detector, Finding, Rule, Seen, time};
use crate::report::subject::Kind;

const CALLS: u64 = 1000;

pub(super) const RULE: Rule = Rule {
    name: "again-spin",
    threshold: "1,000 calls of one process on one descriptor that fail with EAGAIN, and three quarters of its calls there",
    advice: "Wait until the descriptor is ready (poll, epoll), or let the call block.",
    kinds: &[Kind::Read, Kind::Write, Kind::Send, Kind::Receive, Kind::Accept],
    make: || Box::<Again>::default(),
};

#[derive(Default)]
struct Again(Tally<(u32, Rc<str>), (u64, Sum)>);

impl Detector for Again {
    fn see(&mut self, seen: &Seen<'_>) {
        if let Some((all, failed)) = self.0.of((seen.tgid(), seen.object_name())) {
            *all += 1;
            if seen.failed_with(libc::EAGAIN) {
                failed.add(seen);
            }
        }
    }

    fn findings(&self) -> Vec<Finding> {
        let many = self.0.iter().filter(|(_, (all, sum))| sum.calls >= CALLS && 4 * sum.calls >= 3 * all);
        many.map(|((tgid, object), (all, sum))| Finding {
            rule: RULE.name,
            title: format!("{} calls on {object} that had to be tried again", sum.calls),
            tgid: *tgid,
            object: Some(object.to_string()),
            calls: sum.calls,
            time: sum.time,
            saves: sum.time,
            evidence: vec![format!("EAGAIN from {} of {all} calls, {} each", sum.calls, time(sum.mean()))],
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::report::findings::tests::found;
    use crate::report::made::call;

    #[test]
    fn spinning_is_told() {
        let found = found(
            &[(call("7 read(3, 64, 9) = -11"), 1500), (call("7 read(3, 64, 9) = 9"), 10)],
            Some("a pipe"),
        );
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].calls, found[0].saves), (1500, 1_500_000));
    }

    #[test]
    fn reading_until_there_is_no_more_is_not() {
        let calls = [(call("7 read(3, 64, 4096) = -11"), 5000), (call("7 read(3, 64, 4096) = 4096"), 5000)];
        assert!(found(&calls, None).is_empty());
    }
}
