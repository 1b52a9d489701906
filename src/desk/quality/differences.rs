//! Where two opinions on one revision of a claim differ, and how that is settled: cell by cell, with a cause (M11).

use super::facts::settlement;
use crate::desk::{Changes, Desk, Done, Failure, FailureKind};
use crate::domain::{
    AdjudicatedCell, Adjudication, Cause, CellKey, ClaimId, Decision, DecisionCell, DecisionKind, Digest,
    EvidencePin, ReasonCode, Role, SecondLook, Stream, Verdict,
};
use crate::store::desk_file::{DecisionFilter, DeskDecision, OpinionPair, Saved, Stamp, Subject};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One of two opinions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Opinion {
    /// Hash of the event that holds it.
    pub hash: Digest,
    /// Who gave it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The decision, or the one that would follow.
    pub kind: DecisionKind,
    /// Identity of the desk it was given at; only of decisions of different desks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub desk: Option<String>,
}

/// What one opinion says about a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OpinionCell {
    /// The verdict.
    pub verdict: Verdict,
    /// The reasons.
    pub reasons: Vec<ReasonCode>,
    /// The note.
    pub note: Option<String>,
    /// The text it rests on.
    pub pins: Vec<EvidencePin>,
}

/// A cell in two opinions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DifferingCell {
    /// The cell.
    pub key: CellKey,
    /// The first opinion.
    pub first: OpinionCell,
    /// The second.
    pub second: OpinionCell,
}

impl DifferingCell {
    /// Whether the verdicts differ.
    pub fn differs(&self) -> bool {
        self.first.verdict != self.second.verdict
    }
}

/// How a cell was settled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettledCell {
    /// The cell.
    pub key: CellKey,
    /// The verdict that holds.
    pub verdict: Verdict,
    /// Why the opinions differed.
    pub cause: Cause,
}

/// Two opinions that differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The claim.
    pub claim_id: ClaimId,
    /// Digest of the revision both are about.
    pub digest: Digest,
    /// The stream of the second look; `None` for two decisions of different desks.
    pub stream: Option<Stream>,
    /// The decision.
    pub first: Opinion,
    /// The second look, or the decision of another desk.
    pub second: Opinion,
    /// Cells that both judged, the differing ones first.
    pub cells: Vec<DifferingCell>,
    /// How it was settled, if it was.
    pub settled: Option<Settlement>,
}

/// How a difference was settled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Settlement {
    /// Who settled it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The decision that holds.
    pub kind: DecisionKind,
    /// The cells.
    pub cells: Vec<SettledCell>,
    /// Why, in a sentence.
    pub note: String,
}

/// How a difference shall be settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdjudicateRequest {
    /// The claim.
    pub claim_id: ClaimId,
    /// Hash of the second opinion's event; needed when a claim has several differences.
    pub second: Option<Digest>,
    /// Every differing cell.
    pub cells: Vec<SettledCell>,
    /// The decision that holds.
    pub kind: DecisionKind,
    /// Why, in a sentence.
    pub note: String,
}

impl Difference {
    /// The cells whose verdicts differ.
    pub fn differing(&self) -> impl Iterator<Item = &DifferingCell> {
        self.cells.iter().filter(|cell| cell.differs())
    }

    fn of(claim_id: &ClaimId, digest: Digest, (first, second): (Side<'_>, Side<'_>)) -> Self {
        Self {
            claim_id: claim_id.clone(),
            digest,
            stream: second.stream,
            cells: compared(first.cells, second.cells),
            first: first.opinion,
            second: second.opinion,
            settled: None,
        }
    }

    /// Whether the two opinions differ at all; decisions of two desks may agree.
    pub fn is_one(&self) -> bool {
        self.first.kind != self.second.kind || self.cells.iter().any(DifferingCell::differs)
    }
}

/// An opinion with its cells.
struct Side<'a> {
    opinion: Opinion,
    stream: Option<Stream>,
    cells: &'a [DecisionCell],
}

