//! What goes to the command instead of the view: keys, the mouse, text.

use crossterm::event::{KeyEvent, MouseEvent};

use super::input::{self, Mode};
use super::layout;
use super::model::{Effect, Model};
use super::mouse;
use super::panel::{Body, PANELS};

impl Model {
    pub(super) fn pass(&mut self, key: &KeyEvent) -> Option<Effect> {
        let screen = self.screen.as_mut()?;
        screen.scroll_to_end();
        let bytes = input::bytes(key, screen.contents().application_cursor());
        Some(Effect::Send(bytes))
    }

    /// The mouse is the command's on its own terminal only.
    pub(super) fn pass_mouse(&mut self, event: &MouseEvent) -> Option<Effect> {
        let body = layout::areas(self.size.0, self.size.1).body;
        let at = (event.column.checked_sub(body.x)?, event.row.checked_sub(body.y)?);
        let screen = self.screen.as_ref()?.contents();
        let (mode, encoding) = (screen.mouse_protocol_mode(), screen.mouse_protocol_encoding());
        if at.0 >= body.width || at.1 >= body.height {
            return None;
        }
        mouse::bytes(event, at, mode, encoding).map(Effect::Send)
    }

    pub(super) fn paste(&mut self, text: String) -> Option<Effect> {
        let bracketed = self.screen.as_ref()?.contents().bracketed_paste();
        let text = if bracketed { format!("\x1b[200~{text}\x1b[201~") } else { text };
        Some(Effect::Send(text.into_bytes()))
    }

    /// From now on, or no longer.
    pub(super) fn take_keys(&mut self) {
        self.mode = match (self.mode, &self.screen) {
            (Mode::Keys, _) => Mode::Normal,
            (_, Some(_)) if self.facts.command_runs => {
                self.view = PANELS.iter().position(|panel| matches!(panel.body, Body::Output)).unwrap_or(0);
                self.open = None;
                Mode::Keys
            }
            _ => {
                self.say("There is no command that could take keys.".to_owned());
                self.mode
            }
        };
    }
}
