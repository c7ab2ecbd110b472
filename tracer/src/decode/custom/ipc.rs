//! Messages of System V queues.

use crate::decode::desc::Custom;
use crate::decode::emit::Shape;
use crate::decode::walk::Walk;

/// `struct msgbuf` (include/uapi/linux/msg.h): a type, and text as long as the call's third argument says.
pub static MSGBUF: Custom = Custom { name: "msgbuf", show };

fn show(walk: &mut Walk<'_>, address: u64, _: u64) {
    let word = walk.word();
    let Some(kind) = walk.number(address, word) else { return walk.out.address(address) };
    walk.out.open(Shape::Struct);
    walk.out.key("mtype");
    walk.out.signed(if word == 8 { kind as i64 } else { i64::from(kind as i32) });
    walk.out.key("mtext");
    let (text, len) = (address.wrapping_add(u64::from(word)), walk.arg(2));
    if !walk.data(text, len) {
        walk.out.address(text);
    }
    walk.out.close(Shape::Struct);
}
