//! Requests on consoles (console_ioctl(2)).

use crate::decode::custom::{console, font, keyboard};
use crate::decode::flags::*;
use crate::decode::layout::*;
use crate::decode::macros::variants;
use crate::decode::uapi::*;

variants! {
    /// Consoles.
    CONSOLE [fd, request] {
        KIOCSOUND(arg: Show(console::sound)) => Int;
        KDMKTONE(arg: Show(console::tone)) => Int;
        KDGETLED(argp: Out(&Flags8(&LED))) => Int;
        KDSETLED(arg: Flags8(&LED)) => Int;
        KDGKBLED(argp: Out(&Array(&Custom(&console::LAMPS, &Raw(1)), Fixed(1)))) => Int;
        KDSKBLED(arg: Show(console::lamps)) => Int;
        KDGKBMODE(argp: Out(&Enum(&KEYBOARD_MODE))) => Int;
        KDSKBMODE(arg: Show32(console::keyboard_mode)) => Int;
        KDGKBMETA(argp: Out(&Enum(&KEYBOARD_META))) => Int;
        KDSKBMETA(arg: Enum(&KEYBOARD_META)) => Int;
        KDGKBDIACR(argp: Out(&Struct(&ACCENTS))) => Int;
        KDSKBDIACR(argp: In(&Struct(&ACCENTS))) => Int;
        KDGKBDIACRUC(argp: Out(&Struct(&UNICODE_ACCENTS))) => Int;
        KDSKBDIACRUC(argp: In(&Struct(&UNICODE_ACCENTS))) => Int;
        KDGETKEYCODE(argp: Fills(&Custom(&console::KEYCODE_GET, &Raw(8)))) => Int;
        KDSETKEYCODE(argp: In(&Struct(&KEY_CODE))) => Int;
        KDSIGACCEPT(signal: Show(console::accepted)) => Int;
        KDKBDREP(argp: Both(&Struct(&KEY_REPEAT))) => Int;
        GIO_SCRNMAP(argp: Out(&Custom(&console::MAP, &Bytes(Fixed(256))))) => Int;
        PIO_SCRNMAP(argp: In(&Custom(&console::MAP, &Bytes(Fixed(256))))) => Int;
        GIO_UNISCRNMAP(argp: Out(&Array(&Custom(&console::UNICODE, &Hex16), Of(256, console::all)))) => Int;
        PIO_UNISCRNMAP(argp: In(&Array(&Custom(&console::UNICODE, &Hex16), Of(256, console::all)))) => Int;
        GIO_FONT(argp: Out(&Custom(&console::MAP, &Bytes(Fixed(8192))))) => Int;
        PIO_FONT(argp: In(&Custom(&console::MAP, &Bytes(Fixed(8192))))) => Int;
        GIO_CMAP(argp: Out(&Custom(&console::MAP, &Bytes(Fixed(48))))) => Int;
        PIO_CMAP(argp: In(&Custom(&console::MAP, &Bytes(Fixed(48))))) => Int;
        GIO_UNIMAP(argp: Around(&Custom(&console::UNIMAP, &Struct(&UNIMAP_DESC)))) => Int;
        PIO_UNIMAP(argp: In(&Struct(&UNIMAP_DESC))) => Int;
        PIO_UNIMAPCLR(argp: In(&Struct(&UNIMAP_INIT))) => Int;
        GIO_FONTX(argp: Becomes(&Struct(&FONT_ASKED), &Custom(&console::FONT, &Struct(&FONT_WHOLE)))) => Int;
        KDGKBENT(argp: Fills(&Struct(&KEY_ENTRY_ASKED))) => Int;
        KDSKBENT(argp: In(&Struct(&KEY_ENTRY))) => Int;
        KDGKBSENT(argp: Fills(&Custom(&keyboard::STRING_ASKED, &Raw(keyboard::STRING_MAX)))) => Int;
        KDSKBSENT(argp: In(&Custom(&keyboard::STRING, &Raw(keyboard::STRING_MAX)))) => Int;
        KDFONTOP(argp: In(&Custom(&font::OPERATION, &Struct(&FONT_OP))), told @ 2: Told(font::tells, &Custom(&font::TOLD, &Struct(&FONT_OP)))) => Int;
        PIO_FONTX(argp: In(&Custom(&console::FONT, &Struct(&FONT_WHOLE)))) => Int;
    }
}
