//! What tasks are called, as events tell or, where none has told, as /proc does; and which numbers they have in other
//! pid namespaces (pid_namespaces(7)), which /proc alone tells.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use hashbrown::HashMap;

use super::pids::{comm_bytes, numbers, threads};
use crate::decode::tasks::Tasks;

/// Names and namespaces of tasks.
#[derive(Debug)]
pub struct Known {
    /// Where /proc is, if the tasks are of this machine and this time.
    root: Option<PathBuf>,
    /// tracer's own pid namespace.
    own: Option<u64>,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    comms: HashMap<u32, Vec<u8>>,
    /// Names that tasks began with which nobody follows: if /proc knows better, they are called otherwise by now.
    inherited: HashMap<u32, Vec<u8>>,
    /// The pid namespace of each process that was asked about.
    spaces: HashMap<u32, u64>,
    /// By namespace and number in it.
    outside: HashMap<(u64, u32), u32>,
}

impl Known {
    /// None is known yet. What no event tells stands below this root, if anywhere.
    pub fn new(root: Option<PathBuf>) -> Self {
        let own = root.as_ref().and_then(|root| space(root, "self"));
        Self { root, own, state: Mutex::default() }
    }

    /// A task is called so from now on. Its name ends where a NUL is.
    pub fn learn(&self, tid: u32, comm: &[u8]) {
        let comm = comm.split(|byte| *byte == 0).next().unwrap_or_default();
        self.state().comms.insert(tid, comm.to_vec());
    }

    /// A task has a child, which begins with its name.
    pub fn inherits(&self, parent: u32, child: u32) {
        if let Some(comm) = self.comm(parent) {
            self.state().inherited.insert(child, comm);
        }
    }

    /// A task begins: its number may have been another's.
    pub fn begins(&self, tid: u32, parent: u32) {
        self.state().spaces.remove(&tid);
        let Some(root) = &self.root else { return };
        // If it is gone already, it most likely was where its parent is.
        if let (None, Some(space)) = (self.space(root, tid), self.space(root, parent)) {
            self.state().spaces.insert(tid, space);
        }
    }

    /// This process calls that task by this number.
    pub fn calls(&self, process: u32, number: u32, tid: u32) {
        let space = self.root.as_ref().and_then(|root| self.space(root, process));
        if let Some(space) = space {
            self.state().outside.insert((space, number), tid);
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The pid namespace of a process.
    fn space(&self, root: &Path, pid: u32) -> Option<u64> {
        if let Some(space) = self.state().spaces.get(&pid) {
            return Some(*space);
        }
        let space = space(root, &pid.to_string())?;
        self.state().spaces.insert(pid, space);
        Some(space)
    }
}

impl Tasks for Known {
    fn comm(&self, tid: u32) -> Option<Vec<u8>> {
        let known = self.state().comms.get(&tid).cloned();
        // What was not learnt is not remembered: nobody would tell that it is called otherwise.
        let known = known.or_else(|| comm_bytes(self.root.as_ref()?, tid));
        known.or_else(|| self.state().inherited.get(&tid).cloned())
    }

    fn outside(&self, process: u32, tid: u32) -> Option<u32> {
        let Some(root) = &self.root else { return Some(tid) };
        match self.space(root, process) {
            // It is gone: most are where tracer is.
            None => Some(tid),
            Some(space) if Some(space) == self.own => Some(tid),
            Some(space) => {
                let known = self.state().outside.get(&(space, tid)).copied();
                let is_still =
                    |outside: u32| numbers(root, outside).last().is_none_or(|number| *number == tid);
                let known = known.filter(|outside| is_still(*outside));
                known.or_else(|| {
                    let found = find(root, space, tid)?;
                    self.state().outside.insert((space, tid), found);
                    Some(found)
                })
            }
        }
    }
}

/// The pid namespace of a process.
fn space(root: &Path, pid: &str) -> Option<u64> {
    fs::metadata(root.join(format!("proc/{pid}/ns/pid"))).ok().map(|link| link.ino())
}

/// The task that has this number in that namespace.
fn find(root: &Path, wanted: u64, tid: u32) -> Option<u32> {
    let processes = fs::read_dir(root.join("proc")).ok()?;
    let mut pids: Vec<u32> =
        processes.filter_map(|dir| dir.ok()?.file_name().to_str()?.parse().ok()).collect();
    pids.retain(|pid| space(root, &pid.to_string()) == Some(wanted));
    let is_it = |outside: &u32| numbers(root, *outside).last() == Some(&tid);
    pids.iter()
        .copied()
        .find(is_it)
        .or_else(|| pids.into_iter().find_map(|pid| threads(root, pid).ok()?.into_iter().find(is_it)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_name_counts_and_others_are_asked_for() {
        let known = Known::new(Some("/".into()));
        known.learn(7, b"first\0\0");
        known.learn(7, b"second\0x");
        assert_eq!(known.comm(7).as_deref(), Some(&b"second"[..]));
        assert!(known.comm(std::process::id()).is_some_and(|comm| !comm.is_empty()));
        assert_eq!(Known::new(None).comm(std::process::id()), None);
        known.inherits(7, u32::MAX);
        assert_eq!(known.comm(u32::MAX).as_deref(), Some(&b"second"[..]));
    }

    #[test]
    fn in_the_own_namespace_numbers_are_what_they_are() {
        let known = Known::new(Some("/".into()));
        assert_eq!(known.outside(std::process::id(), 7), Some(7));
    }

    #[test]
    fn another_namespace_has_other_numbers() {
        let dir = tempfile::tempdir().expect("a directory can be made");
        let other = dir.path().join("other");
        fs::write(&other, "").expect("it can be written");
        let process = |pid: &str, space: &Path, numbers: &str| {
            let proc = dir.path().join("proc").join(pid);
            fs::create_dir_all(proc.join("ns")).expect("it can be made");
            fs::create_dir_all(proc.join("task").join(pid)).expect("it can be made");
            std::os::unix::fs::symlink(space, proc.join("ns/pid")).expect("it can be made");
            fs::write(proc.join("status"), format!("Name:\tx\nNSpid:\t{numbers}\n"))
                .expect("it can be written");
        };
        let own = dir.path().join("proc");
        fs::create_dir_all(&own).expect("it can be made");
        process("self", &own, "3");
        process("3", &own, "3");
        process("40", &other, "40\t1");
        process("41", &other, "41\t2");
        let known = Known::new(Some(dir.path().to_owned()));
        assert_eq!(known.outside(40, 2), Some(41));
        assert_eq!(known.outside(3, 2), Some(2));
        assert_eq!(known.outside(40, 9), None);
    }
}
