//! Numbers as text.

/// Lower-case hex with `0x`, but a bare `0`.
pub fn hex(buf: &mut Vec<u8>, value: u64) {
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

/// Decimal.
pub fn unsigned(buf: &mut Vec<u8>, mut value: u64) {
    let mut text = [0; 20];
    let mut at = text.len();
    loop {
        at -= 1;
        text[at] = b'0' + (value % 10) as u8;
        value /= 10;
        if value == 0 {
            break;
        }
    }
    buf.extend_from_slice(&text[at..]);
}

/// Decimal, with a sign if it is negative.
pub fn signed(buf: &mut Vec<u8>, value: i64) {
    if value < 0 {
        buf.push(b'-');
    }
    unsigned(buf, value.unsigned_abs());
}

/// Octal, with a leading zero and at least so many digits.
pub fn octal(buf: &mut Vec<u8>, value: u64, digits: usize) {
    let mut text = [b'0'; 23];
    let (mut at, mut left) = (text.len(), value);
    while left > 0 {
        at -= 1;
        text[at] = b'0' + (left & 7) as u8;
        left >>= 3;
    }
    // The leading zero is one of the digits that there must be.
    let from = (at.saturating_sub(1)).min(text.len() - digits.min(text.len()));
    buf.extend_from_slice(&text[from..]);
}
