//! What detection finds in the claimed lines of a snapshot: contests about one key, and keys that only look alike.
//!
//! Lines as they were claimed; who their partners are and what their claims say is added when a conflict is shown.

use super::{ClaimId, ConflictKey, ConflictKind, Nearness, PartyRole};
use serde::{Deserialize, Serialize};

/// The lines about one key that cannot all be granted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Contest {
    /// What they are about.
    pub key: ConflictKey,
    /// Between families or inside of one.
    pub kind: ConflictKind,
    /// The lines by claim id, then by name. A claim that names the workload twice has two.
    pub lines: Vec<ContestLine>,
    /// A line says that another partner holds it, and no line is that partner's.
    pub unnamed_incumbent: bool,
}

/// One line of a contest.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ContestLine {
    /// The claim.
    pub claim_id: ClaimId,
    /// The workload as claimed.
    pub workload: String,
    /// The partner family.
    pub family: String,
    /// Whether that family holds the association.
    pub role: PartyRole,
}

/// Two lines of different families whose keys look alike. Shown, never joined.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NearMiss {
    /// Why they may be about the same thing.
    pub nearness: Nearness,
    /// The line of the claim with the smaller number.
    pub one: NearLine,
    /// The other line.
    pub other: NearLine,
}

/// One side of a near miss.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NearLine {
    /// The claim.
    pub claim_id: ClaimId,
    /// The workload as claimed.
    pub workload: String,
    /// The partner family.
    pub family: String,
    /// What the line is about.
    pub key: ConflictKey,
}
