//! Plays a log once: the program as it is, on a session that is thrown away, one key after another.
//!
//! After each key everything that follows is carried out to its end, in the order in which it was while the log was
//! recorded. The command a key runs and what it records are compared with the log; at the first difference the reel ends.

use super::reel::{Broken, Reel, Shot};
use crate::desk::training::Stage;
use crate::desk::{Failure, FailureKind, Job, Progress};
use crate::domain::{Checklist, DecisionKind, Judged, KeyLog, LogCheck, LogInput, LoggedKey};
use crate::text::clean;
use crate::tui::app::recording::{does, judged};
use crate::tui::app::{App, Settings};
use crate::tui::chord::Chord;
use crate::tui::command::{Command, CommandSpec};
use crate::tui::context::TrainingPlace;
use crate::tui::message::{Effect, JobId, JobSpec, Message, Pressed, Purpose, Reply, Request};
use crate::tui::runtime::{Clerk, guarded};
use ratatui::layout::Size;
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

/// Commands after which a class is told the answer to the cell in focus: it is asked before.
const TELLS: &[&str] = &["lesson.reveal"];

/// Commands with which a verdict begins.
const JUDGES: &[&str] = &[
    "review.met",
    "review.not-met",
    "review.unclear",
    "review.not-applicable",
    "review.note",
    "select.met",
    "review.confirm",
];

/// Commands with which a decision begins.
const DECIDES: &[&str] = &["review.decide", "lesson.next"];

/// Plays a log from its first key to its last, or to the first one that does something else than was recorded.
pub fn project(log: &KeyLog, stage: Stage, settings: &Settings, job: &Job) -> Result<Reel, Failure> {
    let mut projector = Projector::begin(log, stage, settings)?;
    for key in &log.keys {
        let done = projector.reel.shots.len() as u64;
        let total = Some(log.keys.len() as u64);
        job.checkpoint(Progress { stage: "Playing the review", done, total, problems: 0 }).map_err(|_| {
            Failure::new(FailureKind::Refused, "The walk-through was not opened.", "It was stopped.")
        })?;
        if let Err(why) = projector.play(key) {
            let key = projector.reel.shots.len() + 1;
            projector.reel.broken = Some(Broken { key, why });
            break;
        }
    }
    projector.reel.ask_before_judgements();
    Ok(projector.reel)
}

/// The program on its stage.
struct Projector {
    stage: Stage,
    app: App,
    reel: Reel,
    /// Everything recorded so far.
    judged: Option<Judged>,
    decided: Option<DecisionKind>,
    at: Duration,
}

impl Projector {
    /// Opens the claim, as it was when the recording began.
    fn begin(log: &KeyLog, mut stage: Stage, settings: &Settings) -> Result<Self, Failure> {
        let header = &log.header;
        let gold = stage.gold().clone();
        let untouched = Judged::of(&Checklist::default(), &[]);
        let reel = Reel {
            header: header.clone(),
            settings: Settings { keys: header.bindings.clone(), ..settings.clone() },
            place: TrainingPlace {
                title: stage.session().title().to_owned(),
                mode: header.mode,
                session: None,
                from_desk: false,
            },
            opening: Vec::new(),
            begun: Arc::new(gold.compare(&untouched, None)),
            gold,
            shots: Vec::new(),
            broken: None,
            changed: stage.changed().map(str::to_owned),
            whole: log.end.is_some(),
        };
        let (app, first) = reel.program().map_err(|error| {
            Failure::new(FailureKind::Data, "The keys of the walk-through cannot be used.", error.to_string())
        })?;
        let mut projector = Self { stage, app, reel, judged: None, decided: None, at: Duration::ZERO };
        let open = Effect::Ask(Request::Open(header.claim_id.clone()));
        for effects in [first, vec![open]] {
            let messages = projector.carry_out(effects);
            projector.reel.opening.extend(messages);
        }
        projector.judged = judged(&projector.app);
        if projector.judged.is_none() {
            let why = format!("Claim {} was not opened.", header.claim_id);
            return Err(Failure::new(FailureKind::Data, "The walk-through cannot be played.", why));
        }
        Ok(projector)
    }

