//! Which document is open, where in it the reader is, what is selected.
//!
//! Places are byte offsets of the original text, kept for each document, so that coming back finds the same line
//! and a change of width moves nothing. Indexes of lines are built when a document is first shown.

use super::spots::Spot;
use crate::domain::PoeDocument;
use crate::text::Span;
use crate::tui::widgets::marked_text::{LineIndex, Motion, Reader, gutter_width};
use std::sync::Arc;

/// Columns and rows that the text of a document may take, its gutter included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Window {
    /// Columns.
    pub width: usize,
    /// Rows.
    pub height: usize,
}

/// A document and the place in it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Open {
    /// The document.
    pub document: Arc<PoeDocument>,
    index: Option<Arc<LineIndex>>,
    top: usize,
    cursor: usize,
}

impl Open {
    fn new(document: &Arc<PoeDocument>) -> Self {
        Self { document: Arc::clone(document), index: None, top: 0, cursor: 0 }
    }

    /// The index of its lines, once the document has been shown.
    pub(super) fn index(&self) -> Option<&LineIndex> {
        self.index.as_deref()
    }

    /// First byte of the first row in view.
    pub(super) fn top(&self) -> usize {
        self.top
    }

    /// First byte of the cluster under the text cursor.
    pub(super) fn cursor(&self) -> usize {
        self.cursor
    }

    fn turn_to(&mut self) {
        if self.index.is_none() {
            self.index = Some(Arc::new(LineIndex::of(&self.document.text)));
        }
    }

    /// The text as it wraps in this window.
    pub(super) fn reader(&self, window: Window) -> Option<Reader<'_>> {
        let index = self.index()?;
        let width = window.width.saturating_sub(gutter_width(index.lines()));
        Some(Reader::new(&self.document.text, index, width))
    }
}

/// The documents of a claim as they are being read.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reading {
    documents: Vec<Open>,
    current: usize,
    selecting: Option<Selecting>,
}

/// A selection: from where it began to the cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Selecting {
    from: usize,
    /// Whether it takes whole lines, however far it is extended.
    whole_lines: bool,
}

impl Reading {
    /// Opens the first document at its beginning.
    pub(super) fn new(documents: &[Arc<PoeDocument>]) -> Self {
        let mut reading =
            Self { documents: documents.iter().map(Open::new).collect(), current: 0, selecting: None };
        reading.turn_to(0);
        reading
    }

    /// The documents in the order of the claim.
    pub(super) fn documents(&self) -> &[Open] {
        &self.documents
    }

    /// The open document; `None` when the claim has none.
    pub(super) fn open(&self) -> Option<&Open> {
        self.documents.get(self.current)
    }

    /// Position of the open document.
    pub(super) fn position(&self) -> usize {
        self.current
    }

    /// Opens the document at this position and ends a selection in another one.
    pub(super) fn turn_to(&mut self, position: usize) {
        if let Some(open) = self.documents.get_mut(position) {
            open.turn_to();
            if self.current != position {
                self.selecting = None;
            }
            self.current = position;
        }
    }

    /// Opens the document this many further, round at both ends.
    pub(super) fn step_document(&mut self, by: isize) {
        let Some(count) = isize::try_from(self.documents.len()).ok().filter(|&count| count > 0) else {
            return;
        };
        let at = isize::try_from(self.current).unwrap_or(0).saturating_add(by).rem_euclid(count);
        self.turn_to(usize::try_from(at).unwrap_or(0));
    }

    /// Shows a spot and puts the cursor on its first character.
    pub(super) fn show(&mut self, spot: &Spot, window: Window) {
        let of_spot = |open: &Open| open.document.file_name == spot.document;
        if let Some(position) = self.documents.iter().position(of_spot) {
            self.show_span(position, spot.span, window);
        }
    }

    /// Shows bytes of the document at a position and puts the cursor on the first of them.
    pub(super) fn show_span(&mut self, position: usize, span: Span, window: Window) {
        self.turn_to(position);
        self.place(window, |open, reader| (reader.showing(open.top, span, window.height), span.start));
    }

    /// Moves the cursor and keeps it in view.
    pub(super) fn motion(&mut self, motion: Motion, window: Window) {
        self.place(window, |open, reader| {
            let cursor = motion.from(open.cursor, &open.document.text, reader);
            (kept_in_view(reader, open.top, cursor, window.height), cursor)
        });
    }

