//! Whose turn a claim is, and why it waits for a reviewer.

use super::evidence_window::was_decided;
use super::{Standing, Waiting, after_dispute, contested};
use crate::domain::{Claim, HistoryAction, QueueKind, Status, Turn};
use crate::policy::Edition;

/// Who acts next, and which kind of work it is when it is ours.
///
/// Ours are submitted claims and claims under review, also after a dispute (STA-202), and the approved claim of an
/// incumbent whose workload is contested: its proof is read again (CON-07). Once that was decided, it waits again only
/// after it was told of another conflict; a dispute that is opened and not submitted asks nothing of it.
pub fn waiting(claim: &Claim, edition: &Edition, standing: &Standing) -> Waiting {
    let contested = !contested(claim, standing).is_empty();
    match claim.status {
        Status::Submitted | Status::UnderReview => ours(kind(claim, contested)),
        Status::Approved if contested && !was_decided(claim) => ours(QueueKind::Conflict),
        status => Waiting { turn: turn(status, edition), kind: None },
    }
}

const fn ours(kind: QueueKind) -> Waiting {
    Waiting { turn: Turn::Us, kind: Some(kind) }
}

fn kind(claim: &Claim, contested: bool) -> QueueKind {
    let resubmitted = claim.history.iter().any(|entry| entry.action == HistoryAction::Resubmission);
    match () {
        () if contested => QueueKind::Conflict,
        () if after_dispute(claim) => QueueKind::Dispute,
        () if resubmitted => QueueKind::Resubmission,
        () => QueueKind::New,
    }
}

/// Whose turn a claim is that does not wait for us.
fn turn(status: Status, edition: &Edition) -> Turn {
    match status {
        Status::Submitted | Status::UnderReview => Turn::Us,
        Status::Drafted
        | Status::PartnerActionRequired
        | Status::Disputed
        | Status::CustomerClaimed
        | Status::CustomerConsentReceived => Turn::Partner,
        // A rejection can be disputed where the edition knows disputes (CTR-05).
        Status::Rejected if edition.parameters.disputes => Turn::Partner,
        Status::AwaitingCustomerConsent => Turn::Customer,
        Status::Approved
        | Status::Rejected
        | Status::Cancelled
        | Status::FinalRejected
        | Status::CustomerConsentDeclined
        | Status::CustomerConsentExpired
        | Status::NotSubmittedClaimExpired
        | Status::PostSubmissionClaimExpired
        | Status::DisputedClaimExpired => Turn::Nobody,
    }
}
