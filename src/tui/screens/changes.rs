//! What changed since the snapshot that was open before, by kind of change.

use crate::desk::{
    Change, ChangeGroup, ClaimChange, ConflictChange, ConflictEvent, Earlier, SnapshotChanges,
};
use crate::domain::{ClaimId, Status};
use crate::text::clean;
use crate::tui::command::{ChangesCommand, Command, Scope};
use crate::tui::context::Context;
use crate::tui::layers::{Focus, Layer, Surface};
use crate::tui::layout;
use crate::tui::message::{JobSpec, Reply, Request, Step};
use crate::tui::notices::Notice;
use crate::tui::screens::ConflictScreen;
use crate::tui::theme::Tint;
use crate::tui::widgets::fit::{fit, pad};
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::pane::{Label, pane, sentences};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::{Line, Span};
use std::sync::Arc;

/// The changes, as far as they are known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ChangesScreen {
    changes: Option<Arc<SnapshotChanges>>,
    /// Whether the desk has answered, be it that nothing was compared yet.
    answered: bool,
    cursor: Cursor,
}

/// Something that changed.
#[derive(Clone, Copy)]
enum Entry<'a> {
    Conflict(&'a ConflictChange),
    Claim(&'a ClaimChange),
}

/// A row of the list.
enum Row<'a> {
    Heading(&'static str, usize),
    Entry(usize, Entry<'a>),
}

impl ChangesScreen {
    /// Opens the changes; the step asks for them.
    pub fn open() -> (Self, Vec<Step>) {
        (Self::default(), vec![Request::Changes.into()])
    }

    fn known(&self) -> Option<&SnapshotChanges> {
        self.changes.as_deref()
    }

    fn claims(&self) -> &[ClaimChange] {
        self.known().map_or(&[], |changes| &changes.claims)
    }

    fn conflicts(&self) -> &[ConflictChange] {
        self.known().map_or(&[], |changes| &changes.conflicts)
    }

    /// Conflicts first, then claims by kind of change.
    fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        let conflicts = self.conflicts().iter().map(Entry::Conflict);
        conflicts.chain(self.claims().iter().map(Entry::Claim))
    }

    fn len(&self) -> usize {
        self.conflicts().len() + self.claims().len()
    }

    fn chosen(&self) -> Option<Entry<'_>> {
        self.entries().nth(self.cursor.index())
    }

    fn rows(&self) -> Vec<Row<'_>> {
        let mut rows = Vec::new();
        let mut above = "";
        for (at, entry) in self.entries().enumerate() {
            let (heading, count) = match entry {
                Entry::Conflict(_) => ("Conflicts", self.conflicts().len()),
                Entry::Claim(claim) => {
                    (claim.group.heading(), self.known().map_or(0, |changes| changes.count(claim.group)))
                }
            };
            if above != heading {
                rows.push(Row::Heading(heading, count));
            }
            above = heading;
            rows.push(Row::Entry(at, entry));
        }
        rows
    }

    fn act(&mut self, command: ChangesCommand) -> Vec<Step> {
        match command {
            ChangesCommand::Compare => {
                self.changes = None;
                return vec![Step::Start(JobSpec::Changes)];
            }
            ChangesCommand::NextGroup => self.step_group(true),
            ChangesCommand::PreviousGroup => self.step_group(false),
            ChangesCommand::Open => return self.open_chosen(),
        }
        Vec::new()
    }

    fn open_chosen(&self) -> Vec<Step> {
        match self.chosen() {
            Some(Entry::Claim(ClaimChange { status: None, .. })) => {
                vec![Step::Tell(Notice::warning("The claim is not in this snapshot any more."))]
            }
            Some(Entry::Claim(claim)) => vec![Request::Open(claim.claim_id.clone()).into()],
            Some(Entry::Conflict(conflict)) if conflict.is_over() => {
                vec![Step::Tell(Notice::warning("The conflict is over."))]
            }
            Some(Entry::Conflict(conflict)) => {
                let (screen, mut steps) = ConflictScreen::open(conflict.id.clone());
                steps.insert(0, Step::Push(Box::new(Layer::Conflict(Box::new(screen)))));
                steps
            }
            None => Vec::new(),
        }
    }

    /// Goes to the first entry under the next heading, or under the one before.
    fn step_group(&mut self, onward: bool) {
        let rows = self.rows();
        let under = |pair: &[Row<'_>]| match pair {
            [Row::Heading(..), Row::Entry(at, _)] => Some(*at),
            _ => None,
        };
        let starts: Vec<usize> = rows.windows(2).filter_map(under).collect();
        let here = self.cursor.index();
        let group = starts.iter().rposition(|start| *start <= here).unwrap_or(0);
        let to = if onward { Some(group + 1) } else { group.checked_sub(1) };
        let at = to.and_then(|to| starts.get(to)).copied();
        self.cursor.at = at.map_or(self.cursor.at, |at| at as u64);
    }

    fn draw_list(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Option<Focus> {
        let known = self.known();
        let note = known.map_or_else(String::new, |changes| {
            format!("{} changed, {} the same", changes.claims.len(), changes.unchanged)
        });
        let label = Label { title: "Since the earlier snapshot", note: &note, focused: true };
        let inside = pane(frame, area, label, context);
        let rows = self.rows();
        if rows.is_empty() {
            self.draw_empty(frame, inside, context);
            return Some(Focus { at: inside.as_position(), caret: true });
        }
        let height = usize::from(inside.height);
        let selected = |row: &Row<'_>| matches!(row, Row::Entry(at, _) if *at == self.cursor.index());
        let at = rows.iter().position(selected).unwrap_or(0);
        let first = at.saturating_sub(height / 2).min(rows.len().saturating_sub(height));
        let mut focus = None;
        for ((place, row), y) in rows.iter().enumerate().skip(first).zip(inside.y..inside.bottom()) {
            if place == at {
                focus = Some(Focus { at: Position::new(inside.x, y), caret: false });
            }
            let line = drawn(row, place == at, usize::from(inside.width), context);
            frame.render_widget(line, Rect { y, height: 1, ..inside });
        }
        focus
    }

    fn draw_empty(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) {
        let words = match (&self.changes, context.jobs.first()) {
            (None, Some(job)) => job.words(),
            (None, None) if self.answered => {
                "Nothing was compared. Ctrl-r compares the snapshots.".to_owned()
            }
            (None, None) => "Reading.".to_owned(),
            (Some(changes), _) => format!("{}\n\n{}", basis(&changes.earlier), "No claim differs."),
        };
        sentences(frame, area, &words, context);
    }

    fn draw_detail(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) {
        let claim = match self.chosen() {
            Some(Entry::Claim(claim)) => claim,
            Some(Entry::Conflict(conflict)) => return draw_conflict(conflict, frame, area, context),
            None => return,
        };
        let title = format!("Claim {}", claim.claim_id);
        let inside = pane(frame, area, Label { title: &title, note: "", focused: false }, context);
        let mut words = Vec::new();
        if !claim.partner.is_empty() {
            words.push(format!("{} {} {}", claim.partner, context.glyphs.path, claim.customer));
        }
        words.push(format!("Status: {}", claim.status.map_or("gone", Status::label)));
        words.extend(claim.decision.as_ref().map(|decision| {
            format!(
                "Decided here: {} by {} on {}: {}.",
                decision.kind.label().to_lowercase(),
                decision.by,
                decision.decided_at.format("%Y-%m-%d"),
                decision.fate.label()
            )
        }));
        words.push(String::new());
        words.extend(claim.changes.iter().map(|change| format!("{} {}", context.glyphs.dot, change.words())));
        let words: Vec<String> = words.iter().map(|line| clean::one_line(line)).collect();
        sentences(frame, inside, &words.join("\n"), context);
    }
}