    /// Plays one key; why it is another one than was recorded, if it is.
    fn play(&mut self, logged: &LoggedKey) -> Result<(), String> {
        if self.app.ended().is_some() || !self.is_open() {
            return Err("The claim was left before this key.".to_owned());
        }
        let wait = Duration::from_millis(logged.after);
        let at = self.at + wait;
        let (message, does) = self.input(&logged.input, at)?;
        compare_commands(logged, does)?;
        let focus = self.app.layers().review().and_then(|review| review.focused_cell().cloned());
        let messages = self.carry_out_message(message);
        let checks = self.checks();
        if checks != logged.then {
            return Err(format!("It recorded {} and records {} now.", told(&logged.then), told(&checks)));
        }
        self.at = at;
        let going = match (&self.judged, checks.is_empty(), self.reel.shots.last()) {
            (Some(judged), false, _) => Arc::new(self.reel.gold.compare(judged, self.decided)),
            (_, _, Some(last)) => Arc::clone(&last.going),
            (..) => Arc::clone(&self.reel.begun),
        };
        let tells = does.is_some_and(|spec| TELLS.contains(&spec.name));
        let asks = focus.filter(|_| tells).and_then(|key| self.reel.gold.position(&key));
        let key = shown(&logged.input);
        self.reel.shots.push(Shot { at, wait, key, does, checks, going, asks, messages });
        Ok(())
    }

    /// What comes from the terminal, and the command a key runs.
    fn input(
        &self,
        input: &LogInput,
        at: Duration,
    ) -> Result<(Message, Option<&'static CommandSpec>), String> {
        Ok(match input {
            LogInput::Key(name) => {
                let chord = Chord::read(name).map_err(|error| clean::one_line(&format!("{error}.")))?;
                let key = chord.event();
                let command = does(&self.app, key).and_then(Command::spec);
                (Message::Key(Pressed { key, at }), command)
            }
            LogInput::Paste(text) => (Message::Pasted(text.clone()), None),
            LogInput::Edited(text) => (Message::Edited(text.clone()), None),
            LogInput::Size(width, height) => {
                (Message::Resized(Size { width: *width, height: *height }), None)
            }
        })
    }

    fn is_open(&self) -> bool {
        let open = self.app.layers().review().map(|review| &review.review().claim.claim_id);
        open == Some(&self.reel.header.claim_id)
    }

    /// What was recorded since it was asked last.
    fn checks(&mut self) -> Vec<LogCheck> {
        let now = judged(&self.app).filter(|_| self.is_open());
        let mut checks = match (&now, &self.judged) {
            (Some(now), Some(before)) => now.since(before),
            _ => Vec::new(),
        };
        checks.extend(self.decided.map(LogCheck::Decided));
        self.judged = now.or_else(|| self.judged.take());
        checks
    }

    fn carry_out_message(&mut self, message: Message) -> Vec<Message> {
        let effects = self.app.update(message.clone());
        let mut messages = vec![message];
        messages.extend(self.carry_out(effects));
        messages
    }

    /// Does what must be done outside to the very end; long work when nothing else is to be done.
    fn carry_out(&mut self, effects: Vec<Effect>) -> Vec<Message> {
        let (mut taken, mut later) = (Vec::new(), VecDeque::new());
        let mut waiting: VecDeque<Message> = VecDeque::new();
        let mut effects = effects;
        loop {
            for effect in effects.drain(..) {
                match effect {
                    Effect::Ask(request) => waiting.push_back(self.answer(request)),
                    Effect::Start(id, spec) => later.push_back((id, spec)),
                    // There is no terminal, and no editor: what came from it stands in the log.
                    Effect::Cancel(_)
                    | Effect::OpenEditor(_)
                    | Effect::Suspend
                    | Effect::Redraw
                    | Effect::Wake(_)
                    | Effect::Quit(_) => {}
                }
            }
            if waiting.is_empty()
                && let Some((id, spec)) = later.pop_front()
            {
                waiting.extend(self.work(id, &spec));
            }
            let Some(message) = waiting.pop_front() else { return taken };
            if let Message::Done(Reply::Decided(receipt)) = &message {
                self.decided = Some(receipt.recorded.decision.kind);
            }
            effects = self.app.update(message.clone());
            taken.push(message);
        }
    }

