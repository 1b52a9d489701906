//! Decisions leaving the desk: JSON Lines or JSON without loss, CSV with one row per cell for spreadsheets.
//!
//! A target appears whole or not at all and is never overwritten. Personal data is left out unless it is asked
//! for. A CSV field that a spreadsheet would take for a formula is neutralised (interchange formats §4).

use super::private_file::{Existing, write_whole};
use super::safe_json::{write_json_line, write_json_pretty};
use super::{DecisionState, Failure, FailureKind};
use crate::domain::{Decision, DecisionCell, Digest, EvidencePin};
use serde::Serialize;
use std::io::{self, Write};
use std::path::Path;

/// How decisions are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    /// One decision per line.
    Jsonl,
    /// One document.
    Json,
    /// One row per cell.
    Csv,
}

/// What to export, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExportOptions {
    /// Format.
    pub format: ExportFormat,
    /// Also decisions that were withdrawn or opened again.
    pub withdrawn: bool,
    /// Only decisions that were released.
    pub released: bool,
    /// Also contact names and addresses.
    pub personal_data: bool,
}

/// A decision as it is exported.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ExportedDecision {
    /// The decision.
    #[serde(flatten)]
    pub decision: Decision,
    /// Number of its event in the desk.
    pub seq: u64,
    /// Hash of that event.
    pub event_hash: Digest,
    /// Whether it was taken back while it was held.
    pub withdrawn: bool,
    /// What became of it: held, released, withdrawn, reopened or voided.
    pub state: DecisionState,
    /// Partner contact, when personal data was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partner_contact: Option<String>,
    /// Customer contact, when personal data was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer_contact: Option<String>,
}

/// Columns of the CSV, in order.
const COLUMNS: &[&str] = &[
    "claim_id",
    "decision",
    "derived",
    "round",
    "withdrawn",
    "approved_workloads",
    "residual_workloads",
    "requirement",
    "workload",
    "verdict",
    "reason_codes",
    "pins",
    "note",
    "claim_reasons",
    "rationale",
    "waived",
    "comment",
    "residual_comment",
    "templates",
    "deadline",
    "edition",
    "reviewer",
    "role",
    "decided_at",
    "claim_digest",
    "decision_id",
    "supersedes",
    "seq",
    "event_hash",
    "partner_contact",
    "customer_contact",
    "state",
    "held_until",
];

/// Writes the decisions to a stream.
pub(super) fn write(
    decisions: &[ExportedDecision],
    format: ExportFormat,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        ExportFormat::Jsonl => decisions.iter().try_for_each(|decision| {
            write_json_line(out, decision)?;
            out.write_all(b"\n")
        }),
        ExportFormat::Json => {
            let document = serde_json::json!({ "schema": "proofdesk.decisions/1", "items": decisions });
            write_json_pretty(out, &document)?;
            out.write_all(b"\n")
        }
        ExportFormat::Csv => write_csv(decisions, out),
    }
}

fn write_csv(decisions: &[ExportedDecision], out: &mut dyn Write) -> io::Result<()> {
    let mut table = csv::WriterBuilder::new()
        .quote_style(csv::QuoteStyle::Always)
        .terminator(csv::Terminator::CRLF)
        .from_writer(out);
    table.write_record(COLUMNS)?;
    for exported in decisions {
        for cell in &exported.decision.cells {
            table.write_record(row(exported, cell).iter().map(|field| inert(field)))?;
        }
    }
    table.flush()
}

fn row(exported: &ExportedDecision, cell: &DecisionCell) -> Vec<String> {
    let decision = &exported.decision;
    let optional = |text: &Option<String>| text.clone().unwrap_or_default();
    vec![
        decision.claim_id.to_string(),
        decision.kind.word().to_owned(),
        decision.derived.word().to_owned(),
        decision.round.to_string(),
        exported.withdrawn.to_string(),
        decision.split.approved().join("; "),
        decision.split.residual().join("; "),
        cell.key.requirement.word().to_owned(),
        optional(&cell.key.workload),
        cell.verdict.word().to_owned(),
        joined(cell.reasons.iter().map(|mark| mark.code.to_string())),
        joined(cell.pins.iter().map(pin_words)),
        optional(&cell.note),
        joined(decision.claim_reasons.iter().map(|mark| mark.code.to_string())),
        optional(&decision.rationale),
        decision.waived.join("; "),
        decision.comment.clone(),
        optional(&decision.residual_comment),
        decision.templates.join("; "),
        decision.deadline.map(|at| at.to_rfc3339()).unwrap_or_default(),
        decision.edition.to_string(),
        decision.actor.name.clone(),
        decision.actor.role.word().to_owned(),
        decision.decided_at.to_rfc3339(),
        decision.claim_digest.to_string(),
        decision.id.to_string(),
        decision.supersedes.as_ref().map(ToString::to_string).unwrap_or_default(),
        exported.seq.to_string(),
        exported.event_hash.to_string(),
        optional(&exported.partner_contact),
        optional(&exported.customer_contact),
        exported.state.word().to_owned(),
        decision.held_until.map(|at| at.to_rfc3339()).unwrap_or_default(),
    ]
}

fn joined(words: impl Iterator<Item = String>) -> String {
    words.collect::<Vec<_>>().join("; ")
}

fn pin_words(pin: &EvidencePin) -> String {
    format!("{} {}-{} {}", pin.document, pin.span.start, pin.span.end, pin.quote_sha256)
}

/// Puts an apostrophe before a field that a spreadsheet would take for a formula (OWASP ASVS 1.2.10).
pub fn inert(field: &str) -> String {
    let start = field.trim_start_matches(['\u{feff}', '\u{200b}', ' ']).chars().next();
    let formula = start.is_some_and(|c| "=+-@|%\t\r\n\0＝＋－＠".contains(c));
    if formula { format!("'{field}") } else { field.to_owned() }
}

/// Writes to a new file: complete, owner-only, never over an existing one.
pub(super) fn to_new_file(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    let failed = |error: &io::Error| {
        let failure = Failure::new(
            FailureKind::Data,
            format!("The export could not be written to {}.", path.display()),
            error.to_string(),
        );
        match error.kind() {
            io::ErrorKind::AlreadyExists => failure.hint("Choose a new name; nothing is ever overwritten."),
            _ => failure,
        }
    };
    write_whole(path, Existing::Stays, write).map_err(|error| failed(&error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_is_neutralised_and_plain_text_is_not() {
        assert_eq!(inert("=HYPERLINK(\"http://x\")"), "'=HYPERLINK(\"http://x\")");
        assert_eq!(inert(" \u{200b}@SUM(A1)"), "' \u{200b}@SUM(A1)");
        assert_eq!(inert("＝1"), "'＝1");
        assert_eq!(inert("RC-R4-03"), "RC-R4-03");
    }

    #[test]
    fn an_existing_file_is_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.jsonl");
        to_new_file(&path, |out| out.write_all(b"first")).unwrap();
        let failure = to_new_file(&path, |out| out.write_all(b"second")).unwrap_err();
        assert!(failure.hint.unwrap().contains("ever overwritten"));
        assert_eq!(std::fs::read(&path).unwrap(), b"first");
    }

    #[test]
    fn a_failing_export_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.jsonl");
        to_new_file(&path, |_| Err(io::Error::other("disk full"))).unwrap_err();
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
