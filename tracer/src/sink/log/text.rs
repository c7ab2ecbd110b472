//! Numbers, names and results as strace writes them with `-e raw=all`, into a reused buffer.
//!
//! No function here allocates: lines are made at the rate of the calls.

use tracer_common::abi::Abi;
use tracer_common::admit::failed;

use crate::arch;
use crate::call::CallStart;

/// Lower-case hex with `0x`, but a bare `0`.
#[inline]
pub(super) fn hex(buf: &mut Vec<u8>, value: u64) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    if value == 0 {
        return buf.push(b'0');
    }
    let digits = (67 - value.leading_zeros() as usize) / 4;
    let mut text = [0_u8; 18];
    text[..2].copy_from_slice(b"0x");
    for (i, digit) in text[2..2 + digits].iter_mut().enumerate() {
        *digit = DIGITS[(value >> (4 * (digits - 1 - i)) & 15) as usize];
    }
    buf.extend_from_slice(&text[..2 + digits]);
}

/// Like [`hex`], but a null pointer is `NULL`.
pub(super) fn pointer(buf: &mut Vec<u8>, value: u64) {
    if value == 0 { buf.extend_from_slice(b"NULL") } else { hex(buf, value) }
}

/// Decimal.
#[inline]
pub(super) fn unsigned(buf: &mut Vec<u8>, value: u64) {
    padded(buf, value, 0, b' ');
}

/// Decimal, with a sign if it is negative.
pub(super) fn signed(buf: &mut Vec<u8>, value: i64) {
    if value < 0 {
        buf.push(b'-');
    }
    unsigned(buf, value.unsigned_abs());
}

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

/// `read(0x3, 0x7ffe, 0x10`, as far as a line of a call that has only begun goes.
#[inline]
pub(super) fn call(buf: &mut Vec<u8>, start: &CallStart<'_>) {
    let arity = match arch::syscall(start.abi, start.nr) {
        Some(syscall) => {
            buf.extend_from_slice(syscall.name.as_bytes());
            usize::from(syscall.args).min(6)
        }
        None => {
            name(buf, start.abi, start.nr);
            6
        }
    };
    buf.push(b'(');
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

/// `= 0x3`, `= -1 ENOENT (No such file or directory)`, `= ? ERESTARTSYS (To be restarted if SA_RESTART is set)`.
#[inline]
pub(super) fn result(buf: &mut Vec<u8>, result: i64) {
    if !failed(result) {
        buf.extend_from_slice(b"= ");
        return hex(buf, result as u64);
    }
    let errno = -result as u32;
    // The program never sees these (include/linux/errno.h): the kernel calls again, or makes EINTR of them.
    let restarts = matches!(errno, 512 | 513 | 514 | 516);
    buf.extend_from_slice(if restarts { b"= ? " } else { b"= -1 " });
    match arch::errno_name(errno) {
        Some(name) => {
            buf.extend_from_slice(name.as_bytes());
            buf.extend_from_slice(b" (");
            match arch::errno_text(errno) {
                Some(text) => buf.extend_from_slice(text.as_bytes()),
                None => {
                    buf.extend_from_slice(b"Unknown error ");
                    unsigned(buf, u64::from(errno));
                }
            }
        }
        None => {
            buf.extend_from_slice(b"(errno ");
            unsigned(buf, u64::from(errno));
        }
    }
    buf.push(b')');
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(text(|buf| pointer(buf, 0)), "NULL");
    }

    #[test]
    fn decimals_are_filled_up() {
        assert_eq!(text(|buf| padded(buf, 7, 6, b'0')), "000007");
        assert_eq!(text(|buf| padded(buf, 1_234_567, 6, b'0')), "1234567");
        assert_eq!(text(|buf| padded(buf, 0, 0, b'0')), "0");
        assert_eq!(text(|buf| signed(buf, i64::MIN)), i64::MIN.to_string());
        assert_eq!(text(|buf| unsigned(buf, u64::MAX)), u64::MAX.to_string());
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
            assert_eq!(text(|buf| result(buf, value)), expected);
        }
    }
}
