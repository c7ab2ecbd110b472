//! tracer on a 64-bit ARM machine, emulated: built here, run there beside strace, and their lines compared.
//!
//! The guest is Debian's kernel and Debian's packages for that processor; nothing of them runs on the host.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::initramfs::{self, Entry};
use super::kernel::{self, Apt};
use super::machine::{self, Machine};
use crate::diff::compare;
use crate::{cargo, setup};

const TARGET: &str = "aarch64-unknown-linux-gnu";
const COMPILER: &str = "aarch64-linux-gnu-gcc";

/// What must be installed: program, Debian package. The compiler only recommends the library that it links with.
const NEEDS: [(&str, &str); 3] = [
    ("qemu-system-aarch64", "qemu-system-arm"),
    (COMPILER, "gcc-aarch64-linux-gnu"),
    (COMPILER, "libc6-dev-arm64-cross"),
];

/// The guest's packages: a shell with its tools, strace, and the libraries of both and of tracer.
const PACKAGES: [&str; 6] = ["busybox-static", "strace", "libunwind8", "liblzma5", "libgcc-s1", "libc6"];

/// What is traced there: a shell, and programs that touch files, processes, signals, sockets and the clock.
const SCRIPT: &str = r#"trap 'echo usr1' USR1
kill -USR1 $$
(exit 3)
echo a b c | tr a-z A-Z | sed s/A/x/
ls -lR /vm /etc
cp /vm/script /tmp/x; mv /tmp/x /tmp/y; rm /tmp/y; mkdir /tmp/d; rmdir /tmp/d; ln -s a /tmp/l; rm /tmp/l
find /bin /etc | sort | head -3
dd if=/dev/zero of=/dev/null bs=64k count=3
uname -a; date; id; df /; ps | head -3; sleep 0.01; stat /etc; free; uptime
nc -l -p 4444 127.0.0.1 </dev/null & sleep 0.3; echo hi | nc 127.0.0.1 4444; wait
awk 'BEGIN{print 1}'; tar c /etc | gzip | gunzip | tar t | tail -1; md5sum /vm/script
"#;

const JOB: &str = "cd /tmp
/vm/tracer -c ls / >/dev/null || exit
/vm/tracer -k -e trace=write echo hi || exit
/vm/tracer -f -o tracer.log strace -f -o strace.log sh /vm/script >/dev/null 2>&1
echo '@@log strace'; cat strace.log; echo '@@log tracer'; cat tracer.log; echo '@@log end'
";

/// So many of the lines are equal at least, in percent.
const ENOUGH: f64 = 98.0;

/// Builds, boots and compares.
pub(super) fn run(release: &str, folder: &Path, install: bool, timeout: Duration) -> Result<()> {
    if install {
        setup::programs(&NEEDS, "an emulated ARM machine needs them")?;
    }
    if let Some((program, package)) = NEEDS.iter().find(|(program, _)| cargo::which(program).is_none()) {
        bail!("{program} is not installed: `cargo xtask vm --arm --setup` installs {package}");
    }
    let folder = folder.join("arm");
    let tracer = build(&folder)?;
    let apt = Apt::new(&folder.join("apt"), "arm64")?;
    let kernel = kernel::fetch_by(&apt, release, &folder)?;
    let root = packages(&apt, &folder)?;

    let image = folder.join("initramfs.cpio");
    let file = |text: &str| Entry::File(0o755, text.into());
    let files = [("vm/tracer", Entry::program(&tracer)?), ("vm/script", file(SCRIPT)), ("vm/job", file(JOB))];
    initramfs::write_tree(&image, &root, files).context("the initramfs cannot be made")?;
    let log = folder.join(format!("{release}.log"));
    let outcome = machine::run(&Machine::ARM, &kernel, &image, &log, timeout)?;
    println!("{}", outcome.row());
    let text = fs::read(&log)?;
    let text = String::from_utf8_lossy(&text);
    let (Some(strace), Some(tracer)) = (part(&text, "strace"), part(&text, "tracer")) else {
        bail!("the guest told of no logs:\n{}", outcome.log_tail());
    };
    let comparison = compare::compare(strace, tracer);
    comparison.show(10, false);
    println!("strace's lines of a shell script: {}", comparison.summary());
    if comparison.lines < 1000 || comparison.percent() < ENOUGH {
        bail!("less than {ENOUGH} % of at least 1000 lines are equal; the log is {}", log.display());
    }
    Ok(())
}

/// tracer for that processor, without its debugging information.
fn build(folder: &Path) -> Result<PathBuf> {
    fs::create_dir_all(folder)?;
    cargo::check(Command::new("rustup").args(["target", "add", TARGET]).current_dir(cargo::root()))?;
    let mut cargo = cargo::cargo();
    cargo.args(["build", "--package", "tracer", "--target", TARGET]);
    cargo.env("CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER", COMPILER);
    cargo.env("CC_aarch64_unknown_linux_gnu", COMPILER);
    cargo::check(&mut cargo)?;
    let (built, stripped) = (cargo::target_dir().join(TARGET).join("debug/tracer"), folder.join("tracer"));
    let mut strip = Command::new("aarch64-linux-gnu-strip");
    cargo::check(strip.arg("--strip-debug").arg("-o").arg(&stripped).arg(built))?;
    Ok(stripped)
}

/// The folder in which the packages are unpacked.
fn packages(apt: &Apt, folder: &Path) -> Result<PathBuf> {
    let root = folder.join("root");
    let done = folder.join("root.done");
    if done.exists() {
        return Ok(root);
    }
    for name in PACKAGES {
        let package = apt.download(name).with_context(|| format!("{name} for arm64"))?;
        cargo::check(Command::new("dpkg-deb").arg("-x").arg(&package).arg(&root))?;
        fs::remove_file(package)?;
    }
    fs::write(done, "")?;
    Ok(root)
}

/// One of the logs that the guest has printed.
fn part<'a>(log: &'a str, name: &str) -> Option<&'a str> {
    let begin = log.split_once(&format!("@@log {name}\n"))?.1;
    Some(begin.split_once("@@log ")?.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_logs_stand_between_marks() {
        let log = "x\n@@log strace\n1 a() = 0\n@@log tracer\n1 b() = 0\n@@log end\n";
        assert_eq!(part(log, "strace"), Some("1 a() = 0\n"));
        assert_eq!(part(log, "tracer"), Some("1 b() = 0\n"));
        assert_eq!(part("@@log strace\n1 a() = 0\n", "strace"), None);
    }
}
