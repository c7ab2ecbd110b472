//! Paths and peers: what calls did with them. Which call is about which path is left to `objects`.

use hashbrown::HashMap;

use super::counts::{CallId, Profile, Tally};
use super::lookup::Name;
use crate::call::Call;

/// As many paths are kept. Those that were used least recently go first.
pub const MAX_FILES: usize = 2048;

/// Of a path, this many users are told apart.
const MAX_USERS: usize = 32;

/// A path or peer.
#[derive(Clone, Debug)]
pub struct File {
    /// What it is called.
    pub name: Name,
    /// Calls about it.
    pub profile: Profile,
    /// Those calls by syscall.
    pub calls: HashMap<CallId, Tally>,
    /// Those calls by process.
    pub users: HashMap<u32, Tally>,
    /// When it was last used.
    seen: u64,
}

/// All of them.
#[derive(Clone, Debug, Default)]
pub struct Files {
    ids: HashMap<Name, u64>,
    /// By an id that is never used again.
    pub table: HashMap<u64, File>,
    /// How many there was no room for.
    pub gone: u64,
    /// The calls about those.
    pub gone_calls: u64,
    next: u64,
    clock: u64,
}

impl Files {
    /// Adds a call about this path.
    #[inline]
    pub fn add(&mut self, name: &Name, id: CallId, call: &Call<'_>, bytes: u64) {
        self.clock += 1;
        let key = match self.ids.get(&name[..]) {
            Some(key) => *key,
            None => self.insert(name),
        };
        let Some(file) = self.table.get_mut(&key) else { return };
        file.seen = self.clock;
        file.profile.add(call);
        file.profile.bytes += bytes;
        file.calls.entry(id).or_default().add(call);
        let tgid = call.start.task.tgid;
        if file.users.len() < MAX_USERS || file.users.contains_key(&tgid) {
            file.users.entry(tgid).or_default().add(call);
        }
    }

    #[cold]
    fn insert(&mut self, name: &Name) -> u64 {
        let Self { ids, table, gone, gone_calls, .. } = self;
        super::evict::evict(
            table,
            MAX_FILES,
            |file| file.seen,
            |_, file| {
                ids.remove(&file.name);
                *gone += 1;
                *gone_calls += file.profile.calls();
            },
        );
        self.next += 1;
        let (profile, calls, users) = (Profile::default(), HashMap::new(), HashMap::new());
        self.table.insert(self.next, File { name: name.clone(), profile, calls, users, seen: self.clock });
        self.ids.insert(name.clone(), self.next);
        self.next
    }

    /// Begins an interval after one of this many seconds.
    pub fn turn(&mut self, seconds: f64) {
        self.table.values_mut().for_each(|file| file.profile.turn(seconds));
    }
}

#[cfg(test)]
mod tests {
    use tracer_common::abi::Abi;

    use super::*;
    use crate::top::made::call;

    fn add(files: &mut Files, name: &str, tgid: u32) {
        let call = call(tgid, 0, 9, 3);
        files.add(&Name::from(name.as_bytes()), CallId { abi: Abi::X86_64, nr: 0 }, &call, 3);
    }

    #[test]
    fn the_latest_stay_and_no_call_is_forgotten() {
        let mut files = Files::default();
        for n in 0..MAX_FILES * 3 {
            add(&mut files, &format!("/{n}"), 1);
            add(&mut files, "/always", 1);
        }
        assert!(files.table.len() <= MAX_FILES && files.ids.len() == files.table.len());
        let kept: u64 = files.table.values().map(|file| file.profile.calls()).sum();
        assert_eq!(kept + files.gone_calls, 6 * MAX_FILES as u64);
        let always = &files.table[&files.ids[&b"/always"[..]]];
        assert_eq!(
            (always.profile.calls(), always.profile.bytes),
            (3 * MAX_FILES as u64, 9 * MAX_FILES as u64)
        );
    }

    #[test]
    fn users_are_limited() {
        let mut files = Files::default();
        (0..100).for_each(|tgid| add(&mut files, "/one", tgid));
        let file = files.table.values().next().expect("one");
        assert_eq!((file.users.len(), file.profile.calls()), (MAX_USERS, 100));
    }
}
