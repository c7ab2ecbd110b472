//! The structs of the running kernel, from its BTF (kernel: Documentation/bpf/btf.rst).

use std::collections::HashMap;

const KIND_STRUCT: u32 = 4;
const KIND_UNION: u32 = 5;

/// A struct or a union.
#[derive(Clone, Debug, Default)]
pub(crate) struct Struct {
    pub(crate) size: u32,
    /// Name, type, offset in bits; with bit fields, without their width.
    members: Vec<(u32, u32, u32)>,
}

/// The kernel's types.
pub(crate) struct Kernel {
    strings: Vec<u8>,
    structs: HashMap<u32, Struct>,
    by_name: HashMap<String, Vec<u32>>,
}

fn word(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..).and_then(|rest| rest.first_chunk()).map_or(0, |word| u32::from_ne_bytes(*word))
}

impl Kernel {
    /// Reads them; `None` if this kernel does not tell.
    pub(crate) fn read() -> Option<Self> {
        let data = std::fs::read("/sys/kernel/btf/vmlinux").ok()?;
        let header = word(&data, 4) as usize;
        let types = &data[header + word(&data, 8) as usize..][..word(&data, 12) as usize];
        let strings = data[header + word(&data, 16) as usize..][..word(&data, 20) as usize].to_vec();
        let mut kernel = Self { strings, structs: HashMap::new(), by_name: HashMap::new() };
        let (mut at, mut id) = (0, 0);
        while at < types.len() {
            id += 1;
            let (name, info) = (word(types, at), word(types, at + 4));
            let (kind, count) = (info >> 24 & 0x1f, (info & 0xffff) as usize);
            if kind == KIND_STRUCT || kind == KIND_UNION {
                let bits = if info >> 31 != 0 { 0x00ff_ffff } else { u32::MAX };
                let member = |i: usize| {
                    let from = at + 12 + i * 12;
                    (word(types, from), word(types, from + 4), word(types, from + 8) & bits)
                };
                let members = (0..count).map(member).collect();
                kernel.structs.insert(id, Struct { size: word(types, at + 8), members });
                kernel.by_name.entry(kernel.name(name)).or_default().push(id);
            }
            at += 12
                + match kind {
                    1 | 14 | 17 => 4,
                    3 => 12,
                    KIND_STRUCT | KIND_UNION | 15 | 19 => count * 12,
                    6 | 13 => count * 8,
                    _ => 0,
                };
        }
        Some(kernel)
    }

    fn name(&self, at: u32) -> String {
        let rest = self.strings.get(at as usize..).unwrap_or_default();
        let end = rest.iter().position(|byte| *byte == 0).unwrap_or(0);
        String::from_utf8_lossy(&rest[..end]).into_owned()
    }

    /// Every struct of this name: a kernel may have several.
    pub(crate) fn named(&self, name: &str) -> Vec<&Struct> {
        let ids = self.by_name.get(name).into_iter().flatten();
        ids.filter_map(|id| self.structs.get(id)).collect()
    }

    /// The offset of a field in bytes, also of one inside of an anonymous member.
    pub(crate) fn offset(&self, of: &Struct, field: &str) -> Option<u32> {
        of.members.iter().find_map(|(name, id, bits)| {
            let name = self.name(*name);
            if name == field {
                return Some(bits / 8);
            }
            let inner = self.structs.get(id).filter(|_| name.is_empty())?;
            Some(bits / 8 + self.offset(inner, field)?)
        })
    }
}
