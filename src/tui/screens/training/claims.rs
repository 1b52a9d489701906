//! The claims of a session: which are answered, what they earned where that may be told, which come back.
//!
//! The lowest layer in training. A claim that was missed and is due stands before the others.

use crate::desk::Reading;
use crate::desk::training::calibration::GroupAccess;
use crate::desk::training::{TrainingList, TrainingRow, TrainingState};
use crate::domain::{ClaimId, Mode};
use crate::text::clean;
use crate::tui::command::{Command, Scope, TrainingCommand};
use crate::tui::context::Context;
use crate::tui::layers::{Focus, Layer, Surface};
use crate::tui::layout;
use crate::tui::message::{Effect, Ending, Reply, Request, Step, TrainingRequest};
use crate::tui::notices::Notice;
use crate::tui::overlays::Confirm;
use crate::tui::theme::Tint;
use crate::tui::widgets::fit::{fit, pad, wrap};
use crate::tui::widgets::list::{Cursor, rows};
use crate::tui::widgets::pane::{Label, pane, sentences};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};

/// What a calibration is like.
const BLIND: &str = "Everybody answers the same claims, each once and alone. Then all look at what was said.";

/// The claims of a session.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TrainingScreen {
    list: Option<Box<TrainingList>>,
    /// Positions in the list, those that are due first.
    order: Vec<usize>,
    cursor: Cursor,
    stale: bool,
}

impl TrainingScreen {
    /// Opens the list; the step asks for its claims.
    pub fn open() -> (Self, Vec<Step>) {
        (Self::default(), vec![ask(TrainingRequest::List)])
    }

    /// Asks again when it is looked at after something was answered.
    pub fn freshen(&mut self) -> Vec<Step> {
        if std::mem::take(&mut self.stale) { vec![ask(TrainingRequest::List)] } else { Vec::new() }
    }

    fn row(&self, at: usize) -> Option<&TrainingRow> {
        self.list.as_ref()?.rows.get(*self.order.get(at)?)
    }

    fn chosen(&self) -> Option<&TrainingRow> {
        self.row(self.cursor.index())
    }

    fn take(&mut self, list: &TrainingList, context: &Context) {
        let first = self.list.is_none();
        let chosen = self.chosen().map(|row| row.claim_id.clone());
        let mut order: Vec<usize> = (0..list.rows.len()).collect();
        order.sort_by_key(|at| list.rows.get(*at).is_none_or(|row| !is_due(row, list)));
        self.list = Some(Box::new(list.clone()));
        self.order = order;
        let begun = |row: &TrainingRow| matches!(row.state, TrainingState::Begun { .. });
        let open = |row: &TrainingRow| !matches!(row.state, TrainingState::Done { .. }) || is_due(row, list);
        let same = |row: &TrainingRow| Some(&row.claim_id) == chosen.as_ref();
        let find = |wanted: &dyn Fn(&TrainingRow) -> bool| {
            (0..self.order.len()).find(|at| self.row(*at).is_some_and(wanted))
        };
        let at = if first { find(&begun).or_else(|| find(&open)) } else { find(&same) };
        self.cursor.put(at.unwrap_or(0) as u64, Self::height(context));
    }

    fn height(context: &Context) -> u64 {
        layout::pane_rows(layout::body(context.area)).saturating_sub(7).max(1)
    }

    fn act(&self, command: TrainingCommand) -> Vec<Step> {
        let (Some(list), Some(row)) = (&self.list, self.chosen()) else { return Vec::new() };
        let id = row.claim_id.clone();
        match (command, &row.state) {
            (TrainingCommand::Record | TrainingCommand::Walks, _) => Vec::new(),
            (TrainingCommand::Group, _) => group(list),
            (TrainingCommand::Open, TrainingState::Done { .. }) if list.group.is_some() => group(list),
            (TrainingCommand::Retry, TrainingState::Done { .. }) => vec![ask(TrainingRequest::Retry(id))],
            (TrainingCommand::Retry, _) => {
                vec![Step::Tell(Notice::info("It is not answered yet. Enter opens it."))]
            }
            (TrainingCommand::Open, TrainingState::Done { .. }) if is_due(row, list) => {
                vec![ask(TrainingRequest::Retry(id))]
            }
            (TrainingCommand::Open, TrainingState::Done { .. }) => vec![ask(TrainingRequest::Debrief(id))],
            (TrainingCommand::Open, _) => vec![Request::Open(id).into()],
        }
    }

