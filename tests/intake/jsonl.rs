//! Claims from JSON Lines.

use super::{Yield, sample_value};
use proofdesk::domain::Status;
use proofdesk::intake::{ClaimSource, IntakeError, Limits, Reading, read};
use serde_json::{Value, json};
use std::ops::ControlFlow;
use std::path::PathBuf;

fn lines(lines: &[String]) -> Yield {
    within(lines, &Limits::default())
}

fn within(lines: &[String], limits: &Limits) -> Yield {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("claims.jsonl");
    std::fs::write(&path, lines.join("\n")).unwrap();
    let mut found = Yield::of(&ClaimSource::Jsonl(path), limits);
    let prefix = format!("{}/", folder.path().display());
    for refusal in &mut found.refused {
        refusal.file = refusal.file.replace(&prefix, "");
    }
    for note in &mut found.notes {
        note.file = note.file.replace(&prefix, "");
    }
    found
}

/// The sample claim with one field set; the pointer is a JSON pointer.
fn with(pointer: &str, value: Value) -> String {
    let mut claim = sample_value();
    let (parent, field) = pointer.rsplit_once('/').unwrap();
    claim.pointer_mut(parent).unwrap()[field] = value;
    claim.to_string()
}

fn without(field: &str) -> String {
    let mut claim = sample_value();
    claim.as_object_mut().unwrap().remove(field);
    claim.to_string()
}

#[test]
fn all_sample_claims_are_read_without_a_refusal_or_a_note() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("sample-data/claims.jsonl");
    let found = Yield::of(&ClaimSource::Jsonl(path), &Limits::default());
    assert_eq!(found.refusals(), [""; 0]);
    assert_eq!(found.remarks(), [""; 0]);
    assert_eq!(found.claims.len(), 60);
    assert_eq!(found.claims.iter().map(|claim| claim.documents.len()).sum::<usize>(), 110);
}

#[test]
fn a_source_held_by_the_program_reads_like_a_file() {
    let text = include_str!("../../sample-data/claims.jsonl");
    let source = ClaimSource::Text { name: "sample".to_owned(), text };
    assert_eq!(Yield::of(&source, &Limits::default()).claims.len(), 60);
}

#[test]
fn a_refusal_names_file_line_claim_field_and_reason_and_reading_goes_on() {
    let found = lines(&[with("/activity", json!("presale")), String::new(), sample_value().to_string()]);
    assert_eq!(
        found.refusals(),
        [
            "claims.jsonl:1: claim 3058807: field activity: Unknown activity \"presale\"; known: usage, pre-sales, \
          revenue-association, partner-activity."
        ]
    );
    assert_eq!(found.claims.len(), 1);
    assert_eq!((found.totals.lines, found.totals.claims, found.totals.refused), (2, 1, 1));
}

#[test]
fn every_kind_of_bad_field_is_refused_by_name() {
    let cases = [
        (without("status"), "field status: This required field is missing."),
        (
            with("/recognition_only", json!("yes")),
            "field recognition_only: Expected true or false, found a text.",
        ),
        (with("/claim_name", json!(7)), "field claim_name: Expected a text, found the number 7."),
        (
            with("/claim_id", json!("30588")),
            "field claim_id: \"30588\" is not a claim id: expected seven digits.",
        ),
        (with("/created_on", json!("2025-9-5")), "field created_on: \"2025-9-5\" is not a date"),
        (with("/submitted_on", json!("2025-02-30")), "field submitted_on: \"2025-02-30\" is not a date"),
        (with("/customer/tenant_id", json!("0XXXXXXX-YYYY")), "field customer.tenant_id: "),
        (with("/customer", json!([])), "field customer: Expected an object, found a list."),
        (with("/history/1/on", json!("yesterday")), "field history[1].on: \"yesterday\" is not an instant"),
        (with("/documents/0/kind", json!("scan")), "field documents[0].kind: Unknown document kind \"scan\""),
        (with("/documents/0/text", Value::Null), "field documents[0].text: A document needs its text"),
        (with("/workloads", json!([])), "field workloads: A CPOR claim needs at least one workload."),
        (with("/workloads/0/name", json!(" ")), "field workloads[0].name: The name is empty."),
    ];
    for (line, expected) in cases {
        let refusals = lines(&[line]).refusals();
        assert_eq!(refusals.len(), 1, "{expected}");
        assert!(refusals[0].contains(expected), "{}\n{expected}", refusals[0]);
    }
}

