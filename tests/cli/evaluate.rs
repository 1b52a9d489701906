//! `evaluate` on the practice answers and on files of one's own.

use crate::support::program::Home;
use proofdesk::assets;
use serde_json::{Value, json};

fn first_claim() -> Value {
    assets::SAMPLE_CLAIMS.lines().next().map(|line| serde_json::from_str(line).unwrap()).unwrap()
}

fn first_answer() -> Value {
    assets::SAMPLE_ANSWERS.lines().next().map(|line| serde_json::from_str(line).unwrap()).unwrap()
}

#[test]
fn the_practice_answers_are_measured_by_default() {
    let ran = Home::new().run(&["evaluate", "--format", "json"]).fine().json();
    assert_eq!(ran["schema"], "proofdesk.evaluation/1");
    assert_eq!(ran["report"]["claims"], 60);
    assert!(ran["report"]["total"]["recall_at_3"]["share"].as_f64().unwrap() > 0.9);
    assert_eq!(ran["report"]["cases"], json!([]), "cases only when asked for");
}

#[test]
fn claims_can_be_read_straight_from_a_file_with_answers_of_ones_own() {
    let home = Home::new();
    let claims = home.with("claims.jsonl", &first_claim().to_string());
    let answers = home.with("answers.jsonl", &first_answer().to_string());
    let words = ["evaluate", "--claims", claims.to_str().unwrap(), "--answers", answers.to_str().unwrap()];
    let ran = home.run(&words).fine();
    assert!(ran.out.starts_with("1 claims held against their answers."), "{}", ran.out);
    assert!(!home.file("data").exists(), "no desk is opened");
}

#[test]
fn a_quote_that_stands_nowhere_is_reported_with_its_line_and_field() {
    let home = Home::new();
    let mut answer = first_answer();
    answer["cells"][0]["evidence"][0]["quote"] = json!("never written");
    let wrong = json!({ "claim_id": "3000001", "cells": [{ "requirement": "dates", "verdict": "perhaps" }] });
    let answers = home.with("mine.jsonl", &format!("\n{answer}\n{wrong}\n"));
    let ran = home.run(&["evaluate", "--answers", answers.to_str().unwrap(), "--cases"]);
    assert_eq!(ran.code, 7);
    let problem = |line: u32, text: &str| {
        let place = format!("mine.jsonl:{line}: ");
        assert!(
            ran.out.lines().any(|shown| shown.contains(&place) && shown.contains(text)),
            "{text}: {}",
            ran.out
        );
    };
    problem(2, "field cells[0].evidence[0].quote: The text does not stand in");
    problem(3, "field cells[0].verdict: Unknown verdict \"perhaps\"");
}

#[test]
fn an_answer_to_a_claim_that_is_not_there_is_reported() {
    let home = Home::new();
    let answers = home.with("mine.jsonl", &json!({ "claim_id": "0000001", "cells": [] }).to_string());
    let ran = home.run(&["evaluate", "--answers", answers.to_str().unwrap()]);
    assert_eq!(ran.code, 7);
    assert!(ran.out.contains("claim 0000001: field claim_id: There is no such claim."), "{}", ran.out);
}
