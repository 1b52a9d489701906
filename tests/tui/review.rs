//! The review screen under keys: judging, moving, pinning, searching, saving.

use crate::support::reviewing::Reviewing;
use crate::support::samples;
use proofdesk::desk::Judging;
use proofdesk::domain::{CellKey, Requirement, Verdict};
use proofdesk::tui::message::{Effect, Message, Pressed, Request};

/// One workload, two documents, everything met.
const CLEAN: &str = "3128045";
/// Two workloads, everything met.
const CLEAN_TWO: &str = "3127344";

fn verdicts(reviewing: &Reviewing) -> Vec<Option<Verdict>> {
    reviewing.review.checklist.cells.iter().map(proofdesk::domain::Cell::verdict).collect()
}

fn open_cells(reviewing: &Reviewing) -> usize {
    reviewing.review.checklist.open_cells().count()
}

#[test]
fn one_key_judges_the_cell_attaches_its_text_and_goes_to_the_next_open_cell() {
    let mut reviewing = Reviewing::of(CLEAN);
    reviewing.press("y");
    let first = &reviewing.review.checklist.cells[0];
    assert_eq!(first.verdict(), Some(Verdict::Met));
    assert_eq!(first.judgement.as_ref().unwrap().pins.len(), 1);
    reviewing.sees("R2 ");
}

#[test]
fn a_clean_claim_is_approved_within_five_keys_and_two_for_each_workload() {
    for (claim, workloads) in [(CLEAN, 1), ("3128493", 2), ("3129177", 4)] {
        let mut reviewing = Reviewing::of(claim);
        let cells = open_cells(&reviewing);
        assert_eq!(cells, 3 + 2 * workloads, "R1, R2, R5 and two for each workload");
        for _ in 0..cells {
            reviewing.press("y");
        }
        assert_eq!(open_cells(&reviewing), 0, "{}", reviewing.screen());
        reviewing.press("d o");
        assert_eq!(reviewing.decided.len(), 1, "{}", reviewing.screen());
        assert!(
            reviewing.keys as usize <= 5 + 2 * workloads,
            "{} keys for {workloads} workloads",
            reviewing.keys
        );
    }
}

#[test]
fn an_action_request_with_one_reason_takes_one_key_more() {
    let mut reviewing = Reviewing::of(CLEAN);
    for _ in 0..open_cells(&reviewing) - 1 {
        reviewing.press("y");
    }
    reviewing.press("x a d o");
    assert_eq!(reviewing.decided.len(), 1, "{}", reviewing.screen());
    assert!(reviewing.keys <= 5 + 2 + 1, "{} keys", reviewing.keys);
}

#[test]
fn a_verdict_is_shown_as_being_saved_until_the_desk_has_answered() {
    let mut reviewing = Reviewing::of(CLEAN);
    reviewing.hold().press("y");
    reviewing.sees("saving");
    assert_eq!(reviewing.review.checklist.cells[0].verdict(), None);
    reviewing.release();
    assert!(!reviewing.screen().contains("saving"), "{}", reviewing.screen());
}

#[test]
fn the_commit_card_does_not_open_while_a_cell_is_open() {
    let mut reviewing = Reviewing::of(CLEAN);
    reviewing.press("d");
    assert!(!reviewing.screen().contains("Commit  "), "{}", reviewing.screen());
}

#[test]
fn enter_and_d_do_not_commit() {
    let mut reviewing = Reviewing::of(CLEAN);
    for _ in 0..open_cells(&reviewing) {
        reviewing.press("y");
    }
    reviewing.press("d enter d enter");
    assert!(reviewing.decided.is_empty());
    reviewing.press("o");
    assert_eq!(reviewing.decided.len(), 1);
}

#[test]
fn a_second_commit_key_while_saving_commits_nothing_more() {
    let mut reviewing = Reviewing::of(CLEAN);
    for _ in 0..open_cells(&reviewing) {
        reviewing.press("y");
    }
    reviewing.press("d o o o");
    assert_eq!(reviewing.decided.len(), 1);
    reviewing.sees("saving");
}

