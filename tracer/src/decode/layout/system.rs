//! Structs of calls on the system itself.

use crate::decode::flags::*;
use crate::decode::macros::layout;

layout! {
    /// include/uapi/linux/kexec.h
    KEXEC_SEGMENT = kexec_segment { buf: Addr, bufsz: Ulong, mem: Addr, memsz: Ulong };
    /// include/uapi/linux/landlock.h
    LANDLOCK_PATH = landlock_path_beneath_attr { allowed_access: Flags64(&LANDLOCK_FS), parent_fd: Fd } 12;
    /// include/uapi/linux/landlock.h
    LANDLOCK_PORT = landlock_net_port_attr { allowed_access: Flags64(&LANDLOCK_NET), port: Ulong };
    /// arch/x86/include/asm/user_64.h
    USER_REGS = user_regs_struct {
        r15: Hex, r14: Hex, r13: Hex, r12: Hex, rbp: Hex, rbx: Hex, r11: Hex, r10: Hex, r9: Hex, r8: Hex, rax: Hex,
        rcx: Hex, rdx: Hex, rsi: Hex, rdi: Hex, orig_rax: Hex, rip: Hex, cs: Hex, eflags: Hex, rsp: Hex, ss: Hex,
        fs_base: Hex, gs_base: Hex, ds: Hex, es: Hex, fs: Hex, gs: Hex,
    };
    /// include/uapi/linux/uio.h, where it is about registers
    REGSET = iovec { iov_base: Ptr(&Struct(&USER_REGS)), iov_len: Ulong };
    /// include/uapi/linux/keyctl.h
    DH_PARAMS = keyctl_dh_params { private: Enum(&KEY), prime: Enum(&KEY), base: Enum(&KEY) };
}
