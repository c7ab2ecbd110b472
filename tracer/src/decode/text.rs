//! Values as strace writes them, into a reused buffer. Nothing here allocates: lines are made at the rate of the calls.

mod numbers;
mod tasks;

use super::emit::{Emit, Shape, Target};
use super::set::{Set, mask};
use super::style::{Constants, HexStrings, Style};
pub use numbers::{hex, octal, signed, unsigned};

/// Writes text.
pub struct Text<'a> {
    buf: &'a mut Vec<u8>,
    style: &'a Style,
    /// Is the next member of what is open the first one?
    first: bool,
    /// Whose call it is, or 0.
    process: u32,
}

impl<'a> Text<'a> {
    /// Writes behind what is in the buffer. `first`: no argument has been written yet.
    pub fn new(buf: &'a mut Vec<u8>, style: &'a Style, first: bool) -> Self {
        Self { buf, style, first, process: 0 }
    }

    fn put(&mut self, text: &str) {
        self.buf.extend_from_slice(text.as_bytes());
    }

    fn separate(&mut self) {
        if !std::mem::take(&mut self.first) {
            self.put(", ");
        }
    }

    /// A number with what it is called, in the style that was chosen: `names` writes the names, if there are any.
    fn constant_as(
        &mut self,
        number: impl Fn(&mut Vec<u8>),
        unknown: &str,
        names: impl Fn(&mut Vec<u8>) -> bool,
    ) {
        if self.style.constants == Constants::Raw {
            return number(self.buf);
        }
        let verbose = self.style.constants == Constants::Verbose;
        let from = self.buf.len();
        if verbose {
            number(self.buf);
            self.put(" /* ");
        }
        if names(self.buf) {
            if verbose {
                self.put(" */");
            }
            return;
        }
        self.buf.truncate(from);
        number(self.buf);
        if !unknown.is_empty() {
            self.comment(unknown);
        }
    }
}

/// A string in quotes, escaped as in C.
pub fn quoted(buf: &mut Vec<u8>, bytes: &[u8], strings: HexStrings) {
    buf.push(b'"');
    escaped(buf, bytes, strings, &[]);
    buf.push(b'"');
}

/// What stands between the quotes; `special` are bytes that are shown by number.
pub fn escaped(buf: &mut Vec<u8>, bytes: &[u8], strings: HexStrings, special: &[u8]) {
    if strings.holds(bytes) {
        for byte in bytes {
            buf.extend_from_slice(b"\\x");
            for digit in [byte >> 4, byte & 15] {
                buf.push(if digit < 10 { b'0' + digit } else { b'a' + digit - 10 });
            }
        }
        return;
    }
    for (i, byte) in bytes.iter().enumerate() {
        let escape = match byte {
            b'"' => b'"',
            b'\\' => b'\\',
            b'\t' => b't',
            b'\n' => b'n',
            0x0b => b'v',
            0x0c => b'f',
            b'\r' => b'r',
            b' '..=b'~' if !special.contains(byte) => {
                buf.push(*byte);
                continue;
            }
            other => {
                buf.push(b'\\');
                // A digit behind it would be taken for one of the number's.
                let full = bytes.get(i + 1).is_some_and(|next| matches!(next, b'0'..=b'7'));
                if full || *other > 0o77 {
                    buf.push(b'0' + (other >> 6));
                }
                if full || *other > 0o7 {
                    buf.push(b'0' + (other >> 3 & 7));
                }
                buf.push(b'0' + (other & 7));
                continue;
            }
        };
        buf.extend_from_slice(&[b'\\', escape]);
    }
}