#[test]
fn met_without_any_text_asks_for_a_typed_reason() {
    let mut reviewing = Reviewing::of("3126930");
    let claim = &reviewing.review.claim;
    assert!(claim.documents.is_empty());
    let mut claim = samples::claim(CLEAN);
    claim.documents.clear();
    reviewing = Reviewing::open(
        crate::support::reviewing::review_of(claim),
        ratatui::layout::Size::new(120, 40),
        &proofdesk::tui::app::Settings::default(),
    );
    reviewing.press("y").sees("Met without text");
    assert_eq!(verdicts(&reviewing)[0], None);
    reviewing.type_text("Signature seen in the original").press("enter");
    let judgement = reviewing.review.checklist.cells[0].judgement.clone().unwrap();
    assert_eq!(judgement.verdict, Verdict::Met);
    assert_eq!(judgement.note.as_deref(), Some("Signature seen in the original"));
}

#[test]
fn reasons_are_chosen_by_letter_and_a_capital_adds_one_more() {
    let mut reviewing = Reviewing::of(CLEAN);
    reviewing.press("x A B c");
    let judgement = reviewing.review.checklist.cells[0].judgement.clone().unwrap();
    assert_eq!(judgement.verdict, Verdict::NotMet);
    let codes: Vec<&str> = judgement.reasons.iter().map(|reason| reason.code.as_str()).collect();
    assert_eq!(codes.len(), 3, "{codes:?}");
    assert!(codes.iter().all(|code| code.starts_with("RC-R1-")), "{codes:?}");
}

#[test]
fn not_applicable_asks_why_unless_a_rule_says_so() {
    let mut reviewing = Reviewing::of(CLEAN);
    reviewing.press("a").sees("Not applicable").type_text("not asked for here").press("enter");
    let judgement = reviewing.review.checklist.cells[0].judgement.clone().unwrap();
    assert_eq!(
        (judgement.verdict, judgement.note.as_deref()),
        (Verdict::NotApplicable, Some("not asked for here"))
    );
}

#[test]
fn a_cell_can_be_opened_again() {
    let mut reviewing = Reviewing::of(CLEAN);
    reviewing.press("y 1 c");
    assert_eq!(verdicts(&reviewing)[0], None);
}

#[test]
fn a_phrase_that_is_searched_can_be_pinned_as_it_stands() {
    let answer = samples::answer(CLEAN_TWO);
    let quote = &answer.cells[0].evidence[0];
    let mut reviewing = Reviewing::of(CLEAN_TWO);
    reviewing.press("/").type_text(&quote.quote).press("enter p y");
    let pins = &reviewing.review.checklist.cells[0].judgement.as_ref().unwrap().pins;
    let document = reviewing.review.claim.document(&pins[0].document).unwrap();
    assert_eq!(pins[0].quote(document).unwrap(), quote.quote.trim());
}

#[test]
fn pins_of_an_open_cell_are_kept_and_taken_along_by_the_verdict() {
    let mut reviewing = Reviewing::of(CLEAN);
    reviewing.press("p");
    assert_eq!(reviewing.review.collected.len(), 1);
    let pinned = reviewing.review.collected[0].pin.clone();
    reviewing.press("x a");
    assert!(reviewing.review.collected.is_empty());
    assert_eq!(reviewing.review.checklist.cells[0].judgement.as_ref().unwrap().pins, [pinned]);
}

#[test]
fn a_selection_is_extended_by_words_and_pinned() {
    let mut reviewing = Reviewing::of(CLEAN);
    reviewing.press("t g g v e w e p");
    let pin = &reviewing.review.collected[0].pin;
    let document = reviewing.review.claim.document(&pin.document).unwrap();
    let quote = pin.quote(document).unwrap();
    assert!(document.text.starts_with(quote), "{quote:?}");
    assert_eq!(quote.split_whitespace().count(), 2, "{quote:?}");
}

#[test]
fn selected_text_is_attached_to_a_cell_that_falls_short_as_well() {
    let mut reviewing = Reviewing::of(CLEAN);
    reviewing.press("t g g V j x").sees("A letter takes one").press("a");
    let judged = |reviewing: &Reviewing| {
        let cell = reviewing.review.checklist.cells.iter().find_map(|cell| cell.judgement.clone());
        cell.unwrap()
    };
    let judgement = judged(&reviewing);
    assert_eq!((judgement.verdict, judgement.reasons.len(), judgement.pins.len()), (Verdict::NotMet, 1, 1));
    let document = reviewing.review.claim.document(&judgement.pins[0].document).unwrap();
    let mut lines = document.text.lines();
    let whole = format!("{}\n{}", lines.next().unwrap().trim_start(), lines.next().unwrap());
    assert_eq!(judgement.pins[0].quote(document), Some(whole.as_str()));
}

