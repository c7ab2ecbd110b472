//! Asks strace, by letting it watch `probe.c`, which makes every call there is and has none carried out.
//!
//! What the answers are made into is left to [`super::table`] and [`super::render`].

use super::Failure;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The strace whose tables these are. Another version names and groups calls differently.
const VERSION: &str = "strace -- version 6.1\n";

/// A call as strace showed it.
pub(super) struct Shown {
    /// Its number, without the bit that marks x32.
    pub(super) nr: u32,
    /// The name that strace gave it.
    pub(super) name: String,
    /// How many arguments were printed.
    pub(super) args: usize,
}

/// The compiled probe, in a directory of its own.
pub(super) struct Probe {
    directory: PathBuf,
}

impl Drop for Probe {
    fn drop(&mut self) {
        // A leftover in the temporary directory harms nobody.
        let _ = std::fs::remove_dir_all(&self.directory);
    }
}

impl Probe {
    /// Compiles the probe. The error says what this machine lacks for it.
    pub(super) fn new() -> Result<Self, String> {
        if !cfg!(target_arch = "x86_64") {
            return Err("the probe makes x86 calls only".into());
        }
        let version = Command::new("strace").arg("--version").output().map_err(|e| format!("strace: {e}"))?;
        if !version.stdout.starts_with(VERSION.as_bytes()) {
            return Err(format!("strace is not the one that is asked: {}", VERSION.trim_end()));
        }
        let directory = std::env::temp_dir().join(format!("tracer-gen-{}", std::process::id()));
        std::fs::create_dir_all(&directory).map_err(|e| format!("{}: {e}", directory.display()))?;
        let probe = Self { directory };
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/gen/probe.c");
        let status = Command::new("cc")
            .args(["-O2", "-Wall", "-o"])
            .arg(probe.directory.join("probe"))
            .arg(source)
            .status()
            .map_err(|e| format!("cc: {e}"))?;
        if !status.success() {
            return Err("cc could not build the probe".into());
        }
        let works = probe.lines(&["-e", "trace=none"], &["signals", "0"]);
        works.map(|_| probe).map_err(|e| format!("strace cannot trace here: {e}"))
    }

    /// What strace prints about `probe arguments`, a line each, or its message if it refuses.
    pub(super) fn lines(&self, options: &[&str], arguments: &[&str]) -> Result<Vec<String>, Failure> {
        let log = self.directory.join("log");
        let output = Command::new("strace")
            .arg("-o")
            .arg(&log)
            .args(options)
            .arg(self.directory.join("probe"))
            .args(arguments)
            .env("LC_ALL", "C")
            .stdin(Stdio::null())
            .output()?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).trim_end().into());
        }
        Ok(std::fs::read_to_string(&log)?.lines().map(str::to_owned).collect())
    }

    /// The calls of one ABI that `-e expression` shows, in the order of their numbers.
    pub(super) fn calls(&self, abi: u32, expression: &str) -> Result<Vec<Shown>, Failure> {
        let options = ["-n", "-e", "raw=all", "-e", expression];
        let lines = self.lines(&options, &["calls", &abi.to_string()])?;
        Ok(lines.iter().filter_map(|line| shown(abi, line)).collect())
    }
}

/// Reads `[   3] read(0x1, 0x2, 0x3)  = -1 ENOSYS (...)`. What the program's start-up called did not fail so.
/// The probe's last call, by the native ABI, is exit_group, which does not return.
fn shown(abi: u32, line: &str) -> Option<Shown> {
    let denied = line.ends_with("= -1 ENOSYS (Function not implemented)");
    let last = abi == 0 && line.contains("] exit_group(") && line.ends_with("= ?");
    if !(denied || last) {
        return None;
    }
    let (nr, rest) = line.strip_prefix('[')?.split_once("] ")?;
    let (name, rest) = rest.split_once('(')?;
    let (args, _) = rest.split_once(')')?;
    let args = if args.is_empty() { 0 } else { args.split(", ").count() };
    Some(Shown { nr: nr.trim().parse::<u32>().ok()? & !(1 << 30), name: name.into(), args })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read() {
        let line = "[1073741943] setresgid(0x1, 0x2, 0x3)   = -1 ENOSYS (Function not implemented)";
        let call = shown(2, line).unwrap();
        assert_eq!((call.nr, call.name.as_str(), call.args), (119, "setresgid", 3));
        let line = "[ 231] exit_group(0)        = ?";
        assert_eq!(shown(0, line).unwrap().args, 1);
        assert!(shown(1, line).is_none());
        assert!(shown(0, "[   0] read(3, 0x7ffe, 832)    = 832").is_none());
    }
}
