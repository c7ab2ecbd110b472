//! The kernel's own BTF: type ids and field offsets by name, found in one walk without building anything.
//!
//! A general parser takes 20 ms for the 120,000 types of a kernel; this takes one. Layout: kernel,
//! Documentation/bpf/btf.rst.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io;
use std::os::fd::AsFd as _;

use super::mapping::Mapping;

/// Where the kernel offers its BTF.
pub const PATH: &str = "/sys/kernel/btf/vmlinux";

const KIND_STRUCT: u32 = 4;
const KIND_UNION: u32 = 5;
const KIND_TYPEDEF: u32 = 8;
const KIND_VOLATILE: u32 = 9;
const KIND_CONST: u32 = 10;
const KIND_FUNC: u32 = 12;

/// What is wrong with the BTF.
#[derive(Debug, thiserror::Error)]
pub enum BtfError {
    /// Not BTF, or cut off.
    #[error("the kernel's type information is malformed")]
    Malformed,
    /// A name was not there.
    #[error("the kernel has no {0}")]
    Missing(String),
}

/// What is looked for, and found, in a walk.
#[derive(Debug, Default)]
pub struct Found {
    /// Ids of typedefs and functions, by name.
    ids: HashMap<&'static str, u32>,
    /// Byte offsets by `struct.field`; fields of nested anonymous structs and of named ones (`a.b.c`).
    offsets: HashMap<&'static str, u64>,
}

impl Found {
    /// The id of a typedef or function.
    pub fn id(&self, name: &'static str) -> Result<u32, BtfError> {
        self.ids.get(name).copied().ok_or_else(|| BtfError::Missing(name.to_owned()))
    }

    /// The offset of a field.
    pub fn offset(&self, path: &'static str) -> Result<u64, BtfError> {
        self.offsets.get(path).copied().ok_or_else(|| BtfError::Missing(format!("field {path}")))
    }
}

struct Walk<'a> {
    types: &'a [u8],
    strings: &'a [u8],
    /// Where every [`STRIDE`]th type starts, by id: looking up one between them walks a few steps.
    starts: Vec<u32>,
    /// Types walked so far.
    count: u32,
}

/// See [`Walk::starts`].
const STRIDE: u32 = 64;

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_ne_bytes(*bytes.get(at..)?.first_chunk()?))
}

impl<'a> Walk<'a> {
    fn new(data: &'a [u8]) -> Option<Self> {
        const MAGIC: u32 = 0xeb9f;
        if word(data, 0)? & 0xffff != MAGIC {
            return None;
        }
        let header = word(data, 4)? as usize;
        let section = |offset: usize| {
            let start = header.checked_add(word(data, offset)? as usize)?;
            data.get(start..start.checked_add(word(data, offset + 4)? as usize)?)
        };
        let types = section(8)?;
        Some(Self { types, strings: section(16)?, starts: Vec::new(), count: 0 })
    }

    /// Notes where the next type starts, and gives its id. Ids begin at 1: 0 is void.
    fn note(&mut self, at: usize) -> u32 {
        if self.count.is_multiple_of(STRIDE) {
            self.starts.push(at as u32);
        }
        self.count += 1;
        self.count
    }

    /// Where a type starts.
    fn start(&self, id: u32) -> Option<usize> {
        let index = id.checked_sub(1)?;
        let mut at = *self.starts.get((index / STRIDE) as usize)? as usize;
        for _ in 0..index % STRIDE {
            at += self.length(at)?;
        }
        Some(at)
    }

    /// The first four bytes of a name, which tell most names apart.
    fn prefix(&self, at: u32) -> u32 {
        word(self.strings, at as usize).unwrap_or(0)
    }

    fn is_named(&self, at: u32, name: &str) -> bool {
        let bytes = self.strings.get(at as usize..).unwrap_or_default();
        bytes.strip_prefix(name.as_bytes()).is_some_and(|rest| rest.first() == Some(&0))
    }

    /// The length of the type that starts here.
    fn length(&self, at: usize) -> Option<usize> {
        let info = word(self.types, at + 4)?;
        let (kind, members) = (info >> 24 & 0x1f, (info & 0xffff) as usize);
        let extra = match kind {
            1 | 14 | 17 => 4,
            3 => 12,
            KIND_STRUCT | KIND_UNION | 15 | 19 => members * 12,
            6 | 13 => members * 8,
            2 | 7..=12 | 16 | 18 => 0,
            _ => return None,
        };
        Some(12 + extra)
    }

