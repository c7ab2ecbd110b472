//! Memory that is mapped and soon unmapped, again and again.

use super::tally::{Sum, Tally};
use super::{Detector, Finding, Rule, Seen, time};
use crate::report::subject::Kind;

const PAIRS: u64 = 500;
/// `MAP_ANONYMOUS`.
const ANONYMOUS: u64 = 0x20;

pub(super) const RULE: Rule = Rule {
    name: "map-churn",
    threshold: "500 anonymous mappings of one process that it unmaps again",
    advice: "Keep the memory and use it again. glibc's malloc maps blocks of 128 KiB and more: raise M_MMAP_THRESHOLD, or the \
             environment's MALLOC_MMAP_THRESHOLD_.",
    kinds: &[Kind::Map, Kind::Unmap],
    make: || Box::<Map>::default(),
};

#[derive(Default)]
struct Map {
    /// Mappings that are there, with the time that it took to make them.
    mapped: Tally<(u32, u64), u64>,
    pairs: Tally<u32, Sum>,
}

impl Detector for Map {
    fn see(&mut self, seen: &Seen<'_>) {
        if seen.call.errno().is_some() {
            return;
        }
        if seen.subject.kind == Kind::Map {
            if seen.arg(3) & ANONYMOUS != 0
                && let Some(time) = self.mapped.of((seen.tgid(), seen.call.result as u64))
            {
                *time = seen.call.wall();
            }
        } else if let Some(mapping) = self.mapped.remove(&(seen.tgid(), seen.arg(0)))
            && let Some(pairs) = self.pairs.of(seen.tgid())
        {
            pairs.add(seen);
            pairs.time += mapping;
        }
    }

    fn findings(&self) -> Vec<Finding> {
        let many = self.pairs.iter().filter(|(_, sum)| sum.calls >= PAIRS);
        many.map(|(tgid, sum)| Finding {
            rule: RULE.name,
            title: format!("{} mappings that were made and taken back", sum.calls),
            tgid: *tgid,
            object: None,
            calls: 2 * sum.calls,
            time: sum.time,
            saves: sum.time,
            evidence: vec![
                format!("{} for each pair of mmap and munmap", time(sum.mean())),
                "the page faults that new memory costs come on top".to_owned(),
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
    fn mapping_and_unmapping_is_told() {
        let calls =
            [(call("7 mmap(0, 4096, 3, 34, -1, 0) = 8192"), 600), (call("7 munmap(8192, 4096) = 0"), 600)];
        let found = found(&calls, None);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].calls, found[0].saves), (1200, 1_200_000));
    }

    #[test]
    fn mappings_that_stay_are_not() {
        assert!(found(&[(call("7 mmap(0, 4096, 3, 34, -1, 0) = 8192"), 2000)], None).is_empty());
        let files =
            [(call("7 mmap(0, 4096, 1, 2, 3, 0) = 8192"), 600), (call("7 munmap(8192, 4096) = 0"), 600)];
        assert!(found(&files, None).is_empty(), "of a file");
    }
}
