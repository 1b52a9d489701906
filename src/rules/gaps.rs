//! What is missing before a checklist can lead to a decision.
//!
//! The whole proof is read: one failed row never ends the review (DEC-11). A gap names its cell, its rule and
//! what to do. Nothing here looks at what the verdicts lead to.

use super::Gap;
use crate::domain::{Cell, CellKey, Checklist, Claim, EvidencePin, Judgement, Program, Requirement, Verdict};
use crate::policy::Edition;

/// Everything that keeps the checklist from leading to a decision, in reading order; empty means nothing does.
pub fn gaps(claim: &Claim, edition: &Edition, checklist: &Checklist) -> Vec<Gap> {
    if claim.program == Program::PartnerActivities {
        return vec![partner_activities()];
    }
    let mut gaps: Vec<Gap> =
        checklist.cells.iter().filter_map(|cell| cell_gap(claim, checklist, cell)).collect();
    gaps.extend(qualifications_gap(claim, edition, checklist));
    gaps
}

fn partner_activities() -> Gap {
    Gap {
        cell: None,
        rule: "POE-A10".into(),
        text: "Partner Activities are judged by their own components, which this checklist does not hold."
            .into(),
    }
}

fn cell_gap(claim: &Claim, checklist: &Checklist, cell: &Cell) -> Option<Gap> {
    let gap = |rule: &str, text: String| Some(Gap { cell: Some(cell.key.clone()), rule: rule.into(), text });
    let key = &cell.key;
    let Some(judgement) = &cell.judgement else {
        return cell.is_open().then(|| gap("DEC-11", format!("{key} is not judged yet."))).flatten();
    };
    let has_note = judgement.note.as_deref().is_some_and(|note| !note.trim().is_empty());
    match judgement.verdict {
        Verdict::Met if has_note => None,
        Verdict::Met => unsupported(claim, checklist, key, judgement).and_then(|text| gap("POE-003", text)),
        Verdict::NotMet | Verdict::Unclear => judgement.reasons.is_empty().then_some(()).and_then(|()| {
            gap("TPL-01", format!("{key} is {} without a reason: pick one.", judgement.verdict.label()))
        }),
        Verdict::NotApplicable if has_note || cell.settled.is_some() || is_conditional(key) => None,
        Verdict::NotApplicable => {
            gap("POE-002", format!("{key} always applies to a claim with proof: type why it does not here."))
        }
    }
}

/// Whether the row can be out of place without further words: only R6 is conditional (POE-002).
fn is_conditional(key: &CellKey) -> bool {
    key.requirement == Requirement::PublicSectorDisclosure
}

/// Why a verdict *met* rests on nothing (POE-003), if it does.
fn unsupported(claim: &Claim, checklist: &Checklist, key: &CellKey, judgement: &Judgement) -> Option<String> {
    let holds = |pin: &EvidencePin| claim.document(&pin.document).is_some_and(|doc| pin.quote(doc).is_some());
    let counts = |pin: &EvidencePin| !checklist.excluded.contains_key(&pin.document);
    if judgement.pins.iter().any(|pin| holds(pin) && counts(pin)) {
        return None;
    }
    Some(match judgement.pins.first() {
        None => format!("{key} is met without evidence: pin the text or type a reason."),
        Some(pin) if !holds(pin) => {
            format!(
                "{key} rests on text that {} no longer holds: pin it again or type a reason.",
                pin.document
            )
        }
        Some(pin) => {
            format!("{key} rests on {}, which does not count: pin other text or type a reason.", pin.document)
        }
    })
}

/// Managed Security Services need all five qualifications (WKL-MSS-06). A reviewer who ticks none has judged the
/// five at once; one who ticked some of them cannot call the connection met.
fn qualifications_gap(claim: &Claim, edition: &Edition, checklist: &Checklist) -> Option<Gap> {
    let seen = checklist.qualifications.as_ref()?;
    let managed = edition.profile(claim).managed_security;
    if !managed || seen.is_empty() || (1..=5).all(|number| seen.contains(&number)) {
        return None;
    }
    let connection = checklist.cells.iter().find(|cell| {
        cell.key.requirement == Requirement::WorkloadConnection && cell.verdict() == Some(Verdict::Met)
    })?;
    let missing: Vec<String> = (1..=5).filter(|n| !seen.contains(n)).map(|n: u8| n.to_string()).collect();
    Some(Gap {
        cell: Some(connection.key.clone()),
        rule: "WKL-MSS-06".into(),
        text: format!(
            "{} is met although qualification {} was not seen: all five are needed.",
            connection.key,
            missing.join(", ")
        ),
    })
}