#[test]
fn partner_activities_of_the_old_edition_are_refused() {
    let mut claim = sample_value();
    claim["program"] = json!("partner-activities");
    claim["edition"] = json!("fy20");
    let refusals = lines(&[claim.to_string()]).refusals();
    assert!(
        refusals[0].ends_with("Partner Activities do not exist in edition fy20 (ED-03)."),
        "{refusals:?}"
    );
}

#[test]
fn an_unknown_field_is_noted_once_for_each_name() {
    let odd = |id: &str| {
        let mut claim = sample_value();
        claim["claim_id"] = json!(id);
        claim["colour"] = json!("blue");
        claim["workloads"][0]["weight"] = json!(3);
        claim.to_string()
    };
    let found = lines(&[odd("3000001"), odd("3000002")]);
    assert_eq!(found.claims.len(), 2);
    assert_eq!(
        found.remarks(),
        [
            "claims.jsonl:1: claim 3000001: The field workloads.weight is not known and was left out.",
            "claims.jsonl:1: claim 3000001: The field colour is not known and was left out.",
        ]
    );
}

#[test]
fn a_claim_that_occurs_twice_is_refused_the_second_time() {
    let line = sample_value().to_string();
    let found = lines(&[line.clone(), line]);
    assert_eq!(found.claims.len(), 1);
    assert!(
        found.refusals()[0]
            .starts_with("claims.jsonl:2: claim 3058807: field claim_id: This claim occurred before")
    );
}

#[test]
fn a_workload_claimed_twice_is_refused_because_verdicts_are_kept_by_name() {
    let mut claim = sample_value();
    let line = claim["workloads"][0].clone();
    claim["workloads"].as_array_mut().unwrap().push(line);
    assert!(lines(&[claim.to_string()]).refusals()[0].contains("field workloads[1].name: "));
}

#[test]
fn two_documents_of_one_name_are_both_kept_and_told_apart() {
    let mut claim = sample_value();
    let document = claim["documents"][0].clone();
    claim["documents"].as_array_mut().unwrap().push(document);
    let found = lines(&[claim.to_string()]);
    let names: Vec<_> =
        found.claims[0].documents.iter().map(|document| document.file_name.as_str()).collect();
    assert_eq!(names[0], "Projektauftrag_Phase1_2022.pdf");
    assert_eq!(names[2], "Projektauftrag_Phase1_2022.pdf (2)");
    assert!(found.remarks()[0].contains("Two documents are named"));
}

#[test]
fn a_status_is_read_by_its_word_or_by_its_label() {
    let found = lines(&[with("/status", json!("Partner Action Required"))]);
    assert_eq!(found.claims[0].status, Status::PartnerActionRequired);
}

#[test]
fn history_out_of_order_is_sorted_and_noted() {
    let mut claim = sample_value();
    claim["history"].as_array_mut().unwrap().reverse();
    let found = lines(&[claim.to_string()]);
    assert!(found.claims[0].history.is_sorted_by_key(|entry| entry.on));
    assert!(found.remarks()[0].contains("The history was not in the order of time"));
}

#[test]
fn a_claim_submitted_before_it_was_created_is_noted() {
    let found = lines(&[with("/created_on", json!("2023-01-01"))]);
    assert_eq!(found.claims.len(), 1);
    assert!(found.remarks()[0].contains("Submitted on 2022-11-14, before it was created on 2023-01-01."));
}

