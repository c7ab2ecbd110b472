//! `ebpf`: builds the BPF object alone, with the compiler's messages, and lists its sections.
//!
//! Reading an object in order to load it is left to tracer; this knows no more of ELF than a listing needs.

use std::fs;

use anyhow::{Context, Result};
use ebpf_build::{Request, Route};

use crate::cargo;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The compiler: 1, the pinned toolchain with rust-src, or 2, Debian's
    #[arg(long, value_name = "1|2")]
    route: Option<Route>,
    /// The architecture whose registers the programs read
    #[arg(long, value_name = "ARCH", default_value = std::env::consts::ARCH)]
    arch: String,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let route = args.route.map_or_else(ebpf_build::route_from_environment, |it| Ok(Some(it)))?;
    let object = ebpf_build::build(&Request {
        target_dir: cargo::target_dir(),
        arch: args.arch.clone(),
        route,
        quiet: false,
    })?;
    let bytes = fs::read(&object.path).with_context(|| format!("cannot read {}", object.path.display()))?;
    println!("{} ({} bytes, {})", object.path.display(), bytes.len(), object.route);
    let listing = Elf(&bytes).listing().context("the object is not the ELF file that was expected")?;
    print!("{listing}");
    Ok(())
}

/// A 64-bit little-endian ELF file. The names of the readers are those of elf.h.
struct Elf<'a>(&'a [u8]);

struct Section<'a> {
    name: &'a str,
    kind: u32,
    flags: u64,
    offset: u64,
    size: u64,
    link: u32,
}

const SHT_SYMTAB: u32 = 2;
const SHF_ALLOC: u64 = 2;
const STT_OBJECT: u8 = 1;
const STT_FUNC: u8 = 2;

impl<'a> Elf<'a> {
    fn bytes(&self, at: u64, len: u64) -> Option<&'a [u8]> {
        let at = usize::try_from(at).ok()?;
        self.0.get(at..at.checked_add(usize::try_from(len).ok()?)?)
    }

    fn u16(&self, at: u64) -> Option<u16> {
        self.bytes(at, 2)?.try_into().ok().map(u16::from_le_bytes)
    }

    fn u32(&self, at: u64) -> Option<u32> {
        self.bytes(at, 4)?.try_into().ok().map(u32::from_le_bytes)
    }

    fn u64(&self, at: u64) -> Option<u64> {
        self.bytes(at, 8)?.try_into().ok().map(u64::from_le_bytes)
    }

    /// The string that begins at an offset of a string table.
    fn text(&self, table: u64, offset: u32) -> Option<&'a str> {
        let from = self.0.get(usize::try_from(table.checked_add(offset.into())?).ok()?..)?;
        std::str::from_utf8(from.split(|it| *it == 0).next()?).ok()
    }

    fn sections(&self) -> Option<Vec<Section<'a>>> {
        if self.bytes(0, 6)? != b"\x7fELF\x02\x01" {
            return None;
        }
        let (e_shoff, e_shnum, e_shstrndx) = (self.u64(0x28)?, self.u16(0x3c)?, self.u16(0x3e)?);
        let header = |index: u64| e_shoff.checked_add(index * 64);
        let names = self.u64(header(e_shstrndx.into())? + 0x18)?;
        (0..e_shnum.into())
            .map(|index| {
                let at = header(index)?;
                Some(Section {
                    name: self.text(names, self.u32(at)?)?,
                    kind: self.u32(at + 4)?,
                    flags: self.u64(at + 8)?,
                    offset: self.u64(at + 0x18)?,
                    size: self.u64(at + 0x20)?,
                    link: self.u32(at + 0x28)?,
                })
            })
            .collect()
    }

    /// The sections that are loaded and BTF's, each with the programs, maps and variables in it.
    fn listing(&self) -> Option<String> {
        let sections = self.sections()?;
        let mut symbols = Vec::new();
        for table in sections.iter().filter(|it| it.kind == SHT_SYMTAB) {
            let names = sections.get(table.link as usize)?.offset;
            for at in (0..table.size / 24).map(|index| table.offset + index * 24) {
                let kind = self.bytes(at + 4, 1)?[0] & 0xf;
                if kind == STT_FUNC || kind == STT_OBJECT {
                    symbols.push((self.u16(at + 6)?, self.text(names, self.u32(at)?)?, self.u64(at + 16)?));
                }
            }
        }
        let mut listing = String::new();
        for (index, section) in sections.iter().enumerate() {
            let is_shown = section.flags & SHF_ALLOC != 0 || section.name.starts_with(".BTF");
            if !is_shown || section.size == 0 {
                continue;
            }
            listing += &format!("{:>8}  {}\n", section.size, section.name);
            for (_, name, size) in symbols.iter().filter(|it| usize::from(it.0) == index) {
                listing += &format!("{size:>8}    {name}\n");
            }
        }
        Some(listing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An object with one program `enter` of 16 bytes in section `tp_btf/sys_enter`.
    fn object() -> Vec<u8> {
        let names = b"\0.strtab\0tp_btf/sys_enter\0.symtab\0enter\0";
        let mut file = vec![0; 64];
        file[..6].copy_from_slice(b"\x7fELF\x02\x01");
        let strings = file.len() as u64;
        file.extend_from_slice(names);
        let symbols = file.len() as u64;
        let mut symbol = vec![0; 24];
        symbol[0] = 34;
        symbol[4] = STT_FUNC;
        symbol[6] = 2;
        symbol[16] = 16;
        file.extend_from_slice(&symbol);
        let headers = file.len() as u64;
        let sections: [(u32, u32, u64, u64, u64, u32); 4] = [
            (0, 0, 0, 0, 0, 0),
            (1, 3, 0, strings, names.len() as u64, 0),
            (9, 1, SHF_ALLOC, 0, 16, 0),
            (26, SHT_SYMTAB, 0, symbols, 24, 1),
        ];
        for (name, kind, flags, offset, size, link) in sections {
            let mut header = vec![0; 64];
            header[..4].copy_from_slice(&name.to_le_bytes());
            header[4..8].copy_from_slice(&kind.to_le_bytes());
            header[8..16].copy_from_slice(&flags.to_le_bytes());
            header[0x18..0x20].copy_from_slice(&offset.to_le_bytes());
            header[0x20..0x28].copy_from_slice(&size.to_le_bytes());
            header[0x28..0x2c].copy_from_slice(&link.to_le_bytes());
            file.extend_from_slice(&header);
        }
        file[0x28..0x30].copy_from_slice(&headers.to_le_bytes());
        file[0x3c] = 4;
        file[0x3e] = 1;
        file
    }

    #[test]
    fn programs_are_listed_below_their_section() {
        let listing = Elf(&object()).listing();
        assert_eq!(listing.as_deref(), Some("      16  tp_btf/sys_enter\n      16    enter\n"));
    }

    #[test]
    fn a_file_that_ends_early_is_no_object_and_no_panic() {
        let object = object();
        // The last header is at the end.
        for len in 0..object.len() - 64 {
            assert_eq!(Elf(&object[..len]).listing(), None, "{len}");
        }
    }
}
