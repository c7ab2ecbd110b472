//! `{si_signo=SIGCHLD, ...}`: the start of a `siginfo_t`, as far as its code says that it is filled. Signals that are
//! delivered come with one, and some calls read or write one.

use tracer_common::abi::Abi;
use tracer_common::limits::SIGINFO_LEN;

use crate::arch;
use crate::decode::desc::Custom;
use crate::decode::emit::Emit;
use crate::decode::emit::Shape::Struct;
use crate::decode::flags::SECCOMP_ARCH;
use crate::decode::walk::Walk;

const SIGILL: u32 = 4;
const SIGTRAP: u32 = 5;
const SIGBUS: u32 = 7;
const SIGFPE: u32 = 8;
const SIGSEGV: u32 = 11;
const SIGCHLD: u32 = 17;
const SIGIO: u32 = 29;
const SIGSYS: u32 = 31;

const SI_USER: i32 = 0;
const SI_TIMER: i32 = -2;
const SI_SIGIO: i32 = -5;
const SI_TKILL: i32 = -6;
const SI_KERNEL: i32 = 0x80;
const CLD_EXITED: i32 = 1;

/// Codes that any signal can have (include/uapi/asm-generic/siginfo.h).
const CODES: [(i32, &str); 10] = [
    (SI_USER, "SI_USER"),
    (SI_KERNEL, "SI_KERNEL"),
    (-1, "SI_QUEUE"),
    (SI_TIMER, "SI_TIMER"),
    (-3, "SI_MESGQ"),
    (-4, "SI_ASYNCIO"),
    (SI_SIGIO, "SI_SIGIO"),
    (SI_TKILL, "SI_TKILL"),
    (-7, "SI_DETHREAD"),
    (-60, "SI_ASYNCNL"),
];

/// Codes of one signal: its prefix, and the names from 1 on.
fn own_codes(signal: u32) -> (&'static str, &'static [&'static str]) {
    match signal {
        SIGILL => (
            "ILL_",
            &["ILLOPC", "ILLOPN", "ILLADR", "ILLTRP", "PRVOPC", "PRVREG", "COPROC", "BADSTK", "BADIADDR"],
        ),
        SIGTRAP => ("TRAP_", &["BRKPT", "TRACE", "BRANCH", "HWBKPT", "UNK", "PERF"]),
        SIGBUS => ("BUS_", &["ADRALN", "ADRERR", "OBJERR", "MCEERR_AR", "MCEERR_AO"]),
        SIGFPE => (
            "FPE_",
            &[
                "INTDIV", "INTOVF", "FLTDIV", "FLTOVF", "FLTUND", "FLTRES", "FLTINV", "FLTSUB", "", "", "",
                "", "", "FLTUNK", "CONDTRAP",
            ],
        ),
        SIGSEGV => (
            "SEGV_",
            &["MAPERR", "ACCERR", "BNDERR", "PKUERR", "ACCADI", "ADIDERR", "ADIPERR", "MTEAERR", "MTESERR"],
        ),
        SIGCHLD => ("CLD_", &["EXITED", "KILLED", "DUMPED", "TRAPPED", "STOPPED", "CONTINUED"]),
        SIGIO => ("POLL_", &["IN", "OUT", "MSG", "ERR", "PRI", "HUP"]),
        SIGSYS => ("SYS_", &["SECCOMP", "USER_DISPATCH"]),
        _ => ("", &[]),
    }
}

/// Where a field is in the layout of 64-bit programs, and in that of 32-bit ones.
#[derive(Clone, Copy)]
struct Place(usize, usize);

/// What the signal's number and code are followed by (`union __sifields`, include/uapi/asm-generic/siginfo.h): the first thing
/// there, and what a second one is called by its kind.
const SIGNO: Place = Place(0, 0);
const ERRNO: Place = Place(4, 4);
const CODE: Place = Place(8, 8);
const FIRST: Place = Place(16, 12);
const SECOND_INT: Place = Place(20, 16);
const VALUE: Place = Place(24, 20);
const AFTER_WORD: Place = Place(24, 16);
const ARCH: Place = Place(28, 20);
const UTIME: Place = Place(32, 24);
const STIME: Place = Place(40, 28);
const LOWER: Place = Place(32, 20);
const UPPER: Place = Place(40, 24);

/// Reads fields.
struct Info<'a> {
    bytes: &'a [u8; SIGINFO_LEN],
    /// Is it laid out as in 32-bit programs?
    narrow: bool,
}

