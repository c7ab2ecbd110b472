//! What descriptors stand for, learnt from the calls of a recording: which path was opened, which peer was connected to.
//!
//! Nothing is asked of the machine: the run may be long over, or have been elsewhere. Descriptors that were open before
//! are known as far as the recording introduces their process.

use std::rc::Rc;

use hashbrown::HashMap;

use super::subject::{Kind, Subject};
use crate::call::Call;
use crate::recording::TaskInfo;

/// `O_CLOEXEC` and `SOCK_CLOEXEC`.
const CLOEXEC: u64 = 0o2000000;

/// A descriptor.
#[derive(Clone, Debug)]
struct Open {
    name: Rc<str>,
    /// Is it closed by an execve?
    until_exec: bool,
}

/// The descriptors of all processes.
#[derive(Debug, Default)]
pub struct Names {
    /// Shared by a process and its children until one of them changes it.
    open: HashMap<u32, Rc<HashMap<i32, Open>>>,
}

impl Names {
    /// Learns what was open before.
    pub fn introduce(&mut self, task: &TaskInfo) {
        if task.fds.is_empty() {
            return;
        }
        let known = |(fd, path): &(u32, String)| {
            (*fd as i32, Open { name: Rc::from(path.as_str()), until_exec: false })
        };
        let fds = task.fds.iter().map(known).collect();
        self.open.entry(task.tgid).or_insert_with(|| Rc::new(fds));
    }

    /// What a descriptor stands for.
    pub fn get(&self, tgid: u32, fd: i32) -> Option<Rc<str>> {
        self.open.get(&tgid)?.get(&fd).map(|open| Rc::clone(&open.name))
    }

    /// A process was created.
    pub fn forked(&mut self, parent: u32, child: u32) {
        if parent != child {
            let fds = self.open.get(&parent).cloned().unwrap_or_default();
            self.open.insert(child, fds);
        }
    }

    /// A process runs another program.
    pub fn execed(&mut self, tgid: u32) {
        if let Some(fds) = self.open.get_mut(&tgid).filter(|fds| fds.values().any(|open| open.until_exec)) {
            Rc::make_mut(fds).retain(|_, open| !open.until_exec);
        }
    }

    /// A process ended.
    pub fn ended(&mut self, tgid: u32) {
        self.open.remove(&tgid);
    }

    fn set(&mut self, tgid: u32, fd: i32, name: Rc<str>, until_exec: bool) {
        Rc::make_mut(self.open.entry(tgid).or_default()).insert(fd, Open { name, until_exec });
    }

    /// Learns from a call that succeeded. `path` is the one that it named.
    pub fn returned(&mut self, subject: &Subject, call: &Call<'_>, path: Option<&Rc<str>>) {
        let tgid = call.start.task.tgid;
        let Some(args) = call.start.args else { return };
        let result = i32::try_from(call.result).ok();
        match subject.kind {
            Kind::Close => {
                if let Some(fds) = self.open.get_mut(&tgid).filter(|fds| fds.contains_key(&(args[0] as i32)))
                {
                    Rc::make_mut(fds).remove(&(args[0] as i32));
                }
            }
            Kind::Duplicate => {
                if let (Some(fd), Some(name)) = (result, self.get(tgid, args[0] as i32)) {
                    self.set(tgid, fd, name, subject.name == "dup3" && args[2] & CLOEXEC != 0);
                }
            }
            Kind::Connect => {
                let peer = address(call.start.memory.memory(args[1], args[2].min(128) as usize));
                if let Some(peer) = peer {
                    self.set(tgid, args[0] as i32, peer.into(), false);
                }
            }
            Kind::Accept => {
                let peer = address(call.memory.memory(args[1], 128));
                if let Some(fd) = result {
                    let name =
                        peer.map_or_else(|| "an accepted connection".to_owned(), |it| format!("from {it}"));
                    self.set(tgid, fd, name.into(), subject.name == "accept4" && args[3] & CLOEXEC != 0);
                }
            }
            Kind::Pipe => {
                let both = call.memory.memory(args[0], 8);
                for fd in both.as_chunks::<4>().0.iter().map(|fd| i32::from_ne_bytes(*fd)) {
                    self.set(tgid, fd, "a pipe".into(), args[1] & CLOEXEC != 0 && subject.name == "pipe2");
                }
            }
            Kind::Open => {
                if let (Some(fd), Some(path)) = (result, path) {
                    let flags = if subject.name == "open" { args[1] } else { args[2] };
                    self.set(tgid, fd, Rc::clone(path), subject.name != "openat2" && flags & CLOEXEC != 0);
                }
            }
            _ if subject.opens => {
                if let Some(fd) = result {
                    self.set(tgid, fd, format!("({})", subject.name).into(), false);
                }
            }
            _ => {}
        }
    }
}

