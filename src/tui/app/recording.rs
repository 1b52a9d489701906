//! Recording a review: every key that is pressed between opening a claim and deciding it, with what it recorded.
//!
//! While a review is recorded a key waits until everything before it is answered, and long work begins when nothing
//! else is to be done. So what a key does follows from the keys before it alone, and playing them leads to the same.
//! A person notices nothing of it: answers come within milliseconds.

use super::App;
use crate::desk::training::RecordStart;
use crate::domain::ClaimId;
use crate::domain::{DecisionKind, Judged, LogCheck, LogEnd, LogInput, LoggedKey};
use crate::tui::chord::Chord;
use crate::tui::command::Command;
use crate::tui::keymap::Press;
use crate::tui::message::{
    Effect, JobId, Message, Pressed, Purpose, RecordReply, RecordRequest, Reply, Request,
};
use crate::tui::notices::Notice;
use crate::tui::screens::ReviewScreen;
use ratatui::crossterm::event::KeyEvent;
use std::collections::{BTreeSet, VecDeque};
use std::path::PathBuf;
use std::time::Duration;

/// Whether reviews are recorded.
#[derive(Debug, Clone, Default)]
pub(super) enum Recording {
    /// No.
    #[default]
    Off,
    /// The claim that is opened next is, into this file.
    Next(Option<PathBuf>),
    /// The open one is.
    Running(Box<Recorder>),
}

/// A review that is being recorded.
#[derive(Debug, Clone)]
pub(super) struct Recorder {
    claim_id: ClaimId,
    /// The file that was asked for.
    file: Option<PathBuf>,
    /// Whether the log is begun.
    begun: bool,
    /// What came while something was still to be answered.
    waiting: VecDeque<Message>,
    /// The key that is being carried out.
    key: Option<LoggedKey>,
    /// When the key before came.
    last: Duration,
    /// What was recorded before the key.
    judged: Option<Judged>,
    decided: Option<DecisionKind>,
    /// Whether something was asked since the desk last said that everything is answered.
    asked: bool,
    /// Whether it is to say so.
    catching_up: bool,
    /// Jobs that run.
    running: BTreeSet<JobId>,
    /// Jobs that begin when nothing else is to be done.
    later: Vec<Effect>,
}

/// What a key does where it is pressed, apart from what follows.
pub(in crate::tui) fn does(app: &App, key: KeyEvent) -> Option<Command> {
    match app.keys.meaning(app.layers.top().surface().scopes(), Chord::of(key)) {
        Press::Command(command) => Some(command),
        Press::Pending | Press::Unbound => None,
    }
}

/// What is recorded of the claim that is open.
pub(in crate::tui) fn judged(app: &App) -> Option<Judged> {
    app.layers.review().map(ReviewScreen::judged)
}

impl App {
    /// Takes what happened; a claim that is opened now may be one to record.
    pub(super) fn advance_unrecorded(&mut self, message: Message) -> Vec<Effect> {
        let opens = matches!(message, Message::Done(Reply::Opened(_)));
        let mut effects = self.advance(message);
        if opens && let Recording::Next(file) = &self.recording {
            let file = file.clone();
            effects.extend(self.begin_recording(file));
        }
        effects
    }

    /// Takes a message and everything that waited for it, while a review is recorded.
    pub(super) fn update_recorded(&mut self, mut recorder: Box<Recorder>, message: Message) -> Vec<Effect> {
        let mut effects = Vec::new();
        match message {
            Message::Key(_) | Message::Pasted(_) | Message::Edited(_) | Message::Resized(_) => {
                recorder.waiting.push_back(message);
            }
            Message::Failed(Purpose::Record, _) => {
                effects.extend(self.advance(message));
                if !recorder.begun {
                    self.recording = Recording::Next(recorder.file.take());
                }
                return self.let_in(recorder.waiting, effects);
            }
            message => {
                recorder.sees(&message);
                let more = self.advance(message);
                effects.extend(recorder.sort(more));
            }
        }
        loop {
            if self.ended.is_some() {
                effects.extend(recorder.finished(self));
                return effects;
            }
            if recorder.is_busy(&mut effects) {
                break;
            }
            effects.extend(recorder.note(self));
            if recorder.has_left(self) {
                effects.extend(recorder.finished(self));
                return self.let_in(recorder.waiting, effects);
            }
            let Some(next) = recorder.waiting.pop_front() else { break };
            let Some(next) = recorder.begin(self, next) else { continue };
            let more = self.advance(next);
            effects.extend(recorder.sort(more));
        }
        self.recording = Recording::Running(recorder);
        effects
    }

    /// Goes on without recording, with what waited.
    fn let_in(&mut self, waiting: VecDeque<Message>, mut effects: Vec<Effect>) -> Vec<Effect> {
        self.show_recording();
        for message in waiting {
            effects.extend(self.update(message));
        }
        effects
    }

    /// Begins to record the claim that was just opened.
    pub(super) fn begin_recording(&mut self, file: Option<PathBuf>) -> Vec<Effect> {
        let Some(review) = self.layers.review() else { return Vec::new() };
        let claim_id = review.review().claim.claim_id.clone();
        let last = whole_milliseconds(self.last_key.unwrap_or_default());
        self.last_key = Some(last);
        let recorder = Recorder {
            claim_id: claim_id.clone(),
            file: file.clone(),
            begun: false,
            waiting: VecDeque::new(),
            key: None,
            last,
            judged: judged(self),
            decided: None,
            asked: true,
            catching_up: false,
            running: BTreeSet::new(),
            later: Vec::new(),
        };
        let window = (self.context.area.width, self.context.area.height);
        let start = RecordStart { claim_id, window, bindings: self.bindings.clone(), file };
        self.recording = Recording::Running(Box::new(recorder));
        vec![ask(RecordRequest::Begin(Box::new(start)))]
    }

