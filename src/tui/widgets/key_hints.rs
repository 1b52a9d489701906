//! The footer: which keys do what here, most useful first, cut by width.

use super::fit::width;
use crate::tui::context::Context;
use crate::tui::theme::Tint;
use ratatui::text::{Line, Span};

/// One hint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyHint {
    /// The key.
    pub key: String,
    /// What it does, in a word or two.
    pub words: &'static str,
    /// Whether it can be done now; otherwise it is shown faint, never hidden.
    pub available: bool,
}

/// As many hints as fit; the last `kept` ones always do.
pub fn line(hints: &[KeyHint], kept: usize, cells: usize, context: &Context) -> Line<'static> {
    let cost = |hint: &KeyHint| width(&hint.key) + 1 + width(hint.words) + 2;
    let (first, last) = hints.split_at(hints.len().saturating_sub(kept));
    let mut room = cells.saturating_sub(1 + last.iter().map(cost).sum::<usize>());
    let fitting = first.iter().take_while(|hint| {
        let fits = cost(hint) <= room;
        room = room.saturating_sub(cost(hint));
        fits
    });
    let mut spans = vec![Span::raw(" ")];
    for hint in fitting.chain(last) {
        let (key, words) = if hint.available { (Tint::Key, Tint::Muted) } else { (Tint::Faint, Tint::Faint) };
        spans.push(Span::styled(hint.key.clone(), context.theme.style(key)));
        spans.push(Span::styled(format!(" {}  ", hint.words), context.theme.style(words)));
    }
    Line::from(spans)
}
