//! What rows are made of: syscalls, their arguments, types, lengths, structs and results. Plain data; the capture plan
//! ([`super::derive`]), the text and the JSON ([`super::value`]) all follow from it.
//!
//! Types have the names that rows are written in. A scalar stands in a register or in memory; in memory it has the
//! width that [`Ty::size`] tells.

use super::set::Set;
use super::walk::Walk;

/// A syscall.
#[derive(Debug)]
pub struct Row {
    /// Its name, as strace prints it.
    pub name: &'static str,
    /// Its arguments.
    pub args: &'static [Arg],
    /// Its result.
    pub ret: Ret,
    /// What the arguments are for some values of one of them.
    pub variants: Option<Variants>,
}

/// An argument.
#[derive(Debug)]
pub struct Arg {
    /// Its name, as the manual has it.
    pub name: &'static str,
    /// Which of the six argument registers it comes in.
    pub register: u8,
    /// Its type.
    pub ty: Ty,
}

/// The variants of a syscall: commands, operations, requests.
#[derive(Debug)]
pub struct Variants {
    /// The argument that decides.
    pub selector: u8,
    /// Which of its bits.
    pub mask: u64,
    /// Most of them, in lists by theme.
    pub lists: &'static [&'static [Variant]],
    /// Which bits decide where none of those is meant; 0 if there are no others.
    pub wide_mask: u64,
    /// The others: what they do not tell apart are sizes.
    pub wide: &'static [&'static [Variant]],
}

impl Variants {
    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &'static Variant> + use<> {
        self.lists.iter().chain(self.wide).flat_map(|list| list.iter())
    }

    /// The one for a value of the selector, if any.
    pub fn find(&self, selector: u64) -> Option<&'static Variant> {
        let within = |lists: &'static [&'static [Variant]], value: u64| {
            lists.iter().flat_map(|list| list.iter()).find(|variant| variant.holds(value))
        };
        let wide = || within(self.wide, selector & self.wide_mask);
        within(self.lists, selector & self.mask).or_else(wide)
    }
}

/// One of them. Its arguments replace those after the selector.
#[derive(Debug)]
pub struct Variant {
    /// What the selector's value is called.
    pub name: &'static str,
    /// The selector's value, masked.
    pub value: u64,
    /// The last of its values, if it has several.
    pub last: u64,
    /// The arguments after the selector.
    pub args: &'static [Arg],
    /// Its result.
    pub ret: Ret,
}

impl Variant {
    /// Is it the one for this value?
    pub const fn holds(&self, value: u64) -> bool {
        self.value <= value && value <= self.last
    }
}

