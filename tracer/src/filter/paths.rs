//! `-P`: only calls that touch certain paths, by name or through a descriptor that leads to one.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;

use tracer_common::segment::Segments;

use crate::call::{Call, CallStart};
use crate::decode::desc::{Arg, Ty};
use crate::decode::emit::{Emit, Shape, Target};
use crate::decode::set::Set;
use crate::decode::style::NO_CALLS;
use crate::decode::walk::PATH_MAX;
use crate::decode::{Decoder, Shown, Style, index};

/// Paths, each as it was given and as it is resolved.
#[derive(Clone, Debug, Default)]
pub struct Paths {
    paths: Vec<Vec<u8>>,
}

impl Paths {
    /// Adds a path. Tells what it resolves to, if that is another one.
    pub fn add(&mut self, path: &OsStr) -> Option<String> {
        self.paths.push(path.as_bytes().to_vec());
        let resolved = std::fs::canonicalize(path).ok()?;
        if resolved.as_os_str() == path {
            return None;
        }
        self.paths.push(resolved.as_os_str().as_bytes().to_vec());
        Some(resolved.display().to_string())
    }

    /// Is there none, so that every call is wanted?
    pub fn is_empty(&self) -> bool {
        self.paths.is_empty()
    }

    /// Does a call that has begun touch one of them? `None`: some of its memory was not there, so that this is known
    /// at its end.
    pub fn touched_by(&self, start: &CallStart<'_>) -> Option<bool> {
        let touched = self.look(start, Segments::EMPTY);
        if touched || !start.incomplete { Some(touched) } else { None }
    }

    /// Does a call that has ended touch one of them?
    pub fn touched_by_ended(&self, call: &Call<'_>) -> bool {
        self.look(&call.start, call.memory)
    }

    fn has(&self, path: &[u8]) -> bool {
        self.paths.iter().any(|known| known == path)
    }

    fn look(&self, start: &CallStart<'_>, exit: Segments<'_>) -> bool {
        let (Some(row), Some(args)) = (index::row(start.abi, start.nr), start.args) else { return false };
        let (head, tail, _) = row.shape(&args);
        let named = head.iter().chain(tail).filter(|arg| is_path(&arg.ty)).any(|arg: &Arg| {
            let address = args.get(usize::from(arg.register)).copied().unwrap_or(0);
            let places = [start.memory, exit].map(|memory| memory.memory(address, PATH_MAX as usize));
            places.iter().any(|bytes| {
                let end = bytes.iter().position(|byte| *byte == 0);
                end.is_some_and(|end| self.has(&bytes[..end]))
            })
        });
        if named {
            return true;
        }
        let style = Style { paths: true, abbrev: NO_CALLS, ..Style::default() };
        let mut descriptors = Descriptors { paths: self, numbered: false, touched: false };
        let start = CallStart { memory: start.memory, ..*start };
        Decoder::new(style).abandon(&start, Shown::NOTHING, &mut descriptors);
        descriptors.touched
    }
}

fn is_path(ty: &Ty) -> bool {
    match ty {
        Ty::Path => true,
        Ty::When(_, _, ty) | Ty::Only(_, _, ty) | Ty::Label(_, ty) => is_path(ty),
        _ => false,
    }
}

/// Looks at what descriptors lead to, and lets everything else pass.
struct Descriptors<'a> {
    paths: &'a Paths,
    /// Was the last value a number? The working directory, which has a name instead, does not count.
    numbered: bool,
    touched: bool,
}

