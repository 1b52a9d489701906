//! Commands of the review screen and of the dialogs that belong to it.

use super::CommandSpec;

/// The review screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReviewCommand {}

pub(super) const ROWS: &[CommandSpec] = &[];
