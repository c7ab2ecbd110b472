//! Structs of io_uring.

use crate::decode::flags::*;
use crate::decode::macros::layout;

layout! {
    /// include/uapi/linux/io_uring.h: where in the mapping the submission queue's words are
    URING_SQ = io_sqring_offsets {
        head: Uint, tail: Uint, ring_mask: Uint, ring_entries: Uint, flags: Uint, dropped: Uint, array: Uint,
        resv1: Nonzero(&Hex32), user_addr @ 32: Nonzero(&Hex),
    } 40;
    /// The same of the completion queue
    URING_CQ = io_cqring_offsets {
        head: Uint, tail: Uint, ring_mask: Uint, ring_entries: Uint, overflow: Uint, cqes: Uint, flags: Uint,
        resv1: Nonzero(&Hex32), user_addr @ 32: Nonzero(&Hex),
    } 40;
    /// What io_uring_setup(2) is given
    URING_GIVEN = io_uring_params {
        flags @ 8: Flags(&URING_SETUP), sq_thread_cpu @ 12: Hex32, sq_thread_idle @ 16: Uint,
    } 120;
    /// What it gives
    URING_MADE = io_uring_params {
        sq_entries @ 0: Uint, cq_entries @ 4: Uint, features @ 20: Flags(&URING_FEATURES), sq_off @ 40: Struct(&URING_SQ),
        cq_off @ 80: Struct(&URING_CQ),
    } 120;
    /// Memory to be used again and again
    URING_BUFFER = iovec { iov_base: Addr, iov_len: Ulong };
    /// Descriptors to replace
    URING_FILES_UPDATE = io_uring_files_update { offset: Uint, resv: Nonzero(&Hex32), fds: Addr };
    /// Memory for buffers that the kernel chooses from
    URING_BUFFER_RING = io_uring_buf_reg {
        ring_addr: Hex, ring_entries: Uint, bgid: U16, flags: Nonzero(&Hex16), min_left: Nonzero(&Uint),
        resv: Nonzero(&Array(&Hex32, Fixed(5))),
    };
    /// An operation's support
    URING_PROBE_OP = io_uring_probe_op {
        op: Enum8(&URING_OP), resv: Nonzero(&Hex8), flags: Flags16(&URING_OP_FLAGS), resv2: Nonzero(&Hex32),
    };
}
