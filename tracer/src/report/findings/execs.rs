//! The same program started again and again.

use std::rc::Rc;

use hashbrown::HashSet;

use super::tally::{Sum, Tally};
use super::{Detector, Finding, Rule, Seen, time};
use crate::report::subject::Kind;

const CALLS: u64 = 100;

pub(super) const RULE: Rule = Rule {
    name: "exec-storm",
    threshold: "100 starts of one program in a run",
    advice: "Do it in the process itself (a shell's own operators, one awk for the loop), or give the program many arguments at once (xargs).",
    kinds: &[Kind::Exec],
    make: || Box::<Execs>::default(),
};

#[derive(Default)]
struct Execs(Tally<Rc<str>, (Sum, HashSet<u32>)>);

impl Detector for Execs {
    fn see(&mut self, seen: &Seen<'_>) {
        if seen.call.errno().is_some() {
            return;
        }
        if let Some((sum, processes)) = seen.object.and_then(|path| self.0.of(Rc::clone(path))) {
            sum.add(seen);
            processes.insert(seen.tgid());
        }
    }

    fn findings(&self) -> Vec<Finding> {
        let many = self.0.iter().filter(|(_, (sum, _))| sum.calls >= CALLS);
        many.map(|(path, (sum, processes))| Finding {
            rule: RULE.name,
            title: format!("{path} was started {} times", sum.calls),
            tgid: 0,
            object: Some(path.to_string()),
            calls: sum.calls,
            time: sum.time,
            saves: sum.share(sum.calls - 1),
            evidence: vec![
                format!("in {} processes; {} for each execve alone", processes.len(), time(sum.mean())),
                "forking, loading and ending come on top".to_owned(),
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
    fn many_starts_are_told() {
        let found = found(&[(call("7 execve(64, 0, 0) = 0"), 120)], Some("/usr/bin/expr"));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].title, "/usr/bin/expr was started 120 times");
    }

    #[test]
    fn few_or_failed_starts_are_not() {
        assert!(found(&[(call("7 execve(64, 0, 0) = 0"), 99)], Some("/usr/bin/expr")).is_empty());
        assert!(found(&[(call("7 execve(64, 0, 0) = -13"), 200)], Some("/usr/bin/expr")).is_empty());
    }
}
