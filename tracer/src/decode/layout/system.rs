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
    /// include/uapi/linux/keyctl.h
    DH_PARAMS = keyctl_dh_params { private: Enum(&KEY), prime: Enum(&KEY), base: Enum(&KEY) };
}
