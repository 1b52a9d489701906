//! From a judged checklist to the decision that follows (EVA-4 to EVA-7, DEC-12).
//!
//! A function of the verdicts and reasons alone: who asks, which status the claim has and whether a conflict is
//! open are questions of the guards.

use super::requirements::workload_names;
use super::sentence::Judged;
use super::status::is_dispute;
use super::{Gap, Outcome, Standing, gaps, ruled, split, unchanged};
use crate::domain::{Checklist, Claim, DecisionKind, ReasonCode, ReasonMark};
use crate::policy::{Edition, ReasonDefault};

/// The decision that follows from the cells and from what the partner was asked before: a resubmission that brings
/// nothing new while old reasons stand is rejected instead of asked again (DEC-12, EVA-8). Rulings on contested lines
/// narrow what can be approved (CON-21 to CON-24).
pub fn outcome_with(
    claim: &Claim,
    edition: &Edition,
    checklist: &Checklist,
    standing: &Standing,
) -> Result<Outcome, Vec<Gap>> {
    if standing.rulings.is_empty() {
        return from_papers(claim, edition, checklist, standing);
    }
    let alone = ruled::without_conflict_reasons(checklist, edition);
    let papers = from_papers(claim, edition, &alone, standing)?;
    Ok(ruled::narrowed(claim, edition, papers, &standing.rulings))
}

fn from_papers(
    claim: &Claim,
    edition: &Edition,
    checklist: &Checklist,
    standing: &Standing,
) -> Result<Outcome, Vec<Gap>> {
    let derived = outcome(claim, edition, checklist)?;
    let earlier = standing.earlier.as_ref();
    let still = earlier.map_or_else(Vec::new, |earlier| unchanged(claim, earlier, checklist));
    if derived.kind != DecisionKind::ActionRequired || still.is_empty() {
        return Ok(derived);
    }
    let kind = DecisionKind::Reject;
    let codes: Vec<&str> = still.iter().map(ReasonCode::as_str).collect();
    let sentence =
        format!("Reject: submitted again without any new text, and {} still stands.", codes.join(", "));
    let split = split::split_by(kind, &derived.passing, &workload_names(claim));
    Ok(Outcome { kind, split, sentence, rule: "EVA-8".into(), ..derived })
}

/// The decision that follows from the cells, or what is missing before one can.
pub fn outcome(claim: &Claim, edition: &Edition, checklist: &Checklist) -> Result<Outcome, Vec<Gap>> {
    let gaps = gaps(claim, edition, checklist);
    if !gaps.is_empty() {
        return Err(gaps);
    }
    let claimed = workload_names(claim);
    let passing = split::passing(claim, checklist);
    let claim_reject = first(&checklist.claim_reasons, |code| rejects_at_once(edition, code));
    let any_reject = first(all_reasons(checklist), |code| {
        rejects_at_once(edition, code) || rejects_by_default(edition, code)
    });
    let (kind, rule) = derive(&Situation {
        passing: Passing::of(passing.len(), claimed.len()),
        dispute: is_dispute(claim, edition),
        partial_known: edition.parameters.partial_approval,
        claim_rejects: claim_reject.is_some(),
        any_rejects: any_reject.is_some(),
    });
    let at_once = claim_reject.or(any_reject).map(|code| described(edition, code));
    Ok(Outcome {
        kind,
        split: split::split_by(kind, &passing, &claimed),
        sentence: Judged { claim, edition, checklist }.sentence(kind, at_once.as_deref()),
        passing,
        rule: rule.into(),
    })
}

/// How many claimed workloads pass.
#[derive(Clone, Copy)]
enum Passing {
    All,
    Some,
    None,
}

impl Passing {
    /// A claim without workloads has nothing that passes.
    const fn of(passing: usize, claimed: usize) -> Self {
        match passing {
            0 => Self::None,
            _ if passing == claimed => Self::All,
            _ => Self::Some,
        }
    }
}

/// What the derivation looks at.
#[allow(clippy::struct_excessive_bools, reason = "the columns of the derivation table")]
struct Situation {
    passing: Passing,
    dispute: bool,
    partial_known: bool,
    claim_rejects: bool,
    any_rejects: bool,
}

/// The derivation table: the first row that fits decides, and names its rule.
const fn derive(situation: &Situation) -> (DecisionKind, &'static str) {
    match situation {
        Situation { passing: Passing::All, claim_rejects: false, .. } => (DecisionKind::Approve, "DEC-01"),
        Situation { dispute: true, .. } => (DecisionKind::FinalReject, "DEC-05"),
        Situation { claim_rejects: true, .. } => (DecisionKind::Reject, "DEC-12"),
        Situation { passing: Passing::Some, partial_known: true, .. } => {
            (DecisionKind::PartialApprove, "DEC-02")
        }
        Situation { passing: Passing::Some, .. } => (DecisionKind::ActionRequired, "OQ-17"),
        Situation { any_rejects: true, .. } => (DecisionKind::Reject, "DEC-12"),
        _ => (DecisionKind::ActionRequired, "DEC-12"),
    }
}

/// Every reason given, on cells first and then on the claim.
pub(super) fn all_reasons(checklist: &Checklist) -> impl Iterator<Item = &ReasonMark> {
    checklist
        .cells
        .iter()
        .filter_map(|cell| cell.judgement.as_ref())
        .flat_map(|judgement| &judgement.reasons)
        .chain(&checklist.claim_reasons)
}

fn first<'a>(
    reasons: impl IntoIterator<Item = &'a ReasonMark>,
    test: impl Fn(&ReasonCode) -> bool,
) -> Option<&'a ReasonCode> {
    reasons.into_iter().map(|reason| &reason.code).find(|code| test(code))
}

/// Whether DEC-12 lists the reason as one for which a claim is rejected at once.
fn rejects_at_once(edition: &Edition, code: &ReasonCode) -> bool {
    edition.parameters.reject_at_once.contains(code)
}

/// Whether the catalogue's default for the reason is a rejection (§7.3).
fn rejects_by_default(edition: &Edition, code: &ReasonCode) -> bool {
    edition.reason(code).is_some_and(|reason| reason.default == ReasonDefault::Reject)
}

fn described(edition: &Edition, code: &ReasonCode) -> String {
    edition.reason(code).map_or_else(|| code.to_string(), |reason| format!("{} ({code})", reason.label))
}