    /// Notes on requirements that were written in a calibration.
    pub fn notes(&self) -> Vec<Reading> {
        let notes = self.list.iter().flat_map(|list| &list.notes);
        notes.map(|note| note.reading.clone()).collect()
    }

    /// What the pack is for, and how far the session is.
    fn about(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) {
        let Some(list) = &self.list else { return };
        let done = list.rows.iter().filter(|row| matches!(row.state, TrainingState::Done { .. })).count();
        let points = list.rows.iter().filter_map(|row| match row.state {
            TrainingState::Done { points } => points,
            _ => None,
        });
        let (kept, full) = points.fold((0, 0), |sum, points| (sum.0 + points.0, sum.1 + points.1));
        // Of live claims only the most urgent are listed.
        let of = if is_live(context) { String::new() } else { format!(" of {}", list.rows.len()) };
        let mut note = format!("{done}{of} answered");
        if full > 0 {
            note = format!("{note}, {kept} of {full} points");
        }
        let inside =
            pane(frame, area, Label { title: "What this is for", note: &note, focused: false }, context);
        let mut words: Vec<String> = list.aims.iter().map(|aim| clean::one_line(aim)).collect();
        if list.group.is_some() {
            words.insert(0, BLIND.to_owned());
        } else if !list.told {
            words.insert(0, "Nothing is told before the last claim is answered.".to_owned());
        }
        let width = usize::from(inside.width.saturating_sub(4));
        let lines = words.iter().flat_map(|aim| {
            wrap(aim, width).into_iter().enumerate().map(|(nth, part)| {
                let lead = if nth == 0 { context.glyphs.dot } else { " " };
                Line::styled(format!(" {lead} {part}"), context.theme.style(Tint::Muted))
            })
        });
        for (line, y) in lines.zip(inside.y..inside.bottom()) {
            frame.render_widget(line, Rect { y, height: 1, ..inside });
        }
    }
}

fn is_due(row: &TrainingRow, list: &TrainingList) -> bool {
    row.due.is_some_and(|due| due <= list.now)
}

/// Whether live claims are played.
fn is_live(context: &Context) -> bool {
    context.training.as_ref().is_some_and(|place| place.mode == Mode::Shadow)
}

/// What everybody said, or why it is not shown.
fn group(list: &TrainingList) -> Vec<Step> {
    let look = || ask(TrainingRequest::Meeting);
    match list.group {
        Some(GroupAccess::Open) => vec![look()],
        Some(GroupAccess::Leading) => {
            let question = "You have not answered every claim. Once you see what the others said, your answers \
                            would not be blind, and none is taken any more.";
            let confirm = Confirm::new(question, "Yes, I lead and do not answer.", vec![look()]);
            vec![Step::Push(Box::new(Layer::Confirm(confirm)))]
        }
        Some(GroupAccess::Closed) => {
            let words = "What the others said is shown once you have answered the last claim.";
            vec![Step::Tell(Notice::info(words))]
        }
        None => Vec::new(),
    }
}

fn ask(request: TrainingRequest) -> Step {
    Request::Training(request).into()
}

