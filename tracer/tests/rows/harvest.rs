//! New cases: fixtures and everyday commands, each run once, seen by strace and by tracer's programs. A call becomes a case if its
//! line is strace's.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use tracer::arch;
use tracer::call::{Call, CallStart, Event, Pairing};
use tracer::decode::derive::plans;
use tracer::decode::index::row;
use tracer::decode::table::FAMILIES;
use tracer::source::live::Live;
use tracer::source::loader::Settings;
use tracer_common::abi::Abi;
use tracer_common::config::{Config, FOLLOW, HOLD, PROCESS_RECORDS, STATUS_ALL};
use tracer_common::limits::SLOT_WORDS;
use tracer_common::record;

use crate::case::{Case, STYLES, line, style};
use crate::committed;

/// Cases of a syscall, or of one of its variants, in one style, and bytes of a case's memory.
const CASES: usize = 6;
const CASES_OF_VARIANT: usize = 1;
const MEMORY: usize = 1500;

/// Everyday commands, for what no fixture does.
const COMMANDS: [&str; 4] =
    ["ls -l /dev", "cat /etc/hostname | wc -c", "python3 -c 'import socket, ssl'", "find /etc -name x"];

/// Runs everything, and writes the files with what is new and what still holds.
pub(crate) fn add(folder: &Path) {
    let fixture = Path::new(env!("CARGO_BIN_EXE_tracer")).with_file_name("fixture");
    let known = Command::new(&fixture).output().expect("cargo build -p tracer-fixtures");
    let known = String::from_utf8_lossy(&[known.stdout, known.stderr].concat()).into_owned();
    let decoded =
        known.lines().filter_map(|line| line.split(' ').nth(1)).filter(|it| it.starts_with("decode-"));
    let fixtures = decoded.map(|name| format!("{} {name}", fixture.display()));
    let commands: Vec<String> = fixtures.chain(COMMANDS.map(str::to_owned)).collect();

    let mut cases: BTreeMap<&str, Vec<Case>> = BTreeMap::new();
    for (family, _) in FAMILIES {
        let still = committed(family).into_iter().filter(|case| case.replay() == case.line);
        cases.insert(family, still.collect());
    }
    for (name, options) in STYLES {
        for command in &commands {
            for case in run(name, options, command) {
                let family = FAMILIES.iter().find(|(_, rows)| rows.iter().any(|row| row.name == case.name));
                let Some(of_family) = family.and_then(|(family, _)| cases.get_mut(family)) else { continue };
                let kind = case.kind();
                let limit = match kind.2 {
                    None => CASES,
                    Some(_) if case.is_telling() => CASES_OF_VARIANT,
                    Some(_) => 0,
                };
                let alike = of_family.iter().filter(|it| it.kind() == kind);
                let new = alike.clone().count() < limit && alike.clone().all(|it| it.shape() != case.shape());
                if new && case.replay() == case.line {
                    of_family.push(case);
                }
            }
        }
    }
    for (family, mut cases) in cases {
        let order = |name: &str| arch::syscalls(Abi::NATIVE).iter().position(|call| call.name == name);
        cases.sort_by_key(|case| (order(&case.name), case.style.clone()));
        let mut text = String::new();
        cases.iter().for_each(|case| case.write(&mut text));
        std::fs::create_dir_all(folder).expect("a folder");
        std::fs::write(folder.join(format!("{family}.txt")), text).expect("written");
        println!("{family}: {} cases", cases.len());
    }
}

