//! The real terminal: entered and left as a whole, read on a thread of its own, painted without asking it anything.
//!
//! Left in order after quit, error, panic, signal and suspension. Nothing here wakes up while nothing happens.

use super::app::App;
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::cursor::{Hide, MoveTo, Show};
use ratatui::crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use ratatui::crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen, disable_raw_mode, enable_raw_mode, size,
};
use ratatui::crossterm::{execute, queue};
use ratatui::layout::{Rect, Size};
use ratatui::{Terminal, TerminalOptions, Viewport};
use signal_hook::consts::SIGTSTP;
use std::ffi::OsStr;
use std::io::{self, Stdout, Write};
use std::process::Command;

/// What is drawn for while the terminal does not tell its size.
const UNKNOWN_SIZE: (u16, u16) = (80, 24);

/// Takes the terminal over.
fn enter() -> io::Result<()> {
    enable_raw_mode()?;
    execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste, Hide)
}

/// Gives the terminal back. Never fails and may be called twice.
pub(super) fn leave() {
    drop(execute!(io::stdout(), EndSynchronizedUpdate, DisableBracketedPaste, LeaveAlternateScreen, Show));
    drop(disable_raw_mode());
}

/// The terminal's size; `None` while it says 0x0 or nothing.
pub(super) fn told_size() -> Option<Size> {
    size()
        .ok()
        .filter(|(width, height)| *width > 0 && *height > 0)
        .map(|(width, height)| Size { width, height })
}

/// The terminal as long as the program has it.
pub(super) struct Screen {
    terminal: Terminal<CrosstermBackend<Stdout>>,
}

impl Screen {
    /// Takes the terminal over; `fallback` is its size while it does not tell one.
    pub(super) fn enter(fallback: Option<(u16, u16)>) -> io::Result<Self> {
        enter()?;
        let (width, height) = fallback.unwrap_or(UNKNOWN_SIZE);
        let size = told_size().unwrap_or(Size { width, height });
        Ok(Self { terminal: sized(size)? })
    }

    /// The size that is drawn for.
    pub(super) fn size(&mut self) -> Size {
        self.terminal.get_frame().area().as_size()
    }

    /// Draws for another size from now on.
    pub(super) fn resize(&mut self, size: Size) -> io::Result<()> {
        self.terminal = sized(size)?;
        self.wipe()
    }

    /// Takes the terminal over again and paints every cell with the next frame.
    pub(super) fn repaint(&mut self) -> io::Result<()> {
        enter()?;
        self.wipe()
    }

    /// Clears without `Terminal::clear`, which asks the terminal where its cursor is and fails where nobody answers.
    fn wipe(&mut self) -> io::Result<()> {
        execute!(io::stdout(), Clear(ClearType::All))?;
        self.terminal.swap_buffers();
        Ok(())
    }

    /// Draws one frame and puts the cursor on the focus: shown in text, hidden in lists, always where screen
    /// readers and braille displays look for it.
    pub(super) fn draw(&mut self, app: &App) -> io::Result<()> {
        let mut focus = None;
        queue!(io::stdout(), BeginSynchronizedUpdate)?;
        self.terminal.draw(|frame| focus = app.view(frame))?;
        if let Some(at) = focus.filter(|focus| !focus.caret).map(|focus| focus.at) {
            queue!(io::stdout(), MoveTo(at.x, at.y))?;
        }
        execute!(io::stdout(), EndSynchronizedUpdate)
    }

    /// Stops the program until the shell continues it.
    pub(super) fn suspend(&mut self) -> io::Result<()> {
        leave();
        signal_hook::low_level::emulate_default_handler(SIGTSTP)?;
        self.repaint()
    }

    /// Opens an editor on a text; `None` when it ended badly, so that the old text stays.
    pub(super) fn edit(&mut self, editor: &OsStr, text: &str) -> io::Result<Option<String>> {
        let mut file = tempfile::Builder::new().prefix("proofdesk-").suffix(".md").tempfile()?;
        file.write_all(text.as_bytes())?;
        leave();
        // The editor may be a command line with arguments, so the shell takes it apart.
        let mut line = editor.to_owned();
        line.push(" \"$1\"");
        let ended = Command::new("sh").arg("-c").arg(line).arg("proofdesk").arg(file.path()).status();
        self.repaint()?;
        if !ended?.success() {
            return Ok(None);
        }
        let edited = std::fs::read_to_string(file.path())?;
        Ok(Some(edited.trim_end().to_owned()))
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        leave();
    }
}

fn sized(size: Size) -> io::Result<Terminal<CrosstermBackend<Stdout>>> {
    let area = Rect::from(((0, 0).into(), size));
    let options = TerminalOptions { viewport: Viewport::Fixed(area) };
    Terminal::with_options(CrosstermBackend::new(io::stdout()), options)
}
