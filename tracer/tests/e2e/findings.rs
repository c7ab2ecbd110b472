//! Findings in real programs: for each rule one that does what the rule is about, and one that does it seldom or rightly.

use std::process::Command;

use serde_json::Value;

use crate::run::{fixture, run, tracer};
use crate::{need, need_root, skip};

/// The rules that are told of a command, with the finding's title.
fn findings(command: &[&str]) -> Vec<(String, String)> {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("report.json");
    let mut report = tracer();
    report.args(["report", "--format", "json", "-o"]).arg(&path).arg("--").args(command);
    let finished = run(&mut report);
    assert!(finished.status.success(), "{}", finished.stderr);
    let text = std::fs::read_to_string(path).expect("a report");
    let report: Value = serde_json::from_str(&text).expect("JSON");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let findings = report["findings"].as_array().expect("findings");
    findings.iter().map(|it| (text(&it["rule"]), text(&it["title"]))).collect()
}

fn check(rule: &str, does: &[&str], does_not: &[&str]) {
    let (found, not) = (findings(does), findings(does_not));
    assert!(found.iter().any(|(name, _)| name == rule), "{rule} is not among {found:?}");
    assert!(not.iter().all(|(name, _)| name != rule), "{rule} is among {not:?}");
}

/// Python programs, started without site-packages, which look for much.
macro_rules! python {
    ($($test:ident, $rule:literal: $does:literal, $does_not:literal;)*) => {$(
        #[test]
        fn $test() {
            need_root!();
            let python = need!("python3");
            // A version manager's shell script is a program of its own.
            let own = Command::new(&python).args(["-c", "import sys; print(sys.executable)"]).output();
            let Ok(own) = own else { skip!("python3 does not run") };
            let own = String::from_utf8_lossy(&own.stdout).trim().to_owned();
            check($rule, &[&own, "-ISc", $does], &[&own, "-ISc", $does_not]);
        }
    )*};
}

python! {
    tiny_reads, "tiny-io":
        "import os\nf = os.open('/dev/zero', 0)\nfor _ in range(1500): os.read(f, 1)",
        "import os\nf = os.open('/dev/zero', 0)\nfor _ in range(1500): os.read(f, 4096)";
    one_path_again_and_again, "repeated-path":
        "import os\nfor _ in range(150): os.close(os.open('/dev/null', 0))",
        "import os\nfor _ in range(50): os.close(os.open('/dev/null', 0))";
    files_that_are_not_there, "missing-files":
        "import os\nfor n in range(300):\n  try: os.open('/nonexistent/%d' % n, 0)\n  except OSError: pass",
        "import os\nfor n in range(99): os.open('/dev/null', 0); os.stat('/'); os.stat('/dev'); os.stat('/etc'); os.stat('/tmp')";
    spinning, "again-spin":
        "import os\nr, w = os.pipe()\nos.set_blocking(r, False)\nfor _ in range(1500):\n  try: os.read(r, 1)\n  except BlockingIOError: pass",
        "import os\nr, w = os.pipe()\nos.set_blocking(r, False)\nfor _ in range(1500):\n  os.write(w, b'x')\n  os.read(r, 1)";
    syncs, "sync-per-write":
        "import os, tempfile\nt = tempfile.TemporaryFile()\nf = t.fileno()\nfor _ in range(30): os.write(f, b'x' * 100); os.fsync(f)",
        "import os, tempfile\nt = tempfile.TemporaryFile()\nf = t.fileno()\nfor _ in range(300): os.write(f, b'x' * 100)\nos.fsync(f)";
    polls, "busy-poll":
        "import select\np = select.poll()\nfor _ in range(1500): p.poll(0)",
        "import select\np = select.poll()\nfor _ in range(15): p.poll(1)";
    pieces, "small-sends":
        "import socket\na, b = socket.socketpair()\nfor _ in range(150):\n  for _ in range(5): a.send(b'x' * 10)\n  b.recv(50)",
        "import socket\na, b = socket.socketpair()\nfor _ in range(600): a.send(b'x' * 10); b.recv(10); b.send(b'y'); a.recv(1)";
    mappings, "map-churn":
        "import mmap\nfor _ in range(600): mmap.mmap(-1, 1 << 20).close()",
        "import mmap, os\nkept = [mmap.mmap(-1, 1 << 20) for _ in range(600)]\nos._exit(0)";
    sleeping, "sleep-loop":
        "import time\nfor _ in range(30): time.sleep(0.002)",
        "import time\nfor _ in range(5): time.sleep(0.002)";
}

#[test]
fn starting_one_program_again_and_again() {
    need_root!();
    let sh = need!("sh");
    let again = "i=0; while [ $i -lt 120 ]; do /bin/true; i=$((i + 1)); done";
    let once = "i=0; while [ $i -lt 120 ]; do true; i=$((i + 1)); done; /bin/true";
    check("exec-storm", &[&sh, "-c", again], &[&sh, "-c", once]);
}

#[test]
fn a_lock_that_many_want() {
    need_root!();
    if std::fs::read_to_string("/proc/cpuinfo").is_ok_and(|text| text.contains("QEMU TCG")) {
        skip!("emulated processors take turns, so nobody has to wait for a lock");
    }
    check("futex-contention", &[&fixture(), "contend", "4"], &[&fixture(), "contend", "1"]);
}

/// A browser reads the page as people do: its script has run, and sorts a table.
#[test]
fn the_page_opens_in_a_browser() {
    need_root!();
    let browser = need!("chromium");
    let dir = tempfile::tempdir().expect("a folder");
    let page = dir.path().join("report.html");
    let mut report = tracer();
    report.args(["report", "--format", "html", "-o"]).arg(&page).args(["--", &fixture(), "errors", "30"]);
    assert!(run(&mut report).status.success());
    let text = std::fs::read_to_string(&page).expect("a page");
    // Clicks the heading of the calls when everything is there.
    let click = "<script>document.querySelectorAll('#syscalls th button')[1].click()</script></body>";
    std::fs::write(&page, text.replace("</body>", click)).expect("written");
    let mut command = Command::new(browser);
    command.args([
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--dump-dom",
    ]);
    command.arg(format!("--user-data-dir={}", dir.path().join("profile").display()));
    let finished = run(command.arg(format!("file://{}", page.display())));
    let dom = finished.stdout;
    assert!(
        dom.contains("<th class=\"n\" aria-sort=\"descending\"><button>calls</button></th>"),
        "{dom:.2000}"
    );
    let body = dom.split("id=\"syscalls\"").nth(1).expect("a table");
    let calls: Vec<u64> = body
        .split("<tr>")
        .filter_map(|row| row.split("data-v=\"").nth(1)?.split('"').next()?.parse().ok())
        .collect();
    let first: Vec<u64> = calls.into_iter().take(5).collect();
    assert!(first.len() == 5 && first.is_sorted_by(|a, b| a >= b), "{first:?}");
    assert!(dom.contains("<svg class=\"timeline\"") && !dom.contains("src=\"http"));
}
