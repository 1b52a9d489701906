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
use std::io::{self, IsTerminal, Stdout, Write};
use std::mem::ManuallyDrop;
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
    /// Never dropped: ratatui's drop shows the cursor, which `leave` has done, and panics where the terminal is gone
    /// and standard error with it, so that what is still to be written would be lost.
    terminal: ManuallyDrop<Terminal<CrosstermBackend<Stdout>>>,
}

impl Screen {
    /// Takes the terminal over; `fallback` is its size while it does not tell one.
    pub(super) fn enter(fallback: Option<(u16, u16)>) -> io::Result<Self> {
        if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
            return Err(io::Error::other("Standard input and output are not both a terminal."));
        }
        enter()?;
        let (width, height) = fallback.unwrap_or(UNKNOWN_SIZE);
        let size = told_size().unwrap_or(Size { width, height });
        Ok(Self { terminal: ManuallyDrop::new(sized(size)?) })
    }

    /// The size that is drawn for.
    pub(super) fn size(&mut self) -> Size {
        self.terminal.get_frame().area().as_size()
    }

    /// Draws for another size from now on.
    pub(super) fn resize(&mut self, size: Size) -> io::Result<()> {
        let mut before = std::mem::replace(&mut self.terminal, ManuallyDrop::new(sized(size)?));
        before.show_cursor()?;
        drop(ManuallyDrop::into_inner(before));
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

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use super::*;
    use portable_pty::{CommandBuilder, PtySize, native_pty_system};
    use std::io::Read;

    /// Runs a test of this binary in a pseudo-terminal and returns everything it wrote.
    fn written_by(test: &str) -> String {
        let pty = native_pty_system().openpty(PtySize::default()).unwrap();
        let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
        command.args(["--ignored", "--exact", "--nocapture", test]);
        let mut child = pty.slave.spawn_command(command).unwrap();
        drop(pty.slave);
        let mut reader = pty.master.try_clone_reader().unwrap();
        let mut written = Vec::new();
        // Reading ends with an error when the last program has closed the terminal.
        drop(reader.read_to_end(&mut written));
        child.wait().unwrap();
        String::from_utf8_lossy(&written).into_owned()
    }

    #[test]
    fn a_panic_gives_the_terminal_back_before_its_text_is_written() {
        let written = written_by("tui::terminal::tests::panics_while_drawing");
        let left = written.rfind("\u{1b}[?1049l").unwrap();
        let text = written.find("planted for the test").unwrap();
        let first_left = written.find("\u{1b}[?1049l").unwrap();
        assert!(first_left < text, "{written:?}");
        assert!(written.rfind("\u{1b}[?1049h").unwrap() < left);
        assert!(written.rfind("\u{1b}[?25h") > written.rfind("\u{1b}[?25l"));
    }

    #[test]
    fn an_editor_gets_the_terminal_and_its_text_comes_back_unless_it_fails() {
        let written = written_by("tui::terminal::tests::edits_two_texts");
        assert!(written.contains("first: Some(\"new text\")"), "{written:?}");
        assert!(written.contains("second: None"), "{written:?}");
        let entered = written.matches("\u{1b}[?1049h").count();
        assert_eq!(written.matches("\u{1b}[?1049l").count(), entered, "{written:?}");
    }

    #[test]
    #[ignore = "only run by the test above, in a terminal of its own"]
    #[allow(clippy::print_stdout, reason = "tells the test above what came back")]
    fn edits_two_texts() {
        let mut screen = Screen::enter(None).unwrap();
        let first = screen.edit(OsStr::new("sed -i s/old/new/"), "old text\n").unwrap();
        let second = screen.edit(OsStr::new("false"), "kept as it is").unwrap();
        drop(screen);
        println!("first: {first:?}\nsecond: {second:?}");
    }

    #[test]
    #[ignore = "only run by the test above, in a terminal of its own"]
    fn panics_while_drawing() {
        super::super::restore_the_terminal_on_panic();
        let _screen = Screen::enter(None).unwrap();
        panic!("planted for the test");
    }
}
