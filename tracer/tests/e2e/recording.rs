//! Recordings: replay shows what the live run has shown, byte for byte, and whatever happens to the recorder, what it
//! has written can be read.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use nix::sys::signal::Signal;

use crate::run::{Finished, Running, attached, fixture, run, tracer, wait_until};
use crate::{need, need_root, skip};

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// Runs a command with these options, recorded and shown at once, then replays it with the same: both must agree.
fn same(options: &[&str], command: &[&str]) -> String {
    let dir = tempfile::tempdir().expect("a folder");
    let [file, live, again] = ["recording", "live", "again"].map(|name| text(&dir.path().join(name)));
    let shown = run(tracer().args(["--record", &file, "-o", &live]).args(options).arg("--").args(command));
    let replayed = run(tracer().arg("replay").args(options).args(["-o", &again, &file]));
    assert!(replayed.status.success(), "{}", replayed.stderr);
    let (live, again) = (fs::read_to_string(live).expect("lines"), fs::read_to_string(again).expect("lines"));
    let differs = live.lines().zip(again.lines()).find(|(live, again)| live != again);
    assert!(live == again, "{options:?}: {differs:?}, {} bytes and {}", live.len(), again.len());
    let own = |finished: &Finished| -> Vec<String> {
        finished.stderr.lines().filter(|line| line.starts_with("tracer:")).map(str::to_owned).collect()
    };
    assert_eq!(own(&shown), own(&replayed), "{options:?}");
    live
}

const OPTIONS: [&[&str]; 11] = [
    &["-f"],
    &["-f", "--json"],
    &["-f", "-y", "-v", "-s", "99", "-i"],
    &["-f", "-tt", "-T", "-C"],
    &["-ttt", "-r", "-n"],
    &["-f", "-z", "-C"],
    &["-f", "-Z"],
    &["-f", "--min-duration", "50us"],
    &["-f", "-c", "--by", "process", "--errors", "-U", "calls,errors,p50,p99,max-time,wait-time,name"],
    &["-f", "-c", "-w", "--by", "thread", "--summary-format", "json"],
    &["-f", "-e", "trace=%process,/^rt_sig", "-e", "signal=!chld", "-C"],
];

macro_rules! same {
    ($($test:ident: $($arg:expr),*;)*) => {$(
        #[test]
        fn $test() {
            need_root!();
            let command = [&fixture()[..], $($arg),*];
            for options in OPTIONS {
                let live = same(options, &command);
                assert!(options.contains(&"--min-duration") || !live.is_empty(), "{options:?}");
            }
        }
    )*};
}

same! {
    threads_are_replayed: "threads", "20";
    forks_are_replayed: "forktree", "3";
    signals_are_replayed: "signals";
    deaths_are_replayed: "killed", "raise", "15";
}

#[test]
fn what_was_attached_to_is_replayed() {
    need_root!();
    let dir = tempfile::tempdir().expect("a folder");
    let [file, live, again] = ["recording", "live", "again"].map(|name| text(&dir.path().join(name)));
    let target = Running::start(Command::new("sh").args(["-c", "while sleep 0.01; do :; done"]));
    let pid = target.pid().to_string();
    let options = ["-f", "-C", "--by", "process"];
    let recorder = attached(&[&["--record", &file, "-o", &live, "-p", &pid], &options[..]].concat());
    wait_until("there are lines", || fs::read_to_string(&live).is_ok_and(|it| it.lines().count() > 50));
    recorder.signal(Signal::SIGINT);
    let shown = recorder.finish();
    let replayed = run(tracer().arg("replay").args(options).args(["-o", &again, &file]));
    assert_eq!(fs::read_to_string(live).expect("lines"), fs::read_to_string(again).expect("lines"));
    assert_eq!(shown.stderr, replayed.stderr);
}

#[test]
fn a_recording_made_under_overload_tells_what_it_lacks_and_counts_exactly() {
    need_root!();
    let options = ["-C", "--errors", "-U", "calls,errors,p99,max-time,wait-time,name", "--by", "thread"];
    let dir = tempfile::tempdir().expect("a folder");
    let [file, live, again] = ["recording", "live", "again"].map(|name| text(&dir.path().join(name)));
    let mut command = tracer();
    command.args(["--record", &file, "-o", &live, "--ring-size", "4K", "--on-full", "count"]).args(options);
    let shown = run(command.args(["--", &fixture(), "getppid", "200000"]));
    let replayed = run(tracer().arg("replay").args(options).args(["-o", &again, &file]));
    let (live, again) = (fs::read_to_string(live).expect("lines"), fs::read_to_string(again).expect("lines"));
    assert!(live.contains(" lost +++") && live.contains("counted but not shown as lines"));
    assert!(live == again);
    assert_eq!(shown.stderr, replayed.stderr);
    let total = |text: &str| {
        let row = text.lines().find(|line| line.ends_with(" getppid")).expect("a row").to_owned();
        row.split_whitespace().find_map(|word| word.parse::<u64>().ok().filter(|calls| *calls >= 200_000))
    };
    assert_eq!(total(&again), Some(200_000));
}

