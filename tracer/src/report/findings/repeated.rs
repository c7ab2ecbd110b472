//! One path looked up or opened again and again by the same process.

use std::rc::Rc;

use super::tally::{Sum, Tally};
use super::{Detector, Finding, Rule, Seen, time};
use crate::report::subject::Kind;

const CALLS: u64 = 100;

pub(super) const RULE: Rule = Rule {
    name: "repeated-path",
    threshold: "100 look-ups or opens of one path by one process",
    advice: "Keep the answer or the descriptor, or ask the kernel to tell of changes (inotify). For time zones, set TZ.",
    kinds: &[Kind::Stat, Kind::Open],
    make: || Box::<Repeated>::default(),
};

#[derive(Default)]
struct Repeated(Tally<(u32, Rc<str>), Sum>);

impl Detector for Repeated {
    fn see(&mut self, seen: &Seen<'_>) {
        if let (Some(object), None) = (seen.object, seen.fd)
            && let Some(sum) = self.0.of((seen.tgid(), Rc::clone(object)))
        {
            sum.add(seen);
        }
    }

    fn findings(&self) -> Vec<Finding> {
        let many = self.0.iter().filter(|(_, sum)| sum.calls >= CALLS);
        many.map(|((tgid, path), sum)| Finding {
            rule: RULE.name,
            title: format!("{} look-ups or opens of {path}", sum.calls),
            tgid: *tgid,
            object: Some(path.to_string()),
            calls: sum.calls,
            time: sum.time,
            saves: sum.share(sum.calls - 1),
            evidence: vec![format!("{} each, {} in all", time(sum.mean()), time(sum.time))],
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::report::findings::tests::found;
    use crate::report::made::call;

    #[test]
    fn one_path_again_and_again_is_told() {
        let found = found(&[(call("7 openat(-100, 64, 0) = 3"), 150)], Some("/etc/localtime"));
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].calls, found[0].saves), (150, 149_000));
    }

    #[test]
    fn a_few_times_is_not() {
        assert!(found(&[(call("7 openat(-100, 64, 0) = 3"), 99)], Some("/etc/localtime")).is_empty());
        assert!(found(&[(call("7 openat(-100, 64, 0) = 3"), 500)], None).is_empty());
    }
}