/// How a result is shown.
#[derive(Clone, Copy, Debug)]
pub enum Ret {
    /// A signed number.
    Int,
    /// An unsigned number.
    Uint,
    /// A number in hex.
    Hex,
    /// A number in octal.
    Octal,
    /// An address.
    Addr,
    /// A file descriptor.
    Fd,
    /// A process or thread.
    Pid,
    /// A group of processes, or a session.
    Group,
    /// A number, then in parentheses what this shows.
    With(fn(&mut Walk<'_>, i64)),
    /// As [`Ret::With`], after a number in hex.
    HexWith(fn(&mut Walk<'_>, i64)),
    /// As [`Ret::HexWith`], with constants by name whatever `-X` says.
    HexByName(fn(&mut Walk<'_>, i64)),
    /// A number, and why the virtual CPU has stopped that the call ran, if that is wanted.
    VcpuExit,
    /// A time in seconds, with the date behind it where nothing is abbreviated.
    Time,
}

/// How many bytes or elements there are.
#[derive(Clone, Copy, Debug)]
pub enum Len {
    /// So many.
    Fixed(u32),
    /// As an argument says, all 64 bits of it.
    Arg(u8),
    /// As an argument says that is an `int`; none if it is negative.
    ArgInt(u8),
    /// As the result says.
    Ret,
    /// As the result says, but no more than an argument does.
    RetUpTo(u8),
    /// As an argument says, and so many more.
    ArgPlus(u8, u32),
    /// As the result says, less so many.
    RetLess(u32),
    /// As the `unsigned int` says that an argument points to.
    Deref(u8),
    /// As the `unsigned int` says that stands so far behind where an argument points to.
    DerefAt(u8, u32),
    /// As the `int` says that an argument points to, which the call changes: the smaller of before and after.
    DerefBoth(u8),
    /// As a function of the six arguments says: at most so many.
    Of(u32, fn(&[u64; 6]) -> u64),
    /// As a field of the same struct says.
    Field(FieldRef),
    /// As a field of the same struct says, but no more than this.
    FieldUpTo(FieldRef, u32),
}

/// Where a field is in its struct.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldRef {
    /// Bytes from its start.
    pub offset: u32,
    /// Bytes it takes.
    pub width: u32,
}

/// After which outcome something was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The call succeeded.
    Success,
    /// A signal interrupted it.
    Interrupted,
    /// Any.
    Always,
}

/// Where a value holds descriptors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Its first 32 bits are one.
    First,
    /// Each bit that is set stands for one; there are as many as an argument says, an `int`.
    Bits(u8),
    /// It is control messages (cmsg(3)), the first of which may carry some. Those of later ones are not looked for.
    Rights,
}

/// A value that no other type can say: how its bytes are shown. They stand at the address, as many of them as were
/// copied for the type that a [`Ty::Custom`] names besides.
#[derive(Debug)]
pub struct Custom {
    /// What the docs call it.
    pub name: &'static str,
    /// Shows it.
    pub show: fn(&mut Walk<'_>, u64, u64),
}

/// A type.
#[derive(Clone, Copy, Debug)]
pub enum Ty {
    /// Decimal numbers.
    U8,
    #[expect(missing_docs, reason = "as the one before")]
    I8,
    #[expect(missing_docs, reason = "as the one before")]
    U16,
    #[expect(missing_docs, reason = "as the one before")]
    I16,
    /// A signed 32-bit number.
    Int,
    /// An unsigned 32-bit number.
    Uint,
    /// A signed 64-bit number.
    Long,
    /// An unsigned 64-bit number.
    Ulong,
    /// A number of bytes: as [`Ty::Ulong`].
    Size,
    /// 64 bits in hex.
    Hex,
    #[expect(missing_docs, reason = "as the one before")]
    Hex32,
    #[expect(missing_docs, reason = "as the one before")]
    Hex16,
    #[expect(missing_docs, reason = "as the one before")]
    Hex8,
    /// Permissions: octal, at least three digits.
    Octal,
    #[expect(missing_docs, reason = "as the one before")]
    Octal16,
    /// Type and permissions of a file, in 32 bits: `S_IFREG|0644`.
    Mode,
    #[expect(missing_docs, reason = "as the one before")]
    Mode16,
    /// A file descriptor.
    Fd,
    /// A file descriptor of a socket, whose messages are shown by its protocol.
    Socket,
    /// A file descriptor of what bpf(2) has made. Of which kind it is decides what is told of it where nothing is abbreviated.
    Object,
    /// A file descriptor that paths begin at.
    DirFd,
    /// A process or thread.
    Pid,
    /// A group of processes, or a session.
    Group,
    /// A user or group: -1 means none.
    Uid,
    /// The same of 16 bits, as the first calls for them had it.
    Uid16,
    /// A signal's number, 32 bits.
    Signal,
    /// A device number in 64 bits: `makedev(0x8, 0x1)`.
    Dev,
    /// A device number in 32 bits.
    Dev32,
    /// A pointer whose target is not shown, as strace does not show it either.
    Addr,
    /// A pointer whose target strace shows, and tracer does not yet: shown as an address, and listed in the docs.
    Opaque,
    /// Bits that have names, 32 of them.
    Flags(&'static Set),
    #[expect(missing_docs, reason = "as the one before")]
    Flags64(&'static Set),
    #[expect(missing_docs, reason = "as the one before")]
    Flags16(&'static Set),
    #[expect(missing_docs, reason = "as the one before")]
    Flags8(&'static Set),
    /// One of several named numbers, 32 bits.
    Enum(&'static Set),
    #[expect(missing_docs, reason = "as the one before")]
    Enum64(&'static Set),
    #[expect(missing_docs, reason = "as the one before")]
    Enum16(&'static Set),
    #[expect(missing_docs, reason = "as the one before")]
    Enum8(&'static Set),
    /// 64 bits that a function shows.
    Show(fn(&mut Walk<'_>, u64)),
    /// 32 bits that a function shows.
    Show32(fn(&mut Walk<'_>, u64)),

    /// A pointer to a path: a string that is never cut.
    Path,
    /// A pointer to a string that ends with NUL.
    Str,
    /// A pointer to a string that is at most so long, its NUL included, and never cut by the user's limit.
    Name(u32),
    /// A pointer to an array of strings that ends with NULL.
    Argv,
    /// As [`Ty::Argv`]; abbreviated, only their number is shown.
    Envp,
    /// A pointer to what the call reads.
    In(&'static Ty),
    /// A pointer to what the call writes if it succeeds.
    Out(&'static Ty),
    /// A pointer to what the call writes after this outcome.
    OutOn(Outcome, &'static Ty),
    /// A pointer to what the call reads and writes. Shown as the call begins; the result can show it again.
    InOut(&'static Ty),
    /// A pointer to what the call reads and writes: `{...} => {...}`.
    Both(&'static Ty),
    /// A pointer to the first, which the call reads, and to the second, which it writes there: `{...} => {...}`.
    Becomes(&'static Ty, &'static Ty),
    /// As [`Ty::Becomes`]; if the call failed, its address takes the place of the second.
    Exchange(&'static Ty, &'static Ty),
    /// A pointer to what the call reads, and writes whatever its result: shown once, when it has ended.
    Around(&'static Ty),
    /// A pointer to a struct that the call reads; those of its fields that are [`Ty::Filled`] it writes.
    Fills(&'static Ty),
    /// A pointer to what the call changes: the first type is copied as it begins, the second if it succeeds, and shown
    /// whatever the outcome.
    Change(&'static Ty, &'static Ty),
    /// A pointer to a length that the call reads and writes: `[16 => 28]`.
    ValueResult,
    /// A pointer in memory; its target has the direction of what it stands in.
    Ptr(&'static Ty),
    /// As [`Ty::Ptr`]; abbreviated, only the address is shown.
    PtrIfVerbose(&'static Ty),
    /// What takes 8 bytes in memory of programs of any kind, unlike a `long`.
    Quad(&'static Ty),
    /// What takes 8 bytes in memory of 64-bit programs, and in that of 32-bit ones 4: a pointer, where it stands in memory.
    Narrow(&'static Ty),
    /// What the call has written through the argument before if it succeeds: ` => {...}`, if the function says that there is
    /// something. It is asked as the call begins and when it has ended. It takes no place among the arguments.
    Told(fn(&mut Walk<'_>, u64) -> bool, &'static Ty),

    /// A struct.
    Struct(&'static Layout),
    /// Elements, one after the other.
    Array(&'static Ty, Len),
    /// Bytes, shown as a string.
    Bytes(Len),
    /// A string in place: a `char` array of this size.
    Chars(u32),
    /// Bytes in place.
    Raw(u32),
    /// `struct iovec`s whose data the call reads.
    Iov(Len),
    /// `struct iovec`s whose data the call writes, as many bytes as the length says.
    IovOut(Len, Len),
    /// What a function shows of what this type copies.
    Custom(&'static Custom, &'static Ty),

    /// A value that a decoder shows, and that holds descriptors where no field says so.
    Holding(Holds, &'static Ty),

    /// A field that is shown only where nothing is abbreviated.
    Verbose(&'static Ty),
    /// A field that the call may change: `0 => 17`, if it has.
    Changed(&'static Ty),
    /// A field that the call answers if it succeeds: `0 => 17`, also with what it was before.
    Answered(&'static Ty),
    /// A field that the call writes if it succeeds: only then it is shown.
    Filled(&'static Ty),
    /// A field that is shown only if it is not zero.
    Nonzero(&'static Ty),
    /// A field that is shown only if this holds for another field.
    If(FieldRef, fn(u64) -> bool, &'static Ty),
    /// Elements of which all are shown, whatever the limit.
    Whole(&'static Ty),
    /// A field that is there only if another field is this number: nothing is copied for it otherwise.
    Case(FieldRef, u32, &'static Ty),
    /// Elements of which, abbreviated, only is said that there are some: `[...]`.
    Summary(&'static Ty),
    /// Elements of which no more than so many are shown, the second number of them where they are abbreviated.
    UpTo(u32, u32, &'static Ty),
    /// A field that, abbreviated, is shown only if this holds for another field.
    Matters(FieldRef, fn(u64) -> bool, &'static Ty),
    /// An argument that is there only if this holds for another one: nothing after it is shown otherwise.
    When(u8, fn(u64) -> bool, &'static Ty),
    /// An argument that is shown only if this holds for another one.
    Only(u8, fn(u64) -> bool, &'static Ty),
    /// The first type if this holds for another argument, else the second.
    Either(u8, fn(u64) -> bool, &'static Ty, &'static Ty),
    /// An argument that is shown with a name: `flags=...`.
    Label(&'static str, &'static Ty),
    /// What stands on the stack, so far from where the stack pointer points: no register holds it.
    Stack(u32, &'static Ty),
    /// Bytes that are not shown.
    Skip(u32),
    /// Bytes that are not shown, which the struct says at its end: `...`.
    Omitted(u32),
}

/// A struct.
#[derive(Debug)]
pub struct Layout {
    /// Its name in the kernel.
    pub name: &'static str,
    /// Bytes.
    pub size: u32,
    /// Its fields, in the order in which they are shown.
    pub fields: &'static [Field],
}

/// A field of a struct.
#[derive(Debug)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// Bytes from the start of the struct.
    pub offset: u32,
    /// Its type.
    pub ty: Ty,
}
