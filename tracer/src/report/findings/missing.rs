//! Files that are looked for where they are not: search paths that are long or in the wrong order.

use std::rc::Rc;

use super::tally::{Sum, Tally};
use super::{Detector, Finding, Rule, Seen, time};
use crate::report::subject::Kind;

const CALLS: u64 = 50;

pub(super) const RULE: Rule = Rule {
    name: "missing-files",
    threshold: "50 failed look-ups of files that are not there by one process, and a quarter of its look-ups",
    advice: "Shorten or reorder the search path: PATH, LD_LIBRARY_PATH and rpath, PYTHONPATH, NODE_PATH, include paths, locales.",
    kinds: &[Kind::Stat, Kind::Open, Kind::Exec],
    make: || Box::<Missing>::default(),
};

#[derive(Default)]
struct Lookups {
    all: u64,
    missing: Sum,
    /// By name, how often it was missed.
    names: Tally<Rc<str>, u64>,
}

#[derive(Default)]
struct Missing(Tally<u32, Lookups>);

impl Detector for Missing {
    fn see(&mut self, seen: &Seen<'_>) {
        let Some(lookups) = self.0.of(seen.tgid()) else { return };
        lookups.all += 1;
        if !seen.failed_with(libc::ENOENT) {
            return;
        }
        lookups.missing.add(seen);
        let name =
            seen.object.map(|path| Rc::from(path.trim_end_matches('/').rsplit('/').next().unwrap_or(path)));
        if let Some(times) = name.and_then(|name| lookups.names.of(name)) {
            *times += 1;
        }
    }

    fn findings(&self) -> Vec<Finding> {
        let many =
            self.0.iter().filter(|(_, it)| it.missing.calls >= CALLS && 4 * it.missing.calls >= it.all);
        many.map(|(tgid, it)| {
            let mut names: Vec<_> = it.names.iter().map(|(name, times)| (*times, name)).collect();
            names.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
            let most: Vec<String> =
                names.iter().take(3).map(|(times, name)| format!("{name} ({times} times)")).collect();
            let mut evidence = vec![format!(
                "{} of {} look-ups, {} each",
                it.missing.calls,
                it.all,
                time(it.missing.mean())
            )];
            if !most.is_empty() {
                evidence.push(format!("most often: {}", most.join(", ")));
            }
            Finding {
                rule: RULE.name,
                title: format!("{} look-ups of files that are not there", it.missing.calls),
                tgid: *tgid,
                object: None,
                calls: it.missing.calls,
                time: it.missing.time,
                saves: it.missing.time,
                evidence,
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
    fn a_long_search_is_told() {
        let found = found(
            &[(call("7 openat(-100, 64, 0) = -2"), 60), (call("7 openat(-100, 64, 0) = 3"), 30)],
            Some("/usr/lib/x/libm.so"),
        );
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].evidence[1], "most often: libm.so (60 times)");
    }

    #[test]
    fn a_search_that_mostly_finds_is_not() {
        let calls = [(call("7 openat(-100, 64, 0) = -2"), 60), (call("7 openat(-100, 64, 0) = 3"), 200)];
        assert!(found(&calls, None).is_empty());
        assert!(found(&[(call("7 openat(-100, 64, 0) = -13"), 90)], None).is_empty(), "another error");
    }
}
