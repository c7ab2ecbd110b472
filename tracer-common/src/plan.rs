//! Capture plans: what of a call's memory the kernel copies. User space derives them from the rows and writes them
//! into maps; the capture programs interpret them.
//!
//! A plan is a list of [`Step`]s in one pool, told by the number of its first step. Steps work on registers: the
//! arguments, the result, and some that [`Op::Load`] and [`Op::Set`] fill. What is copied goes into the record as
//! [segments](crate::segment), which say from which address their bytes are: whoever decodes asks for memory by address.

use crate::limits::SLOTS;

/// How many steps the pool holds: a power of two, so that a mask bounds the number of a step.
pub const STEPS: usize = 8192;

/// Registers: six arguments, the result, four of the processor's, and those that plans fill.
pub const REGS: usize = 32;

/// The register that holds the call's result.
pub const RESULT: u8 = 6;

/// The register that holds the stack pointer.
pub const STACK: u8 = 7;

/// The register that holds the instruction pointer.
pub const INSTRUCTION: u8 = 8;

/// The register that holds the frame pointer.
pub const FRAME: u8 = 9;

/// The register that holds the link register, on machines that have one.
pub const LINK: u8 = 10;

/// The first register that plans may fill.
pub const FIRST_FREE: u8 = 11;

/// How many steps a call may take, all rounds of its loops counted: what is left then is not copied.
pub const TURNS: u32 = 1 << 17;

/// How many bytes a record may have. What does not fit is not copied, and its segment says so.
pub const RECORD_MAX: usize = 1 << 18;

/// What a step does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Op {
    /// The plan ends.
    End = 0,
    /// Copies bytes from `regs[base] + offset`. How many: `max` if `len` is [`NO_REG`], else `regs[len] * scale`,
    /// at most `max`. A negative length (as a signed 64-bit number) is none. `dst` is the kind of the segment.
    Bytes = 1,
    /// Copies a string from `regs[base] + offset`, with its NUL if that is among the first `max` bytes.
    Str = 2,
    /// `regs[dst]` = what stands in memory at `regs[base] + offset`, `scale` bytes of it (1, 2, 4 or 8),
    /// zero-extended; 0 if it cannot be read. Copies nothing.
    Load = 3,
    /// `regs[dst]` = `regs[base] * scale + offset`, but at most `max` (unsigned) if `max` is not 0.
    Set = 4,
    /// Loops: `regs[base] += offset`, `regs[len] -= scale`; unless that is 0 or less now, goes back `skip` steps.
    Next = 5,
    /// Skips `skip` steps if `regs[base] & max` is `offset` (both taken as 32 bits).
    SkipIf = 6,
    /// Skips `skip` steps unless `regs[base] & max` is `offset`.
    SkipUnless = 7,
    /// The plan ends here if the call failed.
    EndIfFailed = 8,
    /// Sign-extends 32 bits: `regs[dst]` = `regs[base]` as a signed 32-bit number.
    Extend = 9,
    /// Copies words of 8 bytes, or of 4 if `scale` is that, from `regs[base] + offset` until one is 0, that one too, at most
    /// `max` bytes.
    /// `regs[dst]` = how many before it.
    Words = 11,
    /// A segment of kind `max` that holds `regs[base]`, at address `offset`: a register that is no argument.
    Keep = 10,
    /// A segment of kind [`FILE`](crate::segment::FILE) that says what the descriptor `regs[base]` leads to, if it is
    /// open. If `scale` is not 0, `AT_FDCWD` leads to the working directory.
    File = 12,
    /// A segment of kind [`SOCKET`](crate::segment::SOCKET) that says what socket the descriptor `regs[base]` is, or which
    /// process it stands for; if `scale` is not 0, only if it is of this family. `regs[dst]` = its family if it is told, or 0.
    Socket = 14,
    /// `regs[dst]` = the number of the first bit that is set, from bit `regs[dst]` on, in the words of 8 bytes at
    /// `regs[base] + offset`. If there is none below bit `regs[len]` (32 bits, signed), or `max`, skips `skip` steps.
    Bit = 13,
    /// A segment of kind [`VCPU_EXIT`](crate::segment::VCPU_EXIT) that says why the virtual CPU has stopped that the call
    /// ran, if it is known.
    VcpuExit = 15,
}

