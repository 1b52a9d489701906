//! Claims from JSON Lines and CSV files, and what trainers and trainees answered to them.
//!
//! Distrusts everything: every size, count and depth has a limit, a file is read line by line whatever its length,
//! and a document's `path` cannot leave the folder of its claims file. A claim that cannot be read is refused
//! alone, with file, line, field and reason; nothing is dropped silently and nothing is guessed.

mod answers;
mod attachment;
mod attempts;
mod claim_lines;
mod context;
mod csv;
mod error;
mod fields;
mod json;
mod jsonl;
mod key_log;
mod limits;
mod lines;
mod record;
mod report;
mod reporter;

pub use answers::{AnswerSource, Answers, read_answers};
pub use attempts::{Attempts, read_attempts};
pub use claim_lines::claim_lines;
pub use error::IntakeError;
pub use key_log::{LONGEST_LINE, LogSource, MOST_KEYS, parse_key_log, read_key_log};
pub use limits::Limits;
pub use report::{Note, ReadTotals, Reading, Refusal};

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

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
    /// The source at a path by its ending: JSON Lines or CSV. `None` for any other ending.
    pub fn at(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_lowercase();
        match ending.as_str() {
            "jsonl" | "ndjson" | "json" => Some(Self::Jsonl(path.to_owned())),
            "csv" => Some(Self::Csv(path.to_owned())),
            _ => None,
        }
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
