//! What was asked before, beside the new text of a claim that came back.

use crate::support::reviewing::{review_of, suggestions_for};
use crate::support::samples;
use proofdesk::desk::{Answers, Review, answers};
use proofdesk::domain::{CellKey, Claim, Judgement, Requirement, Verdict};
use proofdesk::text::difference::Fate;
use std::sync::Arc;

fn answers_of(review: &Review) -> Answers {
    answers(review, Some(&suggestions_for(review)))
}

/// The parts of a new document with one fate, as text.
fn parts(answers: &Answers, claim: &Claim, fate: Fate) -> Vec<String> {
    let brought = &answers.brought[0];
    let name = if fate == Fate::Gone { brought.follows.as_ref().unwrap() } else { &brought.document };
    let text = &claim.document(name).unwrap().text;
    let runs = brought.runs.iter().filter(|run| run.fate == fate);
    runs.map(|run| run.span.of(text).unwrap().to_owned()).collect()
}

#[test]
fn a_claim_that_never_came_back_has_no_requests_and_no_answers() {
    assert_eq!(answers_of(&review_of(samples::claim("3129406"))), Answers::default());
}

#[test]
fn new_text_stands_beside_the_request_whose_cell_it_may_answer() {
    let review = review_of(samples::claim("3128493"));
    let answers = answers_of(&review);
    assert!(!answers.asked.is_empty());
    let brought: Vec<&str> = answers.brought.iter().map(|brought| brought.document.as_str()).collect();
    assert_eq!(brought, ["Tillaeg_1_Conditional_Access.pdf"], "only what came after the request");
    let found: Vec<_> = answers.asked.iter().flat_map(|asked| &asked.found).collect();
    assert!(!found.is_empty(), "{:?}", answers.asked);
    for found in found {
        assert_eq!(found.document, brought[0]);
        let document = review.claim.document(&found.document).unwrap();
        assert_eq!(found.span.of(&document.text), Some(found.text.as_str()));
    }
}

#[test]
fn a_corrected_paper_is_compared_with_the_one_it_follows() {
    let mut claim = samples::claim("3129406");
    let mut corrected = (*claim.documents[0]).clone();
    let (asked, again) = ("2025-09-01T09:00:00Z".parse().unwrap(), "2025-09-05T09:00:00Z".parse().unwrap());
    let entry = |action, on| proofdesk::domain::HistoryEntry { action, on, ..claim.history[0].clone() };
    let asked = entry(proofdesk::domain::HistoryAction::ActionRequired, asked);
    let again = entry(proofdesk::domain::HistoryAction::Resubmission, again);
    claim.history.extend([asked, again]);
    corrected.file_name = "corrected.pdf".into();
    corrected.text = format!("{}Signed by the customer on 4 September 2025.\n", corrected.text);
    corrected.uploaded_on = Some("2025-09-05".parse().unwrap());
    let first = claim.documents[0].file_name.clone();
    claim.documents.push(Arc::new(corrected));
    let review = review_of(claim.clone());
    let answers = answers_of(&review);
    assert_eq!(answers.brought[0].follows.as_ref(), Some(&first));
    assert_eq!(parts(&answers, &claim, Fate::New), ["Signed by the customer on 4 September 2025."]);
    assert_eq!(parts(&answers, &claim, Fate::Gone), Vec::<String>::new());
}

#[test]
fn a_paper_like_no_earlier_one_is_new_as_a_whole() {
    let claim = samples::claim("3128493");
    let answers = answers_of(&review_of(claim.clone()));
    assert_eq!(answers.brought[0].follows, None);
    assert_eq!(parts(&answers, &claim, Fate::New), [claim.documents[1].text.clone()]);
}

#[test]
fn a_sealed_dispute_shows_its_new_evidence_and_nothing_that_was_asked() {
    let mut review = review_of(samples::claim("3128045"));
    review.sealed = true;
    let answers = answers_of(&review);
    assert!(answers.asked.is_empty());
    assert_eq!(answers.brought.len(), 1);
}

#[test]
fn whether_a_request_is_cured_follows_from_its_cell() {
    let mut review = review_of(samples::claim("3128493"));
    let key: CellKey = answers_of(&review).asked.iter().find_map(|asked| asked.todo.cell.clone()).unwrap();
    let judged = |review: &Review| {
        answers_of(review)
            .asked
            .iter()
            .find(|asked| asked.todo.cell.as_ref() == Some(&key))
            .unwrap()
            .todo
            .cured
    };
    assert_eq!(judged(&review), None);
    let cell = review.checklist.cells.iter_mut().find(|cell| cell.key == key).unwrap();
    cell.judgement = Some(Judgement::bare(Verdict::Met));
    assert_eq!(judged(&review), Some(true));
    assert_ne!(key.requirement, Requirement::PublicSectorDisclosure);
}
