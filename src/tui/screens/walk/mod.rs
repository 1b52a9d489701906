//! A recorded review played beside the answer: for one person, or as a screen for a class.
//!
//! What is shown follows from the moment of the reel and a few switches; nothing is recorded or asked here. In front of a
//! class no answer is drawn before somebody showed it with a key, and the name of nobody.

mod caption;
mod draw;
mod gold;
mod list;
mod picture;

pub use list::WalksScreen;

use crate::desk::Failure;
use crate::desk::training::Agreement;
use crate::tui::command::{Command, ListCommand, Scope, WalkCommand};
use crate::tui::context::Context;
use crate::tui::layers::{Focus, Layer, Surface};
use crate::tui::message::{Effect, Purpose, Reply, Request, Step, TrainingRequest};
use crate::tui::notices::Notice;
use crate::tui::theme::Tint;
use crate::tui::walk::{Moment, Reel, Shot};
use crate::tui::widgets::fit::fit;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

/// Halves of the speed it was typed with.
const SPEEDS: [u32; 6] = [1, 2, 4, 8, 16, 32];

/// A wait that is longer is cut to this.
const LONGEST_WAIT: Duration = Duration::from_secs(2);

/// How fast it plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Pace {
    /// Position in [`SPEEDS`].
    speed: usize,
    /// Every wait in full, at the speed it was typed with.
    as_typed: bool,
}

/// What is shown of the answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Shown {
    /// To a class: nothing before somebody showed it.
    class: bool,
    /// Why they are right.
    why: bool,
    /// Them alone on a narrow screen, and none of them on a wide one.
    turned: bool,
}

/// A recorded review.
#[derive(Debug, Clone, PartialEq)]
pub struct WalkScreen {
    name: String,
    moment: Option<Moment>,
    /// Why it cannot be shown.
    problem: Option<String>,
    playing: bool,
    pace: Pace,
    show: Shown,
    /// Positions in the gold path that a class has seen; one past its cells for the decision.
    revealed: BTreeSet<usize>,
    /// Rows the picture is moved by hand.
    pan: i32,
}

impl WalkScreen {
    /// Asks for a review, and shows it once it is there.
    pub fn open(name: &str) -> (Self, Vec<Step>) {
        let screen = Self {
            name: name.to_owned(),
            moment: None,
            problem: None,
            playing: false,
            pace: Pace { speed: 1, as_typed: false },
            show: Shown::default(),
            revealed: BTreeSet::new(),
            pan: 0,
        };
        (screen, vec![Request::Training(TrainingRequest::Walk(name.to_owned())).into()])
    }

    /// Whether the review is there.
    pub const fn is_ready(&self) -> bool {
        self.moment.is_some()
    }

    /// The moment that is shown.
    pub const fn moment(&self) -> Option<&Moment> {
        self.moment.as_ref()
    }

    /// Keys of the whole review.
    fn len(&self) -> usize {
        self.moment.as_ref().map_or(0, |moment| moment.reel().shots().len())
    }

    fn at(&self) -> usize {
        self.moment.as_ref().map_or(0, Moment::keys)
    }

    fn shots(&self) -> &[Shot] {
        self.moment.as_ref().map_or(&[], |moment| moment.reel().shots())
    }

    fn go_to(&mut self, keys: usize) {
        self.pan = 0;
        if let Some(moment) = &mut self.moment {
            moment.go_to(keys);
        }
    }

    /// The position in the gold path a class is asked about now: the next key begins to answer it.
    fn question(&self) -> Option<usize> {
        let about = self.moment.as_ref()?.next()?.asks?;
        (self.show.class && !self.is_seen(about)).then_some(about)
    }

    /// Whether the answer at this position may be drawn.
    fn is_seen(&self, at: usize) -> bool {
        let Some(moment) = &self.moment else { return false };
        let going = moment.going();
        let agreement = going.cells.get(at).map_or(going.decision, |(agreement, _)| *agreement);
        !self.show.class || self.revealed.contains(&at) || agreement != Agreement::Open
    }

    /// The position in the gold path that is current: what is asked, what was judged just now, the cell in focus, or
    /// the decision.
    fn current(&self) -> Option<usize> {
        let moment = self.moment.as_ref()?;
        let layers = moment.app().layers();
        let gold = moment.reel().gold();
        let judged = || moment.last()?.checks.iter().find_map(|check| gold.position(check.cell()?));
        if let Some(at) = self.question().or_else(judged) {
            return Some(at);
        }
        match (layers.top(), layers.review()) {
            (Layer::Card(_), _) | (_, None) => Some(gold.cells.len()),
            (_, Some(review)) => review.focused_cell().and_then(|key| gold.position(key)),
        }
    }

    /// Plays one key, unless something has to be shown first; answers whether it did.
    fn advance(&mut self) -> bool {
        if let Some(asked) = self.question() {
            self.revealed.insert(asked);
            return false;
        }
        self.go_to(self.at() + 1);
        true
    }

    /// Wakes up for the next key while it plays.
    fn schedule(&mut self) -> Vec<Step> {
        self.playing &= self.at() < self.len();
        let next = self.moment.as_ref().and_then(Moment::next).filter(|_| self.playing);
        next.map(|shot| Effect::Wake(self.pace.wait(shot.wait)).into()).into_iter().collect()
    }

