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
