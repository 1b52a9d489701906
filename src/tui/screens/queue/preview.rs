//! The selected claim at a glance: who, what, which clock, how far the checklist is.

use crate::desk::{HistoryLine, QueueRow, Review};
use crate::domain::{Cell, Verdict};
use crate::text::clean;
use crate::tui::context::Context;
use crate::tui::theme::Tint;
use crate::tui::widgets::clock::{Urgency, minutes, span};
use crate::tui::widgets::fit::{fit, pad};
use crate::tui::widgets::pane::{Label, pane};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// Draws what is known of the selected claim.
pub(super) fn draw(
    frame: &mut Frame<'_>,
    area: Rect,
    (row, review): (Option<&QueueRow>, Option<&Review>),
    context: &Context,
) {
    let title = row.map_or_else(String::new, |row| format!("Claim {}", row.claim_id));
    let inside = pane(frame, area, Label { title: &title, ..Label::default() }, context);
    let Some(row) = row else { return };
    let pen = Pen { cells: usize::from(inside.width), context };
    let mut lines = pen.facts(row);
    if let Some(review) = review.filter(|review| review.claim.claim_id == row.claim_id) {
        lines.extend(pen.clocks(review));
        lines.extend(pen.checklist(review));
        lines.extend(pen.history(&review.history, usize::from(inside.height).saturating_sub(lines.len())));
    }
    for (line, y) in lines.into_iter().zip(inside.y..inside.bottom()) {
        frame.render_widget(line, Rect { y, height: 1, ..inside });
    }
}

#[derive(Clone, Copy)]
struct Pen<'a> {
    cells: usize,
    context: &'a Context,
}

impl Pen<'_> {
    fn fact(self, name: &str, value: &str) -> Line<'static> {
        let room = self.cells.saturating_sub(12);
        let value = fit(&clean::one_line(value), room, &self.context.glyphs);
        Line::from(vec![
            Span::styled(format!(" {name:<11}"), self.context.theme.style(Tint::Faint)),
            Span::styled(value, self.context.theme.style(Tint::Text)),
        ])
    }

    fn heading(self, text: &str) -> [Line<'static>; 2] {
        [Line::default(), Line::styled(format!(" {text}"), self.context.theme.style(Tint::Title))]
    }

    fn facts(self, row: &QueueRow) -> Vec<Line<'static>> {
        let documents = match row.documents {
            0 => "none".to_owned(),
            1 => "1 document".to_owned(),
            some => format!("{some} documents"),
        };
        vec![
            self.fact("Name", &row.claim_name),
            self.fact("Partner", &row.partner),
            self.fact("Customer", &row.customer),
            self.fact("Activity", &format!("{}, {}", row.activity.label(), row.engagement)),
            self.fact("Status", row.status.label()),
            self.fact("Submitted", &row.submitted_on.to_string()),
            self.fact("Proof", &documents),
            self.fact("Edition", row.edition.as_str()),
        ]
        .into_iter()
        .chain(row.holder.as_ref().map(|holder| self.fact("Held by", &holder.words())))
        .collect()
    }

    fn clocks(self, review: &Review) -> Vec<Line<'static>> {
        let mut lines = Vec::from(self.heading("Clocks"));
        let cells = self.cells.saturating_sub(12);
        for clock in &review.clocks {
            let left = clock.deadline.map(|deadline| minutes(deadline - review.as_of));
            let urgency = left.map_or(Urgency::Calm, Urgency::of);
            let text = left.map_or_else(|| clock.without_deadline().to_owned(), span);
            let label = format!("{} ({})", clean::one_line(&clock.label), clock.turn.label());
            lines.push(Line::from(vec![
                Span::styled(
                    format!(" {}{text:>8} ", urgency.sign()),
                    self.context.theme.style(urgency.tint()),
                ),
                Span::styled(fit(&label, cells, &self.context.glyphs), self.context.theme.style(Tint::Text)),
            ]));
        }
        if review.clocks.is_empty() {
            lines.push(Line::styled(" None is running.", self.context.theme.style(Tint::Muted)));
        }
        lines
    }

    fn checklist(self, review: &Review) -> Vec<Line<'static>> {
        let open = review.checklist.open_cells().count();
        let mut lines = Vec::from(self.heading(&format!("Checklist: {open} open")));
        for cell in &review.checklist.cells {
            lines.push(self.cell(cell));
        }
        lines
    }

    fn cell(self, cell: &Cell) -> Line<'static> {
        let (theme, glyphs) = (&self.context.theme, &self.context.glyphs);
        let tint = match cell.verdict() {
            Some(Verdict::Met) => Tint::Met,
            Some(Verdict::NotMet) => Tint::NotMet,
            Some(Verdict::Unclear) => Tint::Unclear,
            Some(Verdict::NotApplicable) => Tint::NotApplicable,
            None => Tint::Unset,
        };
        let what = match &cell.key.workload {
            Some(workload) => clean::one_line(workload),
            None => cell.key.requirement.label().to_owned(),
        };
        Line::from(vec![
            Span::styled(format!(" {} ", glyphs.verdict(cell.verdict())), theme.style(tint)),
            Span::styled(format!("{} ", cell.key.requirement.code()), theme.style(Tint::Faint)),
            Span::styled(pad(&what, self.cells.saturating_sub(7), glyphs), theme.style(Tint::Text)),
        ])
    }

    /// The last lines of the history that fit.
    fn history(self, history: &[HistoryLine], room: usize) -> Vec<Line<'static>> {
        let mut lines = Vec::from(self.heading("History"));
        let skipped = history.len().saturating_sub(room.saturating_sub(20).max(5));
        for line in history.iter().skip(skipped) {
            let text = format!("{}: {}", clean::one_line(&line.actor), clean::one_line(&line.text));
            lines.push(Line::from(vec![
                Span::styled(format!(" {} ", line.at.format("%m-%d")), self.context.theme.style(Tint::Faint)),
                Span::styled(
                    fit(&text, self.cells.saturating_sub(8), &self.context.glyphs),
                    self.context.theme.style(Tint::Text),
                ),
            ]));
        }
        lines
    }
}
