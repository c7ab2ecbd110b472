//! The guest's files: a static busybox, the test programs, the tools they call, and their shared libraries, as a cpio
//! archive in the kernel's "newc" format (Documentation/driver-api/early-userspace/buffer-format.rst).

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::cargo;

/// Tools of the host that tests use where they are there.
const TOOLS: [&str; 4] = ["strace", "setpriv", "capsh", "bpftool"];

const FOLDERS: [&str; 10] = ["bin", "dev", "etc", "proc", "sys", "tmp", "run", "root", "usr/share", "vm"];

/// The guest's first process. The marks are read by [`super::machine`].
const INIT: &str = r#"#!/bin/busybox sh
/bin/busybox --install -s /bin 2>/dev/null
export PATH=/usr/bin:/usr/sbin:/bin:/sbin HOME=/root
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
mkdir -p /dev/pts /sys/fs/cgroup
mount -t devpts pts /dev/pts
mount -t tmpfs -o mode=1777 tmp /tmp
mount -t tracefs tracefs /sys/kernel/tracing 2>/dev/null
mount -t bpf bpf /sys/fs/bpf 2>/dev/null
mount -t cgroup2 cgroup /sys/fs/cgroup
ip link set lo up 2>/dev/null
for i in $(seq 40); do mkdir -p /usr/share/doc/$i; echo $i >/usr/share/doc/$i/copyright; done
cd /tmp
echo "@@vm start $(uname -r)"
sh /vm/job
echo "@@vm exit $?"
poweroff -f
"#;

/// Writes the archive: `programs` go to /vm, and `job` is what the guest's shell runs.
pub(super) fn write(image: &Path, programs: &[(&str, &PathBuf)], job: &str) -> Result<()> {
    let mut entries = BTreeMap::new();
    for folder in FOLDERS {
        entries.insert(PathBuf::from(folder), Entry::Folder);
    }
    let busybox = cargo::which("busybox").context("busybox is not installed")?;
    add_libraries(&mut entries, &busybox)?;
    entries.insert("bin/busybox".into(), Entry::program(&busybox)?);
    for (name, path) in programs {
        add_libraries(&mut entries, path)?;
        entries.insert(PathBuf::from("vm").join(name), Entry::stripped(path)?);
    }
    for tool in TOOLS {
        if let Some(path) = cargo::which(tool) {
            add_libraries(&mut entries, &path)?;
            entries.insert(inside(&path), Entry::program(&path)?);
        }
    }
    entries.insert("init".into(), Entry::File(0o755, INIT.into()));
    entries.insert("vm/job".into(), Entry::File(0o755, job.into()));
    // Without it the loader tries folder after folder, and its failures would be counted.
    if let Ok(cache) = fs::read("/etc/ld.so.cache") {
        entries.insert("etc/ld.so.cache".into(), Entry::File(0o644, cache));
    }
    let users = "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/sh\n";
    entries.insert("etc/passwd".into(), Entry::File(0o644, users.into()));
    entries.insert("etc/group".into(), Entry::File(0o644, "root:x:0:\nnogroup:x:65534:\n".into()));
    write_entries(image, entries)
}