/// What happened to a conflict, in its order.
fn draw_conflict(conflict: &ConflictChange, frame: &mut Frame<'_>, area: Rect, context: &Context) {
    let title = format!("Conflict {}", conflict.id);
    let inside = pane(frame, area, Label { title: &title, note: "", focused: false }, context);
    let about = format!("{} {} {}", conflict.key.subject_in_words(), context.glyphs.path, conflict.customer);
    let events = conflict.events.iter().map(|event| format!("{} {}", context.glyphs.dot, event.words()));
    let words: Vec<String> =
        [about, String::new()].into_iter().chain(events).map(|line| clean::one_line(&line)).collect();
    sentences(frame, inside, &words.join("\n"), context);
}

/// A heading, or an entry with its first change and how many more there are.
fn drawn(row: &Row<'_>, selected: bool, cells: usize, context: &Context) -> Line<'static> {
    let (theme, glyphs) = (&context.theme, &context.glyphs);
    let (sign, tint, id, customer, words) = match row {
        Row::Heading(heading, count) => {
            let text = fit(&format!("{heading} ({count})"), cells, glyphs);
            return Line::styled(text, theme.style(Tint::Title));
        }
        Row::Entry(_, Entry::Claim(claim)) => {
            let words: Vec<String> = claim.changes.iter().map(Change::words).collect();
            let (sign, tint) = (sign(claim.group, context), tint(claim.group));
            (sign, tint, claim.claim_id.to_string(), &claim.customer, words)
        }
        Row::Entry(_, Entry::Conflict(conflict)) => {
            let words: Vec<String> = conflict.events.iter().map(ConflictEvent::words).collect();
            (glyphs.conflict, Tint::Conflict, conflict.id.to_string(), &conflict.customer, words)
        }
    };
    let first = words.first().map(|words| clean::one_line(words)).unwrap_or_default();
    let more = words.len().saturating_sub(1);
    let more = if more > 0 { format!(" +{more}") } else { String::new() };
    let room = cells.saturating_sub(4 + id.len() + 18 + more.len());
    let line = Line::from(vec![
        Span::styled(if selected { glyphs.selected } else { " " }, theme.style(Tint::Key)),
        Span::styled(sign, theme.style(tint)),
        Span::styled(format!(" {id} "), theme.style(Tint::Text)),
        Span::styled(pad(&clean::one_line(customer), 18, glyphs), theme.style(Tint::Muted)),
        Span::styled(fit(&format!(" {first}"), room, glyphs), theme.style(tint)),
        Span::styled(more, theme.style(Tint::Faint)),
    ]);
    if selected { line.patch_style(theme.selection()) } else { line }
}

/// The basis of the comparison, in a sentence.
fn basis(earlier: &Earlier) -> String {
    let minute = |at: &chrono::DateTime<chrono::Utc>| at.format("%Y-%m-%d %H:%M UTC").to_string();
    match earlier {
        Earlier::Compared { as_of, .. } => format!("Compared with the snapshot of {}.", minute(as_of)),
        Earlier::Gone { as_of, why, .. } => format!(
            "The snapshot of {} cannot be compared: {why} Only claims this desk worked on are known.",
            minute(as_of)
        ),
        Earlier::First => "No earlier snapshot of these claims was opened here.".to_owned(),
    }
}

/// The sign of a kind of change.
fn sign(group: ChangeGroup, context: &Context) -> &'static str {
    match group {
        ChangeGroup::CameBack | ChangeGroup::Overtaken => context.glyphs.back,
        ChangeGroup::Arrived => context.glyphs.decided,
        ChangeGroup::Residual | ChangeGroup::New => "+",
        ChangeGroup::Gone => context.glyphs.dash,
        ChangeGroup::Status | ChangeGroup::Proof | ChangeGroup::Facts | ChangeGroup::Talk => {
            context.glyphs.changed
        }
    }
}

