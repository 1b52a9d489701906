//! A review that was played: what every key did, and the program at any moment of it.

use crate::desk::training::{Agreement, Going, GoldPath, WalkKey, WalkRecord, WalkReport};
use crate::domain::{DecisionKind, LogCheck, LogHeader};
use crate::tui::app::{App, Settings, Start};
use crate::tui::command::CommandSpec;
use crate::tui::context::TrainingPlace;
use crate::tui::keymap::KeymapError;
use crate::tui::message::{Effect, Message};
use ratatui::layout::Size;
use std::sync::Arc;
use std::time::Duration;

/// Keys between two moments that are kept whole.
const APART: usize = 64;

/// A key that was played.
#[derive(Debug, Clone)]
pub struct Shot {
    /// When it was pressed, counted from the opening of the claim.
    pub at: Duration,
    /// The time since the key before.
    pub wait: Duration,
    /// The key as people read it, or what else came; safe for the terminal.
    pub key: String,
    /// The command it ran by itself.
    pub does: Option<&'static CommandSpec>,
    /// What it recorded.
    pub checks: Vec<LogCheck>,
    /// How far the review agrees with the answer after it.
    pub going: Arc<Going>,
    /// Before this key a class can be asked: a position in the gold path, or one past its cells for the decision.
    pub asks: Option<usize>,
    /// Everything that happened at this key.
    pub(super) messages: Vec<Message>,
}

impl Shot {
    /// Whether something was judged, pinned, reasoned or decided by it.
    pub const fn is_judgement(&self) -> bool {
        !self.checks.is_empty()
    }
}

/// Where a log stops playing as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// The key, counted from one.
    pub key: usize,
    /// What is otherwise, as a sentence.
    pub why: String,
}

/// A review that was played: plain data, from which the program at any moment follows.
#[derive(Debug, Clone)]
pub struct Reel {
    pub(super) header: LogHeader,
    pub(super) gold: GoldPath,
    pub(super) shots: Vec<Shot>,
    pub(super) settings: Settings,
    pub(super) place: TrainingPlace,
    /// Everything that happened until the claim was open.
    pub(super) opening: Vec<Message>,
    /// How far the review was before the first key.
    pub(super) begun: Arc<Going>,
    pub(super) broken: Option<Broken>,
    pub(super) changed: Option<String>,
    /// Whether the recording was ended in order.
    pub(super) whole: bool,
}

/// A reel follows from its log.
impl PartialEq for Reel {
    fn eq(&self, other: &Self) -> bool {
        self.header == other.header && self.shots.len() == other.shots.len() && self.broken == other.broken
    }
}

impl Reel {
    /// What was reviewed.
    pub const fn header(&self) -> &LogHeader {
        &self.header
    }

    /// What is right.
    pub const fn gold(&self) -> &GoldPath {
        &self.gold
    }

    /// The keys, up to the one that does not play as it was recorded.
    pub fn shots(&self) -> &[Shot] {
        &self.shots
    }

    /// Where it stops playing as it was recorded.
    pub const fn broken(&self) -> Option<&Broken> {
        self.broken.as_ref()
    }

    /// What a person should know before looking at it, as a sentence.
    pub fn warning(&self) -> Option<String> {
        if let Some(Broken { key, why }) = &self.broken {
            return Some(format!("Key {key} does not play as it was recorded, so it ends before it. {why}"));
        }
        let torn = "The program was ended while this was recorded; it plays up to there.";
        self.changed.clone().or_else(|| (!self.whole).then(|| torn.to_owned()))
    }

    /// Every key as data.
    pub fn report(&self) -> WalkReport {
        let keys = self.shots.iter().zip(1..).map(|(shot, number)| WalkKey {
            number,
            at: u64::try_from(shot.at.as_millis()).unwrap_or(u64::MAX),
            key: shot.key.clone(),
            command: shot.does.map(|spec| spec.name),
            title: shot.does.map(|spec| spec.title),
            recorded: shot.checks.iter().map(|check| self.recorded(check, &shot.going)).collect(),
        });
        WalkReport {
            review: self.header.clone(),
            keys: keys.collect(),
            warning: self.warning(),
            plays: self.broken.is_none(),
        }
    }

