//! Cgroups of version 2: where they are mounted, and which one a path means.

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Component, Path, PathBuf};

/// Why a path means no cgroup.
#[derive(Debug, thiserror::Error)]
pub enum CgroupError {
    /// The kernel has none, or nobody mounted it.
    #[error("no cgroup2 file system is mounted (mount -t cgroup2 none /sys/fs/cgroup)")]
    NotMounted,
    /// /proc/mounts cannot be read.
    #[error("Can't read /proc/mounts: {0}")]
    Mounts(io::Error),
    /// It lies in the old hierarchy.
    #[error("'{path}' is a cgroup of version 1, which eBPF cannot tell apart; cgroup2 is mounted on {mount}")]
    Version1 {
        /// As given.
        path: String,
        /// Where version 2 is.
        mount: String,
    },
    /// There is no such directory.
    #[error("no cgroup '{path}' below {mount}")]
    Missing {
        /// As given.
        path: String,
        /// Where version 2 is.
        mount: String,
    },
}

/// A cgroup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its directory.
    pub path: PathBuf,
    /// The kernel's id of it: the directory's inode number.
    pub id: u64,
    /// How deep below the mount it lies; 0 is the mount itself.
    pub level: u32,
}

/// Where the cgroup2 file system is mounted, as /proc/mounts tells it.
pub fn mount(root: &Path) -> Result<PathBuf, CgroupError> {
    let mounts = mounts(root)?;
    let version2 = mounts.into_iter().find(|(kind, _)| kind == "cgroup2");
    version2.map(|(_, path)| path).ok_or(CgroupError::NotMounted)
}

/// The cgroup that `path` means: absolute, or below the mount, with or without a leading slash.
pub fn find(root: &Path, path: &Path) -> Result<Group, CgroupError> {
    let mount = mount(root)?;
    let shown = || (path.display().to_string(), mount.display().to_string());
    let below = match path.strip_prefix(&mount) {
        Ok(below) => below,
        Err(_) => path.strip_prefix("/").unwrap_or(path),
    };
    let mut level = 0;
    let mut inside = PathBuf::new();
    for part in below.components() {
        match part {
            Component::Normal(name) => {
                inside.push(name);
                level += 1;
            }
            Component::CurDir => {}
            _ => {
                let (path, mount) = shown();
                return Err(CgroupError::Missing { path, mount });
            }
        }
    }
    let directory = under(root, &mount).join(inside);
    if let Ok(data) = fs::metadata(&directory)
        && data.is_dir()
    {
        return Ok(Group { path: directory, id: data.ino(), level });
    }
    let old = mounts(root)?.into_iter().any(|(kind, at)| kind == "cgroup" && path.starts_with(at));
    let (path, mount) = shown();
    Err(if old { CgroupError::Version1 { path, mount } } else { CgroupError::Missing { path, mount } })
}

/// Kind and place of what is mounted, in order.
fn mounts(root: &Path) -> Result<Vec<(String, PathBuf)>, CgroupError> {
    let text = fs::read(root.join("proc/mounts")).map_err(CgroupError::Mounts)?;
    let text = String::from_utf8_lossy(&text);
    let mounts = text.lines().filter_map(|line| {
        let mut words = line.split(' ').skip(1);
        let place = words.next()?;
        Some((words.next()?.to_owned(), PathBuf::from(unescape(place))))
    });
    Ok(mounts.collect())
}

/// Blanks are written in octal.
fn unescape(path: &str) -> String {
    [("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")]
        .iter()
        .fold(path.to_owned(), |path, (code, plain)| path.replace(code, plain))
}

/// An absolute path, seen from `root`.
pub(super) fn under(root: &Path, path: &Path) -> PathBuf {
    root.join(path.strip_prefix("/").unwrap_or(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A hybrid set-up: version 1 beside version 2.
    fn hybrid() -> tempfile::TempDir {
        let root = tempfile::tempdir().expect("a directory");
        let base = root.path().join("sys/fs/cgroup");
        fs::create_dir_all(base.join("unified/system.slice/x.service")).expect("a cgroup");
        fs::create_dir_all(base.join("pids/a")).expect("a cgroup");
        fs::create_dir_all(root.path().join("proc")).expect("proc");
        let mounts = "tmpfs /sys/fs/cgroup tmpfs rw 0 0\n\
            cgroup /sys/fs/cgroup/pids cgroup rw,pids 0 0\n\
            cgroup2 /sys/fs/cgroup/unified cgroup2 rw 0 0\n";
        fs::write(root.path().join("proc/mounts"), mounts).expect("mounts");
        root
    }

    #[test]
    fn a_path_is_absolute_or_below_the_mount() {
        let root = hybrid();
        for path in [
            "/sys/fs/cgroup/unified/system.slice/x.service",
            "/system.slice/x.service",
            "system.slice/x.service",
            "system.slice/./x.service/",
        ] {
            let group = find(root.path(), Path::new(path)).expect(path);
            assert_eq!(group.level, 2, "{path}");
            assert_eq!(group.id, fs::metadata(&group.path).expect("a directory").ino());
            assert!(group.path.ends_with("unified/system.slice/x.service"));
        }
        assert_eq!(find(root.path(), Path::new("/")).expect("the root").level, 0);
    }

    #[test]
    fn other_paths_are_refused() {
        let root = hybrid();
        let message = |path| find(root.path(), Path::new(path)).expect_err("refused").to_string();
        assert_eq!(message("/nosuch"), "no cgroup '/nosuch' below /sys/fs/cgroup/unified");
        assert_eq!(message("/../unified"), "no cgroup '/../unified' below /sys/fs/cgroup/unified");
        assert_eq!(
            message("/sys/fs/cgroup/pids/a"),
            "'/sys/fs/cgroup/pids/a' is a cgroup of version 1, which eBPF cannot tell apart; \
             cgroup2 is mounted on /sys/fs/cgroup/unified"
        );
        fs::write(root.path().join("proc/mounts"), "proc /proc proc rw 0 0\n").expect("mounts");
        assert!(matches!(find(root.path(), Path::new("/")), Err(CgroupError::NotMounted)));
    }

    #[test]
    fn blanks_in_mount_points_are_read() {
        assert_eq!(unescape("/a\\040b\\134040"), "/a b\\040");
    }
}
