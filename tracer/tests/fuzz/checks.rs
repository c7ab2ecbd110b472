//! What must hold for any bytes. The fuzz targets of `tracer/fuzz` and the short run of `cargo test` share these functions.

use std::sync::Arc;
use std::time::Duration;

use tracer::arch;
use tracer::call::{Call, CallStart, Event, Task, WallClock};
use tracer::decode::Style;
use tracer::decode::style::{ALL_CALLS, Constants, Descriptors, HexStrings, NO_CALLS};
use tracer::decode::tasks::Tasks;
use tracer::filter::{Paths, parse_expression};
use tracer::recording::columns::Malformed;
use tracer::recording::{Entry, Item, Reader};
use tracer::sink::Sink as _;
use tracer::sink::jsonl::JsonLines;
use tracer::sink::log::{Log, LogOptions};
use tracer_common::abi::Abi;
use tracer_common::record;
use tracer_common::segment::{SOCKET, Segments, Socket};

/// A line may be so many times as long as what it shows, plus the user's limits.
const FACTOR: usize = 64;
const LINE: usize = 1 << 16;

/// Takes bytes off the front; zeroes when there are none left.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn word(&mut self) -> u64 {
        let (head, rest) = self.0.split_at(self.0.len().min(8));
        self.0 = rest;
        let mut word = [0; 8];
        word[..head.len()].copy_from_slice(head);
        u64::from_le_bytes(word)
    }

    fn byte(&mut self) -> u8 {
        let (head, rest) = self.0.split_at(self.0.len().min(1));
        self.0 = rest;
        head.first().copied().unwrap_or(0)
    }

    fn some(&mut self, len: usize) -> &'a [u8] {
        let (head, rest) = self.0.split_at(self.0.len().min(len));
        self.0 = rest;
        head
    }
}

/// A register as programs have them: a small number, a flag, an error, an address that memory was copied from.
fn register(bytes: &mut Bytes<'_>) -> u64 {
    match bytes.byte() % 8 {
        0 => 0,
        1 => u64::from(bytes.byte()),
        2 => 1 << (bytes.byte() % 64),
        3 => u64::MAX - u64::from(bytes.byte()),
        4 | 5 => 0x1000 * (1 + u64::from(bytes.byte() % 4)),
        6 => u64::from(bytes.byte()) << 8 | u64::from(bytes.byte()),
        _ => bytes.word(),
    }
}

/// Segments: mostly at the addresses that registers have, sometimes anything at all.
fn segments(bytes: &mut Bytes<'_>) -> Vec<u8> {
    let mut memory = Vec::new();
    for place in 0..bytes.byte() % 6 {
        if bytes.byte() == 0 {
            memory.extend_from_slice(bytes.some(40));
            continue;
        }
        let len = usize::from(bytes.byte());
        let kind = if bytes.byte() < 224 { 0 } else { u16::from(bytes.byte() % 5) };
        let address = if kind == 0 { 0x1000 * (1 + u64::from(place)) } else { u64::from(bytes.byte() % 4) };
        let content = bytes.some(len);
        memory.extend(address.to_ne_bytes());
        memory.extend((content.len() as u32).to_ne_bytes());
        memory.extend(kind.to_ne_bytes());
        memory.extend(u16::from(bytes.byte() % 2).to_ne_bytes());
        memory.extend(content);
        memory.resize(memory.len().next_multiple_of(8), 0);
    }
    memory
}

/// Says something of every task.
#[derive(Debug)]
struct Odd;

impl Tasks for Odd {
    fn comm(&self, tid: u32) -> Option<Vec<u8>> {
        Some(tid.to_ne_bytes().to_vec())
    }

    fn outside(&self, process: u32, tid: u32) -> Option<u32> {
        Some(process ^ tid)
    }
}

fn style(bits: u64) -> Style {
    let set = |bit: u32| bits >> bit & 1 != 0;
    let all = |on| Descriptors { inverted: on, list: Vec::new() };
    Style {
        limit: [0, 1, 32, 200][(bits & 3) as usize],
        strings: [HexStrings::Never, HexStrings::NonAscii, HexStrings::Always, HexStrings::Never]
            [(bits >> 2 & 3) as usize],
        constants: [Constants::Abbrev, Constants::Raw, Constants::Verbose, Constants::Abbrev]
            [(bits >> 4 & 3) as usize],
        abbrev: if set(6) { NO_CALLS } else { ALL_CALLS },
        verbose: if set(7) && set(8) { NO_CALLS } else { ALL_CALLS },
        raw: NO_CALLS,
        read: all(set(9)),
        write: all(set(10)),
        paths: set(11),
        devices: set(12),
        files: set(13),
        boot: Duration::from_secs(1),
        names: set(14),
        instruction: set(15),
        sockets: set(16),
        pidfds: set(17),
        stacks: false,
        vcpu_exits: set(20),
        comms: set(18),
        namespaces: set(19),
        tasks: Some(Arc::new(Odd)),
    }
}

