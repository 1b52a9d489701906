//! Importing claims against inserting the same rows without looking at them, and opening claims.

use crate::claims::{self, generate};
use divan::Bencher;
use divan::counter::ItemsCount;
use proofdesk::domain::Claim;
use proofdesk::intake::{ClaimSource, Limits, Reading, read};
use proofdesk::store::snapshot::{Snapshot, SnapshotWriter, Trust};
use rusqlite::{Connection, params};
use std::fs;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

const IMPORTED: u32 = 5_000;

fn lines() -> PathBuf {
    let path = claims::place("import.jsonl");
    let mut file = std::io::BufWriter::new(fs::File::create(&path).expect("a file"));
    for number in 0..IMPORTED {
        serde_json::to_writer(&mut file, &generate::claim(number)).expect("a line");
        file.write_all(b"\n").expect("a line");
    }
    path
}

/// Reads, checks, digests, writes, flushes, hashes and seals.
#[divan::bench(sample_count = 10)]
fn import_json_lines(bencher: Bencher<'_, '_>) {
    let source = ClaimSource::Jsonl(lines());
    let target = claims::place("import.snapshot.sqlite");
    bencher.counter(ItemsCount::new(IMPORTED)).bench_local(|| {
        let mut writer = SnapshotWriter::create(&target, &claims::new_snapshot()).expect("a snapshot");
        read(&source, &Limits::default(), &mut |reading| {
            if let Reading::Claim(claim) = reading {
                writer.add(&claim).expect("room");
            }
            ControlFlow::Continue(())
        })
        .expect("a readable file");
        writer.finish().expect("a snapshot")
    });
}

/// The peer: the lines parsed into plain JSON values, every field inserted as it comes, then flushed.
#[divan::bench(sample_count = 10)]
fn peer_insert_unchecked(bencher: Bencher<'_, '_>) {
    let source = lines();
    let target = claims::place("peer.sqlite");
    bencher.counter(ItemsCount::new(IMPORTED)).bench_local(|| {
        drop(fs::remove_file(&target));
        let connection = Connection::open(&target).expect("a file");
        insert_unchecked(&connection, &source).expect("room");
        drop(connection);
        fs::File::open(&target).and_then(|file| file.sync_all()).expect("a disk");
    });
}

fn insert_unchecked(connection: &Connection, source: &PathBuf) -> rusqlite::Result<()> {
    connection.execute_batch(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
         CREATE TABLE claim (a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z);
         CREATE TABLE workload (a,b,c,d); CREATE TABLE document (a,b,c,d); CREATE TABLE history (a,b,c,d); BEGIN;",
    )?;
    let columns: Vec<String> = (1..=26).map(|number| format!("?{number}")).collect();
    let mut claim = connection.prepare(&format!("INSERT INTO claim VALUES ({})", columns.join(",")))?;
    let part = |table: &str| connection.prepare(&format!("INSERT INTO {table} VALUES (?1, ?2, ?3, ?4)"));
    let (mut workload, mut document, mut history) = (part("workload")?, part("document")?, part("history")?);
    for line in fs::read_to_string(source).expect("a file").lines() {
        let value: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let text = |value: &serde_json::Value| value.as_str().map(ToOwned::to_owned);
        let id = text(&value["claim_id"]);
        let plain = value
            .as_object()
            .expect("an object")
            .values()
            .filter(|value| !value.is_array() && !value.is_object());
        let inner = ["partner", "customer"]
            .iter()
            .flat_map(|name| value[*name].as_object().expect("an object").values());
        let mut fields: Vec<_> = plain.chain(inner).map(&text).collect();
        fields.resize(26, None);
        claim.execute(rusqlite::params_from_iter(fields))?;
        for item in value["workloads"].as_array().expect("a list") {
            workload.execute(params![
                id,
                text(&item["name"]),
                text(&item["subscription_id"]),
                text(&item["association"])
            ])?;
        }
        for item in value["documents"].as_array().expect("a list") {
            document.execute(params![
                id,
                text(&item["file_name"]),
                text(&item["kind"]),
                text(&item["text"])
            ])?;
        }
        for item in value["history"].as_array().expect("a list") {
            history.execute(params![id, text(&item["on"]), text(&item["action"]), text(&item["actor"])])?;
        }
    }
    connection.execute_batch("COMMIT")
}

/// Verifying the seal of 100,000 claims and all other steps of opening.
#[divan::bench(sample_count = 10)]
fn open_100_000_claims(bencher: Bencher<'_, '_>) {
    drop(claims::snapshot(100_000));
    let path = claims::place("100000.snapshot.sqlite");
    bencher.bench_local(|| Snapshot::open(&path, Trust::Sealed).expect("a snapshot"));
}

fn with_a_large_document() -> (Snapshot, Claim) {
    let path = claims::place("large.snapshot.sqlite");
    let mut claim = generate::claim(7);
    let document = Arc::make_mut(&mut claim.documents[0]);
    document.text = document.text.repeat((2 << 20) / document.text.len() + 1);
    let mut writer = SnapshotWriter::create(&path, &claims::new_snapshot()).expect("a snapshot");
    writer.add(&claim).expect("room");
    writer.finish().expect("a snapshot");
    (Snapshot::open(&path, Trust::Sealed).expect("a snapshot"), claim)
}

/// A claim with a document of 2 MB, its digest verified.
#[divan::bench]
fn open_claim_with_2_mb(bencher: Bencher<'_, '_>) {
    let (snapshot, claim) = with_a_large_document();
    bencher.bench_local(|| snapshot.claim(&claim.claim_id).expect("a claim"));
}

/// The peer: reading the same text from a plain file.
#[divan::bench]
fn peer_read_2_mb(bencher: Bencher<'_, '_>) {
    let path = claims::place("large.txt");
    fs::write(&path, &with_a_large_document().1.documents[0].text).expect("room");
    bencher.bench_local(|| fs::read_to_string(&path).expect("a file"));
}