#[test]
fn sizes_and_counts_over_the_limits_are_refused() {
    let small =
        Limits { line_bytes: 8_000, text_bytes: 500, field_bytes: 100, workloads: 1, ..Limits::default() };
    let long_line = with("/claim_name", json!("x".repeat(9_000)));
    let long_field = with("/claim_name", json!("x".repeat(101)));
    let long_text = with("/documents/0/text", json!("x".repeat(501)));
    let refusals = within(&[long_line, long_field, long_text], &small).refusals();
    assert!(refusals[0].contains("at most 8000 are accepted"), "{refusals:?}");
    assert!(refusals[1].contains("field claim_name: This text has 101 bytes"), "{refusals:?}");
    assert!(refusals[2].contains("field documents[0].text: This text has 501 bytes"), "{refusals:?}");
}

#[test]
fn bytes_that_are_no_utf8_are_replaced_and_noted() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("claims.jsonl");
    let mut line = with("/claim_name", json!("ALPHA@OMEGA")).into_bytes();
    let at = line.iter().position(|byte| *byte == b'@').unwrap();
    line[at] = 0xFF;
    std::fs::write(&path, line).unwrap();
    let found = Yield::of(&ClaimSource::Jsonl(path), &Limits::default());
    assert!(found.claims.iter().any(|claim| claim.claim_name == "ALPHA\u{FFFD}OMEGA"));
    assert!(found.remarks()[0].contains("not UTF-8 throughout"));
}

#[test]
fn lines_that_are_no_claims_are_refused_one_by_one() {
    let found =
        lines(&["not json".into(), "[]".into(), "{}".into(), "\"text\"".into(), "{\"claim_id\":".into()]);
    assert_eq!(found.totals.refused, 5);
    assert!(found.claims.is_empty());
}

#[test]
fn no_control_character_of_the_file_reaches_a_report() {
    let found = lines(&[with("/activity", json!("\u{1b}]0;pwn\u{7}\u{202e}")), with("/\u{1b}[2J", json!(1))]);
    let all = [found.refusals(), found.remarks()].concat().join("\n");
    assert_eq!(found.refused.len() + found.notes.len(), 2);
    assert!(!all.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{all:?}");
}

#[test]
fn reading_stops_when_told_to() {
    let text = include_str!("../../sample-data/claims.jsonl");
    let mut claims = 0;
    let totals =
        read(&ClaimSource::Text { name: "sample".into(), text }, &Limits::default(), &mut |reading| {
            claims += u32::from(matches!(reading, Reading::Claim(_)));
            if claims == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })
        .unwrap();
    assert!(totals.stopped);
    assert_eq!(totals.claims, 3);
}

#[test]
fn progress_ends_with_all_bytes_read() {
    let text = include_str!("../../sample-data/claims.jsonl");
    let mut last = (0, 0);
    let totals =
        read(&ClaimSource::Text { name: "sample".into(), text }, &Limits::default(), &mut |reading| {
            if let Reading::Bytes { done, total } = reading {
                assert!(done >= last.0);
                last = (done, total);
            }
            ControlFlow::Continue(())
        })
        .unwrap();
    assert_eq!(last, (text.len() as u64, text.len() as u64));
    assert_eq!(totals.bytes, text.len() as u64);
}

#[test]
fn a_folder_a_pipe_and_a_missing_file_are_named_errors() {
    let folder = tempfile::tempdir().unwrap();
    let read_path = |path: PathBuf| {
        read(&ClaimSource::Jsonl(path), &Limits::default(), &mut |_| ControlFlow::Continue(())).unwrap_err()
    };
    assert!(matches!(read_path(folder.path().to_owned()), IntakeError::NotAFile { .. }));
    assert!(matches!(read_path(folder.path().join("none")), IntakeError::Open { .. }));
    let pipe = folder.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    assert!(matches!(read_path(pipe), IntakeError::NotAFile { .. }));
}
