//! Differing opinions on a sample claim, with the text they rest on, as the desk would open them.

use super::samples;
use proofdesk::desk::{
    AdjudicationDraft, CellTexts, Difference, DifferingCell, OpenDifference, Opinion, OpinionCell,
    PinnedText, SettledCell, Settlement,
};
use proofdesk::domain::{
    Cause, CellKey, Claim, DecisionKind, Digest, EvidencePin, Requirement, Stream, Verdict,
};
use proofdesk::rules;
use proofdesk::text::Span;
use proofdesk::tui::message::{DifferencesRequest, Reply};

/// The claim that is settled in tests.
pub(crate) const CLAIM: &str = "3128950";

/// Answers as a desk with three differences, one of them settled.
pub(crate) fn answer(request: DifferencesRequest) -> Reply {
    match request {
        DifferencesRequest::List => Reply::Differences(all()),
        DifferencesRequest::Open(claim_id, second) => {
            let found = all().into_iter().find(|one| one.claim_id == claim_id && one.second.hash == second);
            Reply::Difference(Box::new(open(found.unwrap())))
        }
        DifferencesRequest::Settle(request, _) => Reply::Settled(request.claim_id),
    }
}

fn all() -> Vec<Difference> {
    let outcome_only = Difference { stream: None, ..difference("3129177", &[]) };
    let mut settled = difference("3129406", &[Requirement::CustomerAcknowledgement]);
    settled.settled = Some(Settlement {
        by: "mia".into(),
        at: at("2025-09-14T10:00:00Z"),
        kind: DecisionKind::Approve,
        cells: settled.differing().map(|cell| settled_cell(&cell.key)).collect(),
        note: "The mail is the customer's own.".into(),
    });
    vec![difference(CLAIM, &[Requirement::ActivityDetail, Requirement::Dates]), outcome_only, settled]
}

fn settled_cell(key: &CellKey) -> SettledCell {
    SettledCell { key: key.clone(), verdict: Verdict::Met, cause: Cause::EvidenceMissed }
}

fn at(text: &str) -> chrono::DateTime<chrono::Utc> {
    text.parse().unwrap()
}

fn opinion(by: &str, day: &str, kind: DecisionKind) -> Opinion {
    Opinion {
        hash: Digest::of(format!("{by} {day}").as_bytes()),
        by: by.into(),
        at: at(day),
        kind,
        desk: None,
    }
}

/// Two opinions that differ on the first cell of each of these requirements.
fn difference(id: &str, differing: &[Requirement]) -> Difference {
    let claim = samples::claim(id);
    let checklist = rules::checklist(&claim, &samples::edition_of(&claim));
    let mut left = differing.to_vec();
    let mut cells: Vec<DifferingCell> = checklist
        .open_cells()
        .enumerate()
        .map(|(at, cell)| {
            let differs = left.iter().position(|row| *row == cell.key.requirement).map(|at| left.remove(at));
            compared(&claim, &cell.key, (at, differs.is_some()))
        })
        .collect();
    cells.sort_by_key(|cell| !cell.differs());
    Difference {
        claim_id: claim.claim_id.clone(),
        digest: claim.digest(),
        stream: Some(Stream::Random),
        first: opinion("ana", "2025-09-12T09:30:00Z", DecisionKind::PartialApprove),
        second: opinion("bela", "2025-09-13T15:10:00Z", DecisionKind::ActionRequired),
        cells,
        settled: None,
    }
}

fn compared(claim: &Claim, key: &CellKey, (at, differs): (usize, bool)) -> DifferingCell {
    let said = |verdict, note: Option<&str>, from: usize| OpinionCell {
        verdict,
        reasons: if verdict == Verdict::Met { Vec::new() } else { vec!["RC-R5-06".parse().unwrap()] },
        note: note.map(str::to_owned),
        pins: pin(claim, from).into_iter().collect(),
    };
    let second = if differs { Verdict::Unclear } else { Verdict::Met };
    let note = differs.then_some("The month is in the mail, the day is not.");
    DifferingCell {
        key: key.clone(),
        first: said(Verdict::Met, None, at * 40),
        second: said(second, note, at * 40 + 120),
    }
}

/// A pin on the first line with text of the first document that begins behind this byte.
fn pin(claim: &Claim, from: usize) -> Option<EvidencePin> {
    let document = claim.documents.first()?;
    let mut start = 0;
    for line in document.text.split_inclusive('\n') {
        if start >= from && !line.trim().is_empty() {
            return EvidencePin::new(document, Span::new(start, start + line.trim_end().len()));
        }
        start += line.len();
    }
    None
}

/// The difference as it is opened, without what was chosen before.
fn open(difference: Difference) -> OpenDifference {
    let claim = samples::claim(difference.claim_id.as_str());
    let texts = |pins: &[EvidencePin]| pins.iter().map(|pin| text(pin, &claim)).collect();
    OpenDifference {
        texts: difference
            .cells
            .iter()
            .map(|cell| CellTexts { first: texts(&cell.first.pins), second: texts(&cell.second.pins) })
            .collect(),
        parties: Some((claim.partner.name.clone(), claim.customer.name.clone())),
        edition: Some(samples::edition_of(&claim)),
        choices: vec![
            DecisionKind::PartialApprove,
            DecisionKind::ActionRequired,
            DecisionKind::Approve,
            DecisionKind::Reject,
        ],
        objection: None,
        draft: AdjudicationDraft::default(),
        difference,
    }
}

fn text(pin: &EvidencePin, claim: &Claim) -> PinnedText {
    let document = claim.document(&pin.document).unwrap();
    let (before, _) = document.text.split_at(pin.span.start);
    let (_, after) = document.text.split_at(pin.span.end);
    PinnedText {
        document: pin.document.clone(),
        line: before.lines().count() + 1,
        before: before.lines().last().unwrap_or_default().to_owned(),
        quote: pin.quote(document).map(str::to_owned),
        after: after.lines().nth(1).unwrap_or_default().to_owned(),
    }
}
