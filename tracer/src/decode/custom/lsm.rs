//! Attributes of security modules: one `struct lsm_ctx` behind the other (include/uapi/linux/lsm.h).

use crate::decode::desc::Custom;
use crate::decode::emit::Shape;
use crate::decode::flags::LSM_ID;
use crate::decode::walk::Walk;

/// So many bytes of them.
pub static CONTEXTS: Custom = Custom { name: "lsm_ctx", show };

/// Where the context stands in its struct.
const CONTEXT: u64 = 32;

fn show(walk: &mut Walk<'_>, address: u64, len: u64) {
    if walk.bytes(address, CONTEXT as usize).is_none() {
        return walk.out.address(address);
    }
    walk.out.open(Shape::Array);
    let mut from = 0;
    while from + CONTEXT <= len {
        let at = address.wrapping_add(from);
        if walk.bytes(at, CONTEXT as usize).is_none() {
            walk.out.more();
            break;
        }
        let word = |walk: &Walk<'_>, offset: u64| walk.number(at.wrapping_add(offset), 8).unwrap_or(0);
        let (id, flags, whole, context) = (word(walk, 0), word(walk, 8), word(walk, 16), word(walk, 24));
        walk.out.item();
        walk.out.open(Shape::Struct);
        walk.out.key("id");
        walk.out.constant(id, 64, &LSM_ID);
        walk.out.key("flags");
        walk.out.hex(flags);
        walk.out.key("len");
        walk.out.unsigned(whole);
        walk.out.key("ctx_len");
        walk.out.unsigned(context);
        walk.out.key("ctx");
        if !walk.data(at.wrapping_add(CONTEXT), context) {
            walk.out.address(at.wrapping_add(CONTEXT));
        }
        walk.out.close(Shape::Struct);
        from = from.saturating_add(whole.max(CONTEXT));
    }
    walk.out.close(Shape::Array);
}