/// A `struct sockaddr` in words; `None` if it is none.
fn address(bytes: &[u8]) -> Option<String> {
    let (family, rest) = bytes.split_first_chunk::<2>()?;
    let port = |bytes: &[u8]| bytes.first_chunk().map(|port| u16::from_be_bytes(*port));
    match i32::from(u16::from_ne_bytes(*family)) {
        libc::AF_INET => {
            let host: [u8; 4] = *rest.get(2..6)?.first_chunk()?;
            Some(format!("{}:{}", std::net::Ipv4Addr::from(host), port(rest)?))
        }
        libc::AF_INET6 => {
            let host: [u8; 16] = *rest.get(6..22)?.first_chunk()?;
            Some(format!("[{}]:{}", std::net::Ipv6Addr::from(host), port(rest)?))
        }
        libc::AF_UNIX => {
            let (mark, name) = match rest {
                [0, name @ ..] => ("@", name),
                name => ("", name),
            };
            let name = name.split(|b| *b == 0).next().unwrap_or_default();
            Some(format!("unix:{mark}{}", String::from_utf8_lossy(name)))
        }
        libc::AF_NETLINK => Some("netlink".to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::made;

    fn name(names: &Names, tgid: u32, fd: i32) -> String {
        names.get(tgid, fd).map_or_else(|| "?".to_owned(), |name| name.to_string())
    }

    #[test]
    fn descriptors_follow_the_calls() {
        let mut names = Names::default();
        let mut subjects = super::super::subject::Subjects::default();
        let mut see = |names: &mut Names, call: &str, path: Option<&str>| {
            made::call(call).with(|call| {
                let subject = subjects.of(call.start.abi, call.start.nr);
                names.returned(&subject, call, path.map(Rc::from).as_ref());
            });
        };
        see(&mut names, "7 openat(-100, 4096, 0o2000000) = 3", Some("/a"));
        see(&mut names, "7 openat(-100, 4096, 0) = 4", Some("/b"));
        see(&mut names, "7 dup2(3, 9) = 9", None);
        see(&mut names, "7 close(3) = 0", None);
        assert_eq!([3, 4, 9].map(|fd| name(&names, 7, fd)), ["?", "/b", "/a"]);
        names.forked(7, 8);
        see(&mut names, "8 openat(-100, 4096, 0o2000000) = 5", Some("/c"));
        names.execed(8);
        assert_eq!([4, 5, 9].map(|fd| name(&names, 8, fd)), ["/b", "?", "/a"]);
        see(&mut names, "8 close(4) = 0", None);
        assert_eq!((name(&names, 8, 4), name(&names, 7, 4)), ("?".to_owned(), "/b".to_owned()));
        names.ended(7);
        assert_eq!(name(&names, 7, 4), "?");
    }

    #[test]
    fn what_was_open_before_is_introduced() {
        let mut names = Names::default();
        let task = TaskInfo { tgid: 7, fds: vec![(1, "/dev/tty".to_owned())], ..TaskInfo::default() };
        names.introduce(&task);
        assert_eq!(name(&names, 7, 1), "/dev/tty");
    }

    #[test]
    fn addresses_are_told() {
        let of = |bytes: &[u8]| address(bytes).unwrap_or_default();
        assert_eq!(of(&[2, 0, 0, 80, 127, 0, 0, 1, 0, 0]), "127.0.0.1:80");
        let mut six = vec![10, 0, 1, 187, 0, 0, 0, 0];
        six.extend_from_slice(&[0; 15]);
        six.push(1);
        assert_eq!(of(&six), "[::1]:443");
        assert_eq!((of(b"\x01\0/run/x\0"), of(b"\x01\0\0abc")), ("unix:/run/x".into(), "unix:@abc".into()));
        assert_eq!((of(&[2, 0, 0]), of(&[])), (String::new(), String::new()));
    }
}
