//! Many reads or writes of few bytes: a buffer would make one call of a hundred.

use std::rc::Rc;

use super::tally::{Sum, Tally};
use super::{Detector, Finding, Rule, Seen, size, time};
use crate::report::subject::Kind;

const CALLS: u64 = 1000;
const MEAN: u64 = 512;
/// What a buffer would hold.
const BUFFER: u64 = 64 << 10;

pub(super) const RULE: Rule = Rule {
    name: "tiny-io",
    threshold: "1,000 reads or writes of one file by one process that move 512 bytes or fewer on average",
    advice: "Read or write through a buffer: stdio's setvbuf, Python's open() without buffering=0, BufReader and BufWriter, \
             bs= of dd.",
    kinds: &[Kind::Read, Kind::Write],
    make: || Box::<Tiny>::default(),
};

#[derive(Default)]
struct Tiny(Tally<(u32, Rc<str>, bool), Sum>);

impl Detector for Tiny {
    fn see(&mut self, seen: &Seen<'_>) {
        // Counters and queues of events come in small pieces by nature.
        let is_file = seen.object.is_none_or(|name| !name.starts_with('('));
        if seen.bytes.is_some_and(|bytes| bytes > 0) && is_file {
            let writes = seen.subject.kind == Kind::Write;
            if let Some(sum) = self.0.of((seen.tgid(), seen.object_name(), writes)) {
                sum.add(seen);
            }
        }
    }

    fn findings(&self) -> Vec<Finding> {
        let many = self.0.iter().filter(|(_, sum)| sum.calls >= CALLS && sum.bytes <= MEAN * sum.calls);
        many.map(|((tgid, object, writes), sum)| {
            let mean = sum.bytes / sum.calls;
            let needed = sum.bytes.div_ceil(BUFFER);
            let (what, way) = if *writes { ("writes", "to") } else { ("reads", "from") };
            Finding {
                rule: RULE.name,
                title: format!("{} {what} of {mean} bytes on average {way} {object}", sum.calls),
                tgid: *tgid,
                object: Some(object.to_string()),
                calls: sum.calls,
                time: sum.time,
                saves: sum.share(sum.calls - needed.min(sum.calls)),
                evidence: vec![
                    format!("{} in {} calls of {} each", size(sum.bytes), sum.calls, time(sum.mean())),
                    format!("with a buffer of {}, {needed} calls would do", size(BUFFER)),
                ],
            }
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::report::findings::tests::found;
    use crate::report::made::call;

    #[test]
    fn single_bytes_are_told() {
        let found = found(&[(call("7 read(3, 64, 1) = 1"), 2000)], Some("/etc/motd"));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].title, "2000 reads of 1 bytes on average from /etc/motd");
        assert_eq!((found[0].calls, found[0].time, found[0].saves), (2000, 2_000_000, 1_999_000));
    }

    #[test]
    fn few_large_or_other_transfers_are_not() {
        assert!(found(&[(call("7 read(3, 64, 1) = 1"), 999)], None).is_empty());
        assert!(found(&[(call("7 write(3, 64, 4096) = 4096"), 5000)], None).is_empty());
        assert!(found(&[(call("7 read(3, 64, 8) = 8"), 5000)], Some("(eventfd2)")).is_empty());
        assert!(found(&[(call("7 read(3, 64, 8) = 0"), 5000)], None).is_empty());
    }
}
