//! Which transition of the catalogue a decision causes, and which one stands between two snapshots (section 2.5).
//!
//! The rows are data of the edition. A decision without a row is refused with the rule that refuses it; a change
//! upstream without a row is reported as such and never explained away.

use super::activity_clocks::lost_consent;
use super::after_dispute;
use super::clocks::is_residual;
use super::contradictions::resolution;
use super::status::{choices, decision_rule, is_decidable, is_dispute};
use crate::domain::{Association, Claim, DecisionKind, HistoryAction, Program, Status};
use crate::policy::{Edition, Mover, PoeNeed, Trace, Transition};
use serde::Serialize;
use std::fmt;

/// Names a row of the transition table, for example `T-C25-07`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct TransitionId(String);

impl TransitionId {
    pub(super) fn of(row: &Transition) -> Self {
        Self(row.id.clone())
    }

    /// The id as it is printed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TransitionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why something is not allowed, with the rule that says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{text}")]
pub struct Refused {
    /// DEC-05 and so on.
    pub rule: String,
    /// Sentence for the reviewer, with the resolution of the contradiction if there is one.
    pub text: String,
    /// The contradiction of the sources that matters here, for example `CTR-05`.
    pub contradiction: Option<String>,
}

impl Refused {
    pub(super) fn new(rule: &str, text: impl Into<String>) -> Self {
        Self { rule: rule.to_owned(), text: text.into(), contradiction: None }
    }

    /// Explains the contradiction in place (ED-05).
    pub(super) fn because_of(mut self, contradiction: &str, edition: &Edition) -> Self {
        if let Some(resolution) = edition.entry(contradiction).and_then(resolution) {
            self.text = format!("{} The sources disagree ({contradiction}): {resolution}", self.text);
        }
        self.contradiction = Some(contradiction.to_owned());
        self
    }
}

/// The transition that a decision causes, or why the edition does not allow it.
pub fn allowed(claim: &Claim, edition: &Edition, kind: DecisionKind) -> Result<TransitionId, Refused> {
    let refused = kind_refused(claim, edition, kind).or_else(|| status_refused(claim, edition, kind));
    refused.map_or(Ok(()), Err)?;
    row_of(claim, edition, kind).map(TransitionId::of)
}

/// The row of a decision, or that the edition's table has none.
pub(super) fn row_of<'e>(
    claim: &Claim,
    edition: &'e Edition,
    kind: DecisionKind,
) -> Result<&'e Transition, Refused> {
    caused_by(claim, edition, kind).ok_or_else(|| {
        let from = claim.status.label().to_lowercase();
        let what = kind.label().to_lowercase();
        let text = format!("{} has no transition for: {what}, from {from}.", edition.title);
        Refused::new(decision_rule(kind), text)
    })
}

/// The row of a decision: from the claim's own status, else from *under review*, because judging the cells of a
/// submitted claim is the start of its review (T-C25-04). What the system of record does by itself is a reviewer's
/// row only where there is no proof to read.
fn caused_by<'e>(claim: &Claim, edition: &'e Edition, kind: DecisionKind) -> Option<&'e Transition> {
    let no_proof = edition.profile(claim).poe == PoeNeed::None;
    let from = |status: Status| {
        edition.transitions.iter().find(|row| {
            row.program == claim.program
                && row.decision == Some(kind)
                && row.from_status == Some(status)
                && row.after_dispute == is_dispute(claim, edition)
                && (row.by == Mover::Reviewer || no_proof)
        })
    };
    from(claim.status).or_else(|| from(Status::UnderReview))
}

/// The edition, the claim type or the dispute does not know the kind.
pub(super) fn kind_refused(claim: &Claim, edition: &Edition, kind: DecisionKind) -> Option<Refused> {
    if claim.program == Program::PartnerActivities {
        let text =
            "Partner Activities are judged by their own components. Decide the claim in its own program.";
        return Some(Refused::new("POE-A10", text));
    }
    if choices(claim, edition).contains(&kind) {
        return None;
    }
    Some(match kind {
        DecisionKind::FinalReject if !edition.parameters.disputes => Refused::new(
            "DEC-05",
            format!("{} knows no dispute, so nothing ends in a final rejection.", edition.title),
        )
        .because_of("CTR-05", edition),
        DecisionKind::FinalReject => {
            Refused::new("DEC-05", "Only a submitted dispute can end in a final rejection.")
        }
        _ if is_dispute(claim, edition) => {
            Refused::new("EVA-7", "A dispute ends in an approval or a final rejection. Choose one of them.")
        }
        DecisionKind::PartialApprove => Refused::new(
            "DEC-02",
            "Some workloads cannot be approved without the others here. Ask the partner to remove them.",
        ),
        _ => Refused::new("EVA-1", "This claim type carries no proof: it is approved or rejected."),
    })
}

/// Decisions are recorded while the claim is submitted or under review (section 2.3).
pub(super) fn status_refused(claim: &Claim, edition: &Edition, kind: DecisionKind) -> Option<Refused> {
    if is_decidable(claim.status) {
        return None;
    }
    let status = claim.status.label().to_lowercase();
    let text = format!(
        "The claim is {status}: it is decided while submitted or under review. A supervisor may go on with a reason."
    );
    let refused = Refused::new(decision_rule(kind), text);
    let ended = claim.status == Status::Rejected && !edition.parameters.disputes;
    Some(if ended { refused.because_of("CTR-05", edition) } else { refused })
}

/// One step of a claim's life as two snapshots show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Status before; `None` for a claim that did not exist.
    pub from: Option<Status>,
    /// Status after.
    pub to: Status,
    /// The transition; `None` when the table has no row for it.
    pub transition: Option<TransitionId>,
}