impl Info<'_> {
    fn bytes<const N: usize>(&self, place: Place) -> [u8; N] {
        let at = if self.narrow { place.1 } else { place.0 };
        std::array::from_fn(|i| self.bytes.get(at + i).copied().unwrap_or(0))
    }
    fn int(&self, place: Place) -> i32 {
        i32::from_ne_bytes(self.bytes(place))
    }
    /// A `long` or a pointer.
    fn word(&self, place: Place) -> u64 {
        if self.narrow { u64::from(self.int(place) as u32) } else { u64::from_ne_bytes(self.bytes(place)) }
    }
    fn long(&self, place: Place) -> i64 {
        if self.narrow { i64::from(self.int(place)) } else { self.word(place) as i64 }
    }
}

/// A `siginfo_t` that a call reads or writes: `{}` if it tells of no signal.
pub static SIGINFO: Custom = Custom { name: "siginfo", show: at };

fn at(walk: &mut Walk<'_>, address: u64, len: u64) {
    let Some(info) = walk.bytes(address, len as usize).and_then(|bytes| bytes.first_chunk()) else {
        return walk.out.address(address);
    };
    let info = Info { bytes: info, narrow: walk.word() == 4 };
    match info.int(SIGNO) {
        0 => {
            walk.out.open(Struct);
            walk.out.close(Struct);
        }
        signal => fields(walk.out, signal as u32, &info),
    }
}

/// Shows `{si_signo=..., ...}`, from the layout of 64-bit programs.
pub fn show(out: &mut dyn Emit, signal: u32, info: &[u8; SIGINFO_LEN]) {
    fields(out, signal, &Info { bytes: info, narrow: false });
}

fn fields(out: &mut dyn Emit, signal: u32, info: &Info<'_>) {
    let code = info.int(CODE);
    out.open(Struct);
    out.key("si_signo");
    signal_name(out, i64::from(signal as i32));
    out.key("si_code");
    code_name(out, signal, code);
    if let errno @ 1.. = info.int(ERRNO) as u32 {
        out.key("si_errno");
        match arch::errno_name(errno) {
            Some(name) => out.named(i64::from(errno), name),
            None => out.unsigned(u64::from(errno)),
        }
    }
    match (code, signal) {
        (SI_USER | SI_TKILL, _) => sender(out, info),
        (SI_TIMER, _) => {
            out.key("si_timerid");
            out.hex(u64::from(info.int(FIRST) as u32));
            out.key("si_overrun");
            out.signed(i64::from(info.int(SECOND_INT)));
            value(out, info);
        }
        (SI_SIGIO, _) | (1..=6, SIGIO) => {
            out.key("si_band");
            out.signed(info.long(FIRST));
            out.key("si_fd");
            out.signed(i64::from(info.int(AFTER_WORD)));
        }
        (..0, _) => {
            sender(out, info);
            value_unless_null(out, info);
        }
        (_, SIGCHLD) => child(out, info, code),
        (_, SIGILL | SIGTRAP | SIGBUS | SIGFPE | SIGSEGV) => fault(out, info, signal, code),
        (_, SIGSYS) => denied_call(out, info),
        (_, SIGIO) => {}
        _ => {
            if info.word(FIRST) != 0 {
                sender(out, info);
            }
            value_unless_null(out, info);
        }
    }
    out.close(Struct);
}

fn signal_name(out: &mut dyn Emit, signal: i64) {
    match u32::try_from(signal) {
        Ok(number @ 1..=64) => out.named(signal, &arch::signal_name(Abi::NATIVE, number)),
        _ => out.signed(signal),
    }
}

fn code_name(out: &mut dyn Emit, signal: u32, code: i32) {
    let (prefix, names) = own_codes(signal);
    let own = usize::try_from(code).ok().and_then(|code| names.get(code.checked_sub(1)?));
    match (own.filter(|name| !name.is_empty()), CODES.iter().find(|known| known.0 == code)) {
        (Some(name), _) => out.code(u64::from(code as u32), &format!("{prefix}{name}")),
        (None, Some((_, name))) => out.code(u64::from(code as u32), name),
        (None, None) => out.hex(u64::from(code as u32)),
    }
}