    fn play(&mut self) -> Vec<Step> {
        if let Some(asked) = self.question() {
            self.revealed.insert(asked);
            self.playing = false;
            return Vec::new();
        }
        if self.at() == self.len() {
            self.go_to(0);
        }
        self.playing = !self.playing;
        self.schedule()
    }

    /// The number of keys after which the next, or the last, key that recorded something is played; in front of a
    /// class, before which the next question is asked.
    fn judgement(&self, on: bool) -> usize {
        let (shots, at) = (self.shots(), self.at());
        if !on {
            let before = shots.get(..at.saturating_sub(1)).unwrap_or_default();
            return before.iter().rposition(Shot::is_judgement).map_or(0, |found| found + 1);
        }
        let here = |(nth, shot): (usize, &Shot)| {
            let asks = self.show.class && nth > at && shot.asks.is_some_and(|about| !self.is_seen(about));
            if asks { Some(nth) } else { (shot.is_judgement() && nth >= at).then_some(nth + 1) }
        };
        shots.iter().enumerate().skip(at).find_map(here).unwrap_or(shots.len())
    }

    fn act(&mut self, command: WalkCommand) -> Vec<Step> {
        match command {
            WalkCommand::Play => return self.play(),
            WalkCommand::Next => {
                self.advance();
            }
            WalkCommand::Previous => self.go_to(self.at().saturating_sub(1)),
            WalkCommand::NextJudgement if self.question().is_some() => {
                self.advance();
            }
            WalkCommand::NextJudgement => self.go_to(self.judgement(true)),
            WalkCommand::PreviousJudgement => self.go_to(self.judgement(false)),
            WalkCommand::Faster => self.pace = self.pace.changed(1),
            WalkCommand::Slower => self.pace = self.pace.changed(-1),
            WalkCommand::AsTyped => self.pace.as_typed = !self.pace.as_typed,
            WalkCommand::Restart => {
                self.revealed.clear();
                self.go_to(0);
            }
            WalkCommand::Reveal => self.revealed.extend(self.current()),
            WalkCommand::Why => self.show.why = !self.show.why,
            WalkCommand::Gold => self.show.turned = !self.show.turned,
            WalkCommand::Class => {
                self.show.class = !self.show.class;
                self.playing = false;
            }
        }
        self.schedule()
    }

    fn take(&mut self, reel: &Arc<Reel>) -> Vec<Step> {
        match Moment::first(Arc::clone(reel)) {
            Ok(moment) => self.moment = Some(moment),
            Err(error) => self.problem = Some(error.to_string()),
        }
        reel.warning().map(|words| Step::Tell(Notice::warning(words))).into_iter().collect()
    }
}

impl Pace {
    /// The time to the next key.
    fn wait(self, recorded: Duration) -> Duration {
        let halves = SPEEDS.get(self.speed).copied().unwrap_or(2);
        if self.as_typed { recorded } else { recorded.min(LONGEST_WAIT) * 2 / halves }
    }

    fn changed(self, by: isize) -> Self {
        let speed = self.speed.saturating_add_signed(by).min(SPEEDS.len() - 1);
        Self { speed, as_typed: false }
    }

    fn words(self) -> String {
        match (self.as_typed, SPEEDS.get(self.speed)) {
            (true, _) => "as typed".to_owned(),
            (false, Some(1)) => "0.5x".to_owned(),
            (false, halves) => format!("{}x", halves.map_or(1, |halves| halves / 2)),
        }
    }
}

impl Surface for WalkScreen {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Walk, Scope::List, Scope::Everywhere]
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Option<Focus> {
        Some(draw::draw(self, frame, area, context))
    }

    fn command(&mut self, command: Command, _context: &Context) -> Vec<Step> {
        match command {
            Command::Walk(command) => return self.act(command),
            Command::List(ListCommand::Down) => self.pan += 1,
            Command::List(ListCommand::Up) => self.pan -= 1,
            Command::List(ListCommand::PageDown) => self.pan += 10,
            Command::List(ListCommand::PageUp) => self.pan -= 10,
            Command::List(ListCommand::Top | ListCommand::Bottom) => self.pan = 0,
            _ => {}
        }
        Vec::new()
    }

    fn reply(&mut self, reply: &Reply, _context: &Context) -> Vec<Step> {
        match reply {
            Reply::Walk(reel) if self.moment.is_none() => self.take(reel),
            _ => Vec::new(),
        }
    }

    fn failed(&mut self, purpose: Purpose, failure: &Failure, _context: &Context) {
        if purpose == Purpose::Training && self.moment.is_none() {
            self.problem = Some(failure.to_string());
        }
    }

    fn woken(&mut self, _context: &Context) -> Vec<Step> {
        if !self.playing {
            return Vec::new();
        }
        if self.question().is_some() {
            self.playing = false;
            return Vec::new();
        }
        self.advance();
        self.schedule()
    }

    fn status(&self, context: &Context) -> Line<'static> {
        let style = context.theme.style(Tint::Muted);
        let Some(moment) = &self.moment else { return Line::default() };
        let header = moment.reel().header();
        let dot = context.glyphs.dot;
        let words = format!(
            " Claim {} {dot} pack {} {dot} {} mode {dot} recorded with version {}",
            header.claim_id,
            header.pack,
            header.mode.word(),
            header.program
        );
        let words = crate::text::clean::one_line(&words);
        Line::styled(fit(&words, usize::from(context.area.width), &context.glyphs), style)
    }

    fn title(&self) -> Option<String> {
        Some(self.name.clone())
    }
}
