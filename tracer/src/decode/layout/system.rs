//! Structs of calls on the system itself.

use crate::decode::custom::seccomp;
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
    /// include/uapi/linux/keyctl.h
    KDF_PARAMS = keyctl_kdf_params {
        hashname: Str,
        otherinfo: Ptr(&Bytes(Field(otherinfolen))),
        otherinfolen @ 16: Uint,
        __spare: Nonzero(&Array(&Hex32, Fixed(8))),
    } 56;
    /// include/uapi/linux/keyctl.h
    PKEY_QUERY = keyctl_pkey_query {
        supported_ops: Flags(&KEYCTL_SUPPORTS),
        key_size: Uint,
        max_data_size: U16,
        max_sig_size: U16,
        max_enc_size: U16,
        max_dec_size: U16,
        __spare: Nonzero(&Array(&Hex32, Fixed(10))),
    };
    /// include/uapi/linux/sysctl.h (before Linux 5.5)
    SYSCTL_ARGS = __sysctl_args { name: Addr, nlen: Int, oldval @ 16: Addr, oldlenp: Addr, newval: Addr, newlen: Ulong } 80;
    /// arch/x86/include/asm/user_64.h
    USER_FPREGS = user_i387_struct {
        cwd: Hex16,
        swd: Hex16,
        ftw: Hex16,
        fop: Hex16,
        rip: Hex,
        rdp: Hex,
        mxcsr: Hex32,
        mxcr_mask: Hex32,
        st_space: Array(&Hex32, Fixed(32)),
        xmm_space: Array(&Hex32, Fixed(64)),
        padding: Array(&Hex32, Fixed(24)),
    };
    /// include/uapi/linux/ptrace.h, what every kind has
    SYSCALL_WHERE = ptrace_syscall_info {
        op: Enum8(&SYSCALL_INFO_OP),
        arch @ 4: Enum(&SECCOMP_ARCH),
        instruction_pointer: Hex,
        stack_pointer: Hex,
    } 24;
    /// include/uapi/linux/ptrace.h, a call that begins
    SYSCALL_ENTERED = ptrace_syscall_entry { nr: Custom(&seccomp::ENTERED, &Raw(8)), args: Array(&Hex, Fixed(6)) };
    /// include/uapi/linux/ptrace.h, a call that a filter stops
    SYSCALL_FILTERED = ptrace_syscall_seccomp { nr: Custom(&seccomp::ENTERED, &Raw(8)), args: Array(&Hex, Fixed(6)), ret_data: Uint } 64;
    /// include/uapi/linux/keyctl.h
    PKEY_PARAMS = keyctl_pkey_params { key_id: Int, in_len: Uint, out_len: Uint, __spare: Nonzero(&Array(&Hex32, Fixed(7))) };
    /// include/uapi/linux/keyctl.h, with a signature
    PKEY_VERIFY = keyctl_pkey_params { key_id: Int, in_len: Uint, in2_len: Uint, __spare: Nonzero(&Array(&Hex32, Fixed(7))) };
}
