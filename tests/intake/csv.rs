//! Claims from CSV.

use super::Yield;
use proofdesk::domain::Claim;
use proofdesk::intake::{ClaimSource, IntakeError, Limits, read};
use serde_json::Value;
use std::ops::ControlFlow;

const PLAIN: &[&str] = &[
    "claim_id",
    "claim_name",
    "program",
    "edition",
    "engagement",
    "solution_area",
    "activity",
    "recognition_only",
    "status",
    "created_on",
    "submitted_on",
    "transaction_on",
];
const LISTS: &[&str] = &["history", "workloads", "documents", "comments"];

/// The sample claims as a table, made from the JSON Lines.
fn table(delimiter: u8) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    let objects = |claim: &Value| -> Vec<(String, String)> {
        let mut cells = Vec::new();
        let text = |value: &Value| match value {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        for name in PLAIN {
            cells.push(((*name).to_owned(), text(&claim[*name])));
        }
        for object in ["partner", "customer"] {
            for (field, value) in claim[object].as_object().unwrap() {
                cells.push((format!("{object}.{field}"), text(value)));
            }
        }
        for name in LISTS {
            cells.push(((*name).to_owned(), claim[*name].to_string()));
        }
        cells
    };
    for (at, line) in include_str!("../../sample-data/claims.jsonl").lines().enumerate() {
        let cells = objects(&line.parse().unwrap());
        if at == 0 {
            writer.write_record(cells.iter().map(|(name, _)| name)).unwrap();
        }
        writer.write_record(cells.iter().map(|(_, cell)| cell)).unwrap();
    }
    writer.into_inner().unwrap()
}

fn read_bytes(bytes: &[u8]) -> Yield {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("claims.csv");
    std::fs::write(&path, bytes).unwrap();
    Yield::of(&ClaimSource::at(&path).unwrap(), &Limits::default())
}

fn sample() -> Vec<Claim> {
    let text = include_str!("../../sample-data/claims.jsonl");
    Yield::of(&ClaimSource::Text { name: "sample".into(), text }, &Limits::default()).claims
}

#[test]
fn a_table_gives_the_same_claims_as_json_lines() {
    for delimiter in *b",;\t" {
        let found = read_bytes(&table(delimiter));
        assert_eq!(found.refusals(), [""; 0]);
        assert_eq!(found.claims, sample());
    }
}

#[test]
fn a_byte_order_mark_does_not_hide_the_first_column() {
    let found = read_bytes(&[b"\xEF\xBB\xBF".to_vec(), table(b',')].concat());
    assert_eq!(found.claims.len(), 60);
}

#[test]
fn a_refused_record_is_named_by_its_first_line_and_the_next_one_is_read() {
    let text = String::from_utf8(table(b',')).unwrap().replacen("3061183", "30611", 1);
    let line = text.lines().position(|line| line.starts_with("30611,")).unwrap() + 1;
    let found = read_bytes(text.as_bytes());
    assert_eq!(found.claims.len(), 59);
    assert_eq!(found.refused[0].line, line as u64);
    assert_eq!(found.refused[0].field.as_deref(), Some("claim_id"));
}

#[test]
fn a_list_that_is_no_json_is_refused_by_its_column() {
    let found = read_bytes(b"claim_id,workloads\n3000001,Intune\n");
    assert_eq!(found.refused[0].field.as_deref(), Some("workloads"));
    assert!(found.refused[0].reason.contains("JSON"));
}

#[test]
fn a_record_with_other_columns_than_the_header_is_refused() {
    let found = read_bytes(b"claim_id,claim_name\n3000001\n3000002,a,b\n");
    assert!(found.refusals()[0].contains("The record has 1 columns; the header has 2."));
    assert!(found.refusals()[1].contains("The record has 3 columns; the header has 2."));
}

#[test]
fn a_table_of_something_else_is_refused_as_a_whole() {
    assert!(read_bytes(b"name,price\nScrew,1\nNut,2\n").refusals()[0].contains("not a table of claims"));
    assert!(read_bytes(b"claim_id,status,status\n1,2,3\n").refusals()[0].contains("this column twice"));
}

#[test]
fn an_open_quote_cannot_fill_memory() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("claims.csv");
    std::fs::write(&path, format!("claim_id,claim_name\n3000001,\"{}", "x".repeat(1 << 20))).unwrap();
    let limits = Limits { line_bytes: 100_000, ..Limits::default() };
    let error = read(&ClaimSource::Csv(path), &limits, &mut |_| ControlFlow::Continue(())).unwrap_err();
    assert!(matches!(&error, IntakeError::Read { .. }), "{error}");
    assert!(error.to_string().contains("is a quote left open?"), "{error}");
}
