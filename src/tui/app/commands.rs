//! Commands of the program as a whole, and what the rows of the table ask about its state.

use super::App;
use crate::desk::DecisionState;
use crate::domain::ClaimId;
use crate::tui::command::{AppCommand, Command, CommandSpec, Disabled, Scope, commands};
use crate::tui::layers::{Layer, Surface};
use crate::tui::message::{Effect, Ending, Step};
use crate::tui::notices::Notice;
use crate::tui::overlays::{
    Confirm, Help, Jobs, MenuRow, NoticeList, Offer, Palette, ReasonFor, ReasonPick, ThemePick, counted_notes,
};
use crate::tui::screens::{
    AdjudicationScreen, ChangesScreen, ConflictsScreen, DifferencesScreen, ExpiriesScreen, HistoryScreen,
    OutboxScreen, PacksScreen, ReferenceScreen, StatisticsScreen,
};

impl App {
    pub(super) fn app_command(&mut self, command: AppCommand) -> Vec<Step> {
        let push = |layer: Layer| vec![Step::Push(Box::new(layer))];
        match command {
            AppCommand::Help => push(Layer::Help(self.help())),
            AppCommand::Palette => push(Layer::Palette(self.palette())),
            AppCommand::Back if self.layers.below_top().is_some() => vec![Step::Close],
            AppCommand::Back => self.quit(self.way_out()),
            AppCommand::Quit => self.quit(Ending::Quit),
            AppCommand::Escape | AppCommand::Interrupt => self.escape(),
            AppCommand::Withdraw => self.withdraw(),
            AppCommand::GoQueue => {
                self.layers.to_queue();
                Vec::new()
            }
            AppCommand::GoChanges if matches!(self.layers.top(), Layer::Changes(_)) => Vec::new(),
            AppCommand::GoChanges => opened(ChangesScreen::open(), Layer::Changes),
            AppCommand::GoConflicts if matches!(self.layers.top(), Layer::Conflicts(_)) => Vec::new(),
            AppCommand::GoConflicts => opened(ConflictsScreen::open(), Layer::Conflicts),
            AppCommand::GoExpiries if matches!(self.layers.top(), Layer::Expiries(_)) => Vec::new(),
            AppCommand::GoExpiries => opened(ExpiriesScreen::open(), Layer::Expiries),
            AppCommand::GoOutbox if matches!(self.layers.top(), Layer::Outbox(_)) => Vec::new(),
            AppCommand::GoOutbox => opened(OutboxScreen::open(), Layer::Outbox),
            AppCommand::GoDifferences if matches!(self.layers.top(), Layer::Differences(_)) => Vec::new(),
            AppCommand::GoDifferences => opened(DifferencesScreen::open(), Layer::Differences),
            AppCommand::GoReference => opened(ReferenceScreen::open(""), Layer::Reference),
            AppCommand::History => match self.claim_id() {
                Some(claim_id) => opened(HistoryScreen::open(claim_id), Layer::History),
                None => Vec::new(),
            },
            AppCommand::GoStatistics => opened(StatisticsScreen::open(), Layer::Statistics),
            AppCommand::GoTraining if matches!(self.layers.top(), Layer::Packs(_)) => Vec::new(),
            AppCommand::GoTraining => push(Layer::Packs(PacksScreen::new(self.packs.clone()))),
            AppCommand::Jobs => push(Layer::Jobs(Jobs::default())),
            AppCommand::Notices => push(Layer::Notices(NoticeList::new(&self.notices))),
            AppCommand::Theme => push(Layer::Theme(ThemePick::new(self.context.theme.name))),
            AppCommand::Suspend => vec![Effect::Suspend.into()],
            AppCommand::Redraw => vec![Effect::Redraw.into()],
        }
    }

    /// Where leaving the lowest layer leads.
    fn way_out(&self) -> Ending {
        let from_desk = self.context.training.as_ref().is_some_and(|place| place.from_desk);
        if from_desk { Ending::Back } else { Ending::Quit }
    }

    /// What a person should know on leaving the program, as a sentence.
    pub fn farewell(&self) -> Option<String> {
        match self.handed() {
            Some(handed) => Some(format!(
                "{} of {} stay in training; `proofdesk train calibrate --session {} --notes` prints them.",
                counted_notes(handed.notes.len()),
                handed.session,
                handed.session
            )),
            None => self.context.held_words(),
        }
    }

    fn quit(&self, ending: Ending) -> Vec<Step> {
        let quit = Effect::Quit(ending).into();
        match self.context.jobs.first() {
            None => vec![quit],
            Some(job) => {
                let question = format!("{} Leave nevertheless? It begins anew next time.", job.words());
                let confirm = Confirm::new(&question, "Yes, leave.", vec![quit]);
                vec![Step::Push(Box::new(Layer::Confirm(confirm)))]
            }
        }
    }

    fn escape(&self) -> Vec<Step> {
        if self.layers.below_top().is_some() {
            return vec![Step::Close];
        }
        if self.context.training.is_some() {
            let words = "Press q to leave training. Everything is saved already.";
            return vec![Step::Tell(Notice::info(words))];
        }
        let words = match self.context.desk.as_ref().map_or(0, |desk| desk.held) {
            0 => "Press q to leave the program. Everything is saved already.".to_owned(),
            held => format!("Press q to leave the program. Everything is saved already; {held} held."),
        };
        vec![Step::Tell(Notice::info(words))]
    }

