//! Held decisions on the screens: time left, release, withdrawal, reopening.

use crate::support::canned::CannedDesk;
use crate::support::screen::Screen;
use chrono::{DateTime, TimeDelta, Utc};
use proofdesk::desk::{Desk, DeskOptions, Job, SnapshotChoice};
use proofdesk::domain::{Actor, Role};
use proofdesk::paths::Paths;
use proofdesk::wall_clock::WallClock;
use std::path::Path;

/// A desk on the practice data so many minutes after noon.
pub(super) fn desk(home: &Path, (name, minutes): (&str, i64)) -> Desk {
    let noon: DateTime<Utc> = "2025-09-15T12:00:00Z".parse().unwrap();
    let options = DeskOptions {
        snapshot: SnapshotChoice::Practice,
        desk_file: None,
        paths: Paths::find(Some(home)).unwrap(),
        actor: Actor { name: name.into(), role: Role::Reviewer },
        clock: Some(WallClock::Fixed(noon + TimeDelta::minutes(minutes))),
    };
    Desk::open(&options, &Job::silent()).unwrap()
}

/// Opens a claim that is approved with seven keys, and approves it.
fn decide(screen: &mut Screen<Desk>) {
    screen.press("/").type_text("claim:3129177").press("enter enter");
    let review = screen.app.layers().review().unwrap().review();
    let open = review.checklist.open_cells().count();
    screen.press(&"y ".repeat(open)).press("d o").press("g q c");
}

#[test]
fn a_decision_waits_in_the_outbox_and_leaves_it_by_a_key() {
    let home = tempfile::tempdir().unwrap();
    let mut screen = Screen::new(desk(home.path(), ("ana", 0)), 120, 40);
    decide(&mut screen);
    screen.sees("1 held, g o");
    screen.press("g o").sees("Outbox").sees("3129177").sees("Approve").sees("10m left").sees("by ana");
    screen.press("r").sees("is released. u opens it again").sees("Nothing is held here.");
    screen.press("q").sees_no(" held, g o");
}

#[test]
fn a_hold_that_ran_out_is_released_when_the_desk_is_next_used() {
    let home = tempfile::tempdir().unwrap();
    decide(&mut Screen::new(desk(home.path(), ("ana", 0)), 120, 40));
    let mut screen = Screen::new(desk(home.path(), ("ben", 9)), 120, 40);
    screen.press("g o").sees("1m left");
    drop(screen);
    let mut screen = Screen::new(desk(home.path(), ("ben", 11)), 120, 40);
    screen.press("g o").sees("Nothing is held here.");
    screen
        .press("q /")
        .type_text("claim:3129177")
        .press("enter g h")
        .sees("released 1 decision (when its hold ran out)");
}

#[test]
fn a_held_decision_is_withdrawn_and_a_released_one_opened_again_with_the_same_key() {
    let home = tempfile::tempdir().unwrap();
    let mut screen = Screen::new(desk(home.path(), ("ana", 0)), 120, 40);
    decide(&mut screen);
    screen.press("g o u").sees("Withdraw the decision about claim 3129177").press("esc r q");
    screen.press("/").type_text("claim:3129177").press("enter u");
    screen.sees("Open the decision about claim 3129177 again").press("m").sees("is open again");
    screen.press("enter").sees("3129177").press("y").sees_no("This claim is decided here");
    assert!(screen.clerk.verify().unwrap().holds());
}

#[test]
fn a_released_decision_of_somebody_else_can_be_found_void_from_the_review() {
    let home = tempfile::tempdir().unwrap();
    let mut screen = Screen::new(desk(home.path(), ("ana", 0)), 120, 40);
    decide(&mut screen);
    screen.press("g o r q /").type_text("claim:3129177").press("enter enter U");
    screen.sees("There is no released decision of somebody else");
    drop(screen);
    let mut screen = Screen::new(desk(home.path(), ("ben", 1)), 120, 40);
    screen.press("/").type_text("claim:3129177").press("enter enter U e").sees("is open again");
}

#[test]
fn leaving_with_held_decisions_is_told_and_not_asked() {
    let home = tempfile::tempdir().unwrap();
    let mut screen = Screen::new(desk(home.path(), ("ana", 0)), 120, 40);
    decide(&mut screen);
    screen.press("esc").sees("Everything is saved already; 1 held.").press("q");
    assert!(screen.app.ended().is_some());
    let words = screen.app.context().held_words().unwrap();
    assert_eq!(
        words,
        "1 decision is held here and released when the desk is next used after 2025-09-15 12:10 UTC."
    );
}

#[test]
fn all_held_decisions_are_released_after_one_question() {
    let mut screen = Screen::new(CannedDesk::of(30), 100, 30);
    screen.press("g o A").sees("Release the 3 decisions").press("y").sees("is released");
}
