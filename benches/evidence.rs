//! The evidence engine: a whole sample set, one long document, and workload names against a bare multi-pattern
//! search of the same names.

use aho_corasick::AhoCorasick;
use divan::counter::BytesCount;
use proofdesk::assets;
use proofdesk::domain::{Checklist, Claim, PoeDocument};
use proofdesk::evidence::{Aliases, Engine};
use proofdesk::intake::{self, ClaimSource, Limits, Reading};
use proofdesk::policy::Editions;
use proofdesk::rules;
use std::ops::ControlFlow;
use std::sync::Arc;

struct Desk {
    editions: Editions,
    engine: Engine,
    claims: Vec<(Claim, Checklist)>,
}

fn desk() -> Desk {
    let sources = assets::edition_sources(None).expect("embedded files");
    let editions = Editions::from_sources(&sources).expect("sound editions");
    let edition = Arc::clone(editions.all().last().expect("an edition"));
    let mut claims = Vec::new();
    let source = ClaimSource::Text { name: "claims.jsonl".into(), text: assets::SAMPLE_CLAIMS };
    intake::read(&source, &Limits::default(), &mut |reading| {
        if let Reading::Claim(claim) = reading {
            let rows = rules::checklist(&claim, &edition);
            claims.push((*claim, rows));
        }
        ControlFlow::Continue(())
    })
    .expect("the samples");
    let engine = Engine::new(&edition).expect("the edition compiles");
    Desk { editions, engine, claims }
}

fn all_text(desk: &Desk) -> String {
    desk.claims
        .iter()
        .flat_map(|(claim, _)| &claim.documents)
        .map(|document| document.text.as_str())
        .collect()
}

fn long_text(desk: &Desk, bytes: usize) -> String {
    let text = all_text(desk);
    text.repeat(bytes / text.len() + 1)
}

#[divan::bench]
fn suggest_sixty_claims(bencher: divan::Bencher<'_, '_>) {
    let desk = desk();
    let bytes: usize = all_text(&desk).len();
    bencher.counter(BytesCount::new(bytes)).bench(|| {
        desk.claims.iter().map(|(claim, rows)| desk.engine.suggest(claim, rows).cells.len()).sum::<usize>()
    });
}

/// The steps show the slope: twice the text, twice the time.
#[divan::bench(args = [1 << 18, 1 << 19, 1 << 20, 1 << 21], sample_count = 5)]
fn suggest_one_long_document(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let desk = desk();
    let text = long_text(&desk, bytes);
    let (claim, rows) = &desk.claims[1];
    let mut claim = claim.clone();
    let first = (*claim.documents[0]).clone();
    claim.documents = vec![Arc::new(PoeDocument { text, ..first })];
    bencher
        .counter(BytesCount::new(claim.documents[0].text.len()))
        .bench(|| desk.engine.suggest(&claim, rows).cells.len());
}

#[divan::bench]
fn workload_names(bencher: divan::Bencher<'_, '_>) {
    let desk = desk();
    let aliases = Aliases::new(desk.editions.all().last().expect("an edition")).expect("names");
    let text = long_text(&desk, 1 << 20);
    bencher.counter(BytesCount::new(text.len())).bench(|| aliases.scan(&text).len());
}

/// The peer: the same names, found and counted, with no rule applied.
#[divan::bench]
fn workload_names_peer_aho_corasick(bencher: divan::Bencher<'_, '_>) {
    let desk = desk();
    let edition = desk.editions.all().last().expect("an edition");
    let names = edition.workloads.iter().flat_map(|entry| {
        [&entry.name]
            .into_iter()
            .chain(&entry.aliases)
            .chain(&entry.abbreviation)
            .cloned()
            .collect::<Vec<_>>()
    });
    let matcher = AhoCorasick::builder().ascii_case_insensitive(true).build(names).expect("names");
    let text = long_text(&desk, 1 << 20);
    bencher.counter(BytesCount::new(text.len())).bench(|| matcher.find_overlapping_iter(&text).count());
}
