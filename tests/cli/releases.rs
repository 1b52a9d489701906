//! Hold, release, reopen and void on the command line.

use crate::support::program::Home;

/// A claim whose practice checklist needs no verdict.
const CLAIM: &str = "3126930";

fn decided() -> Home {
    let home = Home::new();
    let said = home.run(&["decide", CLAIM]).fine().out;
    assert!(said.contains("held until 2025-09-15 12:1"), "{said}");
    home
}

fn waits(home: &Home) -> bool {
    home.run(&["queue", "--format", "jsonl"]).fine().out.contains(CLAIM)
}

#[test]
fn a_decision_is_held_until_it_is_released_by_hand() {
    let home = decided();
    let held = home.run(&["release", "--format", "jsonl"]).fine().json_lines();
    assert_eq!(held[0]["claim_id"], CLAIM);
    assert_eq!(home.run(&["release", CLAIM]).fine().out, format!("Claim {CLAIM}: released.\n"));
    assert_eq!(home.run(&["release", "--format", "jsonl"]).fine().out, "");
    let again = home.run(&["release", CLAIM]);
    assert_eq!(again.code, 4);
    assert!(again.err.contains("No decision on claim 3126930 is held here."), "{}", again.err);
    let story = home.run(&["history", CLAIM]).fine().out;
    assert!(story.contains("released 1 decision (by hand)"), "{story}");
}

#[test]
fn a_released_decision_is_opened_again_and_not_withdrawn() {
    let home = decided();
    home.run(&["release", "--all"]).fine();
    let withdrawn = home.run(&["withdraw", CLAIM, "--because", "too late"]);
    assert_eq!(withdrawn.code, 4);
    assert!(withdrawn.err.contains("proofdesk reopen 3126930"), "{}", withdrawn.err);
    assert!(!waits(&home));
    assert_eq!(home.run(&["reopen", CLAIM, "--because", "  "]).code, 4);
    home.run(&["reopen", CLAIM, "--reason", "read the wrong mail"]).fine();
    assert!(waits(&home));
    let story = home.run(&["history", CLAIM]).fine().out;
    assert!(story.contains("opened the decision again: read the wrong mail"), "{story}");
    home.run(&["decide", CLAIM]).fine();
    assert!(home.run(&["verify"]).fine().out.starts_with("The record is whole"));
}

#[test]
fn a_held_decision_is_withdrawn_and_not_opened_again() {
    let home = decided();
    let reopened = home.run(&["reopen", CLAIM, "--because", "too early"]);
    assert_eq!(reopened.code, 4);
    assert!(reopened.err.contains("was not released yet"), "{}", reopened.err);
    home.run(&["withdraw", CLAIM, "--because", "slip"]).fine();
}

#[test]
fn only_the_author_or_a_supervisor_releases_early() {
    let home = decided();
    let other = home.run_as("ben", "reviewer", &["release", CLAIM]);
    assert_eq!(other.code, 4);
    assert!(other.err.contains("its author or a supervisor"), "{}", other.err);
    assert_eq!(home.run_as("ben", "reviewer", &["release", "--all"]).fine().out, "");
    home.run_as("sue", "supervisor", &["release", "--all"]).fine();
}

#[test]
fn a_decision_is_found_void_by_somebody_else_only() {
    let home = decided();
    home.run(&["release", "--all"]).fine();
    let own = home.run(&["void", CLAIM, "--because", "wrong edition"]);
    assert_eq!(own.code, 4);
    assert!(own.err.contains("open it again instead"), "{}", own.err);
    home.run_as("ben", "reviewer", &["void", CLAIM, "--because", "wrong edition"]).fine();
    assert!(waits(&home));
    let exported = home.run(&["export", "--withdrawn"]).fine().json_lines();
    assert_eq!(exported[0]["state"], "voided");
}

#[test]
fn an_export_says_what_is_held_and_can_leave_it_out() {
    let home = decided();
    assert_eq!(home.run(&["export"]).fine().json_lines()[0]["state"], "held");
    assert_eq!(home.run(&["export", "--released"]).fine().out, "");
    home.run(&["release", "--all"]).fine();
    assert_eq!(home.run(&["export", "--released"]).fine().json_lines()[0]["state"], "released");
    let table = home.run(&["export", "--csv"]).fine().out;
    assert!(table.lines().next().unwrap().ends_with("\"state\",\"held_until\""), "{table}");
}
