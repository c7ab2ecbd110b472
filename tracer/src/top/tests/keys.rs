//! What keys and the mouse do.

use crossterm::event::{Event as Input, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::{busy, control, feed, frame, keys};
use crate::source::synthetic::Synthetic;
use crate::top::action::Action;
use crate::top::input;
use crate::top::lookup::Nothing;
use crate::top::{Effect, Model, Play};

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
fn a_recording_is_moved_through() {
    let mut model = busy((80, 24));
    assert_eq!(keys(&mut model, "["), None);
    assert!(frame(&mut model).contains("Only a recording can be played"));
    model.facts.playback = Some("stopped, 40%".to_owned());
    for (key, play) in [
        ("[", Play::Back),
        ("]", Play::Forward),
        ("{", Play::Begin),
        ("}", Play::End),
        ("s", Play::Speed),
        (" ", Play::Toggle),
    ] {
        assert_eq!(keys(&mut model, key), Some(Effect::Play(play)));
    }
    assert!(!frame(&mut model).contains("PAUSED"));
    keys(&mut model, "3/src\n");
    model.restart(Box::new(Nothing));
    let restarted = frame(&mut model);
    assert!(restarted.contains("stopped, 40%") && restarted.contains("filter: src"), "{restarted}");
    assert_eq!(model.data().calls, 0);
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
    let click = MouseEvent {
        kind: MouseEventKind::Down(MouseButton::Left),
        column: 4,
        row: 5,
        modifiers: KeyModifiers::NONE,
    };
    let pressed = |model: &mut Model, click: MouseEvent| {
        input::action(&Input::Mouse(click), model.mode()).and_then(|action| model.apply(action))
    };
    assert_eq!(pressed(&mut model, click), None, "it did not ask for the mouse");
    model.output(b"\x1b[?1000h\x1b[?1006h");
    assert_eq!(pressed(&mut model, click), Some(Effect::Send(b"\x1b[<0;5;3M".to_vec())));
    assert_eq!(pressed(&mut model, MouseEvent { row: 1, ..click }), None, "that is no part of its terminal");
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