impl Op {
    /// The operation with this value.
    #[inline]
    pub const fn from_u8(value: u8) -> Option<Self> {
        Some(match value {
            0 => Self::End,
            1 => Self::Bytes,
            2 => Self::Str,
            3 => Self::Load,
            4 => Self::Set,
            5 => Self::Next,
            6 => Self::SkipIf,
            7 => Self::SkipUnless,
            8 => Self::EndIfFailed,
            9 => Self::Extend,
            10 => Self::Keep,
            11 => Self::Words,
            12 => Self::File,
            13 => Self::Bit,
            14 => Self::Socket,
            15 => Self::VcpuExit,
            _ => return None,
        })
    }
}

/// In [`Step::len`]: no register.
pub const NO_REG: u8 = 0xff;

/// A step of a plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(C)]
pub struct Step {
    /// An [`Op`].
    pub op: u8,
    /// A register.
    pub base: u8,
    /// A register, or [`NO_REG`].
    pub len: u8,
    /// A register.
    pub dst: u8,
    /// How many steps to skip, or to go back.
    pub skip: u16,
    /// A factor or a size.
    pub scale: u16,
    /// Added to an address; what to compare with.
    pub offset: i32,
    /// A limit, a mask.
    pub max: u32,
}

/// Where the plans of a syscall begin, and how the one to use is chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(C)]
pub struct Plan {
    /// The first step when the call begins; 0 is an [`Op::End`].
    pub enter: u16,
    /// The first step when it ends.
    pub exit: u16,
    /// If `mask` is not 0: the argument whose value, masked, is looked up among the variants. Without one, the steps
    /// above are taken.
    pub selector: u32,
    /// See `selector`.
    pub mask: u64,
    /// If it is not 0: how the value is masked where no variant was found, to look among those of [`WIDE`] slots.
    pub wide_mask: u64,
}

/// All plans but those of variants: the value of a map.
#[repr(C)]
pub struct Plans {
    /// By slot.
    pub plans: [Plan; SLOTS as usize],
    /// The pool. The first is an [`Op::End`].
    pub steps: [Step; STEPS],
}

/// Set in [`VariantKey::slot`]: the value is masked by [`Plan::wide_mask`].
pub const WIDE: u64 = 1 << 32;

/// What a variant is found by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(C)]
pub struct VariantKey {
    /// The syscall's slot, with [`WIDE`] perhaps.
    pub slot: u64,
    /// The selector's value, masked.
    pub value: u64,
}

/// Where the plans of a variant begin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(C)]
pub struct Variant {
    /// As [`Plan::enter`].
    pub enter: u16,
    /// As [`Plan::exit`].
    pub exit: u16,
    /// Explicit padding.
    pub pad: u32,
}

/// Where a record is put together, and what the interpreter knows: the value of a map, one for each CPU and program.
#[repr(C)]
pub struct Scratch {
    /// The number of the step.
    pub pc: u64,
    /// Where the next plan begins, when this one has ended; 0 if nowhere.
    pub then: u64,
    /// Bytes of `record` that are filled.
    pub filled: u64,
    /// Bytes that the current step has copied.
    pub done: u64,
    /// Where in `record` the current step's segment begins.
    pub segment: u64,
    /// Was something not there that should have been copied?
    pub missed: u64,
    /// [`Op::File`]: the `struct vfsmount` and the `struct dentry` that the walk has reached.
    pub mount: u64,
    #[expect(missing_docs, reason = "as the one before")]
    pub dentry: u64,
    /// The registers.
    pub regs: [u64; REGS],
    /// The record. The programs write up to a page behind what they have compared with [`RECORD_MAX`].
    pub record: [u8; RECORD_MAX + 2 * 4096],
}

const _: () = assert!(size_of::<Step>() == 16);
const _: () = assert!(size_of::<Plan>() == 24);
const _: () = assert!(size_of::<VariantKey>() == 16);
const _: () = assert!(size_of::<Variant>() == 8);
