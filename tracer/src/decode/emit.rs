//! What a decoded value is told to: the text of a line, or JSON.

use super::set::Set;

/// What begins and ends: in text, the brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `{...}`, made of fields.
    Struct,
    /// `[...]`, made of items.
    Array,
}

/// Takes values in the order in which they are shown. Every value is the next member of what was opened last, whose
/// [`Emit::key`] or [`Emit::item`] went before; at the outset, of the call itself, after [`Emit::argument`].
pub trait Emit {
    /// An argument begins. `label` says to show its name in any case.
    fn argument(&mut self, name: &'static str, label: bool);
    /// A struct or an array begins.
    fn open(&mut self, shape: Shape);
    /// It ends.
    fn close(&mut self, shape: Shape);
    /// A field begins.
    fn key(&mut self, name: &str);
    /// A field begins whose name is not shown.
    fn unnamed(&mut self, _name: &str) {
        self.item();
    }
    /// An element begins.
    fn item(&mut self);
    /// An element of a set begins: those stand apart by a space alone.
    fn member(&mut self);
    /// A part of what a result means begins: `in [3], left {...}`.
    fn part(&mut self, name: &'static str);
    /// There would be more members, which are left out: `...`.
    fn more(&mut self);
    /// A signed number.
    fn signed(&mut self, value: i64);
    /// An unsigned number.
    fn unsigned(&mut self, value: u64);
    /// A number in hex; 0 without `0x`.
    fn hex(&mut self, value: u64);
    /// A number in octal, with a leading zero and at least so many digits.
    fn octal(&mut self, value: u64, digits: usize);
    /// An address; 0 is `NULL`.
    fn address(&mut self, value: u64);
    /// Flags, that many bits of them.
    fn flags(&mut self, value: u64, bits: u32, set: &'static Set);
    /// One of several named numbers, in that many bits.
    fn constant(&mut self, value: u64, bits: u32, set: &'static Set);
    /// A name that is not of a set, for this number.
    fn named(&mut self, value: i64, name: &str);
    /// As [`Emit::named`], for a number in hex.
    fn code(&mut self, value: u64, name: &str);
    /// The number before is shifted to the left by so many bits, which have a name: `<<IBSHIFT`.
    fn shifted(&mut self, bits: u32, name: &str);
    /// The number before is shifted to the left by so many bits: `<<16`.
    fn shifted_by(&mut self, bits: u32);
    /// An element that follows is the one with this index: `[VINTR]=`.
    fn index(&mut self, name: &str);
    /// A value that strace leaves out.
    fn nothing(&mut self);
    /// The next value belongs to the one before: `|`.
    fn joined(&mut self);
    /// A string. `cut`: it goes on.
    fn string(&mut self, bytes: &[u8], cut: bool);
    /// Bytes that are no text: a string in hex.
    fn octets(&mut self, bytes: &[u8]);
    /// What follows the fields of a struct that are known, from an offset on; nothing if it could not be read.
    fn rest(&mut self, from: u64, bytes: &[u8]);
    /// A string of random bytes, which only hex can tell.
    fn binary(&mut self, bytes: &[u8], cut: bool) {
        self.string(bytes, cut);
    }
    /// A value that is its text: `makedev(0x8, 0x1)`.
    fn text(&mut self, text: &str);
    /// A remark on the value before: `/* 23 vars */`.
    fn comment(&mut self, text: &str);
    /// The next value is what became of the one before: `=>`.
    fn becomes(&mut self);
    /// The same, with the name of the field said again: `=> dxferp=`.
    fn becomes_as(&mut self, name: &str) {
        self.becomes();
        self.text(name);
        self.text("=");
    }
    /// A name that stands in no file system: `@"name"`.
    fn abstract_name(&mut self, name: &[u8], cut: bool);
    /// A field that is shown as the call which would fill it: `inet_pton(AF_INET6, "::1", &sin6_addr)`.
    fn function(&mut self, field: &str, text: &str);
    /// One of several named numbers, as what a function makes of it: `htons(ETH_P_IP)`.
    fn wrapped(&mut self, function: &str, value: u64, bits: u32, set: &'static Set);
    /// A process or thread.
    fn pid(&mut self, pid: i32) {
        self.signed(i64::from(pid));
    }
    /// A group of processes, or a session.
    fn group(&mut self, id: i32) {
        self.signed(i64::from(id));
    }
    /// What a descriptor leads to: `</dev/null>`. It follows the descriptor's number.
    fn target(&mut self, target: &Target);
}

/// What a descriptor leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Its path, or what stands for one: `pipe:[1234]`.
    pub path: Vec<u8>,
    /// Is it a name that was made here, in which what needs to be is escaped already?
    pub made: bool,
    /// Is it no more?
    pub deleted: bool,
    /// If it is a device: `char` or `block`, and its number.
    pub device: Option<(&'static str, u32, u32)>,
}
