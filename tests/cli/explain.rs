//! `suggest --explain` and the kinds of documents a reviewer corrects.

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
