//! Structs of requests of ioctl(2) on consoles (include/uapi/linux/kd.h).

use crate::decode::custom::console;
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
    ACCENTS = kbdiacrs_used { kb_cnt: Uint, kbdiacr: Array(&Struct(&ACCENT), Field(kb_cnt)) } 4;
    /// include/uapi/linux/kd.h
    UNICODE_ACCENT = kbdiacruc { diacr: Hex32, base: Hex32, result: Hex32 };
    /// `struct kbdiacrsuc`, as above
    UNICODE_ACCENTS = kbdiacrsuc_used { kb_cnt: Uint, kbdiacruc: Array(&Struct(&UNICODE_ACCENT), Field(kb_cnt)) } 4;
}
