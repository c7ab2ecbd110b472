//! Syscalls: how often, how long, how many fail.

use super::{Body, Panel, Sight, Table};
use crate::top::data::Data;
use crate::top::format;
use crate::top::grid::{Cell, Column, Row, Subject};
use crate::top::style::Role;

/// The view.
pub const PANEL: Panel = Panel {
    name: "Syscalls",
    about: "each syscall: calls, errors, CPU time and waiting, percentiles of the duration, share of the CPU time",
    body: Body::Table(Table { columns: &COLUMNS, sort: 9, rows, note, empty: "No call has returned yet." }),
};

const COLUMNS: [Column; 10] = [
    Column { title: "SYSCALL", width: 15, grows: false, rank: 0 },
    Column { title: "CALLS", width: 8, grows: false, rank: 0 },
    Column { title: "CALLS/S", width: 7, grows: false, rank: 2 },
    Column { title: "ERRORS", width: 6, grows: false, rank: 3 },
    Column { title: "CPU", width: 6, grows: false, rank: 4 },
    Column { title: "WAIT", width: 6, grows: false, rank: 7 },
    Column { title: "P50", width: 6, grows: false, rank: 9 },
    Column { title: "P99", width: 6, grows: false, rank: 5 },
    Column { title: "MAX", width: 6, grows: false, rank: 8 },
    Column { title: "%CPU TIME", width: 9, grows: true, rank: 6 },
];

fn rows(sight: &mut Sight<'_>) -> Vec<Row> {
    let all: u64 = sight.data.syscalls.values().map(|profile| profile.cpu()).sum();
    let called = sight.data.syscalls.iter().filter(|(_, profile)| profile.calls() > 0);
    called
        .map(|(id, profile)| {
            let shape = profile.shape();
            let cells = vec![
                Cell::Text(id.name(), Role::Call),
                Cell::Count(profile.calls()),
                Cell::Rate(profile.rate),
                Cell::Bad(profile.errors()),
                Cell::Span(Some(profile.cpu())),
                Cell::Span(Some(profile.wait())),
                Cell::Span(shape.map(|shape| shape.p50)),
                Cell::Span(shape.map(|shape| shape.p99)),
                Cell::Span(shape.map(|_| profile.sums.max)),
                Cell::Share(profile.cpu() as f64 / all.max(1) as f64),
            ];
            Row { subject: Subject::Call(*id), cells }
        })
        .collect()
}

fn note(data: &Data) -> Option<String> {
    (data.kernel_calls > 0).then(|| {
        let calls = format::count(data.kernel_calls);
        format!("{calls} calls were counted in the kernel (ring full): they are in the sums, not in P50, P99 and MAX")
    })
}
