//! What the user can do, and by which keys: the one list from which input and help come.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseEvent};

/// Something that the user does. Closed: what is not here cannot be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Show the view to the right.
    NextView,
    /// Show the view to the left.
    PreviousView,
    /// Show the view of this index.
    View(usize),
    /// Move the cursor up.
    Up,
    /// Move the cursor down.
    Down,
    /// Move it up by a page.
    PageUp,
    /// Move it down by a page.
    PageDown,
    /// To the first row.
    First,
    /// To the last row.
    Last,
    /// Show more of the row under the cursor.
    Drill,
    /// Leave what is open: help, details, the filter.
    Back,
    /// Begin to type a filter.
    Filter,
    /// Sort by the column to the left.
    SortLeft,
    /// Sort by the column to the right.
    SortRight,
    /// Reverse the order.
    Reverse,
    /// Freeze what is shown, or let it go on.
    Pause,
    /// A shorter interval.
    Faster,
    /// A longer interval.
    Slower,
    /// Show the keys.
    Help,
    /// Write a report.
    Report,
    /// Move through the recording that is played.
    Play(Play),
    /// Let keys go to the command, or take them back.
    Keys,
    /// Draw everything anew.
    Redraw,
    /// Stop, as ^Z does.
    Suspend,
    /// Leave.
    Quit,
    /// Add a character to the filter.
    Type(char),
    /// Take the last character of the filter away.
    Erase,
    /// Take all of it away.
    EraseAll,
    /// Keep the filter.
    Accept,
    /// Press the mouse's button here.
    Click {
        /// Column.
        x: u16,
        /// Row.
        y: u16,
    },
    /// Turn the mouse's wheel: so many rows down.
    Wheel(i16),
    /// A key for the command.
    Pass(KeyEvent),
    /// The mouse, for the command.
    Mouse(MouseEvent),
    /// Text for the command.
    Paste(String),
}

/// Ways to move through a recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Play {
    /// Play, or stop.
    Toggle,
    /// A step back.
    Back,
    /// A step forward.
    Forward,
    /// To the beginning.
    Begin,
    /// To the end.
    End,
    /// At another speed.
    Speed,
}

/// A key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// Which.
    pub code: KeyCode,
    /// Together with Control?
    pub control: bool,
}

impl Key {
    const fn plain(code: KeyCode) -> Self {
        Self { code, control: false }
    }

    const fn char(c: char) -> Self {
        Self::plain(KeyCode::Char(c))
    }

    const fn control(c: char) -> Self {
        Self { code: KeyCode::Char(c), control: true }
    }

    /// Was it pressed?
    pub fn is(self, event: &KeyEvent) -> bool {
        let control = event.modifiers.contains(KeyModifiers::CONTROL);
        let alt = event.modifiers.contains(KeyModifiers::ALT);
        self.code == event.code && self.control == control && !alt
    }

    /// What help calls it.
    pub fn label(self) -> String {
        let name = match self.code {
            KeyCode::Char(' ') => "Space".to_owned(),
            KeyCode::Char(c) if self.control => c.to_ascii_uppercase().to_string(),
            KeyCode::Char(c) => c.to_string(),
            KeyCode::Up => "↑".to_owned(),
            KeyCode::Down => "↓".to_owned(),
            KeyCode::F(n) => format!("F{n}"),
            KeyCode::BackTab => "Shift-Tab".to_owned(),
            KeyCode::PageUp => "PgUp".to_owned(),
            KeyCode::PageDown => "PgDn".to_owned(),
            code => format!("{code:?}"),
        };
        if self.control { format!("Ctrl-{name}") } else { name }
    }
}

/// Keys that do the same.
#[derive(Clone, Debug)]
pub struct Binding {
    /// Which.
    pub keys: &'static [Key],
    /// What they do.
    pub action: Action,
    /// What help says of it.
    pub about: &'static str,
    /// Its word in the line at the bottom, if it has one.
    pub hint: Option<&'static str>,
}

const fn bind(keys: &'static [Key], action: Action, about: &'static str) -> Binding {
    Binding { keys, action, about, hint: None }
}

const fn hinted(keys: &'static [Key], action: Action, about: &'static str, hint: &'static str) -> Binding {
    Binding { keys, action, about, hint: Some(hint) }
}

