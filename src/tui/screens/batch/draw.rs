//! What a batch looks like: its rows with before, after and rule, and what follows from the chosen one.

use super::{BatchScreen, Entry, Waiting, in_force};
use crate::desk::{BatchRow, ExcludedRow};
use crate::domain::{BatchRule, ConflictOutcome, Status};
use crate::rules::batch::MOST_ROWS;
use crate::text::clean;
use crate::tui::context::Context;
use crate::tui::layers::Focus;
use crate::tui::layout;
use crate::tui::theme::Tint;
use crate::tui::widgets::fit::{fit, pad};
use crate::tui::widgets::list::rows;
use crate::tui::widgets::pane::{Label, pane, sentences};
use crate::tui::widgets::told::{ClaimFate, Told};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::{Line, Span};

/// Cells before the names: selection, box, sample, rule.
const LEAD: usize = 10;

/// The list over what follows from the chosen row.
pub(super) fn split() -> Layout {
    Layout::vertical([Constraint::Percentage(55), Constraint::Percentage(45)])
}

impl BatchScreen {
    pub(super) fn draw(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Option<Focus> {
        let entries = self.entries();
        let title = format!("{} Settle as the rules propose", context.glyphs.conflict);
        if entries.is_empty() {
            let label = Label { title: &title, note: "", focused: true };
            let inside = pane(frame, area, label, context);
            sentences(frame, inside, "Reading the papers of every party.", context);
            return Some(Focus { at: inside.as_position(), caret: true });
        }
        if let Some(first) = self.whole {
            let at = self.draw_detail(frame, area, (Some(first), context));
            return Some(Focus { at, caret: true });
        }
        let (list, detail) = layout::with_detail(area, &split());
        let note = Self::note(&entries);
        let inside = pane(frame, list, Label { title: &title, note: &note, focused: true }, context);
        if let Some(detail) = detail {
            self.draw_detail(frame, detail, (None, context));
        }
        let cells = usize::from(inside.width);
        rows(frame, inside, (self.cursor, entries.len()), |at, selected| {
            let line = entries.get(at).map(|entry| self.drawn(entry, (cells, selected), context));
            line.unwrap_or_default()
        })
    }

    fn note(entries: &[Entry<'_>]) -> String {
        let count = |is: fn(&Entry<'_>) -> bool| entries.iter().filter(|entry| is(entry)).count();
        let rows = count(|entry| matches!(entry, Entry::In(_)));
        let (left_out, excluded) = (
            count(|entry| matches!(entry, Entry::Out(_))),
            count(|entry| matches!(entry, Entry::Excluded(_))),
        );
        let taken = if left_out > 0 { format!(", {left_out} taken out") } else { String::new() };
        format!("{rows} of at most {MOST_ROWS} rows{taken}, {excluded} not for a batch")
    }

    fn drawn(&self, entry: &Entry<'_>, (cells, selected): (usize, bool), context: &Context) -> Line<'static> {
        let glyphs = &context.glyphs;
        let mark = if selected { glyphs.selected } else { " " };
        let committed = self.receipt.as_ref().is_some_and(|receipt| in_force(receipt));
        let columns = match entry {
            Entry::In(row) => {
                let sign = if committed { format!(" {}  ", glyphs.decided) } else { "[x] ".to_owned() };
                self.columns(row, (&sign, Tint::Met), context)
            }
            Entry::Out(row) => self.columns(row, ("[ ] ", Tint::Faint), context),
            Entry::Excluded(row) => excluded(row),
        };
        let room = cells.saturating_sub(LEAD);
        let (subject, customer) = (room * 30 / 100, room * 28 / 100);
        let style = |tint| context.theme.style(tint);
        let line = Line::from(vec![
            Span::styled(mark, style(Tint::Key)),
            Span::styled(columns.sign, style(columns.tint)),
            Span::styled(pad(columns.sample.0, 2, glyphs), style(columns.sample.1)),
            Span::styled(pad(columns.rule, 3, glyphs), style(Tint::Muted)),
            Span::styled(pad(&columns.subject, subject.saturating_sub(1), glyphs) + " ", style(columns.name)),
            Span::styled(
                pad(&columns.customer, customer.saturating_sub(1), glyphs) + " ",
                style(columns.name),
            ),
            Span::styled(fit(&columns.after, room - subject - customer, glyphs), style(columns.tint)),
        ]);
        if selected { line.patch_style(context.theme.selection()) } else { line }
    }

    fn columns(&self, row: &BatchRow, (sign, tint): (&str, Tint), context: &Context) -> Columns {
        let is_sample = self.plan.as_ref().is_some_and(|plan| plan.sample.contains(&row.conflict));
        let sample = match (is_sample, self.unopened.contains(&row.conflict)) {
            (true, true) => (context.glyphs.pin, Tint::Unclear),
            (true, false) => (context.glyphs.decided, Tint::Met),
            (false, _) => ("", Tint::Muted),
        };
        let name = if tint == Tint::Faint { Tint::Faint } else { Tint::Text };
        Columns {
            sign: sign.to_owned(),
            tint,
            sample,
            rule: short(row.rule),
            subject: clean::one_line(&row.subject),
            customer: clean::one_line(&row.customer),
            name,
            after: clean::one_line(&before_and_after(row, context.glyphs.arrow)),
        }
    }

    fn draw_detail(
        &self,
        frame: &mut Frame<'_>,
        area: Rect,
        (whole, context): (Option<usize>, &Context),
    ) -> Position {
        let (title, note) = match self.chosen() {
            Some(Entry::In(row) | Entry::Out(row)) => {
                (format!("{} for {}", row.subject, row.customer), row.conflict.to_string())
            }
            Some(Entry::Excluded(row)) => {
                (format!("{} for {}", row.subject, row.customer), row.conflict.to_string())
            }
            None => (String::new(), String::new()),
        };
        let title = clean::one_line(&title);
        let label = Label { title: &title, note: &note, focused: whole.is_some() };
        let inside = pane(frame, area, label, context);
        let how = if whole.is_some() { "j scrolls" } else { "c shows all" };
        let told = self.told(usize::from(inside.width), whole.is_some(), context);
        told.draw(frame, inside, (whole.unwrap_or(0), how));
        inside.as_position()
    }

    /// What the chosen row rests on and what follows from it; as a whole with every message.
    pub(super) fn told<'c>(&self, width: usize, whole: bool, context: &'c Context) -> Told<'c> {
        let mut told = Told::new(width, context);
        if let Some(why) = &self.refused {
            told.say("!", &format!("Refused: {why} r plans it anew."), Tint::NotMet);
        }
        match self.chosen() {
            Some(Entry::In(row) | Entry::Out(row)) => follows(row, whole, &mut told, context),
            Some(Entry::Excluded(row)) => {
                told.say("", "Not for a batch: settle it by itself.", Tint::Title);
                told.say("", &row.why, Tint::Text);
            }
            None => {}
        }
        if whole {
            told.gap();
            told.say(context.glyphs.prompt, &format!("Why: {}", self.request.rationale), Tint::Text);
        }
        told
    }

    /// How far the batch is.
    pub(super) fn status_line(&self, context: &Context) -> Line<'static> {
        let plan = self.plan.as_ref();
        let bound = plan.map_or_else(String::new, |plan| plan.id.short());
        let sample = plan.map_or(0, |plan| plan.sample.len());
        let opened = sample - self.unopened.len().min(sample);
        let (words, tint) = match (self.waiting, &self.receipt) {
            (Some(Waiting::Plan), _) => (" Planning.".to_owned(), Tint::Muted),
            (Some(Waiting::Commit), _) => {
                (" Saving; nothing is settled before it is on disk.".to_owned(), Tint::Unclear)
            }
            (Some(_), _) => (" Asking the desk.".to_owned(), Tint::Muted),
            (None, Some(receipt)) if in_force(receipt) => {
                (format!(" Batch {bound} is settled as one act."), Tint::Met)
            }
            (None, Some(_)) => (format!(" Batch {bound} is taken back. r plans it anew."), Tint::Unclear),
            (None, None) if self.refused.is_some() => {
                (" Refused, because something changed. r plans it anew.".to_owned(), Tint::NotMet)
            }
            (None, None) => {
                let words = format!(
                    " {opened} of {sample} rows of the sample ({}) opened. Bound to {bound}.",
                    context.glyphs.pin
                );
                (words, if opened == sample { Tint::Met } else { Tint::Muted })
            }
        };
        Line::styled(words, context.theme.style(tint))
    }
}

/// A line of the list before it is fitted.
struct Columns {
    sign: String,
    tint: Tint,
    sample: (&'static str, Tint),
    rule: &'static str,
    subject: String,
    customer: String,
    name: Tint,
    after: String,
}

fn excluded(row: &ExcludedRow) -> Columns {
    Columns {
        sign: " -  ".to_owned(),
        tint: Tint::Muted,
        sample: ("", Tint::Muted),
        rule: "B5",
        subject: clean::one_line(&row.subject),
        customer: clean::one_line(&row.customer),
        name: Tint::Muted,
        after: clean::one_line(&row.why),
    }
}

const fn short(rule: BatchRule) -> &'static str {
    match rule {
        BatchRule::ChallengerFails => "B1",
        BatchRule::IncumbentGone => "B2",
        BatchRule::IncumbentSilent => "B3",
        BatchRule::SameFamily => "B4",
    }
}

/// Who is partner of record now and afterwards.
fn before_and_after(row: &BatchRow, arrow: &str) -> String {
    let holder = row.cascade.iter().find(|line| line.before == Status::Approved);
    let holder = holder.map_or("nobody", |line| &line.partner);
    match &row.outcome {
        ConflictOutcome::Party { claim } => {
            let winner = row.cascade.iter().find(|line| line.line.claim_id == *claim);
            match winner.map(|line| line.partner.as_str()) {
                Some(winner) if winner == holder => format!("stays {holder}"),
                Some(winner) => format!("{holder} {arrow} {winner}"),
                None => row.outcome.to_string(),
            }
        }
        outcome => outcome.to_string(),
    }
}

fn follows(row: &BatchRow, whole: bool, told: &mut Told<'_>, context: &Context) {
    told.say("", row.rule.label(), Tint::Title);
    told.say("", &before_and_after(row, context.glyphs.arrow), Tint::Met);
    for line in &row.evidence {
        told.say(context.glyphs.dot, line, Tint::Text);
    }
    for line in &row.cascade {
        let fate = ClaimFate {
            partner: &line.partner,
            before: line.before,
            line: &line.line,
            comment: line.comment.as_deref(),
        };
        told.fate(&fate);
        if whole {
            told.texts(&fate);
        }
    }
}
