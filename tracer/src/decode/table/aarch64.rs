//! Calls that take other registers on aarch64 than on x86_64.

use crate::decode::custom::clone::{flags as clone_flags, sets_tls, tells_child, tells_parent};
use crate::decode::macros::syscalls;

syscalls! {
    clone(
        stack @ 1: Label("child_stack", &Addr), flags @ 0: Label("flags", &Show(clone_flags)),
        parent_tid @ 2: Only(flags, tells_parent, &Label("parent_tid", &Out(&Pid))),
        tls @ 3: Only(flags, sets_tls, &Label("tls", &Addr)),
        child_tid @ 4: Only(flags, tells_child, &Label("child_tidptr", &Addr)),
    ) => Pid;
}
