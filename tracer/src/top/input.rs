//! From what the terminal sends to actions, and from keys to the bytes that a command expects of them.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind};

use super::action::{Action, KEYMAP};

/// Whom keys are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The view.
    Normal,
    /// The filter that is being typed.
    Filter,
    /// Whoever reads the help.
    Help,
    /// A question: does the command end with the view?
    Confirm,
    /// The command.
    Keys,
}

/// What an input means. Its size is for the caller to see to.
pub fn action(event: &Event, mode: Mode) -> Option<Action> {
    match event {
        Event::Key(key) if key.kind == KeyEventKind::Release => None,
        Event::Key(key) => key_action(key, mode),
        Event::Paste(text) => match mode {
            Mode::Keys => Some(Action::Paste(text.clone())),
            _ => None,
        },
        Event::Mouse(mouse) if mode == Mode::Keys => Some(Action::Mouse(*mouse)),
        Event::Mouse(mouse) => match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => Some(Action::Click { x: mouse.column, y: mouse.row }),
            MouseEventKind::ScrollDown => Some(Action::Wheel(3)),
            MouseEventKind::ScrollUp => Some(Action::Wheel(-3)),
            _ => None,
        },
        _ => None,
    }
}

fn key_action(key: &KeyEvent, mode: Mode) -> Option<Action> {
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    let bound = || KEYMAP.iter().find(|binding| binding.keys.iter().any(|it| it.is(key)));
    let bound_to = |action: Action| bound().is_some_and(|binding| binding.action == action);
    match (mode, key.code) {
        (Mode::Keys, _) if bound_to(Action::Keys) => Some(Action::Keys),
        (Mode::Keys, _) => Some(Action::Pass(*key)),
        (Mode::Filter, KeyCode::Enter) => Some(Action::Accept),
        (Mode::Filter, KeyCode::Esc) => Some(Action::Back),
        (Mode::Filter, KeyCode::Char('c' | 'g')) if control => Some(Action::Back),
        (Mode::Filter, KeyCode::Backspace) => Some(Action::Erase),
        (Mode::Filter, KeyCode::Char('u' | 'w')) if control => Some(Action::EraseAll),
        (Mode::Filter, KeyCode::Char(c)) if !control => Some(Action::Type(c)),
        (Mode::Filter, KeyCode::Up | KeyCode::Down | KeyCode::PageUp | KeyCode::PageDown) => {
            bound().map(|binding| binding.action.clone())
        }
        (Mode::Filter, _) => None,
        (Mode::Confirm, KeyCode::Char('y') | KeyCode::Enter) => Some(Action::Quit),
        (Mode::Confirm, _) if bound_to(Action::Quit) => Some(Action::Quit),
        (Mode::Confirm, _) => Some(Action::Back),
        (Mode::Help, _)
            if [Action::Quit, Action::Suspend, Action::Up, Action::Down].into_iter().any(bound_to) =>
        {
            bound().map(
                |binding| if binding.action == Action::Quit { Action::Back } else { binding.action.clone() },
            )
        }
        (Mode::Help, _) => Some(Action::Back),
        (Mode::Normal, KeyCode::Char(digit @ '1'..='9')) if !control => {
            Some(Action::View(digit as usize - '1' as usize))
        }
        (Mode::Normal, _) => bound().map(|binding| binding.action.clone()),
    }
}

/// The bytes that xterm sends for a key. `application`: has the command asked for the other arrow keys?
pub fn bytes(key: &KeyEvent, application: bool) -> Vec<u8> {
    let shift = u8::from(key.modifiers.contains(KeyModifiers::SHIFT));
    let alt = u8::from(key.modifiers.contains(KeyModifiers::ALT));
    let control = u8::from(key.modifiers.contains(KeyModifiers::CONTROL));
    let modifiers = 1 + shift + 2 * alt + 4 * control;
    let letter = |c: char| match (modifiers, application) {
        (1, true) if c != 'Z' => format!("\x1bO{c}"),
        (1, _) => format!("\x1b[{c}"),
        _ => format!("\x1b[1;{modifiers}{c}"),
    };
    let number = |n: u8| match modifiers {
        1 => format!("\x1b[{n}~"),
        _ => format!("\x1b[{n};{modifiers}~"),
    };
    let text = match key.code {
        KeyCode::Char(c) => return character(c, alt == 1, control == 1),
        KeyCode::Enter => "\r".to_owned(),
        KeyCode::Tab => "\t".to_owned(),
        KeyCode::BackTab => "\x1b[Z".to_owned(),
        KeyCode::Backspace if alt == 1 => "\x1b\x7f".to_owned(),
        KeyCode::Backspace => "\x7f".to_owned(),
        KeyCode::Esc => "\x1b".to_owned(),
        KeyCode::Up => letter('A'),
        KeyCode::Down => letter('B'),
        KeyCode::Right => letter('C'),
        KeyCode::Left => letter('D'),
        KeyCode::End => letter('F'),
        KeyCode::Home => letter('H'),
        KeyCode::Insert => number(2),
        KeyCode::Delete => number(3),
        KeyCode::PageUp => number(5),
        KeyCode::PageDown => number(6),
        KeyCode::F(n @ 1..=4) if modifiers == 1 => format!("\x1bO{}", char::from(b'P' + n - 1)),
        KeyCode::F(n @ 1..=4) => format!("\x1b[1;{modifiers}{}", char::from(b'P' + n - 1)),
        KeyCode::F(n @ 5..=12) => number([15, 17, 18, 19, 20, 21, 23, 24][usize::from(n - 5)]),
        _ => String::new(),
    };
    text.into_bytes()
}

