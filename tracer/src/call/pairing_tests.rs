//! Sessions of records, whole and with records missing, as events in short form.

use std::collections::HashMap;

use proptest::prelude::*;
use tracer_common::limits::{COMM_LEN, SIGINFO_LEN};
use tracer_common::record::{
    Enter, Exec, Exit, FLAG_ATTACHED_INSIDE, FLAG_IGNORED, FLAG_NO_ENTER, Fork, Lost, Signal, TaskExit, Whole,
};

use super::*;

fn header(tid: u32, nr: u32, flags: u16, time: u64) -> Header {
    Header { kind: 0, abi: Abi::X86_64 as u8, flags, nr, tid, tgid: 10, time }
}

fn enter(tid: u32, nr: u32, time: u64) -> Record {
    Record::Enter(Enter { header: header(tid, nr, 0, time), args: [time; 6] })
}

fn exit_of(tid: u32, nr: u32, flags: u16, start: u64, time: u64) -> Exit {
    Exit { header: header(tid, nr, flags, time), result: 0, start, wait: 0 }
}

fn exit(tid: u32, nr: u32, start: u64, time: u64) -> Record {
    Record::Exit(exit_of(tid, nr, 0, start, time))
}

fn fork(tid: u32, child_tid: u32) -> Record {
    Record::Fork(Fork { header: header(tid, 0, 0, 0), child_tid, child_tgid: 10, comm: [0; COMM_LEN] })
}

fn exec(tid: u32, former_tid: u32) -> Record {
    Record::Exec(Exec { header: header(tid, 0, 0, 0), former_tid, pad: 0, comm: [0; COMM_LEN] })
}

fn end(tid: u32, flags: u16) -> Record {
    Record::TaskExit(TaskExit { header: header(tid, 0, flags, 0), status: 0, pad: 0, comm: [0; COMM_LEN] })
}

fn run(records: &[Record]) -> Vec<Event<'static>> {
    let (mut pairing, mut events) = (Pairing::new(), Vec::new());
    for record in records {
        pairing.take(*record, &[], &mut |event| events.push(without_memory(event)));
    }
    events
}

