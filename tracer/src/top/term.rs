//! The terminal: the only part that reads from it and writes to it. It is restored however the program ends, but by
//! SIGKILL.

use std::io::{self, IsTerminal as _, Stdout};
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture, Event, read,
};
use crossterm::execute;
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};

use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use super::model::Model;

/// A terminal that shows the view.
pub struct Term {
    terminal: Terminal<CrosstermBackend<Stdout>>,
    events: UnboundedReceiver<io::Result<Event>>,
}

/// Reads the terminal on a thread of its own, which ends with the process. crossterm's stream would ask the terminal again
/// whenever anything else has happened, which is a thousand times a second.
fn listen() -> io::Result<UnboundedReceiver<io::Result<Event>>> {
    let (send, events) = unbounded_channel();
    std::thread::Builder::new().name("keys".to_owned()).spawn(move || {
        loop {
            let event = read();
            let is_last = event.is_err();
            if send.send(event).is_err() || is_last {
                break;
            }
        }
    })?;
    Ok(events)
}

/// Is there a terminal to show the view on?
pub fn is_there() -> bool {
    io::stdout().is_terminal()
}

/// Does the user want colours? (NO_COLOR, no-color.org)
pub fn wants_colours() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Columns and rows of the terminal.
pub fn size() -> (u16, u16) {
    crossterm::terminal::size().unwrap_or((80, 24))
}

/// Is the terminal the view's? Leaving twice would put the cursor where it was at first, over what was told meanwhile.
static TAKEN: AtomicBool = AtomicBool::new(false);

fn enter() -> io::Result<()> {
    TAKEN.store(true, Ordering::SeqCst);
    enable_raw_mode()?;
    execute!(io::stdout(), EnterAlternateScreen, EnableMouseCapture, EnableBracketedPaste)
}

/// Makes the terminal what it was. What fails here has no one to be told to.
fn leave() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    let _ = execute!(
        io::stdout(),
        DisableBracketedPaste,
        DisableMouseCapture,
        LeaveAlternateScreen,
        crossterm::cursor::Show
    );
    let _ = disable_raw_mode();
}

impl Term {
    /// Takes the terminal. A panic gives it back before it is told.
    pub fn new() -> io::Result<Self> {
        let told = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            leave();
            told(panic);
        }));
        let entered = enter();
        let terminal = entered.and_then(|()| {
            let options = TerminalOptions { viewport: Viewport::Fullscreen };
            Ok((Terminal::with_options(CrosstermBackend::new(io::stdout()), options)?, listen()?))
        });
        match terminal {
            Ok((terminal, events)) => Ok(Self { terminal, events }),
            Err(error) => {
                leave();
                Err(error)
            }
        }
    }

    /// Draws the model.
    pub fn draw(&mut self, model: &Model) -> io::Result<()> {
        self.terminal.draw(|frame| model.draw(frame.buffer_mut()))?;
        Ok(())
    }

    /// Draws the model on a terminal of which nothing is known.
    pub fn redraw(&mut self, model: &Model) -> io::Result<()> {
        // Terminal::clear would ask where the cursor is, and the answer would be taken for keys.
        let size = self.terminal.size()?;
        self.terminal.resize(Rect { x: 0, y: 0, width: size.width, height: size.height })?;
        self.draw(model)
    }

    /// The next key, click or change of size; `None` when the terminal is gone.
    pub async fn next(&mut self) -> Option<io::Result<Event>> {
        self.events.recv().await
    }

    /// Gives the terminal back for a while.
    pub fn suspend(&mut self) {
        leave();
    }

    /// Takes it again.
    pub fn resume(&mut self) -> io::Result<()> {
        enter()
    }
}

impl Drop for Term {
    fn drop(&mut self) {
        leave();
    }
}
