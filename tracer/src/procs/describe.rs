//! What a process is, for whoever hears of it in the middle of its life: program, words, parent, open descriptors.

use std::fs;
use std::path::Path;

/// More open descriptors of one process are left out.
const MAX_FDS: usize = 4096;

/// A process.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Description {
    /// Its parent; 0 if that is not known.
    pub parent: u32,
    /// The file that it executes.
    pub exe: String,
    /// Its words.
    pub command: Vec<String>,
    /// Descriptors, and what they lead to.
    pub fds: Vec<(u32, String)>,
}

/// Describes a process, as far as this user may know it.
pub fn describe(root: &Path, tgid: u32) -> Description {
    let dir = root.join(format!("proc/{tgid}"));
    let link = |path: &Path| fs::read_link(path).map(|it| it.to_string_lossy().into_owned()).ok();
    let status = fs::read(dir.join("status")).unwrap_or_default();
    let status = String::from_utf8_lossy(&status);
    let parent = status.lines().find_map(|line| line.strip_prefix("PPid:")?.trim().parse().ok());
    let words = fs::read(dir.join("cmdline")).unwrap_or_default();
    let words = words.strip_suffix(b"\0").unwrap_or(&words);
    let command = match words {
        [] => Vec::new(),
        _ => words.split(|&b| b == 0).map(|word| String::from_utf8_lossy(word).into_owned()).collect(),
    };
    let entries = fs::read_dir(dir.join("fd")).into_iter().flatten().flatten().take(MAX_FDS);
    let mut fds: Vec<(u32, String)> = entries
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, link(&entry.path())?)))
        .collect();
    fds.sort_unstable();
    Description { parent: parent.unwrap_or(0), exe: link(&dir.join("exe")).unwrap_or_default(), command, fds }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_is_described() {
        let root = tempfile::tempdir().expect("a directory");
        let dir = root.path().join("proc/7");
        fs::create_dir_all(dir.join("fd")).expect("it is made");
        fs::write(dir.join("status"), "Name:\tx\nPPid:\t3\n").expect("it is written");
        fs::write(dir.join("cmdline"), "ls\0-l\0\0").expect("it is written");
        std::os::unix::fs::symlink("/bin/ls", dir.join("exe")).expect("it is linked");
        for (fd, to) in [("10", "socket:[5]"), ("2", "/dev/tty")] {
            std::os::unix::fs::symlink(to, dir.join("fd").join(fd)).expect("it is linked");
        }
        let fds = vec![(2, "/dev/tty".to_owned()), (10, "socket:[5]".to_owned())];
        let command = ["ls", "-l", ""].map(str::to_owned).to_vec();
        let want = Description { parent: 3, exe: "/bin/ls".to_owned(), command, fds };
        assert_eq!(describe(root.path(), 7), want);
        assert_eq!(describe(root.path(), 8), Description::default());
    }
}
