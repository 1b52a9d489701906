//! The whole state of the terminal front end: what happened goes in, what must be done comes out.
//!
//! Pure: no clock, no files, no threads, no terminal. The same messages lead to the same state and effects.

mod commands;
pub(in crate::tui) mod lease;
pub(in crate::tui) mod recording;
mod replies;
mod start;
mod view;

pub use start::{Handed, Settings, Start, TrainingChoice, Walks};

use crate::desk::Failure;
use crate::desk::training::PackSummary;
use crate::domain::ClaimId;
use crate::tui::chord::Chord;
use crate::tui::command::{Command, Disabled, TrainingCommand, commands};
use crate::tui::context::Context;
use crate::tui::glyphs;
use crate::tui::keymap::{Keymap, KeymapError, Press};
use crate::tui::layers::{Layer, Layers};
use crate::tui::message::{Effect, Ending, JobId, JobSpec, Message, Pressed, Purpose, Request, Step};
use crate::tui::notices::{Notice, Notices};
use crate::tui::overlays::RunningJob;
use crate::tui::theme::Theme;
use ratatui::layout::Size;
use recording::Recording;
use std::time::Duration;

/// Two keys closer together than this were not typed by a person; a key that commits is then ignored.
const BURST: Duration = Duration::from_millis(40);

/// The state.
#[derive(Debug, Clone)]
pub struct App {
    context: Context,
    layers: Layers,
    keys: Keymap,
    notices: Notices,
    /// Jobs that run, also those too short to speak of.
    jobs: Vec<(JobId, JobSpec)>,
    next_job: u64,
    last_key: Option<Duration>,
    /// The claim decided last here and not withdrawn since.
    last_decided: Option<ClaimId>,
    /// The claim whose lease is kept.
    open_claim: Option<lease::OpenClaim>,
    /// Claims in the order they were opened, the open one last.
    trail: Vec<ClaimId>,
    ended: Option<Ending>,
    failure: Option<Failure>,
    packs: Vec<PackSummary>,
    /// What is opened next, when the program ends for it.
    chosen: Option<TrainingChoice>,
    /// Text of the person's own `keys.toml`.
    bindings: Option<String>,
    recording: Recording,
    /// Notes that a desk is asked about once it is open.
    handed: Option<Handed>,
}

impl App {
    /// The first state at a desk, and what must be done first.
    pub fn new(settings: &Settings, area: Size) -> Result<(Self, Vec<Effect>), KeymapError> {
        Self::starting(settings, area, Start::default())
    }

    /// The first state at a desk or in training, and what must be done first.
    pub fn starting(
        settings: &Settings,
        area: Size,
        start: Start,
    ) -> Result<(Self, Vec<Effect>), KeymapError> {
        let (root, steps) = start.lowest_layer();
        let walking = start.walks.is_some();
        let in_training = start.training.is_some() && !walking;
        let glyphs = if settings.ascii { glyphs::ASCII } else { glyphs::UNICODE };
        let title = if start.training.is_some() { "Opening the claims" } else { "Opening the desk" };
        let opening = RunningJob { id: JobId::OPENING, title, progress: None };
        let keys = Keymap::new(settings.keys.as_deref())?;
        let named = commands().filter_map(|spec| Some((spec.name, keys.first_key(spec.command)?)));
        let context = Context {
            theme: Theme::new(settings.theme),
            glyphs,
            area,
            desk: None,
            jobs: if walking { Vec::new() } else { vec![opening] },
            training: start.training,
            walking,
            recording: None,
            keys: std::sync::Arc::new(named.collect()),
        };
        let mut app = Self {
            context,
            layers: Layers::new(root),
            keys,
            notices: Notices::default(),
            jobs: Vec::new(),
            next_job: 1,
            last_key: None,
            last_decided: None,
            open_claim: None,
            trail: Vec::new(),
            ended: None,
            failure: None,
            packs: start.packs,
            chosen: None,
            bindings: settings.keys.clone(),
            recording: start
                .record
                .filter(|_| in_training)
                .map_or(Recording::Off, |file| Recording::Next(Some(file))),
            handed: start.handed,
        };
        app.show_recording();
        let mut effects = if walking { Vec::new() } else { vec![Effect::Ask(Request::Info)] };
        effects.extend(app.settle(steps));
        Ok((app, effects))
    }

