//! `tracer doctor`: what this kernel and this user can do. A check is a row of [`CHECKS`]: what it looks at,
//! what it found, and what to do about it.

use std::io;
use std::path::{Path, PathBuf};
use std::{fs, os::unix::fs::MetadataExt};

use crate::procs::cgroup;

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// As wanted.
    Good,
    /// Tracing works, something else does not.
    Warning,
    /// Tracing does not work.
    Bad,
}

/// What a check found.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    verdict: Verdict,
    found: String,
    remedy: &'static str,
}

fn good(found: impl Into<String>) -> Finding {
    Finding { verdict: Verdict::Good, found: found.into(), remedy: "" }
}

fn warning(found: impl Into<String>, remedy: &'static str) -> Finding {
    Finding { verdict: Verdict::Warning, found: found.into(), remedy }
}

fn bad(found: impl Into<String>, remedy: &'static str) -> Finding {
    Finding { verdict: Verdict::Bad, found: found.into(), remedy }
}

/// The machine that is looked at.
struct Machine<'a> {
    root: &'a Path,
}

impl Machine<'_> {
    fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    fn text(&self, path: &str) -> Option<String> {
        fs::read(self.path(path)).ok().map(|text| String::from_utf8_lossy(&text).trim().to_owned())
    }

    fn version(&self) -> Option<(u32, u32)> {
        let release = self.text("proc/sys/kernel/osrelease")?;
        let mut numbers = release.split(|c: char| !c.is_ascii_digit()).map(str::parse);
        Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
    }

    fn capabilities(&self) -> Option<u64> {
        let status = self.text("proc/self/status")?;
        let mask = status.lines().find_map(|line| line.strip_prefix("CapEff:"))?;
        u64::from_str_radix(mask.trim(), 16).ok()
    }
}

