//! The screens in front of the real desk with the sample claims.

use super::sizes::any_key;
use crate::support::screen::Screen;
use chrono::{DateTime, Utc};
use proofdesk::desk::{Desk, DeskOptions, Job, SnapshotChoice};
use proofdesk::domain::{Actor, Role};
use proofdesk::paths::Paths;
use proofdesk::tui::message::Message;
use proofdesk::wall_clock::WallClock;
use proptest::prelude::*;
use std::path::Path;
use std::time::Duration;

fn open(home: &Path) -> Desk {
    let now: DateTime<Utc> = "2025-09-15T12:00:00Z".parse().unwrap();
    let options = DeskOptions {
        snapshot: SnapshotChoice::Practice,
        desk_file: None,
        paths: Paths::find(Some(home)).unwrap(),
        actor: Actor { name: "ana".into(), role: Role::Reviewer },
        clock: Some(WallClock::Fixed(now)),
    };
    Desk::open(&options, &Job::silent()).unwrap()
}

fn queue(home: &Path) -> Screen<Desk> {
    Screen::new(open(home), 140, 45)
}

#[test]
fn the_queue_of_the_sample_claims_can_be_narrowed_and_read() {
    let home = tempfile::tempdir().unwrap();
    let mut screen = queue(home.path());
    screen.sees("1 of 53").sees("In this snapshot: ").sees("Practice data").sees("sealed");
    screen.press("/").type_text("kind:dispute").press("enter");
    screen.sees("Filter › kind:dispute").sees("dispute").sees_no("conflict ");
    screen.press("/ ctrl-u").type_text("kind:").sees("not a filter yet").sees("kind:");
    screen.press("esc c").sees("1 of 53");
    screen.press("/").type_text("\"forwarded\"").press("enter").sees("Filtered, by slack").sees("claims");
    screen.press("c t i enter").sees("by claim id").sees("Claim 3058807");
    screen.press("/").type_text("claim:3126930").press("enter").sees("our turn").sees_no(", our turn");
}

#[test]
fn what_was_done_in_the_queue_is_there_after_a_restart() {
    let home = tempfile::tempdir().unwrap();
    let mut screen = queue(home.path());
    screen.press("s l").sees("1 of 52").sees("is hidden from you");
    screen.press("/").type_text("kind:dispute").press("enter w").type_text("my disputes").press("enter");
    drop(screen);
    let mut screen = queue(home.path());
    screen.sees("1 of 52");
    screen.press("v").sees("my disputes").sees("(yours)").press("esc");
    screen
        .press("/")
        .type_text("is:skipped")
        .press("enter")
        .sees("1 of 1")
        .sees(" 1 claim  ·  ")
        .sees("I cannot read the language.");
}

#[test]
fn an_empty_view_names_the_cause() {
    let home = tempfile::tempdir().unwrap();
    let mut screen = queue(home.path());
    screen.press("/").type_text("is:decided").press("enter");
    screen.sees("0 claims").sees("c to show every waiting claim");
}

#[test]
fn the_reference_of_the_editions_is_searched() {
    let home = tempfile::tempdir().unwrap();
    let mut screen = queue(home.path());
    screen.press("g r").type_text("CTR-30").sees("CTR-30");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 60, ..ProptestConfig::default() })]

    /// Whatever is pressed, nothing panics, every event is in the chain, and there is a way out.
    #[test]
    fn random_keys_on_the_real_desk_leave_a_chain_that_holds(
        keys in prop::collection::vec(any_key(), 250), size in (40_u16..180, 12_u16..60),
    ) {
        let home = tempfile::tempdir().unwrap();
        let mut screen = Screen::new(open(home.path()), size.0, size.1);
        for (at, key) in keys.into_iter().enumerate() {
            if screen.app.ended().is_some() {
                break;
            }
            screen.key(key, Duration::from_millis(90));
            if at % 50 == 25 {
                screen.press("esc esc enter");
                screen.send(Message::Pasted("x\u{1b}[2Jy\n".into()));
                screen.draw();
            }
        }
        prop_assert!(screen.clerk.verify().unwrap().holds());
        if screen.app.ended().is_none() {
            screen.press("esc esc esc esc esc esc ctrl-q");
            if screen.app.ended().is_none() {
                screen.press("y");
            }
        }
        prop_assert!(screen.app.ended().is_some());
    }
}
