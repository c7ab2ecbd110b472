//! Flags of consoles.

use crate::decode::macros::flags;
use crate::decode::uapi::*;

flags! {
    /// KDGKBMODE
    KEYBOARD_MODE, "K_???", decimal: K_RAW, K_XLATE, K_MEDIUMRAW, K_UNICODE, K_OFF;
    /// KDGETLED
    LED, "LED_???": LED_SCR, LED_NUM, LED_CAP;
    /// KDSKBMETA
    KEYBOARD_META, "K_???": K_METABIT, K_ESCPREFIX;
    /// struct console_font_op, op
    FONT_OPERATION, "KD_FONT_OP_???": KD_FONT_OP_SET, KD_FONT_OP_GET, KD_FONT_OP_SET_DEFAULT, KD_FONT_OP_COPY;
    /// struct console_font_op, flags
    FONT_FLAGS, "KD_FONT_FLAG_???": KD_FONT_FLAG_DONT_RECALC, KD_FONT_FLAG_OLD;
}
