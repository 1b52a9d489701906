//! The evidence engine points only at text that is there, whatever the document holds.
#![no_main]

use libfuzzer_sys::fuzz_target;
use proofdesk::domain::Claim;
use proofdesk::evidence::Engine;
use proofdesk::policy::{Edition, Editions};
use proofdesk::{assets, rules};
use std::sync::{Arc, LazyLock};

struct Setting {
    claim: Claim,
    edition: Arc<Edition>,
    engine: Engine,
}

static SETTING: LazyLock<Setting> = LazyLock::new(|| {
    let editions = Editions::from_sources(&assets::edition_sources(None).unwrap()).unwrap();
    let line = assets::SAMPLE_CLAIMS.lines().find(|line| line.contains("\"3129406\"")).unwrap();
    let claim: Claim = serde_json::from_str(line).unwrap();
    let edition = editions.for_claim(&claim).edition;
    let engine = Engine::new(&edition).unwrap();
    Setting { claim, edition, engine }
});

fuzz_target!(|text: &str| {
    let mut claim = SETTING.claim.clone();
    for document in &mut claim.documents {
        Arc::make_mut(document).text = text.to_owned();
    }
    let rows = rules::checklist(&claim, &SETTING.edition);
    for cell in SETTING.engine.suggest(&claim, &rows).cells {
        for candidate in cell.candidates {
            let document = claim.document(&candidate.document).unwrap();
            assert_eq!(candidate.span.of(&document.text), Some(candidate.text.as_str()));
        }
    }
});
