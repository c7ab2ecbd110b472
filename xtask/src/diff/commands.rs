//! The commands that are compared: what developers run every day, and the fixtures.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use crate::cargo;

/// A command, as a script for sh.
pub(super) struct Compared {
    pub(super) name: &'static str,
    /// The program without which it is left out.
    needs: &'static str,
    /// Run before, in the same directory, without being traced.
    before: &'static str,
    pub(super) script: &'static str,
    /// Run afterwards.
    after: &'static str,
}

const fn command(
    name: &'static str,
    needs: &'static str,
    before: &'static str,
    script: &'static str,
) -> Compared {
    Compared { name, needs, before, script, after: "" }
}

/// A server on the loopback interface, for the scripts that start and stop it.
const SERVE: &str = "head -c 100000 /dev/zero >blob; python3 -m http.server --bind 127.0.0.1 18471 >/dev/null 2>&1 & \
    echo $! >server; for i in 1 2 3 4 5 6 7 8 9; do sleep 0.2; curl -s http://127.0.0.1:18471/ >/dev/null && break; done";

/// A program of i386 that needs no library of that kind: it writes, asks for the time, runs another program, and sends and
/// receives messages with a descriptor.
const BUILD_32_BIT: &str = r#"cat >small.c <<'END'
static long call(long nr, long a, long b, long c) {
    long result;
    __asm__ volatile("int $0x80" : "=a"(result) : "a"(nr), "b"(a), "c"(b), "d"(c) : "memory");
    return result;
}
void _start(void) {
    char buffer[96];
    const char *argv[] = {"true", "x", 0};
    call(4, 2, (long)"small\n", 6);
    call(195, (long)"/etc/passwd", (long)buffer, 0);
    call(265, 1, (long)buffer, 0);
    call(192, 0, 4096, 3);
    call(122, (long)(char[390]){0}, 0, 0);
    if (call(2, 0, 0, 0) == 0) {
        call(11, (long)"/bin/true", (long)argv, 0);
        call(1, 1, 0, 0);
    }
    call(7, -1, (long)buffer, 0);
    int pair[2];
    struct { void *data; long size; } vector[] = {{"hello", 5}, {buffer, 3}};
    long control[4] = {16, 1, 1, 2};
    struct { void *name; long size; void *vector; long count; void *control; long length; long flags; } message =
        {0, 0, vector, 2, control, 16, 0};
    long args[] = {1, 2, 0, (long)pair}, send[] = {0, (long)&message, 0};
    call(102, 8, (long)args, 0);
    call(370, pair[0], (long)&message, 0);
    message.length = 16;
    vector[0].data = buffer;
    call(372, pair[1], (long)&message, 0);
    call(372, -1, (long)&message, 0);
    call(186, 0, (long)buffer, 0);
    call(99, (long)"/", (long)buffer, 0);
    call(106, (long)"/dev/null", (long)buffer, 0);
    call(54, 0, 0x80041272, (long)buffer);
    call(252, 0, 0, 0);
}
END
gcc -m32 -O1 -fno-stack-protector -ffreestanding -nostdlib -static -o small small.c"#;