    /// Takes the claim that is opened next down, or no longer.
    pub(super) fn toggle_recording(&mut self) -> Notice {
        let (recording, words) = match std::mem::take(&mut self.recording) {
            Recording::Off => (
                Recording::Next(None),
                "The claim you open next is recorded key by key, until it is decided or left.",
            ),
            Recording::Next(_) => (Recording::Off, "Nothing is recorded."),
            running @ Recording::Running(_) => (running, "It is being recorded until it is decided or left."),
        };
        self.recording = recording;
        Notice::info(words)
    }

    /// Tells every screen whether something is recorded.
    pub(super) fn show_recording(&mut self) {
        self.context.recording = match &self.recording {
            Recording::Off => None,
            Recording::Next(_) => Some("REC next claim"),
            Recording::Running(_) => Some("REC"),
        };
    }
}

impl Recorder {
    /// Looks at an answer before it is taken.
    fn sees(&mut self, message: &Message) {
        match message {
            Message::Done(Reply::Recording(RecordReply::Begun)) => self.begun = true,
            Message::Done(Reply::Recording(RecordReply::CaughtUp)) => self.catching_up = false,
            Message::Done(Reply::Decided(receipt)) => self.decided = Some(receipt.recorded.decision.kind),
            Message::JobEnded(id) => drop(self.running.remove(id)),
            _ => {}
        }
    }

    /// Keeps long work for later; the rest is to be done now.
    fn sort(&mut self, effects: Vec<Effect>) -> Vec<Effect> {
        let is_job = |effect: &Effect| matches!(effect, Effect::Start(..));
        self.asked |= effects.iter().any(|effect| matches!(effect, Effect::Ask(_)));
        let (later, now) = effects.into_iter().partition(is_job);
        self.later.extend::<Vec<Effect>>(later);
        now
    }

    /// Whether something is still to be answered or done; sees to it that it will be.
    fn is_busy(&mut self, effects: &mut Vec<Effect>) -> bool {
        if self.asked && !self.catching_up {
            (self.asked, self.catching_up) = (false, true);
            effects.push(ask(RecordRequest::CatchUp));
        }
        if !self.catching_up {
            for job in self.later.drain(..) {
                if let Effect::Start(id, _) = &job {
                    self.running.insert(*id);
                }
                effects.push(job);
            }
        }
        self.catching_up || !self.running.is_empty()
    }

    /// Takes a key down and answers it as the log has it; `None` for one that has no name and does nothing.
    fn begin(&mut self, app: &App, message: Message) -> Option<Message> {
        let mut after = Duration::ZERO;
        let (input, does, message) = match message {
            Message::Key(Pressed { key, at }) => {
                let (chord, at) = (Chord::of(key), whole_milliseconds(at));
                after = at.saturating_sub(self.last);
                self.last = self.last.max(at);
                let key = chord.event();
                let does = does(app, key).and_then(Command::spec).map(|spec| spec.name.to_owned());
                (LogInput::Key(chord.written()?), does, Message::Key(Pressed { key, at }))
            }
            Message::Pasted(text) => (LogInput::Paste(text.clone()), None, Message::Pasted(text)),
            Message::Edited(text) => (LogInput::Edited(text.clone()), None, Message::Edited(text)),
            Message::Resized(size) => (LogInput::Size(size.width, size.height), None, Message::Resized(size)),
            other => return Some(other),
        };
        let after = u64::try_from(after.as_millis()).unwrap_or(u64::MAX);
        self.key = Some(LoggedKey { after, input, does, then: Vec::new() });
        Some(message)
    }

    /// Adds the key that was carried out to the log, with what it recorded.
    fn note(&mut self, app: &App) -> Option<Effect> {
        let now = judged(app).filter(|_| self.is_open(app));
        let mut key = self.key.take()?;
        if let (Some(now), Some(before)) = (&now, &self.judged) {
            key.then = now.since(before);
        }
        key.then.extend(self.decided.map(LogCheck::Decided));
        self.judged = now.or_else(|| self.judged.take());
        Some(ask(RecordRequest::Note(Box::new(key))))
    }

    fn is_open(&self, app: &App) -> bool {
        app.layers.review().is_some_and(|review| review.review().claim.claim_id == self.claim_id)
    }

    /// Whether the claim is decided or closed.
    fn has_left(&self, app: &App) -> bool {
        self.decided.is_some() || !self.is_open(app)
    }

    /// Ends the log.
    fn finished(&mut self, app: &App) -> Vec<Effect> {
        let end = if self.decided.is_some() { LogEnd::Decided } else { LogEnd::Left };
        self.note(app).into_iter().chain([ask(RecordRequest::End(end))]).collect()
    }
}

fn ask(request: RecordRequest) -> Effect {
    Effect::Ask(Request::Record(request))
}

/// A time as the log has it.
fn whole_milliseconds(time: Duration) -> Duration {
    Duration::from_millis(u64::try_from(time.as_millis()).unwrap_or(u64::MAX))
}
