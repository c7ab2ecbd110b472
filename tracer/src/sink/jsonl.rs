//! An object an event, a line each (`--json`): everything that the lines tell, for programs. docs/json.md describes the objects,
//! `schema.json` defines them.
//!
//! A call is one object, written when it ends, or when it is clear that it will not. Flags are those of the lines.

use std::io;

use hashbrown::HashMap;
use serde_json::{Map, Value, json};
use tracer_common::abi::Abi;
use tracer_common::config::{STATUS_DETACHED, STATUS_FAILED, STATUS_SUCCESSFUL, STATUS_UNFINISHED};
use tracer_common::segment::{INSTRUCTION_POINTER, Segments};

use super::log::LogOptions;
use super::{End, Sink};
use crate::arch;
use crate::call::{Call, CallStart, Event, Task, WallClock};
use crate::decode::custom::siginfo;
use crate::decode::emit::Emit as _;
use crate::decode::json::{Json, string};
use crate::decode::{Decoder, Piece, Shown};
use crate::stacks::{self, Shared};

/// Raised when an object changes its meaning, or loses something.
pub const VERSION: u32 = 1;

/// What `--json-schema` prints.
pub const SCHEMA: &str = include_str!("jsonl/schema.json");

/// Objects are handed on in pieces of this size, or when the source pauses.
const PIECE: usize = 64 << 10;

/// A call in progress, kept to be told if tracing ends in it.
struct Pending {
    start: CallStart<'static>,
    memory: Vec<u8>,
}

/// The sink.
pub struct JsonLines<W: io::Write> {
    out: W,
    buf: Vec<u8>,
    options: LogOptions,
    decoder: Decoder,
    clock: WallClock,
    pending: HashMap<u32, Pending>,
    stacks: Option<Shared>,
}

fn hex(value: u64) -> Value {
    Value::from(format!("{value:#x}"))
}

fn abi(abi: Abi) -> &'static str {
    match abi {
        Abi::X86_64 => "x86_64",
        Abi::I386 => "i386",
        Abi::X32 => "x32",
        Abi::Aarch64 => "aarch64",
    }
}

fn comm(bytes: &[u8]) -> Value {
    let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    string(&bytes[..end], false)
}

impl<W: io::Write> JsonLines<W> {
    /// Writes to `out`.
    pub fn new(out: W, options: LogOptions, clock: WallClock) -> Self {
        let decoder = Decoder::new(options.style.clone());
        Self { out, buf: Vec::new(), options, decoder, clock, pending: HashMap::new(), stacks: None }
    }

    /// With each call, its stack is told.
    pub fn with_stacks(self, stacks: Option<Shared>) -> Self {
        Self { stacks, ..self }
    }

    /// The writer, for tests and for whoever wants it back.
    pub fn into_inner(self) -> W {
        self.out
    }

    /// What every object starts with.
    fn object(&mut self, event: &str, task: Option<Task>, time: u64) -> Map<String, Value> {
        let mut object = Map::new();
        object.insert("v".to_owned(), VERSION.into());
        object.insert("event".to_owned(), event.into());
        object.insert("time".to_owned(), (self.clock.at(time).as_nanos() as u64).into());
        if let Some(task) = task {
            object.insert("pid".to_owned(), task.tid.into());
            object.insert("process".to_owned(), task.tgid.into());
        }
        object
    }

    fn write(&mut self, object: Map<String, Value>) -> io::Result<()> {
        serde_json::to_writer(&mut self.buf, &Value::Object(object))?;
        self.buf.push(b'\n');
        if self.buf.len() < PIECE { Ok(()) } else { self.hand_on() }
    }

    fn hand_on(&mut self) -> io::Result<()> {
        let result = self.out.write_all(&self.buf);
        self.buf.clear();
        result
    }

