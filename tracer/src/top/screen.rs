//! The command's terminal, emulated: what it wrote, and the answers that it expects of a terminal. Reading and writing the
//! PTY is left to others.

use std::num::NonZeroU16;

use vt100::{Callbacks, Parser};

/// As many lines that went off the screen are kept.
const SCROLLBACK: usize = 2000;

/// Answers to questions, for the command's input.
#[derive(Default)]
struct Answers(Vec<u8>);

impl Callbacks for Answers {
    fn unhandled_csi(
        &mut self,
        screen: &mut vt100::Screen,
        first: Option<u8>,
        _: Option<u8>,
        params: &[&[u16]],
        c: char,
    ) {
        let param = params.first().and_then(|param| param.first()).copied().unwrap_or(0);
        match (first, c, param) {
            // Who are you? A VT220 with colours; to the second question, a version of nothing in particular.
            (None, 'c', 0) => self.0.extend_from_slice(b"\x1b[?62;22c"),
            (Some(b'>'), 'c', 0) => self.0.extend_from_slice(b"\x1b[>1;0;0c"),
            (None, 'n', 5) => self.0.extend_from_slice(b"\x1b[0n"),
            (None, 'n', 6) => {
                let (row, column) = screen.cursor_position();
                self.0.extend_from_slice(format!("\x1b[{};{}R", row + 1, column + 1).as_bytes());
            }
            _ => {}
        }
    }
}

/// An emulated terminal.
pub struct Screen {
    parser: Parser<Answers>,
}

fn at_least_one(n: u16) -> NonZeroU16 {
    NonZeroU16::new(n).unwrap_or(NonZeroU16::MIN)
}

impl Screen {
    /// An empty one.
    pub fn new(rows: u16, columns: u16) -> Self {
        let size = (at_least_one(rows), at_least_one(columns));
        Self { parser: Parser::new_with_callbacks(size.0, size.1, SCROLLBACK, Answers::default()) }
    }

    /// Takes what the command wrote, and gives what a terminal answers to it.
    pub fn take(&mut self, bytes: &[u8]) -> Vec<u8> {
        self.parser.process(bytes);
        std::mem::take(&mut self.parser.callbacks_mut().0)
    }

    /// Takes another size.
    pub fn resize(&mut self, rows: u16, columns: u16) {
        self.parser.set_size(at_least_one(rows), at_least_one(columns));
    }

    /// What is on it.
    pub fn contents(&self) -> &vt100::Screen {
        self.parser.screen()
    }

    /// Shows older lines, or the latest again.
    pub fn scroll(&mut self, lines: isize) {
        let screen = self.parser.screen_mut();
        let now = screen.scrollback();
        screen.set_scrollback(now.saturating_add_signed(lines));
    }

    /// Shows the latest lines.
    pub fn scroll_to_end(&mut self) {
        self.parser.screen_mut().set_scrollback(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_are_answered() {
        let mut screen = Screen::new(5, 20);
        assert_eq!(screen.take(b"ab\x1b[6n"), b"\x1b[1;3R");
        assert_eq!(screen.take(b"\x1b[c"), b"\x1b[?62;22c");
        assert_eq!(screen.take(b"plain"), b"");
        assert_eq!(screen.contents().contents(), "abplain");
    }

    #[test]
    fn no_bytes_and_no_size_are_too_odd() {
        let mut screen = Screen::new(0, 0);
        let bytes: Vec<u8> = (0..=255_u8).cycle().take(4096).collect();
        screen.take(&bytes);
        screen.resize(3, 1);
        screen.take("日本\u{301}語".as_bytes());
        screen.resize(1, 200);
        screen.take(b"\x1b[999;999H\x1b[9999999999mx");
        screen.scroll(isize::MAX);
        screen.scroll(isize::MIN);
    }

    #[test]
    fn lines_that_went_off_can_be_seen_again() {
        let mut screen = Screen::new(2, 10);
        screen.take(b"one\r\ntwo\r\nthree");
        screen.scroll(1);
        assert_eq!(screen.contents().contents(), "one\ntwo");
        screen.scroll_to_end();
        assert_eq!(screen.contents().contents(), "two\nthree");
    }
}