    fn withdraw(&self) -> Vec<Step> {
        let ask = |(claim_id, purpose)| Layer::Reason(ReasonPick::new(purpose, claim_id));
        self.withdrawable().map(|found| Step::Push(Box::new(ask(found)))).into_iter().collect()
    }

    /// The decision that would be taken back, and how: of the claim in focus, or else the last one made here.
    fn withdrawable(&self) -> Option<(ClaimId, ReasonFor)> {
        let visible = self.layers.visible();
        let last = self.last_decided.clone().map(|claim_id| (claim_id, ReasonFor::Withdraw));
        visible.into_iter().rev().find_map(decided_claim).or(last)
    }

    /// Whether there is a decision to withdraw.
    pub(crate) fn can_withdraw(&self) -> Result<(), Disabled> {
        self.at_desk()?;
        Disabled::unless(self.withdrawable().is_some(), "There is no decision of this desk to withdraw here.")
    }

    /// Refuses in training what belongs to the desk.
    pub(crate) fn at_desk(&self) -> Result<(), Disabled> {
        Disabled::unless(
            self.context.training.is_none(),
            "This belongs to the desk, and you are in training.",
        )
    }

    /// Whether there is a pack to train with.
    pub(crate) fn has_packs(&self) -> Result<(), Disabled> {
        let refusal = "You are in training already. q on the list of claims leaves it.";
        Disabled::unless(self.context.training.is_none(), refusal)?;
        Disabled::unless(!self.packs.is_empty(), "There is no training pack.")
    }

    /// The claim that is open, if one is.
    pub(crate) fn review(&self) -> Option<&crate::tui::screens::ReviewScreen> {
        self.layers.review()
    }

    /// The difference that is being settled, if one is.
    pub(crate) fn adjudication(&self) -> Option<&AdjudicationScreen> {
        self.layers.adjudication()
    }

    /// Whether a claim is in focus.
    pub(crate) fn has_claim(&self) -> Result<(), Disabled> {
        Disabled::unless(self.claim_id().is_some(), "No claim is selected.")
    }

    /// Whether long work is running.
    pub(crate) fn has_jobs(&self) -> Result<(), Disabled> {
        Disabled::unless(!self.context.jobs.is_empty(), "Nothing is running.")
    }

    /// Whether the queue is filtered.
    pub(crate) fn has_filter(&self) -> Result<(), Disabled> {
        let filtered = self.layers.queue().is_some_and(crate::tui::screens::QueueScreen::has_filter);
        Disabled::unless(filtered, "There is no filter to save. Press / to type one.")
    }

    fn help(&self) -> Help {
        let scopes = self.layers.top().surface().scopes();
        let mut rows: Vec<&CommandSpec> = commands().filter(|spec| scopes.contains(&spec.scope)).collect();
        rows.sort_by_key(|spec| scopes.iter().position(|scope| *scope == spec.scope));
        let mut last = None;
        let offers = rows.into_iter().map(|spec| {
            let heading = if last == Some(spec.scope) { "" } else { spec.scope.title() };
            last = Some(spec.scope);
            self.offer(spec, scopes, heading)
        });
        let place = scopes.first().map_or("Help", |scope| scope.title());
        Help::new(place, offers.collect())
    }

    fn palette(&self) -> Palette {
        let scopes = self.layers.top().surface().scopes();
        let (here, elsewhere): (Vec<&CommandSpec>, Vec<&CommandSpec>) =
            commands().partition(|spec| scopes.contains(&spec.scope));
        Palette::new(here.into_iter().chain(elsewhere).map(|spec| self.offer(spec, scopes, "")).collect())
    }

    fn offer(&self, spec: &'static CommandSpec, scopes: &[Scope], heading: &'static str) -> Offer {
        let refusal = if scopes.contains(&spec.scope) {
            (spec.available)(self).err().map(|Disabled(reason)| reason.into_owned())
        } else {
            Some(format!("This works elsewhere: {}.", spec.scope.title()))
        };
        let row = MenuRow {
            key: self.keys.keys(spec.command).join("  "),
            text: spec.title.to_owned(),
            note: refusal.clone().unwrap_or_else(|| spec.name.to_owned()),
            words: spec.name,
            detail: spec.detail,
            heading,
            disabled: refusal.is_some(),
        };
        Offer { command: spec.command, row, refusal }
    }
}

impl App {
    /// A command of the table by its stable name, for hints and tests.
    pub fn command_named(name: &str) -> Option<Command> {
        commands().find(|spec| spec.name == name).map(|spec| spec.command)
    }
}

/// The claim a layer is about, if a decision about it is in force, and how that one is taken back.
fn decided_claim(layer: &Layer) -> Option<(ClaimId, ReasonFor)> {
    let way = |held: bool| if held { ReasonFor::Withdraw } else { ReasonFor::Reopen };
    match layer {
        Layer::Review(screen) => {
            let found = screen.standing_decision()?;
            Some((found.decision.claim_id.clone(), way(found.state == DecisionState::Held)))
        }
        Layer::Queue(queue) => {
            let row = queue.selected_row().filter(|row| row.decided.is_some())?;
            Some((row.claim_id.clone(), way(row.held_until.is_some())))
        }
        Layer::Outbox(outbox) => Some((outbox.claim_id()?.clone(), ReasonFor::Withdraw)),
        _ => None,
    }
}

fn opened<S>((screen, steps): (S, Vec<Step>), layer: fn(S) -> Layer) -> Vec<Step> {
    std::iter::once(Step::Push(Box::new(layer(screen)))).chain(steps).collect()
}
