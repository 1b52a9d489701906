//! Clocks that ran out: proposed, confirmed once, never decided.

use super::changes::{on, snapshot};
use crate::support::program::Home;
use crate::support::samples;
use proofdesk::domain::{Claim, Status};

#[test]
fn clocks_that_ran_out_are_proposed_and_confirmed_once_and_decide_nothing() {
    let home = Home::new();
    let asked = |claim: &&Claim| claim.status == Status::PartnerActionRequired;
    let claims: Vec<Claim> = samples::claims().iter().filter(asked).cloned().collect();
    // The desk of a snapshot that is not for practice tells today's time, long after these clocks.
    let file = snapshot(&home, 15, "emea", &claims);
    let rows = on(&home, &file, &["expiries", "--format", "jsonl"]).fine().json_lines();
    let first = rows.first().expect("a clock ran out");
    let id = first["claim_id"].as_str().unwrap();
    assert!(first["confirmed"].is_null());
    on(&home, &file, &["expiries", "--confirm", id]).fine();
    let rows = on(&home, &file, &["expiries", "--format", "jsonl"]).fine().json_lines();
    let same = rows.iter().find(|row| row["claim_id"] == id).unwrap();
    assert_eq!(same["confirmed"][0], "ana");
    let again = on(&home, &file, &["expiries", "--confirm", id]);
    assert_eq!(again.code, 4);
    assert!(again.err.contains("not confirmed yet"), "{}", again.err);
    assert!(on(&home, &file, &["history", id]).fine().out.contains("confirmed that the clock ran out"));
    assert_eq!(on(&home, &file, &["export"]).fine().out, "", "a clock is never a decision");
    assert!(on(&home, &file, &["verify"]).fine().out.starts_with("The record is whole"));
}