impl Surface for TrainingScreen {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Training, Scope::List, Scope::Everywhere]
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Option<Focus> {
        let split = Layout::vertical([Constraint::Min(4), Constraint::Length(7)]);
        let (list, about) = layout::with_detail(area, &split);
        if let Some(about) = about {
            self.about(frame, about, context);
        }
        let inside = pane(frame, list, Label { title: "Claims", note: "", focused: true }, context);
        let Some(shown) = &self.list else {
            sentences(frame, inside, "Reading.", context);
            return Some(Focus { at: inside.as_position(), caret: true });
        };
        let width = usize::from(inside.width);
        rows(frame, inside, (self.cursor, self.order.len()), |at, selected| {
            self.row(at).map(|row| drawn(row, shown, (width, selected), context)).unwrap_or_default()
        })
        .or(Some(Focus { at: inside.as_position(), caret: true }))
    }

    fn command(&mut self, command: Command, context: &Context) -> Vec<Step> {
        match command {
            Command::Training(TrainingCommand::Walks) => return vec![Effect::Quit(Ending::ToWalks).into()],
            Command::Training(command) => return self.act(command),
            Command::List(command) => self.cursor.go(command, self.order.len() as u64, Self::height(context)),
            _ => {}
        }
        Vec::new()
    }

    fn reply(&mut self, reply: &Reply, context: &Context) -> Vec<Step> {
        match reply {
            Reply::Training(list) => self.take(list, context),
            Reply::Judged(_)
            | Reply::Decided(_)
            | Reply::Retried(_)
            | Reply::Opened(_)
            | Reply::Meeting(_) => self.stale = true,
            Reply::NotesKept(notes) => {
                if let Some(list) = &mut self.list {
                    list.notes.clone_from(notes);
                }
            }
            _ => {}
        }
        Vec::new()
    }

    fn status(&self, context: &Context) -> Line<'static> {
        let Some((row, list)) = self.chosen().zip(self.list.as_ref()) else { return Line::default() };
        let key = context.key("training.group");
        let words = match (&row.state, row.not_compared) {
            _ if list.group.is_some() => {
                &format!("Enter opens the claim. After your last answer {key} shows what all said.")
            }
            _ if is_due(row, list) => "Missed before and due again: Enter tries it anew.",
            (_, Some(why)) => &format!("Answered. {why}"),
            (TrainingState::Done { .. }, None) if is_live(context) => {
                "Enter compares with the real decision."
            }
            (TrainingState::Done { .. }, None) => "Enter compares with the answer.",
            _ => "Enter opens the claim; q leaves training. Everything is kept.",
        };
        Line::styled(format!(" {words}"), context.theme.style(Tint::Muted))
    }

    fn title(&self) -> Option<String> {
        Some("Claims".to_owned())
    }

    fn claim_id(&self) -> Option<&ClaimId> {
        self.chosen().map(|row| &row.claim_id)
    }
}

fn drawn(
    row: &TrainingRow,
    list: &TrainingList,
    (cells, selected): (usize, bool),
    context: &Context,
) -> Line<'static> {
    let (theme, glyphs) = (context.theme, &context.glyphs);
    let (state, tint) = match &row.state {
        TrainingState::NotBegun => ("not begun".to_owned(), Tint::Faint),
        TrainingState::Begun { judged, of } => (format!("{judged} of {of} judged"), Tint::Unclear),
        TrainingState::Done { points: None } => ("answered".to_owned(), Tint::Met),
        TrainingState::Done { points: Some((kept, full)) } => {
            (format!("{kept} of {full} points"), if kept == full { Tint::Met } else { Tint::Unclear })
        }
    };
    let back = if is_due(row, list) { "due again" } else { "" };
    let line = Line::from(vec![
        Span::styled(if selected { glyphs.selected } else { " " }, theme.style(Tint::Key)),
        Span::styled(format!(" {} ", row.claim_id), theme.style(Tint::Title)),
        Span::styled(pad(&state, 17, glyphs), theme.style(tint)),
        Span::styled(pad(back, 11, glyphs), theme.style(Tint::Training)),
        Span::styled(
            fit(&clean::one_line(&row.parties), cells.saturating_sub(41), glyphs),
            theme.style(Tint::Text),
        ),
    ]);
    if selected { line.patch_style(theme.selection()) } else { line }
}
