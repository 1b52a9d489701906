//! Resolutions: how conflicts were settled, on which grades, and what followed for every claim.
//!
//! Plain data. A grade says how much one factor speaks for one party. Nothing here adds grades up or puts parties in
//! an order: a person compares them and says in a sentence why (CON-10). Whether a resolution is allowed and what
//! follows from it is for the rules.

use super::words::{UnknownWord, vocabulary};
use super::{
    Actor, ClaimId, ConflictId, DecisionId, Digest, EvidencePin, InvalidId, Requirement, ResolutionId,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;

vocabulary! {
    /// What is compared between the parties of a conflict (CON-10). No factor weighs more than another.
    Factor, "factor" {
        /// How recent the work is that the customer acknowledged.
        Recency = "recency", "recency of acknowledged work";
        /// How specific the activity is for the contested workload.
        Specificity = "specificity", "activity specific to the workload";
        /// Users, devices or infrastructure in numbers.
        Scale = "scale", "users, devices or infrastructure in numbers";
        /// Words that say who did the main part.
        Delivery = "delivery", "wording of primary delivery";
        /// What the customer itself says about it.
        Corroboration = "corroboration", "corroboration by the customer";
    }
}

vocabulary! {
    /// What a resolution does to a claim (CON-21 to CON-24).
    CascadeKind, "line of a cascade" {
        /// It is approved.
        Approved = "approved", "approved";
        /// A part of it is approved; a residual claim goes on with the rest.
        PartlyApproved = "partly-approved", "approved in part";
        /// The partner is asked for more.
        ActionRequired = "action-required", "action required";
        /// It is rejected; a dispute is possible where the edition knows disputes.
        Rejected = "rejected", "rejected";
        /// It is rejected after a dispute.
        FinalRejected = "final-rejected", "finally rejected";
        /// It stays approved and loses the contested line; there is no dispute.
        Disassociated = "disassociated", "line disassociated";
        /// Its line is settled and waits until its other contested lines are.
        LinesHeld = "lines-held", "line settled, claim waits";
        /// It stays as it is, and its partner is asked for up-to-date proof.
        ProofAsked = "proof-asked", "unchanged, proof asked for";
        /// It stays as it is.
        Unchanged = "unchanged", "unchanged";
    }
}

vocabulary! {
    /// The rule that proposed a row of a batch, in the order in which they are tried (M9).
    BatchRule, "batch rule" {
        /// Every challenger fails a requirement of its whole claim, and the incumbent's proof holds.
        ChallengerFails = "b1", "B1: the challenger fails a document-level requirement";
        /// The incumbent is gone, and the challenger's proof holds.
        IncumbentGone = "b2", "B2: the incumbent withdrew, was disassociated or lost consent";
        /// The incumbent's time ran out, its latest proof fails, and the challenger's holds.
        IncumbentSilent = "b3", "B3: the incumbent is silent and its latest proof fails";
        /// All parties are one family.
        SameFamily = "b4", "B4: one partner family";
    }
}

/// How much a factor speaks for a party: 0 not at all, 1 somewhat, 2 clearly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Grade(u8);

impl Grade {
    /// Nothing in the papers speaks for the party.
    pub const NONE: Self = Self(0);

    /// Takes 0, 1 or 2.
    pub fn new(value: u8) -> Result<Self, InvalidId> {
        if value <= 2 {
            Ok(Self(value))
        } else {
            Err(InvalidId { what: "grade", expected: "0, 1 or 2", found: value.to_string() })
        }
    }
}

impl TryFrom<u8> for Grade {
    type Error = InvalidId;
    fn try_from(value: u8) -> Result<Self, InvalidId> {
        Self::new(value)
    }
}

impl From<Grade> for u8 {
    fn from(grade: Grade) -> Self {
        grade.0
    }
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// One grade with the text it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactorGrade {
    /// What was graded.
    pub factor: Factor,
    /// How much it speaks for the party.
    pub grade: Grade,
    /// The text it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pin: Option<EvidencePin>,
    /// What is missing, for a grade 0 that rests on no text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl FactorGrade {
    /// Whether something carries the grade: text, or for 0 a note.
    pub fn is_carried(&self) -> bool {
        let noted = self.note.as_deref().is_some_and(|note| !note.trim().is_empty());
        self.pin.is_some() || (self.grade == Grade::NONE && noted)
    }
}

/// How one conflict came out.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum ConflictOutcome {
    /// The party with this claim is partner of record (CON-21, CON-22).
    Party {
        /// Its claim.
        claim: ClaimId,
    },
    /// No party proves influence; all are asked for more (CON-24).
    Neither,
    /// The papers do not allow a decision; all are asked for more.
    Ambiguous,
    /// The parties are one partner family, so there is nothing to settle between them.
    Duplicate,
}

impl ConflictOutcome {
    /// The word on the command line.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Party { .. } => "party",
            Self::Neither => "neither",
            Self::Ambiguous => "ambiguous",
            Self::Duplicate => "duplicate",
        }
    }
}

