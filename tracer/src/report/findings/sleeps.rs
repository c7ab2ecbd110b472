//! Sleeping in a loop: waiting for something by looking again and again.

use super::tally::{Sum, Tally};
use super::{Detector, Finding, Rule, Seen, time};
use crate::report::subject::Kind;

const CALLS: u64 = 20;
/// Who sleeps longer has a reason.
const LONG: u64 = 2_000_000_000;

pub(super) const RULE: Rule = Rule {
    name: "sleep-loop",
    threshold: "20 sleeps of one thread, of less than 2 s on average",
    advice: "Wait for the event itself: poll or inotify for files, waitpid or a pidfd for processes, a condition for threads.",
    kinds: &[Kind::Sleep],
    make: || Box::<Sleeps>::default(),
};

#[derive(Default)]
struct Sleeps(Tally<(u32, u32), Sum>);

impl Detector for Sleeps {
    fn see(&mut self, seen: &Seen<'_>) {
        if let Some(sum) = self.0.of((seen.tgid(), seen.call.start.task.tid)) {
            sum.add(seen);
        }
    }

    fn findings(&self) -> Vec<Finding> {
        let many = self.0.iter().filter(|(_, sum)| sum.calls >= CALLS && sum.mean() < LONG);
        many.map(|((tgid, _), sum)| Finding {
            rule: RULE.name,
            title: format!("{} sleeps of {} on average", sum.calls, time(sum.mean())),
            tgid: *tgid,
            object: None,
            calls: sum.calls,
            time: sum.time,
            // What is waited for is noticed half a sleep late.
            saves: sum.mean() / 2,
            evidence: vec![
                format!("{} in all, and a wake-up for each", time(sum.time)),
                "what is waited for is noticed half a sleep late on average; the estimate is for one event"
                    .to_owned(),
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
    fn many_short_sleeps_are_told() {
        let sleep = call("7 clock_nanosleep(0, 0, 64, 0) = 0").at(0, 10_000_000, 10_000_000);
        let found = found(&[(sleep, 30)], None);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].title.as_str(), found[0].saves), ("30 sleeps of 10.0 ms on average", 5_000_000));
    }

    #[test]
    fn few_or_long_sleeps_are_not() {
        let sleep = |ns| call("7 nanosleep(64, 0) = 0").at(0, ns, ns);
        assert!(found(&[(sleep(10_000_000), 19)], None).is_empty());
        assert!(found(&[(sleep(60_000_000_000), 100)], None).is_empty());
    }
}
