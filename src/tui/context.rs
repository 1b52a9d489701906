//! What every layer may look at: how things are drawn, how large the screen is, who works on what.

use super::glyphs::Glyphs;
use super::overlays::RunningJob;
use super::theme::Theme;
use crate::desk::DeskInfo;
use ratatui::layout::Size;

/// Shared, read-only surroundings of the layers.
#[derive(Debug, Clone, PartialEq)]
pub struct Context {
    /// Meaning to style.
    pub theme: Theme,
    /// Meaning to sign.
    pub glyphs: Glyphs,
    /// Size of the terminal in cells.
    pub area: Size,
    /// Who works on what; `None` until the desk has answered for the first time.
    pub desk: Option<DeskInfo>,
    /// Work that is running and long enough to speak of.
    pub jobs: Vec<RunningJob>,
}

impl Context {
    /// That decisions are held here, as a sentence; `None` when none is.
    pub fn held_words(&self) -> Option<String> {
        let desk = self.desk.as_ref().filter(|desk| desk.held > 0)?;
        let many = if desk.held == 1 { "1 decision is" } else { &format!("{} decisions are", desk.held) };
        let until = desk.next_release.map(|at| format!(" after {} UTC", at.format("%Y-%m-%d %H:%M")));
        let until = until.unwrap_or_default();
        Some(format!("{many} held here and released when the desk is next used{until}."))
    }
}
