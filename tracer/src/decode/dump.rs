//! Data in full, under the line (`-e read=`, `-e write=`): what calls read from or write to certain descriptors.

use super::walk::{Side, Walk};
use super::{Decoder, index, json, known};
use crate::call::Call;

/// Where a call's data is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Data {
    /// In the buffer of the second argument.
    Buffer,
    /// In those that an array of `struct iovec` lists: the second argument, and how many there are in the third.
    Vector,
    /// In those of a `struct msghdr`: the second argument.
    Message,
    /// In those of an array of `struct mmsghdr`: the second argument, and how many in the result.
    Messages,
}

/// Where the data of a call is that reads it (true) or writes it.
fn data(name: &str) -> Option<(bool, Data)> {
    Some(match name {
        "read" | "pread64" | "recvfrom" => (true, Data::Buffer),
        "write" | "pwrite64" | "sendto" => (false, Data::Buffer),
        "readv" | "preadv" | "preadv2" => (true, Data::Vector),
        "writev" | "pwritev" | "pwritev2" | "vmsplice" => (false, Data::Vector),
        "recvmsg" => (true, Data::Message),
        "sendmsg" => (false, Data::Message),
        "recvmmsg" => (true, Data::Messages),
        "sendmmsg" => (false, Data::Messages),
        _ => return None,
    })
}

/// `struct msghdr` (include/linux/socket.h): where it holds the vector, and its length.
const MSG_IOV: u64 = 16;
const MSG_IOVLEN: u64 = 24;

/// `struct mmsghdr`: its size, and where it says how many bytes went.
const MMSGHDR: u64 = 64;
const MSG_LEN: u64 = 56;

/// The largest number of buffers that is looked at, as strace's.
const IOV_MAX: u64 = 268_435_455;

/// A buffer of a call's data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// The message that follows is this one, of so many buffers.
    Message(u64, u64),
    /// The bytes that follow are those of this buffer, and so many.
    Buffer(u64, u64),
    /// Bytes, and how many more there are that were not captured.
    Bytes(&'a [u8], u64),
}

impl Decoder {
    /// Writes the dump of an ended call, if its descriptor is one of those wanted.
    pub fn dump(&self, call: &Call<'_>, buf: &mut Vec<u8>) {
        self.data(call, &mut |piece| match piece {
            Piece::Message(place, buffers) => {
                buf.extend_from_slice(format!(" = {buffers} buffers in vector {place}\n").as_bytes());
            }
            Piece::Buffer(place, len) => {
                buf.extend_from_slice(format!(" * {len} bytes in buffer {place}\n").as_bytes());
            }
            Piece::Bytes(bytes, missing) => {
                lines(bytes, buf);
                if missing > 0 && !bytes.is_empty() {
                    buf.extend_from_slice(
                        format!(" | ... {missing} more bytes were not captured\n").as_bytes(),
                    );
                }
            }
        });
    }

    /// Yields the data of an ended call, if its descriptor is one of those wanted.
    pub fn data(&self, call: &Call<'_>, take: &mut dyn FnMut(Piece<'_>)) {
        if !self.style.dumps() {
            return;
        }
        let (Some(row), Some(args)) = (index::row(call.start.abi, call.start.nr), call.start.args) else {
            return;
        };
        let Some((reads, data)) = data(row.name) else { return };
        let of = if reads { &self.style.read } else { &self.style.write };
        if !of.contains(args[0] as i32) || (reads && call.result <= 0) {
            return;
        }
        let mut nowhere = json::Json::new();
        let mut walk =
            Walk::new(&mut nowhere, &self.style, known(&call.start, Some(call.result), call.memory));
        walk.on(if reads { Side::Exit } else { Side::Enter }, |walk| {
            let mut dump = Dump { walk, reads, failed: call.result < 0, take };
            let moved = call.result.max(0) as u64;
            let limit = if reads { moved } else { u64::MAX };
            match data {
                Data::Buffer => dump.bytes(args[1], limit.min(if reads { moved } else { args[2] })),
                Data::Vector => dump.vector(args[1], args[2], limit),
                Data::Message => dump.message(args[1], limit),
                Data::Messages => dump.messages(args[1], moved),
            }
        });
    }
}

