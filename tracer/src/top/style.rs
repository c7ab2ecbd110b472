//! What things look like. Colours are the terminal's own sixteen on its own background, so that they fit light and dark
//! ones; whatever colour tells, text or attributes tell too.

use ratatui::style::{Color, Modifier, Style};

/// What something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Text like any other.
    Plain,
    /// Less important.
    Dim,
    /// More important.
    Strong,
    /// Names of columns.
    Heading,
    /// The name of the column that rows are sorted by.
    Sorted,
    /// The row under the cursor.
    Selected,
    /// The view that is shown.
    Active,
    /// A syscall's name.
    Call,
    /// Errors and losses.
    Bad,
    /// A bar, a sparkline.
    Bar,
    /// Paths and peers.
    Path,
    /// A key.
    Key,
}

/// Makes styles of roles.
#[derive(Clone, Copy, Debug)]
pub struct Palette {
    colours: bool,
}

impl Palette {
    /// With or without colours (NO_COLOR).
    pub const fn new(colours: bool) -> Self {
        Self { colours }
    }

    /// The style of a role.
    pub fn style(self, role: Role) -> Style {
        let (colour, modifier) = match role {
            Role::Plain => (None, Modifier::empty()),
            Role::Dim => (None, Modifier::DIM),
            Role::Strong => (None, Modifier::BOLD),
            Role::Heading => (Some(Color::Cyan), Modifier::UNDERLINED),
            Role::Sorted => (Some(Color::Cyan), Modifier::BOLD.union(Modifier::UNDERLINED)),
            Role::Selected | Role::Active => (None, Modifier::REVERSED),
            Role::Call => (Some(Color::Cyan), Modifier::BOLD),
            Role::Bad => (Some(Color::Red), Modifier::BOLD),
            Role::Bar => (Some(Color::Green), Modifier::empty()),
            Role::Path => (Some(Color::Magenta), Modifier::empty()),
            Role::Key => (Some(Color::Cyan), Modifier::BOLD),
        };
        let style = Style::new().add_modifier(modifier);
        match colour {
            Some(colour) if self.colours => style.fg(colour),
            _ => style,
        }
    }

    /// May colours of others, such as the command's, be shown?
    pub const fn colours(self) -> bool {
        self.colours
    }
}
