//! From the attempts of many people at the same claims to what the group said, cell by cell.

use super::cited::{passages, places, quoted};
use super::{Group, GroupAnswer, GroupCell, GroupClaim, Letter, Participant, Said};
use crate::desk::training::pack_course::PackCourse;
use crate::desk::{Failure, FailureKind};
use crate::domain::{
    Answer, Attempt, AttemptCell, CellKey, Checklist, Claim, Hasher, Requirement, SessionName, Verdict,
};
use crate::policy::Editions;
use crate::rules;
use crate::statistics::{Case, Spread, group_agreement};
use std::collections::BTreeMap;

/// People needed before anything is compared.
const LEAST: usize = 2;

/// A claim of the calibration, with its answer and its rows.
pub(super) struct Sheet<'a> {
    pub(super) claim: &'a Claim,
    answer: &'a Answer,
    pub(super) rows: Checklist,
}

/// The claims of a course in their order.
pub(super) fn sheets<'a>(course: &'a PackCourse, editions: &Editions) -> Vec<Sheet<'a>> {
    let sheet = |id| {
        let (claim, answer) = (course.claim(id)?, course.answer(id)?);
        let rows = rules::checklist(claim, &editions.for_claim(claim).edition);
        Some(Sheet { claim, answer, rows })
    };
    course.order.iter().filter_map(sheet).collect()
}

/// Compares what the people of these attempts said.
pub(super) fn compare(
    course: &PackCourse,
    sheets: &[Sheet<'_>],
    attempts: &[Attempt],
) -> Result<Group, Failure> {
    let Some(session) = course.session() else {
        let why = "Only a calibration is answered by many.";
        return Err(Failure::new(FailureKind::Usage, "There is nothing to compare.", why));
    };
    let names = in_drawn_order(session, attempts);
    if names.len() < LEAST {
        let why = match names.len() {
            0 => "Nobody has answered all claims.",
            _ => "Only one person has answered; two are needed.",
        };
        let hint = "Attempts of other computers come along as files; see docs/training.md.";
        return Err(Failure::new(FailureKind::Refused, "There is nothing to compare yet.", why).hint(hint));
    }
    let of = |claim: &Claim| -> Vec<(Letter, &Attempt)> {
        let letter = |attempt: &Attempt| names.iter().position(|name| **name == attempt.trainee).map(Letter);
        let about = attempts.iter().filter(|attempt| attempt.claim_id == claim.claim_id);
        let mut found: Vec<_> = about.filter_map(|attempt| Some((letter(attempt)?, attempt))).collect();
        found.sort_by_key(|(letter, _)| *letter);
        found
    };
    let mut cells: Vec<GroupCell> = sheets.iter().flat_map(|sheet| cells(sheet, &of(sheet.claim))).collect();
    let requirements = agreements(&cells);
    cells.sort_by(|a, b| b.spread.spread.total_cmp(&a.spread.spread));
    let people = names.iter().enumerate();
    Ok(Group {
        pack: course.pack.id.clone(),
        title: course.pack.title.clone(),
        session: session.clone(),
        people: people
            .map(|(at, name)| Participant { letter: Letter(at), name: Some((*name).to_owned()) })
            .collect(),
        requirements,
        claims: sheets.iter().map(|sheet| decisions(sheet, &of(sheet.claim))).collect(),
        cells,
    })
}

/// Everybody once, in an order that has nothing to do with the names.
fn in_drawn_order<'a>(session: &SessionName, attempts: &'a [Attempt]) -> Vec<&'a str> {
    let mut names: Vec<&str> = attempts.iter().map(|attempt| attempt.trainee.as_str()).collect();
    names.sort_by_cached_key(|name| {
        let mut lot = Hasher::new("proofdesk-letter-v1");
        lot.field(session.as_str().as_bytes()).field(name.as_bytes());
        lot.finish()
    });
    names.dedup();
    names
}

/// The cells of a claim that have to be judged and that at least two people did.
fn cells(sheet: &Sheet<'_>, attempts: &[(Letter, &Attempt)]) -> Vec<GroupCell> {
    let open = sheet.rows.cells.iter().filter(|cell| cell.settled.is_none());
    open.filter_map(|row| cell(sheet, &row.key, attempts)).collect()
}

fn cell(sheet: &Sheet<'_>, key: &CellKey, attempts: &[(Letter, &Attempt)]) -> Option<GroupCell> {
    let right = sheet.answer.answer_to(key)?;
    let given: Vec<(Letter, &AttemptCell, Verdict)> = attempts
        .iter()
        .filter_map(|(by, attempt)| {
            let cell = attempt.cell(key)?;
            Some((*by, cell, cell.verdict?))
        })
        .collect();
    let said = |(by, cell, verdict): &(Letter, &AttemptCell, Verdict)| Said {
        by: *by,
        verdict: *verdict,
        reasons: cell.reasons.clone(),
        note: cell.note.clone(),
    };
    let cited = given
        .iter()
        .flat_map(|(by, cell, _)| places(cell, sheet.claim).into_iter().map(|place| (Some(*by), place)));
    Some(GroupCell {
        claim_id: sheet.claim.claim_id.clone(),
        key: key.clone(),
        spread: Spread::of(given.iter().map(|(.., verdict)| *verdict))?,
        said: given.iter().map(said).collect(),
        cited: passages(sheet.claim, cited),
        answer: GroupAnswer {
            verdict: right.verdict,
            accepted: right.accepted.clone(),
            reasons: right.reasons.clone(),
            why: right.why.clone(),
            text: passages(sheet.claim, quoted(&right.evidence, sheet.claim).map(|place| (None, place))),
        },
    })
}

fn decisions(sheet: &Sheet<'_>, attempts: &[(Letter, &Attempt)]) -> GroupClaim {
    let mut by_kind: BTreeMap<_, Vec<Letter>> = BTreeMap::new();
    for (by, attempt) in attempts {
        if let Some(kind) = attempt.decision {
            by_kind.entry(kind).or_default().push(*by);
        }
    }
    let mut decisions: Vec<_> = by_kind.into_iter().collect();
    decisions.sort_by_key(|(_, people)| std::cmp::Reverse(people.len()));
    GroupClaim { claim_id: sheet.claim.claim_id.clone(), decisions, answer: sheet.answer.decision }
}

fn agreements(cells: &[GroupCell]) -> Vec<(Requirement, crate::statistics::GroupAgreement)> {
    let of = |requirement: &Requirement| -> Vec<Case> {
        let mine = cells.iter().filter(|cell| cell.key.requirement == *requirement);
        mine.map(|cell| Case::of(Verdict::ALL, cell.said.iter().map(|said| said.verdict))).collect()
    };
    let found = Requirement::ALL.iter().map(|requirement| (*requirement, group_agreement(&of(requirement))));
    found.filter(|(_, agreement)| agreement.cases > 0).collect()
}
