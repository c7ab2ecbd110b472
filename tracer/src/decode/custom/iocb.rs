//! Requests of asynchronous I/O: what they say depends on the operation.

use crate::decode::desc::Custom;
use crate::decode::emit::Shape;
use crate::decode::layout::{
    IOCB_HEAD, IOCB_POLL, IOCB_READ, IOCB_READ_VECTOR, IOCB_READ_VECTOR_32, IOCB_TAIL, IOCB_WRITE,
    IOCB_WRITE_VECTOR,
};
use crate::decode::uapi::{
    IOCB_CMD_POLL, IOCB_CMD_PREAD, IOCB_CMD_PREADV, IOCB_CMD_PWRITE, IOCB_CMD_PWRITEV,
};
use crate::decode::walk::Walk;

/// What io_submit(2) takes.
pub static IOCB: Custom = Custom { name: "iocb", show };

fn show(walk: &mut Walk<'_>, address: u64, _: u64) {
    let Some(operation) = walk.bytes(address, 64).and(walk.number(address.wrapping_add(16), 2)) else {
        return walk.out.address(address);
    };
    let data = match operation {
        IOCB_CMD_PREAD => Some(&IOCB_READ),
        IOCB_CMD_PWRITE => Some(&IOCB_WRITE),
        IOCB_CMD_PREADV if walk.word() == 8 => Some(&IOCB_READ_VECTOR),
        IOCB_CMD_PREADV => Some(&IOCB_READ_VECTOR_32),
        IOCB_CMD_PWRITEV => Some(&IOCB_WRITE_VECTOR),
        IOCB_CMD_POLL => Some(&IOCB_POLL),
        _ => None,
    };
    walk.out.open(Shape::Struct);
    walk.fields(&IOCB_HEAD, address);
    if let Some(data) = data {
        walk.fields(data, address);
    }
    if operation != IOCB_CMD_POLL && data.is_some() {
        walk.fields(&IOCB_TAIL, address);
    }
    walk.out.close(Shape::Struct);
}
