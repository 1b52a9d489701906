//! One answer to a cell as rows: the verdict, its reasons, the text it rests on, and what was said about it.

use crate::domain::{ReasonCode, Verdict};
use crate::policy::Edition;
use crate::text::clean;
use crate::tui::context::Context;
use crate::tui::theme::Tint;
use crate::tui::widgets::fit::wrap;
use crate::tui::widgets::verdict::verdict_badge;
use ratatui::text::{Line, Span};

/// Rows of one answer, folded to a width.
pub(super) struct AnswerRows<'a> {
    pub(super) width: usize,
    pub(super) edition: &'a Edition,
    pub(super) context: &'a Context,
    pub(super) rows: Vec<Line<'static>>,
}

impl AnswerRows<'_> {
    pub(super) fn verdict(&mut self, verdict: Option<Verdict>, by_person: bool) {
        let badge = verdict_badge(verdict, by_person, self.context.theme, &self.context.glyphs);
        self.rows.push(Line::from(std::iter::once(Span::raw(" ")).chain(badge).collect::<Vec<_>>()));
    }

    pub(super) fn reasons(&mut self, reasons: &[ReasonCode]) {
        for code in reasons {
            let spec = self.edition.reason(code);
            let words = spec.map_or_else(|| code.to_string(), |spec| format!("{code} {}", spec.label));
            self.text(&words, Tint::Unclear);
        }
    }

    pub(super) fn quote(&mut self, document: &str, quote: &str) {
        let glyphs = &self.context.glyphs;
        self.signed(glyphs.pin, &format!("{document}: \"{quote}\""), Tint::Text);
    }

    pub(super) fn text(&mut self, text: &str, tint: Tint) {
        self.signed("", text, tint);
    }

    pub(super) fn signed(&mut self, sign: &'static str, text: &str, tint: Tint) {
        let indent = if sign.is_empty() { 1 } else { 3 };
        for (nth, row) in
            wrap(&clean::one_line(text), self.width.saturating_sub(indent + 1)).into_iter().enumerate()
        {
            let lead = if nth == 0 && !sign.is_empty() { format!(" {sign} ") } else { " ".repeat(indent) };
            self.rows.push(Line::from(vec![
                Span::styled(lead, self.context.theme.style(Tint::Info)),
                Span::styled(row, self.context.theme.style(tint)),
            ]));
        }
    }
}
