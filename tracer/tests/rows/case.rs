//! A case: a call as the kernel side recorded it, and its line.
//!
//! ```text
//! openat plain 4711 ffffff9c 7ffe1000 80000 0 0 0 = -2
//!   < 7ffe1000 0 0 2f6574632f6e6f6e6500
//!   openat(AT_FDCWD, "/etc/none", O_RDONLY|O_CLOEXEC) = -1 ENOENT (No such file or directory)
//! ```
//!
//! The first line has the style, the process, the argument registers and the result (`?` if there is none). Below, `<` is a segment of
//! memory at the call's beginning, `>` one at its end: address, kind, flags, bytes. `#` marks a line that strace has not confirmed.

use std::fmt::Write as _;
use std::time::Duration;

use tracer::arch;
use tracer::call::{Call, CallStart, Event, Task, WallClock};
use tracer::decode::Style;
use tracer::decode::index::rows;
use tracer::decode::style::NO_CALLS;
use tracer::sink::Sink as _;
use tracer::sink::log::{Log, LogOptions};
use tracer_common::abi::Abi;
use tracer_common::segment::Segments;

/// The styles that cases are of: their names, and the options of strace that they stand for.
pub(crate) const STYLES: [(&str, &[&str]); 3] =
    [("plain", &[]), ("full", &["-v", "-s", "200"]), ("paths", &["-y"])];

/// The style of that name.
pub(crate) fn style(name: &str) -> Option<Style> {
    match name {
        "plain" => Some(Style::default()),
        "paths" => Some(Style { paths: true, ..Style::default() }),
        "full" => Some(Style { abbrev: NO_CALLS, limit: 200, ..Style::default() }),
        _ => None,
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) style: String,
    pub(crate) tgid: u32,
    pub(crate) args: [u64; 6],
    pub(crate) result: Option<i64>,
    pub(crate) enter: Vec<u8>,
    pub(crate) exit: Vec<u8>,
    pub(crate) line: String,
    /// Does strace not know the call, so that the line is tracer's alone?
    pub(crate) own: bool,
}

impl Case {
    /// The line that tracer prints.
    pub(crate) fn replay(&self) -> String {
        let nr = arch::syscalls(Abi::NATIVE).iter().find(|call| call.name == self.name);
        let start = CallStart {
            task: Task { tid: self.tgid, tgid: self.tgid },
            abi: Abi::NATIVE,
            nr: nr.map(|call| call.nr).unwrap_or(u32::MAX),
            args: Some(self.args),
            time: 0,
            memory: Segments(&self.enter),
            incomplete: false,
            previous: None,
        };
        let event = match self.result {
            Some(result) => {
                let memory = Segments(&self.exit);
                Event::Returned(Call { start, end: 0, wait: 0, result, entered: false, memory })
            }
            None => Event::Unfinished { start, time: 0, entered: false },
        };
        line(&event, style(&self.style).unwrap_or_default())
    }

    /// Of what there are a few cases: a syscall, or a variant of it, in one style.
    pub(crate) fn kind(&self) -> (String, String, Option<u64>) {
        let variant = rows().find(|row| row.name == self.name).and_then(|row| row.variant(&self.args));
        (self.name.clone(), self.style.clone(), variant.map(|variant| variant.value))
    }

    /// Is there anything to see in a variant's case: memory, or a call that succeeded?
    pub(crate) fn is_telling(&self) -> bool {
        !self.enter.is_empty() || !self.exit.is_empty() || self.result.is_some_and(|result| result >= 0)
    }

    /// What two cases of the same look have in common: the line without its numbers and strings.
    pub(crate) fn shape(&self) -> String {
        let mut shape = format!("{} {} ", self.name, self.style);
        let mut quoted = false;
        for letter in self.line.chars() {
            match letter {
                '"' => quoted = !quoted,
                _ if quoted => {}
                '0'..='9' => {}
                other => shape.push(other),
            }
        }
        shape
    }

