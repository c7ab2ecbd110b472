//! `--json`: every line is what the schema says, and tells what the lines of text tell.

use std::process::Command;

use nix::sys::signal::Signal;
use serde_json::{Value, json};

use crate::run::{Running, attached, fixture, run, tracer, wait_until};
use crate::schema::check;
use crate::{need, need_root};

fn schema() -> Value {
    let printed = run(tracer().arg("--json-schema"));
    serde_json::from_str(&printed.stdout).expect("the schema is JSON")
}

/// The objects that `tracer --json ARGS` writes, each checked.
fn objects(args: &[&str]) -> Vec<Value> {
    let file = tempfile::NamedTempFile::new().expect("a temporary file");
    let path = file.path().to_string_lossy().into_owned();
    run(tracer().args(["--json", "-o", &path]).args(args));
    let text = std::fs::read_to_string(&path).expect("tracer wrote it");
    let schema = schema();
    let parse = |line: &str| {
        let object: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        check(&schema, &schema, &object).unwrap_or_else(|error| panic!("{error}\n{line}"));
        object
    };
    text.lines().map(parse).collect()
}

fn of_kind<'a>(objects: &'a [Value], event: &str) -> Vec<&'a Value> {
    objects.iter().filter(|object| object["event"] == event).collect()
}

#[test]
fn the_schema_refuses_what_is_not_so() {
    let schema = schema();
    let lost = json!({ "v": 1, "event": "lost", "time": 7, "events": 3 });
    assert_eq!(check(&schema, &schema, &lost), Ok(()));
    for (field, value) in
        [("v", json!(2)), ("event", json!("found")), ("time", json!("7")), ("more", json!(1))]
    {
        let mut wrong = lost.clone();
        wrong[field] = value;
        assert!(check(&schema, &schema, &wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_shell_s_events_are_as_the_schema_says() {
    need_root!();
    let sh = need!("sh");
    let script = "cat /etc/passwd /no/such/file > /dev/null 2>&1; kill -USR1 $$";
    let objects = objects(&["-f", "-y", "-i", "-e", "write=all", &sh, "-c", script]);
    let calls = of_kind(&objects, "call");
    let opened = calls.iter().find(|call| call["args"][1]["value"] == "/etc/passwd").expect("cat opens it");
    assert_eq!((&opened["syscall"], &opened["detail"]["path"]), (&json!("openat"), &json!("/etc/passwd")));
    assert_eq!(opened["raw"].as_array().map(Vec::len), Some(4));
    assert!(opened["result"].as_i64() > Some(2) && opened["instruction"].is_string());
    assert!(calls.iter().any(|call| call["error"]["name"] == "ENOENT"));
    let forks = of_kind(&objects, "fork");
    assert_eq!(forks.len(), 1);
    assert!(of_kind(&objects, "exec").iter().any(|exec| exec["pid"] == forks[0]["child"]));
    assert_eq!(of_kind(&objects, "signal").last().expect("USR1")["signal"]["name"], "SIGUSR1");
    let exits = of_kind(&objects, "exit");
    assert_eq!((exits.len(), &exits[0]["status"]), (2, &json!(1)));
    assert_eq!(exits[1]["signal"]["name"], "SIGUSR1");
}

#[test]
fn calls_tell_their_stacks() {
    need_root!();
    let sleep = need!("sleep");
    if !std::fs::canonicalize(&sleep).is_ok_and(|path| path.ends_with("sleep")) {
        crate::skip!("sleep is part of another program here");
    }
    // While it sleeps there is time to ask where its code is, however busy the machine.
    let objects = objects(&["-k", "-e", "trace=clock_nanosleep", &sleep, "0.5"]);
    let calls = of_kind(&objects, "call");
    assert_eq!(calls.len(), 1, "{calls:?}");
    let frames = calls[0]["stack"].as_array().expect("a stack");
    assert!(frames.len() > 2 && calls[0]["stack_missing"].is_null(), "{}", calls[0]);
    assert!(frames.iter().all(|frame| frame["file"].is_string()), "{}", calls[0]);
    let last = |frame: &Value| frame["file"].as_str().is_some_and(|file| file.ends_with("/sleep"));
    assert!(frames.last().is_some_and(last) && frames[0]["symbol"].is_string(), "{}", calls[0]);
}

#[test]
fn each_fixture_s_events_are_as_the_schema_says() {
    need_root!();
    let fixture = fixture();
    for args in [&["errors", "3"][..], &["unknown"], &["threads", "4"], &["signals"], &["vfork", "2"]] {
        let objects = objects(&[&["-f", &fixture], args].concat());
        assert!(!of_kind(&objects, "call").is_empty(), "{args:?}");
    }
}

#[test]
fn a_call_in_progress_is_told_when_tracing_ends() {
    need_root!();
    let sleep = need!("sleep");
    let target = Running::start(Command::new(sleep).arg("60"));
    wait_until("it sleeps", || blocked(target.pid()).is_some_and(|call| call.starts_with("230 ")));
    let file = tempfile::NamedTempFile::new().expect("a temporary file");
    let path = file.path().to_string_lossy().into_owned();
    let tracing = attached(&["--json", "-o", &path, "-p", &target.pid().to_string()]);
    tracing.signal(Signal::SIGINT);
    tracing.finish();
    let text = std::fs::read_to_string(&path).expect("tracer wrote it");
    let last: Value = serde_json::from_str(text.lines().last().unwrap_or_default()).expect("an object");
    assert_eq!((&last["syscall"], &last["unfinished"]), (&json!("clock_nanosleep"), &json!("detached")));
}

/// The call that a process is blocked in, as /proc tells it.
fn blocked(pid: u32) -> Option<String> {
    std::fs::read_to_string(format!("/proc/{pid}/syscall")).ok()
}
