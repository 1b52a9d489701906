//! What the status and the history of a claim allow: which decisions can be recorded, and where they lead (§2.3).
//!
//! The snapshot's status is never changed (DEC-13); the resulting status is what a newer snapshot should show.

use crate::domain::{Activity, Claim, DecisionKind, Program, Status};
use crate::policy::Edition;

/// A row of the table of decisions.
struct DecisionRule {
    kind: DecisionKind,
    rule: &'static str,
    leads_to: Status,
}

/// DEC-01 to DEC-05.
const DECISIONS: [DecisionRule; 5] = [
    DecisionRule { kind: DecisionKind::Approve, rule: "DEC-01", leads_to: Status::Approved },
    DecisionRule { kind: DecisionKind::PartialApprove, rule: "DEC-02", leads_to: Status::Approved },
    DecisionRule {
        kind: DecisionKind::ActionRequired,
        rule: "DEC-03",
        leads_to: Status::PartnerActionRequired,
    },
    DecisionRule { kind: DecisionKind::Reject, rule: "DEC-04", leads_to: Status::Rejected },
    DecisionRule { kind: DecisionKind::FinalReject, rule: "DEC-05", leads_to: Status::FinalRejected },
];

/// The rule that describes a kind of decision, for example `DEC-02`.
pub fn decision_rule(kind: DecisionKind) -> &'static str {
    row(kind).map_or("DEC-01", |row| row.rule)
}

/// The status a newer snapshot shows once a decision of this kind has been carried out.
pub fn resulting_status(kind: DecisionKind) -> Status {
    row(kind).map_or(Status::Approved, |row| row.leads_to)
}

fn row(kind: DecisionKind) -> Option<&'static DecisionRule> {
    DECISIONS.iter().find(|row| row.kind == kind)
}

/// Whether a reviewer can decide a claim of this status.
///
/// DEC-02 and DEC-03 name only *under review*; a submitted claim counts as under review here, because judging its
/// cells is the start of the review (T-C25-04).
pub fn is_decidable(status: Status) -> bool {
    matches!(status, Status::Submitted | Status::UnderReview)
}

/// The kinds that can be recorded for the claim at all, in the order of the table.
///
/// A submitted dispute ends in approval or final rejection (EVA-7, OQ-18); a claim type without proof is approved or
/// rejected (EVA-1); partial approval needs an edition that knows it (OQ-17) and two workloads.
pub fn choices(claim: &Claim, edition: &Edition) -> Vec<DecisionKind> {
    if claim.program == Program::PartnerActivities {
        return Vec::new();
    }
    let dispute = is_dispute(claim, edition);
    let proof = claim.activity != Activity::RevenueAssociation;
    let allowed = |kind: DecisionKind| match kind {
        DecisionKind::Approve => true,
        DecisionKind::PartialApprove => {
            !dispute && proof && edition.parameters.partial_approval && claim.workloads.len() > 1
        }
        DecisionKind::ActionRequired => !dispute && proof,
        DecisionKind::Reject => !dispute,
        DecisionKind::FinalReject => dispute,
    };
    DECISIONS.iter().map(|row| row.kind).filter(|kind| allowed(*kind)).collect()
}

/// Whether the claim is decided as a dispute: it is one, and the edition knows disputes (CTR-05).
pub(super) fn is_dispute(claim: &Claim, edition: &Edition) -> bool {
    edition.parameters.disputes && after_dispute(claim)
}

/// Whether the claim is a *submitted* dispute, or was decided as one: the partner opened it and then submitted
/// again. An opened dispute that was not submitted is not reviewed.
pub fn after_dispute(claim: &Claim) -> bool {
    claim.is_submitted_dispute()
}
