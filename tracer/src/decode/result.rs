//! Results, as lines end with them.

use tracer_common::abi::Abi;
use tracer_common::admit::failed;
use tracer_common::segment::Segments;

use super::desc::Ret;
use super::emit::Emit;
use super::json::Json;
use super::style::{Constants, Style};
use super::text::{self, Text};
use super::walk::{Side, Walk};
use super::{Decoder, index, known};
use crate::arch;
use crate::call::Call;

/// What the kernel makes of a call that a signal has interrupted; the program never sees these (include/linux/errno.h).
const fn is_restart(errno: u32) -> bool {
    matches!(errno, 512 | 513 | 514 | 516)
}

impl Ret {
    /// Does showing it read memory that the call has written?
    pub const fn reads_memory(self) -> bool {
        matches!(self, Self::With(_) | Self::HexWith(_) | Self::HexByName(_))
    }
}

impl Decoder {
    /// Writes `= 3`, `= 0x2 (flags O_RDWR)`, `= -1 ENOENT (No such file or directory)` or `= ? ERESTARTSYS (...)`.
    pub fn result(&self, call: &Call<'_>, buf: &mut Vec<u8>) {
        if failed(call.result) {
            return error(call.result, buf);
        }
        buf.extend_from_slice(b"= ");
        if self.is_raw(&call.start) {
            return text::hex(buf, call.result as u64);
        }
        let Some(ret) = self.ret(call) else { return text::signed(buf, call.result) };
        // Programs of i386 see half of it.
        let call = &match call.start.abi {
            Abi::I386 => Call { result: half(ret, call.result), ..*call },
            _ => *call,
        };
        match ret {
            Ret::Int | Ret::Time | Ret::VcpuExit | Ret::With(_) => text::signed(buf, call.result),
            Ret::Pid => Text::new(buf, &self.style, true).of(call.start.task.tgid).pid(call.result as i32),
            Ret::Group => {
                Text::new(buf, &self.style, true).of(call.start.task.tgid).group(call.result as i32)
            }
            Ret::Uint => text::unsigned(buf, call.result as u64),
            Ret::Hex | Ret::HexWith(_) | Ret::HexByName(_) => text::hex(buf, call.result as u64),
            Ret::Octal => Text::new(buf, &self.style, true).octal(call.result as u64, 3),
            Ret::Addr => Text::new(buf, &self.style, true).address(call.result as u64),
            Ret::Fd => self.walk(call, &mut Text::new(buf, &self.style, true), |walk| {
                walk.on(Side::Exit, |walk| walk.fd(call.result as i32));
            }),
        }
        let from = buf.len();
        match self.meaning(ret) {
            Some(show) => {
                buf.extend_from_slice(b" (");
                let begin = buf.len();
                let by_name = match (ret, self.style.constants) {
                    (_, Constants::Abbrev) | (Ret::With(_) | Ret::HexWith(_), _) => None,
                    _ => Some(Style { constants: Constants::Abbrev, ..self.style.clone() }),
                };
                let style = by_name.as_ref().unwrap_or(&self.style);
                self.walk(call, &mut Text::new(buf, style, true).of(call.start.task.tgid), |walk| {
                    walk.on(Side::Exit, |walk| show(walk, call.result));
                });
                if buf.len() > begin { buf.push(b')') } else { buf.truncate(from) }
            }
            None if matches!(ret, Ret::Time) && !self.abbreviates(call) => {
                Text::new(buf, &self.style, true).comment(&super::custom::time::date(call.result));
            }
            None => {}
        }
    }

    /// What shows what a result means, beside its number.
    fn meaning(&self, ret: Ret) -> Option<fn(&mut Walk<'_>, i64)> {
        match ret {
            Ret::With(show) | Ret::HexWith(show) | Ret::HexByName(show) => Some(show),
            Ret::VcpuExit if self.style.vcpu_exits => Some(super::custom::kvm::exit),
            _ => None,
        }
    }

    /// What the result means, as JSON, if it means more than its number.
    pub fn detail(&self, call: &Call<'_>) -> Option<serde_json::Value> {
        let mut out = Json::new();
        out.argument("detail", false);
        let ret = self.ret(call).filter(|_| !failed(call.result))?;
        match (ret, self.meaning(ret)) {
            (_, Some(show)) => {
                self.walk(call, &mut out, |walk| walk.on(Side::Exit, |walk| show(walk, call.result)));
            }
            (Ret::Fd, _) if self.style.captures_files() => {
                self.walk(call, &mut out, |walk| walk.on(Side::Exit, |walk| walk.fd(call.result as i32)));
            }
            _ => return None,
        }
        out.into_detail()
    }

    fn ret(&self, call: &Call<'_>) -> Option<Ret> {
        let row = index::row(call.start.abi, call.start.nr)?;
        Some(row.shape(&call.start.args.unwrap_or_default()).2)
    }

    fn walk(&self, call: &Call<'_>, out: &mut dyn Emit, show: impl FnOnce(&mut Walk<'_>)) {
        show(&mut Walk::new(out, &self.style, known(&call.start, Some(call.result), call.memory)));
    }

    fn abbreviates(&self, call: &Call<'_>) -> bool {
        let mut sink = Json::new();
        Walk::new(&mut sink, &self.style, known(&call.start, None, Segments::EMPTY)).abbrev
    }
}

