//! What the place of reading offers to a reason.

use crate::support::samples::june;
use proofdesk::comments::{CursorContext, fills_from_cursor, is_common_variable, variables};
use proofdesk::policy::ReasonSpec;

fn reason(code: &str) -> ReasonSpec {
    june().reason(&code.parse().unwrap()).unwrap().clone()
}

#[test]
fn a_fragment_tells_which_variables_it_needs() {
    assert_eq!(variables(&reason("RC-R1-08")), ["quote", "workloads"]);
    assert!(is_common_variable("workloads"));
    assert!(!is_common_variable("quote"));
    assert!(!is_common_variable("no_such_variable"));
}

#[test]
fn the_cursor_offers_the_document_and_the_words() {
    let cursor = CursorContext { document: Some("SOW.pdf"), quote: Some(" We  \"agree\"\nto it ") };
    let fills = fills_from_cursor(&reason("RC-R1-08"), &cursor);
    assert_eq!(fills["quote"], "We 'agree' to it");
    assert!(!fills.contains_key("doc"), "the fragment does not use it");
    assert_eq!(fills_from_cursor(&reason("RC-R1-05"), &cursor)["doc"], "SOW.pdf");
}

#[test]
fn a_long_quotation_is_cut_at_a_word() {
    let long = "word ".repeat(100);
    let cursor = CursorContext { document: None, quote: Some(&long) };
    let quote = &fills_from_cursor(&reason("RC-R1-08"), &cursor)["quote"];
    assert!(quote.ends_with("word …"), "{quote}");
    assert!(quote.chars().count() <= 162, "{quote}");
}

#[test]
fn one_endless_word_is_still_a_quotation() {
    let endless = "x".repeat(500);
    let cursor = CursorContext { document: None, quote: Some(&endless) };
    let quote = &fills_from_cursor(&reason("RC-R1-08"), &cursor)["quote"];
    assert!(quote.starts_with("xxx") && quote.chars().count() <= 162, "{quote}");
}

#[test]
fn an_address_gives_its_domain_and_a_guid_itself() {
    let mail = CursorContext { document: None, quote: Some("From: Jo <jo@Other.Example>") };
    assert_eq!(fills_from_cursor(&reason("RC-R1-09"), &mail)["found_domain"], "other.example");
    let tenant =
        CursorContext { document: None, quote: Some("Tenant: 9A110477-D6A8-4C66-BB4C-A76F002DD827 (old)") };
    assert_eq!(
        fills_from_cursor(&reason("RC-R4-04"), &tenant)["found_id"],
        "9a110477-d6a8-4c66-bb4c-a76f002dd827"
    );
}