#[test]
fn a_pin_can_be_removed_again() {
    let mut reviewing = Reviewing::of(CLEAN);
    reviewing.press("p X");
    assert!(reviewing.review.collected.is_empty());
}

#[test]
fn moving_through_the_cells_moves_the_text() {
    let mut reviewing = Reviewing::of(CLEAN_TWO);
    let before = reviewing.screen();
    reviewing.press("5");
    let dates = reviewing.screen();
    assert_ne!(before, dates);
    reviewing.sees("R5 Dates");
}

#[test]
fn text_under_the_cursor_leads_back_to_its_cell() {
    let mut reviewing = Reviewing::of(CLEAN);
    reviewing.press("5 t enter");
    let key = reviewing.review.checklist.cells.iter().map(|cell| &cell.key).find(|key| {
        let title = format!("╭ {} ", key.requirement.code());
        key.requirement != Requirement::Dates && reviewing.screen().contains(&title)
    });
    assert!(key.is_some() || reviewing.screen().contains("╭ R5 "), "{}", reviewing.screen());
}

#[test]
fn while_a_line_is_typed_letters_are_text() {
    let mut reviewing = Reviewing::of(CLEAN);
    reviewing.press("/").type_text("yxmadou");
    assert_eq!(
        open_cells(&reviewing),
        reviewing.review.checklist.cells.iter().filter(|c| c.is_open()).count()
    );
    assert!(reviewing.decided.is_empty());
    reviewing.sees("yxmadou");
}

#[test]
fn the_next_claim_is_asked_for_without_deciding() {
    let mut reviewing = Reviewing::of(CLEAN);
    let chord = proofdesk::tui::chord::Chord::parse("J").unwrap();
    let effects =
        reviewing.app.update(Message::Key(Pressed { key: chord.event(), at: std::time::Duration::ZERO }));
    let id = reviewing.review.claim.claim_id.clone();
    assert!(effects.contains(&Effect::Ask(Request::Next(Some(id)))), "{effects:?}");
}

#[test]
fn a_document_is_excluded_with_a_reason_and_counts_again_with_the_same_key() {
    let mut reviewing = Reviewing::of(CLEAN_TWO);
    reviewing.press("e").sees("not count");
    reviewing.press("a");
    assert_eq!(reviewing.review.checklist.excluded.len(), 1);
    reviewing.sees("does not count").press("e");
    assert!(reviewing.review.checklist.excluded.is_empty());
}

#[test]
fn qualifications_are_ticked_by_digit() {
    let mut reviewing = Reviewing::of("3126402");
    reviewing.press("Q 1 3 5 3 esc");
    let seen: Vec<u8> = reviewing.review.checklist.qualifications.clone().unwrap().into_iter().collect();
    assert_eq!(seen, [1, 5]);
}

#[test]
fn a_refused_verdict_is_taken_back_on_the_screen() {
    use proofdesk::desk::{Failure, FailureKind};
    use proofdesk::tui::message::Purpose;
    let mut reviewing = Reviewing::of(CLEAN);
    reviewing.hold().press("y").sees("saving");
    let failure = Failure::new(FailureKind::Busy, "Could not save the verdict.", "The file is busy.");
    reviewing.tell(Message::Failed(Purpose::Judge, failure));
    reviewing.sees("Could not save the verdict.");
    assert!(!reviewing.screen().contains("saving"), "{}", reviewing.screen());
}

#[test]
fn a_judgement_names_its_own_cell() {
    let mut reviewing = Reviewing::of(CLEAN);
    let effects = {
        reviewing.hold().press("5");
        let chord = proofdesk::tui::chord::Chord::parse("y").unwrap();
        reviewing
            .app
            .update(Message::Key(Pressed { key: chord.event(), at: std::time::Duration::from_secs(9) }))
    };
    let judged = effects.iter().find_map(|effect| match effect {
        Effect::Ask(Request::Judge(_, Judging::Judge(key, _))) => Some(key.clone()),
        _ => None,
    });
    assert_eq!(judged, Some(CellKey::claim(Requirement::Dates)));
}

#[test]
fn the_claim_can_be_judged_while_the_engine_is_still_at_work() {
    let review = crate::support::reviewing::review_of(samples::claim(CLEAN));
    let mut reviewing = Reviewing::read_only(review, ratatui::layout::Size::new(120, 40));
    reviewing.sees("Looking for text").press("t v e p y");
    assert_eq!(verdicts(&reviewing)[0], Some(Verdict::Met));
}
