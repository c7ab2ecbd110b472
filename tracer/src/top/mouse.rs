//! The mouse for the command: the bytes that xterm sends (ctlseqs, "Mouse Tracking"), if the command has asked for any.

use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use vt100::{MouseProtocolEncoding as Encoding, MouseProtocolMode as Mode};

/// What the command is told of the mouse, which is over this cell of its terminal, counted from 0. Nothing, if it did not ask.
pub fn bytes(event: &MouseEvent, (x, y): (u16, u16), mode: Mode, encoding: Encoding) -> Option<Vec<u8>> {
    const MOTION: u8 = 32;
    let (code, released, moved) = match event.kind {
        MouseEventKind::Down(it) => (button(it), false, false),
        MouseEventKind::Up(it) => (button(it), true, false),
        MouseEventKind::Drag(it) => (button(it) + MOTION, false, true),
        MouseEventKind::Moved => (3 + MOTION, false, true),
        MouseEventKind::ScrollUp => (64, false, false),
        MouseEventKind::ScrollDown => (65, false, false),
        MouseEventKind::ScrollLeft => (66, false, false),
        MouseEventKind::ScrollRight => (67, false, false),
    };
    let wanted = match mode {
        Mode::None => false,
        Mode::Press => !released && !moved,
        Mode::PressRelease => !moved,
        Mode::ButtonMotion => event.kind != MouseEventKind::Moved,
        Mode::AnyMotion => true,
    };
    if !wanted {
        return None;
    }
    let held = [(KeyModifiers::SHIFT, 4), (KeyModifiers::ALT, 8), (KeyModifiers::CONTROL, 16)];
    let held = held.iter().filter(|(key, _)| event.modifiers.contains(*key)).map(|(_, bit)| bit).sum::<u8>();
    let (x, y) = (x.saturating_add(1), y.saturating_add(1));
    if encoding == Encoding::Sgr {
        let end = if released { 'm' } else { 'M' };
        return Some(format!("\x1b[<{};{x};{y}{end}", code + held).into_bytes());
    }
    let code = if released { 3 } else { code } + held;
    let mut bytes = b"\x1b[M".to_vec();
    for number in [u16::from(code), x, y] {
        let number = 32 + u32::from(number);
        match (encoding, u8::try_from(number)) {
            (Encoding::Utf8, _) => {
                let text = char::from_u32(number).filter(|_| number < 2048)?;
                bytes.extend_from_slice(text.encode_utf8(&mut [0; 4]).as_bytes());
            }
            (_, Ok(byte)) => bytes.push(byte),
            // There is no way to say it.
            (_, Err(_)) => return None,
        }
    }
    Some(bytes)
}

const fn button(button: MouseButton) -> u8 {
    match button {
        MouseButton::Left => 0,
        MouseButton::Middle => 1,
        MouseButton::Right => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(kind: MouseEventKind, modifiers: KeyModifiers) -> MouseEvent {
        MouseEvent { kind, column: 0, row: 0, modifiers }
    }

    #[test]
    fn it_is_told_as_xterm_tells_it() {
        let none = KeyModifiers::NONE;
        let down = event(MouseEventKind::Down(MouseButton::Left), none);
        let up = event(MouseEventKind::Up(MouseButton::Right), KeyModifiers::CONTROL);
        let wheel = event(MouseEventKind::ScrollDown, none);
        let drag = event(MouseEventKind::Drag(MouseButton::Middle), none);
        let told = |event, at, mode, encoding| {
            bytes(event, at, mode, encoding).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        };
        let all = Mode::AnyMotion;
        assert_eq!(told(&down, (0, 4), all, Encoding::Sgr).as_deref(), Some("\x1b[<0;1;5M"));
        assert_eq!(told(&up, (0, 4), all, Encoding::Sgr).as_deref(), Some("\x1b[<18;1;5m"));
        assert_eq!(told(&wheel, (299, 9), all, Encoding::Sgr).as_deref(), Some("\x1b[<65;300;10M"));
        assert_eq!(told(&down, (0, 0), Mode::Press, Encoding::Default).as_deref(), Some("\x1b[M !!"));
        assert_eq!(told(&up, (1, 1), Mode::PressRelease, Encoding::Default).as_deref(), Some("\x1b[M3\"\""));
        assert_eq!(told(&down, (299, 0), Mode::Press, Encoding::Utf8).as_deref(), Some("\x1b[M \u{14c}!"));
        assert_eq!(told(&down, (299, 0), Mode::Press, Encoding::Default), None);
        assert_eq!(told(&drag, (0, 0), Mode::ButtonMotion, Encoding::Sgr).as_deref(), Some("\x1b[<33;1;1M"));
        assert_eq!(told(&drag, (0, 0), Mode::PressRelease, Encoding::Sgr), None);
        assert_eq!(told(&up, (0, 0), Mode::Press, Encoding::Sgr), None);
        assert_eq!(told(&down, (0, 0), Mode::None, Encoding::Sgr), None);
    }
}
