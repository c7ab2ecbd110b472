//! Numbers, names and raw arguments as strace writes them, into a reused buffer. Decoded values are left to `decode`.
//!
//! No function here allocates: lines are made at the rate of the calls.

use tracer_common::abi::Abi;

use crate::arch;
use crate::call::CallStart;
pub(super) use crate::decode::text::{hex, unsigned};
use crate::stacks::Stack;

/// Decimal, at least `width` wide, filled up on the left.
#[inline]
pub(super) fn padded(buf: &mut Vec<u8>, mut value: u64, width: usize, fill: u8) {
    let mut text = [fill; 20];
    let mut at = text.len();
    loop {
        at -= 1;
        text[at] = b'0' + (value % 10) as u8;
        value /= 10;
        if value == 0 {
            break;
        }
    }
    buf.extend_from_slice(&text[at.min(text.len() - width.min(text.len()))..]);
}

/// The name of a call's syscall.
#[inline]
pub(super) fn name(buf: &mut Vec<u8>, abi: Abi, nr: u32) {
    match arch::syscall(abi, nr) {
        Some(syscall) => buf.extend_from_slice(syscall.name.as_bytes()),
        None => buf.extend_from_slice(arch::call_name(abi, nr).as_bytes()),
    }
}

/// The arguments as numbers: `0x3, 0x7ffe, 0x10`.
#[inline]
pub(super) fn raw_arguments(buf: &mut Vec<u8>, start: &CallStart<'_>) {
    let arity = arch::syscall(start.abi, start.nr).map_or(6, |syscall| usize::from(syscall.args).min(6));
    match &start.args {
        Some(args) => {
            for (i, arg) in args[..arity].iter().enumerate() {
                if i > 0 {
                    buf.extend_from_slice(b", ");
                }
                hex(buf, *arg);
            }
        }
        // Known to have been called with something: an empty list would be a claim.
        None if arity > 0 => buf.extend_from_slice(b"..."),
        None => {}
    }
}

/// A stack, a line a frame: ` > /lib/libc.so.6(write+0x10) [0xf8350]`.
pub(super) fn stack(buf: &mut Vec<u8>, stack: &Stack) {
    for frame in &stack.frames {
        buf.extend_from_slice(b" > ");
        let shown = match &frame.place {
            Some((file, address)) => {
                buf.extend_from_slice(file.as_bytes());
                *address
            }
            None => {
                buf.extend_from_slice(b"?");
                frame.address
            }
        };
        buf.push(b'(');
        if let Some((name, offset)) = &frame.symbol {
            buf.extend_from_slice(format!("{name}+{offset:#x}").as_bytes());
        }
        buf.extend_from_slice(format!(") [{shown:#x}]\n").as_bytes());
    }
    if let Some(missing) = stack.missing {
        buf.extend_from_slice(format!(" > ... {missing}\n").as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::text::signed;

    fn text(write: impl Fn(&mut Vec<u8>)) -> String {
        let mut buf = Vec::new();
        write(&mut buf);
        String::from_utf8(buf).expect("ASCII")
    }

    #[test]
    fn hex_is_what_format_makes() {
        for shift in 0..64 {
            for value in [1_u64 << shift, u64::MAX >> shift, 0x1234_5678_9abc_def0 >> shift] {
                let expected = if value == 0 { "0".to_string() } else { format!("{value:#x}") };
                assert_eq!(text(|buf| hex(buf, value)), expected);
            }
        }
    }

    #[test]
    fn decimals_are_filled_up() {
        assert_eq!(text(|buf| padded(buf, 7, 6, b'0')), "000007");
        assert_eq!(text(|buf| padded(buf, 1_234_567, 6, b'0')), "1234567");
        assert_eq!(text(|buf| padded(buf, 0, 0, b'0')), "0");
        assert_eq!(text(|buf| signed(buf, i64::MIN)), i64::MIN.to_string());
        assert_eq!(text(|buf| unsigned(buf, u64::MAX)), u64::MAX.to_string());
    }
}
