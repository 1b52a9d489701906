//! Disputes: what was originally objected to, who may settle it, and until when it could be opened (EVA-7, M10).
//!
//! A dispute is settled by somebody else than the first decider, answers every original reason, and ends in an
//! approval or a final rejection (OQ-18); a first decision that was procedurally wrong is voided instead. Reasons
//! given elsewhere are read from the claim's history and comments; what cannot be read is called unknown.

use super::asked::{named_upstream, once_each};
use super::clocks::last;
use super::deadline::{Start, deadline};
use super::outcome::all_reasons;
use super::predictions::can_be_disputed;
use super::transitions::{Refused, is_disassociated};
use crate::domain::{
    Actor, Cause, CellKey, Checklist, Claim, Decision, DecisionId, DisputeAnswer, HistoryAction,
    HistoryEntry, ReasonAnswer, ReasonCode, Status,
};
use crate::policy::Edition;
use chrono::{DateTime, Utc};
use serde::Serialize;

/// Where the original reasons are known from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Known {
    /// This desk recorded the first decision.
    Here,
    /// The claim's history or comments name their codes.
    Upstream,
    /// Nothing names them: they have to be asked for.
    Unknown,
}

/// What the first decision objected to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Original {
    /// The first decision, when this desk recorded it.
    pub decision: Option<DecisionId>,
    /// Where the reasons are known from.
    pub known: Known,
    /// The reasons, each once, in their order, with the cell they were given for when it is known.
    pub reasons: Vec<(ReasonCode, Option<CellKey>)>,
}

/// The reasons of the decision that a dispute or a resubmission is about.
pub fn original_reasons(claim: &Claim, edition: &Edition, first: Option<&Decision>) -> Original {
    if let Some(first) = first {
        let of_cells = first
            .cells
            .iter()
            .flat_map(|cell| cell.reasons.iter().map(|mark| (mark.code.clone(), Some(cell.key.clone()))));
        let of_claim = first.claim_reasons.iter().map(|mark| (mark.code.clone(), None));
        let reasons = once_each(of_cells.chain(of_claim));
        return Original { decision: Some(first.id.clone()), known: Known::Here, reasons };
    }
    let reasons = named_upstream(claim, edition);
    let known = if reasons.is_empty() { Known::Unknown } else { Known::Upstream };
    Original { decision: None, known, reasons }
}

/// The answer that follows from the second matrix: a reason is resolved when its cell passes now, or when it is no
/// longer given. A proposal; a person signs it.
pub fn proposed(original: &Original, claim: &Claim, checklist: &Checklist) -> DisputeAnswer {
    let resolved = |code: &ReasonCode, key: Option<&CellKey>| match key.and_then(|key| checklist.cell(key)) {
        Some(cell) => {
            let mut reasons = cell.judgement.iter().flat_map(|judgement| &judgement.reasons);
            cell.passes() || !reasons.any(|mark| mark.code == *code)
        }
        None => !all_reasons(checklist).any(|mark| mark.code == *code),
    };
    let answer = |(code, cell): &(ReasonCode, Option<CellKey>)| ReasonAnswer {
        resolved: resolved(code, cell.as_ref()),
        code: code.clone(),
        cell: cell.clone(),
    };
    DisputeAnswer {
        decision: original.decision.clone(),
        reasons: original.reasons.iter().map(answer).collect(),
        cause: likely_cause(claim),
    }
}

/// Why the first decision may not hold, as far as the claim itself tells: the partner sent something new. Every other
/// cause is a person's to name.
pub fn likely_cause(claim: &Claim) -> Option<Cause> {
    let opened = last(claim, &HistoryAction::Dispute)?;
    let uploaded = claim.documents.iter().filter_map(|document| document.uploaded_on);
    let submitted = claim.history.iter().filter(|entry| entry.action == HistoryAction::DocumentSubmission);
    let newer = uploaded.max().is_some_and(|day| day >= opened.date_naive())
        || submitted.map(|entry| entry.on).max().is_some_and(|on| on >= opened);
    newer.then_some(Cause::NewEvidence)
}

