//! Parquet: a row for each event, for DuckDB, pandas, Spark and their like. [`COLUMNS`] is the schema.
//!
//! Rows are gathered into groups and compressed by zstd. The crate wants a writer that may go to another thread, so its
//! bytes take a way around: see [`Pipe`].

use std::io::{self, Write};
use std::rc::Rc;
use std::sync::{Arc, Mutex};

use parquet::basic::{Compression, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use tracer_common::abi::Abi;

use super::{Comms, Export};
use crate::arch;
use crate::call::{Call, CallStart, Event, Task};
use crate::recording::{Start, TaskInfo};
use crate::report::names::Names;
use crate::report::subject::Subjects;
use crate::report::text_of::TextOf;

/// Rows of a group: as many are in memory.
const GROUP: usize = 1 << 16;

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// ns since 1970, in UTC.
    Time,
    /// A 64-bit number.
    Number,
    /// UTF-8.
    Text,
}

/// The columns, in order. All but `time` and `event` may be null.
pub const COLUMNS: [(&str, Type); 22] = [
    ("time", Type::Time),
    ("event", Type::Text),
    ("pid", Type::Number),
    ("tid", Type::Number),
    ("comm", Type::Text),
    ("abi", Type::Text),
    ("nr", Type::Number),
    ("syscall", Type::Text),
    ("call", Type::Text),
    ("arg0", Type::Number),
    ("arg1", Type::Number),
    ("arg2", Type::Number),
    ("arg3", Type::Number),
    ("arg4", Type::Number),
    ("arg5", Type::Number),
    ("result", Type::Number),
    ("errno", Type::Text),
    ("wall_ns", Type::Number),
    ("wait_ns", Type::Number),
    ("object", Type::Text),
    ("bytes", Type::Number),
    ("detail", Type::Text),
];

fn schema() -> String {
    let field = |(name, ty): &(&str, Type)| {
        let needed = if matches!(*name, "time" | "event") { "REQUIRED" } else { "OPTIONAL" };
        match ty {
            Type::Time => format!("{needed} INT64 {name} (TIMESTAMP(NANOS,true));"),
            Type::Number => format!("{needed} INT64 {name};"),
            Type::Text => format!("{needed} BYTE_ARRAY {name} (STRING);"),
        }
    };
    format!("message event {{ {} }}", COLUMNS.iter().map(field).collect::<String>())
}

/// Bytes on their way from the crate's writer to ours.
#[derive(Clone, Debug, Default)]
struct Pipe(Arc<Mutex<Vec<u8>>>);

impl Pipe {
    fn take(&self) -> Vec<u8> {
        self.0.lock().map(|mut bytes| std::mem::take(&mut *bytes)).unwrap_or_default()
    }
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut held = self.0.lock().map_err(|_| io::Error::other("a thread has panicked"))?;
        held.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A value.
#[derive(Clone, Debug)]
enum Value {
    Number(i64),
    Text(Rc<str>),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

/// The values of a column in this group, and whether each row has one.
#[derive(Debug, Default)]
struct Column {
    numbers: Vec<i64>,
    texts: Vec<ByteArray>,
    there: Vec<i16>,
}

/// Writes rows.
pub struct Parquet<'a> {
    out: &'a mut dyn Write,
    pipe: Pipe,
    writer: Option<SerializedFileWriter<Pipe>>,
    columns: Vec<Column>,
    rows: usize,
    /// Time of day minus monotonic time.
    offset: i128,
    comms: Comms,
    names: Names,
    subjects: Subjects,
    text: TextOf,
    counted: u64,
}

/// A row: the columns that have a value.
struct Row([Option<Value>; COLUMNS.len()]);

impl Row {
    fn set(mut self, name: &str, value: Value) -> Self {
        if let Some(place) = COLUMNS.iter().position(|(known, _)| *known == name) {
            self.0[place] = Some(value);
        }
        self
    }
}

fn failed(error: ParquetError) -> io::Error {
    io::Error::other(error.to_string())
}

impl<'a> Parquet<'a> {
    /// Writes there.
    pub fn new(out: &'a mut dyn Write) -> Self {
        Self {
            out,
            pipe: Pipe::default(),
            writer: None,
            columns: COLUMNS.iter().map(|_| Column::default()).collect(),
            rows: 0,
            offset: 0,
            comms: Comms::default(),
            names: Names::default(),
            subjects: Subjects::default(),
            text: TextOf::default(),
            counted: 0,
        }
    }

