//! `suggest --all`, `suggest --explain` and the kinds of documents a reviewer corrects.

use crate::support::program::Home;

#[test]
fn an_explanation_tells_senders_dates_scores_and_what_is_absent() {
    let home = Home::new();
    let told = home.run(&["suggest", "3130501", "--explain"]).fine().out;
    for part in ["kind ", "language  English", "[TST-02]", "absent ", "SIG-R1-", "R5 Dates"] {
        assert!(told.contains(part), "{part}: {told}");
    }
    let json = home.run(&["suggest", "3130501", "--explain", "--format", "json"]).fine().json();
    let plain = home.run(&["suggest", "3130501", "--format", "json"]).fine().json();
    assert_eq!(
        json["items"][0]["suggestions"], plain["items"][0],
        "the story of these suggestions and no others"
    );
    let dates = json["items"][0]["documents"][0]["dates"].as_array().unwrap();
    assert!(dates.iter().any(|date| date["role"].is_string()), "{dates:?}");
}

#[test]
fn the_kind_a_reviewer_gives_a_document_is_the_one_the_engine_works_with() {
    let home = Home::new();
    let taken = |home: &Home| {
        let told = home.run(&["suggest", "3058807", "--explain", "--format", "json"]).fine().json();
        told["items"][0]["documents"][0]["taken_for"].as_str().unwrap().to_owned()
    };
    assert_eq!(taken(&home), "sow");
    let file = "Projektauftrag_Phase1_2022.pdf";
    home.run(&["judge", "3058807", "--kind", &format!("{file}=quote")]).fine();
    assert_eq!(taken(&home), "quote");
    assert!(home.run(&["show", "3058807"]).fine().out.contains(&format!("{file}  (price quote,")));
    assert!(home.run(&["history", "3058807"]).fine().out.contains(&format!("took {file} for: price quote")));
    home.run(&["judge", "3058807", "--kind", &format!("{file}=")]).fine();
    assert_eq!(taken(&home), "sow");
    assert_eq!(home.run(&["judge", "3058807", "--kind", "nothing.pdf=quote"]).code, 4);
    assert_eq!(home.run(&["judge", "3058807", "--kind", &format!("{file}=poem")]).code, 2);
    assert!(home.run(&["verify"]).fine().out.starts_with("The record is whole"));
}

#[test]
fn suggestions_for_a_whole_snapshot_are_those_of_its_claims_one_by_one() {
    let (all, single) = (Home::new(), Home::new());
    let first = all.run(&["suggest", "--all", "--format", "jsonl"]).fine().out;
    assert_eq!(first.lines().count(), 60);
    assert_eq!(all.run(&["suggest", "--format", "jsonl"]).fine().out, first, "kept suggestions are the same");
    for id in ["3130501", "3129633"] {
        let line = single.run(&["suggest", id, "--format", "jsonl"]).fine().out;
        assert!(first.contains(line.trim_end()), "{id}");
    }
}