    pub(crate) fn write(&self, out: &mut String) {
        let _ = write!(out, "{} {} {}", self.name, self.style, self.tgid);
        for arg in self.args {
            let _ = write!(out, " {arg:x}");
        }
        let _ = match self.result {
            Some(result) => writeln!(out, " = {result}"),
            None => writeln!(out, " = ?"),
        };
        for (mark, memory) in [('<', &self.enter), ('>', &self.exit)] {
            for (segment, bytes) in Segments(memory) {
                let _ = write!(out, "  {mark} {:x} {} {} ", segment.address, segment.kind, segment.flags);
                for byte in bytes {
                    let _ = write!(out, "{byte:02x}");
                }
                out.push('\n');
            }
        }
        if self.own {
            out.push_str("  # tracer's own line: strace 6.1 does not know this call\n");
        }
        let _ = writeln!(out, "  {}\n", self.line);
    }
}

/// A whole event as one line.
pub(crate) fn line(event: &Event<'_>, style: Style) -> String {
    let options = LogOptions { style, ..LogOptions::default() };
    let mut log = Log::new(Vec::new(), options, WallClock::fixed(Duration::ZERO, 0), None);
    let told = log.event(event).and_then(|()| log.flush());
    assert!(told.is_ok(), "a vector takes everything");
    let text = String::from_utf8_lossy(&log.into_inner()).into_owned();
    // Of a task that nobody announced, lines bear the pid.
    let line = text.split_once("] ").map_or(text.as_str(), |(_, line)| line);
    line.trim_end_matches('\n').to_owned()
}

/// The cases of a file.
pub(crate) fn parse(text: &str) -> Result<Vec<Case>, String> {
    text.split("\n\n").filter(|block| !block.trim().is_empty()).map(case).collect()
}

fn case(block: &str) -> Result<Case, String> {
    let wrong = || format!("no case: {block}");
    let mut lines = block.trim_matches('\n').lines();
    let words: Vec<&str> = lines.next().unwrap_or_default().split(' ').collect();
    let [name, style, tgid, args @ .., "=", result] = &words[..] else { return Err(wrong()) };
    let args: Vec<u64> = args.iter().filter_map(|arg| u64::from_str_radix(arg, 16).ok()).collect();
    let mut case = Case {
        name: (*name).to_owned(),
        style: (*style).to_owned(),
        tgid: tgid.parse().map_err(|_| wrong())?,
        args: args.try_into().map_err(|_| wrong())?,
        result: result.parse().ok(),
        enter: Vec::new(),
        exit: Vec::new(),
        line: String::new(),
        own: false,
    };
    for line in lines {
        let line = line.strip_prefix("  ").ok_or_else(wrong)?;
        match line.split(' ').collect::<Vec<_>>()[..] {
            [mark @ ("<" | ">"), address, kind, flags, bytes] => {
                let memory = if mark == "<" { &mut case.enter } else { &mut case.exit };
                segment(memory, address, kind, flags, bytes).ok_or_else(wrong)?;
            }
            _ if line.starts_with('#') => case.own = true,
            _ => line.clone_into(&mut case.line),
        }
    }
    Ok(case)
}

fn segment(memory: &mut Vec<u8>, address: &str, kind: &str, flags: &str, bytes: &str) -> Option<()> {
    let digits = bytes.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).unwrap_or_default());
    let bytes = digits.map(|pair| u8::from_str_radix(pair, 16).ok()).collect::<Option<Vec<u8>>>()?;
    memory.extend(u64::from_str_radix(address, 16).ok()?.to_ne_bytes());
    memory.extend((bytes.len() as u32).to_ne_bytes());
    memory.extend(kind.parse::<u16>().ok()?.to_ne_bytes());
    memory.extend(flags.parse::<u16>().ok()?.to_ne_bytes());
    memory.extend(&bytes);
    memory.resize(memory.len().next_multiple_of(8), 0);
    Some(())
}
