//! Whose turn a claim is, and why it waits for a reviewer.

use super::words::{UnknownWord, vocabulary};

vocabulary! {
    /// Why a claim waits for a reviewer.
    QueueKind, "queue kind" {
        /// First submission.
        New = "new", "new";
        /// Submitted again after action required.
        Resubmission = "resubmission", "resubmission";
        /// Another partner claims or holds the same workload.
        Conflict = "conflict", "conflict";
        /// A submitted dispute.
        Dispute = "dispute", "dispute";
    }
}

vocabulary! {
    /// Who has to act next.
    Turn, "turn" {
        /// A reviewer.
        Us = "us", "us";
        /// The partner.
        Partner = "partner", "partner";
        /// The customer.
        Customer = "customer", "customer";
        /// Nobody: the claim has ended.
        Nobody = "nobody", "nobody";
    }
}

impl Turn {
    /// Whose move it is, as part of a sentence: `our turn`.
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::Us => "our turn",
            Self::Partner => "the partner's turn",
            Self::Customer => "the customer's turn",
            Self::Nobody => "nobody's turn",
        }
    }
}