pub(super) const ALL: &[Compared] = &[
    command("ls", "ls", "", "exec ls -lR /usr/include"),
    command(
        "gcc",
        "gcc",
        "printf '#include <stdio.h>\\nint main(void) { puts(\"hello\"); return 0; }\\n' >hello.c",
        "exec gcc -O1 -o hello hello.c",
    ),
    command("python", "python3", "", "exec python3 -c 'import http.server, ssl, sqlite3'"),
    command(
        "git",
        "git",
        "rm -rf origin clone && git init -q origin && cd origin && git config user.email a@example.org && git config user.name a \
         && for i in 1 2 3; do echo $i >file$i && git add . && git commit -qm $i; done",
        "rm -rf clone; exec git clone -q origin clone",
    ),
    command("dpkg", "dpkg", "", "exec dpkg -l"),
    Compared {
        name: "curl",
        needs: "curl",
        before: SERVE,
        script: "exec curl -s -o /dev/null http://127.0.0.1:18471/blob",
        after: "kill $(cat server)",
    },
    command("tar", "tar", "", "exec tar czf out.tgz -C /usr/include linux"),
    command("find", "find", "", "find /usr/include/linux -name '*.h' | xargs grep -l ioctl >/dev/null"),
    command("ssh-keygen", "ssh-keygen", "", "rm -f key key.pub; exec ssh-keygen -q -t ed25519 -N '' -f key"),
    command("node", "node", "", "exec node -e 'setTimeout(() => console.log(1), 10)'"),
    command(
        "bash",
        "bash",
        "",
        "exec bash -c 'set -m; sleep 0.1 & jobs; wait %1; for i in 1 2 3; do echo $i; done | sort -r | head -n 1; kill -0 $$; \
         trap \"echo usr1\" USR1; kill -USR1 $$; (exit 3); echo $?'",
    ),
    command(
        "redis",
        "redis-server",
        "",
        "redis-server --port 18472 --save '' --daemonize no >/dev/null & pid=$!; sleep 0.5; \
         redis-benchmark -p 18472 -n 2000 -c 5 -q -t get,set >/dev/null; kill $pid; wait",
    ),
    command("tokio", "sh", "", "exec ./fixture tokio 8"),
    command("fixture-threads", "sh", "", "exec ./fixture threads 20"),
    command("fixture-forks", "sh", "", "exec ./fixture forktree 3"),
    command("fixture-vfork", "sh", "", "exec ./fixture vfork 10"),
    command("fixture-signals", "sh", "", "exec ./fixture signals"),
    command("fixture-exec", "sh", "", "exec ./fixture exec-thread"),
    command("fixture-seccomp", "sh", "", "exec ./fixture seccomp"),
    command("fixture-decode-process", "sh", "", "exec ./fixture decode-process"),
    command("fixture-decode-memory", "sh", "", "exec ./fixture decode-memory"),
    command("fixture-decode-sched", "sh", "", "exec ./fixture decode-sched"),
    command("fixture-decode-signal", "sh", "", "exec ./fixture decode-signal"),
    command("fixture-decode-net-addresses", "sh", "", "exec ./fixture decode-net-addresses"),
    command("fixture-decode-net-messages", "sh", "", "exec ./fixture decode-net-messages"),
    command("fixture-decode-net-options", "sh", "", "exec ./fixture decode-net-options"),
    command("fixture-decode-poll", "sh", "", "exec ./fixture decode-poll"),
    command("fixture-decode-ipc", "sh", "", "exec ./fixture decode-ipc"),
    command("fixture-decode-uring", "sh", "", "exec ./fixture decode-uring"),
    command("fixture-decode-file-names", "sh", "", "exec ./fixture decode-file-names"),
    command("fixture-decode-file-stat", "sh", "", "exec ./fixture decode-file-stat"),
    command("fixture-decode-file-io", "sh", "", "exec ./fixture decode-file-io"),
    command("fixture-decode-file-fcntl", "sh", "", "exec ./fixture decode-file-fcntl"),
    command("fixture-decode-file-ioctl", "sh", "", "exec ./fixture decode-file-ioctl"),
    command("fixture-decode-requests", "sh", "", "exec ./fixture decode-requests"),
    command("fixture-decode-answers", "sh", "", "exec ./fixture decode-answers"),
    command("fixture-decode-input", "sh", "", "exec ./fixture decode-input"),
    command("fixture-decode-video", "sh", "", "exec ./fixture decode-video"),
    command("fixture-decode-devices", "sh", "", "exec ./fixture decode-devices"),
    command("fixture-decode-attributes", "sh", "", "exec ./fixture decode-attributes"),
    command("fixture-decode-objects", "sh", "", "exec ./fixture decode-objects"),
    command("fixture-decode-i386", "sh", "", "exec ./fixture decode-i386"),
    command("32-bit", "gcc", BUILD_32_BIT, "exec ./small"),
    command("fixture-decode-netlink", "sh", "", "exec ./fixture decode-netlink"),
    command("ip", "ip", "", "ip addr; ip route; ip -6 route; ip neigh; ip rule; exec ip -s link"),
    command("ss", "ss", "", "exec ss -tunap"),
    command("bpftool", "bpftool", "", "exec bpftool prog"),
    command(
        "nft",
        "nft",
        "",
        "exec unshare -n sh -c 'nft add table inet t; nft add chain inet t c \"{ type filter hook input priority 0; }\"; \
         nft add rule inet t c tcp dport 80 counter accept; nft list ruleset'",
    ),
    command(
        "systemd-analyze",
        "systemd-analyze",
        "",
        "systemd-analyze unit-paths; exec systemd-analyze calendar daily",
    ),
    command("perf", "perf", "", "exec perf stat true"),
    command("busctl", "busctl", "", "exec busctl list"),
    command("stty", "stty", "", "exec script -qec 'stty -a' /dev/null"),
    Compared {
        name: "mount",
        needs: "mount",
        before: "mkdir -p mountpoint",
        script: "mount -t tmpfs none mountpoint && umount mountpoint; exec losetup",
        after: "",
    },
    command("fixture-decode-file-mounts", "sh", "", "exec ./fixture decode-file-mounts"),
    command("fixture-decode-file-attributes", "sh", "", "exec ./fixture decode-file-attributes"),
];

/// Makes the directory that a command runs in.
pub(super) fn prepare(command: &Compared, dir: &Path, fixture: &Path) -> Result<()> {
    if !cargo::has(command.needs) {
        bail!("{} is not installed", command.needs);
    }
    fs::create_dir_all(dir)?;
    let link = dir.join("fixture");
    if !link.exists() {
        fs::copy(fixture, link)?;
    }
    shell(command.before, dir)
}

/// Ends what it began, and removes the directory.
pub(super) fn clean_up(command: &Compared, dir: &Path) {
    let _ = shell(command.after, dir);
    let _ = fs::remove_dir_all(dir);
}

fn shell(script: &str, dir: &Path) -> Result<()> {
    if script.is_empty() {
        return Ok(());
    }
    let mut sh = Command::new("sh");
    cargo::forget_cargo(&mut sh);
    sh.args(["-c", script]).current_dir(dir).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let status = sh.status()?;
    if !status.success() {
        bail!("its preparation failed: {status}");
    }
    Ok(())
}
