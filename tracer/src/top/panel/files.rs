//! Files: paths and peers, what was done with them, and how long it took.

use super::{Body, Panel, Sight, Table};
use crate::top::data::Data;
use crate::top::files::MAX_FILES;
use crate::top::format;
use crate::top::grid::{Cell, Column, Row, Subject};
use crate::top::style::Role;

/// The view.
pub const PANEL: Panel = Panel {
    name: "Files",
    about: "paths and peers: calls about them, bytes moved, errors, time spent",
    body: Body::Table(Table {
        columns: &COLUMNS,
        sort: 1,
        rows,
        note,
        empty: "No call has been about a path or a known descriptor yet.",
    }),
};

const COLUMNS: [Column; 8] = [
    Column { title: "PATH OR PEER", width: 20, grows: true, rank: 0 },
    Column { title: "CALLS", width: 8, grows: false, rank: 0 },
    Column { title: "CALLS/S", width: 7, grows: false, rank: 4 },
    Column { title: "BYTES", width: 5, grows: false, rank: 1 },
    Column { title: "ERRORS", width: 6, grows: false, rank: 2 },
    Column { title: "TIME", width: 6, grows: false, rank: 3 },
    Column { title: "WAIT", width: 6, grows: false, rank: 6 },
    Column { title: "MAX", width: 6, grows: false, rank: 5 },
];

fn rows(sight: &mut Sight<'_>) -> Vec<Row> {
    let files = sight.data.files.table.iter();
    files
        .map(|(id, file)| {
            let profile = &file.profile;
            let cells = vec![
                Cell::Text(format::printable(&file.name).into(), Role::Path),
                Cell::Count(profile.calls()),
                Cell::Rate(profile.rate),
                Cell::Bytes(profile.bytes),
                Cell::Bad(profile.errors()),
                Cell::Span(Some(profile.wall())),
                Cell::Span(Some(profile.wait())),
                Cell::Span(Some(profile.sums.max)),
            ];
            Row { subject: Subject::File(*id), cells }
        })
        .collect()
}

fn note(data: &Data) -> Option<String> {
    let files = &data.files;
    (files.gone > 0).then(|| {
        let (gone, calls) = (format::count(files.gone), format::count(files.gone_calls));
        format!("at most {MAX_FILES} are listed: {gone} used earlier, with {calls} calls, went out")
    })
}
