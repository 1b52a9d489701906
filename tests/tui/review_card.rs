//! The commit card and the comment being written.

use crate::support::reviewing::Reviewing;
use proofdesk::desk::{Failure, FailureKind};
use proofdesk::domain::DecisionKind;
use proofdesk::tui::message::{Effect, Message, Purpose};

/// One workload, everything met.
const CLEAN: &str = "3127590";
/// Three workloads.
const THREE: &str = "3128950";

/// A claim with every cell met and the card open.
fn card() -> Reviewing {
    let mut reviewing = Reviewing::of(CLEAN);
    for _ in 0..reviewing.review.checklist.open_cells().count() {
        reviewing.press("y");
    }
    reviewing.press("d");
    reviewing
}

/// A partial approval with the card open.
fn partial() -> Reviewing {
    let mut reviewing = Reviewing::of(THREE);
    reviewing.press("y y y y x a y y y y y y y d");
    reviewing
}

#[test]
fn the_card_names_outcome_effect_edition_and_digest() {
    let mut reviewing = partial();
    let digest = reviewing.review.digest.short();
    reviewing
        .sees("Partial approve")
        .sees("Goes to a residual claim")
        .sees("Viva Engage")
        .sees("June 2025")
        .sees(&digest);
}

#[test]
fn a_comment_is_kept_word_by_word_while_it_is_written() {
    let mut reviewing = card();
    reviewing.press("e").type_text("Well done ");
    let kept = reviewing.review.comment_draft.clone().unwrap();
    assert!(kept.contains("Well done"), "{kept}");
    assert!(reviewing.decided.is_empty());
}

#[test]
fn the_deadline_stays_a_variable_while_either_comment_is_written() {
    let mut reviewing = partial();
    reviewing.press("tab e").type_text("Thank you ");
    let kept = reviewing.review.residual_draft.clone().unwrap();
    assert!(kept.contains("{deadline_local}") || kept.contains("{deadline_utc}"), "{kept}");
    reviewing.press("esc");
    assert!(!reviewing.screen().contains("{deadline"), "{}", reviewing.screen());
}

#[test]
fn letters_are_text_in_the_editor_and_esc_keeps_it() {
    let mut reviewing = card();
    reviewing.press("e").type_text("\nodyxq").press("esc").sees("odyxq").sees("your wording");
    reviewing.press("o");
    let comment = reviewing.decided[0].comment.clone().unwrap();
    assert!(comment.ends_with("odyxq"), "{comment}");
}

#[test]
fn the_deadline_of_an_edited_comment_stays_a_variable() {
    let mut reviewing = Reviewing::of("3123902");
    for _ in 0..reviewing.review.checklist.open_cells().count() - 1 {
        reviewing.press("y");
    }
    reviewing.press("x a d e").type_text(" ").press("esc");
    let kept = reviewing.review.comment_draft.clone().unwrap();
    assert!(kept.contains("{deadline"), "{kept}");
}

#[test]
fn typing_can_be_undone_and_redone() {
    let mut reviewing = card();
    reviewing.press("e").type_text("Z").press("ctrl-z");
    assert!(!reviewing.review.comment_draft.clone().unwrap_or_default().ends_with('Z'));
    reviewing.press("alt-z esc");
    assert!(reviewing.review.comment_draft.clone().unwrap().ends_with('Z'));
}

#[test]
fn leaving_the_editor_without_a_change_keeps_the_composed_comment() {
    let mut reviewing = card();
    reviewing.press("e esc").sees("composed");
    assert_eq!(reviewing.review.comment_draft, None);
}

#[test]
fn the_composed_comment_can_be_restored() {
    let mut reviewing = card();
    reviewing.press("e").type_text("X").press("esc").sees("your wording").press("0").sees("composed");
    assert_eq!(reviewing.review.comment_draft, None);
}

#[test]
fn what_was_written_is_still_there_when_the_card_opens_again() {
    let mut reviewing = card();
    reviewing.press("e").type_text("\nSee you").press("esc esc d").sees("See you");
}

#[test]
fn another_outcome_needs_a_reason() {
    let mut reviewing = card();
    reviewing.press("c x").sees("Reason for the exception").press("esc o");
    assert!(reviewing.decided.is_empty(), "{}", reviewing.screen());
    reviewing
        .press("r")
        .type_text("ordered by the board")
        .press("enter")
        .sees("chosen instead of approve")
        .press("o");
    assert_eq!(reviewing.decided[0].kind, DecisionKind::Reject);
    assert_eq!(reviewing.decided[0].rationale.as_deref(), Some("ordered by the board"));
}

#[test]
fn an_open_variable_stands_in_the_way_until_it_is_filled() {
    let mut reviewing = Reviewing::of(CLEAN);
    let open = reviewing.review.checklist.open_cells().count();
    for _ in 0..open - 1 {
        reviewing.press("y");
    }
    reviewing.press("x b d o");
    assert!(reviewing.decided.is_empty(), "{}", reviewing.screen());
    reviewing.press("f").type_text("3 May 2023").press("enter").sees("3 May 2023").press("o");
    assert_eq!(reviewing.decided.len(), 1, "{}", reviewing.screen());
}

#[test]
fn a_partial_approval_carries_two_comments() {
    let mut reviewing = partial();
    reviewing.press("tab").sees("Comment of the residual claim").press("tab").sees("Comment to the partner");
}

#[test]
fn a_text_from_the_persons_own_editor_is_taken_and_a_failed_editor_changes_nothing() {
    let mut reviewing = card();
    let chord = proofdesk::tui::chord::Chord::parse("E").unwrap();
    let pressed =
        proofdesk::tui::message::Pressed { key: chord.event(), at: std::time::Duration::from_secs(60) };
    let effects = reviewing.app.update(Message::Key(pressed));
    assert!(matches!(effects.as_slice(), [Effect::OpenEditor(text)] if !text.is_empty()), "{effects:?}");
    reviewing.tell(Message::Edited(None));
    reviewing.sees("composed");
    reviewing.tell(Message::Edited(Some("Approved, in my words.\n".into())));
    reviewing.sees("Approved, in my words.").sees("your wording");
}

#[test]
fn a_failed_commit_unlocks_the_card_with_everything_still_in_it() {
    let mut reviewing = card();
    reviewing.press("e").type_text("\nKept").press("esc o").sees("saving").press("e").sees("being saved");
    let failure = Failure::new(FailureKind::Busy, "The decision could not be recorded.", "The file is busy.");
    reviewing.tell(Message::Failed(Purpose::Decide, failure));
    reviewing.sees("Kept").press("o");
    assert_eq!(reviewing.decided.len(), 2);
    assert_eq!(reviewing.decided[0].id, reviewing.decided[1].id, "the same key, so it is recorded once");
}

#[test]
fn reasons_of_the_whole_claim_are_added_on_the_card() {
    let mut reviewing = card();
    reviewing.press("R").sees("Reasons of the whole claim").press("a");
    assert_eq!(reviewing.review.checklist.claim_reasons.len(), 1);
}