/// Whether a person may settle the dispute: nobody reviews a decision of their own.
pub fn may_settle(claim: &Claim, first: Option<&Decision>, actor: &Actor) -> Result<(), Refused> {
    let upstream = disputed_rejection(claim).map(|entry| entry.actor.as_str());
    let decider = first.map_or(upstream, |first| Some(first.actor.name.as_str()));
    let same = decider.is_some_and(|name| same_person(name, &actor.name));
    if same {
        let text = format!("{} made the first decision. Somebody else settles the dispute.", actor.name);
        return Err(Refused::new("EVA-7", text));
    }
    Ok(())
}

/// Whether a person may void the first decision: one of this desk, of somebody else, with a reason. Voiding says
/// nothing about the merits.
pub fn may_void(first: Option<&Decision>, actor: &Actor, reason: &str) -> Result<(), Refused> {
    let refused = |text: String| Err(Refused::new("EVA-7", text));
    match first {
        None => {
            refused("The first decision was not recorded on this desk, so it cannot be voided here.".into())
        }
        Some(first) if same_person(&first.actor.name, &actor.name) => {
            refused(format!("{} made the first decision. Somebody else voids it.", actor.name))
        }
        Some(_) if reason.trim().is_empty() => refused("Say what was procedurally wrong.".into()),
        Some(_) => Ok(()),
    }
}

/// Between which instants a dispute can be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Window {
    /// The rejection.
    pub from: DateTime<Utc>,
    /// The action has to happen before this instant (CLK-21).
    pub until: DateTime<Utc>,
    /// When the dispute was opened, if it was.
    pub opened: Option<DateTime<Utc>>,
}

/// The window of a dispute, or the rule that refuses the dispute. `Ok(None)` when the history names no rejection.
pub fn window(claim: &Claim, edition: &Edition) -> Result<Option<Window>, Refused> {
    if !can_be_disputed(claim, edition) {
        let text = format!("{} knows no dispute of this rejection. A new claim is possible.", edition.title);
        return Err(Refused::new("CLK-05", text).because_of("CTR-05", edition));
    }
    if is_disassociated(claim) {
        let text = "The partner ended the association itself: a disassociation cannot be disputed. It may claim again \
                    with updated proof.";
        return Err(Refused::new("STA-210", text));
    }
    if claim.status == Status::FinalRejected || disputed_before(claim) {
        let text = "The claim was disputed once already. Only a new claim is possible.";
        return Err(Refused::new("T-C25-18", text));
    }
    let Some(rejection) = disputed_rejection(claim) else { return Ok(None) };
    let opened = last(claim, &HistoryAction::Dispute);
    let Some(until) = window_end(rejection.on, edition) else { return Ok(None) };
    if let Some(late) = opened.filter(|opened| *opened >= until) {
        return Err(Refused::new("CLK-05", too_late(late, until)));
    }
    Ok(Some(Window { from: rejection.on, until, opened }))
}

fn too_late(opened: DateTime<Utc>, until: DateTime<Utc>) -> String {
    let shown = |at: DateTime<Utc>| at.format("%-d %B %Y, %H:%M:%S UTC").to_string();
    format!("The dispute was opened on {}; the window closed on {}.", shown(opened), shown(until))
}

fn window_end(rejected: DateTime<Utc>, edition: &Edition) -> Option<DateTime<Utc>> {
    let spec = edition.clock("dispute-window")?;
    deadline(Start::Instant(rejected), spec.length?, spec.unit, &edition.parameters.calendar).ok()
}

/// The rejection that the latest dispute is about, or the latest one when nothing was disputed.
fn disputed_rejection(claim: &Claim) -> Option<&HistoryEntry> {
    let opened = claim.history.iter().rposition(|entry| entry.action == HistoryAction::Dispute);
    let before = claim.history.iter().take(opened.unwrap_or(claim.history.len()));
    before.rev().find(|entry| entry.action == HistoryAction::Rejection)
}

/// Whether the disputed rejection itself followed a dispute.
fn disputed_before(claim: &Claim) -> bool {
    let mut disputed = false;
    let mut settled = false;
    for entry in &claim.history {
        match entry.action {
            HistoryAction::Dispute if settled => return true,
            HistoryAction::Dispute => disputed = true,
            HistoryAction::Rejection => settled = disputed,
            _ => {}
        }
    }
    false
}

fn same_person(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}
