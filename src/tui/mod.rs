//! The terminal front end.
//!
//! ```text
//! terminal thread ── Key, Pasted, Resized ──┐
//! writer thread (owns the desk) ── Done ────┼──► inbox ──► App::update ──► App::view
//! job threads ── Progress, Done, Failed ────┘                 │ effects
//!                                                             ▼
//!                                        Runtime: asks the writer, starts jobs
//! ```

pub mod app;
pub mod chord;
pub mod clerk;
pub mod command;
pub mod context;
pub mod glyphs;
pub mod key_page;
pub mod keymap;
pub mod layers;
pub mod layout;
pub mod message;
pub mod notices;
pub mod overlays;
pub mod runtime;
pub mod screens;
pub mod session_clerk;
pub mod theme;
pub mod walk;
pub mod widgets;

mod input;
mod terminal;

pub use app::{App, Handed, Settings, Start, TrainingChoice, Walks};
pub use context::TrainingPlace;

use crate::desk::{Failure, FailureKind, Job};

/// Why the terminal front end could not go on: a [`Failure`] of the desk, or of the terminal.
pub use anyhow::Error as Stopped;
use input::Input;
use message::{Effect, Ending, Message, Purpose};
use runtime::{Clerk, Runtime};
use std::iter;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Instant;
use terminal::Screen;

/// How the terminal front end ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// Why.
    pub ending: Ending,
    /// What the person should know on leaving, as a sentence.
    pub farewell: Option<String>,
    /// What to train with next, when it ended for that.
    pub chosen: Option<TrainingChoice>,
    /// Notes from the calibration that was left.
    pub handed: Option<Handed>,
}

/// Runs the terminal front end until it ends and says why it did.
///
/// The desk is opened on the thread that will own it, so that its progress is seen. Every request made before the end
/// is carried out before this returns, and the terminal is the shell's again.
pub fn run<C: Clerk>(
    open: impl FnOnce(&Job) -> Result<C, Failure> + Send + 'static,
    settings: &Settings,
    start: Start,
) -> anyhow::Result<Left> {
    let (inbox, messages) = channel();
    restore_the_terminal_on_panic();
    // A mistake in keys.toml is told before the screen is taken over.
    keymap::Keymap::new(settings.keys.as_deref())
        .map_err(|error| Failure::new(FailureKind::Usage, "The keys cannot be used.", error.to_string()))?;
    let mut screen = Screen::enter(settings.size)?;
    let (mut app, first) = App::starting(settings, screen.size(), start)?;
    let mut outside = Outside {
        input: Input::begin(&inbox)?,
        runtime: Runtime::begin(open, inbox),
        settings,
        messages,
        wake: None,
    };
    first.into_iter().try_for_each(|effect| outside.perform(effect, &mut app, &mut screen))?;
    let drawn = drive(&mut app, &mut screen, &mut outside);
    if drawn.is_err() {
        // Writing fails when the terminal is gone; what is held is given back all the same.
        let last = app.update(Message::Ended(Ending::TerminalGone));
        for effect in last {
            drop(outside.perform(effect, &mut app, &mut screen));
        }
    }
    drop(screen);
    outside.runtime.finish();
    let ending = match (drawn, app.failure()) {
        (_, Some(failure)) => return Err(failure.clone().into()),
        (Ok(ending), None) => ending,
        (Err(_), None) => app.ended().unwrap_or(Ending::TerminalGone),
    };
    let (chosen, handed) = (app.chosen().cloned(), app.handed());
    Ok(Left { ending, farewell: app.farewell(), chosen, handed })
}

/// Draws, sleeps until something happens, and does what follows. A burst of messages costs one frame.
fn drive<P: Send + 'static>(
    app: &mut App,
    screen: &mut Screen,
    outside: &mut Outside<'_, P>,
) -> anyhow::Result<Ending> {
    loop {
        if let Some(ending) = app.ended() {
            return Ok(ending);
        }
        screen.draw(app)?;
        let Some(first) = outside.next_message() else { return Ok(Ending::DeskGone) };
        let burst: Vec<Message> = iter::once(first).chain(outside.messages.try_iter()).collect();
        for message in burst {
            if let Message::Resized(size) = message {
                screen.resize(size)?;
            }
            for effect in app.update(message) {
                outside.perform(effect, app, screen)?;
            }
        }
    }
}

/// Everything that is not pure.
struct Outside<'a, P> {
    input: Input,
    runtime: Runtime<P>,
    settings: &'a Settings,
    messages: Receiver<Message>,
    /// When to wake up although nothing happens.
    wake: Option<Instant>,
}

impl<P: Send + 'static> Outside<'_, P> {
    /// Sleeps until something happens or it is time to wake up; `None` when nothing can happen any more.
    fn next_message(&mut self) -> Option<Message> {
        let Some(wake) = self.wake else { return self.messages.recv().ok() };
        match self.messages.recv_timeout(wake.saturating_duration_since(Instant::now())) {
            Ok(message) => Some(message),
            Err(RecvTimeoutError::Timeout) => {
                self.wake = None;
                Some(Message::Woken)
            }
            Err(RecvTimeoutError::Disconnected) => None,
        }
    }

    fn perform(&mut self, effect: Effect, app: &mut App, screen: &mut Screen) -> anyhow::Result<()> {
        match effect {
            Effect::Ask(request) => self.runtime.ask(request),
            Effect::Start(id, spec) => self.runtime.start(id, spec),
            Effect::Cancel(id) => self.runtime.cancel(id),
            Effect::Redraw => screen.repaint()?,
            Effect::Suspend => self.input.paused(|| screen.suspend())?,
            Effect::OpenEditor(text) => {
                let editor = self.settings.editor.clone().unwrap_or_else(|| "vi".into());
                let edited = self.input.paused(|| screen.edit(&editor, &text));
                let (text, told) = edited.map_or_else(
                    |error| (None, Some(editor_failure(&error.to_string()))),
                    |text| (text.clone(), text.is_none().then(|| editor_failure("It ended with an error."))),
                );
                let told = told.map(|failure| Message::Failed(Purpose::Editor, failure));
                for message in iter::once(Message::Edited(text)).chain(told) {
                    for effect in app.update(message) {
                        self.perform(effect, app, screen)?;
                    }
                }
            }
            Effect::Wake(after) => self.wake = Instant::now().checked_add(after),
            Effect::Quit(_) => {}
        }
        Ok(())
    }
}

fn editor_failure(why: &str) -> Failure {
    Failure::new(FailureKind::Refused, "The text was not edited.", why)
        .hint("It is as it was before. VISUAL or EDITOR names the editor.")
}

/// Gives the terminal back before the text of a panic is written. A panic on another thread is told on the screen
/// instead, so nothing is written over it.
fn restore_the_terminal_on_panic() {
    let before = std::panic::take_hook();
    let drawing = thread::current().id();
    std::panic::set_hook(Box::new(move |panic| {
        if thread::current().id() == drawing {
            terminal::leave();
            before(panic);
        }
    }));
}
