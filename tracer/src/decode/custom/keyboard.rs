//! What keys of consoles stand for (include/uapi/linux/kd.h, include/uapi/linux/keyboard.h).

use crate::decode::custom::console::escaped;
use crate::decode::desc::Custom;
use crate::decode::emit::Shape;
use crate::decode::flags::{KEY_KIND, KEY_TABLE, KEY_TABLE_BITS, KEY_VALUE};
use crate::decode::style::Constants;
use crate::decode::uapi::{KT_DEAD2, KT_FN, KT_LATIN, KT_LETTER, KT_META};
use crate::decode::walk::{Side, Walk};

/// `struct kbsentry`: a number, and a string of at most 512 bytes.
pub const STRING_MAX: u32 = 1 + LONGEST;
const LONGEST: u32 = 512;

/// Which table: one of those with a name, or what is held down meanwhile.
pub static TABLE: Custom = Custom { name: "table of keys", show: table };

fn table(walk: &mut Walk<'_>, address: u64, _: u64) {
    let value = walk.number(address, 1).unwrap_or(0);
    match KEY_TABLE.name_of(value, 8) {
        Some(_) => walk.out.constant(value, 8, &KEY_TABLE),
        None => super::shifted(walk, value, "1<<", &KEY_TABLE_BITS),
    }
}

/// What a key stands for: `0x302 /* K_P2 */`, `0x141 /* K(KT_LATIN, 'A') */`.
pub static VALUE: Custom = Custom { name: "value of a key", show: value };

fn value(walk: &mut Walk<'_>, address: u64, _: u64) {
    let value = walk.number(address, 2).unwrap_or(0);
    walk.out.hex(value);
    if walk.style.constants == Constants::Raw {
        return;
    }
    match KEY_VALUE.name_of(value, 16) {
        Some(name) => walk.out.comment(name),
        None => walk.out.comment(&parts(value)),
    }
}

/// A value without a name: its kind, and what of that kind.
fn parts(value: u64) -> String {
    let (kind, which) = (value >> 8, value & 0xff);
    let which = match kind {
        KT_LATIN | KT_META | KT_LETTER | KT_DEAD2 => format!("'{}'", escaped(which as u8)),
        _ if which == 0 => "0".to_owned(),
        _ => format!("{which:#x}"),
    };
    match KEY_KIND.name_of(kind, 8) {
        Some(name) => format!("K({name}, {which})"),
        None => format!("K({kind:#x}, {which})"),
    }
}

/// `struct kbsentry`, what a function key types.
pub static STRING: Custom = Custom { name: "kbsentry", show: |walk, at, _| string(walk, at, Side::Enter) };

/// The same, where the call tells the string.
pub static STRING_ASKED: Custom =
    Custom { name: "kbsentry", show: |walk, at, _| string(walk, at, Side::Exit) };

fn string(walk: &mut Walk<'_>, address: u64, side: Side) {
    let Some(function) = walk.number(address, 1) else { return walk.out.address(address) };
    walk.out.open(Shape::Struct);
    walk.out.key("kb_func");
    match KEY_VALUE.name_of(KT_FN << 8 | function, 16) {
        Some(name) => super::expression(walk, function, &format!("KVAL({name})")),
        None => walk.out.hex(function),
    }
    let told = walk.call.result.is_some() && !walk.failed();
    if side == Side::Enter || told {
        let at = address.wrapping_add(1);
        walk.out.key("kb_string");
        walk.on(side, |walk| {
            let limit = walk.style.limit.min(LONGEST - 1);
            if !walk.string(at, limit) {
                walk.out.text("???");
            }
        });
    }
    walk.out.close(Shape::Struct);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_without_a_name_are_taken_apart() {
        let all = [0x41, 0x27, 0x561, 0x500, 0x80a, 0x1301].map(parts);
        let expected = [
            "K(KT_LATIN, 'A')",
            "K(KT_LATIN, '\\'')",
            "K(KT_CONS, 0x61)",
            "K(KT_CONS, 0)",
            "K(KT_META, '\\n')",
            "K(0x13, 0x1)",
        ];
        assert_eq!(all, expected);
    }
}