/// One run: the calls whose lines strace has printed too.
fn run(style_name: &str, options: &[&str], command: &str) -> Vec<Case> {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let log = dir.path().join("strace.log");
    let words = format!("read gate; exec strace -f -o {} {} {command}", log.display(), options.join(" "));
    let mut shell = Command::new("sh");
    shell.args(["-c", &words]).current_dir(dir.path()).env_remove("LD_LIBRARY_PATH");
    let mut shell =
        shell.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("sh");
    let style = style(style_name).expect("a style");
    let settings = Settings {
        stream: true,
        capture: Some(plans(&style)),
        adopt: true,
        config: Config { flags: FOLLOW | HOLD | PROCESS_RECORDS, statuses: STATUS_ALL, ..Config::ZERO },
        bitmap: [u64::MAX; SLOT_WORDS],
        ring_size: 1 << 22,
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let mut seen: HashMap<u32, Vec<Case>> = HashMap::new();
    runtime.block_on(async {
        let mut live = Live::new(&settings).expect("it needs root");
        live.attach().expect("attached");
        live.adopt(&[shell.id()], true).expect("adopted");
        let mut pairing = Pairing::new();
        let mut stdin = shell.stdin.take().expect("it is piped");
        stdin.write_all(b"\n").expect("the shell reads it");
        drop(stdin);
        loop {
            let over = live.live_tasks() == 0;
            let drained: Result<(), ()> = live.drain(|bytes| {
                let (record, memory) = record::parse(bytes).map_err(|_| ())?;
                pairing.take(record, memory, &mut |event| {
                    if let Some((tid, case)) = case(&event, style_name) {
                        seen.entry(tid).or_default().push(case);
                    }
                });
                Ok(())
            });
            drained.expect("records are well-formed");
            if over {
                break;
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    });
    shell.wait().expect("it is our child");
    let text = std::fs::read(&log).expect("strace wrote it");
    let text = String::from_utf8_lossy(&text);
    let lines = strace_lines(&text);
    let all = seen.into_iter().flat_map(|(tid, cases)| cases.into_iter().map(move |case| (tid, case)));
    let confirmed = all.filter_map(|(tid, mut case)| {
        let nr = arch::syscalls(Abi::NATIVE).iter().find(|call| call.name == case.name)?.nr;
        case.own = text.contains(&format!(" syscall_{nr:#x}("));
        (case.own || lines.contains(&(tid, bare(&case.line)))).then_some(case)
    });
    confirmed.collect()
}

/// The case that a call makes.
fn case(event: &Event<'_>, style_name: &str) -> Option<(u32, Case)> {
    let (start, result, exit): (&CallStart<'_>, _, _) = match event {
        Event::Returned(call) => (&call.start, Some(call.result), call.memory.0),
        Event::Unfinished { start, .. } => (start, None, &[][..]),
        _ => return None,
    };
    let row = row(start.abi, start.nr)?;
    if start.memory.0.len() + exit.len() > MEMORY {
        return None;
    }
    let whole = match event {
        Event::Returned(call) => Event::Returned(Call { entered: false, ..*call }),
        _ => Event::Unfinished { start: *start, time: 0, entered: false },
    };
    let line = line(&whole, style(style_name)?);
    // Dates depend on where the test runs.
    if line.contains("T0") || line.contains("T1") || line.contains("T2") {
        return None;
    }
    let case = Case {
        name: row.name.to_owned(),
        style: style_name.to_owned(),
        tgid: start.task.tgid,
        args: start.args?,
        result,
        enter: start.memory.0.to_vec(),
        exit: exit.to_vec(),
        line,
        own: false,
    };
    Some((start.task.tid, case))
}

/// A line without what depends on where its parts were printed: the column of the result.
fn bare(line: &str) -> String {
    match line.rsplit_once(" = ") {
        Some((call, result)) => format!("{} = {result}", call.trim_end()),
        None => line.to_owned(),
    }
}

/// What strace printed, by thread, with lines in two parts put together.
fn strace_lines(log: &str) -> HashSet<(u32, String)> {
    const UNFINISHED: &str = " <unfinished ...>";
    let (mut lines, mut open) = (HashSet::new(), HashMap::new());
    for line in log.lines() {
        let Some((tid, text)) = line.split_once(' ') else { continue };
        let (Ok(tid), text) = (tid.parse::<u32>(), text.trim_start()) else { continue };
        if let Some(begun) = text.strip_suffix(UNFINISHED) {
            open.insert(tid, begun.to_owned());
        } else if let Some((_, rest)) = text.strip_prefix("<... ").and_then(|it| it.split_once(" resumed>")) {
            lines.insert((tid, bare(&(open.remove(&tid).unwrap_or_default() + rest))));
        } else {
            lines.insert((tid, bare(text)));
        }
    }
    lines
}
