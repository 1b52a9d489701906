//! The conflicts of the snapshot: those whose time for new proof is over first. Never in the order of submission.

use crate::desk::{ConflictFilter, ConflictPage, ConflictRow};
use crate::domain::{ClaimId, ConflictKind, Party, WindowState};
use crate::text::clean;
use crate::tui::command::{Command, ConflictsCommand, Scope};
use crate::tui::context::Context;
use crate::tui::layers::{Focus, Layer, Surface};
use crate::tui::layout;
use crate::tui::message::{Answer, ConflictRequest, Reply, Request, Step};
use crate::tui::notices::Notice;
use crate::tui::overlays::{Prompt, Question};
use crate::tui::screens::{BatchScreen, ConflictScreen};
use crate::tui::theme::Tint;
use crate::tui::widgets::fit::{fit, pad};
use crate::tui::widgets::list::{Cursor, rows};
use crate::tui::widgets::pane::{Label, pane, sentences};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};

/// Title of a selection and the words it is asked with.
const SELECTIONS: &[(&str, &str)] = &[
    ("All conflicts", ""),
    ("Time for proof is over", "is:closed"),
    ("Incumbent silent", "is:silent"),
    ("Not everybody was told", "is:not-notified"),
    ("One partner family", "is:duplicate"),
];

/// Asked before a batch is planned.
const BATCH_WHY: Question = Question::ForBelow(
    "Settle what is shown as a batch",
    "Why, in one sentence for all rows? Recorded, never sent.",
);

/// What is shown: one of the fixed selections, or those like the one that was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Selection {
    /// Its place in the list.
    Fixed(usize),
    /// Its title and what it asks for.
    Like(String, ConflictFilter),
}

impl Default for Selection {
    fn default() -> Self {
        Self::Fixed(0)
    }
}

impl Selection {
    fn next(&self) -> Self {
        match self {
            Self::Fixed(at) => Self::Fixed((at + 1) % SELECTIONS.len()),
            Self::Like(..) => Self::default(),
        }
    }

    fn title(&self) -> &str {
        match self {
            Self::Fixed(at) => SELECTIONS.get(*at).map_or("", |(title, _)| title),
            Self::Like(title, _) => title,
        }
    }

    fn filter(&self) -> ConflictFilter {
        match self {
            // The words are those of the table above; a test asks with each of them.
            Self::Fixed(at) => {
                let words = SELECTIONS.get(*at).map_or("", |(_, words)| words);
                ConflictFilter::parse(words).unwrap_or_default()
            }
            Self::Like(_, filter) => filter.clone(),
        }
    }
}

/// The list of conflicts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ConflictsScreen {
    page: Option<Box<ConflictPage>>,
    selection: Selection,
    cursor: Cursor,
}

impl ConflictsScreen {
    /// Opens the list; the step asks for it.
    pub fn open() -> (Self, Vec<Step>) {
        let screen = Self::default();
        let ask = screen.ask();
        (screen, ask)
    }

    fn ask(&self) -> Vec<Step> {
        vec![Request::Conflict(ConflictRequest::List(self.selection.filter())).into()]
    }

    fn select(&mut self, selection: Selection) -> Vec<Step> {
        self.selection = selection;
        self.cursor = Cursor::default();
        self.page = None;
        self.ask()
    }

    fn rows(&self) -> &[ConflictRow] {
        self.page.as_ref().map_or(&[], |page| &page.rows)
    }

    fn chosen(&self) -> Option<&ConflictRow> {
        self.rows().get(self.cursor.index())
    }

    fn act(&mut self, command: ConflictsCommand) -> Vec<Step> {
        match command {
            ConflictsCommand::NextSelection => self.select(self.selection.next()),
            ConflictsCommand::SameChallenger => {
                let Some(row) = self.chosen() else { return Vec::new() };
                let names: Vec<&str> = row.conflict.challengers().map(Party::partner).collect();
                let title = format!("Same challenger: {}", clean::one_line(&names.join(" / ")));
                let filter = ConflictFilter::same_challengers(row);
                self.select(Selection::Like(title, filter))
            }
            ConflictsCommand::SameWorkload => {
                let Some(row) = self.chosen() else { return Vec::new() };
                let title = format!("Same workload: {}", clean::one_line(&row.conflict.key.subject));
                let filter = ConflictFilter::same_workload(row);
                self.select(Selection::Like(title, filter))
            }
            ConflictsCommand::Batch if self.rows().is_empty() => {
                vec![Step::Tell(Notice::warning("No conflict is shown. f shows another selection."))]
            }
            ConflictsCommand::Batch => {
                vec![Step::Push(Box::new(Layer::Prompt(Prompt::new(BATCH_WHY, ""))))]
            }
            ConflictsCommand::Open => {
                let Some(row) = self.chosen() else { return Vec::new() };
                let (screen, mut steps) = ConflictScreen::open(row.conflict.id.clone());
                steps.insert(0, Step::Push(Box::new(Layer::Conflict(Box::new(screen)))));
                steps
            }
        }
    }