struct Dump<'w, 'a> {
    walk: &'w Walk<'a>,
    reads: bool,
    failed: bool,
    take: &'w mut dyn FnMut(Piece<'_>),
}

impl Dump<'_, '_> {
    fn messages(&mut self, address: u64, count: u64) {
        for place in 0..count.min(IOV_MAX) {
            let at = address.wrapping_add(place * MMSGHDR);
            let Some(buffers) = self.walk.number(at.wrapping_add(MSG_IOVLEN), 8) else { return };
            let moved = self.walk.number(at.wrapping_add(MSG_LEN), 4).unwrap_or(0);
            (self.take)(Piece::Message(place, buffers));
            self.message(at, if self.reads { moved } else { u64::MAX });
        }
    }

    fn message(&mut self, address: u64, limit: u64) {
        let vector = self.walk.number(address.wrapping_add(MSG_IOV), 8);
        let count = self.walk.number(address.wrapping_add(MSG_IOVLEN), 8);
        if let (Some(vector), Some(count)) = (vector, count) {
            self.vector(vector, count, limit);
        }
    }

    /// Buffers, until one is empty or all the data has been shown.
    fn vector(&mut self, address: u64, count: u64, mut left: u64) {
        if count > IOV_MAX {
            return;
        }
        for place in 0..count {
            let at = address.wrapping_add(place * 16);
            let (base, len) = (self.walk.number(at, 8), self.walk.number(at.wrapping_add(8), 8));
            let (Some(base), Some(len)) = (base, len) else { return };
            let len = len.min(left);
            if len == 0 {
                return;
            }
            left -= len;
            (self.take)(Piece::Buffer(place, len));
            self.bytes(base, len);
        }
    }

    /// Bytes at an address: all of them, or none as strace does where some cannot be read. Where the record had no room
    /// for more, those that it has.
    fn bytes(&mut self, address: u64, len: u64) {
        let wanted = usize::try_from(len).unwrap_or(usize::MAX);
        let found = self.walk.memory(address, wanted);
        let missing = len - found.len() as u64;
        if missing == 0 || !self.failed || self.walk.is_cut(address) {
            (self.take)(Piece::Bytes(found, missing));
        }
    }
}

/// ` | 00000  68 65 6c 6c 6f 0a 77 6f  72 6c 64 2c 20 74 68 69  hello.world, thi |`
fn lines(bytes: &[u8], buf: &mut Vec<u8>) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = if bytes.len() > 1 << 20 { 8 } else { 5 };
    for (row, chunk) in bytes.chunks(16).enumerate() {
        buf.extend_from_slice(format!(" | {:0digits$x} ", row * 16).as_bytes());
        for place in 0..16 {
            if place % 8 == 0 {
                buf.push(b' ');
            }
            match chunk.get(place) {
                Some(byte) => {
                    buf.extend_from_slice(&[
                        DIGITS[usize::from(byte >> 4)],
                        DIGITS[usize::from(byte & 15)],
                        b' ',
                    ]);
                }
                None => buf.extend_from_slice(b"   "),
            }
        }
        buf.push(b' ');
        buf.extend(chunk.iter().map(|byte| if matches!(byte, b' '..=b'~') { *byte } else { b'.' }));
        buf.resize(buf.len() + 16 - chunk.len(), b' ');
        buf.extend_from_slice(b" |\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_those_of_strace() {
        let mut buf = Vec::new();
        lines(b"hello\nworld, this is longer\xff\0te", &mut buf);
        assert_eq!(
            String::from_utf8_lossy(&buf),
            " | 00000  68 65 6c 6c 6f 0a 77 6f  72 6c 64 2c 20 74 68 69  hello.world, thi |\n \
             | 00010  73 20 69 73 20 6c 6f 6e  67 65 72 ff 00 74 65     s is longer..te  |\n"
        );
    }

    #[test]
    fn every_call_that_is_dumped_is_a_call() {
        let calls = crate::arch::syscalls(tracer_common::abi::Abi::NATIVE);
        let dumped = calls.iter().filter(|call| data(call.name).is_some());
        assert_eq!(dumped.count(), 17);
    }
}
