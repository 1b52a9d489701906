//! Keys, pastes, signals and the end of the terminal, each as a message.
//!
//! Two threads that sleep in the kernel: one reads the terminal, one waits for signals. A third notices when the
//! terminal is gone even if the first is stuck in it.

use super::message::{Ending, Message, Pressed};
use super::terminal::{leave, told_size};
use ratatui::crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use rustix::event::{PollFd, PollFlags, poll};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::{Handle, Signals};
use std::io::{self, PipeReader, PipeWriter, Read, Write};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

/// How long the bytes of one key may take on a slow line.
const SPLIT_KEY: Duration = Duration::from_millis(40);

/// How long the program may take to end in order before it is ended.
const GRACE: Duration = Duration::from_millis(700);

/// How long the reading thread may take to leave the terminal to whoever reads it next.
const LET_GO: Duration = Duration::from_millis(200);

/// What the reading thread is told.
const PAUSE: u8 = b'p';
const END: u8 = b'e';

/// The threads. The reading one can be told to let another program have the terminal; all of them end with this, so
/// that no key is lost to a desk or a training session that was left.
pub(super) struct Input {
    wake: PipeWriter,
    paused: Receiver<()>,
    go_on: Sender<()>,
    signals: Handle,
    #[allow(dead_code, reason = "closing it ends the thread that waits for the terminal to go")]
    here: PipeWriter,
}

impl Drop for Input {
    fn drop(&mut self) {
        self.signals.close();
        // A thread that is stuck in a terminal that is gone does not answer.
        if self.wake.write_all(&[END]).is_ok() {
            let _ = self.paused.recv_timeout(LET_GO);
        }
    }
}

impl Input {
    /// Starts the threads.
    pub(super) fn begin(inbox: &Sender<Message>) -> io::Result<Self> {
        let signals = watch_signals(inbox.clone())?;
        let (left, here) = io::pipe()?;
        watch_hang_up(left, inbox.clone());
        let (asleep, wake) = io::pipe()?;
        let (pausing, paused) = channel();
        let (go_on, waiting) = channel();
        let reader = Reader { asleep, pausing, waiting, inbox: inbox.clone(), start: Instant::now() };
        drop(thread::spawn(move || reader.run()));
        Ok(Self { wake, paused, go_on, signals, here })
    }

    /// Runs something while the terminal is not read.
    pub(super) fn paused<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let reading = self.wake.write_all(&[PAUSE]).is_ok() && self.paused.recv().is_ok();
        let result = work();
        if reading {
            let _ = self.go_on.send(());
        }
        result
    }
}

struct Reader {
    asleep: PipeReader,
    pausing: Sender<()>,
    waiting: Receiver<()>,
    inbox: Sender<Message>,
    start: Instant,
}

impl Reader {
    fn run(mut self) {
        while let Ok(true) = self.wait_and_read() {}
        drop(self.inbox.send(Message::Ended(Ending::TerminalGone)));
    }

