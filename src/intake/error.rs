//! Why a source cannot be read at all.

use super::Refusal;
use std::io;

/// The source itself failed; a claim that cannot be read is a [`super::Refusal`] instead.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// The source could not be opened.
    #[error("cannot open {file}: {source}")]
    Open {
        /// File, cleaned for display.
        file: String,
        /// The system's answer.
        source: io::Error,
    },
    /// Not a regular file: a folder, a pipe or a device.
    #[error("{file} is not a regular file")]
    NotAFile {
        /// File, cleaned for display.
        file: String,
    },
    /// Reading broke off.
    #[error("cannot read {file} after line {line}: {source}")]
    Read {
        /// File, cleaned for display.
        file: String,
        /// Last line that was read.
        line: u64,
        /// The system's answer.
        source: io::Error,
    },
    /// A line of it cannot be used, and nothing of the rest makes sense without it.
    #[error("{0}")]
    Line(Box<Refusal>),
}
