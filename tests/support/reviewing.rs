//! A review without a desk behind it: the whole program answers keys, and what it asks of the desk is answered
//! here from a plain value, in order and at once unless held back.

use super::samples;
use chrono::Duration as Length;
use proofdesk::desk::{CollectedPin, DecideRequest, DraftField, Judging, Review};
use proofdesk::domain::{Actor, Checklist, Claim, Role, Seat, Suggestions};
use proofdesk::evidence::Engine;
use proofdesk::rules::{self, Standing};
use proofdesk::tui::app::{App, Settings};
use proofdesk::tui::chord::KeySequence;
use proofdesk::tui::message::{Effect, JobSpec, Message, Pressed, Reply, Request};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Size};
use std::sync::Arc;
use std::time::Duration;

/// A claim as the desk would hand it to the review screen.
pub(crate) fn review_of(claim: Claim) -> Review {
    let edition = samples::edition_of(&claim);
    let standing = Standing::default();
    Review {
        digest: claim.digest(),
        actor: Actor { name: "Ana".into(), role: Role::Reviewer },
        decision_id: "0123456789abcdef0123456789abcdef".parse().unwrap(),
        edition_inferred: claim.edition.is_none(),
        checklist: rules::checklist(&claim, &edition),
        waiting: rules::waiting(&claim, &edition, &standing),
        clocks: rules::clocks(&claim, &edition, &standing),
        predictions: Vec::new(),
        window: rules::acknowledgement_window(&claim, &edition),
        other_parties: Vec::new(),
        decision: None,
        earlier: None,
        carried: Vec::new(),
        seat: Seat::First,
        sealed: false,
        excluded: None,
        cause: None,
        round: 0,
        comment_draft: None,
        residual_draft: None,
        rationale: None,
        chosen: None,
        collected: Vec::new(),
        history: Vec::new(),
        readings: Vec::new(),
        holder: None,
        as_of: claim.history.last().map_or_else(Default::default, |entry| entry.on + Length::days(1)),
        standing,
        edition,
        claim: Arc::new(claim),
    }
}

/// What the engine finds in a claim.
pub(crate) fn suggestions_for(review: &Review) -> Suggestions {
    Engine::new(&review.edition).unwrap().suggest(&review.claim, &review.checklist)
}

/// The program with one claim open.
pub(crate) struct Reviewing {
    pub(crate) app: App,
    /// What is on disk.
    pub(crate) review: Review,
    /// Decisions that were asked for; none is answered.
    pub(crate) decided: Vec<DecideRequest>,
    /// Keys pressed so far.
    pub(crate) keys: u32,
    /// Requests that wait because answers are held back.
    held: Option<Vec<Request>>,
    /// Whether the engine answers.
    engine: bool,
    size: Size,
    at: Duration,
}

impl Reviewing {
    /// Opens a sample claim on a screen of 120 by 40 cells, with its suggestions.
    pub(crate) fn of(id: &str) -> Self {
        Self::open(review_of(samples::claim(id)), Size::new(120, 40), &Settings::default())
    }

    /// Opens a review on a screen of this size.
    pub(crate) fn open(review: Review, size: Size, settings: &Settings) -> Self {
        Self::with_engine(true, review, (size, settings))
    }

    /// Opens a review while the engine is still at work.
    pub(crate) fn read_only(review: Review, size: Size) -> Self {
        Self::with_engine(false, review, (size, &Settings::default()))
    }

    fn with_engine(engine: bool, review: Review, (size, settings): (Size, &Settings)) -> Self {
        let (app, _) = App::new(settings, size).unwrap();
        let mut reviewing =
            Self { app, review, decided: Vec::new(), keys: 0, held: None, engine, size, at: Duration::ZERO };
        let opened = Message::Done(Reply::Opened(Box::new(reviewing.review.clone())));
        reviewing.tell(opened);
        reviewing
    }

    /// Tells the program what happened, and answers what it asks for.
    pub(crate) fn tell(&mut self, message: Message) {
        for effect in self.app.update(message) {
            match effect {
                Effect::Ask(request) => match &mut self.held {
                    Some(held) => held.push(request),
                    None => self.answer(request),
                },
                Effect::Start(_, JobSpec::Suggest(_)) if self.engine => {
                    let found = suggestions_for(&self.review);
                    self.tell(Message::Done(Reply::Suggested(Box::new(found))));
                }
                _ => {}
            }
        }
    }