    /// Sleeps until something comes; false when nothing can come any more.
    fn wait_and_read(&mut self) -> io::Result<bool> {
        let terminal = rustix::stdio::stdin();
        let mut fds = [PollFd::new(&terminal, PollFlags::IN), PollFd::new(&self.asleep, PollFlags::IN)];
        match poll(&mut fds, None) {
            Err(rustix::io::Errno::INTR) => return Ok(true),
            other => other?,
        };
        let [from_terminal, from_program] = fds.map(|fd| fd.revents());
        if from_program.contains(PollFlags::IN) {
            let mut told = [0];
            self.asleep.read_exact(&mut told)?;
            let _ = self.pausing.send(());
            return Ok(told == [PAUSE] && self.waiting.recv().is_ok());
        }
        // crossterm never returns from reading a terminal that is gone, so it must not be asked.
        if from_terminal.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
            return Ok(false);
        }
        while event::poll(Duration::ZERO)? {
            let Some(message) = self.message(whole_event()?) else { continue };
            if self.inbox.send(message).is_err() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn message(&self, event: Event) -> Option<Message> {
        match event {
            Event::Key(key) if key.kind != KeyEventKind::Release => {
                Some(Message::Key(Pressed { key, at: self.start.elapsed() }))
            }
            Event::Paste(text) => Some(Message::Pasted(text)),
            _ => None,
        }
    }
}

/// One event, with a key that came in two packets put together again.
///
/// crossterm reads `Esc [ B` that arrives with a gap as three keys. On a slow line that would make commands of a
/// cursor key.
fn whole_event() -> io::Result<Event> {
    let first = event::read()?;
    let escape = matches!(first, Event::Key(key) if key.code == KeyCode::Esc && key.modifiers.is_empty());
    if !escape || !event::poll(SPLIT_KEY)? {
        return Ok(first);
    }
    let second = event::read()?;
    let Event::Key(KeyEvent { code: KeyCode::Char(letter), .. }) = second else { return Ok(second) };
    if !matches!(letter, '[' | 'O') {
        return Ok(key(KeyCode::Char(letter), KeyModifiers::ALT));
    }
    let mut rest = String::new();
    while rest.len() < 24 && event::poll(SPLIT_KEY)? {
        let Event::Key(KeyEvent { code: KeyCode::Char(letter), .. }) = event::read()? else { break };
        rest.push(letter);
        if ('@'..='~').contains(&letter) {
            break;
        }
    }
    Ok(reassembled(&rest).map_or(Event::FocusGained, |code| key(code, KeyModifiers::NONE)))
}

fn key(code: KeyCode, modifiers: KeyModifiers) -> Event {
    Event::Key(KeyEvent::new(code, modifiers))
}

/// The key that ends with these letters; `None` for anything else, which is swallowed.
fn reassembled(rest: &str) -> Option<KeyCode> {
    let number = rest.trim_end_matches('~').split(';').next().unwrap_or_default();
    match (rest.chars().last()?, number) {
        ('A', _) => Some(KeyCode::Up),
        ('B', _) => Some(KeyCode::Down),
        ('C', _) => Some(KeyCode::Right),
        ('D', _) => Some(KeyCode::Left),
        ('H', _) | ('~', "1" | "7") => Some(KeyCode::Home),
        ('F', _) | ('~', "4" | "8") => Some(KeyCode::End),
        ('~', "3") => Some(KeyCode::Delete),
        ('~', "5") => Some(KeyCode::PageUp),
        ('~', "6") => Some(KeyCode::PageDown),
        ('Z', _) => Some(KeyCode::BackTab),
        _ => None,
    }
}

fn watch_signals(inbox: Sender<Message>) -> io::Result<Handle> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH])?;
    let handle = signals.handle();
    drop(thread::spawn(move || {
        for signal in signals.forever() {
            let message = match signal {
                SIGWINCH => told_size().map(Message::Resized),
                SIGTSTP => Some(Message::SuspendAsked),
                SIGCONT => Some(Message::Resumed),
                ending => {
                    end_in_order_or_at_once(&inbox, Ending::Signal(ending), ending);
                    return;
                }
            };
            if let Some(message) = message {
                drop(inbox.send(message));
            }
        }
    }));
    Ok(handle)
}

/// Ends the program when the terminal is gone, also when the reading thread is stuck in it.
fn watch_hang_up(left: PipeReader, inbox: Sender<Message>) {
    drop(thread::spawn(move || {
        let terminal = rustix::stdio::stdin();
        let mut fds = [PollFd::new(&terminal, PollFlags::empty()), PollFd::new(&left, PollFlags::empty())];
        while poll(&mut fds, None).is_err() {}
        let [gone, _] = fds.map(|fd| fd.revents());
        if gone.is_empty() {
            return;
        }
        end_in_order_or_at_once(&inbox, Ending::TerminalGone, SIGHUP);
    }));
}

/// Asks for an orderly end; the process is ended by the signal when that takes too long.
fn end_in_order_or_at_once(inbox: &Sender<Message>, ending: Ending, signal: i32) {
    drop(inbox.send(Message::Ended(ending)));
    thread::park_timeout(GRACE);
    leave();
    drop(signal_hook::low_level::emulate_default_handler(signal));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_key_in_two_packets_stays_a_cursor_key() {
        assert_eq!(reassembled("B"), Some(KeyCode::Down));
        assert_eq!(reassembled("1;5D"), Some(KeyCode::Left));
        assert_eq!(reassembled("6~"), Some(KeyCode::PageDown));
        assert_eq!(reassembled("<0;10;5M"), None);
        assert_eq!(reassembled(""), None);
    }
}
