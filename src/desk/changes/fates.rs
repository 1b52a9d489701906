//! What became of this desk's decisions outside of it: arrived, overtaken, come back.

use crate::desk::{Fate, Upstream};
use crate::domain::{Claim, Decision, DecisionKind, Digest, HistoryAction};
use crate::rules;

/// What the snapshot says about a decision on a claim.
pub(super) fn upstream(decision: &Decision, now: Option<(&Claim, &Digest)>) -> Upstream {
    Upstream {
        kind: decision.kind,
        by: decision.actor.name.clone(),
        decided_at: decision.decided_at,
        fate: now.map_or(Fate::Gone, |(claim, digest)| fate(decision, claim, digest)),
    }
}

fn fate(decision: &Decision, claim: &Claim, digest: &Digest) -> Fate {
    if *digest == decision.claim_digest {
        Fate::Pending
    } else if claim.status == rules::resulting_status(decision.kind) {
        Fate::Arrived
    } else if carried_out(decision, claim) {
        Fate::CameBack
    } else {
        Fate::Overtaken
    }
}

/// Whether the history reports, after the decision, what the decision asked for.
fn carried_out(decision: &Decision, claim: &Claim) -> bool {
    let action = match decision.kind {
        DecisionKind::Approve | DecisionKind::PartialApprove => HistoryAction::Approval,
        DecisionKind::ActionRequired => HistoryAction::ActionRequired,
        DecisionKind::Reject | DecisionKind::FinalReject => HistoryAction::Rejection,
    };
    claim.history.iter().any(|entry| entry.action == action && entry.on >= decision.decided_at)
}

/// Whether a new claim continues one that was approved in part here: the same partner and customer, and only workloads
/// that were left over.
pub(super) fn continues(parent: &Claim, decision: &Decision, new: &Claim) -> bool {
    decision.kind == DecisionKind::PartialApprove
        && parent.customer.tenant_id == new.customer.tenant_id
        && parent.partner.partner_id == new.partner.partner_id
        && !new.workloads.is_empty()
        && new.workloads.iter().all(|line| {
            let left = decision.split.residual();
            left.contains(&line.name) || left.contains(&line.full_name())
        })
}
