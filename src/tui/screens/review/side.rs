//! Facts, documents and comments of the claim: what is looked up, not judged.

use super::ReviewScreen;
use crate::text::clean;
use crate::tui::context::Context;
use crate::tui::theme::Tint;
use crate::tui::widgets::fit::{fit, wrap};
use ratatui::text::{Line, Span};

/// What the side pane shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// Facts about claim and parties.
    Facts,
    /// The documents, to choose from.
    Documents,
    /// The comments.
    Comments,
    /// What an earlier decision asked for.
    Requests,
}

impl Side {
    /// The title of the pane.
    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Facts => "Facts",
            Self::Documents => "Documents",
            Self::Comments => "Comments",
            Self::Requests => "Asked before",
        }
    }
}

/// A row of the side pane.
pub(super) struct SideRow {
    /// What is drawn.
    pub line: Line<'static>,
    /// Position of the document it stands for.
    pub document: Option<usize>,
}

impl From<Line<'static>> for SideRow {
    fn from(line: Line<'static>) -> Self {
        Self { line, document: None }
    }
}

/// Every row of the side pane for this inner width.
pub(super) fn rows(screen: &ReviewScreen, context: &Context, width: usize) -> Vec<SideRow> {
    match screen.side {
        Side::Facts => facts(screen, context, width),
        Side::Documents => documents(screen, context, width),
        Side::Comments => comments(screen, context, width),
        Side::Requests => super::returning::requests(screen, context, width),
    }
}

const LABEL: usize = 11;

fn facts(screen: &ReviewScreen, context: &Context, width: usize) -> Vec<SideRow> {
    let mut rows = Vec::new();
    for (label, value, tint) in super::facts::facts(screen) {
        for (nth, part) in
            wrap(&clean::one_line(&value), width.saturating_sub(LABEL + 2)).into_iter().enumerate()
        {
            let label = if nth == 0 { label } else { "" };
            rows.push(SideRow::from(Line::from(vec![
                Span::styled(format!(" {label:<LABEL$}"), context.theme.style(Tint::Muted)),
                Span::styled(part, context.theme.style(tint)),
            ])));
        }
    }
    rows
}

fn documents(screen: &ReviewScreen, context: &Context, width: usize) -> Vec<SideRow> {
    let mut rows = Vec::new();
    for (position, open) in screen.reading.documents().iter().enumerate() {
        let document = &open.document;
        let chosen = position == screen.side_at;
        let mark = if chosen { context.glyphs.selected } else { " " };
        let name = fit(&clean::one_line(&document.file_name), width.saturating_sub(2), &context.glyphs);
        let line = Line::from(vec![
            Span::styled(mark, context.theme.style(Tint::BorderFocused)),
            Span::styled(name, context.theme.style(Tint::Text)),
        ]);
        let line = if chosen { line.patch_style(context.theme.selection()) } else { line };
        rows.push(SideRow { line, document: Some(position) });
        rows.push(SideRow::from(Line::styled(
            fit(
                &format!("   {}", super::facts::about_document(screen, position, context.glyphs.dot)),
                width,
                &context.glyphs,
            ),
            context.theme.style(Tint::Muted),
        )));
    }
    if rows.is_empty() {
        rows.push(SideRow::from(Line::styled(
            " No document was submitted.",
            context.theme.style(Tint::Muted),
        )));
    }
    rows
}

fn comments(screen: &ReviewScreen, context: &Context, width: usize) -> Vec<SideRow> {
    let mut rows = Vec::new();
    for comment in screen.review.claim.comments.iter().rev() {
        let head = format!(" {}  {}", comment.on.format("%Y-%m-%d %H:%M"), clean::one_line(&comment.author));
        rows.push(SideRow::from(Line::styled(
            fit(&head, width, &context.glyphs),
            context.theme.style(Tint::Muted),
        )));
        for part in wrap(&clean::one_line(&comment.text), width.saturating_sub(4)) {
            rows.push(SideRow::from(Line::styled(format!("   {part}"), context.theme.style(Tint::Text))));
        }
    }
    if rows.is_empty() {
        let text = " Nobody has written a comment on this claim.";
        rows.push(SideRow::from(Line::styled(text, context.theme.style(Tint::Muted))));
    }
    rows
}