    fn row(&self, event: &str, task: Option<Task>, time: u64) -> Row {
        let ns = (i128::from(time) + self.offset).clamp(0, i128::from(i64::MAX)) as i64;
        let row =
            Row([const { None }; COLUMNS.len()]).set("time", Value::Number(ns)).set("event", event.into());
        let Some(task) = task else { return row };
        let row = row.set("pid", Value::Number(task.tgid.into())).set("tid", Value::Number(task.tid.into()));
        match self.comms.get(task.tid) {
            "" => row,
            comm => row.set("comm", comm.into()),
        }
    }

    fn call_row(&self, event: &str, start: &CallStart<'_>) -> Row {
        let abi = match start.abi {
            Abi::X86_64 => "x86_64",
            Abi::I386 => "i386",
            Abi::X32 => "x32",
            Abi::Aarch64 => "aarch64",
        };
        let mut row = self.row(event, Some(start.task), start.time);
        row = row.set("abi", abi.into()).set("nr", Value::Number(start.nr.into()));
        row = row.set("syscall", arch::call_name(start.abi, start.nr).as_ref().into());
        for (i, arg) in start.args.iter().flatten().enumerate() {
            row = row.set(&format!("arg{i}"), Value::Number(*arg as i64));
        }
        row
    }

    fn returned(&mut self, call: &Call<'_>) -> io::Result<()> {
        let start = &call.start;
        let subject = self.subjects.of(start.abi, start.nr);
        let path: Option<Rc<str>> = subject.path(call).map(|path| String::from_utf8_lossy(path).into());
        let object = path.clone().or_else(|| self.names.get(start.task.tgid, subject.fd(call)?));
        let mut row = self.call_row("call", start);
        row = row.set("call", self.text.call(call).as_str().into()).set("result", Value::Number(call.result));
        row = row.set("wall_ns", Value::Number(call.wall() as i64));
        row = row.set("wait_ns", Value::Number(call.wait.min(call.wall()) as i64));
        if let Some(errno) = call.errno() {
            let name = arch::errno_name(errno).map_or_else(|| errno.to_string(), str::to_owned);
            row = row.set("errno", name.as_str().into());
        } else {
            self.names.returned(&subject, call, path.as_ref());
        }
        if let Some(object) = object {
            row = row.set("object", Value::Text(object));
        }
        if let Some(bytes) = subject.bytes(call) {
            row = row.set("bytes", Value::Number(bytes as i64));
        }
        self.put(row)
    }

    fn put(&mut self, row: Row) -> io::Result<()> {
        for (column, value) in self.columns.iter_mut().zip(row.0) {
            column.there.push(i16::from(value.is_some()));
            match value {
                Some(Value::Number(number)) => column.numbers.push(number),
                Some(Value::Text(text)) => column.texts.push(text.as_bytes().to_vec().into()),
                None => {}
            }
        }
        self.rows += 1;
        if self.rows >= GROUP { self.flush_group() } else { Ok(()) }
    }

    fn writer(&mut self) -> io::Result<&mut SerializedFileWriter<Pipe>> {
        if self.writer.is_none() {
            let schema = Arc::new(parse_message_type(&schema()).map_err(failed)?);
            let level = ZstdLevel::try_new(3).map_err(failed)?;
            let properties = WriterProperties::builder().set_compression(Compression::ZSTD(level)).build();
            let writer =
                SerializedFileWriter::new(self.pipe.clone(), schema, Arc::new(properties)).map_err(failed)?;
            return Ok(self.writer.insert(writer));
        }
        self.writer.as_mut().ok_or_else(|| io::Error::other("there is no writer"))
    }

    fn flush_group(&mut self) -> io::Result<()> {
        let mut columns = std::mem::take(&mut self.columns);
        let writer = self.writer()?;
        let mut group = writer.next_row_group().map_err(failed)?;
        for (column, (name, ty)) in columns.iter_mut().zip(COLUMNS) {
            let Some(mut to) = group.next_column().map_err(failed)? else { break };
            let levels = (!matches!(name, "time" | "event")).then_some(column.there.as_slice());
            match ty {
                Type::Text => to.typed::<ByteArrayType>().write_batch(&column.texts, levels, None),
                Type::Time | Type::Number => {
                    to.typed::<Int64Type>().write_batch(&column.numbers, levels, None)
                }
            }
            .map_err(failed)?;
            to.close().map_err(failed)?;
            column.numbers.clear();
            column.texts.clear();
            column.there.clear();
        }
        group.close().map_err(failed)?;
        (self.columns, self.rows) = (columns, 0);
        self.out.write_all(&self.pipe.take())
    }
}

impl Export for Parquet<'_> {
    fn begin(&mut self, start: &Start) -> io::Result<()> {
        self.offset = i128::from(start.clock.realtime) - i128::from(start.clock.monotonic);
        (self.comms, self.names) = (Comms::default(), Names::default());
        Ok(())
    }

