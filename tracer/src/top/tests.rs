//! Frames and keys of the whole view, from synthetic events. What is on the screen is compared with golden frames.

use std::rc::Rc;

use crossterm::event::{Event as Input, KeyCode, KeyEvent, KeyModifiers};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::style::Color;
use tracer_common::abi::Abi;
use tracer_common::counts::{Aggregate, Key};

use super::lookup::{Known, Lookup};
use super::{Effect, Facts, Model, Palette, Setup, input};
use crate::call::{Event, Task};
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

/// A view of this size, with colours or without, that has seen nothing.
fn empty(size: (u16, u16), colours: bool) -> Model {
    let facts =
        Facts { target: "make -j4".to_owned(), begun: 1_000_000, command_runs: true, ..Facts::default() };
    Model::new(Setup {
        facts,
        palette: Palette::new(colours),
        lookup: Box::new(Made::default()),
        lines: &LogOptions::default(),
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

macro_rules! golden {
    ($name:literal, $model:expr) => {
        insta::with_settings!({snapshot_path => "../../tests/golden/top", prepend_module_to_snapshot => false}, {
            insta::assert_snapshot!($name, frame($model));
        });
    };
}

#[test]
fn every_view_has_its_frame() {
    let mut model = busy((80, 24));
    golden!("syscalls", &mut model);
    keys(&mut model, "2");
    golden!("processes", &mut model);
    keys(&mut model, "3");
    golden!("files", &mut model);
    keys(&mut model, "4");
    golden!("errors", &mut model);
    keys(&mut model, "5");
    golden!("waiting", &mut model);
    keys(&mut model, "6");
    golden!("log", &mut model);
    keys(&mut model, "7");
    golden!("output", &mut model);
}

#[test]
fn rows_open_their_details() {
    let mut model = busy((80, 30));
    keys(&mut model, "\n");
    golden!("detail_syscall", &mut model);
    keys(&mut model, "2↓\n");
    golden!("detail_process", &mut model);
    keys(&mut model, "3\n⇟");
    golden!("detail_file_below", &mut model);
    keys(&mut model, "4\n");
    golden!("detail_error", &mut model);
    keys(&mut model, "\x1b");
    assert!(model.open.is_none() && model.view == 3);
}

#[test]
fn filter_help_and_questions() {
    let mut model = busy((80, 24));
    keys(&mut model, "3/src .c");
    golden!("filter_typed", &mut model);
    keys(&mut model, "\n");
    golden!("filter_kept", &mut model);
    keys(&mut model, "\x1b?");
    golden!("help", &mut model);
    keys(&mut model, "\x1bq");
    golden!("confirm", &mut model);
    assert_eq!(keys(&mut model, "n"), None);
    keys(&mut model, "3/nowhere\n");
    golden!("filter_nothing", &mut model);
}

#[test]
fn nothing_seen_yet() {
    let mut model = empty((60, 10), false);
    let mut all = String::new();
    for view in '1'..='7' {
        keys(&mut model, &view.to_string());
        all += &frame(&mut model);
    }
    insta::with_settings!({snapshot_path => "../../tests/golden/top", prepend_module_to_snapshot => false}, {
        insta::assert_snapshot!("empty", all);
    });
}

#[test]
fn terminals_of_any_size() {
    golden!("narrow", &mut busy((40, 12)));
    golden!("flat", &mut busy((80, 5)));
    golden!("huge", &mut busy((220, 60)));
    for (width, height) in [(1, 1), (2, 2), (3, 3), (1, 40), (200, 1), (0, 0), (9, 7), (500, 3)] {
        let mut model = busy((80, 24));
        model.resize(width, height);
        for view in "1234567".chars() {
            keys(&mut model, &format!("{view}↓⇟⇲↑"));
            model.refresh();
            let mut buf = ratatui::buffer::Buffer::empty(ratatui::layout::Rect { x: 0, y: 0, width, height });
            model.draw(&mut buf);
            keys(&mut model, "\n?↓\x1b/x\x1b");
            model.refresh();
            model.draw(&mut buf);
        }
    }
}

#[test]
fn a_terminal_that_shrank_before_it_was_told_is_drawn_on() {
    let mut model = busy((200, 60));
    for view in "1234567".chars() {
        keys(&mut model, &view.to_string());
        model.refresh();
        model.draw(&mut ratatui::buffer::Buffer::empty(ratatui::layout::Rect {
            x: 0,
            y: 0,
            width: 20,
            height: 4,
        }));
    }
}

#[test]
fn sorting_is_by_the_chosen_column() {
    let mut model = busy((80, 24));
    let first = |model: &mut Model| {
        model.refresh();
        model
            .grid()
            .and_then(|grid| Some(grid.rows.first()?.cells[0].shown().into_owned()))
            .unwrap_or_default()
    };
    keys(&mut model, ">");
    assert_eq!(model.chosen[0].sort, 0, "after the last column comes the first");
    assert_eq!(first(&mut model), "close");
    keys(&mut model, "r");
    assert_eq!(first(&mut model), "write");
    keys(&mut model, "r>");
    assert_eq!(first(&mut model), "read");
    keys(&mut model, "<<");
    assert_eq!(model.chosen[0].sort, 9);
}

#[test]
fn the_cursor_stays_with_its_row() {
    let mut model = busy((80, 24));
    keys(&mut model, "1>>↓");
    model.refresh();
    let name = |model: &Model| {
        let chosen = &model.chosen[model.view];
        model.grid().map(|grid| grid.rows[chosen.index].cells[0].shown().into_owned()).unwrap_or_default()
    };
    let before = name(&model);
    keys(&mut model, "r");
    model.refresh();
    assert_eq!(name(&model), before);
    keys(&mut model, "⇱");
    model.refresh();
    assert_eq!(model.chosen[0].index, 0);
    keys(&mut model, "r");
    model.refresh();
    assert_eq!(model.chosen[0].index, 0, "at the top, it keeps to the top");
}

#[test]
fn a_pause_freezes_what_is_shown_and_counting_goes_on() {
    let mut model = busy((80, 24));
    keys(&mut model, "1");
    let before = frame(&mut model);
    keys(&mut model, " ");
    let mut source = Synthetic::new(7, model.shown_now());
    feed(&mut model, &mut source, 100);
    model.tick(9_000_000_000);
    let paused = frame(&mut model);
    let body = |text: &str| text.lines().skip(3).take(18).collect::<Vec<_>>().join("\n");
    assert_eq!(body(&paused), body(&before));
    assert!(paused.contains("PAUSED"));
    let shown = model.data().calls;
    keys(&mut model, " ");
    assert!(model.data().calls > shown && !frame(&mut model).contains("PAUSED"));
}

#[test]
fn the_log_holds_still_under_the_cursor() {
    let mut model = busy((80, 24));
    keys(&mut model, "6");
    model.refresh();
    keys(&mut model, "↑↑");
    let before = frame(&mut model);
    let mut source = Synthetic::new(7, model.shown_now());
    feed(&mut model, &mut source, 50);
    let body = |text: &str| text.lines().skip(3).take(20).collect::<Vec<_>>().join("\n");
    assert_eq!(body(&frame(&mut model)), body(&before));
    keys(&mut model, "⇲");
    assert_ne!(body(&frame(&mut model)), body(&before), "it follows again");
    keys(&mut model, "⇱");
    let top = frame(&mut model);
    keys(&mut model, "/openat\n");
    let filtered = frame(&mut model);
    assert!(filtered.lines().skip(3).take(20).all(|line| line.contains("openat")), "{filtered}");
    assert_ne!(body(&top), body(&filtered));
}

#[test]
fn ages_grow_while_nothing_happens() {
    let mut model = busy((80, 24));
    keys(&mut model, "5");
    assert!(frame(&mut model).contains("epoll_wait"));
    model.tick(61_000_000_000 + 2_001_000_000);
    let later = frame(&mut model);
    assert!(later.lines().any(|line| line.contains("1m0") && line.contains("epoll_wait")), "{later}");
}

#[test]
fn losses_are_told_where_they_matter() {
    let mut model = busy((100, 24));
    model.event(&Event::Lost { events: 77, time: 5 }).expect("it takes every event");
    let key = Key { id: 0, abi: Abi::X86_64 as u32, nr: 0, errno: 0 };
    let before = model.data().calls;
    model.counted(key, &Aggregate { calls: 1000, errors: 10, ..Aggregate::ZERO });
    model.counted(key, &Aggregate { calls: 1500, errors: 10, ..Aggregate::ZERO });
    assert_eq!(model.data().calls, before + 1500);
    assert!(frame(&mut model).contains("1500 calls were counted in the kernel"));
    keys(&mut model, "5");
    assert!(frame(&mut model).contains("? events were lost since"));
}

#[test]
fn keys_go_to_the_command_on_demand() {
    let mut model = busy((80, 24));
    control(&mut model, 's');
    assert!(frame(&mut model).contains("Keys go to the command") && model.shows_output());
    assert_eq!(keys(&mut model, "q"), Some(Effect::Send(b"q".to_vec())));
    assert_eq!(control(&mut model, 'c'), Some(Effect::Send(b"\x03".to_vec())));
    model.output(b"\x1b[?1h");
    assert_eq!(keys(&mut model, "↑"), Some(Effect::Send(b"\x1bOA".to_vec())));
    control(&mut model, 's');
    assert_eq!(keys(&mut model, "q"), None, "the command runs: a question comes first");
    assert_eq!(keys(&mut model, "y"), Some(Effect::Quit));
    model.ended("exited 0".to_owned(), false);
    assert_eq!(keys(&mut model, "q"), Some(Effect::Quit));
    control(&mut model, 's');
    assert!(frame(&mut model).contains("There is no command"));
}

#[test]
fn the_mouse_chooses_views_columns_and_rows() {
    use super::action::Action;
    let mut model = busy((80, 24));
    frame(&mut model);
    model.apply(Action::Click { x: 16, y: 2 });
    assert_eq!(model.view, 1);
    frame(&mut model);
    model.apply(Action::Click { x: 3, y: 6 });
    assert_eq!(model.chosen[1].index, 2);
    frame(&mut model);
    model.apply(Action::Click { x: 3, y: 6 });
    assert!(model.open.is_some());
    model.apply(Action::Back);
    model.apply(Action::View(2));
    frame(&mut model);
    model.apply(Action::Click { x: 1, y: 3 });
    assert_eq!((model.chosen[2].sort, model.chosen[2].reverse), (0, false));
    model.apply(Action::Click { x: 1, y: 3 });
    assert!(model.chosen[2].reverse);
    for (x, y) in [(0, 0), (79, 23), (500, 500), (5, 23), (79, 4)] {
        model.apply(Action::Click { x, y });
        frame(&mut model);
    }
}

#[test]
fn intervals_change_in_steps() {
    let mut model = busy((80, 24));
    for (key, interval) in
        [("-", "0.5s"), ("-", "0.2s"), ("-", "0.1s"), ("-", "0.1s"), ("+", "0.2s"), ("+++++++", "10.0s")]
    {
        keys(&mut model, key);
        assert_eq!(model.interval(), interval);
    }
}

#[test]
fn others_do_what_the_model_cannot() {
    let mut model = busy((80, 24));
    assert_eq!(keys(&mut model, "w"), Some(Effect::Report));
    assert_eq!(control(&mut model, 'z'), Some(Effect::Suspend));
    assert_eq!(control(&mut model, 'l'), Some(Effect::Redraw));
}

#[test]
fn without_colours_nothing_is_coloured_and_with_them_no_background() {
    for colours in [false, true] {
        let mut model = busy((80, 24));
        model.palette = Palette::new(colours);
        let mut coloured = 0;
        for view in "123456".chars() {
            keys(&mut model, &view.to_string());
            model.refresh();
            let mut terminal = Terminal::new(TestBackend::new(80, 24)).expect("memory is a terminal");
            terminal.draw(|frame| model.draw(frame.buffer_mut())).expect("memory is a terminal");
            for cell in terminal.backend().buffer().content() {
                assert_eq!(cell.bg, Color::Reset);
                coloured += usize::from(cell.fg != Color::Reset);
            }
        }
        assert_eq!(coloured > 0, colours);
    }
}

#[test]
fn nothing_from_outside_reaches_the_terminal_raw() {
    let mut model = busy((200, 60));
    let task = Task { tid: 300, tgid: 300 };
    model
        .event(&Event::Exited { task, status: 0, comm: [0; 16], last_of_process: true, time: 9 })
        .expect("taken");
    for view in "123456".chars() {
        keys(&mut model, &view.to_string());
        let text = frame(&mut model);
        assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{text:?}");
    }
    keys(&mut model, "2");
    assert!(frame(&mut model).contains("old\\x1btimer"));
}
