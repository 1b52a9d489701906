//! Pictures of the review screen and its dialogs as text. `INSTA_UPDATE=always` accepts what changed.

use crate::support::reviewing::{Reviewing, review_of};
use crate::support::samples;
use proofdesk::tui::Settings;
use ratatui::layout::Size;

fn image(name: &str, claim: &str, keys: &str) {
    for (width, height) in [(80, 24), (120, 40), (160, 50)] {
        let review = review_of(samples::claim(claim));
        let mut reviewing = Reviewing::open(review, Size::new(width, height), &Settings::default());
        if !keys.is_empty() {
            reviewing.press(keys);
        }
        let mut insta = insta::Settings::clone_current();
        insta.set_snapshot_path("../images");
        insta.set_prepend_module_to_snapshot(false);
        insta.bind(|| insta::assert_snapshot!(format!("{name}-{width}x{height}"), reviewing.screen()));
    }
}

#[test]
fn the_review_of_a_fresh_claim() {
    image("review", "3128950", "");
}

#[test]
fn the_checklist_with_verdicts_and_reasons() {
    image("review-judged", "3128950", "y y x a m B a L");
}

#[test]
fn the_reasons_of_a_cell() {
    image("review-reasons", "3128950", "x");
}

#[test]
fn the_commit_card_of_a_partial_approval() {
    image("commit-card", "3128950", "y y y y x a y y y y y y y d");
}

#[test]
fn what_was_asked_beside_the_new_text_that_may_answer_it() {
    image("answers", "3128493", "g b j");
}

#[test]
fn what_a_corrected_paper_changed() {
    image("answers-paper", "3128704", "g b G");
}