fn without_memory(event: Event<'_>) -> Event<'static> {
    let start = |start: CallStart<'_>| CallStart { memory: Segments::EMPTY, ..start };
    match event {
        Event::Entered(it) => Event::Entered(start(it)),
        Event::Returned(it) => {
            Event::Returned(Call { start: start(it.start), memory: Segments::EMPTY, ..it })
        }
        Event::Unfinished { start: it, time, entered } => {
            Event::Unfinished { start: start(it), time, entered }
        }
        Event::Forked { parent, child, comm, time } => Event::Forked { parent, child, comm, time },
        Event::Execed { task, former_tid, comm, time } => Event::Execed { task, former_tid, comm, time },
        Event::Signalled { task, signal, info, instruction, default_action, time } => {
            Event::Signalled { task, signal, info, instruction, default_action, time }
        }
        Event::Detached { task, call, time } => Event::Detached { task, call: call.map(start), time },
        Event::Exited { task, status, comm, last_of_process, time } => {
            Event::Exited { task, status, comm, last_of_process, time }
        }
        Event::Lost { events, time } => Event::Lost { events, time },
    }
}

/// `read` began in task 1 at 5, `entered` or not.
fn call(start: &CallStart<'_>, entered: bool) -> String {
    let args = start.args.map_or("?".to_string(), |args| args[0].to_string());
    let whole = if entered { "" } else { " whole" };
    format!("{}:{}({args})@{}{whole}", start.task.tid, start.nr, start.time)
}

fn short(event: &Event<'_>) -> String {
    match event {
        Event::Entered(start) => format!("enter {}", call(start, true)),
        Event::Returned(c) => format!("return {}", call(&c.start, c.entered)),
        Event::Unfinished { start, entered, .. } => format!("unfinished {}", call(start, *entered)),
        Event::Forked { child, .. } => format!("fork {}", child.tid),
        Event::Execed { task, former_tid, .. } => format!("exec {former_tid} -> {}", task.tid),
        Event::Signalled { signal, default_action, .. } => format!("signal {signal} {default_action}"),
        Event::Detached { task, .. } => format!("detached {}", task.tid),
        Event::Exited { task, last_of_process, .. } => format!("exit {} {last_of_process}", task.tid),
        Event::Lost { events, .. } => format!("lost {events}"),
    }
}

#[track_caller]
fn check(records: &[Record], expected: &[&str]) {
    let events: Vec<_> = run(records).iter().map(short).collect();
    assert_eq!(events, expected);
}

#[test]
fn calls_of_several_tasks_are_told_apart() {
    check(
        &[enter(1, 0, 5), enter(2, 0, 6), exit(1, 0, 5, 7), exit(2, 0, 6, 8)],
        &["enter 1:0(5)@5", "enter 2:0(6)@6", "return 1:0(5)@5", "return 2:0(6)@6"],
    );
}

#[test]
fn a_whole_record_is_a_whole_call() {
    let whole = |flags| Record::Whole(Whole { exit: exit_of(1, 3, flags, 5, 9), args: [8; 6] });
    check(&[whole(0), whole(FLAG_NO_ENTER)], &["return 1:3(8)@5 whole", "return 1:3(8)@5 whole"]);
}

#[test]
fn an_end_without_its_beginning_has_no_arguments() {
    check(&[exit(1, 0, 5, 9)], &["return 1:0(?)@5 whole"]);
    check(
        &[enter(1, 0, 5), exit(1, 1, 7, 9), exit(1, 0, 11, 12)],
        &["enter 1:0(5)@5", "return 1:1(?)@7 whole", "return 1:0(?)@11 whole"],
    );
}

#[test]
fn an_end_does_not_answer_an_older_call_of_the_same_number() {
    check(&[enter(1, 0, 5), exit(1, 0, 8, 9)], &["enter 1:0(5)@5", "return 1:0(?)@8 whole"]);
}

#[test]
fn a_call_that_tracing_began_in_is_answered() {
    let mut pairing = Pairing::new();
    let task = Task { tid: 1, tgid: 10 };
    let seed = CallStart {
        task,
        abi: Abi::X86_64,
        nr: 0,
        args: Some([3; 6]),
        time: 5,
        memory: Segments::EMPTY,
        incomplete: false,
        previous: None,
    };
    let mut events: Vec<_> = pairing.seed(seed).iter().map(short).collect();
    let record = Record::Exit(exit_of(1, 0, FLAG_ATTACHED_INSIDE, 7, 9));
    pairing.take(record, &[], &mut |event| events.push(short(&event)));
    assert_eq!(events, ["enter 1:0(3)@5", "return 1:0(3)@5"]);
}

#[test]
fn each_task_s_call_before_is_known() {
    let records = [enter(1, 35, 5), enter(2, 0, 6), exit(1, 35, 5, 7), enter(1, 219, 8), exit(1, 219, 8, 9)];
    let previous = |event: &Event<'_>| match event {
        Event::Entered(start) => format!("{}:{:?}", start.nr, start.previous),
        Event::Returned(call) => format!("{}:{:?}", call.start.nr, call.start.previous),
        _ => String::new(),
    };
    let seen: Vec<_> = run(&records).iter().map(previous).collect();
    assert_eq!(seen, ["35:None", "0:None", "35:None", "219:Some(35)", "219:Some(35)"]);
}

#[test]
fn memory_of_the_beginning_is_there_at_the_end() {
    let segment = |address: u64, byte: u8| {
        let mut bytes = [0; 24];
        bytes[..8].copy_from_slice(&address.to_ne_bytes());
        bytes[8] = 1;
        bytes[16] = byte;
        bytes
    };
    for (only_whole, expected) in [(false, "enter b, return b c, return  d"), (true, "return b c, return  d")]
    {
        let mut pairing = Pairing::new().only_whole(only_whole);
        let mut seen = Vec::new();
        let text = |segments: Segments<'_>, at| String::from_utf8_lossy(segments.memory(at, 9)).into_owned();
        let mut take = |record, memory: &[u8]| {
            pairing.take(record, memory, &mut |event| match event {
                Event::Entered(start) => seen.push(format!("enter {}", text(start.memory, 1))),
                Event::Returned(call) => {
                    seen.push(format!("return {} {}", text(call.start.memory, 1), text(call.memory, 2)));
                }
                _ => {}
            });
        };
        take(enter(1, 0, 4), &segment(1, b'a')[..0]);
        take(enter(1, 0, 5), &segment(1, b'b'));
        take(exit(1, 0, 5, 7), &segment(2, b'c'));
        take(exit(1, 0, 8, 9), &segment(2, b'd'));
        assert_eq!(
            seen.iter().filter(|it| *it != "enter ").cloned().collect::<Vec<_>>().join(", "),
            expected
        );
    }
}