fn sender(out: &mut dyn Emit, info: &Info<'_>) {
    out.key("si_pid");
    out.pid(info.int(FIRST));
    out.key("si_uid");
    // Nobody's id is u32::MAX: it means "none", and reads -1.
    match info.int(SECOND_INT) {
        -1 => out.signed(-1),
        uid => out.unsigned(u64::from(uid as u32)),
    }
}

fn value(out: &mut dyn Emit, info: &Info<'_>) {
    out.key("si_int");
    out.signed(i64::from(info.int(VALUE)));
    out.key("si_ptr");
    out.address(info.word(VALUE));
}

fn value_unless_null(out: &mut dyn Emit, info: &Info<'_>) {
    if info.word(VALUE) != 0 {
        value(out, info);
    }
}

fn child(out: &mut dyn Emit, info: &Info<'_>, code: i32) {
    sender(out, info);
    out.key("si_status");
    let status = i64::from(info.int(VALUE));
    if code == CLD_EXITED {
        out.signed(status);
    } else {
        signal_name(out, status);
    }
    for (name, at) in [("si_utime", UTIME), ("si_stime", STIME)] {
        let ticks = info.long(at) as u64;
        out.key(name);
        out.unsigned(ticks);
        if ticks != 0 {
            // A tick is 10 ms for user space, whatever the kernel's own is (USER_HZ).
            out.comment(&format!("{}.{:02} s", ticks / 100, ticks % 100));
        }
    }
}

fn fault(out: &mut dyn Emit, info: &Info<'_>, signal: u32, code: i32) {
    out.key("si_addr");
    out.address(info.word(FIRST));
    match (signal, code) {
        (SIGBUS, 4 | 5) => {
            out.key("si_addr_lsb");
            out.hex(u64::from(u16::from_ne_bytes(info.bytes(AFTER_WORD))));
        }
        (SIGSEGV, 3) => {
            out.key("si_lower");
            out.address(info.word(LOWER));
            out.key("si_upper");
            out.address(info.word(UPPER));
        }
        (SIGSEGV, 4) => {
            out.key("si_pkey");
            out.unsigned(u64::from(info.int(LOWER) as u32));
        }
        _ => {}
    }
}

/// What SIGSYS tells of the call that was not let through.
fn denied_call(out: &mut dyn Emit, info: &Info<'_>) {
    let (nr, number) = (info.int(AFTER_WORD) as u32, info.int(ARCH) as u32);
    out.key("si_call_addr");
    out.address(info.word(FIRST));
    out.key("si_syscall");
    match super::seccomp::named(nr, u64::from(number)) {
        Some((abi, name)) if abi == Abi::NATIVE => out.named(i64::from(nr), &format!("__NR_{name}")),
        Some((_, name)) => {
            out.unsigned(u64::from(nr));
            out.comment(name);
        }
        None => out.unsigned(u64::from(nr)),
    }
    out.key("si_arch");
    match SECCOMP_ARCH.name_of(u64::from(number), 32) {
        Some(name) => out.code(u64::from(number), name),
        None => {
            out.hex(u64::from(number));
            out.comment(SECCOMP_ARCH.unknown);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::Style;
    use crate::decode::text::Text;

    /// Each line: `signal errno code word word word word | what strace printed`, the words from byte 16 on, in hex.
    #[test]
    fn every_kind_reads_as_straces() {
        let golden = include_str!("../../../tests/golden/lines/siginfo.txt");
        let mut count = 0;
        for line in golden.lines().filter(|line| !line.starts_with('#')) {
            let (fields, expected) = line.split_once(" | ").expect("two parts");
            let fields: Vec<_> = fields.split(' ').collect();
            let number = |i: usize| fields[i].parse::<i32>().expect("a decimal").to_ne_bytes();
            let signal = u32::from_ne_bytes(number(0));
            let mut bytes = [number(0), number(1), number(2), [0; 4]].concat();
            for word in &fields[3..] {
                bytes.extend(u64::from_str_radix(word, 16).expect("hex").to_ne_bytes());
            }
            let (mut buf, style) = (Vec::new(), Style::default());
            show(&mut Text::new(&mut buf, &style, true), signal, &bytes.try_into().expect("48 bytes"));
            assert_eq!(String::from_utf8(buf).expect("ASCII"), expected);
            count += 1;
        }
        assert!(count > 60);
    }
}
