//! The sample claims with their checklist, engines and answers.

use proofdesk::assets;
use proofdesk::domain::{Claim, Requirement, Suggestions, Verdict};
use proofdesk::evidence::Engine;
use proofdesk::intake::{self, ClaimSource, Limits, Reading};
use proofdesk::policy::Editions;
use proofdesk::rules;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

#[derive(Debug, Deserialize)]
pub(crate) struct Answer {
    pub(crate) claim_id: String,
    pub(crate) cells: Vec<AnswerCell>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct AnswerCell {
    pub(crate) requirement: Requirement,
    pub(crate) workload: Option<String>,
    pub(crate) verdict: Verdict,
    pub(crate) evidence: Vec<Quote>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Quote {
    pub(crate) file_name: String,
    pub(crate) quote: String,
}

pub(crate) fn editions() -> Editions {
    Editions::from_sources(&assets::edition_sources(None).unwrap()).unwrap()
}

pub(crate) fn claims() -> Vec<Claim> {
    let mut claims = Vec::new();
    let source = ClaimSource::Text { name: "claims.jsonl".into(), text: assets::SAMPLE_CLAIMS };
    intake::read(&source, &Limits::default(), &mut |reading| {
        if let Reading::Claim(claim) = reading {
            claims.push(*claim);
        }
        ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!(claims.len(), 60);
    claims
}

pub(crate) fn answers() -> Vec<Answer> {
    assets::SAMPLE_ANSWERS.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Engines by edition id.
pub(crate) struct Engines {
    editions: Editions,
    engines: BTreeMap<String, Engine>,
}

impl Engines {
    pub(crate) fn new() -> Self {
        let editions = editions();
        let engines = editions
            .all()
            .iter()
            .map(|edition| (edition.id.to_string(), Engine::new(edition).expect("the edition compiles")))
            .collect();
        Self { editions, engines }
    }

    pub(crate) fn suggest(&self, claim: &Claim) -> Suggestions {
        let edition = self.editions.for_claim(claim).edition;
        self.engines[edition.id.as_str()].suggest(claim, &rules::checklist(claim, &edition))
    }
}