/// The transition that leads from one snapshot of a claim to the next, if it is a single one the table knows.
pub fn transition_between(before: Option<&Claim>, after: &Claim, edition: &Edition) -> Option<TransitionId> {
    let fitting = edition.transitions.iter().filter(|row| fits(row, before, after));
    // A row with a trace of its own says more than the statuses alone.
    fitting.min_by_key(|row| row.trace == Trace::Status).map(TransitionId::of)
}

/// Every step between two snapshots: several of them may lie between, and the history tells them.
pub fn transitions_between(before: Option<&Claim>, after: &Claim, edition: &Edition) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut last = before.cloned();
    for stage in stages(before, after) {
        let transition = transition_between(last.as_ref(), &stage, edition);
        let from = last.as_ref().map(|claim| claim.status);
        if transition.is_some() || from != Some(stage.status) {
            steps.push(Step { from, to: stage.status, transition });
        }
        last = Some(stage);
    }
    steps
}

/// The claim as it stood after each new line of its history that changed the status, and as it stands now.
fn stages(before: Option<&Claim>, after: &Claim) -> Vec<Claim> {
    let known = before.map_or(0, |claim| claim.history.len());
    let earlier = before.unwrap_or(after);
    let mut stages: Vec<Claim> = (known..after.history.len())
        .filter_map(|at| Some((at, status_after(after, at)?)))
        .map(|(at, status)| {
            let history = after.history.iter().take(at + 1).cloned().collect();
            Claim { status, history, workloads: earlier.workloads.clone(), ..after.clone() }
        })
        .collect();
    // The last line is the snapshot itself, with its workloads as they are now.
    if stages.last().is_some_and(|stage| stage.status == after.status) {
        stages.pop();
    }
    stages.push(after.clone());
    stages
}

/// The status that a line of the history leads to, if it leads to one.
fn status_after(claim: &Claim, at: usize) -> Option<Status> {
    Some(match claim.history.get(at)?.action {
        HistoryAction::Created => Status::Drafted,
        HistoryAction::Submission | HistoryAction::Resubmission => Status::Submitted,
        HistoryAction::SetUnderReview => Status::UnderReview,
        HistoryAction::ActionRequired => Status::PartnerActionRequired,
        HistoryAction::Approval => Status::Approved,
        HistoryAction::Rejection
            if claim.history.iter().take(at).any(|e| e.action == HistoryAction::Dispute) =>
        {
            Status::FinalRejected
        }
        HistoryAction::Rejection => Status::Rejected,
        HistoryAction::Dispute => Status::Disputed,
        HistoryAction::RequestCustomerConsent => Status::AwaitingCustomerConsent,
        HistoryAction::CustomerConsentApproved => Status::CustomerConsentReceived,
        _ => return None,
    })
}

fn fits(row: &Transition, before: Option<&Claim>, after: &Claim) -> bool {
    row.program == after.program
        && row.from_status == before.map(|claim| claim.status)
        && row.to_status == Some(after.status)
        && row.after_dispute == before.is_some_and(in_dispute)
        && leaves_trace(row, before, after)
}

/// Whether the claim is being decided as a dispute.
fn in_dispute(claim: &Claim) -> bool {
    matches!(claim.status, Status::Submitted | Status::UnderReview) && after_dispute(claim)
}

fn leaves_trace(row: &Transition, before: Option<&Claim>, after: &Claim) -> bool {
    match row.trace {
        Trace::Status => before.is_none_or(|claim| claim.status != after.status) && timeline_fits(row, after),
        Trace::FewerWorkloads => before.is_some_and(|before| lost_workloads(before, after)),
        Trace::NeverSubmitted => is_residual(after),
        Trace::Disassociated => before.is_some_and(|before| disassociated_since(before, after)),
        Trace::AssociationMoved => before.is_some_and(|before| moved(before, after)),
        Trace::ConflictNotice => before.is_some_and(|before| {
            count(after, &HistoryAction::ConflictNotice) > count(before, &HistoryAction::ConflictNotice)
        }),
        Trace::Time => false,
    }
}

/// Rows of Partner Activities that only the consent of another partner causes.
fn timeline_fits(row: &Transition, after: &Claim) -> bool {
    row.by != Mover::System || row.program == Program::Cpor || lost_consent(after)
}

fn lost_workloads(before: &Claim, after: &Claim) -> bool {
    !after.workloads.is_empty() && before.workloads.iter().any(|line| !after.has_workload(&line.name))
}

/// Whether the partner gave up the association of the whole claim since.
fn disassociated_since(before: &Claim, after: &Claim) -> bool {
    is_disassociated(after) && !is_disassociated(before)
}

/// Whether the partner ended the association itself: the history says so, for all workloads at once (STA-210).
pub fn is_disassociated(claim: &Claim) -> bool {
    claim.history.iter().any(|entry| match &entry.action {
        HistoryAction::Other(word) => word.to_lowercase().contains("disassociat"),
        _ => false,
    })
}

fn moved(before: &Claim, after: &Claim) -> bool {
    let lost = Association::ToAnotherPartner;
    after.workloads.iter().any(|line| {
        let was = before
            .workloads
            .iter()
            .find(|was| was.name == line.name && was.subscription_id == line.subscription_id);
        line.association == lost && was.is_some_and(|was| was.association != lost)
    })
}

fn count(claim: &Claim, action: &HistoryAction) -> usize {
    claim.history.iter().filter(|entry| entry.action == *action).count()
}