    fn recorded(&self, check: &LogCheck, going: &Going) -> WalkRecord {
        let (answer, agreement) = match check {
            LogCheck::Decided(_) => (self.gold.decision.map(DecisionKind::label), Some(going.decision)),
            check => {
                let at = check.cell().and_then(|key| self.gold.position(key));
                let cell = at.and_then(|at| self.gold.cells.get(at));
                let agreed = at.and_then(|at| going.cells.get(at)).map(|(agreement, _)| *agreement);
                (cell.map(|cell| cell.verdict.label()), agreed)
            }
        };
        let compared = agreement.filter(|agreement| *agreement != Agreement::Open);
        let answer = answer.filter(|_| compared.is_some()).map(str::to_lowercase);
        WalkRecord { what: check.words(), answer, agreement: compared }
    }

    /// How far the review is after so many keys.
    pub fn going(&self, keys: usize) -> &Going {
        keys.checked_sub(1).and_then(|last| self.shots.get(last)).map_or(&self.begun, |shot| &shot.going)
    }

    /// The program in front of the claims, and what it asks for.
    pub(super) fn program(&self) -> Result<(App, Vec<Effect>), KeymapError> {
        let area = Size { width: self.header.width, height: self.header.height };
        let start = Start { training: Some(self.place.clone()), ..Start::default() };
        App::starting(&self.settings, area, start)
    }
}

/// What must be done outside was done when the reel was made; its answers are among the messages.
fn play(app: &mut App, messages: &[Message]) {
    for message in messages {
        drop(app.update(message.clone()));
    }
}

/// A moment of a reel: the program after so many keys.
#[derive(Debug, Clone)]
pub struct Moment {
    reel: Arc<Reel>,
    keys: usize,
    app: Box<App>,
    /// The program before the first key and after every so many, as far as it was played.
    kept: Vec<App>,
}

impl PartialEq for Moment {
    fn eq(&self, other: &Self) -> bool {
        self.keys == other.keys && self.reel == other.reel
    }
}

impl Moment {
    /// The moment before the first key: the claim is open.
    pub fn first(reel: Arc<Reel>) -> Result<Self, KeymapError> {
        let (mut app, _) = reel.program()?;
        play(&mut app, &reel.opening);
        Ok(Self { reel, keys: 0, kept: vec![app.clone()], app: Box::new(app) })
    }

    /// The reel.
    pub fn reel(&self) -> &Reel {
        &self.reel
    }

    /// Keys that were played.
    pub const fn keys(&self) -> usize {
        self.keys
    }

    /// The program.
    pub fn app(&self) -> &App {
        &self.app
    }

    /// The key that was played last.
    pub fn last(&self) -> Option<&Shot> {
        self.reel.shots.get(self.keys.checked_sub(1)?)
    }

    /// The key that comes next.
    pub fn next(&self) -> Option<&Shot> {
        self.reel.shots.get(self.keys)
    }

    /// How far the review is.
    pub fn going(&self) -> &Going {
        self.reel.going(self.keys)
    }

    /// Goes to the moment after so many keys, on or back.
    pub fn go_to(&mut self, keys: usize) {
        let keys = keys.min(self.reel.shots.len());
        let near = (keys / APART).min(self.kept.len().saturating_sub(1));
        if (keys < self.keys || near * APART > self.keys)
            && let Some(app) = self.kept.get(near)
        {
            (*self.app, self.keys) = (app.clone(), near * APART);
        }
        for shot in self.reel.shots.get(self.keys..keys).unwrap_or_default() {
            play(&mut self.app, &shot.messages);
            self.keys += 1;
            if self.keys == self.kept.len() * APART {
                self.kept.push((*self.app).clone());
            }
        }
    }
}