fn character(c: char, alt: bool, control: bool) -> Vec<u8> {
    let mut bytes = if alt { vec![0x1b] } else { Vec::new() };
    let code = match (control, c) {
        (true, ' ' | '@' | '2') => Some(0),
        (true, 'a'..='z' | 'A'..='Z' | '['..='_') => Some(c as u8 & 0x1f),
        (true, '3'..='7') => Some(c as u8 - b'3' + 0x1b),
        (true, '8' | '?') => Some(0x7f),
        (true, '/') => Some(0x1f),
        _ => None,
    };
    match code {
        Some(code) => bytes.push(code),
        None => bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(code: KeyCode, modifiers: KeyModifiers) -> KeyEvent {
        KeyEvent::new(code, modifiers)
    }

    fn pressed(code: KeyCode, modifiers: KeyModifiers, mode: Mode) -> Option<Action> {
        action(&Event::Key(key(code, modifiers)), mode)
    }

    #[test]
    fn a_key_means_what_the_mode_says() {
        let plain = |c, mode| pressed(KeyCode::Char(c), KeyModifiers::NONE, mode);
        let control = |c, mode| pressed(KeyCode::Char(c), KeyModifiers::CONTROL, mode);
        assert_eq!(plain('q', Mode::Normal), Some(Action::Quit));
        assert_eq!(plain('q', Mode::Filter), Some(Action::Type('q')));
        assert_eq!(plain('q', Mode::Help), Some(Action::Back));
        assert_eq!(plain('q', Mode::Confirm), Some(Action::Quit));
        assert_eq!(plain('x', Mode::Confirm), Some(Action::Back));
        assert!(matches!(plain('q', Mode::Keys), Some(Action::Pass(_))));
        assert_eq!(control('s', Mode::Keys), Some(Action::Keys));
        assert!(matches!(control('c', Mode::Keys), Some(Action::Pass(_))));
        assert_eq!(control('c', Mode::Normal), Some(Action::Quit));
        assert_eq!(plain('7', Mode::Normal), Some(Action::View(6)));
        assert_eq!(plain('7', Mode::Filter), Some(Action::Type('7')));
        assert_eq!(plain('~', Mode::Normal), None);
        assert_eq!(pressed(KeyCode::Char('<'), KeyModifiers::SHIFT, Mode::Normal), Some(Action::SortLeft));
    }

    #[test]
    fn keys_are_sent_as_xterm_does() {
        let none = KeyModifiers::NONE;
        for (code, modifiers, application, want) in [
            (KeyCode::Char('x'), none, false, &b"x"[..]),
            (KeyCode::Char('é'), none, false, "é".as_bytes()),
            (KeyCode::Char('c'), KeyModifiers::CONTROL, false, b"\x03"),
            (KeyCode::Char('x'), KeyModifiers::ALT, false, b"\x1bx"),
            (KeyCode::Up, none, false, b"\x1b[A"),
            (KeyCode::Up, none, true, b"\x1bOA"),
            (KeyCode::Left, KeyModifiers::CONTROL, true, b"\x1b[1;5D"),
            (KeyCode::Delete, none, false, b"\x1b[3~"),
            (KeyCode::F(1), none, false, b"\x1bOP"),
            (KeyCode::F(5), KeyModifiers::SHIFT, false, b"\x1b[15;2~"),
            (KeyCode::F(12), none, false, b"\x1b[24~"),
            (KeyCode::Enter, none, false, b"\r"),
            (KeyCode::CapsLock, none, false, b""),
        ] {
            assert_eq!(bytes(&key(code, modifiers), application), want, "{code:?}");
        }
    }
}
