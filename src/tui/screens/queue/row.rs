//! One claim as a row of the table, in columns that fit the width.

use crate::desk::{News, QueueRow};
use crate::domain::{QueueKind, Turn};
use crate::text::clean;
use crate::tui::context::Context;
use crate::tui::theme::Tint;
use crate::tui::widgets::clock::{Urgency, minutes, span};
use crate::tui::widgets::decision;
use crate::tui::widgets::fit::{fit, pad, pad_left, width};
use chrono::{DateTime, Utc};
use ratatui::text::{Line, Span};

/// Cells of each column; a column without room has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Columns {
    clock: usize,
    turn: usize,
    kind: usize,
    partner: usize,
    customer: usize,
    workloads: usize,
    progress: usize,
}

/// Mark, urgency, slack, claim and flags are always shown.
const FIXED: usize = 2 + 10 + 1 + 7 + 1 + 5;

impl Columns {
    /// Shares this many cells out.
    pub(super) fn for_width(cells: usize) -> Self {
        let clock = if cells >= 92 { 9 } else { 0 };
        let turn = if cells >= 108 { 9 } else { 0 };
        let kind = match cells {
            0..56 => 0,
            56..112 => 9,
            _ => 14,
        };
        let progress = if cells >= 48 { 8 } else { 0 };
        let rest = cells.saturating_sub(FIXED + clock + turn + kind + progress);
        let workloads = if rest >= 30 { (rest / 4).clamp(11, 30) } else { 0 };
        let names = rest.saturating_sub(workloads);
        let customer = if names >= 20 { names / 2 } else { 0 };
        Self { clock, turn, kind, partner: names - customer, customer, workloads, progress }
    }

    /// The names of the columns.
    pub(super) fn heading(&self, context: &Context) -> Line<'static> {
        let glyphs = &context.glyphs;
        let text = [
            pad_left("slack", 12, glyphs),
            pad_left("due in", self.clock, glyphs),
            cell(" turn", self.turn, context),
            " claim  ".to_owned(),
            cell(" kind", self.kind, context),
            cell(" partner", self.partner, context),
            cell(" customer", self.customer, context),
            cell(" workloads", self.workloads, context),
            pad_left(if self.progress > 0 { "judged" } else { "" }, self.progress, glyphs),
        ];
        Line::styled(text.concat(), context.theme.style(Tint::Faint))
    }
}

fn cell(text: &str, cells: usize, context: &Context) -> String {
    match cells {
        0 => String::new(),
        1 => " ".to_owned(),
        _ => pad(text, cells, &context.glyphs),
    }
}

fn named(text: &str, cells: usize, context: &Context) -> String {
    cell(
        &format!(" {}", fit(&clean::one_line(text), cells.saturating_sub(1), &context.glyphs)),
        cells,
        context,
    )
}

/// Draws a row.
pub(super) fn line(row: &QueueRow, columns: Columns, selected: bool, at: At<'_>) -> Line<'static> {
    let At { as_of, context } = at;
    let (theme, glyphs) = (&context.theme, &context.glyphs);
    let urgency = row.slack_minutes.map_or(Urgency::Calm, Urgency::of);
    let slack = row.slack_minutes.map_or_else(|| glyphs.dash.to_owned(), span);
    let mark = if selected { glyphs.selected } else { " " };
    let left = row.deadline.map_or_else(String::new, |deadline| span(minutes(deadline - as_of)));
    let mut spans = vec![
        Span::styled(format!("{mark} "), theme.style(Tint::Key)),
        Span::styled(
            format!("{}{}", urgency.sign(), pad_left(&slack, 8, glyphs)),
            theme.style(urgency.tint()),
        ),
        Span::styled(pad_left(&left, columns.clock, glyphs), theme.style(Tint::Muted)),
        Span::styled(named(turn(row.turn), columns.turn, context), theme.style(Tint::Muted)),
        Span::styled(format!(" {}", row.claim_id), theme.style(Tint::Title)),
        Span::styled(
            named(kind(row.kind, columns.kind), columns.kind, context),
            theme.style(kind_tint(row.kind)),
        ),
        Span::styled(named(&row.partner, columns.partner, context), theme.style(Tint::Text)),
        Span::styled(named(&row.customer, columns.customer, context), theme.style(Tint::Text)),
        Span::styled(workloads(row, columns.workloads, context), theme.style(Tint::Info)),
        progress(row, columns.progress, context),
    ];
    spans.extend(flags(row, at));
    let line = Line::from(spans);
    if selected { line.patch_style(theme.selection()) } else { line }
}

/// The time and the surroundings of a row.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    /// All clocks are shown for this time.
    pub(super) as_of: DateTime<Utc>,
    /// How it is drawn.
    pub(super) context: &'a Context,
}

