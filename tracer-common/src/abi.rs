//! The calling convention that a syscall came through. It decides what its number means.

/// Bit 30 of a number marks an x32 call (`__X32_SYSCALL_BIT`, arch/x86/include/uapi/asm/unistd.h).
pub const X32_BIT: u32 = 0x4000_0000;

/// A syscall ABI. Numbers mean nothing without it: 1 is `write` for x86_64 and `exit` for i386.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Abi {
    /// 64-bit x86.
    X86_64 = 0,
    /// 32-bit x86: `int 0x80` and 32-bit `sysenter`/`syscall`.
    I386 = 1,
    /// 64-bit x86 with 32-bit pointers; its numbers come without [`X32_BIT`] here.
    X32 = 2,
    /// 64-bit ARM.
    Aarch64 = 3,
}

impl Abi {
    /// Every ABI, by value.
    pub const ALL: [Self; 4] = [Self::X86_64, Self::I386, Self::X32, Self::Aarch64];

    /// The ABI of programs built for the machine that tracer itself is built for.
    pub const NATIVE: Self = if cfg!(any(target_arch = "aarch64", bpf_target_arch = "aarch64")) {
        Self::Aarch64
    } else {
        Self::X86_64
    };

    /// The ABIs that programs on this machine can call through.
    pub const HERE: &[Self] = match Self::NATIVE {
        Self::Aarch64 => &[Self::Aarch64],
        Self::X86_64 | Self::I386 | Self::X32 => &[Self::X86_64, Self::I386, Self::X32],
    };

    /// The ABI with this value on the wire.
    #[inline]
    pub const fn from_u8(value: u8) -> Option<Self> {
        match value {
            0 => Some(Self::X86_64),
            1 => Some(Self::I386),
            2 => Some(Self::X32),
            3 => Some(Self::Aarch64),
            _ => None,
        }
    }

    /// Bytes of a pointer in memory.
    #[inline]
    pub const fn pointer_size(self) -> u32 {
        match self {
            Self::X86_64 | Self::Aarch64 => 8,
            Self::I386 | Self::X32 => 4,
        }
    }

    /// Which bank of [`crate::limits::NUMBERS`] slots this ABI's numbers are counted in. ABIs that cannot
    /// meet on one machine share a bank.
    #[inline]
    pub const fn bank(self) -> u32 {
        match self {
            Self::X86_64 | Self::Aarch64 => 0,
            Self::I386 => 1,
            Self::X32 => 2,
        }
    }
}