fn tint(group: ChangeGroup) -> Tint {
    match group {
        ChangeGroup::CameBack | ChangeGroup::Overtaken => Tint::Unclear,
        ChangeGroup::Arrived => Tint::Met,
        ChangeGroup::Residual | ChangeGroup::New => Tint::Info,
        ChangeGroup::Gone => Tint::Faint,
        ChangeGroup::Status | ChangeGroup::Proof | ChangeGroup::Facts | ChangeGroup::Talk => Tint::Text,
    }
}

/// The list beside what changed in the chosen claim, or over it in a narrow window.
fn split(area: Rect) -> Layout {
    let parts = [Constraint::Percentage(60), Constraint::Percentage(40)];
    if area.width >= 100 { Layout::horizontal(parts) } else { Layout::vertical(parts) }
}

impl Surface for ChangesScreen {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Changes, Scope::List, Scope::Everywhere]
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Option<Focus> {
        if self.len() == 0 {
            return self.draw_list(frame, area, context);
        }
        let (list, detail) = layout::with_detail(area, &split(area));
        if let Some(detail) = detail {
            self.draw_detail(frame, detail, context);
        }
        self.draw_list(frame, list, context)
    }

    fn command(&mut self, command: Command, context: &Context) -> Vec<Step> {
        match command {
            Command::Changes(command) => return self.act(command),
            Command::List(command) => {
                let body = layout::body(context.area);
                let (list, _) = layout::with_detail(body, &split(body));
                self.cursor.go(command, self.len() as u64, layout::pane_rows(list));
            }
            _ => {}
        }
        Vec::new()
    }

    fn reply(&mut self, reply: &Reply, _: &Context) -> Vec<Step> {
        match reply {
            Reply::Changes(changes) => {
                self.changes.clone_from(changes);
                self.answered = true;
            }
            Reply::Compared(changes) => {
                self.changes = Some(Arc::clone(changes));
                self.cursor = Cursor::default();
            }
            _ => {}
        }
        Vec::new()
    }

    fn status(&self, context: &Context) -> Line<'static> {
        let words = self.known().map(|changes| basis(&changes.earlier)).unwrap_or_default();
        Line::styled(format!(" {}", clean::one_line(&words)), context.theme.style(Tint::Muted))
    }

    fn title(&self) -> Option<String> {
        Some("Changes".to_owned())
    }

    fn claim_id(&self) -> Option<&ClaimId> {
        match self.chosen()? {
            Entry::Claim(claim) => Some(&claim.claim_id),
            Entry::Conflict(_) => None,
        }
    }
}
