//! A document of a claim around a text that was cited, with everything marked that answers rest on.

use crate::domain::Claim;
use crate::text::Span as TextSpan;
use crate::tui::context::Context;
use crate::tui::widgets::marked_text::{
    LineIndex, Mark, MarkKind, MarkedText, Marks, Reader, Row, gutter_width,
};
use ratatui::Frame;
use ratatui::layout::Rect;
use std::sync::Arc;

/// A text that was cited: its document and where it stands there.
pub(super) type Place = (String, TextSpan);

/// Which document is open, and where.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Excerpt {
    page: Option<Page>,
    /// Which of the cited texts is shown.
    nth: usize,
}

/// A document with the place that is shown.
#[derive(Debug, Clone, PartialEq)]
struct Page {
    name: String,
    index: Arc<LineIndex>,
    at: usize,
}

impl Excerpt {
    /// Shows one of the cited texts, counted in a circle; the first document where none is cited.
    pub(super) fn show(&mut self, claim: &Claim, cited: &[Place], nth: usize) {
        self.nth = nth.checked_rem(cited.len()).unwrap_or(0);
        let first = || claim.documents.first().map(|document| (document.file_name.clone(), 0));
        let place = cited.get(self.nth).map(|(name, span)| (name.clone(), span.start)).or_else(first);
        let Some((name, at)) = place else { return };
        let same = self.page.as_ref().filter(|page| page.name == name).map(|page| Arc::clone(&page.index));
        let index = same.unwrap_or_else(|| {
            let text = claim.document(&name).map_or("", |document| document.text.as_str());
            Arc::new(LineIndex::of(text))
        });
        self.page = Some(Page { name, index, at });
    }

    /// Shows the first of the cited texts in whatever claim comes now.
    pub(super) fn begin(&mut self, claim: &Claim, cited: &[Place]) {
        self.page = None;
        self.show(claim, cited, 0);
    }

    /// Shows the next of the cited texts.
    pub(super) fn next(&mut self, claim: &Claim, cited: &[Place]) {
        self.show(claim, cited, self.nth + 1);
    }

    /// Reads on, or back.
    pub(super) fn scroll(&mut self, claim: &Claim, by: isize, width: u16) {
        let Some(page) = &mut self.page else { return };
        let Some(document) = claim.document(&page.name) else { return };
        page.at = Reader::new(&document.text, &page.index, usize::from(width)).moved(page.at, by);
    }

    /// Name of the document.
    pub(super) fn name(&self) -> &str {
        self.page.as_ref().map_or("", |page| &page.name)
    }

    /// Draws the document with its marks and answers the rows that are shown.
    pub(super) fn draw(
        &self,
        frame: &mut Frame<'_>,
        inside: Rect,
        (claim, marks): (&Claim, Marks),
        context: &Context,
    ) -> Vec<Row> {
        let Some(page) = &self.page else { return Vec::new() };
        let Some(document) = claim.document(&page.name) else { return Vec::new() };
        let width = usize::from(inside.width).saturating_sub(gutter_width(page.index.lines()));
        let reader = Reader::new(&document.text, &page.index, width);
        let height = usize::from(inside.height);
        let top =
            reader.moved(page.at, -isize::try_from(height / 3).unwrap_or(0)).min(reader.last_top(height));
        let rows = reader.window(top, height);
        let drawn = MarkedText {
            rows: &rows,
            marks: &marks,
            lines: page.index.lines(),
            cursor: page.at,
            theme: context.theme,
            glyphs: context.glyphs,
        };
        frame.render_widget(drawn, inside);
        rows
    }

    /// Marks of the cited texts in the open document, in the colour of a requirement.
    pub(super) fn marks<'a>(
        &'a self,
        cited: impl IntoIterator<Item = (&'a str, TextSpan)> + 'a,
        (kind, requirement): (MarkKind, u8),
    ) -> impl Iterator<Item = Mark> + 'a {
        let here = cited.into_iter().filter(|(name, _)| *name == self.name());
        here.map(move |(_, span)| Mark { span, kind, requirement, polarity: None })
    }
}
