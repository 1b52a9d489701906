//! Where the program begins, and what a person can set before.

use crate::desk::Reading;
use crate::desk::training::PackSummary;
use crate::desk::training::calibration::CalibrationOptions;
use crate::domain::{Decision, Mode, SessionName};
use crate::tui::context::TrainingPlace;
use crate::tui::layers::Layer;
use crate::tui::message::Step;
use crate::tui::screens::{QueueScreen, TrainingScreen, WalkScreen, WalksScreen};
use crate::tui::theme::ThemeName;
use std::path::PathBuf;

/// What a person can set before the start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The theme to begin with.
    pub theme: ThemeName,
    /// Draw with ASCII only.
    pub ascii: bool,
    /// Text of the person's own `keys.toml`.
    pub keys: Option<String>,
    /// The command line of the person's own editor.
    pub editor: Option<std::ffi::OsString>,
    /// Size to draw for while the terminal does not tell its own.
    pub size: Option<(u16, u16)>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { theme: ThemeName::Dark, ascii: false, keys: None, editor: None, size: None }
    }
}

/// Where the program begins.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Start {
    /// The training session that is played; `None` at a desk.
    pub training: Option<TrainingPlace>,
    /// Training packs that are offered at a desk.
    pub packs: Vec<PackSummary>,
    /// Recorded reviews instead of claims.
    pub walks: Option<Walks>,
    /// Records the claim that is opened first, into this file.
    pub record: Option<PathBuf>,
    /// Notes from a calibration that was just left, to be offered at a desk.
    pub handed: Option<Handed>,
}

/// Notes on requirements that were written in a calibration: values, from which no file can be reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handed {
    /// Name of the calibration.
    pub session: SessionName,
    /// The notes.
    pub notes: Vec<Reading>,
}

/// Which recorded reviews are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Walks {
    /// The list.
    All,
    /// The one in this file, or of this name.
    One(String),
}

/// What was chosen to train with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TrainingChoice {
    /// A pack.
    Pack {
        /// Its id.
        id: String,
        /// Its title.
        title: String,
        /// How it is to be played.
        mode: Mode,
    },
    /// A calibration of a pack.
    Calibration {
        /// Id of the pack.
        id: String,
        /// Its title.
        title: String,
        /// Which calibration.
        asked: CalibrationOptions,
    },
    /// The claims of the desk, with decisions of others to compare with later.
    Live(Vec<Decision>),
}

impl Start {
    /// The lowest layer, and what it asks for.
    pub(super) fn lowest_layer(&self) -> (Layer, Vec<Step>) {
        match (&self.walks, &self.training) {
            (Some(Walks::All), _) => {
                let (walks, steps) = WalksScreen::open();
                (Layer::Walks(walks), steps)
            }
            (Some(Walks::One(name)), _) => {
                let (walk, steps) = WalkScreen::open(name);
                (Layer::Walk(Box::new(walk)), steps)
            }
            (None, Some(_)) => {
                let (claims, steps) = TrainingScreen::open();
                (Layer::Training(claims), steps)
            }
            (None, None) => {
                let (queue, steps) = QueueScreen::open();
                (Layer::Queue(queue), steps)
            }
        }
    }
}