#[test]
fn the_new_tasks_own_return_from_clone_is_no_call() {
    check(
        &[
            enter(1, 56, 5),
            fork(1, 2),
            exit(2, 56, 0, 6),
            exit(1, 56, 5, 7),
            enter(2, 0, 8),
            exit(2, 0, 8, 9),
        ],
        &["enter 1:56(5)@5", "fork 2", "return 1:56(5)@5", "enter 2:0(8)@8", "return 2:0(8)@8"],
    );
}

#[test]
fn a_tid_that_is_used_again_is_another_task() {
    check(
        &[enter(2, 0, 5), fork(1, 2), enter(2, 1, 7), end(2, FLAG_LAST_OF_PROCESS), exit(2, 1, 7, 8)],
        &[
            "enter 2:0(5)@5",
            "fork 2",
            "enter 2:1(7)@7",
            "unfinished 2:1(7)@7",
            "exit 2 true",
            "return 2:1(?)@7 whole",
        ],
    );
}

#[test]
fn exec_in_a_thread_goes_on_under_the_leaders_tid() {
    check(
        &[enter(10, 0, 4), enter(11, 59, 5), end(10, 0), exec(10, 11), exit(10, 59, 5, 9), end(10, 0)],
        &[
            "enter 10:0(4)@4",
            "enter 11:59(5)@5",
            "unfinished 10:0(4)@4",
            "exit 10 false",
            "exec 11 -> 10",
            "return 10:59(5)@5",
            "exit 10 false",
        ],
    );
}

#[test]
fn an_ignored_signal_takes_no_action() {
    let signal = |flags| {
        Record::Signal(Signal { header: header(1, 19, flags, 0), info: [0; SIGINFO_LEN], instruction: 0 })
    };
    check(
        &[signal(0), signal(FLAG_DEFAULT_ACTION), signal(FLAG_DEFAULT_ACTION | FLAG_IGNORED)],
        &["signal 19 false", "signal 19 true", "signal 19 false"],
    );
}

fn any_record() -> impl Strategy<Value = Record> {
    (0..9_u8, 1..5_u32, 0..3_u32, 0..5_u32, any::<u16>(), 0..30_u64, 0..30_u64).prop_map(
        |(kind, tid, nr, other, flags, start, time)| match kind {
            0 | 1 => enter(tid, nr, time),
            2 | 3 => Record::Exit(exit_of(tid, nr, flags, start, time)),
            4 => Record::Whole(Whole { exit: exit_of(tid, nr, flags, start, time), args: [start; 6] }),
            5 => fork(tid, other),
            6 => exec(tid, other),
            7 => end(tid, flags),
            _ => Record::Lost(Lost { header: header(tid, nr, flags, time), events: start }),
        },
    )
}

proptest! {
    #[test]
    fn each_beginning_has_at_most_one_end(records in prop::collection::vec(any_record(), 0..200)) {
        let mut open: HashMap<u32, CallStart<'_>> = HashMap::new();
        for event in run(&records) {
            match event {
                Event::Entered(start) => {
                    open.insert(start.task.tid, start);
                }
                Event::Returned(Call { start, entered: true, .. })
                | Event::Unfinished { start, entered: true, .. } => {
                    prop_assert_eq!(open.remove(&start.task.tid).map(|s| s.args), Some(start.args));
                }
                Event::Forked { child, .. } => {
                    open.remove(&child.tid);
                }
                Event::Execed { task, former_tid, .. } if task.tid != former_tid => {
                    let moved = open.remove(&former_tid);
                    open.remove(&task.tid);
                    open.extend(moved.map(|start| (task.tid, start)));
                }
                _ => {}
            }
        }
    }
}

#[test]
fn after_a_loss_it_is_not_known_whether_a_call_returned() {
    let lost = Record::Lost(Lost { header: header(0, 0, 0, 0), events: 7 });
    check(&[enter(1, 0, 5), end(1, 0)], &["enter 1:0(5)@5", "unfinished 1:0(5)@5", "exit 1 false"]);
    check(&[enter(1, 0, 5), lost, end(1, 0)], &["enter 1:0(5)@5", "lost 7", "exit 1 false"]);
    check(
        &[lost, enter(1, 0, 5), end(1, 0)],
        &["lost 7", "enter 1:0(5)@5", "unfinished 1:0(5)@5", "exit 1 false"],
    );
}
