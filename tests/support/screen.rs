//! The whole program without threads and without a terminal: keys in, cells out, every request carried out at once.

use proofdesk::desk::Job;
use proofdesk::tui::chord::Chord;
use proofdesk::tui::layers::Focus;
use proofdesk::tui::message::{Effect, JobId, JobSpec, Message, Pressed, Purpose};
use proofdesk::tui::runtime::Clerk;
use proofdesk::tui::{App, Settings, Start};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Size;
use std::collections::VecDeque;
use std::time::Duration;

/// The program in front of a desk.
pub(crate) struct Screen<C> {
    pub(crate) app: App,
    pub(crate) clerk: C,
    /// What was asked of the terminal and the system, not of the desk.
    pub(crate) outside: Vec<Effect>,
    terminal: Terminal<TestBackend>,
    now: Duration,
    /// Keys pressed so far.
    pub(crate) keys: usize,
}

impl<C: Clerk> Screen<C> {
    pub(crate) fn new(clerk: C, width: u16, height: u16) -> Self {
        Self::with(clerk, &Settings::default(), (width, height))
    }

    pub(crate) fn with(clerk: C, settings: &Settings, size: (u16, u16)) -> Self {
        Self::starting(clerk, settings, (size, Start::default()))
    }

    pub(crate) fn starting(
        clerk: C,
        settings: &Settings,
        ((width, height), start): ((u16, u16), Start),
    ) -> Self {
        let (app, first) = App::starting(settings, Size { width, height }, start).unwrap();
        let terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        let mut screen = Self { app, clerk, outside: Vec::new(), terminal, now: Duration::ZERO, keys: 0 };
        screen.perform(first);
        screen
    }

    /// Presses keys as they are written, for example `g r`, each as a person would.
    pub(crate) fn press(&mut self, keys: &str) -> &mut Self {
        for key in keys.split_whitespace() {
            self.key(Chord::parse(key).unwrap().event(), Duration::from_millis(120));
        }
        self
    }

    /// Types letters.
    pub(crate) fn type_text(&mut self, text: &str) -> &mut Self {
        for letter in text.chars() {
            self.key(KeyEvent::new(KeyCode::Char(letter), KeyModifiers::NONE), Duration::from_millis(120));
        }
        self
    }

    /// Presses a key so long after the last one.
    pub(crate) fn key(&mut self, key: KeyEvent, pause: Duration) {
        self.now += pause;
        self.keys += 1;
        self.send(Message::Key(Pressed { key, at: self.now }));
    }

    /// Lets something happen.
    pub(crate) fn send(&mut self, message: Message) {
        let effects = self.app.update(message);
        self.perform(effects);
    }

    pub(crate) fn resize(&mut self, width: u16, height: u16) {
        self.terminal.backend_mut().resize(width, height);
        self.send(Message::Resized(Size { width, height }));
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        let mut waiting = VecDeque::from(effects);
        while let Some(effect) = waiting.pop_front() {
            let messages = match effect {
                Effect::Ask(request) => {
                    let purpose = request.purpose();
                    let reply = self.clerk.carry_out(request);
                    vec![reply.map_or_else(|failure| Message::Failed(purpose, failure), Message::Done)]
                }
                Effect::Start(id, spec) => self.work(id, &spec),
                other => {
                    self.outside.push(other);
                    Vec::new()
                }
            };
            for message in messages {
                waiting.extend(self.app.update(message));
            }
        }
    }

    fn work(&mut self, id: JobId, spec: &JobSpec) -> Vec<Message> {
        let done = self.clerk.prepare(spec).and_then(|task| task(&Job::silent()));
        let reply = done.and_then(|product| self.clerk.take(product));
        let told = reply.map_or_else(|failure| Message::Failed(Purpose::Job, failure), Message::Done);
        vec![told, Message::JobEnded(id)]
    }

    /// Draws and returns the cells.
    pub(crate) fn buffer(&mut self) -> Buffer {
        self.draw();
        self.terminal.backend().buffer().clone()
    }

    /// Draws and says where the focus is.
    pub(crate) fn draw(&mut self) -> Option<Focus> {
        let mut focus = None;
        self.terminal.draw(|frame| focus = self.app.view(frame)).unwrap();
        focus
    }

    /// The screen as lines of text.
    pub(crate) fn text(&mut self) -> String {
        let buffer = self.buffer();
        let lines = buffer.content.chunks(usize::from(buffer.area.width)).map(|row| {
            let mut line = String::new();
            let mut covered = 0;
            for cell in row {
                if covered == 0 {
                    line.push_str(cell.symbol());
                    covered = proofdesk::tui::widgets::fit::width(cell.symbol()).max(1);
                }
                covered -= 1;
            }
            line.trim_end().to_owned()
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    #[track_caller]
    pub(crate) fn sees(&mut self, words: &str) -> &mut Self {
        let text = self.text();
        assert!(text.contains(words), "{words:?} is not on the screen:\n{text}");
        self
    }

    #[track_caller]
    pub(crate) fn sees_no(&mut self, words: &str) -> &mut Self {
        let text = self.text();
        assert!(!text.contains(words), "{words:?} is on the screen:\n{text}");
        self
    }
}