/// Every key that does something while no text is typed. Digits show views.
pub static KEYMAP: [Binding; 28] = [
    hinted(&[Key::char('?'), Key::char('h'), Key::plain(KeyCode::F(1))], Action::Help, "show this", "help"),
    bind(&[Key::plain(KeyCode::Tab), Key::plain(KeyCode::Right)], Action::NextView, "next view"),
    bind(&[Key::plain(KeyCode::BackTab), Key::plain(KeyCode::Left)], Action::PreviousView, "previous view"),
    bind(&[Key::plain(KeyCode::Up), Key::char('k')], Action::Up, "up"),
    bind(&[Key::plain(KeyCode::Down), Key::char('j')], Action::Down, "down"),
    bind(&[Key::plain(KeyCode::PageUp), Key::control('b')], Action::PageUp, "a page up"),
    bind(&[Key::plain(KeyCode::PageDown), Key::control('f')], Action::PageDown, "a page down"),
    bind(&[Key::plain(KeyCode::Home), Key::char('g')], Action::First, "first row"),
    bind(&[Key::plain(KeyCode::End), Key::char('G')], Action::Last, "last row; the log follows again"),
    hinted(
        &[Key::plain(KeyCode::Enter)],
        Action::Drill,
        "more of this row: durations, callers, errors",
        "details",
    ),
    bind(
        &[Key::plain(KeyCode::Esc), Key::plain(KeyCode::Backspace)],
        Action::Back,
        "back; takes the filter away",
    ),
    hinted(
        &[Key::char('/'), Key::plain(KeyCode::F(4))],
        Action::Filter,
        "show only rows with these words; capitals count if there are any",
        "filter",
    ),
    hinted(&[Key::char('<'), Key::char(',')], Action::SortLeft, "sort by the column to the left", "sort"),
    bind(&[Key::char('>'), Key::char('.')], Action::SortRight, "sort by the column to the right"),
    bind(&[Key::char('r'), Key::char('I')], Action::Reverse, "reverse the order"),
    hinted(
        &[Key::char(' '), Key::char('p')],
        Action::Pause,
        "pause the view, or go on; counting never stops. Plays or stops a recording",
        "pause",
    ),
    bind(&[Key::char('[')], Action::Play(Play::Back), "a step back in a recording: a twentieth of it"),
    bind(&[Key::char(']')], Action::Play(Play::Forward), "a step forward"),
    bind(&[Key::char('{')], Action::Play(Play::Begin), "to the beginning of a recording"),
    bind(&[Key::char('}')], Action::Play(Play::End), "to its end"),
    bind(&[Key::char('s')], Action::Play(Play::Speed), "play a recording at another speed: x1, x10, x100"),
    bind(&[Key::char('+'), Key::char('=')], Action::Slower, "longer interval"),
    bind(&[Key::char('-')], Action::Faster, "shorter interval"),
    hinted(
        &[Key::control('s')],
        Action::Keys,
        "keys go to the command's terminal, until the same key again",
        "keys",
    ),
    bind(&[Key::char('w')], Action::Report, "write a report to a file here"),
    bind(&[Key::control('l')], Action::Redraw, "draw everything anew"),
    bind(&[Key::control('z')], Action::Suspend, "stop tracer; fg goes on"),
    hinted(
        &[Key::char('q'), Key::plain(KeyCode::F(10)), Key::control('c')],
        Action::Quit,
        "quit, and leave the table",
        "quit",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_does_two_things() {
        let keys: Vec<Key> = KEYMAP.iter().flat_map(|binding| binding.keys).copied().collect();
        for (i, key) in keys.iter().enumerate() {
            assert!(!keys[..i].contains(key), "{}", key.label());
        }
        assert!(keys.iter().all(|key| !matches!(key.code, KeyCode::Char('0'..='9'))), "digits show views");
    }

    #[test]
    fn labels_are_what_keyboards_say() {
        let labels =
            [KEYMAP[23].keys[0], KEYMAP[15].keys[0], KEYMAP[2].keys[0], KEYMAP[0].keys[2]].map(Key::label);
        assert_eq!(labels, ["Ctrl-S", "Space", "Shift-Tab", "F1"]);
    }
}