    /// A call, as far as its beginning tells. `show` shows the arguments.
    fn call(&mut self, start: &CallStart<'_>, show: impl FnOnce(&Decoder, &mut Json)) -> Map<String, Value> {
        let mut object = self.object("call", Some(start.task), start.time);
        object.insert("abi".to_owned(), abi(start.abi).into());
        object.insert("syscall".to_owned(), arch::call_name(start.abi, start.nr).into());
        object.insert("number".to_owned(), start.nr.into());
        let raw = start.args.map(|args| {
            let arity = arch::syscall(start.abi, start.nr).map_or(6, |it| usize::from(it.args).min(6));
            Value::Array(args[..arity].iter().map(|arg| hex(*arg)).collect())
        });
        object.insert("raw".to_owned(), raw.unwrap_or(Value::Null));
        if self.decoder.decodes(start) {
            let mut args = Json::new();
            show(&self.decoder, &mut args);
            object.insert("args".to_owned(), args.into_arguments());
        }
        if self.options.style.instruction {
            let bytes = start.memory.of_kind(INSTRUCTION_POINTER, 0);
            if let Some(bytes) = bytes.and_then(<[u8]>::first_chunk) {
                object.insert("instruction".to_owned(), hex(u64::from_ne_bytes(*bytes)));
            }
        }
        object
    }

    fn returned(&mut self, call: &Call<'_>) -> io::Result<()> {
        self.pending.remove(&call.start.task.tid);
        let status = if call.errno().is_some() { STATUS_FAILED } else { STATUS_SUCCESSFUL };
        if self.options.statuses & status == 0 {
            return Ok(());
        }
        let mut object = self.call(&call.start, |decoder, args| {
            decoder.finish(call, Shown::NOTHING, args);
        });
        object.insert("result".to_owned(), call.result.into());
        if let Some(errno) = call.errno() {
            let name = arch::errno_name(errno);
            object.insert("error".to_owned(), json!({ "number": errno, "name": name }));
        }
        let mut text = Vec::new();
        self.decoder.result(call, &mut text);
        let text = String::from_utf8_lossy(text.strip_prefix(b"= ").unwrap_or(&text)).into_owned();
        object.insert("text".to_owned(), text.into());
        if let Some(detail) = self.decoder.detail(call) {
            object.insert("detail".to_owned(), detail);
        }
        object.insert("duration".to_owned(), call.wall().into());
        let data = self.data(call);
        if !data.is_empty() {
            object.insert("data".to_owned(), data.into());
        }
        self.stack(&call.start, call.memory, &mut object);
        self.write(object)
    }

    /// Who called whom until the call was made.
    fn stack(&self, start: &CallStart<'_>, memory: Segments<'_>, object: &mut Map<String, Value>) {
        let stack = stacks::unwind(self.stacks.as_ref(), start.abi, start.task.tgid, memory);
        let Some(stack) = stack else { return };
        let frames = stack.frames.iter().map(|frame| {
            let mut told = json!({ "address": hex(frame.address) });
            if let Some((file, address)) = &frame.place {
                told["file"] = (**file).into();
                told["file_address"] = hex(*address);
            }
            if let Some((name, offset)) = &frame.symbol {
                told["symbol"] = (**name).into();
                told["offset"] = (*offset).into();
            }
            told
        });
        object.insert("stack".to_owned(), frames.collect());
        if let Some(missing) = stack.missing {
            object.insert("stack_missing".to_owned(), missing.to_string().into());
        }
    }

    /// The data of a call whose descriptor is dumped, a buffer an item.
    fn data(&self, call: &Call<'_>) -> Vec<Value> {
        let (mut data, mut message) = (Vec::new(), None);
        self.decoder.data(call, &mut |piece| match piece {
            Piece::Message(place, _) => message = Some(place),
            Piece::Buffer(..) => {}
            Piece::Bytes(bytes, missing) => {
                let mut item = json!({ "bytes": string(bytes, false) });
                if let Some(message) = message {
                    item["message"] = message.into();
                }
                if missing > 0 {
                    item["missing"] = missing.into();
                }
                data.push(item);
            }
        });
        data
    }

    /// A call without an end, and why it has none.
    fn endless(&mut self, start: &CallStart<'_>, why: &str) -> io::Result<()> {
        let mut object = self.call(start, |decoder, args| {
            decoder.abandon(start, Shown::NOTHING, args);
        });
        object.insert("unfinished".to_owned(), why.into());
        self.stack(start, start.memory, &mut object);
        self.write(object)
    }

