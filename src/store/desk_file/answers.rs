//! The answer to an act: on disk, or not and why. There is no *maybe*.

use super::commit::Written;
use crate::domain::{Actor, ClaimId, ConflictId, DecisionId, DecisionKind, Digest, Event, ResolutionId};
use chrono::{DateTime, Utc};

/// The answer to an act that the file may refuse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saved {
    /// It is on disk, as this link.
    Yes {
        /// Number of its event.
        seq: u64,
        /// Hash of its event.
        hash: Digest,
    },
    /// It is not, and nothing was changed.
    No(NotSaved),
}

/// Why an act was not saved although the file works.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotSaved {
    /// A decision on the claim is in force.
    #[error("{} decided the claim on {} ({}).", by.name, minute(at), kind.label().to_lowercase())]
    AlreadyDecided {
        /// Who decided.
        by: Actor,
        /// When.
        at: DateTime<Utc>,
        /// What.
        kind: DecisionKind,
    },
    /// The claim has another number of decisions than when the card was opened.
    #[error("the claim was decided and withdrawn {found} times meanwhile, {expected} when it was opened.")]
    AnotherRound {
        /// Decisions expected.
        expected: u32,
        /// Decisions found.
        found: u32,
    },
    /// The key of the decision stands for another decision.
    #[error("the key {id} is already used by another decision.")]
    KeyTaken {
        /// The key.
        id: DecisionId,
    },
    /// There is no such decision.
    #[error("there is no decision {id} here.")]
    NoSuchDecision {
        /// Its key.
        id: DecisionId,
    },
    /// The decision was withdrawn before.
    #[error("{} withdrew the decision on claim {claim} on {}.", by.name, minute(at))]
    AlreadyWithdrawn {
        /// The claim.
        claim: ClaimId,
        /// Who withdrew it.
        by: Actor,
        /// When.
        at: DateTime<Utc>,
    },
    /// The decision was released before.
    #[error(
        "{} released the decision on claim {claim} on {}; from then on it is opened again with a reason.",
        by.name, minute(at)
    )]
    AlreadyReleased {
        /// The claim.
        claim: ClaimId,
        /// Who released it.
        by: Actor,
        /// When.
        at: DateTime<Utc>,
    },
    /// The decision is still held here.
    #[error("the decision on claim {claim} was not released yet; until then it is withdrawn.")]
    NotReleased {
        /// The claim.
        claim: ClaimId,
    },
    /// The decision was opened again before.
    #[error("{} opened the decision on claim {claim} again on {}.", by.name, minute(at))]
    AlreadyReopened {
        /// The claim.
        claim: ClaimId,
        /// Who opened it again.
        by: Actor,
        /// When.
        at: DateTime<Utc>,
    },
    /// The list of decisions or expiries is empty.
    #[error("there is nothing to release.")]
    Nothing,
    /// The clock's effect was confirmed before.
    #[error("{} confirmed {transition} of claim {claim} on {}.", by.name, minute(at))]
    AlreadyConfirmed {
        /// The claim.
        claim: ClaimId,
        /// The transition.
        transition: String,
        /// Who confirmed it.
        by: Actor,
        /// When.
        at: DateTime<Utc>,
    },
    /// A second look at a decision by the person who made it.
    #[error("{by} made the decision that is looked at; somebody else has to look.")]
    OwnDecision {
        /// Name of the person.
        by: String,
    },
    /// The decision has its second look.
    #[error("{} took the second look on {}.", by.name, minute(at))]
    AlreadyLooked {
        /// Who looked.
        by: Actor,
        /// When.
        at: DateTime<Utc>,
    },
    /// What is settled is not an opinion of this desk or of a desk that was merged.
    #[error("there is no opinion {} here.", hash.short())]
    NoSuchOpinion {
        /// Hash that stands for the opinion.
        hash: Digest,
    },
    /// The difference was settled before.
    #[error("{} settled it on {}.", by.name, minute(at))]
    AlreadySettled {
        /// Who settled it.
        by: Actor,
        /// When.
        at: DateTime<Utc>,
    },
    /// Something was done to a claim after it was looked at.
    #[error("{} changed claim {claim} on {}, after it was looked at.", by.name, minute(at))]
    ChangedMeanwhile {
        /// The claim.
        claim: ClaimId,
        /// Who.
        by: Actor,
        /// When.
        at: DateTime<Utc>,
    },
    /// The conflict between these parties, with these papers, was settled before.
    #[error("{} settled the conflict {conflict} on {}.", by.name, minute(at))]
    AlreadyResolved {
        /// The conflict.
        conflict: ConflictId,
        /// Who settled it.
        by: Actor,
        /// When.
        at: DateTime<Utc>,
    },
    /// The key of the resolution stands for another resolution.
    #[error("the key {id} is already used by another resolution.")]
    ResolutionTaken {
        /// The key.
        id: ResolutionId,
    },
    /// There is no such resolution.
    #[error("there is no resolution {id} here.")]
    NoSuchResolution {
        /// Its key.
        id: ResolutionId,
    },
    /// The resolution was taken back before.
    #[error("{} took the resolution {id} back on {}.", by.name, minute(at))]
    ResolutionEnded {
        /// Its key.
        id: ResolutionId,
        /// Who took it back.
        by: Actor,
        /// When.
        at: DateTime<Utc>,
    },
    /// The decisions of the resolution have left the desk.
    #[error("the decisions of resolution {id} were released; from then on it is opened again with a reason.")]
    ResolutionReleased {
        /// Its key.
        id: ResolutionId,
    },
    /// The decisions of the resolution are still held here.
    #[error("the decisions of resolution {id} were not released yet; until then it is withdrawn.")]
    ResolutionHeld {
        /// Its key.
        id: ResolutionId,
    },
    /// The decision follows from a resolution and is taken back only with it.
    #[error("the decision on claim {claim} follows from resolution {resolution}; it is taken back with it.")]
    PartOfResolution {
        /// The claim.
        claim: ClaimId,
        /// The resolution.
        resolution: ResolutionId,
    },
    /// Another decision of the same resolution would stay behind.
    #[error(
        "the decisions on claims {claim} and {other} follow from one resolution; they are released together."
    )]
    NotTogether {
        /// The claim.
        claim: ClaimId,
        /// A claim whose decision was left out.
        other: ClaimId,
    },
    /// The sample of the period was seeded before, with another seed.
    #[error("{} seeded the sample of {period} on {} already; a seed is never changed.", by.name, minute(at))]
    AlreadySeeded {
        /// The period.
        period: String,
        /// Who seeded it.
        by: Actor,
        /// When.
        at: DateTime<Utc>,
    },
}

fn minute(at: &DateTime<Utc>) -> impl std::fmt::Display {
    at.format("%Y-%m-%d %H:%M UTC")
}

impl Saved {
    /// The link of an event that was recorded.
    pub(super) const fn as_event(event: &Event) -> Self {
        Self::Yes { seq: event.seq, hash: event.hash }
    }
}

/// An answer that holds once the event is on disk.
pub(super) fn saved(event: &Event) -> Written<Saved> {
    Written::proven(event.seq, event.hash, Saved::as_event(event))
}

/// An answer for which nothing was written.
pub(super) const fn refused(why: NotSaved) -> Written<Saved> {
    Written::repeatable(Saved::No(why))
}
