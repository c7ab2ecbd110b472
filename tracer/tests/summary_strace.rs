//! The table against strace 6.1's own, byte for byte.
//!
//! Each pair in `golden/summary/strace` is one run of `strace -c`: NAME.txt is what it printed, NAME.calls its
//! options and the calls that it saw. Times come from a clock that a preloaded library scripted (`call` lines: ABI,
//! number, ns, result), or, as CPU time is whole microseconds there, from the table itself (`row` lines: ABI, number,
//! calls, errors, total, shortest and longest in ns). The line of options leaves out `-c`.

use std::fs;
use std::path::Path;

use tracer::call::{Call, CallStart, Task};
use tracer::sink::summary::write_summary;
use tracer::stats::{By, Clock, Column, Sort, Summary, TableOptions};
use tracer_common::abi::Abi;
use tracer_common::counts::{Aggregate, Key};

fn options(line: &str) -> TableOptions {
    let mut options = TableOptions::default();
    let mut words = line.split(' ').filter(|word| !word.is_empty());
    while let Some(word) = words.next() {
        if word == "-w" {
            options.clock = Clock::Wall;
            continue;
        }
        let value = words.next().expect("a value");
        match word {
            "-U" => options.columns = Column::parse_list(value).unwrap(),
            "-S" => options.sort = Sort::parse(value).unwrap(),
            "-O" => {
                let (digits, unit) = value.split_at(value.find(|c: char| !c.is_ascii_digit()).unwrap());
                let scale = if unit == "ms" { 1_000_000 } else { 1_000_000_000 };
                options.overhead = digits.parse::<u64>().unwrap() * scale;
            }
            _ => panic!("{word}"),
        }
    }
    options
}

fn abi(name: &str) -> Abi {
    match name {
        "x86_64" => Abi::X86_64,
        "i386" => Abi::I386,
        "x32" => Abi::X32,
        _ => panic!("{name}"),
    }
}

fn add(summary: &mut Summary, line: &str) {
    let words: Vec<&str> = line.split(' ').collect();
    let number = |i: usize| words[i].parse::<u64>().unwrap();
    let (abi, nr) = (abi(words[1]), number(2) as u32);
    if words[0] == "call" {
        let memory = tracer_common::segment::Segments::EMPTY;
        let start = CallStart {
            task: Task { tid: 1, tgid: 1 },
            abi,
            nr,
            args: None,
            time: 0,
            memory,
            incomplete: false,
            previous: None,
        };
        let result = words[4].parse().unwrap();
        summary.add_call(
            &Call { start, end: number(3), wait: 0, result, entered: false, memory },
            false,
            false,
        );
    } else {
        let key = Key { id: 0, abi: abi as u32, nr, errno: 0 };
        let aggregate = Aggregate {
            calls: number(3),
            errors: number(4),
            wall: number(5),
            wait: 0,
            min: number(6),
            max: number(7),
        };
        summary.add_aggregate(key, &aggregate);
    }
}

#[test]
fn tables_are_straces() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/summary/strace");
    let mut compared = 0;
    for entry in fs::read_dir(&directory).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "calls") {
            continue;
        }
        let calls = fs::read_to_string(&path).unwrap();
        let (first, lines) = calls.split_once('\n').unwrap();
        let options = options(first);
        let mut summary = Summary::new(By::Syscall, options.clock);
        lines.lines().for_each(|line| add(&mut summary, line));
        let mut ours = Vec::new();
        write_summary(&mut ours, &summary, &options).unwrap();
        let straces = fs::read_to_string(path.with_extension("txt")).unwrap();
        assert_eq!(String::from_utf8(ours).unwrap(), straces, "{}", path.display());
        compared += 1;
    }
    assert!(compared > 30, "{compared} tables");
}