/// The lower half of a result, with its sign if it has one.
fn half(ret: Ret, result: i64) -> i64 {
    match ret {
        Ret::Uint | Ret::Hex | Ret::HexWith(_) | Ret::HexByName(_) | Ret::Octal | Ret::Addr => {
            i64::from(result as u32)
        }
        _ => i64::from(result as i32),
    }
}

fn error(result: i64, buf: &mut Vec<u8>) {
    let errno = -result as u32;
    buf.extend_from_slice(if is_restart(errno) { b"= ? " } else { b"= -1 " });
    match arch::errno_name(errno) {
        Some(name) => {
            buf.extend_from_slice(name.as_bytes());
            buf.extend_from_slice(b" (");
            match arch::errno_text(errno) {
                Some(text) => buf.extend_from_slice(text.as_bytes()),
                None => {
                    buf.extend_from_slice(b"Unknown error ");
                    text::unsigned(buf, u64::from(errno));
                }
            }
        }
        None => {
            buf.extend_from_slice(b"(errno ");
            text::unsigned(buf, u64::from(errno));
        }
    }
    buf.push(b')');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::{CallStart, Task};
    use crate::decode::Style;
    use crate::decode::style::ALL_CALLS;
    use tracer_common::segment::VCPU_EXIT;

    fn call(nr: u32, args: [u64; 6], result: i64, memory: &[u8]) -> Call<'_> {
        let start = CallStart {
            task: Task { tid: 1, tgid: 1 },
            abi: Abi::NATIVE,
            nr,
            args: Some(args),
            time: 0,
            memory: Segments::EMPTY,
            incomplete: false,
            previous: None,
        };
        Call { start, end: 0, wait: 0, result, entered: true, memory: Segments(memory) }
    }

    #[test]
    fn results_read_as_straces() {
        for (value, expected) in [
            (0, "= 0"),
            (0x7f00_0000_1000, "= 0x7f0000001000"),
            (-4096, "= 0xfffffffffffff000"),
            (-2, "= -1 ENOENT (No such file or directory)"),
            (-41, "= -1 (errno 41)"),
            (-517, "= -1 EPROBE_DEFER (Unknown error 517)"),
            (-515, "= -1 ENOIOCTLCMD (Unknown error 515)"),
            (-4095, "= -1 (errno 4095)"),
            (-512, "= ? ERESTARTSYS (To be restarted if SA_RESTART is set)"),
            (-513, "= ? ERESTARTNOINTR (To be restarted)"),
            (-514, "= ? ERESTARTNOHAND (To be restarted if no handler)"),
            (-516, "= ? ERESTART_RESTARTBLOCK (Interrupted by signal)"),
        ] {
            let call = call(39, [0; 6], value, &[]);
            let raw = Decoder::new(Style { raw: ALL_CALLS, ..Style::default() });
            let mut buf = Vec::new();
            raw.result(&call, &mut buf);
            assert_eq!(String::from_utf8_lossy(&buf), expected);
        }
    }
    /// What a record holds of a virtual CPU that has stopped.
    fn stopped(reason: u64) -> Vec<u8> {
        let [kind, none] = [VCPU_EXIT.to_ne_bytes(), [0; 2]];
        [&0_u64.to_ne_bytes()[..], &8_u32.to_ne_bytes(), &kind, &none, &reason.to_ne_bytes()].concat()
    }

    #[test]
    fn why_a_virtual_cpu_stopped_is_told_by_name_if_it_is_wanted() {
        let number =
            arch::syscalls(Abi::NATIVE).iter().find(|call| call.name == "ioctl").expect("it is there");
        for (result, memory, expected) in [
            (0, stopped(2), "= 0 (KVM_EXIT_IO)"),
            (7, stopped(0), "= 7 (KVM_EXIT_UNKNOWN)"),
            (0, stopped(100), "= 0 (KVM_EXIT_???)"),
            (0, stopped(0xffff_ffff), "= 0 (KVM_EXIT_???)"),
            (0, Vec::new(), "= 0"),
            (-4, stopped(2), "= -1 EINTR (Interrupted system call)"),
        ] {
            let call = call(number.nr, [5, 0xae80, 0, 0, 0, 0], result, &memory);
            for constants in [Constants::Abbrev, Constants::Raw, Constants::Verbose] {
                let told = Decoder::new(Style { vcpu_exits: true, constants, ..Style::default() });
                let mut buf = Vec::new();
                told.result(&call, &mut buf);
                assert_eq!(String::from_utf8_lossy(&buf), expected);
                let detail = told.detail(&call).map(|detail| detail["name"].clone());
                let name =
                    expected.split_once("(KVM").map(|(_, name)| format!("KVM{}", name.trim_end_matches(')')));
                assert_eq!(detail, name.map(Into::into));
            }
            let untold = Decoder::new(Style::default());
            let mut buf = Vec::new();
            untold.result(&call, &mut buf);
            assert!(!String::from_utf8_lossy(&buf).contains("KVM"));
            assert_eq!(untold.detail(&call), None);
        }
    }
}
