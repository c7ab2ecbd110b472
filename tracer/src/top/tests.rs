//! Tests of the whole view, with synthetic events: what is on the screen, and what keys do.

mod frames;
mod keys;

use std::rc::Rc;

use crossterm::event::{Event as Input, KeyCode, KeyEvent, KeyModifiers};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use super::lookup::{Known, Lookup};
use super::{Effect, Facts, Model, Palette, Setup, input};
use crate::decode::Style;
use crate::decode::style::ALL_CALLS;
use crate::sink::Sink as _;
use crate::sink::log::LogOptions;
use crate::source::synthetic::Synthetic;

/// Knows the server's descriptors, and remembers the others.
#[derive(Default)]
struct Made(hashbrown::HashMap<(u32, i32), Rc<[u8]>>);

impl Lookup for Made {
    fn turn(&mut self) {}

    fn process(&mut self, tgid: u32) -> Option<Known> {
        (tgid == 300).then(|| Known { comm: "old\u{1b}timer".to_owned(), parent: 100 })
    }

    fn path(&mut self, tgid: u32, fd: i32) -> Option<Rc<[u8]>> {
        match (tgid, fd) {
            (200, 5) => Some(Rc::from(&b"anon_inode:[eventpoll]"[..])),
            (200, 7) => Some(Rc::from(&b"TCP:[127.0.0.1:80->127.0.0.1:5555]"[..])),
            _ => self.0.get(&(tgid, fd)).cloned(),
        }
    }

    fn peer(&mut self, _: u32, _: u64) -> Option<Option<Rc<[u8]>>> {
        Some(None)
    }

    fn opened(&mut self, tgid: u32, fd: i32, path: &[u8]) {
        self.0.insert((tgid, fd), Rc::from(path));
    }

    fn closed(&mut self, tgid: u32, fd: i32) {
        self.0.remove(&(tgid, fd));
    }

    fn ended(&mut self, _: u32) {}
}

/// Lines with the arguments of files decoded, and those of all other calls as numbers: frames do not change when more calls
/// are decoded.
fn lines() -> LogOptions {
    let mut raw = ALL_CALLS;
    for nr in [0, 1, 3, 257] {
        raw[nr / 64] &= !(1 << (nr % 64));
    }
    LogOptions { style: Style { raw, ..Style::default() }, ..LogOptions::default() }
}

/// A view of this size, with colours or without, that has seen nothing.
fn empty(size: (u16, u16), colours: bool) -> Model {
    let facts =
        Facts { target: "make -j4".to_owned(), begun: 1_000_000, command_runs: true, ..Facts::default() };
    Model::new(Setup {
        facts,
        palette: Palette::new(colours),
        lookup: Box::new(Made::default()),
        lines: &lines(),
        screen: true,
        interval: 1000,
        size,
    })
}

fn feed(model: &mut Model, source: &mut Synthetic, turns: usize) {
    for _ in 0..turns {
        source.turn(&mut |event| model.event(event).expect("it takes every event"));
    }
}

/// A view that has seen some.
fn busy(size: (u16, u16)) -> Model {
    let mut model = empty(size, false);
    let mut source = Synthetic::new(42, 1_000_000);
    feed(&mut model, &mut source, 300);
    model.tick(1_001_000_000);
    feed(&mut model, &mut source, 300);
    model.tick(2_001_000_000);
    model.output(b"\x1b[1;32mCC\x1b[0m main.o\r\n\x1b[31merror:\x1b[0m \xe6\x97\xa5\xe6\x9c\xac\r\n");
    model
}

/// What is on the screen.
fn frame(model: &mut Model) -> String {
    let (width, height) = model.size;
    let mut terminal = Terminal::new(TestBackend::new(width, height)).expect("memory is a terminal");
    model.refresh();
    terminal.draw(|frame| model.draw(frame.buffer_mut())).expect("memory is a terminal");
    terminal.backend().to_string()
}

fn press(model: &mut Model, key: KeyEvent) -> Option<Effect> {
    model.refresh();
    input::action(&Input::Key(key), model.mode()).and_then(|action| model.apply(action))
}

fn keys(model: &mut Model, text: &str) -> Option<Effect> {
    let mut effect = None;
    for c in text.chars() {
        let code = match c {
            '\n' => KeyCode::Enter,
            '\t' => KeyCode::Tab,
            '\x1b' => KeyCode::Esc,
            '↑' => KeyCode::Up,
            '↓' => KeyCode::Down,
            '⇟' => KeyCode::PageDown,
            '⇱' => KeyCode::Home,
            '⇲' => KeyCode::End,
            c => KeyCode::Char(c),
        };
        effect = press(model, KeyEvent::new(code, KeyModifiers::NONE));
    }
    effect
}

fn control(model: &mut Model, c: char) -> Option<Effect> {
    press(model, KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL))
}