    fn introduce(&mut self, tasks: &[TaskInfo]) -> io::Result<()> {
        self.comms.introduce(tasks);
        tasks.iter().for_each(|task| self.names.introduce(task));
        Ok(())
    }

    fn event(&mut self, event: &Event<'_>) -> io::Result<()> {
        self.comms.event(event);
        match event {
            Event::Entered(_) => Ok(()),
            Event::Returned(call) => self.returned(call),
            Event::Unfinished { start, time, .. } => {
                let wall = time.saturating_sub(start.time) as i64;
                self.put(self.call_row("unfinished", start).set("wall_ns", Value::Number(wall)))
            }
            Event::Forked { parent, child, time, .. } => {
                self.names.forked(parent.tgid, child.tgid);
                let by = format!("by {}", parent.tid);
                self.put(self.row("fork", Some(*child), *time).set("detail", by.as_str().into()))
            }
            Event::Execed { task, time, .. } => {
                self.names.execed(task.tgid);
                self.put(self.row("exec", Some(*task), *time))
            }
            Event::Signalled { task, signal, time, .. } => {
                let name = arch::signal_name(Abi::NATIVE, *signal);
                self.put(self.row("signal", Some(*task), *time).set("detail", name.as_ref().into()))
            }
            Event::Exited { task, status, last_of_process, time, .. } => {
                let row = self.row("exit", Some(*task), *time);
                if *last_of_process {
                    self.names.ended(task.tgid);
                }
                self.put(row.set("result", Value::Number((*status).into())))
            }
            Event::Detached { task, time, .. } => self.put(self.row("detached", Some(*task), *time)),
            Event::Lost { events, time } => {
                let row = self.row("lost", None, *time);
                self.put(row.set("result", Value::Number(i64::try_from(*events).unwrap_or(i64::MAX))))
            }
        }
    }

    fn counted(&mut self, _: Abi, _: u32, calls: u64) -> io::Result<()> {
        self.counted += calls;
        Ok(())
    }

    fn finish(&mut self) -> io::Result<Vec<String>> {
        if self.rows > 0 {
            self.flush_group()?;
        }
        self.writer()?.finish().map_err(failed)?;
        self.out.write_all(&self.pipe.take())?;
        let lost = format!("{} calls were counted and not recorded: they are in no row", self.counted);
        Ok(if self.counted > 0 { vec![lost] } else { Vec::new() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::made;
    use parquet::file::reader::{FileReader as _, SerializedFileReader};
    use parquet::record::RowAccessor as _;

    #[test]
    fn rows_come_back() {
        let mut out = Vec::new();
        let mut export = Parquet::new(&mut out);
        export
            .introduce(&[TaskInfo { tid: 7, tgid: 7, comm: "sh".to_owned(), ..TaskInfo::default() }])
            .expect("taken");
        let rounds = GROUP / 2 + 10;
        for _ in 0..rounds {
            made::call("7 close(9) = -9").with(|call| export.event(&Event::Returned(*call)).expect("taken"));
            export.event(&Event::Lost { events: 3, time: 8 }).expect("taken");
        }
        assert_eq!(export.finish().expect("taken"), [""; 0]);
        let reader = SerializedFileReader::new(bytes::Bytes::from(out)).expect("a file");
        assert_eq!(
            (reader.num_row_groups(), reader.metadata().file_metadata().num_rows()),
            (2, 2 * rounds as i64)
        );
        let rows: Vec<_> =
            reader.get_row_iter(None).expect("rows").take(2).map(|row| row.expect("a row")).collect();
        let place = |name: &str| COLUMNS.iter().position(|(known, _)| *known == name).expect("a column");
        let text =
            |row: &parquet::record::Row, name: &str| row.get_string(place(name)).cloned().unwrap_or_default();
        assert_eq!((text(&rows[0], "comm"), text(&rows[0], "errno")), ("sh".to_owned(), "EBADF".to_owned()));
        assert_eq!(text(&rows[0], "call"), "close(9) = -1 EBADF (Bad file descriptor)");
        assert_eq!(
            (rows[0].get_long(place("wall_ns")).ok(), rows[0].get_long(place("bytes")).ok()),
            (Some(1000), None)
        );
        assert_eq!(
            (text(&rows[1], "event").as_str(), rows[1].get_long(place("result")).ok()),
            ("lost", Some(3))
        );
    }

    #[test]
    fn every_column_is_documented() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/howto/export-a-recording.md");
        let docs = std::fs::read_to_string(path).expect("docs");
        for (name, _) in COLUMNS {
            let name = if name.starts_with("arg") { "arg0` to `arg5" } else { name };
            assert!(docs.contains(&format!("`{name}`")), "{name}");
        }
    }
}