impl fmt::Display for ConflictOutcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Party { claim } => write!(f, "claim {claim}"),
            Self::Neither => f.write_str("neither"),
            Self::Ambiguous => f.write_str("cannot be decided from the papers"),
            Self::Duplicate => f.write_str("duplicate of one partner family"),
        }
    }
}

/// One side of a conflict as it was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuledSide {
    /// The claim.
    pub claim_id: ClaimId,
    /// Digest of exactly the claim that was looked at.
    pub digest: Digest,
    /// The contested workload as claimed.
    pub workload: String,
    /// The latest document of its proof, on which the decision rests (CON-07).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latest_proof: Option<LatestProof>,
    /// Requirements it fails for this workload; a party that fails one cannot win.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fails: Vec<Requirement>,
    /// Its grades, in the order of the factors.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grades: Vec<FactorGrade>,
}

/// The latest document of a proof.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LatestProof {
    /// File name.
    pub document: String,
    /// Its last activity, when the snapshot tells.
    pub on: Option<NaiveDate>,
}

/// How one conflict was settled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruling {
    /// Which conflict.
    pub conflict: ConflictId,
    /// What it is about, in words.
    pub subject: String,
    /// Digest of its parties and their claims: with other parties or other proof it is to be settled again.
    pub parties: Digest,
    /// How it came out.
    pub outcome: ConflictOutcome,
    /// Every party with a claim on file.
    pub sides: Vec<RuledSide>,
}

/// What a resolution does to one claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CascadeLine {
    /// The claim.
    pub claim_id: ClaimId,
    /// What happens to it.
    pub kind: CascadeKind,
    /// Lines it is approved for or keeps, by name as claimed.
    pub kept: Vec<String>,
    /// Lines it is not approved for or loses.
    pub lost: Vec<String>,
    /// Why, in a sentence.
    pub why: String,
    /// Day from which a lost line is not associated any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disassociated_on: Option<NaiveDate>,
    /// The decision that is recorded on the claim, if one is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<DecisionId>,
    /// The clock that starts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<StartedClock>,
    /// Messages to its partner beside the comment of a decision.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<PartyNotice>,
}

/// A clock that is started.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StartedClock {
    /// CLK-04 and so on.
    pub rule: String,
    /// Words a person reads.
    pub label: String,
    /// When it runs out, in UTC; `None` when the edition states no limit.
    pub deadline: Option<DateTime<Utc>>,
}

/// A message to one party. Never names another party or its papers (TPL-05).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyNotice {
    /// Frame it was made from, for example `TPL-F-CF-LOSE`.
    pub template: String,
    /// Text to the partner.
    pub text: String,
}

/// Where a resolution stands in a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchLine {
    /// Digest of the whole plan: the id of the batch.
    pub plan: Digest,
    /// The rule that proposed it.
    pub rule: BatchRule,
}

/// The act of settling one or more conflicts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resolution {
    /// Key drawn when the card opened.
    pub id: ResolutionId,
    /// Every conflict that is settled by it, each with an outcome of its own.
    pub rulings: Vec<Ruling>,
    /// Why, in one sentence. Never sent to a party.
    pub rationale: String,
    /// Who was asked besides the parties (CON-11).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consulted: Option<String>,
    /// Why a guard was passed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub override_reason: Option<String>,
    /// Rule ids of guards that were passed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waived: Vec<String>,
    /// What it does to every claim it touches.
    pub cascade: Vec<CascadeLine>,
    /// The batch it belongs to, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch: Option<BatchLine>,
    /// Who settled it.
    pub actor: Actor,
    /// When.
    pub decided_at: DateTime<Utc>,
}

impl Resolution {
    /// The decisions that are recorded with it.
    pub fn decisions(&self) -> impl Iterator<Item = &DecisionId> {
        self.cascade.iter().filter_map(|line| line.decision.as_ref())
    }

    /// The claims it touches.
    pub fn claims(&self) -> impl Iterator<Item = &ClaimId> {
        self.cascade.iter().map(|line| &line.claim_id)
    }
}

/// The act of taking resolutions back: before their release, or after it with the decisions opened again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResolutionEnd {
    /// Which resolutions.
    pub resolutions: Vec<ResolutionId>,
    /// Whether their decisions had left the desk.
    pub released: bool,
    /// Why.
    pub reason: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grade_is_0_1_or_2() {
        assert_eq!((0..=4).filter(|value| Grade::new(*value).is_ok()).count(), 3);
        assert!(serde_json::from_str::<Grade>("3").is_err());
    }

    #[test]
    fn only_absence_may_rest_on_a_note() {
        let grade = |value, note: Option<&str>| FactorGrade {
            factor: Factor::Scale,
            grade: Grade::new(value).expect("a grade"),
            pin: None,
            note: note.map(str::to_owned),
        };
        assert!(grade(0, Some("no numbers anywhere")).is_carried());
        assert!(!grade(0, Some("  ")).is_carried());
        assert!(!grade(0, None).is_carried());
        assert!(!grade(1, Some("as everybody knows")).is_carried());
    }
}
