//! One answer held against its claim: cells, verdicts, reasons, quotes, and the words a trainee is told.

use crate::domain::{Answer, AnswerCell, AnswerQuote, Claim, Verdict};
use crate::policy::Edition;
use crate::rules;

/// A field of the answer and what is wrong with it.
pub(super) type Found = (String, String);

/// Everything that is wrong with an answer but its decision.
pub(super) fn problems(answer: &Answer, claim: &Claim, edition: &Edition) -> Vec<Found> {
    let mut found = missing_cells(answer, claim, edition);
    for (at, cell) in answer.cells.iter().enumerate() {
        let name = |field: &str| {
            if field.is_empty() { format!("cells[{at}]") } else { format!("cells[{at}].{field}") }
        };
        let again = answer.cells.iter().take(at).any(|other| other.key() == cell.key());
        if again {
            found.push((name("requirement"), format!("The cell {} is answered twice.", cell.key())));
        }
        let mut report = |field: &str, reason: String| found.push((name(field), reason));
        row(cell, claim, edition, &mut report);
        verdict(cell, &mut report);
        for code in cell.reasons.iter().filter(|code| edition.reason(code).is_none()) {
            report("reason_codes", format!("Edition {} has no reason {code}.", edition.id));
        }
        for (number, quote) in cell.evidence.iter().enumerate() {
            if let Some((field, reason)) = misquote(quote, claim) {
                report(&format!("evidence[{number}].{field}"), reason);
            }
        }
    }
    for code in answer.claim_reasons.iter().filter(|code| edition.reason(code).is_none()) {
        found
            .push(("claim_reason_codes".to_owned(), format!("Edition {} has no reason {code}.", edition.id)));
    }
    if answer.lesson.trim().is_empty() {
        let reason = "Say in a few sentences what to remember of the claim.";
        found.push(("lesson".to_owned(), reason.to_owned()));
    }
    found
}

fn missing_cells(answer: &Answer, claim: &Claim, edition: &Edition) -> Vec<Found> {
    let rows = rules::checklist(claim, edition).cells;
    let missing = rows.iter().filter(|row| answer.answer_to(&row.key).is_none());
    missing.map(|row| ("cells".to_owned(), format!("The cell {} is missing.", row.key))).collect()
}

/// The row exists, and a rule does not settle it otherwise.
fn row(cell: &AnswerCell, claim: &Claim, edition: &Edition, report: &mut dyn FnMut(&str, String)) {
    let checklist = rules::checklist(claim, edition);
    match checklist.cell(&cell.key()) {
        None => report("requirement", format!("The checklist of this claim has no cell {}.", cell.key())),
        Some(row) => {
            if let Some(settled) = row.settled.as_ref().filter(|_| cell.verdict != Verdict::NotApplicable) {
                report("verdict", format!("A rule settles this cell as not applicable: {settled}"));
            }
        }
    }
}

/// A met cell shows its text; any other judged cell has a reason; alternatives leave something to get wrong.
fn verdict(cell: &AnswerCell, report: &mut dyn FnMut(&str, String)) {
    match cell.verdict {
        Verdict::Met if cell.evidence.is_empty() => {
            report("evidence", "Quote the text that carries the verdict met.".to_owned());
        }
        Verdict::Met | Verdict::NotApplicable if !cell.reasons.is_empty() => {
            report("reason_codes", format!("A cell that is {} has no reasons.", cell.verdict.label()));
        }
        Verdict::NotMet | Verdict::Unclear if cell.reasons.is_empty() => {
            report("reason_codes", format!("A cell that is {} needs a reason.", cell.verdict.label()));
        }
        _ => {}
    }
    if cell.accepted.contains(&cell.verdict) {
        report("accepted", format!("{} is the verdict itself, no alternative.", cell.verdict.word()));
    }
    if Verdict::ALL.iter().all(|verdict| *verdict == cell.verdict || cell.accepted.contains(verdict)) {
        report("accepted", "Every verdict is accepted; then there is nothing to learn.".to_owned());
    }
    if cell.why.trim().is_empty() {
        report("why", "Say in a sentence why the verdict is right.".to_owned());
    }
}

/// A quote stands in its document, word by word, and exactly once.
fn misquote(quote: &AnswerQuote, claim: &Claim) -> Option<(&'static str, String)> {
    let file = &quote.file_name;
    let Some(document) = claim.document(file) else {
        return Some(("file_name", format!("The claim has no document {file:?}.")));
    };
    match document.text.matches(&quote.quote).count() {
        _ if quote.quote.trim().is_empty() => Some(("quote", "The quote is empty.".to_owned())),
        0 => Some(("quote", format!("The text does not stand in {file:?}."))),
        1 => None,
        times => {
            let reason = format!("The text stands {times} times in {file:?}; quote more of the line.");
            Some(("quote", reason))
        }
    }
}