    /// Takes what happened and answers what must be done.
    pub fn update(&mut self, message: Message) -> Vec<Effect> {
        let effects = match std::mem::take(&mut self.recording) {
            Recording::Running(recorder) => self.update_recorded(recorder, message),
            before => {
                self.recording = before;
                self.advance_unrecorded(message)
            }
        };
        self.show_recording();
        effects
    }

    /// Takes what happened and answers what must be done, recorded or not.
    fn advance(&mut self, message: Message) -> Vec<Effect> {
        let mut effects = self.react(message);
        effects.extend(self.freshen());
        if self.ended.is_none() {
            effects.extend(self.keep_lease());
        }
        effects
    }

    fn react(&mut self, message: Message) -> Vec<Effect> {
        let steps = match message {
            Message::Key(pressed) => return self.press(pressed),
            Message::Pasted(text) => self.layers.top_mut().surface_mut().paste(&text, &self.context),
            Message::Resized(area) => {
                self.context.area = area;
                let context = &self.context;
                self.layers.iter_mut().flat_map(|layer| layer.surface_mut().resized(context)).collect()
            }
            Message::Progress(id, progress) => {
                if let Some(job) = self.context.jobs.iter_mut().find(|job| job.id == id) {
                    job.progress = Some(progress);
                }
                Vec::new()
            }
            Message::JobEnded(id) => {
                self.jobs.retain(|(known, _)| *known != id);
                self.context.jobs.retain(|job| job.id != id);
                Vec::new()
            }
            Message::NotOpened(failure) => {
                self.failure = Some(failure);
                vec![Effect::Quit(Ending::NotOpened).into()]
            }
            Message::Done(reply) => self.take_reply(reply),
            Message::Failed(purpose, failure) => {
                let context = &self.context;
                self.layers.iter_mut().for_each(|layer| {
                    layer.surface_mut().failed(purpose, &failure, context);
                });
                // The queue shows beside the filter why it cannot be read, at every key that is typed.
                if purpose != Purpose::Queue {
                    self.notices.tell(Notice::failure(&failure));
                }
                Vec::new()
            }
            Message::Woken => {
                let context = &self.context;
                self.layers.iter_mut().flat_map(|layer| layer.surface_mut().woken(context)).collect()
            }
            Message::Edited(text) => self.layers.top_mut().surface_mut().edited(text, &self.context),
            Message::Resumed => vec![Effect::Redraw.into()],
            Message::SuspendAsked => vec![Effect::Suspend.into()],
            Message::Ended(ending) => vec![Effect::Quit(ending).into()],
        };
        self.settle(steps)
    }

    /// Reads the queue anew when it is looked at again after something was recorded.
    fn freshen(&mut self) -> Vec<Effect> {
        let steps = match self.layers.top_mut() {
            Layer::Queue(queue) => queue.freshen(),
            Layer::Training(claims) => claims.freshen(),
            _ => Vec::new(),
        };
        self.settle(steps)
    }

    /// Why the program shall end, once it shall.
    pub fn ended(&self) -> Option<Ending> {
        self.ended
    }

    /// What to train with next, when the program ended for it.
    pub fn chosen(&self) -> Option<&TrainingChoice> {
        self.chosen.as_ref()
    }

    /// Notes that were written in the calibration that is left.
    pub fn handed(&self) -> Option<Handed> {
        let session = self.context.training.as_ref()?.session.clone()?;
        let notes = self.layers.training()?.notes();
        (!notes.is_empty()).then_some(Handed { session, notes })
    }

    /// Why the desk could not be opened.
    pub fn failure(&self) -> Option<&Failure> {
        self.failure.as_ref()
    }

    /// The layers, for tests and for drawing.
    pub fn layers(&self) -> &Layers {
        &self.layers
    }

    /// What every layer may look at.
    pub fn context(&self) -> &Context {
        &self.context
    }

    /// The notice on the bottom line.
    pub fn notice(&self) -> Option<&Notice> {
        self.notices.shown()
    }