    fn signalled(&mut self, task: Task, signal: u32, info: &[u8], at: u64, time: u64) -> io::Result<()> {
        if signal.checked_sub(1).is_some_and(|bit| self.options.signals >> (bit & 63) & 1 == 0) {
            return Ok(());
        }
        let mut object = self.object("signal", Some(task), time);
        object.insert("signal".to_owned(), named_signal(signal));
        let number = |at: usize| {
            let word = info.get(at..).and_then(<[u8]>::first_chunk);
            word.map_or(Value::Null, |word| i32::from_ne_bytes(*word).into())
        };
        object.insert("code".to_owned(), number(8));
        if let Ok(info) = info.try_into() {
            let mut out = Json::new();
            out.argument("info", false);
            siginfo::show(&mut out, signal, info);
            object.insert("info".to_owned(), out.into_arguments()[0]["value"].take());
        }
        object.insert("instruction".to_owned(), hex(at));
        self.write(object)
    }

    fn exited(&mut self, task: Task, status: u32, name: &[u8], last: bool, time: u64) -> io::Result<()> {
        self.pending.remove(&task.tid);
        if self.options.quiet.exit {
            return Ok(());
        }
        let mut object = self.object("exit", Some(task), time);
        object.insert("comm".to_owned(), comm(name));
        match status & 0x7f {
            0 => object.insert("status".to_owned(), (status >> 8 & 0xff).into()),
            signal => object.insert("signal".to_owned(), named_signal(signal)),
        };
        if status & 0x80 != 0 {
            object.insert("core_dumped".to_owned(), true.into());
        }
        object.insert("last_of_process".to_owned(), last.into());
        self.write(object)
    }
}

fn named_signal(signal: u32) -> Value {
    json!({ "number": signal, "name": arch::signal_name(Abi::NATIVE, signal) })
}

impl<W: io::Write> JsonLines<W> {
    /// A call whose task is left in it.
    fn detached(&mut self, pending: &Pending) -> io::Result<()> {
        self.endless(&CallStart { memory: Segments(&pending.memory), ..pending.start }, "detached")
    }
}

impl<W: io::Write> Sink for JsonLines<W> {
    fn event(&mut self, event: &Event<'_>) -> io::Result<()> {
        match event {
            Event::Entered(start) => {
                let pending = self.pending.entry(start.task.tid).or_insert_with(|| Pending {
                    start: CallStart { memory: Segments::EMPTY, ..*start },
                    memory: Vec::new(),
                });
                pending.start = CallStart { memory: Segments::EMPTY, ..*start };
                pending.memory.clear();
                pending.memory.extend_from_slice(start.memory.0);
                Ok(())
            }
            Event::Returned(call) => self.returned(call),
            Event::Unfinished { start, .. } => {
                self.pending.remove(&start.task.tid);
                if self.options.statuses & STATUS_UNFINISHED == 0 {
                    return Ok(());
                }
                self.endless(start, "ended")
            }
            Event::Forked { parent, child, comm: name, time } => {
                let mut object = self.object("fork", Some(*parent), *time);
                object.insert("child".to_owned(), child.tid.into());
                object.insert("child_process".to_owned(), child.tgid.into());
                object.insert("comm".to_owned(), comm(name));
                self.write(object)
            }
            Event::Execed { task, former_tid, comm: name, time } => {
                if let Some(mut pending) = self.pending.remove(former_tid) {
                    pending.start.task = *task;
                    self.pending.insert(task.tid, pending);
                }
                let mut object = self.object("exec", Some(*task), *time);
                object.insert("former_pid".to_owned(), (*former_tid).into());
                object.insert("comm".to_owned(), comm(name));
                self.write(object)
            }
            Event::Signalled { task, signal, info, instruction, time, .. } => {
                self.signalled(*task, *signal, info, *instruction, *time)
            }
            Event::Exited { task, status, comm: name, last_of_process, time } => {
                self.exited(*task, *status, name, *last_of_process, *time)
            }
            Event::Detached { task, call, .. } => match (self.pending.remove(&task.tid), call) {
                (_, Some(start)) if self.options.statuses & STATUS_DETACHED != 0 => {
                    self.endless(start, "detached")
                }
                (Some(pending), None) => self.detached(&pending),
                _ => Ok(()),
            },
            Event::Lost { events, time } => {
                let mut object = self.object("lost", None, *time);
                object.insert("events".to_owned(), (*events).into());
                self.write(object)
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.hand_on()?;
        self.out.flush()
    }

    fn finish(&mut self, _: &End<'_>) -> io::Result<()> {
        let mut left: Vec<_> = std::mem::take(&mut self.pending).into_values().collect();
        left.sort_unstable_by_key(|pending| pending.start.time);
        for pending in left {
            self.detached(&pending)?;
        }
        self.flush()
    }
}
