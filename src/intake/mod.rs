//! Claims from JSON Lines and CSV files.
//!
//! Distrusts everything: every size, count and depth has a limit, a file is read line by line whatever its length,
//! and a document's `path` cannot leave the folder of its claims file. A claim that cannot be read is refused
//! alone, with file, line, field and reason; nothing is dropped silently and nothing is guessed.

mod attachment;
mod context;
mod csv;
mod error;
mod fields;
mod json;
mod jsonl;
mod limits;
mod lines;
mod record;
mod report;
mod reporter;

pub use error::IntakeError;
pub use limits::Limits;
pub use report::{Note, ReadTotals, Reading, Refusal};

use std::ops::ControlFlow;
use std::path::PathBuf;

/// Where claims come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClaimSource {
    /// A file of JSON Lines (interchange formats §1). Documents may be files beside it.
    Jsonl(PathBuf),
    /// A file of CSV (`docs/snapshot-format.md`). Documents may be files beside it.
    Csv(PathBuf),
    /// A text held by the program, as JSON Lines. Its documents must be inline.
    Text {
        /// Name for reports.
        name: String,
        /// The lines.
        text: &'static str,
    },
}

impl ClaimSource {
    /// The source at a path: CSV when its name ends in `.csv`, JSON Lines otherwise.
    pub fn at(path: PathBuf) -> Self {
        let is_csv = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
        if is_csv { Self::Csv(path) } else { Self::Jsonl(path) }
    }
}

/// Reads every claim of a source in the order of the file and hands over what is found, claim by claim.
///
/// `on` decides after each report whether to go on; [`Reading::Bytes`] comes often enough to serve as a progress
/// report and as the point to cancel. Fails only when the source itself cannot be read.
pub fn read(
    source: &ClaimSource,
    limits: &Limits,
    on: &mut dyn FnMut(Reading) -> ControlFlow<()>,
) -> Result<ReadTotals, IntakeError> {
    match source {
        ClaimSource::Jsonl(path) => jsonl::read_file(path, limits, on),
        ClaimSource::Csv(path) => csv::read_file(path, limits, on),
        ClaimSource::Text { name, text } => jsonl::read_text(name, text, limits, on),
    }
}