    fn press(&mut self, pressed: Pressed) -> Vec<Effect> {
        let pause = self.last_key.map(|last| pressed.at.saturating_sub(last));
        self.last_key = Some(pressed.at);
        self.notices.seen();
        let chord = Chord::of(pressed.key);
        let begun = self.keys.pending().to_vec();
        if !begun.is_empty() && chord.is_escape() {
            self.keys.forget();
            return Vec::new();
        }
        match self.keys.press(self.layers.top().surface().scopes(), chord) {
            Press::Command(command) => {
                let hasty = pause.is_some_and(|pause| pause < BURST);
                if hasty && command.spec().is_some_and(|spec| spec.deliberate) {
                    let words =
                        "Keys came faster than anybody types, so nothing was committed. Press the key again.";
                    self.notices.tell(Notice::warning(words));
                    return Vec::new();
                }
                self.run(command)
            }
            Press::Pending => Vec::new(),
            Press::Unbound if begun.is_empty() => {
                let steps = self.layers.top_mut().surface_mut().type_key(pressed.key, &self.context);
                self.settle(steps)
            }
            Press::Unbound => {
                let keys =
                    begun.iter().chain([&chord]).map(ToString::to_string).collect::<Vec<_>>().join(" ");
                self.notices.tell(Notice::warning(format!("{keys} is bound to nothing here.")));
                Vec::new()
            }
        }
    }

    /// Runs a command if it can be run now; says why otherwise.
    fn run(&mut self, command: Command) -> Vec<Effect> {
        if let Some(Err(Disabled(reason))) = command.spec().map(|spec| (spec.available)(self)) {
            self.notices.tell(Notice::warning(reason));
            return Vec::new();
        }
        let steps = match command {
            Command::App(command) => self.app_command(command),
            Command::Training(TrainingCommand::Record) => vec![Step::Tell(self.toggle_recording())],
            command => self.layers.top_mut().surface_mut().command(command, &self.context),
        };
        self.settle(steps)
    }

    /// Takes the steps in order and collects what must be done outside.
    fn settle(&mut self, steps: Vec<Step>) -> Vec<Effect> {
        let mut effects = Vec::new();
        for step in steps {
            match step {
                Step::Perform(effect) => {
                    if let Effect::Quit(ending) = effect {
                        self.ended.get_or_insert(ending);
                        effects.extend(self.leave_all());
                    }
                    effects.push(effect);
                }
                Step::Start(spec) => effects.extend(self.start(spec)),
                Step::Train(choice) => {
                    self.chosen = Some(choice);
                    effects.extend(self.settle(vec![Effect::Quit(Ending::ToTraining).into()]));
                }
                Step::Push(layer) => self.layers.push(*layer),
                Step::Close => drop(self.layers.pop()),
                Step::Answer(answer) => {
                    self.layers.pop();
                    let more = self.layers.top_mut().surface_mut().answered(answer, &self.context);
                    effects.extend(self.settle(more));
                }
                Step::Theme(name) => self.context.theme = Theme::new(name),
                Step::Tell(notice) => self.notices.tell(notice),
                Step::Run(command) => effects.extend(self.run(command)),
            }
        }
        effects
    }

    /// Numbers a job and starts it; a job of the same kind that still runs is cancelled.
    fn start(&mut self, spec: JobSpec) -> Vec<Effect> {
        let same = |(_, running): &&(JobId, JobSpec)| {
            std::mem::discriminant(running) == std::mem::discriminant(&spec)
        };
        let mut effects: Vec<Effect> =
            self.jobs.iter().filter(same).map(|(id, _)| Effect::Cancel(*id)).collect();
        let id = JobId(self.next_job);
        self.next_job += 1;
        if let Some(title) = spec.title() {
            self.context.jobs.push(RunningJob { id, title, progress: None });
        }
        self.jobs.push((id, spec.clone()));
        effects.push(Effect::Start(id, spec));
        effects
    }

    /// The claim that the nearest layer is about.
    fn claim_id(&self) -> Option<ClaimId> {
        let layers: Vec<&Layer> = self.layers.iter().collect();
        layers.into_iter().rev().find_map(|layer| layer.surface().claim_id().cloned())
    }
}

/// The keys pressed so far, as shown.
fn shown(chords: &[Chord]) -> String {
    chords.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}