/// The segment of a descriptor that is a socket of this protocol of netlink(7).
fn netlink(fd: u32, protocol: u8) -> Vec<u8> {
    const FAMILY: usize = std::mem::offset_of!(Socket, family);
    const PROTOCOL: usize = std::mem::offset_of!(Socket, protocol);
    let mut socket = [0; size_of::<Socket>()];
    socket[FAMILY] = libc::AF_NETLINK as u8;
    socket[PROTOCOL] = protocol;
    let mut segment = u64::from(fd).to_ne_bytes().to_vec();
    segment.extend((socket.len() as u32).to_ne_bytes());
    segment.extend(SOCKET.to_ne_bytes());
    segment.extend([0; 2]);
    segment.extend(socket);
    segment
}

/// Shows a call of the `place`th syscall, whatever its registers and memory hold: no panic, no endless line.
pub fn decode(place: usize, data: &[u8]) {
    let calls = arch::syscalls(Abi::NATIVE);
    let bytes = &mut Bytes(data);
    let options = LogOptions { style: style(bytes.word()), ..LogOptions::default() };
    let args: [u64; 6] = std::array::from_fn(|_| register(bytes));
    let result = register(bytes) as i64;
    let (enter, mut exit) = (segments(bytes), segments(bytes));
    // Mostly a socket of netlink(7), whose messages are what the memory holds.
    if !bytes.byte().is_multiple_of(8) {
        exit.splice(0..0, netlink(args[0] as u32, bytes.byte() % 24));
    }
    let start = CallStart {
        task: Task { tid: 7, tgid: 7 },
        abi: Abi::NATIVE,
        nr: calls[place % calls.len()].nr,
        args: Some(args),
        time: 0,
        memory: Segments(&enter),
        incomplete: bytes.byte() & 1 != 0,
        previous: None,
    };
    let call = Call { start, end: 0, wait: 0, result, entered: true, memory: Segments(&exit) };
    let clock = WallClock::fixed(Duration::ZERO, 0);
    let limit = LINE + FACTOR * data.len();
    let mut log = Log::new(Vec::new(), options.clone(), clock.clone(), None);
    let mut json = JsonLines::new(Vec::new(), options, clock);
    for event in [
        Event::Entered(start),
        Event::Returned(call),
        Event::Returned(Call { entered: false, ..call }),
        Event::Unfinished { start, time: 0, entered: false },
    ] {
        let told = log.event(&event).and_then(|()| json.event(&event));
        assert!(told.is_ok(), "a vector takes everything");
    }
    assert!(log.flush().and_then(|()| json.flush()).is_ok(), "a vector takes everything");
    let (text, objects) = (log.into_inner(), json.into_inner());
    let name = calls[place % calls.len()].name;
    assert!(text.len() < 4 * limit, "{name}: {} bytes of text", text.len());
    assert!(objects.len() < 8 * limit, "{name}: {} bytes of JSON", objects.len());
    assert_eq!(objects.iter().filter(|byte| **byte == b'\n').count(), 3, "{name}: an object a line");
    let mut paths = Paths::default();
    let _resolved = paths.add("/x".as_ref());
    paths.touched_by_ended(&call);
}

/// Parses a record, and goes through its memory.
pub fn parse(data: &[u8]) {
    if let Ok((_, memory)) = record::parse(data) {
        assert!(memory.len() < data.len());
        let copied: usize = Segments(memory).into_iter().map(|(_, bytes)| bytes.len()).sum();
        assert!(copied <= memory.len());
        Segments(memory).memory(0, usize::MAX);
    }
}

/// Reads a recording, whatever it is.
pub fn recording(data: &[u8]) {
    let Ok(mut reader) = Reader::new(data) else { return };
    let mut records = 0;
    while let Some(item) = reader.next_item().expect("memory can be read") {
        if let Item::Records(block) = item {
            // A block that is not whole yields what it has before that.
            let _whole = block.each(|entry| {
                if let Entry::Record(record) = entry {
                    records += 1;
                    parse(record);
                }
                Ok::<_, Malformed>(())
            });
        }
    }
    assert!(reader.position() <= data.len() as u64 && records <= 1 << 24);
    reader.shortfall().describe();
}

/// Parses what follows `-e`.
pub fn expression(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    if let Err(error) = parse_expression(&text) {
        assert!(!error.to_string().is_empty());
    }
}
