//! Which verdicts still stand on a later revision of a claim (F21, EVA-8).
//!
//! A verdict stands while what it rests on stands: wording, facts, and the pinned text. One that rests on the whole
//! proof, because nothing is pinned or because something was *not* found, stands only while no document changes.
//! Nothing is carried silently: a person confirms each carried verdict.

use super::basis::{Differences, basis_over, documents};
use crate::domain::{CellKey, Claim, Digest, EvidencePin, Judgement, Verdict};
use crate::policy::Edition;

/// What became of a verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Carried {
    /// It was given for this very revision under this wording.
    Same,
    /// What it rests on is unchanged; a person confirms it.
    Carried,
    /// It is to be judged again.
    Reopened(
        /// Why, in a sentence.
        String,
    ),
}

/// What becomes of a verdict that was given under another digest of the claim.
pub fn carry(
    claim: &Claim,
    edition: &Edition,
    key: &CellKey,
    judgement: &Judgement,
    judged_under: &Digest,
) -> Carried {
    Revision::of(claim, edition).carry(key, judgement, judged_under)
}

/// One revision of a claim, to ask about many cells.
#[derive(Debug, Clone, Copy)]
pub struct Revision<'a> {
    claim: &'a Claim,
    edition: &'a Edition,
    digest: Digest,
    documents: Digest,
}

impl<'a> Revision<'a> {
    /// Hashes the claim once.
    pub fn of(claim: &'a Claim, edition: &'a Edition) -> Self {
        Self { claim, edition, digest: claim.digest(), documents: documents(claim) }
    }

    /// What a verdict on the cell rests on here besides its pins.
    pub fn basis(&self, key: &CellKey) -> Digest {
        basis_over(self.claim, self.edition, key, &self.documents)
    }

    /// What becomes of a verdict that was given under a digest of the claim.
    pub fn carry(&self, key: &CellKey, judgement: &Judgement, judged_under: &Digest) -> Carried {
        let same_revision = self.digest == *judged_under;
        let differences = judgement.basis.map(|basis| Differences::between(&basis, &self.basis(key)));
        let Some(differences) = differences else {
            let why = "It was judged on an earlier revision that kept no record of what it rested on.";
            return if same_revision { Carried::Same } else { Carried::Reopened(why.to_owned()) };
        };
        if same_revision && !differences.wording {
            return Carried::Same;
        }
        self.obstacle(key, judgement, differences).map_or(Carried::Carried, Carried::Reopened)
    }

    /// The verdict as it stands on this revision: pins where their text is now, and the basis of today. `None` when
    /// a pinned text is gone.
    pub fn restated(&self, key: &CellKey, judgement: &Judgement) -> Option<Judgement> {
        let pins: Option<Vec<EvidencePin>> = judgement.pins.iter().map(|pin| self.moved(pin)).collect();
        Some(Judgement { pins: pins?, basis: Some(self.basis(key)), ..judgement.clone() })
    }

    fn moved(&self, pin: &EvidencePin) -> Option<EvidencePin> {
        let span = pin.found_in(self.claim.document(&pin.document)?)?;
        Some(EvidencePin { span, ..pin.clone() })
    }

    /// Why the verdict no longer stands.
    fn obstacle(&self, key: &CellKey, judgement: &Judgement, differences: Differences) -> Option<String> {
        if key.workload.as_deref().is_some_and(|name| !self.claim.has_workload(name)) {
            return Some(format!("{key} is no longer claimed."));
        }
        if differences.wording {
            return Some(format!("{} words {} differently now.", self.edition.title, key.requirement.code()));
        }
        if differences.facts {
            return Some(format!("The claim says something else now about {}.", subject(key)));
        }
        if differences.documents && rests_on_everything(judgement) {
            let why = match judgement.verdict {
                Verdict::NotMet | Verdict::Unclear => {
                    "The documents changed: what was missing may be there now."
                }
                Verdict::Met | Verdict::NotApplicable => "The documents changed, and no text is pinned.",
            };
            return Some(why.to_owned());
        }
        let lost = judgement.pins.iter().find(|pin| self.moved(pin).is_none())?;
        Some(match self.claim.document(&lost.document) {
            Some(_) => format!("The pinned text is no longer in {}.", lost.document),
            None => format!("{} is no longer attached.", lost.document),
        })
    }
}

/// Whether the verdict speaks of the proof as a whole and not of pinned text alone.
const fn rests_on_everything(judgement: &Judgement) -> bool {
    judgement.pins.is_empty() || matches!(judgement.verdict, Verdict::NotMet | Verdict::Unclear)
}

/// What the facts of a cell are about.
fn subject(key: &CellKey) -> String {
    use crate::domain::Requirement;
    match (key.requirement, &key.workload) {
        (Requirement::CustomerAcknowledgement, _) => "the customer and its contact".to_owned(),
        (Requirement::PartyNames, _) => "the names of partner and customer".to_owned(),
        (_, Some(workload)) => format!("the line of {workload}, the tenant or the partner"),
        (Requirement::Dates, _) => "the submission or the purchase".to_owned(),
        (Requirement::PublicSectorDisclosure, _) => {
            "the customer's sector, its country or the opt-out".to_owned()
        }
        (Requirement::ActivityDetail | Requirement::WorkloadConnection, None) => "the workload".to_owned(),
    }
}
