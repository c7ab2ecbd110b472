//! Structs of asynchronous I/O (include/uapi/linux/aio_abi.h).

use crate::decode::flags::*;
use crate::decode::macros::layout;
use crate::decode::uapi::IOCB_FLAG_RESFD;

/// Is there a descriptor to tell of the end?
fn has_descriptor(flags: u64) -> bool {
    flags & IOCB_FLAG_RESFD != 0
}

layout! {
    /// What all requests have.
    IOCB_HEAD = iocb {
        aio_data: Hex,
        aio_key: Nonzero(&Uint),
        aio_rw_flags: Nonzero(&Flags(&RWF)),
        aio_lio_opcode: Enum16(&IOCB_OPERATION),
        aio_reqprio: Nonzero(&I16),
        aio_fildes: Fd,
    } 64;
    /// Reading.
    IOCB_READ = iocb { aio_buf @ 24: Hex, aio_nbytes @ 32: Ulong, aio_offset @ 40: Long } 64;
    /// Writing.
    IOCB_WRITE = iocb { aio_buf @ 24: Ptr(&Bytes(Field(aio_nbytes))), aio_nbytes @ 32: Ulong, aio_offset @ 40: Long } 64;
    /// Reading into vectors.
    IOCB_READ_VECTOR = iocb {
        aio_buf @ 24: Ptr(&Array(&Struct(&IOVEC), Field(aio_nbytes))),
        aio_nbytes @ 32: Skip(8),
        aio_offset @ 40: Long,
    } 64;
    /// Writing from vectors.
    IOCB_WRITE_VECTOR = iocb {
        aio_buf @ 24: Ptr(&Iov(Field(aio_nbytes))),
        aio_nbytes @ 32: Skip(8),
        aio_offset @ 40: Long,
    } 64;
    /// Waiting.
    IOCB_POLL = iocb { aio_buf @ 24: Hex32 } 64;
    /// What requests end with.
    IOCB_TAIL = iocb {
        aio_flags @ 56: Nonzero(&Flags(&IOCB_FLAG)),
        aio_resfd @ 60: If(aio_flags, has_descriptor, &Fd),
    } 64;
    /// What is copied of a request: itself, and what it may point to.
    IOCB_COPIED = iocb {
        file @ 20: Fd,
        told @ 60: Fd,
        data @ 24: Ptr(&Bytes(Field(count))),
        vector @ 24: Ptr(&Array(&Struct(&IOVEC), Field(count))),
        count @ 32: Ulong,
    } 64;
    /// include/uapi/linux/uio.h, without what it points to
    IOVEC = iovec { iov_base: Addr, iov_len: Ulong };
    /// What became of a request.
    IO_EVENT = io_event { data: Hex, obj: Hex, res: Long, res2: Long };
}
