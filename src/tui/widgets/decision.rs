//! Decisions in few cells, with the meaning they are drawn in.

use crate::domain::DecisionKind;
use crate::tui::theme::Tint;

/// The meaning a decision is drawn with.
pub fn tint(kind: DecisionKind) -> Tint {
    match kind {
        DecisionKind::Approve => Tint::Met,
        DecisionKind::PartialApprove => Tint::Info,
        DecisionKind::ActionRequired => Tint::Unclear,
        DecisionKind::Reject | DecisionKind::FinalReject => Tint::NotMet,
    }
}

/// At most seven letters.
pub fn short(kind: DecisionKind) -> &'static str {
    match kind {
        DecisionKind::Approve => "approve",
        DecisionKind::PartialApprove => "partial",
        DecisionKind::ActionRequired => "action",
        DecisionKind::Reject => "reject",
        DecisionKind::FinalReject => "final",
    }
}
