//! What the descriptors of processes stand for: paths, sockets with their peers, pipes. Read from /proc when it is first
//! asked for, and remembered until the descriptor is closed.
//!
//! A descriptor that was closed and opened again before it was asked for shows what it stands for now. Where a call tells its
//! path, whoever saw the call can say so.

use std::os::unix::ffi::OsStringExt as _;
use std::path::PathBuf;
use std::rc::Rc;

use hashbrown::HashMap;

use super::sockets::Sockets;

/// As many processes have their descriptors remembered.
const MAX_PROCESSES: usize = 4096;

/// As many descriptors of each.
const MAX_FDS: usize = 4096;

/// As many are looked up in a turn: /proc takes microseconds to answer, and calls come faster.
const LOOKUPS: u32 = 500;

/// What is known of a process's descriptors. Of some, it is known that nothing is known.
type Known = HashMap<i32, Option<Rc<[u8]>>>;

/// Descriptors of all processes.
#[derive(Debug)]
pub struct Fds {
    root: PathBuf,
    known: HashMap<u32, Known>,
    sockets: Sockets,
    left: u32,
}

impl Fds {
    /// Reads below this root.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        let root = root.into();
        Self { sockets: Sockets::new(root.clone()), root, known: HashMap::new(), left: LOOKUPS }
    }

    /// Begins a turn, in which some more descriptors may be looked up.
    pub fn turn(&mut self) {
        self.left = LOOKUPS;
        self.sockets.turn();
    }

    /// What a descriptor stands for; `None` if it is not known.
    #[inline]
    pub fn path(&mut self, tgid: u32, fd: i32) -> Option<Rc<[u8]>> {
        match self.known.get(&tgid).and_then(|fds| fds.get(&fd)) {
            Some(path) => path.clone(),
            None => self.look_up(tgid, fd),
        }
    }

    #[cold]
    fn look_up(&mut self, tgid: u32, fd: i32) -> Option<Rc<[u8]>> {
        self.left = self.left.checked_sub(1)?;
        let target = std::fs::read_link(self.root.join(format!("proc/{tgid}/fd/{fd}"))).ok();
        let path = match target.map(|path| path.into_os_string().into_vec()) {
            Some(path) => match socket_inode(&path) {
                Some(inode) => Some(self.sockets.describe(tgid, inode)?.unwrap_or(path)),
                None => Some(path),
            },
            None => None,
        };
        let path = path.map(Rc::from);
        self.remember(tgid, fd, path.clone());
        path
    }

    /// What a socket of a process is connected to: `Some(None)` if the tables do not tell, `None` if they may not be asked
    /// in this turn.
    pub fn peer(&mut self, tgid: u32, inode: u64) -> Option<Option<Rc<[u8]>>> {
        Some(self.sockets.describe(tgid, inode)?.map(Rc::from))
    }

    fn remember(&mut self, tgid: u32, fd: i32, path: Option<Rc<[u8]>>) {
        // What is in use is soon known again.
        if self.known.len() >= MAX_PROCESSES && !self.known.contains_key(&tgid) {
            self.known.clear();
        }
        let fds = self.known.entry(tgid).or_default();
        if fds.len() >= MAX_FDS {
            fds.clear();
        }
        fds.insert(fd, path);
    }

    /// A descriptor stands for this path from now on.
    pub fn opened(&mut self, tgid: u32, fd: i32, path: &[u8]) {
        self.remember(tgid, fd, Some(Rc::from(path)));
    }

    /// A descriptor stands for something else from now on.
    pub fn closed(&mut self, tgid: u32, fd: i32) {
        if let Some(fds) = self.known.get_mut(&tgid) {
            fds.remove(&fd);
        }
    }

    /// All descriptors of a process may stand for something else.
    pub fn ended(&mut self, tgid: u32) {
        self.known.remove(&tgid);
    }
}

/// `socket:[123]`.
fn socket_inode(target: &[u8]) -> Option<u64> {
    let number = target.strip_prefix(b"socket:[")?.strip_suffix(b"]")?;
    std::str::from_utf8(number).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn descriptors_are_remembered_until_they_are_closed() {
        let root = tempfile::tempdir().expect("a directory");
        let dir = root.path().join("proc/7/fd");
        fs::create_dir_all(&dir).expect("a process");
        symlink("/etc/passwd", dir.join("3")).expect("a descriptor");
        let mut fds = Fds::new(root.path());
        assert_eq!(fds.path(7, 3).as_deref(), Some(&b"/etc/passwd"[..]));
        fs::remove_file(dir.join("3")).expect("it was made");
        symlink("/tmp/x", dir.join("3")).expect("another descriptor");
        assert_eq!(fds.path(7, 3).as_deref(), Some(&b"/etc/passwd"[..]));
        fds.closed(7, 3);
        assert_eq!(fds.path(7, 3).as_deref(), Some(&b"/tmp/x"[..]));
        fds.opened(7, 3, b"told");
        assert_eq!((fds.path(7, 3).as_deref(), fds.path(7, 4)), (Some(&b"told"[..]), None));
        fds.ended(7);
        assert_eq!(fds.path(7, 3).as_deref(), Some(&b"/tmp/x"[..]));
    }

    #[test]
    fn a_turn_looks_up_so_many() {
        let root = tempfile::tempdir().expect("a directory");
        let mut fds = Fds::new(root.path());
        for fd in 0..LOOKUPS as i32 {
            fds.path(1, fd);
        }
        let dir = root.path().join("proc/1/fd");
        fs::create_dir_all(&dir).expect("a process");
        symlink("/x", dir.join("5000")).expect("a descriptor");
        assert_eq!(fds.path(1, 5000), None);
        fds.turn();
        assert_eq!(fds.path(1, 5000).as_deref(), Some(&b"/x"[..]));
    }

    #[test]
    fn an_own_socket_has_its_peer() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a socket");
        let address = listener.local_addr().expect("it is bound");
        let _client = std::net::TcpStream::connect(address).expect("a connection");
        let (server, peer) = listener.accept().expect("a connection");
        let fd = std::os::fd::AsRawFd::as_raw_fd(&server);
        let path = Fds::new("/").path(std::process::id(), fd).expect("it is open");
        assert_eq!(String::from_utf8_lossy(&path), format!("TCP:[{address}->{peer}]"));
    }
}
