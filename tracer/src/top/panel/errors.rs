//! Errors: which errno, of which syscall, about what.

use super::{Body, Panel, Sight, Table, comm_or_unknown};
use crate::arch;
use crate::top::data::Data;
use crate::top::failures::MAX_FAILURES;
use crate::top::format;
use crate::top::grid::{Cell, Column, Row, Subject};
use crate::top::style::Role;

/// The view.
pub const PANEL: Panel = Panel {
    name: "Errors",
    about: "each error by syscall and path, how often, and who had it last",
    body: Body::Table(Table { columns: &COLUMNS, sort: 2, rows, note, empty: "No call has failed." }),
};

const COLUMNS: [Column; 6] = [
    Column { title: "ERROR", width: 12, grows: false, rank: 0 },
    Column { title: "SYSCALL", width: 14, grows: false, rank: 0 },
    Column { title: "ERRORS", width: 7, grows: false, rank: 0 },
    Column { title: "LATELY", width: 6, grows: false, rank: 3 },
    Column { title: "PATH OR PEER", width: 14, grows: true, rank: 1 },
    Column { title: "LAST BY", width: 16, grows: false, rank: 2 },
];

fn rows(sight: &mut Sight<'_>) -> Vec<Row> {
    let data = sight.data;
    let failures = data.failures.table.iter();
    failures
        .map(|(id, failure)| {
            let errno =
                arch::errno_name(failure.errno).map_or_else(|| failure.errno.to_string(), str::to_owned);
            let path = failure.path.as_deref().map(format::printable).unwrap_or_default();
            let tgid = failure.last.task().tgid;
            let comm = comm_or_unknown(data.processes.comm(tgid));
            let cells = vec![
                Cell::Text(errno.into(), Role::Bad),
                Cell::Text(failure.id.name(), Role::Call),
                Cell::Count(failure.tally.calls),
                Cell::Count(failure.tally.lately),
                Cell::Text(path.into(), Role::Path),
                Cell::text(format!("{comm} {tgid}")),
            ];
            Row { subject: Subject::Failure(*id), cells }
        })
        .collect()
}

fn note(data: &Data) -> Option<String> {
    let failures = &data.failures;
    (failures.gone > 0).then(|| {
        let (gone, calls) = (format::count(failures.gone), format::count(failures.gone_calls));
        format!("at most {MAX_FAILURES} are listed: {gone} that happened earlier, {calls} times, went out")
    })
}
