//! Carried verdicts and earlier requests on the review screen.

use crate::support::reviewing::{Reviewing, review_of};
use crate::support::samples;
use proofdesk::desk::{CarriedCell, Review};
use proofdesk::domain::{CellKey, Judgement, Requirement, Verdict};
use proofdesk::tui::Settings;
use ratatui::layout::Size;

fn carried(requirement: Requirement, verdict: Verdict, why: Option<&str>) -> CarriedCell {
    let said = Judgement { note: Some("both are named".into()), ..Judgement::bare(verdict) };
    CarriedCell {
        key: CellKey::claim(requirement),
        restated: why.is_none().then(|| said.clone()),
        earlier: said,
        why: why.map(Into::into),
    }
}

fn returned() -> Review {
    let mut review = review_of(samples::claim("3129406"));
    review.carried = vec![
        carried(Requirement::PartyNames, Verdict::Met, None),
        carried(
            Requirement::Dates,
            Verdict::NotMet,
            Some("The documents changed: what was missing may be there now."),
        ),
    ];
    review
}

fn open(review: Review) -> Reviewing {
    Reviewing::open(review, Size::new(120, 40), &Settings::default())
}

fn said(reviewing: &Reviewing, requirement: Requirement) -> Option<Judgement> {
    reviewing.review.checklist.cell(&CellKey::claim(requirement)).unwrap().judgement.clone()
}

#[test]
fn a_carried_verdict_is_open_until_its_own_key_confirms_it() {
    let mut reviewing = open(returned());
    reviewing.sees("met?").sees("carried: confirm it.");
    reviewing.press("2").sees("Carried from the earlier revision");
    reviewing.press("y");
    assert_eq!(said(&reviewing, Requirement::PartyNames).unwrap().note.as_deref(), Some("both are named"));
    assert!(!reviewing.screen().contains("carried: confirm"), "{}", reviewing.screen());
}

#[test]
fn a_carried_verdict_is_confirmed_by_command_and_overruled_by_another_verdict() {
    let mut reviewing = open(returned());
    reviewing.press("2").press("Y");
    assert!(said(&reviewing, Requirement::PartyNames).is_some());
    let mut reviewing = open(returned());
    reviewing.press("2").press("x").sees("R2");
    assert_eq!(said(&reviewing, Requirement::PartyNames), None, "the list of reasons is open");
}

#[test]
fn a_reopened_cell_says_why_and_cannot_be_confirmed() {
    let mut reviewing = open(returned());
    reviewing.press("5").sees("Was not met; to be judged again.");
    reviewing.press("Y").sees("The documents changed");
    assert_eq!(said(&reviewing, Requirement::Dates), None);
}

#[test]
fn what_was_asked_before_stands_beside_what_came_since() {
    let mut reviewing = Reviewing::of("3128493");
    reviewing.press("A").sees("Asked before");
    let screen = reviewing.screen();
    assert!(screen.contains("came since") || screen.contains("not judged yet"), "{screen}");
}

#[test]
fn new_text_found_for_a_request_is_opened_beside_its_cell() {
    let mut reviewing = Reviewing::of("3128493");
    reviewing.press("g b").sees("Asked before, and what may answer it");
    reviewing.press("j enter").sees("Tillaeg_1_Conditional_Access.pdf").sees("Facts");
    let cells = reviewing.review.checklist.cells.iter().filter(|cell| cell.judgement.is_some()).count();
    assert_eq!(cells, 0, "looking at text judges nothing");
}

#[test]
fn the_new_text_of_a_document_is_read_to_its_end_in_parts() {
    let mut reviewing = Reviewing::of("3128493");
    reviewing.press("g b G").sees("All of it is new").sees("part 1 of");
    let first = reviewing.screen();
    reviewing.press("space").sees("part 2 of");
    assert_ne!(reviewing.screen(), first);
}

#[test]
fn every_size_shows_the_chosen_request() {
    for (width, height) in [(20, 6), (60, 12), (80, 24), (99, 30), (100, 30), (200, 60)] {
        let review = review_of(samples::claim("3128493"));
        let mut reviewing = Reviewing::open(review, Size::new(width, height), &Settings::default());
        for keys in ["g b", "j", "G", "g g", "space"] {
            let at = reviewing.press(keys).focus().unwrap_or_else(|| panic!("no focus {width}x{height}"));
            let marked = reviewing.buffer()[(at.x, at.y)].symbol() == "▌";
            assert!(marked, "{width}x{height} after {keys:?}:\n{}", reviewing.screen());
        }
    }
}

#[test]
fn a_claim_that_never_came_back_says_so() {
    Reviewing::of("3129406").press("g b").sees("Nothing was asked before, and no document came since.");
}

#[test]
fn a_dispute_of_ones_own_decision_cannot_be_judged() {
    let mut review = returned();
    review.excluded = Some("Ana made the first decision. Somebody else settles the dispute.".into());
    open(review).press("y").sees("Somebody else settles the dispute.").sees("not yours to settle");
}
