//! The queue as a person sees it.

use crate::support::canned::{CannedDesk, id};
use crate::support::screen::Screen;
use proofdesk::tui::message::{OutboxRequest, Request};

fn queue(claims: u32) -> Screen<CannedDesk> {
    Screen::new(CannedDesk::of(claims), 120, 40)
}

fn selected(screen: &mut Screen<CannedDesk>) -> String {
    let text = screen.text();
    let row =
        text.lines().find(|line| line.contains("▌")).unwrap_or_else(|| panic!("nothing selected:\n{text}"));
    row.split_whitespace().find(|word| word.len() == 7 && word.starts_with('3')).unwrap().to_owned()
}

#[test]
fn the_first_screen_explains_itself() {
    let mut screen = queue(60);
    screen
        .sees("Enter opens one")
        .sees("g i trains")
        .sees("? helps")
        .sees("Waiting for a reviewer, by slack");
    screen.sees("Sample claims").sees("as of 2025-09-15 12:00 UTC").sees("ana (reviewer)").sees("60 claims");
}

#[test]
fn the_selection_moves_and_stays_on_the_screen() {
    let mut screen = queue(200);
    assert_eq!(selected(&mut screen), "3000000");
    screen.press("j j down");
    assert_eq!(selected(&mut screen), "3000003");
    screen.press("G");
    assert_eq!(selected(&mut screen), "3000199");
    screen.press("g g");
    assert_eq!(selected(&mut screen), "3000000");
}

#[test]
fn a_hundred_thousand_claims_are_fetched_in_windows() {
    let mut screen = queue(100_000);
    screen.press("G");
    assert_eq!(selected(&mut screen), "3099999");
    screen.press("pageup k");
    let rows: Vec<u32> = screen
        .clerk
        .asked
        .iter()
        .filter_map(|request| match request {
            Request::Queue(query) => Some(query.limit),
            _ => None,
        })
        .collect();
    assert!(rows.iter().all(|limit| *limit <= 256), "{rows:?}");
}

#[test]
fn a_filter_works_while_it_is_typed_and_escape_restores_the_one_before() {
    let mut screen = queue(60);
    screen.press("/").type_text("has:conflict");
    screen.sees("15 claims");
    screen.press("enter").sees("Filter › has:conflict").sees("Filtered, by slack");
    screen
        .press("/")
        .type_text(" zzz")
        .sees("0 claims")
        .sees("No claim of this snapshot matches the filter.");
    screen.press("esc").sees("Filter › has:conflict").sees("1 of 15");
    screen.press("c").sees("1 of 60");
}

#[test]
fn a_filter_that_cannot_be_read_says_why_beside_it() {
    let mut screen = queue(60);
    screen.press("/").type_text("nonsense:x");
    screen.sees("The filter cannot be read.");
}

#[test]
fn letters_are_text_while_a_filter_is_typed() {
    let mut screen = queue(60);
    screen.press("/").type_text("qsunvwtg?:");
    assert!(screen.app.ended().is_none());
    screen.sees("qsunvwtg?:");
}

#[test]
fn pasted_text_goes_into_a_filter_and_nowhere_else() {
    let mut screen = queue(60);
    let before = screen.text();
    screen.send(proofdesk::tui::message::Message::Pasted("s\nq".into()));
    assert_eq!(screen.text(), before);
    screen.press("/");
    screen.send(proofdesk::tui::message::Message::Pasted("has:conflict\n".into()));
    screen.sees("has:conflict");
}

#[test]
fn skipping_takes_two_keys_and_the_next_claim_is_selected() {
    let mut screen = queue(60);
    screen.press("j");
    let keys = screen.keys;
    screen.press("s l");
    assert_eq!(screen.keys - keys, 2);
    assert_eq!(selected(&mut screen), "3000002");
    screen.sees("Claim 3000001 is hidden from you.").sees("2 of 59");
    let skips = screen.clerk.asked.iter().filter(|asked| matches!(asked, Request::Skip(..))).count();
    assert_eq!(skips, 1);
}

#[test]
fn a_reason_of_ones_own_is_typed() {
    let mut screen = queue(60);
    screen.press("s o").type_text("quota").press("enter");
    assert!(screen.clerk.asked.contains(&Request::Skip(id(0), "quota".into())));
}

#[test]
fn the_order_is_chosen_by_letters() {
    let mut screen = queue(60);
    screen.press("t p p enter");
    screen.sees("by partner downwards");
    screen.press("t p i enter").sees("by claim id");
}

#[test]
fn views_are_chosen_saved_and_deleted() {
    let mut screen = queue(60);
    screen.press("v b").sees("Open conflicts, by slack").sees("15 claims");
    screen.press("w").type_text("mine").press("enter");
    screen.press("v").sees("mine").sees("(yours)");
    screen.press("down down delete").sees("Delete the view");
    screen.press("y").sees_no("(yours)");
}

#[test]
fn a_view_that_ships_with_the_program_stays() {
    let mut screen = queue(60);
    screen.press("v delete").sees("ships with the program");
}

#[test]
fn an_empty_queue_names_the_cause_and_a_way_on() {
    let mut screen = queue(0);
    screen.sees("No claim of this snapshot matches the filter.").sees("Press v for other views");
    screen.press("enter").sees("No claim is selected.");
}

#[test]
fn the_preview_follows_the_selection() {
    let mut screen = queue(60);
    screen.sees("Claim 3000000").sees("Checklist:");
    screen.press("j").sees("Claim 3000001");
}

#[test]
fn the_history_of_the_selected_claim_is_one_sequence_away() {
    let mut screen = queue(60);
    screen.press("g h").sees("History of claim 3000000").sees("judged R1").sees("1 recorded here");
    screen.press("q").sees("Waiting for a reviewer");
}

#[test]
fn withdrawing_a_decision_takes_a_key_and_a_reason() {
    let mut screen = queue(60);
    screen.press("u").sees("There is no decision of this desk to withdraw here.");
    screen.press("j j j j j j j");
    let keys = screen.keys;
    screen.press("u").sees("Withdraw the decision about claim 3000007").press("s");
    assert_eq!(screen.keys - keys, 2);
    assert!(screen.clerk.asked.contains(&Request::Withdraw(id(7), "A slip of the keys.".into())));
    screen.sees("The decision about claim 3000007 is withdrawn.").sees("Waiting for a reviewer");
}

#[test]
fn a_released_decision_is_opened_again_with_the_same_key() {
    let mut screen = queue(60);
    screen.press("G").press("u").sees_no("Withdraw the decision");
    screen.press("g g").press("j j j j j j j j j j j j j j j j j j");
    screen.press("u").sees("Open the decision about claim 3000018 again").press("s");
    let asked = Request::Outbox(OutboxRequest::Reopen(id(18), "A slip of the keys.".into()));
    assert!(screen.clerk.asked.contains(&asked));
}

#[test]
fn the_next_claim_is_one_key_away() {
    let mut screen = queue(60);
    screen.press("G n").sees("Queue › 3000000");
    screen.press("g q").sees("60 of 60");
}

#[test]
fn a_status_that_will_follow_by_itself_is_marked_and_told() {
    let mut screen = queue(60);
    screen.press("j j j j").sees("predicted to be rejected since 2025-09-14").sees("⊘");
    screen.press(&"j ".repeat(9)).sees("becomes rejected on 2025-09-23");
    screen.press("j").sees_no("becomes rejected");
}