    fn answer(&mut self, request: Request) -> Message {
        let purpose = request.purpose();
        let reply = guarded(|| self.stage.session().carry_out(request));
        reply.map_or_else(|failure| Message::Failed(purpose, failure), Message::Done)
    }

    fn work(&mut self, id: JobId, spec: &JobSpec) -> [Message; 2] {
        let session = self.stage.session();
        let reply = guarded(|| {
            let product = session.prepare(spec).and_then(|task| task(&Job::silent()))?;
            session.take(product)
        });
        let told = reply.map_or_else(|failure| Message::Failed(Purpose::Job, failure), Message::Done);
        [told, Message::JobEnded(id)]
    }
}

impl Reel {
    /// Notes before which keys a class can be asked: those with which a verdict or the decision begins.
    fn ask_before_judgements(&mut self) {
        let mut after = 0;
        for at in 0..self.shots.len() {
            let Some(shot) = self.shots.get(at).filter(|shot| shot.is_judgement()) else { continue };
            let decided = shot.checks.iter().any(|check| matches!(check, LogCheck::Decided(_)));
            let judged = shot.checks.iter().find_map(|check| match check {
                LogCheck::Cell(cell) if cell.verdict.is_some() => self.gold.position(&cell.key),
                _ => None,
            });
            let asks =
                if decided { Some((self.gold.cells.len(), DECIDES)) } else { judged.map(|at| (at, JUDGES)) };
            if let Some((about, begins)) = asks {
                let is_first = |shot: &Shot| shot.does.is_some_and(|spec| begins.contains(&spec.name));
                let range = self.shots.get(after..=at).unwrap_or_default();
                let first = range.iter().rposition(is_first).map_or(at, |found| after + found);
                if let Some(shot) = self.shots.get_mut(first) {
                    shot.asks = Some(about);
                }
            }
            after = at + 1;
        }
    }
}

/// The command a key ran when it was recorded has to be the one it runs now.
fn compare_commands(logged: &LoggedKey, does: Option<&'static CommandSpec>) -> Result<(), String> {
    let now = does.map(|spec| spec.name);
    if logged.does.as_deref() == now {
        return Ok(());
    }
    let quoted = |name: Option<&str>| name.map_or_else(|| "nothing".to_owned(), clean::one_line);
    let before = quoted(logged.does.as_deref().map(|name| name.get(..60).unwrap_or(name)));
    Err(format!("{} ran {before} and runs {} now.", shown(&logged.input), quoted(now)))
}

/// A key or whatever else came, as people read it.
fn shown(input: &LogInput) -> String {
    match input {
        LogInput::Key(name) => Chord::read(name)
            .map_or_else(|_| clean::one_line(name), |chord| clean::one_line(&chord.to_string())),
        LogInput::Paste(text) => format!("pasted {} letters", text.chars().count()),
        LogInput::Edited(Some(text)) => format!("{} letters from the editor", text.chars().count()),
        LogInput::Edited(None) => "nothing from the editor".to_owned(),
        LogInput::Size(width, height) => format!("window {width}x{height}"),
    }
}

fn told(checks: &[LogCheck]) -> String {
    let words: Vec<String> = checks.iter().map(|check| clean::one_line(&check.words())).collect();
    if words.is_empty() { "nothing".to_owned() } else { words.join("; ") }
}
