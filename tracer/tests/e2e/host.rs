//! Targets that tracer did not start: the whole host, a cgroup, several processes, a name, a user.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::Duration;

use nix::sys::signal::Signal;

use crate::run::{Running, attached, fixture, run, tracer, wait_until, watching};
use crate::summary_table::{COLUMNS, Counts, parse};
use crate::{need_root, skip};

/// A count that only one program makes.
const N: u64 = 4321;

fn getppid_under(args: &[&str], workload: impl FnOnce()) -> Counts {
    let mut command = vec!["-c", "-U", COLUMNS, "-e", "trace=getppid"];
    command.extend(args);
    let tracer = watching(&command);
    workload();
    tracer.signal(Signal::SIGINT);
    let finished = tracer.finish();
    parse(&finished.stderr)
}

fn calls(counts: &Counts) -> u64 {
    counts.get("getppid").map_or(0, |counts| counts.0)
}

fn make_calls(n: u64) {
    assert!(run(Command::new(fixture()).args(["getppid", &n.to_string()])).status.success());
}

#[test]
fn the_whole_host() {
    need_root!();
    let seen = calls(&getppid_under(&["--system"], || make_calls(N)));
    // Others may call it meanwhile, seldom.
    assert!(seen >= N, "{seen}");
}

#[test]
fn a_name() {
    need_root!();
    let dir = tempfile::tempdir().expect("a temporary folder");
    let renamed = dir.path().join("odd-name");
    fs::copy(fixture(), &renamed).expect("a copy");
    let counts = getppid_under(&["--comm", "odd-name"], || {
        make_calls(N);
        assert!(run(Command::new(&renamed).args(["getppid", "77"])).status.success());
    });
    assert_eq!(calls(&counts), 77);
}

/// A cgroup of this test's own, removed at its end.
struct Cgroup(PathBuf);

impl Cgroup {
    fn new(name: &str) -> Option<Self> {
        let mounts = fs::read_to_string("/proc/mounts").ok()?;
        let mount = mounts.lines().find_map(|line| {
            let mut fields = line.split(' ').skip(1);
            let path = fields.next()?;
            (fields.next()? == "cgroup2").then(|| path.to_owned())
        })?;
        let path = Path::new(&mount).join(name);
        fs::create_dir(&path).ok().map(|()| Self(path))
    }

    fn path(&self) -> &str {
        self.0.to_str().expect("its name is ASCII")
    }

    /// Runs a shell script in it.
    fn run(&self, script: &str) {
        let script = format!("echo $$ >'{}/cgroup.procs' && {script}", self.path());
        let finished = run(Command::new("sh").args(["-c", &script]));
        assert!(finished.status.success(), "{}", finished.stderr);
    }
}

impl Drop for Cgroup {
    fn drop(&mut self) {
        // Processes leave it a moment after their end was seen.
        wait_until("the cgroup is empty", || fs::remove_dir(&self.0).is_ok());
    }
}

#[test]
fn a_cgroup_and_nothing_beside_it() {
    need_root!();
    let Some(group) = Cgroup::new(&format!("tracer-e2e-group-{}", std::process::id())) else {
        skip!("no cgroup can be made here")
    };
    let counts = getppid_under(&["--cgroup", group.path()], || {
        make_calls(N);
        group.run(&format!("{} getppid 99 && {} getppid 1", fixture(), fixture()));
    });
    assert_eq!(calls(&counts), 100);
}

#[test]
fn a_container_by_a_part_of_its_id() {
    need_root!();
    // Container engines name the cgroup by the id.
    let id = format!("{:064x}", 0xfeed_0000_0000u64 + u64::from(std::process::id()));
    let Some(group) = Cgroup::new(&format!("docker-{id}.scope")) else { skip!("no cgroup can be made here") };
    let inside = Running::start(
        Command::new("sh").args(["-c", &format!("echo $$ >{}/cgroup.procs; exec sleep 600", group.path())]),
    );
    wait_until("the container's process", || {
        fs::read_to_string(format!("{}/cgroup.procs", group.path())).is_ok_and(|pids| !pids.is_empty())
    });
    let counts = getppid_under(&["--container", &id], || {
        make_calls(N);
        group.run(&format!("{} getppid 55", fixture()));
    });
    drop(inside);
    assert_eq!(calls(&counts), 55);
    let none = run(tracer().args(["-c", "--container", "no-such-container"]));
    assert_eq!(none.status.code(), Some(1));
    assert!(none.stderr.contains("no-such-container"), "{}", none.stderr);
}

#[test]
fn several_processes_and_their_new_threads() {
    need_root!();
    let mut targets: Vec<_> =
        (0..2).map(|_| Running::start(Command::new(fixture()).args(["spin-threads", "60"]))).collect();
    // Both make threads already.
    targets.iter_mut().for_each(|target| assert!(target.is_running()));
    let pids: Vec<_> = targets.iter().map(|target| target.pid().to_string()).collect();
    let tracer =
        attached(&["-f", "-c", "-U", COLUMNS, "-e", "trace=getppid", "-p", &pids[0], "-p", &pids[1]]);
    thread::sleep(Duration::from_secs(2));
    let made: u64 = targets
        .into_iter()
        .map(|target| {
            target.signal(Signal::SIGTERM);
            let finished = target.finish();
            let count = finished.stdout.trim().strip_prefix("threads=").and_then(|n| n.parse::<u64>().ok());
            count.expect("it reports its threads")
        })
        .sum();
    let seen = calls(&parse(&tracer.finish().stderr));
    // What ran before tracer was there is missing, and no more.
    assert!(seen <= made && seen > made / 20, "{seen} of {made}");
}