impl Emit for Descriptors<'_> {
    fn argument(&mut self, _: &'static str, _: bool) {}
    fn open(&mut self, _: Shape) {}
    fn close(&mut self, _: Shape) {}
    fn key(&mut self, _: &str) {}
    fn item(&mut self) {}
    fn more(&mut self) {}
    fn signed(&mut self, _: i64) {
        self.numbered = true;
    }
    fn unsigned(&mut self, _: u64) {}
    fn hex(&mut self, _: u64) {}
    fn octal(&mut self, _: u64, _: usize) {}
    fn address(&mut self, _: u64) {}
    fn flags(&mut self, _: u64, _: u32, _: &'static Set) {}
    fn constant(&mut self, _: u64, _: u32, _: &'static Set) {
        self.numbered = false;
    }
    fn named(&mut self, _: i64, _: &str) {}
    fn code(&mut self, _: u64, _: &str) {}
    fn shifted_by(&mut self, _: u32) {}
    fn shifted(&mut self, _: u32, _: &str) {}
    fn index(&mut self, _: &str) {}
    fn nothing(&mut self) {}
    fn joined(&mut self) {}
    fn string(&mut self, _: &[u8], _: bool) {}
    fn octets(&mut self, _: &[u8]) {}
    fn rest(&mut self, _: u64, _: &[u8]) {}
    fn text(&mut self, _: &str) {}
    fn comment(&mut self, _: &str) {}
    fn becomes(&mut self) {}
    fn wrapped(&mut self, _: &str, _: u64, _: u32, _: &'static Set) {}
    fn function(&mut self, _: &str, _: &str) {}
    fn abstract_name(&mut self, _: &[u8], _: bool) {}
    fn part(&mut self, _: &'static str) {}
    fn member(&mut self) {}
    fn target(&mut self, target: &Target) {
        self.touched |= self.numbered && self.paths.has(&target.path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arch;
    use crate::call::Task;
    use tracer_common::abi::Abi;
    use tracer_common::segment::FILE;

    fn segment(address: u64, kind: u16, bytes: &[u8]) -> Vec<u8> {
        let mut segment = address.to_ne_bytes().to_vec();
        segment.extend((bytes.len() as u32).to_ne_bytes());
        segment.extend(kind.to_ne_bytes());
        segment.extend([0; 2]);
        segment.extend(bytes);
        segment.resize(16 + bytes.len().next_multiple_of(8), 0);
        segment
    }

    fn touched(name: &str, args: [u64; 6], memory: &[u8], incomplete: bool) -> Option<bool> {
        let mut paths = Paths::default();
        assert_eq!(paths.add(OsStr::new("/nowhere/x")), None);
        let nr = arch::syscalls(Abi::NATIVE).iter().find(|call| call.name == name).expect("a call").nr;
        let (task, memory) = (Task { tid: 1, tgid: 1 }, Segments(memory));
        let start = CallStart {
            task,
            abi: Abi::NATIVE,
            nr,
            args: Some(args),
            time: 0,
            memory,
            incomplete,
            previous: None,
        };
        paths.touched_by(&start)
    }

    #[test]
    fn names_and_descriptors_are_looked_at() {
        let name = segment(0x1000, 0, b"/nowhere/x\0");
        let other = segment(0x1000, 0, b"/nowhere/xy\0");
        let file = |fd: i32| segment(u64::from(fd as u32), FILE, &[&[0; 24][..], b"x\0nowhere\0"].concat());
        let at = libc::AT_FDCWD as u64;
        assert_eq!(touched("openat", [at, 0x1000, 0, 0, 0, 0], &name, false), Some(true));
        assert_eq!(touched("openat", [at, 0x1000, 0, 0, 0, 0], &other, false), Some(false));
        assert_eq!(touched("openat", [at, 0x1000, 0, 0, 0, 0], &file(libc::AT_FDCWD), false), Some(false));
        assert_eq!(touched("read", [3, 0x1000, 10, 0, 0, 0], &file(3), false), Some(true));
        assert_eq!(touched("read", [4, 0x1000, 10, 0, 0, 0], &file(3), false), Some(false));
        assert_eq!(touched("openat", [at, 0x1000, 0, 0, 0, 0], &[], true), None);
    }

    #[test]
    fn a_path_is_known_resolved_as_well() {
        let mut paths = Paths::default();
        assert_eq!(paths.add(OsStr::new("/dev/../dev/null")), Some("/dev/null".to_owned()));
        assert!(paths.has(b"/dev/null") && paths.has(b"/dev/../dev/null") && !paths.has(b"/dev"));
    }
}
