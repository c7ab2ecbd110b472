//! A file that is synced after each write or two.

use std::rc::Rc;

use super::tally::{Sum, Tally};
use super::{Detector, Finding, Rule, Seen, time};
use crate::report::subject::Kind;

const CALLS: u64 = 20;
/// So many writes could share a sync.
const BATCH: u64 = 10;

pub(super) const RULE: Rule = Rule {
    name: "sync-per-write",
    threshold: "20 syncs of one file by one process, and no more than two writes for each",
    advice: "Sync once for several writes: group commits, or write everything, sync, and rename into place.",
    kinds: &[Kind::Sync, Kind::Write],
    make: || Box::<Syncs>::default(),
};

#[derive(Default)]
struct Syncs(Tally<(u32, Rc<str>), (u64, Sum)>);

impl Detector for Syncs {
    fn see(&mut self, seen: &Seen<'_>) {
        if let Some((writes, syncs)) = self.0.of((seen.tgid(), seen.object_name())) {
            match seen.subject.kind {
                Kind::Sync if seen.call.errno().is_none() => syncs.add(seen),
                Kind::Write if seen.bytes.is_some() => *writes += 1,
                _ => {}
            }
        }
    }

    fn findings(&self) -> Vec<Finding> {
        let many = self.0.iter();
        let many = many
            .filter(|(_, (writes, syncs))| syncs.calls >= CALLS && *writes > 0 && *writes <= 2 * syncs.calls);
        many.map(|((tgid, object), (writes, syncs))| Finding {
            rule: RULE.name,
            title: format!("{} syncs of {object} for {writes} writes", syncs.calls),
            tgid: *tgid,
            object: Some(object.to_string()),
            calls: syncs.calls,
            time: syncs.time,
            saves: syncs.share(syncs.calls - syncs.calls.div_ceil(BATCH)),
            evidence: vec![
                format!("{} each, {} in all", time(syncs.mean()), time(syncs.time)),
                format!("the estimate is for one sync instead of {BATCH}"),
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
    fn a_sync_for_each_write_is_told() {
        let found =
            found(&[(call("7 write(3, 64, 4096) = 4096"), 100), (call("7 fsync(3) = 0"), 100)], Some("/log"));
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].title.as_str(), found[0].saves), ("100 syncs of /log for 100 writes", 90_000));
    }

    #[test]
    fn grouped_writes_are_not() {
        let calls = [(call("7 write(3, 64, 4096) = 4096"), 900), (call("7 fsync(3) = 0"), 100)];
        assert!(found(&calls, Some("/log")).is_empty());
        assert!(found(&[(call("7 fsync(3) = 0"), 100)], Some("/dir")).is_empty(), "nothing written");
    }
}