    /// Presses keys written as in the command table, one after another and not too fast.
    pub(crate) fn press(&mut self, keys: &str) -> &mut Self {
        for chord in KeySequence::parse(keys).unwrap().chords() {
            self.at += Duration::from_millis(200);
            self.keys += 1;
            self.tell(Message::Key(Pressed { key: chord.event(), at: self.at }));
        }
        self
    }

    /// Types text letter by letter.
    pub(crate) fn type_text(&mut self, text: &str) -> &mut Self {
        for letter in text.chars() {
            match letter {
                ' ' => self.press("space"),
                '\n' => self.press("enter"),
                other => self.press(&other.to_string()),
            };
        }
        self
    }

    /// From now on the desk does not answer.
    pub(crate) fn hold(&mut self) -> &mut Self {
        self.held = Some(Vec::new());
        self
    }

    /// The desk answers everything that waits.
    pub(crate) fn release(&mut self) -> &mut Self {
        for request in self.held.take().unwrap_or_default() {
            self.answer(request);
        }
        self
    }

    fn answer(&mut self, request: Request) {
        let reply = match request {
            Request::Judge(_, judging) => {
                apply(&mut self.review.checklist, judging);
                Reply::Judged(Box::new(self.review.clone()))
            }
            Request::KeepDraft(claim_id, field, text) => {
                self.keep(field, text);
                Reply::Kept(claim_id, field)
            }
            Request::Decide(request) => {
                self.decided.push(*request);
                return;
            }
            _ => return,
        };
        self.tell(Message::Done(reply));
    }

    fn keep(&mut self, field: DraftField, text: Option<String>) {
        match field {
            DraftField::Comment => self.review.comment_draft = text,
            DraftField::ResidualComment => self.review.residual_draft = text,
            DraftField::Rationale => self.review.rationale = text,
            DraftField::Chosen => self.review.chosen = text.map(|word| word.parse().unwrap()),
            DraftField::Cause => self.review.cause = text.map(|word| word.parse().unwrap()),
            DraftField::Adjudication => {}
            DraftField::Collected => self.review.collected = CollectedPin::read(text.as_deref()),
        }
    }

    /// Draws the screen.
    pub(crate) fn buffer(&self) -> Buffer {
        let mut terminal = Terminal::new(TestBackend::new(self.size.width, self.size.height)).unwrap();
        terminal.draw(|frame| _ = self.app.view(frame)).unwrap();
        terminal.backend().buffer().clone()
    }

    /// Where the focus is drawn.
    pub(crate) fn focus(&self) -> Option<Position> {
        let mut terminal = Terminal::new(TestBackend::new(self.size.width, self.size.height)).unwrap();
        let mut focus = None;
        terminal.draw(|frame| focus = self.app.view(frame)).unwrap();
        focus.map(|focus| focus.at)
    }

    /// The screen as text, without blanks at the end of a line.
    pub(crate) fn screen(&self) -> String {
        let buffer = self.buffer();
        let row = |y| (0..buffer.area.width).map(|x| buffer[(x, y)].symbol()).collect::<String>();
        (0..buffer.area.height).map(|y| row(y).trim_end().to_owned()).collect::<Vec<_>>().join("\n")
    }

    /// Whether the screen shows some text in one line.
    #[track_caller]
    pub(crate) fn sees(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(screen.contains(text), "{text:?} is not on the screen:\n{screen}");
        self
    }

    /// Changes the size of the screen.
    pub(crate) fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        self.size = Size::new(width, height);
        self.tell(Message::Resized(self.size));
        self
    }
}

fn apply(checklist: &mut Checklist, judging: Judging) {
    match judging {
        Judging::Judge(key, judgement) => checklist.cell_mut(&key).unwrap().judgement = Some(judgement),
        Judging::Clear(key) => checklist.cell_mut(&key).unwrap().judgement = None,
        Judging::Qualifications(seen) => checklist.qualifications = Some(seen),
        Judging::Exclude(document, Some(reason)) => drop(checklist.excluded.insert(document, reason)),
        Judging::Exclude(document, None) => drop(checklist.excluded.remove(&document)),
        Judging::Kind(document, Some(kind)) => drop(checklist.kinds.insert(document, kind)),
        Judging::Kind(document, None) => drop(checklist.kinds.remove(&document)),
        Judging::ClaimReasons(reasons) => checklist.claim_reasons = reasons,
    }
}
