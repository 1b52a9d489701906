//! What every layer may look at: how things are drawn, how large the screen is, who works on what.

use super::glyphs::Glyphs;
use super::overlays::RunningJob;
use super::theme::Theme;
use crate::desk::DeskInfo;
use crate::domain::{Mode, SessionName};
use crate::text::clean;
use ratatui::layout::Size;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The training session that is played.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrainingPlace {
    /// Title of what is played.
    pub title: String,
    /// How it is played.
    pub mode: Mode,
    /// Name of the calibration, in one.
    pub session: Option<SessionName>,
    /// Whether leaving it leads back to the desk.
    pub from_desk: bool,
}

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
    /// The training session; `None` at a desk.
    pub training: Option<TrainingPlace>,
    /// Whether recorded reviews are shown instead of claims.
    pub walking: bool,
    /// What is recorded, in words; `None` when nothing is.
    pub recording: Option<&'static str>,
    /// The first key of each command by its name, as the person has bound it.
    pub keys: Arc<BTreeMap<&'static str, String>>,
}

impl Context {
    /// The first key of a command, or its name where it has none.
    pub fn key(&self, command: &str) -> String {
        self.keys.get(command).cloned().unwrap_or_else(|| command.to_owned())
    }

    /// What stands on every screen in training, also without colour.
    pub fn banner(&self) -> Option<String> {
        let place = self.training.as_ref()?;
        let dot = self.glyphs.dot;
        if self.walking {
            return Some(format!(" TRAINING {dot} walk-through "));
        }
        let recording = self.recording.map(|words| format!(" {} {words}  ", self.glyphs.record));
        let recording = recording.unwrap_or_default();
        let session = place.session.as_ref().map(|name| format!(" {name}")).unwrap_or_default();
        Some(format!(
            "{recording} TRAINING {dot} {} {dot} {}{session} ",
            clean::one_line(&place.title),
            place.mode.word()
        ))
    }

    /// That decisions are held here, as a sentence; `None` when none is.
    pub fn held_words(&self) -> Option<String> {
        let desk = self.desk.as_ref().filter(|desk| desk.held > 0)?;
        let many = if desk.held == 1 { "1 decision is" } else { &format!("{} decisions are", desk.held) };
        let until = desk.next_release.map(|at| format!(" after {} UTC", at.format("%Y-%m-%d %H:%M")));
        let until = until.unwrap_or_default();
        Some(format!("{many} held here and released when the desk is next used{until}."))
    }
}