fn turn(turn: Turn) -> &'static str {
    turn.label()
}

fn kind(kind: Option<QueueKind>, cells: usize) -> &'static str {
    match (kind, cells >= 14) {
        (Some(kind), true) => kind.label(),
        (Some(QueueKind::New), false) => "new",
        (Some(QueueKind::Resubmission), false) => "resubmit",
        (Some(QueueKind::Conflict), false) => "conflict",
        (Some(QueueKind::Dispute), false) => "dispute",
        (None, _) => "",
    }
}

fn kind_tint(kind: Option<QueueKind>) -> Tint {
    match kind {
        Some(QueueKind::Conflict) => Tint::Conflict,
        Some(QueueKind::Dispute) => Tint::Unclear,
        _ => Tint::Muted,
    }
}

/// As many codes as fit, and how many more there are.
fn workloads(row: &QueueRow, cells: usize, context: &Context) -> String {
    if cells == 0 {
        return String::new();
    }
    let codes: Vec<String> = row.workloads.iter().map(|tag| clean::one_line(&tag.code)).collect();
    let whole = codes.join(" ");
    if width(&whole) < cells {
        return cell(&format!(" {whole}"), cells, context);
    }
    let mut shown = String::new();
    for (at, code) in codes.iter().enumerate() {
        let more = format!(" +{}", codes.len() - at);
        if width(&shown) + 1 + width(code) + width(&more) > cells {
            shown.push_str(&more);
            break;
        }
        shown.push(' ');
        shown.push_str(code);
    }
    cell(&shown, cells, context)
}

/// How many cells are judged, or what was decided.
fn progress(row: &QueueRow, cells: usize, context: &Context) -> Span<'static> {
    let (text, tint) = match (row.decided, row.judged) {
        (None, _) if row.holder.is_some() => (held_by(row, context), Tint::Unclear),
        (Some(kind), _) => (decision::short(kind).to_owned(), decision::tint(kind)),
        (None, Some((judged, all))) if judged > 0 => (format!("{judged}/{all}"), Tint::Text),
        (None, Some((_, all))) => (format!("{}/{all}", context.glyphs.dash), Tint::Faint),
        (None, None) => (String::new(), Tint::Faint),
    };
    Span::styled(pad_left(&text, cells, &context.glyphs), context.theme.style(tint))
}

/// Who else works on it.
fn held_by(row: &QueueRow, context: &Context) -> String {
    let by = row.holder.as_ref().map(|holder| clean::one_line(&holder.by)).unwrap_or_default();
    format!(" {}{by}", context.glyphs.taken)
}

/// Five cells: predicted change, conflict, changed or arrived, decided, skipped or held by somebody.
fn flags(row: &QueueRow, at: At<'_>) -> [Span<'static>; 5] {
    let (theme, glyphs) = (&at.context.theme, &at.context.glyphs);
    let (ends, ended) = match &row.prediction {
        Some(prediction) if prediction.at <= at.as_of => (glyphs.ends, Tint::NotMet),
        Some(_) => (glyphs.ends, Tint::Unclear),
        None => (" ", Tint::Text),
    };
    let conflict = if row.contested { glyphs.conflict } else { " " };
    let (news, tint) = match row.news {
        Some(News::Changed) => (glyphs.changed, Tint::Unclear),
        Some(News::Arrived) => (glyphs.down, Tint::Met),
        None => (" ", Tint::Text),
    };
    let state = match (row.decided, &row.skipped) {
        (Some(_), _) if row.held_until.is_some() => glyphs.held,
        (Some(_), _) => glyphs.decided,
        (None, Some(_)) => glyphs.skipped,
        (None, None) if row.holder.is_some() => glyphs.taken,
        (None, None) => " ",
    };
    [
        Span::raw(" "),
        Span::styled(ends, theme.style(ended)),
        Span::styled(conflict, theme.style(Tint::Conflict)),
        Span::styled(news, theme.style(tint)),
        Span::styled(state, theme.style(Tint::Met)),
    ]
}
