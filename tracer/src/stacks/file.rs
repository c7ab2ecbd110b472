//! What unwinding needs of a program or library: its tables, and where its segments belong.

use std::fs::File;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use framehop::ExplicitModuleSectionInfo;
use hashbrown::HashMap;
use object::SegmentFlags;
use object::read::{Object as _, ObjectSection as _, ObjectSegment as _, ReadCache};

use super::PAGE;
use super::maps::Mapping;

/// The segment can be executed (elf(5)).
const PF_X: u32 = 1;

/// Bytes of a section.
pub type Data = Arc<[u8]>;

/// A program or library.
#[derive(Debug)]
pub struct Elf {
    /// What its process calls it.
    pub name: Rc<str>,
    /// Where it can be read, if anywhere.
    pub path: Option<PathBuf>,
    /// Of each segment that can be executed: where in the file, at which address.
    segments: Vec<(Range<u64>, u64)>,
    /// Where the kernel, or the dynamic linker, lets it begin.
    entry: u64,
    text: Option<Range<u64>>,
    frames: Option<(Range<u64>, Data)>,
    index: Option<(Range<u64>, Data)>,
}

impl Elf {
    fn read(name: &str, path: Option<PathBuf>) -> Self {
        let mut elf = Self {
            name: name.into(),
            path: None,
            segments: Vec::new(),
            entry: 0,
            text: None,
            frames: None,
            index: None,
        };
        let Some(path) = path else { return elf };
        let Ok(file) = File::open(&path) else { return elf };
        let cache = ReadCache::new(file);
        let Ok(object) = object::File::parse(&cache) else { return elf };
        elf.path = Some(path);
        elf.segments = object
            .segments()
            .filter(|segment| matches!(segment.flags(), SegmentFlags::Elf { p_flags, .. } if p_flags.0 & PF_X != 0))
            .map(|segment| {
                let (offset, size) = segment.file_range();
                (offset..offset.saturating_add(size), segment.address())
            })
            .collect();
        elf.entry = object.entry();
        let section = |name: &str| {
            let section = object.section_by_name(name)?;
            Some((section.address()..section.address() + section.size(), section))
        };
        let data = |name: &str| {
            let (range, section) = section(name)?;
            Some((range, Data::from(section.data().ok()?)))
        };
        elf.text = section(".text").map(|(range, _)| range);
        (elf.frames, elf.index) = (data(".eh_frame"), data(".eh_frame_hdr"));
        elf
    }

    /// The address in the file of what stands so far behind its start.
    pub fn address(&self, offset: u64) -> u64 {
        // It lies in memory from the page on that it begins in.
        let holds = |range: &Range<u64>| offset >= range.start & !(PAGE - 1) && offset < range.end;
        let segment = self.segments.iter().find(|(range, _)| holds(range));
        segment.map_or(offset, |(range, address)| address.wrapping_add(offset).wrapping_sub(range.start))
    }

    /// Is this address where everything begins? Nobody has called that, and compilers write no tables for it.
    pub fn begins(&self, address: u64) -> bool {
        /// What the one of the C library takes (sysdeps/*/start.S in glibc).
        const SIZE: u64 = if cfg!(target_arch = "aarch64") { 0x34 } else { 0x22 };
        self.is_within(address, SIZE)
    }

    /// Is it there, or where the dynamic linker goes on from its beginning? Code behind that has tables.
    pub fn may_begin(&self, address: u64) -> bool {
        self.is_within(address, 64)
    }

    fn is_within(&self, address: u64, size: u64) -> bool {
        self.entry != 0 && (self.entry..self.entry + size).contains(&address)
    }

    /// The tables.
    pub fn sections(&self) -> ExplicitModuleSectionInfo<Data> {
        let split = |section: &Option<(Range<u64>, Data)>| section.clone().unzip();
        let (eh_frame_svma, eh_frame) = split(&self.frames);
        let (eh_frame_hdr_svma, eh_frame_hdr) = split(&self.index);
        ExplicitModuleSectionInfo {
            text_svma: self.text.clone(),
            eh_frame_svma,
            eh_frame,
            eh_frame_hdr_svma,
            eh_frame_hdr,
            ..ExplicitModuleSectionInfo::default()
        }
    }
}

/// All that were read.
#[derive(Debug, Default)]
pub struct Files(HashMap<(String, String), Rc<Elf>>);

impl Files {
    /// That which is mapped there.
    pub fn get(&mut self, root: &Path, process: u32, mapping: &Mapping) -> Rc<Elf> {
        let key = (mapping.file.clone(), mapping.path.clone());
        let elf = self.0.entry(key).or_insert_with(|| {
            let name = mapping.path.strip_suffix(" (deleted)").unwrap_or(&mapping.path);
            Rc::new(Elf::read(name, find(root, process, mapping)))
        });
        Rc::clone(elf)
    }
}

/// Where the file of a mapping can be read. Its path may lead elsewhere from here, or nowhere any more.
fn find(root: &Path, process: u32, mapping: &Mapping) -> Option<PathBuf> {
    let path = mapping.path.strip_prefix('/')?;
    let dir = root.join(format!("proc/{process}"));
    let Range { start, end } = mapping.memory;
    let mapped = dir.join(format!("map_files/{start:x}-{end:x}"));
    let is_same = |path: &PathBuf| match (same_file(path), same_file(&mapped)) {
        (Some(one), Some(other)) => one == other,
        // Only those who may see everything are told.
        (one, None) => one.is_some() && !mapping.path.ends_with(" (deleted)"),
        (None, _) => false,
    };
    let candidates = [root.join(path), dir.join("root").join(path)];
    candidates.into_iter().find(is_same).or_else(|| mapped.exists().then_some(mapped))
}

fn same_file(path: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt as _;
    let metadata = std::fs::metadata(path).ok()?;
    Some((metadata.dev(), metadata.ino()))
}
