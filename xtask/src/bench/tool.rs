//! Who traces: tracer in its modes, and its peers.

use std::fs::File;
use std::io::Write;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};

use super::Programs;
use super::workload::{Workload, own_time};
use crate::cargo;

/// Counts calls, as a bpftrace user would.
const COUNT: &str = "tracepoint:raw_syscalls:sys_enter /pid == cpid/ { @[args->id] = count(); }";

/// Calls and total time: what `tracer -c` measures at the least.
const LATENCY: &str = "tracepoint:raw_syscalls:sys_enter /pid == cpid/ { @start[tid] = nsecs; } \
     tracepoint:raw_syscalls:sys_exit /@start[tid]/ { @calls[args->id] = count(); \
     @ns[args->id] = sum(nsecs - @start[tid]); delete(@start[tid]); }";

/// A tracer.
#[derive(Debug)]
pub(super) struct Tool {
    pub(super) name: &'static str,
    /// What must be installed; `tracer` is the one that was built.
    pub(super) program: &'static str,
    how: How,
    /// Its runs make so many times fewer calls: figures are by call, and nobody waits for minutes.
    pub(super) slowness: u64,
}

/// How it comes to its target.
#[derive(Debug)]
enum How {
    /// It starts the target: these words come before the command.
    Starts(&'static [&'static str]),
    /// A bpftrace script; the command is one word.
    Bpftrace(&'static str),
    /// It attaches to the target, which waits for it; the pid comes last.
    Attaches(&'static [&'static str]),
    /// It attaches to another process.
    Beside(&'static [&'static str]),
}

pub(super) const TOOLS: &[Tool] = &[
    Tool {
        name: "tracer -c",
        program: "tracer",
        how: How::Starts(&["-f", "-c", "-o", "/dev/null", "--"]),
        slowness: 1,
    },
    Tool {
        name: "tracer",
        program: "tracer",
        how: How::Starts(&["-f", "-o", "/dev/null", "--"]),
        slowness: 1,
    },
    Tool {
        name: "tracer record",
        program: "tracer",
        how: How::Starts(&["record", "-o", "/dev/null", "--"]),
        slowness: 1,
    },
    Tool {
        name: "tracer record --no-data",
        program: "tracer",
        how: How::Starts(&["record", "--no-data", "-o", "/dev/null", "--"]),
        slowness: 1,
    },
    Tool {
        name: "tracer -c on another process",
        program: "tracer",
        how: How::Beside(&["-f", "-c", "-o", "/dev/null", "-p"]),
        slowness: 1,
    },
    Tool {
        name: "strace -c",
        program: "strace",
        how: How::Starts(&["-f", "-c", "-o", "/dev/null", "--"]),
        slowness: 200,
    },
    Tool {
        name: "perf trace -s",
        program: "perf",
        how: How::Starts(&["trace", "-s", "-o", "/dev/null", "--"]),
        slowness: 100,
    },
    Tool { name: "bpftrace, count", program: "bpftrace", how: How::Bpftrace(COUNT), slowness: 2 },
    Tool { name: "bpftrace, latency map", program: "bpftrace", how: How::Bpftrace(LATENCY), slowness: 2 },
    Tool {
        name: "libbpf-tools syscount -L",
        program: "syscount",
        how: How::Attaches(&["-L", "-p"]),
        slowness: 2,
    },
];

/// A process that is ended with this value.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        let _ended = self.0.kill();
        let _reaped = self.0.wait();
    }
}

impl Tool {
    pub(super) fn is_installed(&self) -> bool {
        self.program == "tracer" || cargo::which(self.program).is_some()
    }

    /// ns per unit of the workload, traced.
    pub(super) fn measure(&self, workload: &Workload, programs: &Programs, n: u64) -> Result<f64> {
        let program = self.path(programs)?;
        let command = workload.command(&programs.fixture, n);
        match self.how {
            How::Starts(words) => {
                let words = words.iter().map(|word| (*word).to_owned());
                let all: Vec<_> = std::iter::once(program).chain(words).chain(command).collect();
                workload.run(&all, n)
            }
            How::Bpftrace(script) => {
                // bpftrace wants a path and splits at spaces; none of the words holds one.
                let path = cargo::which(&command[0]).map(|path| path.to_string_lossy().into_owned());
                let first = path.unwrap_or_else(|| command[0].clone());
                let one_word = format!("{first} {}", command[1..].join(" "));
                workload.run(&[program, "-e".to_owned(), script.to_owned(), "-c".to_owned(), one_word], n)
            }
            How::Beside(words) => {
                let other = Ended(silent(Command::new("sleep").arg("600"))?);
                let _tracer = attach(&program, words, other.0.id())?;
                workload.run(&command, n)
            }
            How::Attaches(words) => self.attached(words, &program, workload, programs, &command, n),
        }
    }

    /// Holds the workload behind a lock until the tool is there.
    fn attached(
        &self,
        words: &[&str],
        program: &str,
        workload: &Workload,
        programs: &Programs,
        command: &[String],
        n: u64,
    ) -> Result<f64> {
        let gate = cargo::target_dir().join("bench.lock");
        let mut lock = File::create(&gate)?;
        lock.lock()?;
        lock.write_all(b"held while a tool attaches\n")?;
        let path = cargo::which(&command[0]).with_context(|| format!("{} is not installed", command[0]))?;
        let child = Command::new(&programs.fixture)
            .arg("gate")
            .args([&gate, &path])
            .args(&command[1..])
            .env("LC_ALL", "C")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let tool = attach(program, words, child.id())?;
        lock.unlock()?;
        let output = child.wait_with_output()?;
        drop(tool);
        let (stdout, stderr) =
            (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        let ns = own_time(&stdout, &stderr).with_context(|| format!("no time was reported: {stderr}"))?;
        Ok(workload.per_unit(ns, n))
    }

    fn path(&self, programs: &Programs) -> Result<String> {
        let path = match self.program {
            "tracer" => programs.tracer.clone(),
            other => cargo::which(other).with_context(|| format!("{other} is not installed"))?,
        };
        Ok(path.to_string_lossy().into_owned())
    }
}

/// Starts a tool on a process, and gives it the time to attach.
fn attach(program: &str, words: &[&str], pid: u32) -> Result<Ended> {
    let mut tool = Ended(silent(Command::new(program).args(words).arg(pid.to_string()))?);
    thread::sleep(Duration::from_millis(1500));
    if let Some(status) = tool.0.try_wait()? {
        anyhow::bail!("{program} ended at once: {status}");
    }
    Ok(tool)
}

fn silent(command: &mut Command) -> Result<Child> {
    Ok(command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?)
}
