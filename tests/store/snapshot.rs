//! Building and opening snapshots.

use super::{build, new_snapshot, sample_claims};
use crate::support::generate;
use proofdesk::domain::{
    Activity, Association, ClaimId, Digest, DocumentKind, HistoryAction, Program, Sector, Status,
};
use proofdesk::store::StoreError;
use proofdesk::store::snapshot::{Added, NewSnapshot, Snapshot, SnapshotWriter, Trust};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_snapshot_gives_back_exactly_the_claims_that_went_in() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.snapshot.sqlite");
    let claims = sample_claims();
    let written = build(&path, &claims);

    let snapshot = Snapshot::open(&path, Trust::Sealed).unwrap();
    assert_eq!(snapshot.meta(), &written);
    assert_eq!((written.claims, written.documents, written.sealed), (60, 110, true));
    assert_eq!(written.sha256, Digest::of(&fs::read(&path).unwrap()));
    for claim in &claims {
        assert_eq!(snapshot.claim(&claim.claim_id).unwrap().as_ref(), Some(claim));
        assert_eq!(snapshot.digest(&claim.claim_id).unwrap(), Some(claim.digest()));
    }
    assert_eq!(snapshot.claim(&ClaimId::parse("0000001").unwrap()).unwrap(), None);
}

#[test]
fn headers_come_in_the_order_of_claim_ids_with_the_digest_of_the_whole_claim() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.snapshot.sqlite");
    let mut claims = sample_claims();
    build(&path, &claims);
    claims.sort_by(|a, b| a.claim_id.cmp(&b.claim_id));

    let mut expected = claims.iter();
    let snapshot = Snapshot::open(&path, Trust::Sealed).unwrap();
    snapshot
        .headers::<StoreError>(&mut |header, digest| {
            let whole = expected.next().unwrap();
            assert_eq!(digest, whole.digest());
            assert!(header.documents.iter().all(|document| document.text.is_empty()));
            assert_eq!(
                (&header.claim_id, &header.workloads, &header.history),
                (&whole.claim_id, &whole.workloads, &whole.history)
            );
            Ok(())
        })
        .unwrap();
    assert_eq!(expected.next(), None);
}

#[test]
fn texts_come_claim_by_claim_and_can_be_taken_up_in_the_middle() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.snapshot.sqlite");
    let mut claims = sample_claims();
    build(&path, &claims);
    claims.sort_by(|a, b| a.claim_id.cmp(&b.claim_id));
    let snapshot = Snapshot::open(&path, Trust::Sealed).unwrap();
    let read = |after: Option<&ClaimId>| {
        let mut found = Vec::new();
        snapshot
            .texts::<StoreError>(after, &mut |text| {
                found.push((text.claim_id.clone(), text.position, text.text.to_owned()));
                Ok(())
            })
            .unwrap();
        found
    };
    let expected: Vec<_> = claims
        .iter()
        .flat_map(|claim| {
            (0..).zip(&claim.documents).map(|(at, d)| (claim.claim_id.clone(), at, d.text.clone()))
        })
        .collect();
    assert_eq!(read(None), expected);
    let middle = &claims[30].claim_id;
    let rest: Vec<_> = expected.into_iter().filter(|(id, ..)| id > middle).collect();
    assert_eq!(read(Some(middle)), rest);
}

#[test]
fn a_claim_added_twice_is_kept_once() {
    let folder = tempfile::tempdir().unwrap();
    let claims = sample_claims();
    let mut writer = SnapshotWriter::create(&folder.path().join("a"), &new_snapshot()).unwrap();
    assert_eq!(writer.add(&claims[0]).unwrap(), Added::Inserted);
    assert_eq!(writer.add(&claims[0]).unwrap(), Added::Duplicate);
    assert_eq!(writer.finish().unwrap().claims, 1);
}

#[test]
fn an_import_that_is_given_up_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = SnapshotWriter::create(&folder.path().join("a.sqlite"), &new_snapshot()).unwrap();
    for claim in sample_claims() {
        writer.add(&claim).unwrap();
    }
    drop(writer);
    assert_eq!(names(folder.path()), [""; 0]);
}

#[test]
fn the_next_import_removes_what_a_killed_one_left_and_spares_one_that_runs() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("a.sqlite");
    fs::write(folder.path().join(".a.sqlite.killed.partial"), "half").unwrap();
    fs::write(folder.path().join(".b.sqlite.other.partial"), "half").unwrap();
    let running = SnapshotWriter::create(&target, &new_snapshot()).unwrap();
    let second = SnapshotWriter::create(&target, &new_snapshot()).unwrap();
    running.finish().unwrap();
    drop(second);
    assert_eq!(names(folder.path()), [".b.sqlite.other.partial", "a.sqlite", "a.sqlite.seal"]);
}

#[test]
fn an_existing_file_is_replaced_only_when_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("a.sqlite");
    let claims = sample_claims();
    build(&target, &claims[..1]);
    let before = fs::read(&target).unwrap();
    assert!(matches!(SnapshotWriter::create(&target, &new_snapshot()), Err(StoreError::Exists { .. })));
    assert_eq!(fs::read(&target).unwrap(), before);

    let replace = NewSnapshot { replace: true, ..new_snapshot() };
    let mut writer = SnapshotWriter::create(&target, &replace).unwrap();
    writer.add(&claims[1]).unwrap();
    writer.finish().unwrap();
    let snapshot = Snapshot::open(&target, Trust::Sealed).unwrap();
    assert_eq!(snapshot.claim(&claims[1].claim_id).unwrap().as_ref(), Some(&claims[1]));
}

