//! `reuse`: pairs of the practice claims, their passages, and what was held to be no problem.

use crate::support::program::Home;
use serde_json::Value;

const PAIRS: [(&str, &str); 4] =
    [("3123845", "3123902"), ("3125016", "3125233"), ("3128704", "3131791"), ("3129406", "3129633")];

fn pairs(listed: &Value) -> Vec<(String, String)> {
    let text = |pair: &Value, key: &str| pair[key].as_str().unwrap().to_owned();
    let pairs = listed["items"].as_array().unwrap().iter();
    let mut pairs: Vec<_> = pairs.map(|pair| (text(pair, "claim_id"), text(pair, "other"))).collect();
    pairs.sort();
    pairs
}

fn neighbours(home: &Home, id: &str) -> (Vec<String>, bool) {
    let found = &home.run(&["suggest", id, "--format", "json"]).fine().json()["items"][0];
    let near = found["near_duplicates"].as_array().unwrap().iter();
    let near = near.map(|other| other["claim_id"].as_str().unwrap().to_owned()).collect();
    let cautions =
        found["cells"].as_array().unwrap().iter().flat_map(|cell| cell["cautions"].as_array().unwrap());
    (near, cautions.filter(|caution| caution["code"] == "RC-R3-04").count() > 0)
}

#[test]
fn every_pair_is_listed_and_its_passages_are_shown_side_by_side() {
    let home = Home::new();
    let listed = home.run(&["reuse", "list", "--format", "json"]).fine().json();
    assert_eq!(pairs(&listed), PAIRS.map(|(one, other)| (one.to_owned(), other.to_owned())));
    let shown = home.run(&["reuse", "show", "3129633", "3129406", "--format", "json"]).fine().json();
    let passages = shown["reuse"]["passages"].as_array().unwrap();
    let words: u64 = passages.iter().map(|passage| passage["words"].as_u64().unwrap()).sum();
    assert_eq!(shown["reuse"]["words"], words);
    assert!(words > 200 && !passages[0]["text"].as_str().unwrap().is_empty());
}

#[test]
fn suggestions_name_the_other_claim_and_caution_about_other_customers_only() {
    let home = Home::new();
    assert_eq!(neighbours(&home, "3129633"), (vec!["3129406".to_owned()], true));
    assert_eq!(neighbours(&home, "3123902"), (vec!["3123845".to_owned()], false), "one customer");
    assert_eq!(neighbours(&home, "3088261"), (vec![], false), "only the printed form is shared");
}

#[test]
fn a_pair_that_is_no_problem_is_named_again_only_after_it_was_reopened() {
    let home = Home::new();
    let because = ["--because", "written by the same hand"];
    let act = |word: &str| home.run(&[&["reuse", word, "3131791", "3128704"][..], &because].concat());
    act("dismiss").fine();
    assert_eq!(neighbours(&home, "3128704"), (vec![], false));
    assert_eq!(pairs(&home.run(&["reuse", "list", "--format", "json"]).fine().json()).len(), 3);
    let all = home.run(&["reuse", "list", "--all"]).fine().out;
    assert!(all.contains("no problem: written by the same hand"), "{all}");
    assert!(home.run(&["history", "3128704"]).fine().out.contains("shared with claim 3131791"));
    act("reopen").fine();
    assert_eq!(neighbours(&home, "3128704"), (vec!["3131791".to_owned()], true));
    assert!(home.run(&["verify"]).fine().out.starts_with("The record is whole"));
}

#[test]
fn a_trainer_and_an_unknown_pair_are_refused() {
    let home = Home::new();
    let words = ["reuse", "dismiss", "3128704", "3131791", "--because", "x"];
    assert_eq!(home.run_as("tom", "trainer", &words).code, 4);
    assert_eq!(home.run(&["reuse", "show", "3088261", "3130112"]).code, 3);
}
