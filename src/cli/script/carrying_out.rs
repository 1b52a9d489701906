//! One request of a script, carried out on the open desk.

use super::request::{
    Adjudicate, Decide, Given, Judge, JudgedCell, MarkedDocument, Release, Request, SettledCell as Settled,
};
use crate::cli::decide::{self, Said};
use crate::cli::{claim, judge};
use crate::desk::{
    AdjudicateRequest, Desk, Failure, FailureKind, Judging, ReleaseRequest, Review, SettledCell,
};
use crate::domain::{CellKey, EvidencePin, Judgement, Requirement};
use crate::rules;
use crate::text::Span;
use serde_json::{Value, json};

/// Carries out a request; answers what it led to.
pub(super) fn carry_out(request: Request, desk: &mut Desk) -> Result<Value, Failure> {
    let nothing = json!({});
    match request {
        Request::Show(asked) => Ok(claim::as_json(&desk.review(&asked.claim)?)),
        Request::Judge(asked) => judge(&asked, desk),
        Request::Decide(asked) => decide(asked, desk),
        Request::Withdraw(asked) => desk.withdraw(&asked.claim, &asked.because).map(|_| nothing),
        Request::Reopen(asked) => desk.reopen(&asked.claim, &asked.because).map(|_| nothing),
        Request::Void(asked) => desk.void(&asked.claim, &asked.because).map(|_| nothing),
        Request::Skip(asked) => desk.skip(&asked.claim, &asked.because).map(|_| nothing),
        Request::Release(asked) => release(asked, desk),
        Request::SecondLook(_) => Ok(json!({ "claim_id": desk.second_look(None)? })),
        Request::Adjudicate(asked) => adjudicate(asked, desk).map(|()| nothing),
    }
}

fn judge(asked: &Judge, desk: &mut Desk) -> Result<Value, Failure> {
    let review = desk.review(&asked.claim)?;
    let mut changes = Vec::new();
    for cell in &asked.cells {
        changes.push(cell_change(cell, &review)?);
    }
    changes.extend(asked.qualifications.clone().map(Judging::Qualifications));
    changes.extend(asked.documents.iter().flat_map(document_changes));
    changes.extend(asked.claim_reasons.clone().map(Judging::ClaimReasons));
    if changes.is_empty() {
        let hint = "Give cells, qualifications, documents or claim_reasons.";
        return Err(judge::usage("Nothing was said about the claim.").hint(hint));
    }
    let review = desk.judge_all(&asked.claim, &changes)?.value;
    let open: Vec<String> = review.checklist.open_cells().map(|cell| name(&cell.key)).collect();
    let outcome = rules::outcome(&review.claim, &review.edition, &review.checklist).ok();
    Ok(json!({ "recorded": changes.len(), "open": open, "outcome": outcome }))
}

fn cell_change(asked: &JudgedCell, review: &Review) -> Result<Judging, Failure> {
    let key = judge::cell_key(&asked.cell, review)?;
    match (asked.verdict, asked.confirm, asked.clear) {
        (Some(verdict), false, false) => {
            let placed = asked.pins.iter().map(|place| {
                let document = judge::document(&place.document, review)?;
                judge::pin_at(document, Span::new(place.start, place.end))
            });
            let quoted = asked
                .quotes
                .iter()
                .map(|quote| judge::pin_quoted(judge::document(&quote.document, review)?, &quote.text));
            let pins: Vec<EvidencePin> = placed.chain(quoted).collect::<Result<_, _>>()?;
            let (reasons, note) = (asked.reasons.clone(), asked.note.clone());
            Ok(Judging::Judge(key, Judgement { reasons, pins, note, ..Judgement::bare(verdict) }))
        }
        (None, true, false) => judge::confirmed(key, review),
        (None, false, true) => Ok(Judging::Clear(key)),
        _ => Err(judge::usage(format!("{:?} needs one of verdict, confirm and clear.", asked.cell))),
    }
}

fn document_changes(asked: &MarkedDocument) -> Vec<Judging> {
    let name = || asked.document.clone();
    let mut changes = Vec::new();
    if let Given::Value(reason) = &asked.exclude {
        changes.push(Judging::Exclude(name(), reason.clone()));
    }
    if let Given::Value(kind) = asked.kind {
        changes.push(Judging::Kind(name(), kind));
    }
    changes
}

fn decide(asked: Decide, desk: &mut Desk) -> Result<Value, Failure> {
    let Decide { claim, id, kind, because, cause, comment, residual_comment } = asked;
    let mut review = Said { kind, because, cause, comment, residual_comment }.about(&claim, desk)?;
    let known = review.decision.as_ref().map(|known| (known.decision.id.clone(), known.decision.kind));
    review.decision_id = id.unwrap_or(review.decision_id);
    let request = match known {
        // Asked for again: the answer is what is recorded.
        Some((id, kind)) if id == review.decision_id => decide::request(&review, kind),
        _ => decide::signable(&review)?,
    };
    let (recorded, seat) = desk.record_decision(&request)?;
    Ok(json!({ "recorded": recorded, "seat": seat }))
}

fn release(asked: Release, desk: &mut Desk) -> Result<Value, Failure> {
    let request = match (asked.claims.is_empty(), asked.all) {
        (false, false) => ReleaseRequest::Claims(asked.claims),
        (true, true) => ReleaseRequest::All,
        _ => {
            let why = "Either claims are named, or all is true.";
            return Err(Failure::new(FailureKind::Usage, "Nothing was released.", why));
        }
    };
    Ok(json!({ "claims": desk.release(&request)?.value }))
}

fn adjudicate(asked: Adjudicate, desk: &mut Desk) -> Result<(), Failure> {
    let request = AdjudicateRequest {
        claim_id: asked.claim,
        second: asked.second,
        cells: asked.cells.iter().map(settled).collect::<Result<_, _>>()?,
        kind: asked.kind,
        note: asked.because,
    };
    desk.adjudicate(&request).map(|_| ())
}

fn settled(asked: &Settled) -> Result<SettledCell, Failure> {
    let (row, workload) =
        asked.cell.split_once(':').map_or((asked.cell.as_str(), None), |(row, name)| (row, Some(name)));
    let requirement = Requirement::find(row.trim()).ok_or_else(|| {
        let why = format!("There is no requirement {row:?}.");
        Failure::new(FailureKind::Usage, "The difference was not settled.", why)
            .hint("Requirements are R1 to R6.")
    })?;
    let key = CellKey { requirement, workload: workload.map(|name| name.trim().to_owned()) };
    Ok(SettledCell { key, verdict: asked.verdict, cause: asked.cause })
}

/// A cell as requests name it.
fn name(key: &CellKey) -> String {
    let code = key.requirement.code();
    key.workload.as_ref().map_or_else(|| code.to_owned(), |workload| format!("{code}:{workload}"))
}
