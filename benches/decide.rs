//! A durable decision against its floor: appending the same kind of bytes to a plain file and waiting for the disk.

use proofdesk::assets;
use proofdesk::domain::{Actor, Claim, Decision, DecisionId, DecisionKind, Judgement, Role, Verdict};
use proofdesk::policy::Editions;
use proofdesk::rules::{self, Signing, Standing};
use proofdesk::store::desk_file::{DeskFile, Saved};
use std::fs::File;
use std::io::Write;
use tempfile::TempDir;

/// A folder on the disk the program is built on, not in memory.
fn folder() -> TempDir {
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder")
}

fn actor() -> Actor {
    Actor { name: "bench".into(), role: Role::Reviewer }
}

/// A signed approval of a sample claim.
fn signed() -> Decision {
    let claim: Claim = assets::SAMPLE_CLAIMS
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .find(|claim: &Claim| claim.claim_id.as_str() == "3129406")
        .expect("the sample claim");
    let sources = assets::edition_sources(None).expect("embedded files");
    let edition = Editions::from_sources(&sources).expect("sound editions").for_claim(&claim).edition;
    let mut checklist = rules::checklist(&claim, &edition);
    for cell in &mut checklist.cells {
        let note = Some("Seen in the signed paper.".to_owned());
        cell.judgement = cell.is_open().then(|| Judgement { note, ..Judgement::bare(Verdict::Met) });
    }
    rules::sign(Signing {
        id: DecisionId::parse(&"0".repeat(32)).expect("a key"),
        claim: &claim,
        digest: claim.digest(),
        edition: &edition,
        checklist: &checklist,
        standing: &Standing::default(),
        actor: actor(),
        now: "2025-09-15T09:00:00Z".parse().expect("a time"),
        kind: DecisionKind::Approve,
        rationale: None,
        comment: "Thank you. ".repeat(150),
        residual_comment: None,
        templates: vec!["TPL-F-AP".into()],
        round: 1,
        supersedes: None,
        composed: None,
        prior: None,
        dispute: None,
    })
    .expect("a clean approval")
}

#[divan::bench(sample_count = 200, sample_size = 1)]
fn durable_decision(bencher: divan::Bencher<'_, '_>) {
    let folder = folder();
    let template = signed();
    let path = folder.path().join("bench.desk.sqlite");
    let mut desk = DeskFile::open_or_create(&path, "bench", template.decided_at, &actor()).expect("a desk");
    let mut number = 0_u32;
    bencher.bench_local(|| {
        number += 1;
        let decision = Decision {
            id: DecisionId::parse(&format!("{number:032x}")).expect("a key"),
            claim_id: format!("{:07}", 3_000_000 + number).parse().expect("a claim id"),
            ..template.clone()
        };
        let saved = desk.decide(&decision, 0).expect("the desk works");
        assert!(matches!(saved, Saved::Yes { .. }), "a new claim is decided");
    });
}

#[divan::bench(sample_count = 200, sample_size = 1)]
fn append_4_kb_and_wait_for_the_disk(bencher: divan::Bencher<'_, '_>) {
    let folder = folder();
    let mut file = File::create(folder.path().join("plain")).expect("a file");
    let bytes = [b'x'; 4096];
    bencher.bench_local(|| {
        file.write_all(&bytes).expect("room");
        file.sync_data().expect("the disk");
    });
}

#[divan::bench(args = [1_000, 10_000], sample_count = 5, sample_size = 1)]
fn verify_events(bencher: divan::Bencher<'_, '_>, events: u32) {
    let folder = folder();
    let path = folder.path().join("bench.desk.sqlite");
    let now = "2025-09-15T09:00:00Z".parse().expect("a time");
    let mut desk = DeskFile::open_or_create(&path, "bench", now, &actor()).expect("a desk");
    let template = signed();
    for number in 1..events {
        let decision = Decision {
            id: DecisionId::parse(&format!("{number:032x}")).expect("a key"),
            claim_id: format!("{:07}", 3_000_000 + number).parse().expect("a claim id"),
            ..template.clone()
        };
        desk.decide(&decision, 0).expect("the desk works");
    }
    bencher.bench_local(|| assert!(desk.verify(None).expect("readable").holds()));
}