/// Writes an archive of a folder, and of these files; the first process is as in the other one.
pub(super) fn write_tree(
    image: &Path,
    root: &Path,
    files: impl IntoIterator<Item = (&'static str, Entry)>,
) -> Result<()> {
    let mut entries = BTreeMap::new();
    for folder in FOLDERS {
        entries.insert(PathBuf::from(folder), Entry::Folder);
    }
    // As Debian's packages have it today.
    for folder in ["bin", "sbin", "lib"] {
        if !root.join(folder).exists() {
            entries.insert(PathBuf::from(folder), Entry::Link(Path::new("usr").join(folder)));
            entries.insert(Path::new("usr").join(folder), Entry::Folder);
        }
    }
    add_folder(&mut entries, root, Path::new(""))?;
    entries.extend(files.into_iter().map(|(path, entry)| (path.into(), entry)));
    entries.insert("init".into(), Entry::File(0o755, INIT.into()));
    write_entries(image, entries)
}

/// Everything below a folder but documentation.
fn add_folder(entries: &mut BTreeMap<PathBuf, Entry>, root: &Path, below: &Path) -> Result<()> {
    for file in fs::read_dir(root.join(below))? {
        let file = file?;
        let (path, kind) = (below.join(file.file_name()), file.file_type()?);
        if path == Path::new("usr/share") {
            continue;
        }
        if kind.is_dir() {
            add_folder(entries, root, &path)?;
        } else if kind.is_symlink() {
            entries.insert(path, Entry::Link(fs::read_link(file.path())?));
        } else {
            entries.insert(path, Entry::program(&file.path())?);
        }
    }
    Ok(())
}

fn write_entries(image: &Path, mut entries: BTreeMap<PathBuf, Entry>) -> Result<()> {
    add_parents(&mut entries);
    let mut out = io::BufWriter::new(fs::File::create(image)?);
    for (inode, (path, entry)) in entries.iter().enumerate() {
        write_entry(&mut out, inode + 1, &path.to_string_lossy(), entry.mode(), entry.bytes())?;
    }
    write_entry(&mut out, 0, "TRAILER!!!", 0, &[])?;
    out.flush()?;
    Ok(())
}

/// Something in the archive.
pub(super) enum Entry {
    Folder,
    File(u32, Vec<u8>),
    Link(PathBuf),
}

impl Entry {
    /// A file that can be executed.
    pub(super) fn program(path: &Path) -> Result<Self> {
        let bytes = fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
        Ok(Self::File(0o755, bytes))
    }

    /// Without debug information, which is most of a test binary and would fill the guest's memory.
    fn stripped(path: &Path) -> Result<Self> {
        let Some(strip) = cargo::which("strip") else { return Self::program(path) };
        let copy = cargo::target_dir().join("vm").join("stripped");
        let status = Command::new(strip).arg("--strip-debug").arg("-o").arg(&copy).arg(path).status()?;
        Self::program(if status.success() { &copy } else { path })
    }

    fn mode(&self) -> u32 {
        match self {
            Self::Folder => 0o040_755,
            Self::File(mode, _) => 0o100_000 | mode,
            Self::Link(_) => 0o120_777,
        }
    }

    fn bytes(&self) -> &[u8] {
        match self {
            Self::Folder => &[],
            Self::File(_, bytes) => bytes,
            Self::Link(target) => target.as_os_str().as_bytes(),
        }
    }
}

/// The libraries that `ldd` lists, at the paths they have here. A static program has none.
fn add_libraries(entries: &mut BTreeMap<PathBuf, Entry>, program: &Path) -> Result<()> {
    let output = Command::new("ldd").arg(program).output().context("ldd cannot be run")?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    for path in text.split_whitespace().filter(|word| word.starts_with('/')) {
        let path = Path::new(path);
        if !entries.contains_key(&inside(path)) && path.is_file() {
            entries.insert(inside(path), Entry::program(path)?);
        }
    }
    Ok(())
}

/// The folders of all files: the kernel makes none by itself.
fn add_parents(entries: &mut BTreeMap<PathBuf, Entry>) {
    let files: Vec<PathBuf> = entries.keys().cloned().collect();
    for folder in files.iter().flat_map(|file| file.ancestors().skip(1)) {
        if !folder.as_os_str().is_empty() && !entries.contains_key(folder) {
            entries.insert(folder.into(), Entry::Folder);
        }
    }
}

fn inside(path: &Path) -> PathBuf {
    path.strip_prefix("/").unwrap_or(path).into()
}

fn write_entry(out: &mut impl Write, inode: usize, name: &str, mode: u32, bytes: &[u8]) -> io::Result<()> {
    let fields = [inode as u32, mode, 0, 0, 1, 0, bytes.len() as u32, 0, 0, 0, 0, name.len() as u32 + 1, 0];
    let mut header = String::from("070701");
    for field in fields {
        header += &format!("{field:08x}");
    }
    out.write_all(header.as_bytes())?;
    out.write_all(name.as_bytes())?;
    // The name's end, then up to a multiple of four.
    out.write_all(&[0; 4][..1 + padding(header.len() + name.len() + 1)])?;
    out.write_all(bytes)?;
    out.write_all(&[0; 4][..padding(bytes.len())])
}

fn padding(len: usize) -> usize {
    len.wrapping_neg() & 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_a_header_a_name_and_bytes_in_multiples_of_four() {
        let mut out = Vec::new();
        write_entry(&mut out, 1, "etc/passwd", 0o100_644, b"abcde").unwrap();
        let header = "0707010000000100\
                      0081a40000000000000000000000010000000000000005000000000000000000000000000000000000000b00000000";
        assert_eq!(String::from_utf8_lossy(&out[..110]), header);
        assert_eq!(&out[110..], b"etc/passwd\0\0\0\0abcde\0\0\0");
        assert_eq!(out.len() % 4, 0);
    }

    #[test]
    fn parents_come_with_the_files() {
        let mut entries = BTreeMap::from([(PathBuf::from("a/b/c"), Entry::File(0o644, vec![]))]);
        add_parents(&mut entries);
        let paths: Vec<_> = entries.keys().map(|path| path.to_string_lossy()).collect();
        assert_eq!(paths, ["a", "a/b", "a/b/c"]);
    }
}
