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
}
