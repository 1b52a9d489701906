//! Generated claims, their snapshot and its index, made once and kept in the target folder.

pub(crate) use crate::support::generate;
use chrono::{DateTime, Utc};
use proofdesk::domain::Claim;
use proofdesk::rules::detection::Detector;
use proofdesk::store::StoreError;
use proofdesk::store::index::{Index, IndexBuilder};
use proofdesk::store::snapshot::{NewSnapshot, Snapshot, SnapshotWriter, Trust};
use std::path::{Path, PathBuf};

const ENGINE: &str = "bench 1";

pub(crate) fn as_of() -> DateTime<Utc> {
    DateTime::from_timestamp(1_760_000_000, 0).expect("a time")
}

/// A file or folder on the disk the program is built on, not in memory.
pub(crate) fn place(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

pub(crate) fn new_snapshot() -> NewSnapshot {
    NewSnapshot {
        lineage: "bench".into(),
        title: "Generated claims".into(),
        as_of: as_of(),
        practice: false,
        replace: true,
    }
}

/// A snapshot of so many generated claims.
pub(crate) fn snapshot(count: u32) -> Snapshot {
    let path = place(&format!("{count}.snapshot.sqlite"));
    if let Ok(snapshot) = Snapshot::open(&path, Trust::Sealed) {
        return snapshot;
    }
    let mut writer = SnapshotWriter::create(&path, &new_snapshot()).expect("a snapshot");
    for number in 0..count {
        writer.add(&generate::claim(number)).expect("a claim");
    }
    writer.finish().expect("a snapshot");
    Snapshot::open(&path, Trust::Sealed).expect("the snapshot just built")
}

pub(crate) fn index_path(count: u32) -> PathBuf {
    place(&format!("{count}.index.sqlite"))
}

/// The index of that snapshot with its full text.
pub(crate) fn index(snapshot: &Snapshot) -> Index {
    let count = u32::try_from(snapshot.meta().claims).expect("a small number");
    open_index(snapshot).unwrap_or_else(|| build_index(snapshot, &index_path(count)))
}

pub(crate) fn open_index(snapshot: &Snapshot) -> Option<Index> {
    let count = u32::try_from(snapshot.meta().claims).expect("a small number");
    Index::open(&index_path(count), snapshot.meta(), ENGINE).expect("a readable folder")
}

fn build_index(snapshot: &Snapshot, path: &Path) -> Index {
    let index = build_rows(snapshot, path);
    let mut text = index.text_builder().expect("an index");
    snapshot
        .texts::<StoreError>(None, &mut |found| text.add_text(found.claim_id, found.position, found.text))
        .expect("texts");
    text.finish(&[]).expect("a full text");
    index
}

/// Keys, conflicts and rows: after this the queue works.
pub(crate) fn build_rows(snapshot: &Snapshot, path: &Path) -> Index {
    let mut builder = IndexBuilder::create(path, snapshot.meta(), ENGINE).expect("an index");
    let each = |on: &mut dyn FnMut(Claim) -> Result<(), StoreError>| {
        snapshot.headers(&mut |claim, _| on(claim)).expect("headers");
    };
    let mut detector = Detector::default();
    each(&mut |claim| {
        detector.extend(generate::lines(&claim));
        Ok(())
    });
    let found = detector.detect();
    builder.add_contests(&found.contests, &found.near_misses).expect("conflicts");
    let contested = generate::contested(&found);
    each(&mut |claim| builder.add_row(&generate::row(&claim, contested.contains(&claim.claim_id))));
    builder.finish_rows().expect("an index")
}