type Check = fn(&Machine<'_>) -> Finding;

const CHECKS: [(&str, Check); 10] = [
    ("kernel", kernel),
    ("BTF", btf),
    ("capabilities", capabilities),
    ("unprivileged BPF", unprivileged),
    ("lockdown", lockdown),
    ("locked memory", memlock),
    ("JIT", jit),
    ("cgroup2", cgroup2),
    ("pid namespace", pid_namespace),
    ("program statistics", statistics),
];

fn kernel(machine: &Machine<'_>) -> Finding {
    let release = machine.text("proc/sys/kernel/osrelease").unwrap_or_else(|| "unknown".to_owned());
    match machine.version() {
        Some(version) if version >= (5, 17) => good(release),
        Some(version) if version >= (5, 11) => {
            bad(release, "tracer's programs call bpf_loop, which came with Linux 5.17: boot a newer kernel")
        }
        _ => bad(
            release,
            "task storage and the ring buffer for tracing came with Linux 5.11, bpf_loop with 5.17: boot a newer kernel",
        ),
    }
}

fn btf(machine: &Machine<'_>) -> Finding {
    match fs::metadata(machine.path("sys/kernel/btf/vmlinux")) {
        Ok(data) => good(format!("/sys/kernel/btf/vmlinux, {} KiB", data.len() / 1024)),
        Err(error) => bad(
            format!("/sys/kernel/btf/vmlinux: {error}"),
            "the kernel must be built with CONFIG_DEBUG_INFO_BTF=y, and /sys be mounted: distributions' kernels are",
        ),
    }
}

/// Numbers from include/uapi/linux/capability.h.
const CAPABILITIES: [(u32, &str); 4] =
    [(21, "CAP_SYS_ADMIN"), (38, "CAP_PERFMON"), (39, "CAP_BPF"), (19, "CAP_SYS_PTRACE")];

fn capabilities(machine: &Machine<'_>) -> Finding {
    let mask = machine.capabilities().unwrap_or(0);
    let has = |name| CAPABILITIES.iter().any(|&(bit, known)| known == name && mask >> bit & 1 != 0);
    let held: Vec<&str> = CAPABILITIES.iter().map(|&(_, name)| name).filter(|&name| has(name)).collect();
    let found = if held.is_empty() { "none that count".to_owned() } else { held.join(", ") };
    if has("CAP_SYS_ADMIN") || has("CAP_BPF") && has("CAP_PERFMON") {
        good(found)
    } else {
        bad(found, "run it with sudo, or once: setcap cap_bpf,cap_perfmon=ep on the binary")
    }
}

fn unprivileged(machine: &Machine<'_>) -> Finding {
    match machine.text("proc/sys/kernel/unprivileged_bpf_disabled").as_deref() {
        Some("0") => good("allowed (tracing needs capabilities all the same)"),
        Some(_) => good("off (tracing needs capabilities anyway)"),
        None => good("not told by this kernel"),
    }
}

fn lockdown(machine: &Machine<'_>) -> Finding {
    let modes = machine.text("sys/kernel/security/lockdown").unwrap_or_default();
    let mode =
        modes.split_once('[').and_then(|(_, rest)| rest.split_once(']')).map_or("none", |(mode, _)| mode);
    match mode {
        "confidentiality" => {
            bad(mode, "this mode forbids BPF to read kernel memory: boot with lockdown=integrity or less")
        }
        mode => good(mode),
    }
}

fn memlock(machine: &Machine<'_>) -> Finding {
    if machine.version().is_some_and(|version| version >= (5, 11)) {
        return good("not counted for BPF on this kernel");
    }
    let limits = machine.text("proc/self/limits").unwrap_or_default();
    let limit = limits.lines().find_map(|line| line.strip_prefix("Max locked memory"));
    match limit.and_then(|limit| limit.split_ascii_whitespace().next()) {
        Some("unlimited") => good("unlimited"),
        limit => warning(
            limit.unwrap_or("unknown"),
            "before Linux 5.11 maps count as locked memory: ulimit -l unlimited",
        ),
    }
}

fn jit(machine: &Machine<'_>) -> Finding {
    match machine.text("proc/sys/net/core/bpf_jit_enable").as_deref() {
        Some("0") => {
            warning("off", "programs are interpreted, many times slower: sysctl net.core.bpf_jit_enable=1")
        }
        Some(_) => good("on"),
        None => good("not told in this network namespace"),
    }
}

fn cgroup2(machine: &Machine<'_>) -> Finding {
    match cgroup::mount(machine.root) {
        Ok(mount) => good(format!("mounted on {}", mount.display())),
        Err(_) => {
            warning("not mounted", "--cgroup and --container need it: mount -t cgroup2 none /sys/fs/cgroup")
        }
    }
}

/// `PROC_PID_INIT_INO` (include/linux/proc_ns.h): the inode of the first pid namespace.
const FIRST_PID_NAMESPACE: u64 = 0xEFFF_FFFC;

fn pid_namespace(machine: &Machine<'_>) -> Finding {
    match fs::metadata(machine.path("proc/self/ns/pid")) {
        Ok(data) if data.ino() == FIRST_PID_NAMESPACE => good("the machine's"),
        Ok(_) => warning(
            "one of a container",
            "the kernel's pids differ from those seen here, so -p and pids in lines would mismatch: run tracer on the host",
        ),
        Err(_) => warning("unknown: /proc cannot be read", "mount -t proc proc /proc"),
    }
}

fn statistics(machine: &Machine<'_>) -> Finding {
    match machine.text("proc/sys/kernel/bpf_stats_enabled").as_deref() {
        Some("0") => good("off; --cost turns them on while it runs"),
        Some(_) => good("on: every BPF program of the machine is measured, which costs"),
        None => warning("not told by this kernel", "--cost needs kernel.bpf_stats_enabled (Linux 5.1)"),
    }
}

/// Prints every check. `probe` loads the BPF programs. Gives whether tracing works.
pub fn run(
    root: &Path,
    probe: &dyn Fn() -> Result<String, String>,
    out: &mut dyn io::Write,
) -> io::Result<bool> {
    let machine = Machine { root };
    let mut findings: Vec<(&str, Finding)> =
        CHECKS.iter().map(|(name, check)| (*name, check(&machine))).collect();
    findings.push((
        "BPF programs",
        match probe() {
            Ok(found) => good(found),
            Err(found) => bad(found, "see the checks above that are not ok first"),
        },
    ));
    let width = findings.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    for (name, finding) in &findings {
        let verdict = match finding.verdict {
            Verdict::Good => "ok",
            Verdict::Warning => "warn",
            Verdict::Bad => "FAIL",
        };
        writeln!(out, "{verdict:<4}  {name:<width$}  {}", finding.found)?;
        if !finding.remedy.is_empty() {
            writeln!(out, "{:<4}  {:<width$}  -> {}", "", "", finding.remedy)?;
        }
    }
    Ok(findings.iter().all(|(_, finding)| finding.verdict != Verdict::Bad))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn machine(files: &[(&str, &str)]) -> tempfile::TempDir {
        let root = tempfile::tempdir().expect("a directory");
        for (path, text) in files {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().expect("a parent")).expect("its folder");
            fs::write(path, text).expect("a file");
        }
        root
    }

    fn report(root: &Path, probe: Result<&str, &str>) -> (bool, String) {
        let mut out = Vec::new();
        let works =
            run(root, &|| probe.map(str::to_owned).map_err(str::to_owned), &mut out).expect("written");
        (works, String::from_utf8(out).expect("text"))
    }

    #[test]
    fn a_good_machine_passes() {
        let root = machine(&[
            ("proc/sys/kernel/osrelease", "6.1.0-18-amd64\n"),
            ("sys/kernel/btf/vmlinux", "0123456789"),
            ("proc/self/status", "Name:\tx\nCapEff:\t000000c000000000\n"),
            ("proc/sys/kernel/unprivileged_bpf_disabled", "2\n"),
            ("sys/kernel/security/lockdown", "none [integrity] confidentiality\n"),
            ("proc/sys/net/core/bpf_jit_enable", "1\n"),
            ("proc/mounts", "cgroup2 /sys/fs/cgroup cgroup2 rw 0 0\n"),
            ("proc/self/ns/pid", ""),
            ("proc/sys/kernel/bpf_stats_enabled", "0\n"),
        ]);
        let (works, text) = report(root.path(), Ok("load in 6 ms"));
        assert!(works);
        insta::assert_snapshot!(text);
    }

    #[test]
    fn a_bad_machine_is_told_what_to_do() {
        let root = machine(&[
            ("proc/sys/kernel/osrelease", "5.4.0\n"),
            ("proc/self/status", "CapEff:\t0000000000080000\n"),
            (
                "proc/self/limits",
                "Max locked memory         65536                65536                bytes\n",
            ),
            ("sys/kernel/security/lockdown", "none integrity [confidentiality]\n"),
            ("proc/sys/net/core/bpf_jit_enable", "0\n"),
        ]);
        let (works, text) = report(root.path(), Err("Operation not permitted"));
        assert!(!works);
        insta::assert_snapshot!(text);
    }
}
