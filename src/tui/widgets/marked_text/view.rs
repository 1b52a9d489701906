//! The rows of a document on the screen: number, gutter sign, marked text.

use super::{Glyph, Mark, MarkKind, Marks, Row};
use crate::domain::Polarity;
use crate::text::Span;
use crate::tui::glyphs::Glyphs;
use crate::tui::theme::{Theme, Tint};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::widgets::Widget;

/// Columns between the line number and the text: a blank, the digit of a requirement, a bar, a blank.
const SIGNS: usize = 4;

/// Rows of a document, ready to draw.
#[derive(Debug, Clone, Copy)]
pub struct MarkedText<'a> {
    /// The rows, from the top of the window.
    pub rows: &'a [Row],
    /// What stands out.
    pub marks: &'a Marks,
    /// Lines of the whole document; decides the width of the gutter.
    pub lines: usize,
    /// Byte the text cursor stands on.
    pub cursor: usize,
    /// How meanings look.
    pub theme: Theme,
    /// The signs.
    pub glyphs: Glyphs,
}

/// Columns that line numbers and signs take in a document of so many lines.
pub fn gutter_width(lines: usize) -> usize {
    lines.max(10).ilog10() as usize + 1 + SIGNS
}

impl MarkedText<'_> {
    /// Where the text cursor is drawn, if its row is in view.
    pub fn cursor_position(&self, area: Rect) -> Option<Position> {
        let at = self.rows.iter().position(|row| row.span.start <= self.cursor && !self.is_below(row))?;
        let row = self.rows.get(at)?;
        let column = row.column_of(self.cursor).unwrap_or(0) + gutter_width(self.lines);
        let x = area.x.saturating_add(narrow(column)).min(area.right().saturating_sub(1));
        let y = area.y.saturating_add(narrow(at));
        (y < area.bottom()).then_some(Position { x, y })
    }

    /// Whether the cursor is further down than this row.
    fn is_below(&self, row: &Row) -> bool {
        let next = self.rows.iter().find(|other| other.span.start > row.span.start);
        next.map_or(self.cursor > row.span.end, |next| self.cursor >= next.span.start)
    }

    fn gutter(&self, row: &Row, line: Rect, buf: &mut Buffer) {
        let digits = gutter_width(self.lines) - SIGNS;
        let number = row.number.map_or_else(String::new, |number| number.to_string());
        let style = self.theme.style(Tint::Faint);
        buf.set_stringn(line.x, line.y, format!("{number:>digits$}"), usize::from(line.width), style);
        let Some(mark) = self.marks.beside(row) else { return };
        let x = line.x.saturating_add(narrow(digits + 1));
        let room = usize::from(line.right().saturating_sub(x));
        let sign = if mark.kind == MarkKind::Pin { self.glyphs.pin } else { self.glyphs.gutter_marked };
        let current = mark.kind == MarkKind::Current;
        let sign = if current { self.glyphs.full } else { sign };
        let digit = match mark.polarity {
            Some(Polarity::Against | Polarity::Blocker) => "!".to_owned(),
            Some(Polarity::For) | None => mark.requirement.to_string(),
        };
        let style = self.theme.style(if current { Tint::Key } else { Tint::Info });
        buf.set_stringn(x, line.y, format!("{digit}{sign}"), room, style);
    }

    fn page(&self, page: usize, line: Rect, buf: &mut Buffer) {
        let label = format!(" page {page} ");
        let dashes = usize::from(line.width).saturating_sub(label.len() + 2);
        let rule = format!("{}{label}{}", self.glyphs.line.repeat(2), self.glyphs.line.repeat(dashes));
        buf.set_stringn(line.x, line.y, rule, usize::from(line.width), self.theme.style(Tint::Faint));
    }

    fn glyph(&self, row: &Row, glyph: &Glyph, line: Rect, buf: &mut Buffer) {
        let offset = gutter_width(self.lines) + glyph.column;
        let room = usize::from(line.width).saturating_sub(offset);
        let x = line.x.saturating_add(narrow(offset));
        if room == 0 || glyph.width == 0 {
            return;
        }
        let style = self.style(row, glyph);
        if glyph.width > room {
            buf.set_stringn(x, line.y, self.glyphs.ellipsis, room, style);
        } else {
            buf.set_stringn(x, line.y, row.shown(glyph), glyph.width, style);
        }
    }

    fn style(&self, row: &Row, glyph: &Glyph) -> Style {
        let base = if glyph.token {
            self.theme.style(Tint::Token)
        } else if row.heading {
            self.theme.style(Tint::Title)
        } else {
            self.theme.style(Tint::Text)
        };
        self.marks.over(glyph.source).map_or(base, |mark| base.patch(self.mark_style(mark)))
    }

    fn mark_style(&self, mark: &Mark) -> Style {
        let evidence = self.theme.style(Tint::Evidence(mark.requirement));
        match (mark.kind, mark.polarity) {
            (MarkKind::Selection, _) => self.theme.selection().add_modifier(Modifier::REVERSED),
            (MarkKind::CurrentHit, _) => self.theme.style(Tint::MatchCurrent),
            (MarkKind::Hit, _) => self.theme.style(Tint::Match),
            (MarkKind::Current, Some(Polarity::Against | Polarity::Blocker)) => {
                self.theme.style(Tint::NotMet).add_modifier(Modifier::UNDERLINED | Modifier::BOLD)
            }
            (MarkKind::Current, _) => evidence.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            (_, Some(Polarity::Against | Polarity::Blocker)) => {
                self.theme.style(Tint::Unclear).add_modifier(Modifier::UNDERLINED)
            }
            _ => evidence,
        }
    }
}

