//! Who works on which claims, on the command line.

use super::changes::snapshot;
use crate::support::program::{Home, Ran};
use crate::support::samples;

/// A claim whose practice checklist needs no verdict.
const CLAIM: &str = "3126930";

#[test]
fn a_claim_is_taken_listed_and_given_back() {
    let home = Home::new();
    assert_eq!(home.run(&["lease"]).fine().err, "Nobody works on a claim right now.\n");
    let taken = home.run(&["lease", CLAIM]).fine().out;
    assert!(taken.starts_with("Claim 3126930 is yours until 12:1"), "{taken}");
    let listed = home.run_as("ben", "reviewer", &["lease", "--format", "json"]).fine().json();
    assert_eq!((&listed["schema"], &listed["count"]), (&"proofdesk.leases/1".into(), &1.into()));
    let row = &listed["items"][0];
    assert_eq!((&row["claim_id"], &row["by"], &row["mine"]), (&CLAIM.into(), &"ana".into(), &false.into()));
    assert!(home.run(&["lease"]).fine().out.ends_with("(you)\n"));
    let queue = home.run_as("ben", "reviewer", &["queue", "claim:3126930"]).fine().out;
    assert!(queue.contains("held by ana since 12:0"), "{queue}");
    let other = home.run_as("ben", "reviewer", &["lease", CLAIM, "--give-back"]).fine().err;
    assert!(other.contains("was not yours to give back"), "{other}");
    home.run(&["lease", CLAIM, "--give-back"]).fine();
    assert_eq!(home.run(&["lease", "--format", "jsonl"]).fine().out, "");
}

#[test]
fn what_somebody_holds_is_refused_and_taken_over_only_by_saying_so() {
    let home = Home::new();
    home.run(&["lease", CLAIM]).fine();
    let ben = |words: &[&str]| home.run_as("ben", "reviewer", words);
    let refused = ben(&["lease", CLAIM]);
    assert_eq!(refused.code, 5, "{}", refused.err);
    assert!(refused.err.contains("ana since 12:0") && refused.err.contains("--take-over"), "{}", refused.err);
    ben(&["lease", CLAIM, "--take-over"]).fine();
    assert!(home.run(&["history", CLAIM]).fine().out.contains("took it over from ana"));
    assert_eq!(home.run(&["lease", CLAIM]).code, 5);
    let decided = home.run(&["decide", CLAIM]).fine();
    assert!(decided.err.contains("is worked on by ben since 12:0"), "a lease is advice: {}", decided.err);
    let second = ben(&["decide", CLAIM]);
    assert_eq!(second.code, 4);
    assert!(second.err.contains("It was decided first by ana on 2025-09-15 12:0"), "{}", second.err);
    let late = ben(&["lease", CLAIM]);
    assert!(late.code == 4 && late.err.contains("It is decided: ana on 2025-09-15"), "{}", late.err);
    assert!(home.run(&["verify"]).fine().out.starts_with("The record is whole"));
}

#[test]
fn nobody_holds_more_than_three_claims() {
    let home = Home::new();
    let waiting = home.run(&["queue", "--limit", "4", "--format", "jsonl"]).fine().json_lines();
    let ids: Vec<&str> = waiting.iter().map(|row| row["claim_id"].as_str().unwrap()).collect();
    for id in &ids[..3] {
        home.run(&["lease", id]).fine();
    }
    let fourth = home.run(&["lease", ids[3]]);
    assert_eq!(fourth.code, 4);
    assert!(fourth.err.contains("You hold 3 claims already"), "{}", fourth.err);
    assert!(ids[..3].iter().all(|id| fourth.err.contains(id)), "{}", fourth.err);
}

#[test]
fn next_passes_over_what_others_hold_and_an_empty_queue_is_empty() {
    let home = Home::new();
    let waiting = home.run(&["queue", "--limit", "2", "kind:new", "--format", "jsonl"]).fine().json_lines();
    let ids: Vec<&str> = waiting.iter().map(|row| row["claim_id"].as_str().unwrap()).collect();
    let claims: Vec<_> = ids.iter().map(|id| samples::claim(id)).collect();
    let file = snapshot(&home, 15, "emea", &claims);
    let on = |name: &str, words: &[&str]| -> Ran {
        let file = file.to_str().unwrap();
        home.run_as(name, "reviewer", &[&["--snapshot", file], words].concat())
    };
    let first = on("ben", &["next"]).fine().out.trim().to_owned();
    on("ana", &["lease", &first]).fine();
    let second = on("ben", &["next"]).fine().out.trim().to_owned();
    assert_ne!(first, second);
    assert_eq!(on("ana", &["next"]).fine().out.trim(), first, "one's own is not held by others");
    on("ana", &["lease", &second]).fine();
    let none = on("ben", &["next"]);
    assert_eq!(none.code, 3);
    assert!(none.err.contains("0 free; 2 held, earliest free again at "), "{}", none.err);
    for id in [&first, &second] {
        on("ben", &["skip", id, "--because", "a conflict of interest"]).fine();
    }
    let empty = on("ben", &["next"]);
    assert!(empty.err.contains("No claim waits for a reviewer"), "{}", empty.err);
}