/// Records a command that calls and calls, until a block of the recording is whole.
fn recording(file: &Path, options: &[&str]) -> Running {
    let mut command = tracer();
    command.args(["record", "-o", &text(file)]).args(options);
    let running = Running::start(command.args(["--", &fixture(), "getppid", "400000000"]));
    // A size that is seen once may be that of half a block.
    let (mut size, mut growths) = (20_000, 0);
    wait_until("blocks are written", || {
        thread::sleep(Duration::from_millis(300));
        let now = fs::metadata(file).map_or(0, |it| it.len());
        growths += u32::from(now > size);
        size = size.max(now);
        growths == 3
    });
    running
}

/// getppid's calls in a recording, and what its replay said on stderr.
fn calls(file: &Path) -> (u64, String) {
    let replayed = run(tracer().args(["replay", "-c", "-U", "calls,name", &text(file)]));
    assert!(replayed.status.success(), "{}", replayed.stderr);
    let row = replayed.stdout.lines().find_map(|line| line.strip_suffix(" getppid"));
    let calls = row.and_then(|row| row.trim().parse().ok());
    (calls.unwrap_or_else(|| panic!("no calls: {}", replayed.stdout)), replayed.stderr)
}

#[test]
fn a_killed_recorder_leaves_what_it_has_written() {
    need_root!();
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("recording");
    let recorder = recording(&file, &[]);
    let children =
        fs::read_to_string(format!("/proc/{0}/task/{0}/children", recorder.pid())).unwrap_or_default();
    recorder.signal(Signal::SIGKILL);
    recorder.finish();
    let (calls, told) = calls(&file);
    assert!(calls > 10_000, "{calls}");
    assert!(told.contains("the end is missing"), "{told}");
    for pid in children.split_whitespace().filter_map(|pid| pid.parse().ok()) {
        // It runs on, as nobody traces it any more.
        nix::sys::signal::kill(nix::unistd::Pid::from_raw(pid), Signal::SIGKILL).expect("it lives");
    }
}

#[test]
fn a_terminated_recorder_ends_its_recording() {
    need_root!();
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("recording");
    let recorder = recording(&file, &[]);
    recorder.signal(Signal::SIGTERM);
    recorder.finish();
    let (calls, told) = calls(&file);
    assert!(calls > 10_000 && told.is_empty(), "{calls} {told}");
}

#[test]
fn a_flight_recorder_stays_within_its_size() {
    need_root!();
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("recording");
    let mut command = tracer();
    command.args(["record", "-o", &text(&file), "--max-size", "1M", "--", &fixture(), "getppid", "3000000"]);
    let finished = run(&mut command);
    assert!(finished.status.success(), "{}", finished.stderr);
    let size = |name: &str| fs::metadata(dir.path().join(name)).map_or(0, |it| it.len());
    let both = size("recording") + size("recording.old");
    assert!(both <= 1 << 20 && size("recording.old") > 0, "{both}");
    let (calls, told) = calls(&file);
    assert!((1000..3_000_000).contains(&calls), "{calls}");
    assert!(told.contains("before the first were dropped"), "{told}");
}

#[test]
fn a_full_disk_ends_the_recording_and_not_the_command() {
    need_root!();
    let dir = tempfile::tempdir().expect("a folder");
    let mount = need!("mount");
    let options = ["-t", "tmpfs", "-o", "size=256k", "tmpfs", &text(dir.path())];
    if !Command::new(mount).args(options).status().is_ok_and(|status| status.success()) {
        skip!("no file system may be mounted");
    }
    let file = dir.path().join("recording");
    let mut command = tracer();
    let script = format!("{} getppid 3000000; echo done", fixture());
    let finished = run(command.args(["record", "-o", &text(&file), "--", "sh", "-c", &script]));
    let (calls, told) = calls(&file);
    let unmounted = Command::new("umount").arg(dir.path()).status();
    assert!(unmounted.is_ok_and(|status| status.success()));
    assert_eq!((finished.status.code(), finished.stdout.as_str()), (Some(1), "done\n"));
    let want = format!("tracer: cannot write '{}': No space left on device", file.display());
    assert_eq!(finished.stderr.trim_end(), want);
    assert!(calls > 1000 && told.contains("the end is missing"), "{calls} {told}");
}

#[test]
fn recordings_go_through_pipes_and_need_no_privilege() {
    need_root!();
    let mut command = tracer();
    let script = format!("echo in the way; {} getppid 7", fixture());
    command.args(["record", "-o", "-", "--", "sh", "-c", &script]).stdin(Stdio::null());
    let recording = command.stderr(Stdio::null()).output().expect("it runs").stdout;
    let mut replay = tracer();
    replay.args(["replay", "-c", "-U", "calls,name", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    std::os::unix::process::CommandExt::uid(&mut replay, 65534);
    let Ok(mut child) = replay.spawn() else { skip!("nobody may not execute tracer") };
    let mut input = child.stdin.take().expect("a pipe");
    std::io::Write::write_all(&mut input, &recording).expect("it is read");
    drop(input);
    let output = child.wait_with_output().expect("it ends");
    let table = String::from_utf8_lossy(&output.stdout);
    let calls = table.lines().find_map(|line| line.trim().strip_suffix(" getppid")?.parse::<u32>().ok());
    // A shell may make one of its own.
    assert!(output.status.success() && calls.is_some_and(|calls| calls == 7 || calls == 8), "{table}");
}
