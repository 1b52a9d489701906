//! Verdicts of an earlier revision: none counts before a person confirms it (F21).

use super::CarriedCell;
use crate::domain::{Checklist, Claim};
use crate::policy::Edition;
use crate::rules::{Carried, Earlier, Revision, dispute};
use crate::store::desk_file::Marks;

/// Opens every cell that was judged on another revision, and answers what was said there.
pub(super) fn carry(
    claim: &Claim,
    edition: &Edition,
    marks: &Marks,
    checklist: &mut Checklist,
) -> Vec<CarriedCell> {
    let revision = Revision::of(claim, edition);
    let mut carried = Vec::new();
    for cell in &mut checklist.cells {
        let (Some(judgement), Some(under)) = (&cell.judgement, marks.under.get(&cell.key)) else { continue };
        let (restated, why) = match revision.carry(&cell.key, judgement, under) {
            Carried::Same => continue,
            Carried::Carried => (revision.restated(&cell.key, judgement), None),
            Carried::Reopened(why) => (None, Some(why)),
        };
        let earlier = judgement.clone();
        cell.judgement = None;
        carried.push(CarriedCell { key: cell.key.clone(), earlier, restated, why });
    }
    carried
}

/// What an earlier decision of this desk asked for, when its verdicts remember the documents they rest on.
pub(super) fn earlier(
    claim: &Claim,
    edition: &Edition,
    marks: &Marks,
    decision: &crate::domain::Decision,
) -> Option<Earlier> {
    let of_then = |key| marks.under.get(key) == Some(&decision.claim_digest);
    let mut judged = marks.cells.iter().filter(|(key, _)| of_then(key));
    let basis = judged.find_map(|(_, judgement)| judgement.basis)?;
    let reasons = dispute::original_reasons(claim, edition, Some(decision)).reasons;
    Some(Earlier::since(&basis, claim, reasons))
}
