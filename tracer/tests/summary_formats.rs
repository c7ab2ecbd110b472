//! The outputs of a summary that strace does not have: by process, errnos, losses, costs, intervals, other
//! formats. Names are hostile on purpose: they come from whoever is traced.

use insta::{Settings, assert_snapshot};
use tracer::call::{Call, CallStart, Task};
use tracer::sink::summary::{write_interval, write_summary};
use tracer::stats::{By, Clock, Column, Format, Loss, Sort, Summary, TableOptions};
use tracer_common::abi::Abi;
use tracer_common::counts::{Aggregate, Key};

const HOSTILE: &str = "a|b\",\u{1b}[2J\n`x`";

/// Calls of two processes, one of them through the i386 ABI too.
fn summary(by: By, clock: Clock, rounds: u64) -> Summary {
    let mut summary = Summary::new(by, clock);
    for round in 0..rounds {
        for (tgid, abi, nr, wall, wait, result) in [
            (812, Abi::X86_64, 0, 2_000 + round * 100, 500, 16),
            (812, Abi::X86_64, 0, 1_000, 0, -11),
            (812, Abi::X86_64, 1, 90_000 + round, 0, 16),
            (4711, Abi::X86_64, 257, 7_000_000, 6_990_000, -2),
            (4711, Abi::I386, 6, 300, 0, -9),
        ] {
            let memory = tracer_common::segment::Segments::EMPTY;
            let start = CallStart {
                task: Task { tid: tgid, tgid },
                abi,
                nr,
                args: None,
                time: round,
                memory,
                incomplete: false,
                previous: None,
            };
            let call = Call { start, end: round + wall, wait, result, entered: true, memory };
            summary.add_call(&call, true, true);
        }
    }
    summary.names.insert(812, "redis-server".to_owned());
    summary.names.insert(4711, HOSTILE.to_owned());
    summary.elapsed = rounds * 1_250_000_000;
    summary
}

fn lossy(by: By) -> Summary {
    let mut summary = summary(by, Clock::Cpu, 4);
    summary.loss =
        Loss { spilled_calls: 12_345, dropped_events: 1, untracked_tasks: 2, table_full: 7, missed_runs: 3 };
    summary.program_time = Some(41_000);
    summary.program_runs = Some(40);
    summary.reader_time = Some(1_234_567);
    summary
}

fn options(by: By, format: Format) -> TableOptions {
    TableOptions { by, format, ..TableOptions::default() }
}

fn printed(summary: &Summary, options: &TableOptions) -> String {
    let mut out = Vec::new();
    write_summary(&mut out, summary, options).unwrap();
    String::from_utf8(out).unwrap()
}

/// Compares with `golden/summary/NAME.snap`, line ends made visible where they are not plain.
fn compare(name: &str, printed: &str) {
    assert!(!printed.chars().any(|c| c.is_control() && c != '\n' && c != '\r'), "{printed:?}");
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path("golden/summary");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| assert_snapshot!(name, printed.replace('\r', "<CR>")));
}

#[test]
fn by_process() {
    let summary = summary(By::Process, Clock::Cpu, 3);
    compare("by_process", &printed(&summary, &options(By::Process, Format::Text)));
    let by_calls = TableOptions {
        columns: Column::parse_list("calls,cpu-time,wait-time,p50,p999,stddev,name").unwrap(),
        sort: Sort::parse("calls").unwrap(),
        ..options(By::Process, Format::Text)
    };
    compare("by_process_own_columns", &printed(&summary, &by_calls));
}

#[test]
fn a_process_without_a_row_of_its_own() {
    let mut summary = summary(By::Process, Clock::Wall, 1);
    let other = Aggregate { calls: 2, errors: 1, wall: 900, wait: 0, min: 400, max: 500 };
    summary.add_aggregate(Key { id: 0, abi: 0, nr: 400, errno: 0 }, &other);
    summary.names.remove(&812);
    let options = TableOptions {
        columns: Column::parse_list("calls,errors").unwrap(),
        sort: Sort::Nothing,
        clock: Clock::Wall,
        ..options(By::Process, Format::Text)
    };
    compare("by_process_nameless", &printed(&summary, &options));
}

#[test]
fn everything_at_once() {
    for (name, format) in
        [("text", Format::Text), ("json", Format::Json), ("csv", Format::Csv), ("markdown", Format::Markdown)]
    {
        for (by_name, by) in [("syscall", By::Syscall), ("thread", By::Thread)] {
            let options = TableOptions { errnos: true, cost: true, ..options(by, format) };
            compare(&format!("everything_{name}_{by_name}"), &printed(&lossy(by), &options));
        }
    }
}

#[test]
fn no_calls() {
    let summary = Summary::new(By::Syscall, Clock::Wall);
    assert_eq!(printed(&summary, &options(By::Syscall, Format::Text)), "");
    assert_eq!(printed(&summary, &options(By::Syscall, Format::Markdown)), "");
    let lossy = Summary { loss: Loss { missed_runs: 1, ..Loss::default() }, ..summary.clone() };
    assert_eq!(
        printed(&lossy, &options(By::Syscall, Format::Text)),
        "tracer: 1 call or event not seen (the kernel skipped the BPF program): counts may be too small\n"
    );
    let csv = printed(&summary, &options(By::Syscall, Format::Csv));
    assert_eq!(csv, "abi,time_percent,total_time_ns,avg_time_ns,calls,errors,name\r\n");
    let options = TableOptions { clock: Clock::Wall, ..options(By::Syscall, Format::Json) };
    compare("no_calls_json", &printed(&summary, &options));
}

#[test]
fn intervals() {
    let (first, second) = (summary(By::Syscall, Clock::Wall, 2), summary(By::Syscall, Clock::Wall, 5));
    for (name, format) in
        [("text", Format::Text), ("json", Format::Json), ("csv", Format::Csv), ("markdown", Format::Markdown)]
    {
        let options = TableOptions {
            columns: Column::parse_list("total-time,min-time,max-time,calls").unwrap(),
            clock: Clock::Wall,
            ..options(By::Syscall, format)
        };
        let mut out = Vec::new();
        write_interval(&mut out, &first, None, &options).unwrap();
        write_interval(&mut out, &second, Some(&first), &options).unwrap();
        compare(&format!("intervals_{name}"), &String::from_utf8(out).unwrap());
    }
}

#[test]
fn json_holds_what_was_counted() {
    let summary = lossy(By::Process);
    let text = printed(&summary, &TableOptions { errnos: true, ..options(By::Process, Format::Json) });
    let object: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(text.matches('\n').count(), 1, "one line");
    let rows = object["rows"].as_array().unwrap();
    assert_eq!(rows.iter().map(|row| row["calls"].as_u64().unwrap()).sum::<u64>(), 20);
    let read = rows.iter().find(|row| row["name"] == "read").unwrap();
    assert_eq!((&read["comm"], &read["errors"]), (&"redis-server".into(), &4.into()));
    assert_eq!(read["errnos"][0]["name"], "EAGAIN");
    assert_eq!(read["wall_time_ns"], 4 * (2_000 + 1_000) + 600);
    assert_eq!(object["names"]["4711"], HOSTILE);
    assert_eq!(object["loss"]["spilled_calls"], 12_345);
}
