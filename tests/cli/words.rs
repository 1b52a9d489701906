//! Words in, text or JSON out, exit codes.

use crate::support::program::Home;
use std::io;

#[test]
fn the_queue_of_the_practice_data_lists_what_waits() {
    let page = Home::new().run(&["queue", "--format", "json"]).fine().json();
    assert_eq!(page["schema"], "proofdesk.queue/1");
    let rows = page["page"]["rows"].as_array().unwrap();
    assert!(!rows.is_empty());
    assert!(rows.iter().all(|row| row["turn"] == "us"), "a claim in the queue waits for somebody else");
}

#[test]
fn the_queue_is_ordered_by_slack() {
    let rows = Home::new().run(&["queue", "--format", "jsonl"]).fine().json_lines();
    let slack: Vec<i64> = rows.iter().filter_map(|row| row["slack_minutes"].as_i64()).collect();
    assert!(slack.len() > 10 && slack.is_sorted(), "{slack:?}");
}

#[test]
fn a_query_finds_claims_by_workload_and_by_words_in_their_documents() {
    let home = Home::new();
    let by_workload = home.run(&["queue", "status:review workload:intune", "--format", "jsonl"]).fine();
    assert!(by_workload.json_lines().iter().any(|row| row["claim_id"] == "3129406"), "{}", by_workload.out);
    let by_text = home.run(&["queue", "text:Skagerlund", "--format", "jsonl"]).fine();
    assert!(by_text.json_lines().iter().any(|row| row["claim_id"] == "3128493"), "{}", by_text.out);
}

#[test]
fn a_mistake_in_a_query_is_told_with_its_word() {
    let ran = Home::new().run(&["queue", "kind:old"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("\"old\": known: new, resubmission, conflict, dispute"), "{}", ran.err);
}

#[test]
fn an_unknown_claim_is_exit_3_and_a_malformed_id_exit_2() {
    let home = Home::new();
    let unknown = home.run(&["show", "9999999"]);
    assert_eq!((unknown.code, unknown.out.as_str()), (3, ""));
    assert!(unknown.err.contains("There is no claim 9999999."), "{}", unknown.err);
    assert_eq!(home.run(&["show", "12"]).code, 2);
}

#[test]
fn errors_are_json_when_results_are() {
    let ran = Home::new().run(&["show", "9999999", "--format", "json"]);
    let error: serde_json::Value = serde_json::from_str(&ran.err).unwrap();
    assert_eq!(error["error"]["kind"], "not-found");
}

#[test]
fn a_claim_cannot_be_decided_while_cells_are_open() {
    let home = Home::new();
    let ran = home.run(&["decide", "3129406"]);
    assert_eq!(ran.code, 4);
    assert!(ran.err.contains("Nothing was recorded."), "{}", ran.err);
    let exported = home.run(&["export"]).fine();
    assert_eq!(exported.out, "");
}

#[test]
fn suggestions_are_the_same_bytes_every_time() {
    let first = Home::new().run(&["suggest", "3128493", "3127344", "--format", "jsonl"]).fine().out;
    let second = Home::new().run(&["suggest", "3127344", "3128493", "--format", "jsonl"]).fine().out;
    assert_eq!(first, second);
    assert_eq!(first.lines().count(), 2);
}

#[test]
fn a_reader_that_goes_away_is_not_an_error() {
    struct Gone;
    impl io::Write for Gone {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let home = Home::new();
    let environment =
        proofdesk::config::Environment { home: Some(home.path().to_owned()), ..Default::default() };
    let words = ["proofdesk", "queue"].map(Into::into);
    let mut err = Vec::new();
    let code = proofdesk::run(words, &environment, &mut Gone, &mut err);
    assert_eq!((code, String::from_utf8_lossy(&err).as_ref()), (0, ""));
}

#[test]
fn completions_and_man_page_know_every_command() {
    let home = Home::new();
    let script = home.run(&["completions", "bash"]).fine().out;
    let page = home.run(&["man"]).fine().out;
    for name in
        ["import", "queue", "show", "suggest", "judge", "decide", "withdraw", "export", "verify", "doctor"]
    {
        assert!(script.contains(name) && page.contains(name), "{name}");
    }
}

#[test]
fn the_reference_explains_a_contradiction_by_its_id() {
    let ran = Home::new().run(&["reference", "CTR-30"]).fine();
    assert!(ran.out.starts_with("CTR-30"), "{}", ran.out);
}

#[test]
fn a_decision_is_withdrawn_with_a_reason_and_the_claim_waits_again() {
    let home = Home::new();
    home.run(&["decide", "3126930"]).fine();
    let waiting = |home: &Home| home.run(&["queue", "--format", "jsonl"]).fine().out.contains("\"3126930\"");
    assert!(!waiting(&home));
    assert_eq!(home.run(&["decide", "3126930"]).code, 4);
    home.run(&["withdraw", "3126930", "--because", "pressed too early"]).fine();
    assert!(waiting(&home));
    let story = home.run(&["history", "3126930"]).fine().out;
    assert!(
        story.contains("decided: approve") && story.contains("withdrew the decision: pressed too early"),
        "{story}"
    );
    assert!(home.run(&["verify"]).fine().out.starts_with("The record is whole"));
}

#[test]
fn a_skipped_claim_leaves_only_the_queue_of_the_person_who_skipped_it() {
    let home = Home::new();
    home.run_as("ana", "reviewer", &["skip", "3126930", "--because", "language"]).fine();
    let sees = |name: &str| home.run_as(name, "reviewer", &["queue"]).fine().out.contains("3126930");
    assert!(!sees("ana"));
    assert!(sees("ben"));
}

#[test]
fn an_export_is_readable_by_its_owner_only_and_never_overwritten() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::new();
    home.run(&["decide", "3126930"]).fine();
    let target = home.file("decisions.csv");
    let words = ["export", "--csv", "--to", target.to_str().unwrap()];
    home.run(&words).fine();
    assert_eq!(std::fs::metadata(&target).unwrap().permissions().mode() & 0o777, 0o600);
    let before = std::fs::read(&target).unwrap();
    assert_eq!(home.run(&words).code, 8);
    assert_eq!(std::fs::read(&target).unwrap(), before);
}

#[test]
fn a_reviewer_is_never_served_a_conflict_and_a_supervisor_is() {
    let home = Home::new();
    let next = |role: &str| home.run_as("ana", role, &["next"]).fine().out.trim().to_owned();
    home.run(&["skip", "3128045", "--because", "language"]).fine();
    assert_eq!(next("reviewer"), "3128267");
    assert_eq!(next("supervisor"), "3058807");
}
