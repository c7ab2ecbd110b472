//! Waiting: the threads that are blocked now, in which call, on what, and for how long.

use super::processes::BLOCKED;
use super::{Body, Panel, Sight, Table, comm_or_unknown};
use crate::top::data::Data;
use crate::top::format;
use crate::top::grid::{Cell, Column, Row, Subject};
use crate::top::objects::Objects;
use crate::top::style::Role;

/// The view.
pub const PANEL: Panel = Panel {
    name: "Waiting",
    about: "threads that are blocked now: the call, what it is about, and for how long",
    body: Body::Table(Table {
        columns: &COLUMNS,
        sort: 0,
        rows,
        note,
        empty: "No thread is blocked in a call.",
    }),
};

const COLUMNS: [Column; 5] = [
    Column { title: "FOR", width: 6, grows: false, rank: 0 },
    Column { title: "PID", width: 7, grows: false, rank: 2 },
    Column { title: "PROCESS", width: 15, grows: false, rank: 1 },
    Column { title: "CALL", width: 20, grows: true, rank: 0 },
    Column { title: "PATH OR PEER", width: 16, grows: true, rank: 3 },
];

fn rows(sight: &mut Sight<'_>) -> Vec<Row> {
    let mut objects = Objects::default();
    let mut rows = Vec::new();
    for inside in sight.data.processes.inside() {
        let (task, age) = (inside.call.task(), sight.now.saturating_sub(inside.call.time()));
        if age < BLOCKED {
            continue;
        }
        let call = inside.call.call();
        let about = objects.about(inside.call.id());
        let path = match about.fd(call.start.args.as_ref()) {
            Some(fd) => {
                sight.data.paths.look(&call.start, fd, sight.lookup).map(|path| format::printable(&path))
            }
            None => about.path(&call).map(format::printable),
        };
        let text = format::printable(sight.describer.begun(inside.call).as_bytes());
        let doubt = if inside.doubtful { "? " } else { "" };
        let cells = vec![
            Cell::Age(age),
            Cell::Count(u64::from(task.tid)),
            Cell::text(comm_or_unknown(sight.data.processes.comm(task.tgid))),
            Cell::Text(format!("{doubt}{text}").into(), Role::Call),
            Cell::Text(path.unwrap_or_default().into(), Role::Path),
        ];
        rows.push(Row { subject: Subject::Thread(task.tid, task.tgid), cells });
    }
    rows.sort_by_key(|row| match row.subject {
        Subject::Thread(tid, _) => tid,
        _ => 0,
    });
    rows
}

fn note(data: &Data) -> Option<String> {
    let doubtful = data.processes.inside().filter(|inside| inside.doubtful).count();
    (doubtful > 0).then(|| "? events were lost since: the call may have returned".to_owned())
}