impl<'a> Side<'a> {
    fn decision(decision: &'a Decision, hash: Digest) -> Self {
        let by = decision.actor.name.clone();
        let opinion = Opinion { hash, by, at: decision.decided_at, kind: decision.kind, desk: None };
        Self { opinion, stream: None, cells: &decision.cells }
    }

    fn of_desk(one: &'a DeskDecision) -> Self {
        let mut side = Self::decision(&one.stored.decision, one.stored.hash);
        side.opinion.desk = Some(one.desk.clone());
        side
    }

    fn look(look: &'a SecondLook, hash: Digest) -> Self {
        let by = look.actor.name.clone();
        let opinion = Opinion { hash, by, at: look.signed_at, kind: look.kind, desk: None };
        Self { opinion, stream: Some(look.stream), cells: &look.cells }
    }
}

/// The cells that both opinions have, the differing ones first.
fn compared(first: &[DecisionCell], second: &[DecisionCell]) -> Vec<DifferingCell> {
    let said = |cell: &DecisionCell| OpinionCell {
        verdict: cell.verdict,
        reasons: cell.reasons.iter().map(|mark| mark.code.clone()).collect(),
        note: cell.note.clone(),
        pins: cell.pins.clone(),
    };
    let pair = |cell: &DecisionCell| {
        let other = second.iter().find(|other| other.key == cell.key)?;
        Some(DifferingCell { key: cell.key.clone(), first: said(cell), second: said(other) })
    };
    let mut cells: Vec<DifferingCell> = first.iter().filter_map(pair).collect();
    cells.sort_by_key(|cell| !cell.differs());
    cells
}

impl Desk {
    /// Second looks that differ from the decision they are about, and decisions of merged desks on one revision that
    /// differ; those that are not settled first. Claims on which this person sits in a blind seat are left out.
    pub fn differences(&mut self) -> Result<Vec<Difference>, Failure> {
        self.differences_on(None)
    }

    /// The same on one claim, which costs nothing for all the others; on all when none is named.
    pub(super) fn differences_on(&self, claim: Option<&ClaimId>) -> Result<Vec<Difference>, Failure> {
        let hidden = self.hidden_claims()?;
        let mut found = self.differing_looks(claim)?;
        let settled = self.file.settlements(claim)?;
        for difference in &mut found {
            let pair = OpinionPair::of(difference.first.hash, difference.second.hash);
            difference.settled = settled.get(&pair).map(settlement);
        }
        found.extend(self.double_reviews_on(claim)?);
        found.retain(|difference| difference.is_one() && !hidden.contains(&difference.claim_id));
        found.sort_by_key(|difference| difference.settled.is_some());
        Ok(found)
    }

    fn differing_looks(&self, claim: Option<&ClaimId>) -> Result<Vec<Difference>, Failure> {
        let filter = DecisionFilter { claim: claim.cloned(), ..DecisionFilter::default() };
        let stored = self.file.decisions(&filter)?;
        let by_id: BTreeMap<_, _> = stored.iter().map(|stored| (&stored.decision.id, stored)).collect();
        let looks = self.file.second_looks(claim)?;
        let difference = |look: &crate::store::desk_file::StoredSecondLook| {
            let first = by_id.get(&look.look.decision)?;
            let sides = (Side::decision(&first.decision, first.hash), Side::look(&look.look, look.hash));
            Some(Difference::of(&look.claim_id, first.decision.claim_digest, sides))
        };
        Ok(looks.iter().filter_map(difference).collect())
    }

    /// Decisions of this desk and of merged ones on one revision of a claim, also where they agree. Claims on which
    /// this person sits in a blind seat are left out.
    pub fn double_reviews(&self) -> Result<Vec<Difference>, Failure> {
        self.double_reviews_on(None)
    }

