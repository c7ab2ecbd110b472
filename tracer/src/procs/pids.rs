//! Pids that the user gave: whose they are, and what threads and names they have.

use std::io::ErrorKind;
use std::path::Path;
use std::str::FromStr;
use std::{fs, io};

/// Why a process cannot be traced, in strace's words where they hold for eBPF.
#[derive(Debug, thiserror::Error)]
pub enum PidError {
    /// There is none.
    #[error("attach: {0}: No such process")]
    Missing(u32),
    /// It has ended and waits for its parent to notice.
    #[error("attach: {0}: process has ended (it is a zombie)")]
    Zombie(u32),
    /// It is this process.
    #[error("I'm sorry, I can't let you do that, Dave.")]
    Own,
    /// A kernel thread: it calls nothing.
    #[error("attach: {0}: kernel threads make no system calls")]
    Kernel(u32),
    /// /proc cannot be read.
    #[error("attach: {pid}: {error}")]
    Unreadable {
        /// Which.
        pid: u32,
        /// Why.
        error: io::Error,
    },
}

/// A process, or one thread of it, that can be traced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What the user named.
    pub tid: u32,
    /// Its process.
    pub tgid: u32,
    /// Its name.
    pub comm: String,
}

/// Looks a pid up. `own` is the pid of this process.
pub fn find(root: &Path, pid: u32, own: u32) -> Result<Found, PidError> {
    if pid == own {
        return Err(PidError::Own);
    }
    let text = fs::read(root.join(format!("proc/{pid}/status"))).map_err(|error| match error.kind() {
        ErrorKind::NotFound => PidError::Missing(pid),
        // The process ended between open and read.
        _ if error.raw_os_error() == Some(nix::errno::Errno::ESRCH as i32) => PidError::Missing(pid),
        _ => PidError::Unreadable { pid, error },
    })?;
    let text = String::from_utf8_lossy(&text);
    let field =
        |name: &str| text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).map(str::trim);
    let Some(tgid) = field("Tgid").and_then(|tgid| tgid.parse().ok()) else {
        return Err(PidError::Missing(pid));
    };
    match field("State").and_then(|state| state.chars().next()) {
        // A leader that has ended is a zombie while its other threads run on.
        Some('Z') if threads(root, tgid).is_ok_and(|tids| tids.len() > 1) => {}
        Some('Z' | 'X') => return Err(PidError::Zombie(pid)),
        _ => {}
    }
    if is_kernel_thread(root, pid) {
        return Err(PidError::Kernel(pid));
    }
    if tgid == own {
        return Err(PidError::Own);
    }
    Ok(Found { tid: pid, tgid, comm: unescape(field("Name").unwrap_or_default()) })
}

/// The threads of a process, ascending.
pub fn threads(root: &Path, tgid: u32) -> io::Result<Vec<u32>> {
    let entries = fs::read_dir(root.join(format!("proc/{tgid}/task")))?;
    let mut tids: Vec<u32> =
        entries.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok()).collect();
    tids.sort_unstable();
    Ok(tids)
}

/// A task's name, while there is the task.
pub fn comm(root: &Path, tid: u32) -> Option<String> {
    Some(String::from_utf8_lossy(&comm_bytes(root, tid)?).into_owned())
}

/// The same, whatever bytes it is made of.
pub fn comm_bytes(root: &Path, tid: u32) -> Option<Vec<u8>> {
    let mut name = fs::read(root.join(format!("proc/{tid}/comm"))).ok()?;
    name.pop_if(|byte| *byte == b'\n');
    Some(name)
}

/// A task's numbers in the pid namespaces that it is in, the outermost first; none if there is no such task.
pub fn numbers(root: &Path, tid: u32) -> Vec<u32> {
    let status = fs::read(root.join(format!("proc/{tid}/status"))).unwrap_or_default();
    let status = String::from_utf8_lossy(&status);
    let line = status.lines().find_map(|line| line.strip_prefix("NSpid:")).unwrap_or_default();
    line.split_ascii_whitespace().filter_map(|number| number.parse().ok()).collect()
}

/// A process's parent, while there is the process.
pub fn parent(root: &Path, pid: u32) -> Option<u32> {
    after_name(root, pid, 1)
}

/// `PF_KTHREAD` (include/linux/sched.h) in the ninth field of stat.
fn is_kernel_thread(root: &Path, pid: u32) -> bool {
    after_name(root, pid, 6).is_some_and(|flags: u64| flags & 0x0020_0000 != 0)
}

/// A field of stat, counted from the one behind the name. The name may hold anything, a bracket too.
fn after_name<T: FromStr>(root: &Path, pid: u32, field: usize) -> Option<T> {
    let stat = fs::read(root.join(format!("proc/{pid}/stat"))).ok()?;
    let stat = String::from_utf8_lossy(&stat);
    stat.rsplit_once(')')?.1.split_ascii_whitespace().nth(field)?.parse().ok()
}

/// status shows a line end in a name as `\n` and a backslash as `\\`.
fn unescape(name: &str) -> String {
    name.replace("\\n", "\n").replace("\\\\", "\\")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root_with(pid: u32, tgid: u32, state: &str, flags: u64, threads: &[u32]) -> tempfile::TempDir {
        let root = tempfile::tempdir().expect("a directory");
        let dir = root.path().join(format!("proc/{pid}"));
        for tid in threads {
            fs::create_dir_all(dir.join(format!("task/{tid}"))).expect("a task");
        }
        fs::create_dir_all(&dir).expect("a process");
        let status = format!("Name:\ta b) c\nUmask:\t0022\nState:\t{state}\nTgid:\t{tgid}\n");
        fs::write(dir.join("status"), status).expect("a status");
        fs::write(dir.join("stat"), format!("{pid} (a b) c) S 1 1 1 0 -1 {flags} 0 0")).expect("a stat");
        root
    }

    #[test]
    fn what_can_be_traced_is_found() {
        let root = root_with(7, 7, "S (sleeping)", 0x40_0000, &[7, 11, 9]);
        let found = find(root.path(), 7, 1).expect("found");
        assert_eq!(found, Found { tid: 7, tgid: 7, comm: "a b) c".to_owned() });
        assert_eq!(threads(root.path(), 7).expect("threads"), [7, 9, 11]);
        let root = root_with(7, 7, "Z (zombie)", 0, &[7, 9]);
        assert!(find(root.path(), 7, 1).is_ok(), "its other thread runs on");
    }

    #[test]
    fn what_cannot_be_traced_has_its_reason() {
        let message = |state, flags, pid, own| {
            let root = root_with(7, 7, state, flags, &[7]);
            find(root.path(), pid, own).expect_err("refused").to_string()
        };
        assert_eq!(message("S", 0, 8, 1), "attach: 8: No such process");
        assert_eq!(message("Z (zombie)", 0, 7, 1), "attach: 7: process has ended (it is a zombie)");
        assert_eq!(message("I (idle)", 0x20_8040, 7, 1), "attach: 7: kernel threads make no system calls");
        assert_eq!(message("S", 0, 7, 7), "I'm sorry, I can't let you do that, Dave.");
    }

    #[test]
    fn the_machine_is_read() {
        let own = std::process::id();
        let root = Path::new("/");
        assert!(find(root, own, 1).is_ok_and(|found| found.tgid == own));
        assert!(threads(root, own).is_ok_and(|tids| tids.contains(&own)));
        assert!(comm(root, own).is_some_and(|comm| !comm.is_empty() && !comm.ends_with('\n')));
    }
}