#[test]
fn a_file_that_appears_during_the_import_is_not_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("a.sqlite");
    let writer = SnapshotWriter::create(&target, &new_snapshot()).unwrap();
    fs::write(&target, "somebody else's").unwrap();
    assert!(matches!(writer.finish(), Err(StoreError::Exists { .. })));
    assert_eq!(fs::read(&target).unwrap(), b"somebody else's");
    assert_eq!(names(folder.path()), ["a.sqlite"]);
}

#[test]
fn only_the_owner_can_read_a_snapshot_and_its_seal() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("a.sqlite");
    build(&target, &[]);
    for name in ["a.sqlite", "a.sqlite.seal"] {
        assert_eq!(fs::metadata(folder.path().join(name)).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn an_unsealed_snapshot_is_opened_only_when_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("a.sqlite");
    build(&target, &sample_claims());
    fs::remove_file(folder.path().join("a.sqlite.seal")).unwrap();
    assert!(matches!(Snapshot::open(&target, Trust::Sealed), Err(StoreError::Unsealed { .. })));
    assert!(!Snapshot::open(&target, Trust::AllowUnsealed).unwrap().meta().sealed);
}

#[test]
fn a_flipped_bit_anywhere_in_a_sealed_snapshot_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("a.sqlite");
    build(&target, &sample_claims()[..3]);
    let bytes = fs::read(&target).unwrap();
    // Every bit of the header, and a prime step through the rest.
    let bits = (0..800).chain((800..bytes.len() * 8).step_by(1_009));
    for bit in bits {
        let mut changed = bytes.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        fs::write(&target, &changed).unwrap();
        assert!(Snapshot::open(&target, Trust::AllowUnsealed).is_err(), "bit {bit}");
    }
    fs::write(&target, &bytes).unwrap();
    assert!(Snapshot::open(&target, Trust::Sealed).is_ok());
}

#[test]
fn reading_a_snapshot_changes_neither_the_file_nor_its_folder() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("a.sqlite");
    let claims = sample_claims();
    build(&target, &claims);
    let before = (fs::read(&target).unwrap(), fs::metadata(&target).unwrap().modified().unwrap());
    let snapshot = Snapshot::open(&target, Trust::Sealed).unwrap();
    for claim in &claims {
        snapshot.claim(&claim.claim_id).unwrap();
    }
    assert_eq!((fs::read(&target).unwrap(), fs::metadata(&target).unwrap().modified().unwrap()), before);
    assert_eq!(names(folder.path()), ["a.sqlite", "a.sqlite.seal"]);
}

#[test]
fn a_name_that_looks_like_a_uri_opens_that_very_file() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["file:x?mode=memory", "50%.sqlite", "a#b", "\u{1b}]0;x\u{7}"] {
        let target = folder.path().join(name);
        build(&target, &[]);
        assert_eq!(Snapshot::open(&target, Trust::Sealed).unwrap().meta().claims, 0);
    }
}

#[test]
fn a_verified_snapshot_is_opened_again_only_while_it_is_the_same_file() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("a.sqlite");
    let claims = sample_claims();
    build(&target, &claims);
    let first = Snapshot::open(&target, Trust::Sealed).unwrap();
    let second = first.again().unwrap();
    assert_eq!(second.claim(&claims[7].claim_id).unwrap().as_ref(), Some(&claims[7]));

    let bytes = fs::read(&target).unwrap();
    fs::remove_file(&target).unwrap();
    fs::write(&target, bytes).unwrap();
    assert!(matches!(first.again(), Err(StoreError::Unusable { .. })));
}

const SCHEMA: &str = include_str!("../../src/store/snapshot/schema.sql");

#[test]
fn the_documented_schema_is_the_one_in_use() {
    let page = include_str!("../../docs/snapshot-format.md");
    assert!(page.contains(&format!("```sql\n{SCHEMA}```")));
}

#[test]
fn the_schema_accepts_exactly_the_words_of_the_vocabularies() {
    let schema = SCHEMA.split_whitespace().collect::<Vec<_>>().join(" ");
    let accepts = |column: &str, words: Vec<&str>| {
        let list = format!("CHECK ({column} IN ('{}'))", words.join("', '"));
        assert!(schema.contains(&list), "{list}");
    };
    accepts("program", Program::ALL.iter().map(|word| word.word()).collect());
    accepts("activity", Activity::ALL.iter().map(|word| word.word()).collect());
    accepts("status", Status::ALL.iter().map(|word| word.word()).collect());
    accepts("customer_sector", Sector::ALL.iter().map(|word| word.word()).collect());
    accepts("association", Association::ALL.iter().map(|word| word.word()).collect());
    accepts("kind", DocumentKind::ALL.iter().map(|word| word.word()).collect());
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(40))]

    #[test]
    fn whatever_text_a_claim_holds_comes_back_byte_for_byte(name: String, text: String, actor: String, number in 0..900_000_u32) {
        let mut claim = generate::claim(number);
        claim.claim_name = name;
        claim.partner.contact_name.clone_from(&text);
        claim.customer.contact_title = Some(actor.clone());
        claim.history[0].note = Some(text.clone());
        claim.history[1].action = HistoryAction::Other(actor);
        std::sync::Arc::make_mut(&mut claim.documents[0]).text = text;
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a.sqlite");
        build(&target, std::slice::from_ref(&claim));
        let snapshot = Snapshot::open(&target, Trust::Sealed).unwrap();
        proptest::prop_assert_eq!(snapshot.claim(&claim.claim_id).unwrap(), Some(claim));
    }
}
