//! What is on the screen, compared with golden frames. `INSTA_UPDATE=always` writes them; read what changed.

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::style::Color;
use tracer_common::abi::Abi;
use tracer_common::counts::{Aggregate, Key};

use super::{busy, empty, frame, keys};
use crate::call::{Event, Task};
use crate::sink::Sink as _;
use crate::top::Palette;

macro_rules! golden {
    ($name:literal, $model:expr) => {
        insta::with_settings!({snapshot_path => "../../../tests/golden/top", prepend_module_to_snapshot => false}, {
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
    insta::with_settings!({snapshot_path => "../../../tests/golden/top", prepend_module_to_snapshot => false}, {
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
