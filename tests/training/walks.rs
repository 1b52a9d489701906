//! Recorded reviews from the command line.

use crate::support::program::Home;
use proofdesk::assets::WALKTHROUGHS;

const NAME: &str = "first-day-3990003";

#[test]
fn the_reviews_that_are_here_are_listed_those_too_that_cannot_be_read() {
    let home = Home::new();
    let folder = home.file("data/training/walkthroughs");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("mine.jsonl"), WALKTHROUGHS[0].1).unwrap();
    std::fs::write(folder.join("torn.jsonl"), "{").unwrap();
    let ran = home.run(&["train", "walk", "--list"]).fine();
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines.len(), 3, "{}", ran.out);
    assert!(lines[0].starts_with("mine "), "{}", ran.out);
    assert!(lines[1].contains("torn.jsonl:1: "), "{}", ran.out);
    assert_eq!(lines[2], format!("{NAME:<20}  claim 3990003 of first-day, practice; 54 keys, 0:54 min"));
    let listed = home.run(&["train", "walk", "--list", "--format", "json"]).fine().json();
    assert_eq!(listed["items"][2]["claim_id"], "3990003");
    assert!(listed["items"][1]["problem"].as_str().unwrap().contains("torn.jsonl:1"));
}

#[test]
fn a_review_is_printed_key_by_key_beside_the_answer() {
    let home = Home::new();
    let ran = home.run(&["train", "walk", NAME, "--keys"]).fine();
    for line in [
        "Claim 3990003 of first-day, practice mode.",
        "    4  0:12.6  G           Move to the bottom",
        "       -> R1 Customer acknowledgement: met, 1 text pinned; the answer is met: as the answer",
        "       -> R3 Microsoft Defender for Endpoint: met, 1 text pinned; the answer is not met: differs",
        "       -> R4 Microsoft Intune: open, 1 text pinned\n",
        "       -> decided: partial approve; the answer is partial approve: as the answer",
    ] {
        assert!(ran.out.contains(line), "{line:?}:\n{}", ran.out);
    }
    let report = home.run(&["train", "walk", NAME, "--format", "json"]).fine().json();
    let report = &report["report"];
    assert_eq!((&report["plays"], &report["warning"]), (&true.into(), &serde_json::Value::Null));
    assert_eq!(report["keys"].as_array().unwrap().len(), 54);
    assert_eq!(report["keys"][53]["recorded"][0]["agreement"], "same");
    assert_eq!(report["review"]["mode"], "practice");
}

#[test]
fn a_review_that_does_not_play_is_told_and_ends_with_a_code_of_its_own() {
    let home = Home::new();
    let wrong = WALKTHROUGHS[0].1.replacen("\"verdict\":\"met\"", "\"verdict\":\"unclear\"", 1);
    let file = home.with("wrong.jsonl", &wrong);
    let ran = home.run(&["train", "walk", file.to_str().unwrap(), "--keys"]);
    assert_eq!(ran.code, 7);
    assert!(ran.out.contains("Key 7 does not play as it was recorded"), "{}", ran.out);
    let ran = home.run(&["train", "walk", "nowhere", "--keys"]);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("train walk --list"), "{}", ran.err);
    let torn = home.with("torn.jsonl", "{}\n");
    let ran = home.run(&["train", "walk", torn.to_str().unwrap()]);
    assert_eq!(ran.code, 8);
    assert!(ran.err.contains("torn.jsonl:1: "), "{}", ran.err);
    assert_eq!(home.run(&["train", "walk", "--keys"]).code, 2);
}