impl Widget for MarkedText<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let window = Span::new(
            self.rows.first().map_or(0, |row| row.span.start),
            self.rows.last().map_or(0, |row| row.span.end),
        );
        let marks = self.marks.within(window);
        let here = MarkedText { marks: &marks, ..self };
        for (row, y) in self.rows.iter().zip(area.y..area.bottom()) {
            let line = Rect { y, height: 1, ..area };
            if let Some(page) = row.page {
                here.page(page, line, buf);
                continue;
            }
            here.gutter(row, line, buf);
            for glyph in &row.glyphs {
                here.glyph(row, glyph, line, buf);
            }
        }
    }
}

/// A column or row number as the terminal counts; what is beyond its limits is beyond the screen.
fn narrow(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::super::{LineIndex, Reader};
    use super::*;
    use crate::tui::glyphs::UNICODE;
    use crate::tui::theme::ThemeName;

    fn drawn(text: &str, marks: Vec<Mark>, size: (u16, u16)) -> Buffer {
        let index = LineIndex::of(text);
        let width = usize::from(size.0).saturating_sub(gutter_width(index.lines()));
        let rows = Reader::new(text, &index, width).window(0, usize::from(size.1));
        let area = Rect::new(0, 0, size.0, size.1);
        let mut buf = Buffer::empty(area);
        let marks = Marks::new(marks);
        let theme = Theme::new(ThemeName::Dark);
        MarkedText { rows: &rows, marks: &marks, lines: index.lines(), cursor: 0, theme, glyphs: UNICODE }
            .render(area, &mut buf);
        buf
    }

    fn lines(buf: &Buffer) -> Vec<String> {
        (0..buf.area.height)
            .map(|y| {
                (0..buf.area.width).map(|x| buf[(x, y)].symbol()).collect::<String>().trim_end().to_owned()
            })
            .collect()
    }

    #[test]
    fn a_mark_tints_exactly_its_words_and_signs_the_gutter() {
        let text = "We deployed Intune for 980 devices.";
        let at = text.find("Intune").unwrap();
        let mark = Mark {
            span: Span::new(at, at + 6),
            kind: MarkKind::Here,
            requirement: 4,
            polarity: Some(Polarity::For),
        };
        let buf = drawn(text, vec![mark], (60, 1));
        let tint = Theme::new(ThemeName::Dark).style(Tint::Evidence(4)).bg;
        let tinted: String = buf
            .content
            .iter()
            .filter(|cell| Some(cell.bg) == tint)
            .map(ratatui::buffer::Cell::symbol)
            .collect();
        assert_eq!(tinted, "Intune");
        assert_eq!(lines(&buf), [" 1 4▎ We deployed Intune for 980 devices."]);
    }

    #[test]
    fn a_page_break_is_drawn_as_a_rule_that_names_the_page() {
        let buf = drawn("one\n\u{c}two", vec![], (24, 3));
        assert_eq!(lines(&buf), [" 1    one", "── page 2 ──────────────", " 2    two"]);
    }

    #[test]
    fn control_characters_are_tokens_and_never_reach_a_cell() {
        let buf = drawn("a\u{1b}[2Jb", vec![], (40, 1));
        assert_eq!(lines(&buf), [" 1    a⟨ESC⟩[2Jb"]);
    }
}