    fn draw_detail(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) {
        let Some(row) = self.chosen() else { return };
        let title = format!("{} for {}", row.conflict.key.subject_in_words(), row.conflict.customer);
        let label = Label { title: &clean::one_line(&title), note: row.conflict.id.as_str(), focused: false };
        let inside = pane(frame, area, label, context);
        let mut words: Vec<String> = Vec::new();
        for (party, state) in row.conflict.parties.iter().zip(&row.standings) {
            let claim = party.claim.as_ref().map_or_else(String::new, |claim| {
                format!(", claim {}, {}", claim.claim_id, claim.status.label().to_lowercase())
            });
            words.push(format!(
                "{}: {}{claim}; {}",
                party.role.label(),
                party.partner(),
                state.answered.answer.label()
            ));
        }
        for near in &row.conflict.possibly_same {
            words.push(format!(
                "possibly the same: claim {} of {} ({})",
                near.claim.claim_id,
                near.claim.partner,
                near.nearness.label()
            ));
        }
        let words: Vec<String> = words.iter().map(|line| clean::one_line(line)).collect();
        sentences(frame, inside, &words.join("\n"), context);
    }
}

fn drawn(row: &ConflictRow, selected: bool, cells: usize, context: &Context) -> Line<'static> {
    let (theme, glyphs) = (&context.theme, &context.glyphs);
    let (window, tint) = window_in_words(row);
    let sign = match row.conflict.kind {
        ConflictKind::Conflict => (glyphs.conflict, Tint::Conflict),
        ConflictKind::Duplicate => ("=", Tint::Muted),
    };
    let parties: Vec<&str> = row.conflict.parties.iter().map(Party::partner).collect();
    let parties = format!("{} {}", clean::one_line(&row.conflict.customer), glyphs.dot)
        + " "
        + &clean::one_line(&parties.join(" / "));
    let room = cells.saturating_sub(38);
    let line = Line::from(vec![
        Span::styled(if selected { glyphs.selected } else { " " }, theme.style(Tint::Key)),
        Span::styled(format!("{} ", sign.0), theme.style(sign.1)),
        Span::styled(pad(&fit(&row.code, 7, glyphs), 8, glyphs), theme.style(Tint::Title)),
        Span::styled(pad(&window, 26, glyphs), theme.style(tint)),
        Span::styled(fit(&parties, room, glyphs), theme.style(Tint::Text)),
    ]);
    if selected { line.patch_style(theme.selection()) } else { line }
}

fn window_in_words(row: &ConflictRow) -> (String, Tint) {
    let day = row.window.ends_at.map(|at| at.format("%Y-%m-%d").to_string()).unwrap_or_default();
    match row.window.state {
        WindowState::NotNotified => ("not everybody was told".to_owned(), Tint::Unclear),
        WindowState::Open => (format!("proof until {day}"), Tint::Muted),
        WindowState::Closed if row.incumbent_silent() => (format!("ended {day}, silent"), Tint::Key),
        WindowState::Closed => (format!("ended {day}"), Tint::Key),
        WindowState::NoLimit => ("no time limit".to_owned(), Tint::Muted),
    }
}

/// The list over the parties of the chosen conflict.
fn split() -> Layout {
    Layout::vertical([Constraint::Percentage(60), Constraint::Percentage(40)])
}

impl Surface for ConflictsScreen {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Conflicts, Scope::List, Scope::Everywhere]
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Option<Focus> {
        let (list, detail) = layout::with_detail(area, &split());
        let list = if self.rows().is_empty() { area } else { list };
        let note = self.page.as_ref().map_or_else(String::new, |page| {
            format!("{} of {}, {} possibly the same", page.rows.len(), page.total, page.near_misses.len())
        });
        let label = Label { title: self.selection.title(), note: &note, focused: true };
        let inside = pane(frame, list, label, context);
        if self.rows().is_empty() {
            let words = if self.page.is_some() {
                "No conflict is like that.\n\nf shows another selection."
            } else {
                "Reading."
            };
            sentences(frame, inside, words, context);
            return Some(Focus { at: inside.as_position(), caret: true });
        }
        if let Some(detail) = detail {
            self.draw_detail(frame, detail, context);
        }
        let cells = usize::from(inside.width);
        rows(frame, inside, (self.cursor, self.rows().len()), |at, selected| {
            self.rows().get(at).map(|row| drawn(row, selected, cells, context)).unwrap_or_default()
        })
    }

    fn command(&mut self, command: Command, context: &Context) -> Vec<Step> {
        match command {
            Command::Conflicts(command) => return self.act(command),
            Command::List(command) => {
                let (list, _) = layout::with_detail(layout::body(context.area), &split());
                self.cursor.go(command, self.rows().len() as u64, layout::pane_rows(list));
            }
            _ => {}
        }
        Vec::new()
    }

    fn answered(&mut self, answer: Answer, _: &Context) -> Vec<Step> {
        let Answer::Text(_, why) = answer else { return Vec::new() };
        let conflicts = self.rows().iter().map(|row| row.conflict.id.clone()).collect();
        let (screen, mut steps) = BatchScreen::open(conflicts, why);
        steps.insert(0, Step::Push(Box::new(Layer::Batch(Box::new(screen)))));
        steps
    }

    fn reply(&mut self, reply: &Reply, _: &Context) -> Vec<Step> {
        if let Reply::Conflicts(page) = reply {
            self.page = Some(page.clone());
        }
        Vec::new()
    }

    fn title(&self) -> Option<String> {
        Some("Conflicts".to_owned())
    }

    fn claim_id(&self) -> Option<&ClaimId> {
        self.chosen().and_then(|row| row.conflict.claims().next()).map(|claim| &claim.claim_id)
    }
}
