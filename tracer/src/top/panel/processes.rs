//! Processes: the tree of who started whom, what each calls most, and what it is blocked in.

use std::cmp::Reverse;

use hashbrown::{HashMap, HashSet};
use tracer_common::abi::Abi;

use super::{Body, Panel, Sight, Table, comm_or_unknown};
use crate::arch;
use crate::top::data::Data;
use crate::top::format;
use crate::top::grid::{Cell, Column, Row, Subject};
use crate::top::processes::{Inside, Process};
use crate::top::style::Role;

/// The view.
pub const PANEL: Panel = Panel {
    name: "Processes",
    about: "the tree of processes: calls, top syscall, what each is blocked in and for how long, how it ended",
    body: Body::Table(Table { columns: &COLUMNS, sort: 0, rows, note, empty: "No process has called yet." }),
};

const COLUMNS: [Column; 9] = [
    Column { title: "PROCESS", width: 14, grows: true, rank: 0 },
    Column { title: "PID", width: 7, grows: false, rank: 1 },
    Column { title: "CALLS", width: 8, grows: false, rank: 0 },
    Column { title: "CALLS/S", width: 7, grows: false, rank: 2 },
    Column { title: "ERRORS", width: 6, grows: false, rank: 7 },
    Column { title: "CPU", width: 6, grows: false, rank: 6 },
    Column { title: "TOP CALL", width: 10, grows: false, rank: 5 },
    Column { title: "STATE", width: 10, grows: true, rank: 3 },
    Column { title: "FOR", width: 6, grows: false, rank: 4 },
];

/// A thread is said to be blocked when it has been in a call for so long, ns.
pub const BLOCKED: u64 = 5_000_000;

fn rows(sight: &mut Sight<'_>) -> Vec<Row> {
    let table = &sight.data.processes.table;
    let mut children: HashMap<u32, Vec<u32>> = HashMap::new();
    for (tgid, process) in table {
        let known = process.parent != *tgid && table.contains_key(&process.parent);
        children.entry(if known { process.parent } else { 0 }).or_default().push(*tgid);
    }
    for list in children.values_mut() {
        list.sort_unstable_by_key(|tgid| Reverse(*tgid));
    }
    let blocked = blocked(sight);
    let mut rows = Vec::with_capacity(table.len());
    let mut seen = HashSet::new();
    let mut stack: Vec<(u32, u16)> = children.get(&0).into_iter().flatten().map(|tgid| (*tgid, 0)).collect();
    // Pids are used again, so parents may go in a circle: whoever no root leads to is a root.
    let mut others: Vec<u32> = table.keys().copied().collect();
    others.sort_unstable_by_key(|tgid| Reverse(*tgid));
    loop {
        let Some((tgid, depth)) = stack.pop() else {
            match others.pop() {
                Some(tgid) => stack.push((tgid, 0)),
                None => break,
            }
            continue;
        };
        let (Some(process), true) = (table.get(&tgid), seen.insert(tgid)) else { continue };
        rows.push(row(tgid, depth, process, blocked.get(&tgid), sight.now));
        stack.extend(children.get(&tgid).into_iter().flatten().map(|child| (*child, depth + 1)));
    }
    rows
}

/// Of each process, the call that its leader is blocked in, or else the thread that is blocked longest.
fn blocked<'a>(sight: &Sight<'a>) -> HashMap<u32, Inside<'a>> {
    let mut blocked: HashMap<u32, Inside<'a>> = HashMap::new();
    for inside in sight.data.processes.inside() {
        let task = inside.call.task();
        if sight.now.saturating_sub(inside.call.time()) < BLOCKED {
            continue;
        }
        let rank = |inside: &Inside<'_>| {
            let task = inside.call.task();
            (task.tid != task.tgid, inside.call.time())
        };
        let best = blocked.entry(task.tgid).or_insert(inside);
        if rank(&inside) < rank(best) {
            *best = inside;
        }
    }
    blocked
}

fn row(tgid: u32, depth: u16, process: &Process, blocked: Option<&Inside<'_>>, now: u64) -> Row {
    let profile = &process.profile;
    let (state, since) = match (process.ended, blocked) {
        (Some(status), _) => (ended(status), None),
        (None, Some(inside)) => {
            let doubt = if inside.doubtful { "?" } else { "" };
            let name = Cell::Text(format!("{}{doubt}", inside.call.id().name()).into(), Role::Call);
            (name, Some(now.saturating_sub(inside.call.time())))
        }
        (None, None) => (Cell::Text("runs".into(), Role::Dim), None),
    };
    let role = if process.ended.is_some() { Role::Dim } else { Role::Strong };
    let cells = vec![
        Cell::Tree(depth, comm_or_unknown(&process.comm), role),
        Cell::Count(u64::from(tgid)),
        Cell::Count(profile.calls()),
        Cell::Rate(profile.rate),
        Cell::Bad(profile.errors()),
        Cell::Span(Some(profile.cpu())),
        process.top_call().map_or(Cell::text(""), |id| Cell::Text(id.name(), Role::Call)),
        state,
        since.map_or(Cell::Span(None), Cell::Age),
    ];
    Row { subject: Subject::Process(tgid), cells }
}

fn ended(status: u32) -> Cell {
    let text = match status & 0x7f {
        0 => format!("exited {}", status >> 8 & 0xff),
        signal => arch::signal_name(Abi::NATIVE, signal).into_owned(),
    };
    Cell::Text(text.into(), if status == 0 { Role::Dim } else { Role::Bad })
}

fn note(data: &Data) -> Option<String> {
    let gone = data.processes.gone;
    let mut notes = Vec::new();
    if gone.entries > 0 {
        let (entries, calls) = (format::count(gone.entries), format::count(gone.calls));
        notes.push(format!("not listed: {entries} earlier processes with {calls} calls"));
    }
    if data.kernel_calls > 0 {
        notes.push(format!("of unknown processes (ring full): {} calls", format::count(data.kernel_calls)));
    }
    (!notes.is_empty()).then(|| notes.join("; "))
}