    fn double_reviews_on(&self, claim: Option<&ClaimId>) -> Result<Vec<Difference>, Failure> {
        let hidden = self.hidden_claims()?;
        let doubles = self.file.double_reviews(claim)?;
        let shown = doubles.iter().filter(|double| !hidden.contains(&double.claim_id));
        let pairs = shown.map(|double| Difference {
            settled: double.settled.as_ref().map(settlement),
            ..Difference::of(
                &double.claim_id,
                double.claim_digest,
                (Side::of_desk(&double.first), Side::of_desk(&double.second)),
            )
        });
        Ok(pairs.collect())
    }

    /// Settles a difference: every differing cell gets its verdict and a cause.
    pub fn adjudicate(&mut self, request: &AdjudicateRequest) -> Result<Done<()>, Failure> {
        let refused = |kind, why: String| {
            Failure::new(kind, format!("The difference on claim {} was not settled.", request.claim_id), why)
        };
        let difference = self.difference_to_settle(request)?;
        if let Some(why) = self.objection(&difference, request) {
            return Err(refused(FailureKind::Refused, why));
        }
        let cells = request.cells.iter().map(|cell| AdjudicatedCell {
            key: cell.key.clone(),
            verdict: cell.verdict,
            cause: cell.cause,
        });
        let settled = Adjudication {
            first: difference.first.hash,
            second: difference.second.hash,
            cells: cells.collect(),
            kind: request.kind,
            note: request.note.trim().to_owned(),
        };
        let subject = Subject { claim_id: &difference.claim_id, digest: &difference.digest };
        let stamp = Stamp { at: self.clock.now(), actor: &self.actor };
        match self.file.adjudicate(subject, &settled, &stamp)? {
            Saved::Yes { .. } => {
                Ok(Done { value: (), changes: Changes { queue: false, claim: true, views: false } })
            }
            Saved::No(why) => Err(refused(FailureKind::Stale, why.to_string())),
        }
    }

    fn difference_to_settle(&mut self, request: &AdjudicateRequest) -> Result<Difference, Failure> {
        let mut open = self.differences_on(Some(&request.claim_id))?;
        open.retain(|difference| {
            difference.settled.is_none()
                && request.second.is_none_or(|second| second == difference.second.hash)
        });
        match (open.pop(), open.is_empty()) {
            (Some(one), true) => Ok(one),
            (None, _) => Err(none(&request.claim_id)),
            (Some(_), false) => Err(Failure::new(
                FailureKind::Usage,
                format!("Claim {} has several differences.", request.claim_id),
                "Which one is meant was not said.",
            )
            .hint("Name the second opinion with --second and the hash that the list shows.")),
        }
    }

    /// Why this person cannot settle it.
    pub(super) fn objection_to_person(&self, difference: &Difference) -> Option<String> {
        let both = [&difference.first.by, &difference.second.by];
        if self.actor.role != Role::Supervisor {
            return Some("A difference is settled by a supervisor.".to_owned());
        }
        let gave_one = both.contains(&&self.actor.name);
        gave_one.then(|| "It is settled by somebody who gave neither opinion.".to_owned())
    }

    /// Why this person cannot settle it, or cannot settle it so.
    fn objection(&self, difference: &Difference, request: &AdjudicateRequest) -> Option<String> {
        if let Some(why) = self.objection_to_person(difference) {
            return Some(why);
        }
        if request.note.trim().is_empty() {
            return Some("A sentence that says why is missing.".to_owned());
        }
        let missing =
            difference.differing().find(|cell| request.cells.iter().all(|said| said.key != cell.key));
        if let Some(cell) = missing {
            return Some(format!("{} differs and is not settled.", cell.key));
        }
        let beside = |said: &&SettledCell| difference.differing().all(|cell| cell.key != said.key);
        let extra = request.cells.iter().find(beside);
        extra.map(|said| format!("Both opinions agree on {}.", said.key))
    }
}

/// There is nothing to settle.
pub(super) fn none(id: &ClaimId) -> Failure {
    let what = format!("Claim {id} has no difference to be settled.");
    Failure::new(FailureKind::NotFound, what, "Both opinions agree, or it is settled.")
}
