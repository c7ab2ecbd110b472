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

/// Reads fields of the 64-bit layout.
struct Info<'a>(&'a [u8; SIGINFO_LEN]);

impl Info<'_> {
    fn bytes<const N: usize>(&self, at: usize) -> [u8; N] {
        std::array::from_fn(|i| self.0.get(at + i).copied().unwrap_or(0))
    }
    fn int(&self, at: usize) -> i32 {
        i32::from_ne_bytes(self.bytes(at))
    }
    fn word(&self, at: usize) -> u64 {
        u64::from_ne_bytes(self.bytes(at))
    }
}

/// A `siginfo_t` that a call reads or writes: `{}` if it tells of no signal.
pub static SIGINFO: Custom = Custom { name: "siginfo", show: at };

fn at(walk: &mut Walk<'_>, address: u64, _len: u64) {
    let Some(info) = walk.bytes(address, SIGINFO_LEN).and_then(|bytes| bytes.first_chunk()) else {
        return walk.out.address(address);
    };
    match Info(info).int(0) {
        0 => {
            walk.out.open(Struct);
            walk.out.close(Struct);
        }
        signal => show(walk.out, signal as u32, info),
    }
}

/// Shows `{si_signo=..., ...}`.
pub fn show(out: &mut dyn Emit, signal: u32, info: &[u8; SIGINFO_LEN]) {
    let info = Info(info);
    let code = info.int(8);
    out.open(Struct);
    out.key("si_signo");
    signal_name(out, i64::from(signal));
    out.key("si_code");
    code_name(out, signal, code);
    if let errno @ 1.. = info.int(4) as u32 {
        out.key("si_errno");
        match arch::errno_name(errno) {
            Some(name) => out.named(i64::from(errno), name),
            None => out.unsigned(u64::from(errno)),
        }
    }
    match (code, signal) {
        (SI_USER | SI_TKILL, _) => sender(out, &info),
        (SI_TIMER, _) => {
            out.key("si_timerid");
            out.hex(u64::from(info.int(16) as u32));
            out.key("si_overrun");
            out.signed(i64::from(info.int(20)));
            value(out, &info);
        }
        (SI_SIGIO, _) | (1..=6, SIGIO) => {
            out.key("si_band");
            out.signed(info.word(16) as i64);
            out.key("si_fd");
            out.signed(i64::from(info.int(24)));
        }
        (..0, _) => {
            sender(out, &info);
            value_unless_null(out, &info);
        }
        (_, SIGCHLD) => child(out, &info, code),
        (_, SIGILL | SIGTRAP | SIGBUS | SIGFPE | SIGSEGV) => fault(out, &info, signal, code),
        (_, SIGSYS) => denied_call(out, &info),
        (_, SIGIO) => {}
        _ => {
            if info.word(16) != 0 {
                sender(out, &info);
            }
            value_unless_null(out, &info);
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
    out.pid(info.int(16));
    out.key("si_uid");
    // Nobody's id is u32::MAX: it means "none", and reads -1.
    match info.int(20) {
        -1 => out.signed(-1),
        uid => out.unsigned(u64::from(uid as u32)),
    }
}

fn value(out: &mut dyn Emit, info: &Info<'_>) {
    out.key("si_int");
    out.signed(i64::from(info.int(24)));
    out.key("si_ptr");
    out.address(info.word(24));
}

fn value_unless_null(out: &mut dyn Emit, info: &Info<'_>) {
    if info.word(24) != 0 {
        value(out, info);
    }
}

fn child(out: &mut dyn Emit, info: &Info<'_>, code: i32) {
    sender(out, info);
    out.key("si_status");
    let status = i64::from(info.int(24));
    if code == CLD_EXITED {
        out.signed(status);
    } else {
        signal_name(out, status);
    }
    for (name, at) in [("si_utime", 32), ("si_stime", 40)] {
        let ticks = info.word(at);
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
    out.address(info.word(16));
    match (signal, code) {
        (SIGBUS, 4 | 5) => {
            out.key("si_addr_lsb");
            out.hex(u64::from(u16::from_ne_bytes(info.bytes(24))));
        }
        (SIGSEGV, 3) => {
            out.key("si_lower");
            out.address(info.word(32));
            out.key("si_upper");
            out.address(info.word(40));
        }
        (SIGSEGV, 4) => {
            out.key("si_pkey");
            out.unsigned(u64::from(info.int(32) as u32));
        }
        _ => {}
    }
}

/// What SIGSYS tells of the call that was not let through.
fn denied_call(out: &mut dyn Emit, info: &Info<'_>) {
    let (nr, number) = (info.int(24) as u32, info.int(28) as u32);
    out.key("si_call_addr");
    out.address(info.word(16));
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
        Some(name) => out.named(i64::from(number), name),
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