    /// Scrolls by whole windows; the cursor stays at its place in the window.
    pub(super) fn page(&mut self, pages: isize, window: Window) {
        let rows = isize::try_from(window.height.saturating_sub(2).max(1)).unwrap_or(1).saturating_mul(pages);
        self.place(window, |open, reader| {
            let top = reader.moved(open.top, rows).min(reader.last_top(window.height));
            let stuck = top == reader.row_start(open.top);
            let by = match (stuck, rows < 0) {
                (true, true) => Motion::Top,
                (true, false) => Motion::Bottom,
                (false, _) => Motion::Rows(rows),
            };
            (top, by.from(open.cursor, &open.document.text, reader))
        });
    }

    /// Keeps the cursor in view after the window changed.
    pub(super) fn settle(&mut self, window: Window) {
        self.motion(Motion::Rows(0), window);
    }

    fn place(&mut self, window: Window, to: impl Fn(&Open, &Reader<'_>) -> (usize, usize)) {
        let Some(open) = self.documents.get(self.current) else { return };
        let Some(reader) = open.reader(window) else { return };
        let (top, cursor) = to(open, &reader);
        if let Some(open) = self.documents.get_mut(self.current) {
            open.top = top;
            open.cursor = cursor;
        }
    }

    /// Begins a selection at the cursor.
    pub(super) fn select(&mut self) {
        self.selecting = self.open().map(|open| Selecting { from: open.cursor, whole_lines: false });
    }

    /// Begins a selection of the line under the cursor; it keeps to whole lines when rows are added.
    pub(super) fn select_line(&mut self, window: Window) {
        self.motion(Motion::LineStart, window);
        self.select();
        self.widen_to_lines();
        self.motion(Motion::LineEnd, window);
    }

    /// Lets the selection take whole lines from now on.
    pub(super) fn widen_to_lines(&mut self) {
        if let Some(selecting) = &mut self.selecting {
            selecting.whole_lines = true;
        }
    }

    /// Extends or shortens the selection. Rows keep whole lines whole; a step inside a line goes on from what is
    /// selected, letter by letter.
    pub(super) fn extend(&mut self, motion: Motion, window: Window) {
        let by_rows = matches!(motion, Motion::Rows(_) | Motion::Top | Motion::Bottom);
        if let Some((first, last)) = self.ends(window).filter(|_| !by_rows) {
            let backwards = self.open().zip(self.selecting).is_some_and(|(open, at)| open.cursor < at.from);
            let (from, cursor) = if backwards { (last, first) } else { (first, last) };
            self.selecting = Some(Selecting { from, whole_lines: false });
            self.place(window, |open, _| (open.top, cursor));
        }
        self.motion(motion, window);
    }

    /// Ends the selection.
    pub(super) fn deselect(&mut self) {
        self.selecting = None;
    }

    /// Whether text is being selected.
    pub(super) fn is_selecting(&self) -> bool {
        self.selecting.is_some()
    }

    /// The selected bytes of the open document.
    pub(super) fn selection(&self, window: Window) -> Option<Span> {
        let (first, last) = self.ends(window)?;
        Some(self.open()?.reader(window)?.between(first, last))
    }

    /// The first and the last selected cluster.
    fn ends(&self, window: Window) -> Option<(usize, usize)> {
        let (open, Selecting { from, whole_lines }) = (self.open()?, self.selecting?);
        let (first, last) = (from.min(open.cursor), from.max(open.cursor));
        if !whole_lines {
            return Some((first, last));
        }
        let (reader, text) = (open.reader(window)?, &open.document.text);
        Some((Motion::LineStart.from(first, text, &reader), Motion::LineEnd.from(last, text, &reader)))
    }

    /// The bytes of the row the cursor is in.
    pub(super) fn row_under_cursor(&self, window: Window) -> Option<Span> {
        let open = self.open()?;
        open.reader(window)?.row(open.cursor).map(|row| row.span)
    }

    /// Where the cursor is, in words: `line 12 of 40, page 2`.
    pub(super) fn place_in_words(&self) -> String {
        let Some((open, index)) = self.open().and_then(|open| Some((open, open.index()?))) else {
            return String::new();
        };
        let line = format!("line {} of {}", index.line_number(open.cursor), index.lines());
        match index.pages() {
            1 => line,
            pages => format!("{line}, page {} of {pages}", index.page_number(open.cursor)),
        }
    }
}

/// The same top while the cursor is in view, else one that brings it back at the nearer edge.
fn kept_in_view(reader: &Reader<'_>, top: usize, cursor: usize, height: usize) -> usize {
    let top = reader.row_start(top);
    let row = reader.row_start(cursor);
    if row < top {
        return row;
    }
    let last = reader.window(top, height).last().map_or(top, |row| row.span.start);
    if row <= last {
        return top;
    }
    let above = isize::try_from(height.saturating_sub(1)).unwrap_or(0);
    reader.moved(row, -above)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::DocumentKind;

    const WINDOW: Window = Window { width: 40, height: 5 };

    fn reading(texts: &[&str]) -> Reading {
        let document = |(nth, text): (usize, &&str)| {
            Arc::new(PoeDocument {
                file_name: format!("{nth}.txt"),
                kind: DocumentKind::Letter,
                uploaded_on: None,
                text: (*text).to_owned(),
            })
        };
        Reading::new(&texts.iter().enumerate().map(document).collect::<Vec<_>>())
    }

    fn many_lines() -> String {
        (1..=100).fold(String::new(), |text, n| text + "line number " + &n.to_string() + "\n")
    }

    #[test]
    fn a_spot_in_another_document_opens_that_document_there() {
        let mut reading = reading(&["first", &many_lines()]);
        let text = &reading.documents()[1].document.text;
        let at = text.find("number 60").unwrap();
        let span = Span::new(at, at + 9);
        let spot = Spot { document: "1.txt".into(), span, origin: super::super::spots::Origin::Pin };
        reading.show(&spot, WINDOW);
        assert_eq!(reading.position(), 1);
        assert_eq!(reading.place_in_words(), "line 60 of 101");
    }

    #[test]
    fn each_document_keeps_its_place() {
        let mut reading = reading(&[&many_lines(), "second"]);
        reading.motion(Motion::Rows(30), WINDOW);
        reading.step_document(1);
        reading.step_document(1);
        assert_eq!(reading.place_in_words(), "line 31 of 101");
    }

    #[test]
    fn paging_past_the_end_puts_the_cursor_on_the_last_line() {
        let mut reading = reading(&[&many_lines()]);
        for _ in 0..60 {
            reading.page(1, WINDOW);
        }
        assert_eq!(reading.place_in_words(), "line 101 of 101");
        for _ in 0..60 {
            reading.page(-1, WINDOW);
        }
        assert_eq!(reading.place_in_words(), "line 1 of 101");
    }

    #[test]
    fn a_selection_can_be_widened_to_whole_lines() {
        let mut reading = reading(&["  one two\nthree four\n"]);
        reading.motion(Motion::WordForward, WINDOW);
        reading.motion(Motion::WordForward, WINDOW);
        reading.select();
        reading.extend(Motion::Rows(1), WINDOW);
        reading.widen_to_lines();
        let span = reading.selection(WINDOW).unwrap();
        assert_eq!(span.of("  one two\nthree four\n"), Some("one two\nthree four"));
    }

    #[test]
    fn whole_lines_stay_whole_in_both_directions_and_words_shorten_them() {
        let text = "one two three\nfour\nfive six\n";
        let selected = |reading: &Reading| reading.selection(WINDOW).unwrap().of(text).unwrap().to_owned();
        for (rows, wanted) in [(1, "four\nfive six"), (-1, "one two three\nfour")] {
            let mut reading = reading(&[text]);
            reading.motion(Motion::Rows(1), WINDOW);
            reading.select_line(WINDOW);
            assert_eq!(selected(&reading), "four");
            reading.extend(Motion::Rows(rows), WINDOW);
            assert_eq!(selected(&reading), wanted);
        }
        let mut reading = reading(&[text]);
        reading.select_line(WINDOW);
        reading.extend(Motion::WordBack, WINDOW);
        assert_eq!(selected(&reading), "one two t");
        reading.widen_to_lines();
        assert_eq!(selected(&reading), "one two three");
    }

    #[test]
    fn a_claim_without_documents_can_be_read_without_harm() {
        let mut reading = reading(&[]);
        reading.motion(Motion::Bottom, WINDOW);
        reading.page(1, WINDOW);
        reading.step_document(1);
        assert_eq!(reading.selection(WINDOW), None);
        assert_eq!(reading.place_in_words(), "");
    }
}
