//! Asking without waiting whether anything is ready, and being told no.

use super::tally::{Sum, Tally};
use super::{Detector, Finding, Rule, Seen, time};
use crate::report::subject::Kind;

const CALLS: u64 = 1000;

pub(super) const RULE: Rule = Rule {
    name: "busy-poll",
    threshold: "1,000 polls without waiting that find nothing ready in one process, and half of its polls",
    advice: "Wait with a timeout, or until something is ready; where there is other work to do, ask less often.",
    kinds: &[Kind::Poll],
    make: || Box::<Polls>::default(),
};

#[derive(Default)]
struct Polls(Tally<u32, (u64, Sum)>);

/// Does the call return at once?
fn has_no_timeout(seen: &Seen<'_>) -> bool {
    let is_zero = |place: usize| {
        let address = seen.arg(place);
        let bytes = seen.call.start.memory.memory(address, 16);
        address != 0 && bytes.len() == 16 && bytes.iter().all(|b| *b == 0)
    };
    match seen.subject.name {
        "poll" => seen.arg(2) as i32 == 0,
        "epoll_wait" | "epoll_pwait" => seen.arg(3) as i32 == 0,
        "ppoll" => is_zero(2),
        "epoll_pwait2" => is_zero(3),
        "select" | "pselect6" => is_zero(4),
        _ => false,
    }
}

impl Detector for Polls {
    fn see(&mut self, seen: &Seen<'_>) {
        if let Some((all, empty)) = self.0.of(seen.tgid()) {
            *all += 1;
            if seen.call.result == 0 && has_no_timeout(seen) {
                empty.add(seen);
            }
        }
    }

    fn findings(&self) -> Vec<Finding> {
        let many = self.0.iter().filter(|(_, (all, sum))| sum.calls >= CALLS && 2 * sum.calls >= *all);
        many.map(|(tgid, (all, sum))| Finding {
            rule: RULE.name,
            title: format!("{} polls without waiting that found nothing", sum.calls),
            tgid: *tgid,
            object: None,
            calls: sum.calls,
            time: sum.time,
            saves: sum.time,
            evidence: vec![format!("{} of {all} polls, {} each", sum.calls, time(sum.mean()))],
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::report::findings::tests::found;
    use crate::report::made::call;

    #[test]
    fn asking_without_waiting_is_told() {
        for polling in ["7 poll(64, 1, 0) = 0", "7 epoll_wait(3, 64, 10, 0) = 0"] {
            assert_eq!(found(&[(call(polling), 1200)], None).len(), 1, "{polling}");
        }
        let select = call("7 pselect6(4, 0, 0, 0, 64, 0) = 0").memory(64, &[0; 16]);
        assert_eq!(found(&[(select, 1200)], None).len(), 1);
    }

    #[test]
    fn waiting_or_finding_something_is_not() {
        for polling in ["7 poll(64, 1, 100) = 0", "7 poll(64, 1, 0) = 1", "7 pselect6(4, 0, 0, 0, 64, 0) = 0"]
        {
            assert!(found(&[(call(polling), 5000)], None).is_empty(), "{polling}");
        }
    }
}
