//! A review as it was typed: every key with its time, and what each of them recorded.
//!
//! Plain data as it stands in a log of keys (`docs/training.md`), one line each. A log holds neither a name nor the
//! text of a claim; what was typed or pasted stands in it as it came and is cleaned wherever it is shown.

use super::{
    AttemptCell, CellKey, Checklist, ClaimId, DecisionKind, Digest, EvidencePin, Mode, ReasonCode, ReasonMark,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Name and version of the format; stands in the first line of every log.
pub const KEY_LOG_SCHEMA: &str = "proofdesk.walk/1";

/// A log of keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyLog {
    /// What was reviewed, and in which surroundings.
    pub header: LogHeader,
    /// The keys in order.
    pub keys: Vec<LoggedKey>,
    /// How the recording ended; `None` when the program was ended before it could say so.
    pub end: Option<LogEnd>,
}

/// What was reviewed, and everything besides the keys that decides what they do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogHeader {
    /// [`KEY_LOG_SCHEMA`].
    pub schema: String,
    /// Version of the program that recorded it.
    pub program: String,
    /// Id of the training pack.
    pub pack: String,
    /// Digest of the claims of the pack and of the instant they are judged at.
    pub pack_digest: Digest,
    /// The claim.
    pub claim_id: ClaimId,
    /// Its digest, documents included.
    pub claim_digest: Digest,
    /// How the session was played; a mode that tells answers.
    pub mode: Mode,
    /// Columns of the terminal when the claim was opened.
    pub width: u16,
    /// Rows of it.
    pub height: u16,
    /// Text of the `keys.toml` that was in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bindings: Option<String>,
}

/// A key, a paste, or another size of the terminal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoggedKey {
    /// Milliseconds since the one before; of the first one, since the claim was opened.
    pub after: u64,
    /// What came.
    #[serde(flatten)]
    pub input: LogInput,
    /// Name of the command it ran, if it ran one by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub does: Option<String>,
    /// What it recorded.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub then: Vec<LogCheck>,
}

/// What came from the terminal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LogInput {
    /// A key as people write it: `y`, `ctrl-d`, `enter`.
    Key(String),
    /// Text that was pasted.
    Paste(String),
    /// Text that came back from an editor; `None` left it as it was.
    Edited(Option<String>),
    /// Columns and rows of the terminal from now on.
    Size(u16, u16),
}

/// What a key recorded, so that playing it can be compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LogCheck {
    /// A cell as it was afterwards: verdict, reasons, pins.
    Cell(AttemptCell),
    /// The reasons of the whole claim.
    ClaimReasons(Vec<ReasonCode>),
    /// The documents that do not count.
    Excluded(Vec<String>),
    /// The qualifications that were seen.
    Qualifications(BTreeSet<u8>),
    /// The decision that was committed.
    Decided(DecisionKind),
}

/// How a recording ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LogEnd {
    /// The claim was decided.
    Decided,
    /// The claim was left before that.
    Left,
}

/// Everything of a review that a key can record, apart from the decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// Cells with what was said about them, in the order of the checklist.
    pub cells: Vec<AttemptCell>,
    claim_reasons: Vec<ReasonCode>,
    excluded: Vec<String>,
    qualifications: BTreeSet<u8>,
}

impl Judged {
    /// What a checklist holds, with the text pinned to cells that are open.
    pub fn of(checklist: &Checklist, collected: &[(&CellKey, &EvidencePin)]) -> Self {
        let codes = |reasons: &[ReasonMark]| reasons.iter().map(|reason| reason.code.clone()).collect();
        let collected_for = |key: &CellKey| {
            let here = collected.iter().filter(|(cell, _)| *cell == key);
            here.map(|(_, pin)| (*pin).clone()).collect()
        };
        let cells = checklist.cells.iter().map(|cell| {
            let judged = cell.judgement.as_ref();
            AttemptCell {
                key: cell.key.clone(),
                verdict: judged.map(|judged| judged.verdict),
                reasons: judged.map(|judged| codes(&judged.reasons)).unwrap_or_default(),
                pins: judged.map_or_else(|| collected_for(&cell.key), |judged| judged.pins.clone()),
                evidence: Vec::new(),
                note: None,
            }
        });
        Self {
            cells: cells.collect(),
            claim_reasons: codes(&checklist.claim_reasons),
            excluded: checklist.excluded.keys().cloned().collect(),
            qualifications: checklist.qualifications.clone().unwrap_or_default(),
        }
    }

    /// What is otherwise than it was before.
    pub fn since(&self, before: &Self) -> Vec<LogCheck> {
        let cells = self.cells.iter().filter(|cell| !before.cells.contains(cell));
        let mut checks: Vec<LogCheck> = cells.cloned().map(LogCheck::Cell).collect();
        if self.claim_reasons != before.claim_reasons {
            checks.push(LogCheck::ClaimReasons(self.claim_reasons.clone()));
        }
        if self.excluded != before.excluded {
            checks.push(LogCheck::Excluded(self.excluded.clone()));
        }
        if self.qualifications != before.qualifications {
            checks.push(LogCheck::Qualifications(self.qualifications.clone()));
        }
        checks
    }
}

impl LogCheck {
    /// The cell it is about, if it is about one.
    pub const fn cell(&self) -> Option<&CellKey> {
        match self {
            Self::Cell(cell) => Some(&cell.key),
            _ => None,
        }
    }

    /// What was recorded, in a few words: `R5 Dates: met`, and what belongs to it: `, 1 text pinned`.
    pub fn told(&self) -> (String, String) {
        let codes =
            |codes: &[ReasonCode]| codes.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let alone = |words: String| (words, String::new());
        match self {
            Self::Cell(cell) => {
                let verdict = cell.verdict.map_or("open", |verdict| verdict.label()).to_lowercase();
                let name = cell.key.workload.as_deref().unwrap_or_else(|| cell.key.requirement.label());
                let reasons = if cell.reasons.is_empty() {
                    String::new()
                } else {
                    format!(", {}", codes(&cell.reasons))
                };
                let pins = match cell.pins.len() {
                    0 => String::new(),
                    1 => ", 1 text pinned".to_owned(),
                    texts => format!(", {texts} texts pinned"),
                };
                (format!("{} {name}: {verdict}", cell.key.requirement.code()), reasons + &pins)
            }
            Self::ClaimReasons(reasons) if reasons.is_empty() => alone("no reason of the claim".to_owned()),
            Self::ClaimReasons(reasons) => alone(format!("reasons of the claim: {}", codes(reasons))),
            Self::Excluded(names) if names.is_empty() => alone("every document counts".to_owned()),
            Self::Excluded(names) => alone(format!("does not count: {}", names.join(", "))),
            Self::Qualifications(seen) => alone(format!("{} qualifications seen", seen.len())),
            Self::Decided(kind) => alone(format!("decided: {}", kind.label().to_lowercase())),
        }
    }

    /// The same in one piece.
    pub fn words(&self) -> String {
        let (what, more) = self.told();
        what + &more
    }
}
