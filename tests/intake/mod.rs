//! Tests of the `intake` layer.

mod attachments;
mod csv;
mod jsonl;
mod key_log;

use proofdesk::domain::Claim;
use proofdesk::intake::{ClaimSource, Limits, Note, ReadTotals, Reading, Refusal, read};
use std::ops::ControlFlow;

/// Everything a source yields.
#[derive(Default)]
struct Yield {
    claims: Vec<Claim>,
    refused: Vec<Refusal>,
    notes: Vec<Note>,
    totals: ReadTotals,
}

impl Yield {
    fn of(source: &ClaimSource, limits: &Limits) -> Self {
        let mut found = Self::default();
        found.totals = read(source, limits, &mut |reading| {
            match reading {
                Reading::Claim(claim) => found.claims.push(*claim),
                Reading::Refused(refusal) => found.refused.push(refusal),
                Reading::Note(note) => found.notes.push(note),
                Reading::Bytes { .. } => {}
            }
            ControlFlow::Continue(())
        })
        .unwrap();
        found
    }

    fn refusals(&self) -> Vec<String> {
        self.refused.iter().map(ToString::to_string).collect()
    }

    fn remarks(&self) -> Vec<String> {
        self.notes.iter().map(ToString::to_string).collect()
    }
}

/// A claim as the sample file gives it, to be changed by a test.
fn sample_value() -> serde_json::Value {
    include_str!("../../sample-data/claims.jsonl").lines().next().unwrap().parse().unwrap()
}
