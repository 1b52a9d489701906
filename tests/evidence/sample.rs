//! The sample claims and the engines that read them.

use proofdesk::assets;
use proofdesk::domain::{Claim, Suggestions};
use proofdesk::evidence::Engine;
use proofdesk::intake::{self, ClaimSource, Limits, Reading};
use proofdesk::policy::Editions;
use proofdesk::rules;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

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
