//! One opinion on a cell as rows: verdict, reasons, note, and the text it rests on in its surroundings.

use crate::desk::{OpinionCell, PinnedText};
use crate::policy::Edition;
use crate::text::clean;
use crate::tui::context::Context;
use crate::tui::theme::Tint;
use crate::tui::widgets::fit::{fit, width, wrap};
use crate::tui::widgets::verdict::verdict_badge;
use ratatui::text::{Line, Span};

/// What is drawn, and how wide.
#[derive(Clone, Copy)]
pub(super) struct Pen<'a> {
    /// Cells of a row.
    pub(super) cells: usize,
    /// Knows the reasons by their codes.
    pub(super) edition: Option<&'a Edition>,
    /// How it is drawn.
    pub(super) context: &'a Context,
}

impl Pen<'_> {
    /// The rows of an opinion.
    pub(super) fn rows(self, said: &OpinionCell, texts: &[PinnedText]) -> Vec<Line<'static>> {
        let context = self.context;
        let mut rows = vec![Line::from(
            std::iter::once(Span::raw(" "))
                .chain(verdict_badge(Some(said.verdict), true, context.theme, &context.glyphs))
                .collect::<Vec<_>>(),
        )];
        for code in &said.reasons {
            let label =
                self.edition.and_then(|edition| edition.reason(code)).map(|reason| reason.label.as_str());
            let words = label.map_or_else(|| code.to_string(), |label| format!("{code} {label}"));
            self.paragraph(&words, ("", Tint::Unclear), &mut rows);
        }
        if let Some(note) = &said.note {
            self.paragraph(note, ("", Tint::Muted), &mut rows);
        }
        if texts.is_empty() {
            self.paragraph("No text was pinned.", ("", Tint::Faint), &mut rows);
        }
        for text in texts {
            self.pinned(text, &mut rows);
        }
        rows
    }

    fn pinned(self, text: &PinnedText, rows: &mut Vec<Line<'static>>) {
        let glyphs = &self.context.glyphs;
        let place = format!("{} {}, line {}", glyphs.pin, clean::one_line(&text.document), text.line);
        rows.push(Line::default());
        rows.push(self.line(&place, Tint::Info));
        let Some(quote) = &text.quote else {
            self.paragraph("This snapshot does not hold the text any more.", ("", Tint::Warning), rows);
            return;
        };
        let before = clean::one_line(&text.before);
        if !before.trim().is_empty() {
            rows.push(self.line(&self.end_of(before.trim_end()), Tint::Faint));
        }
        self.paragraph(quote, (glyphs.gutter_marked, Tint::Text), rows);
        let after = clean::one_line(&text.after);
        if !after.trim().is_empty() {
            rows.push(self.line(after.trim_start(), Tint::Faint));
        }
    }

    /// The end of a text that fits into a row.
    fn end_of(self, text: &str) -> String {
        let room = self.cells.saturating_sub(3);
        if width(text) <= room {
            return text.to_owned();
        }
        let mut kept = String::new();
        for word in text.split(' ').rev() {
            if width(word) + 1 + width(&kept) + 1 > room {
                break;
            }
            kept = if kept.is_empty() { word.to_owned() } else { format!("{word} {kept}") };
        }
        format!("{}{kept}", self.context.glyphs.ellipsis)
    }

    fn line(self, text: &str, tint: Tint) -> Line<'static> {
        let text = fit(&format!("  {text}"), self.cells, &self.context.glyphs);
        Line::styled(text, self.context.theme.style(tint))
    }

    fn paragraph(self, text: &str, (gutter, tint): (&str, Tint), rows: &mut Vec<Line<'static>>) {
        let lead = if gutter.is_empty() { "  ".to_owned() } else { format!(" {gutter}") };
        for row in wrap(&clean::one_line(text), self.cells.saturating_sub(3)) {
            rows.push(Line::from(vec![
                Span::styled(lead.clone(), self.context.theme.style(Tint::Info)),
                Span::styled(row, self.context.theme.style(tint)),
            ]));
        }
    }
}