impl Emit for Text<'_> {
    fn argument(&mut self, name: &'static str, label: bool) {
        self.separate();
        if label || self.style.names {
            self.put(name);
            self.put("=");
        }
    }

    fn open(&mut self, shape: Shape) {
        self.put(if shape == Shape::Struct { "{" } else { "[" });
        self.first = true;
    }

    fn close(&mut self, shape: Shape) {
        self.put(if shape == Shape::Struct { "}" } else { "]" });
        self.first = false;
    }

    fn key(&mut self, name: &str) {
        self.separate();
        self.put(name);
        self.put("=");
    }

    fn item(&mut self) {
        self.separate();
    }

    fn member(&mut self) {
        if !std::mem::take(&mut self.first) {
            self.put(" ");
        }
    }

    fn part(&mut self, name: &'static str) {
        self.separate();
        self.put(name);
        self.put(" ");
    }

    fn more(&mut self) {
        self.separate();
        self.put("...");
    }

    fn signed(&mut self, value: i64) {
        signed(self.buf, value);
    }

    fn unsigned(&mut self, value: u64) {
        unsigned(self.buf, value);
    }

    fn hex(&mut self, value: u64) {
        hex(self.buf, value);
    }

    fn octal(&mut self, value: u64, digits: usize) {
        octal(self.buf, value, digits);
    }

    fn address(&mut self, value: u64) {
        if value == 0 { self.put("NULL") } else { hex(self.buf, value) }
    }

    fn flags(&mut self, value: u64, bits: u32, set: &'static Set) {
        let value = value & mask(bits);
        let write = |buf: &mut Vec<u8>| {
            let from = buf.len();
            let left = set.names_in(value, bits, |name| {
                if buf.len() > from {
                    buf.push(b'|');
                }
                buf.extend_from_slice(name.as_bytes());
            });
            if buf.len() == from {
                return false;
            }
            if left != 0 {
                buf.push(b'|');
                hex(buf, left);
            }
            true
        };
        self.constant_as(|buf| hex(buf, value), if value == 0 { "" } else { set.unknown }, write);
    }

    fn constant(&mut self, value: u64, bits: u32, set: &'static Set) {
        let value = value & mask(bits);
        let number = |buf: &mut Vec<u8>| {
            if set.decimal {
                let shift = 64 - bits;
                signed(buf, (value << shift) as i64 >> shift);
            } else {
                hex(buf, value);
            }
        };
        let name = set.name_of(value, bits);
        self.constant_as(number, set.unknown, |buf| {
            buf.extend_from_slice(name.unwrap_or_default().as_bytes());
            name.is_some()
        });
    }

    fn named(&mut self, value: i64, name: &str) {
        self.constant_as(
            |buf| signed(buf, value),
            "",
            |buf| {
                buf.extend_from_slice(name.as_bytes());
                true
            },
        );
    }

    fn code(&mut self, value: u64, name: &str) {
        self.constant_as(
            |buf| hex(buf, value),
            "",
            |buf| {
                buf.extend_from_slice(name.as_bytes());
                true
            },
        );
    }

    fn shifted(&mut self, bits: u32, name: &str) {
        self.put("<<");
        self.code(u64::from(bits), name);
    }

    fn shifted_by(&mut self, bits: u32) {
        self.put(&format!("<<{bits}"));
    }

    fn index(&mut self, name: &str) {
        self.put("[");
        self.put(name);
        self.put("]=");
    }

    fn nothing(&mut self) {}

    fn joined(&mut self) {
        self.put("|");
    }

    fn string(&mut self, bytes: &[u8], cut: bool) {
        quoted(self.buf, bytes, self.style.strings);
        if cut {
            self.put("...");
        }
    }

    fn octets(&mut self, bytes: &[u8]) {
        quoted(self.buf, bytes, HexStrings::Always);
    }

    fn rest(&mut self, from: u64, bytes: &[u8]) {
        self.separate();
        if bytes.is_empty() {
            return self.put("???");
        }
        self.put(&format!("/* bytes {from}..{} */ ", from + bytes.len() as u64 - 1));
        self.octets(bytes);
    }

    fn binary(&mut self, bytes: &[u8], cut: bool) {
        quoted(self.buf, bytes, HexStrings::Always);
        if cut {
            self.put("...");
        }
    }

    fn text(&mut self, text: &str) {
        self.put(text);
    }

    fn comment(&mut self, text: &str) {
        self.put(" /* ");
        self.put(text);
        self.put(" */");
    }

    fn becomes(&mut self) {
        self.put(" => ");
    }

    fn function(&mut self, _field: &str, text: &str) {
        self.separate();
        self.put(text);
    }

    fn wrapped(&mut self, function: &str, value: u64, bits: u32, set: &'static Set) {
        self.put(function);
        self.put("(");
        self.constant(value, bits, set);
        self.put(")");
    }

    fn abstract_name(&mut self, name: &[u8], cut: bool) {
        self.put("@");
        self.string(name, cut);
    }

    fn pid(&mut self, pid: i32) {
        signed(self.buf, i64::from(pid));
        self.task(pid, true);
    }

    fn group(&mut self, id: i32) {
        signed(self.buf, i64::from(id));
        self.task(id, false);
    }

    fn target(&mut self, target: &Target) {
        self.put("<");
        if target.made {
            self.buf.extend_from_slice(&target.path);
        } else {
            escaped(self.buf, &target.path, self.style.strings, b"<>");
        }
        if let Some((kind, major, minor)) = target.device {
            self.put(&format!("<{kind} {major}:{minor}>"));
        }
        self.put(if target.deleted { ">(deleted)" } else { ">" });
    }
}

#[cfg(test)]
#[path = "text_tests.rs"]
mod tests;
