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

/// The same for text that makes a careless reader look back over and over: a proof on one line, dates and names
/// without end, mails without end.
#[divan::bench(consts = [0, 1, 2], args = [1 << 16, 1 << 17, 1 << 18, 1 << 19, 1 << 20], sample_count = 3)]
fn suggest_one_monotonous_document<const SHAPE: usize>(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let desk = desk();
    let seed = match SHAPE {
        0 => all_text(&desk).replace(['\n', '\r'], " "),
        1 => "a\u{301}\u{301} 6/10/2025 Teams Rooms ".to_owned(),
        _ => "----- From: a@b.c\n".to_owned(),
    };
    let (claim, rows) = &desk.claims[1];
    let mut claim = claim.clone();
    let first = (*claim.documents[0]).clone();
    let text = seed.repeat(bytes / seed.len() + 1);
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

/// Generated claims of a small snapshot; `SUGGEST_ALL` names another number, for example 100000.
fn generated(part: u32) -> Vec<(Claim, Checklist)> {
    #[allow(clippy::disallowed_methods, reason = "a switch of the bench run, not a setting of the program")]
    let most = std::env::var("SUGGEST_ALL").ok().and_then(|text| text.parse::<u32>().ok()).unwrap_or(1_600);
    let edition = Arc::clone(desk().editions.all().last().expect("an edition"));
    let claims = (0..most / part).map(crate::support::generate::claim);
    claims
        .map(|claim| (rules::checklist(&claim, &edition), claim))
        .map(|(rows, claim)| (claim, rows))
        .collect()
}

fn bytes_of(claims: &[(Claim, Checklist)]) -> usize {
    claims.iter().flat_map(|(claim, _)| &claim.documents).map(|document| document.text.len()).sum()
}

/// Every claim on all processors; the steps double the number of claims four times.
#[divan::bench(args = [16, 8, 4, 2, 1], sample_count = 3, sample_size = 1)]
fn suggest_all(bencher: divan::Bencher<'_, '_>, part: u32) {
    let (desk, claims) = (desk(), generated(part));
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    bencher.counter(BytesCount::new(bytes_of(&claims))).bench(|| {
        std::thread::scope(|scope| {
            let parts = claims.chunks(claims.len().div_ceil(threads));
            let work = |part: &[(Claim, Checklist)]| {
                part.iter().map(|(claim, rows)| desk.engine.suggest(claim, rows).cells.len()).sum::<usize>()
            };
            let workers: Vec<_> = parts.map(|part| scope.spawn(move || work(part))).collect();
            workers.into_iter().map(|worker| worker.join().expect("a result")).sum::<usize>()
        })
    });
}

/// The peer: the workload names alone, counted in the same texts on one processor.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn suggest_all_peer_names(bencher: divan::Bencher<'_, '_>) {
    let (desk, claims) = (desk(), generated(1));
    let edition = desk.editions.all().last().expect("an edition");
    let names = edition.workloads.iter().flat_map(|entry| [&entry.name].into_iter().chain(&entry.aliases));
    let matcher = AhoCorasick::builder().ascii_case_insensitive(true).build(names).expect("names");
    bencher.counter(BytesCount::new(bytes_of(&claims))).bench(|| {
        let documents = claims.iter().flat_map(|(claim, _)| &claim.documents);
        documents.map(|document| matcher.find_overlapping_iter(&document.text).count()).sum::<usize>()
    });
}

/// The floor: every byte looked at once.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn suggest_all_peer_read(bencher: divan::Bencher<'_, '_>) {
    let claims = generated(1);
    bencher.counter(BytesCount::new(bytes_of(&claims))).bench(|| {
        let documents = claims.iter().flat_map(|(claim, _)| &claim.documents);
        documents.map(|document| document.text.bytes().filter(|byte| *byte == b'\n').count()).sum::<usize>()
    });
}
