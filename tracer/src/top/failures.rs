//! Errors by syscall and path.

use hashbrown::HashMap;

use super::counts::{CallId, Tally};
use super::evict::evict;
use super::kept::Kept;
use super::lookup::Name;
use crate::call::Call;

/// As many are told apart. Those that happened least recently go first.
pub const MAX_FAILURES: usize = 2048;

/// Of the last one, this much memory is kept.
const MEMORY: usize = 512;

/// Calls that failed in the same way.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The syscall.
    pub id: CallId,
    /// The errno.
    pub errno: u32,
    /// What they were about, if it is known.
    pub path: Option<Name>,
    /// How many.
    pub tally: Tally,
    /// The last of them.
    pub last: Kept,
    /// When it happened.
    seen: u64,
}

/// All of them.
#[derive(Clone, Debug, Default)]
pub struct Failures {
    ids: HashMap<(CallId, u32, Option<Name>), u64>,
    /// By an id that is never used again.
    pub table: HashMap<u64, Failure>,
    /// How many there was no room for.
    pub gone: u64,
    /// The calls among those.
    pub gone_calls: u64,
    next: u64,
    clock: u64,
}

impl Failures {
    /// Adds a call that failed.
    pub fn add(&mut self, id: CallId, errno: u32, path: Option<&Name>, call: &Call<'_>) {
        self.clock += 1;
        let key = (id, errno, path.cloned());
        if let Some(failure) = self.ids.get(&key).and_then(|id| self.table.get_mut(id)) {
            failure.tally.add(call);
            failure.last.set(call, MEMORY);
            failure.seen = self.clock;
            return;
        }
        let Self { ids, table, gone, gone_calls, .. } = self;
        evict(
            table,
            MAX_FAILURES,
            |it| it.seen,
            |_, it| {
                ids.remove(&(it.id, it.errno, it.path));
                *gone += 1;
                *gone_calls += it.tally.calls;
            },
        );
        let mut tally = Tally::default();
        tally.add(call);
        self.next += 1;
        let (path, last, seen) = (key.2.clone(), Kept::new(call, MEMORY), self.clock);
        self.table.insert(self.next, Failure { id, errno, path, tally, last, seen });
        self.ids.insert(key, self.next);
    }

    /// Begins an interval.
    pub fn turn(&mut self) {
        self.table.values_mut().for_each(|failure| failure.tally.turn());
    }
}

#[cfg(test)]
mod tests {
    use tracer_common::abi::Abi;

    use super::*;
    use crate::top::made::call;

    #[test]
    fn calls_that_fail_alike_are_one_and_none_is_forgotten() {
        let mut failures = Failures::default();
        let call = call(1, 2, 9, -2);
        let id = CallId { abi: Abi::X86_64, nr: 2 };
        for n in 0..2 * MAX_FAILURES {
            failures.add(id, 2, Some(&Name::from(format!("/{n}").as_bytes())), &call);
            failures.add(id, 2, None, &call);
        }
        assert!(failures.table.len() <= MAX_FAILURES && failures.ids.len() == failures.table.len());
        let kept: u64 = failures.table.values().map(|it| it.tally.calls).sum();
        assert_eq!(kept + failures.gone_calls, 4 * MAX_FAILURES as u64);
        assert!(failures.table.values().any(|it| it.tally.calls == 2 * MAX_FAILURES as u64));
    }
}