    /// The members of a struct: name, type, bit offset.
    fn members(&self, at: usize) -> impl Iterator<Item = (u32, u32, u32)> + '_ {
        let info = word(self.types, at + 4).unwrap_or(0);
        let bitfields = info >> 31 != 0;
        (0..(info & 0xffff) as usize).map_while(move |i| {
            let member = at + 12 + i * 12;
            let offset = word(self.types, member + 8)?;
            let offset = if bitfields { offset & 0x00ff_ffff } else { offset };
            Some((word(self.types, member)?, word(self.types, member + 4)?, offset))
        })
    }

    /// Offset and type of a field, also inside anonymous members.
    fn field(&self, at: usize, name: &str, depth: u32) -> Option<(u64, u32)> {
        for (member, kind, bits) in self.members(at) {
            let offset = u64::from(bits / 8);
            if self.is_named(member, name) {
                return Some((offset, kind));
            }
            if self.is_named(member, "") && depth < 4 {
                let inner = self.start(kind)?;
                if let Some((more, kind)) = self.field(inner, name, depth + 1) {
                    return Some((offset + more, kind));
                }
            }
        }
        None
    }

    /// The type that is meant where it is called `const`, `volatile` or by another name.
    fn bare(&self, mut id: u32) -> Option<usize> {
        // Chains of a well-formed BTF are short, and end.
        for _ in 0..16 {
            let at = self.start(id)?;
            match word(self.types, at + 4)? >> 24 & 0x1f {
                KIND_TYPEDEF | KIND_VOLATILE | KIND_CONST => id = word(self.types, at + 8)?,
                _ => return Some(at),
            }
        }
        None
    }

    /// The offset of `a.b.c` in the struct that starts here.
    fn path(&self, mut at: usize, path: &str) -> Option<u64> {
        let mut offset = 0;
        for name in path.split('.') {
            let (more, kind) = self.field(at, name, 0)?;
            offset += more;
            at = self.bare(kind)?;
        }
        Some(offset)
    }
}

/// Looks into the running kernel's BTF. Since 6.16 it can be mapped; before, reading it takes a system call a
/// page.
pub fn with_kernel<T>(look: impl FnOnce(&[u8]) -> T) -> io::Result<T> {
    let file = File::open(PATH)?;
    let length = file.metadata()?.len() as usize;
    match Mapping::private(file.as_fd(), length) {
        // SAFETY: the kernel never changes its BTF.
        Ok(mapping) => Ok(look(unsafe { mapping.bytes(0, length) })),
        Err(_) => Ok(look(&fs::read(PATH)?)),
    }
}

/// Names, each once, with their first four bytes, the NUL behind one of three included.
fn with_prefixes(names: impl Iterator<Item = &'static str>) -> Vec<(u32, &'static str)> {
    let prefix = |name: &str| word(&[name.as_bytes(), b"\0"].concat(), 0);
    let mut names: Vec<_> = names.filter_map(|name| Some((prefix(name)?, name))).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Finds typedefs and functions by name, and fields as `struct.field`. What is not there is missing from the
/// answer: not every kernel has every one.
pub fn find(data: &[u8], names: &[&'static str], fields: &[&'static str]) -> Result<Found, BtfError> {
    let mut walk = Walk::new(data).ok_or(BtfError::Malformed)?;
    let mut found = Found::default();
    let mut structs: HashMap<&'static str, usize> = HashMap::new();
    let owners = fields.iter().filter_map(|field| Some(field.split_once('.')?.0));
    let names = with_prefixes(names.iter().copied());
    let owners = with_prefixes(owners);
    let mut at = 0;
    while at < walk.types.len() {
        let id = walk.note(at);
        let info = word(walk.types, at + 4).ok_or(BtfError::Malformed)?;
        let name = word(walk.types, at).ok_or(BtfError::Malformed)?;
        let same = |&&(prefix, wanted): &&(u32, &'static str)| {
            walk.prefix(name) == prefix && walk.is_named(name, wanted)
        };
        match info >> 24 & 0x1f {
            KIND_TYPEDEF | KIND_FUNC => {
                if let Some((_, wanted)) = names.iter().find(same) {
                    found.ids.insert(wanted, id);
                }
            }
            KIND_STRUCT => {
                if let Some((_, wanted)) = owners.iter().find(same) {
                    structs.insert(wanted, at);
                }
            }
            _ => {}
        }
        at += walk.length(at).ok_or(BtfError::Malformed)?;
    }
    for field in fields {
        let offset = field.split_once('.').and_then(|(name, path)| walk.path(*structs.get(name)?, path));
        if let Some(offset) = offset {
            found.offsets.insert(field, offset);
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn garbage_is_refused() {
        for data in [&[][..], &[0; 24], &[0x9f, 0xeb, 1, 0, 24, 0, 0, 0, 0, 0, 0, 0, 255, 255, 0, 0]] {
            assert!(matches!(find(data, &[], &[]), Err(BtfError::Malformed)));
        }
    }

    #[test]
    #[allow(clippy::print_stdout, reason = "tests talk to whoever runs them")]
    fn the_running_kernel_is_understood() {
        let Ok(data) = fs::read(PATH) else {
            println!("SKIPPED source::btf::tests::the_running_kernel_is_understood: no {PATH}");
            return;
        };
        let found = find(
            &data,
            &["btf_trace_sys_enter", "bpf_iter_task", "no_such_name"],
            &["task_struct.pid", "task_struct.pending.signal", "task_struct.tgid", "task_struct.nonsense"],
        )
        .expect("well-formed");
        assert!(found.id("btf_trace_sys_enter").is_ok() && found.id("bpf_iter_task").is_ok());
        assert!(found.id("no_such_name").is_err());
        let (pid, tgid) = (found.offset("task_struct.pid"), found.offset("task_struct.tgid"));
        assert_eq!(pid.expect("pid") + 4, tgid.expect("tgid"));
        assert!(found.offset("task_struct.pending.signal").expect("pending") > 0);
        assert!(found.offset("task_struct.nonsense").is_err());
    }
}
