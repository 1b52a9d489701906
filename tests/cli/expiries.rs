//! Clocks that ran out: proposed, confirmed once, never decided.

use super::changes::{on, snapshot};
use crate::support::program::Home;
use crate::support::samples;
use proofdesk::domain::{Claim, Status};
use std::collections::BTreeSet;

#[test]
fn clocks_that_ran_out_are_proposed_and_confirmed_once_and_decide_nothing() {
    let home = Home::new();
    let asked = |claim: &&Claim| claim.status == Status::PartnerActionRequired;
    let claims: Vec<Claim> = samples::claims().iter().filter(asked).cloned().collect();
    // The desk of a snapshot that is not for practice tells today's time, long after these clocks.
    let file = snapshot(&home, 15, "emea", &claims);
    let rows = on(&home, &file, &["expiries", "--format", "jsonl"]).fine().json_lines();
    let first = rows.first().expect("a clock ran out");
    let queue = on(&home, &file, &["queue", "is:expired", "--format", "jsonl"]).fine().json_lines();
    let ids = |rows: &[serde_json::Value]| -> BTreeSet<String> {
        rows.iter().map(|row| row["claim_id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ids(&queue), ids(&rows), "the queue finds the same claims");
    assert!(queue.iter().all(|row| row["prediction"]["leads_to"].is_string()));
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

#[test]
fn the_queue_finds_claims_whose_status_a_clock_changes_by_itself() {
    let home = Home::new();
    let ids = |query: &str| -> BTreeSet<String> {
        let rows = home.run(&["queue", query, "--format", "jsonl"]).fine().json_lines();
        rows.iter().map(|row| row["claim_id"].as_str().unwrap().to_owned()).collect()
    };
    let predicted = |id: &str| -> Option<String> {
        let shown = home.run(&["show", id, "--format", "json"]).fine().json();
        let predictions = shown["predictions"].as_array().unwrap().clone();
        let first = predictions.into_iter().find(|one| one["changes_status"] == true)?;
        Some(first["at"].as_str().unwrap().to_owned())
    };
    let expiring = ids("is:expiring");
    assert!(!expiring.is_empty() && ids("is:expired").is_empty());
    assert!(expiring.iter().all(|id| predicted(id).unwrap().as_str() > "2025-09-15T12:00:00Z"));
    let others: Vec<String> = ids("is:any -is:expiring").into_iter().collect();
    assert!(others.iter().all(|id| predicted(id).is_none()), "{others:?}");
}
