//! Structs of requests of ioctl(2) on consoles (include/uapi/linux/kd.h).

use crate::decode::custom::{console, keyboard};
use crate::decode::flags::*;
use crate::decode::macros::layout;

layout! {
    /// include/uapi/linux/kd.h
    KEY_REPEAT = kbd_repeat { delay: Int, period: Int };
    /// include/uapi/linux/kd.h
    KEY_CODE = kbkeycode { scancode: Hex32, keycode: Hex32 };
    /// include/uapi/linux/kd.h
    UNIMAP_INIT = unimapinit { advised_hashsize: U16, advised_hashstep: U16, advised_hashlevel: U16 };
    /// include/uapi/linux/kd.h
    UNICODE_PAIR = unipair { unicode: Hex16, fontpos: Hex16 };
    /// include/uapi/linux/kd.h
    UNIMAP_DESC = unimapdesc { entry_ct: U16, entries @ 8: Ptr(&Array(&Struct(&UNICODE_PAIR), Field(entry_ct))) };
    /// include/uapi/linux/kd.h, without the font
    FONT_DESC = consolefontdesc { charcount: U16, charheight: U16 } 16;
    /// include/uapi/linux/kd.h, where the font is not read yet
    FONT_ASKED = consolefontdesc { charcount: U16, charheight: U16, chardata @ 8: Addr };
    /// include/uapi/linux/kd.h, and the font
    FONT_WHOLE = consolefontdesc { charcount: U16, charheight: U16, chardata @ 8: Ptr(&Raw(console::FONT_MAX)) };
    /// include/uapi/linux/kd.h
    ACCENT = kbdiacr { diacr: Custom(&console::CHARACTER, &Raw(1)), base: Custom(&console::CHARACTER, &Raw(1)), result: Custom(&console::CHARACTER, &Raw(1)) };
    /// `struct kbdiacrs`, of which only so many elements are there as the number says
    ACCENTS = kbdiacrs_used { kb_cnt: Uint, kbdiacr: UpTo(256, 256, &Array(&Struct(&ACCENT), Field(kb_cnt))) } 4;
    /// include/uapi/linux/kd.h
    UNICODE_ACCENT = kbdiacruc { diacr: Hex32, base: Hex32, result: Hex32 };
    /// `struct kbdiacrsuc`, as above
    UNICODE_ACCENTS = kbdiacrsuc_used { kb_cnt: Uint, kbdiacruc: UpTo(256, 256, &Array(&Struct(&UNICODE_ACCENT), Field(kb_cnt))) } 4;
    /// include/uapi/linux/kd.h
    KEY_ENTRY = kbentry {
        kb_table: Custom(&keyboard::TABLE, &Raw(1)),
        kb_index: U8,
        kb_value: Custom(&keyboard::VALUE, &Raw(2)),
    };
    /// include/uapi/linux/kd.h, what is asked for
    KEY_ENTRY_ASKED = kbentry {
        kb_table: Custom(&keyboard::TABLE, &Raw(1)),
        kb_index: U8,
        kb_value: Filled(&Custom(&keyboard::VALUE, &Raw(2))),
    };
    /// include/uapi/linux/kd.h
    FONT_OP = console_font_op {
        op: Enum(&FONT_OPERATION),
        flags: Flags(&FONT_FLAGS),
        width: Uint,
        height: Uint,
        charcount: Uint,
        data @ 24: Ptr(&Raw(console::FONT_MAX)),
    };
}
