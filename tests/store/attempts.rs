//! Attempts of training: the layout of a desk file, an id of its own, and no way from one into the other.

use crate::support::desks::{LINEAGE, TestDesk, bare_decision, dana, is_saved, open, stamp};
use chrono::TimeDelta;
use proofdesk::domain::ReleaseWay;
use proofdesk::store::StoreError;
use proofdesk::store::desk_file::{
    BlindDesk, DeskFile, RecordKind, RecordOf, Stamp, attempts_in, verify_file,
};
use std::fs;
use std::path::Path;

fn attempts(path: &Path) -> Result<DeskFile, StoreError> {
    let dana = dana();
    let record = RecordOf { kind: RecordKind::Attempts, lineage: LINEAGE, stamp: stamp(&dana) };
    DeskFile::open_record(path, &record)
}

/// Why a file was refused; it must be as it was before.
#[track_caller]
fn refusal<T>(path: &Path, open: impl FnOnce(&Path) -> Result<T, StoreError>) -> String {
    let before = fs::read(path).unwrap();
    let Err(StoreError::Foreign { why, .. }) = open(path) else { panic!("it was opened") };
    assert!(fs::read(path).unwrap() == before, "the refused file was changed");
    why
}

#[test]
fn attempts_are_refused_as_a_desk() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("first-day.attempts.sqlite");
    drop(attempts(&path).unwrap());
    let as_desk = |path: &Path| {
        let dana = dana();
        let record = RecordOf { kind: RecordKind::Desk, lineage: LINEAGE, stamp: stamp(&dana) };
        DeskFile::open_record(path, &record)
    };
    let expected = "is the attempts file of training, not the desk file";
    assert_eq!(refusal(&path, as_desk), expected);
    assert_eq!(refusal(&path, |path| DeskFile::open(path, &dana())), expected);
    assert_eq!(refusal(&path, |path| verify_file(path, None)), expected);
}

#[test]
fn a_desk_is_refused_as_attempts() {
    let TestDesk { path, file, .. } = &TestDesk::new();
    assert_eq!(file.kind(), RecordKind::Desk);
    assert_eq!(refusal(path, attempts), "is the desk file, not the attempts file of training");
}

#[test]
fn attempts_are_recorded_like_decisions_and_never_packed_merged_or_released() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("first-day.attempts.sqlite");
    let mut file = attempts(&path).unwrap();
    let decision = bare_decision(1, 1);
    assert!(is_saved(&file.decide(&decision, 0).unwrap()));
    let told = |refused: StoreError| refused.to_string();
    assert!(told(file.pack(None).unwrap_err()).ends_with("nothing of it is packed for a desk"));
    let pack = TestDesk::new().file.pack(None).unwrap();
    assert!(told(file.merge(&pack, &stamp(&dana())).unwrap_err()).ends_with("no desk is merged into it"));
    let released = file.release(&[decision.id], ReleaseWay::Hand, &stamp(&dana()));
    assert!(told(released.unwrap_err()).ends_with("nothing of it is released"));
    let dana = dana();
    let later = Stamp { at: stamp(&dana).at + TimeDelta::days(9), actor: &dana };
    assert_eq!(file.release_due(&later).unwrap(), []);
    assert!(file.verify(None).unwrap().holds());
}

#[test]
fn a_failed_commit_never_turns_attempts_into_a_desk() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("first-day.attempts.sqlite");
    let mut file = attempts(&path).unwrap();
    assert!(is_saved(&file.decide(&bare_decision(1, 1), 0).unwrap()));
    // A desk of the same lineage takes the place of the file: whatever is saved next must not land in it.
    fs::remove_file(&path).unwrap();
    let desk = open(&path);
    let before = fs::read(&path).unwrap();
    drop(desk);
    assert!(matches!(file.decide(&bare_decision(2, 2), 0), Err(StoreError::Moved { .. })));
    assert!(fs::read(&path).unwrap() == before);
    assert!(BlindDesk::open(&path, &dana()).is_ok());
}

#[test]
fn attempts_of_others_are_read_as_a_whole_or_not_at_all_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ana.attempts.sqlite");
    let mut file = attempts(&path).unwrap();
    assert!(is_saved(&file.decide(&bare_decision(1, 1), 0).unwrap()));
    let recorded = file.events(None).unwrap();
    drop(file);
    let before = fs::read(&path).unwrap();
    assert_eq!(attempts_in(&path, LINEAGE).unwrap(), recorded);
    assert!(matches!(attempts_in(&path, "another"), Err(StoreError::OtherLineage { .. })));
    assert!(fs::read(&path).unwrap() == before);
    let TestDesk { path: desk, .. } = &TestDesk::new();
    assert_eq!(
        refusal(desk, |path| attempts_in(path, LINEAGE)),
        "is the desk file, not the attempts file of training"
    );
    let forged = rusqlite::Connection::open(&path).unwrap();
    forged
        .execute_batch("DROP TRIGGER event_no_update; UPDATE event SET actor = 'ben' WHERE seq = 2;")
        .unwrap();
    drop(forged);
    assert!(matches!(attempts_in(&path, LINEAGE), Err(StoreError::Damaged { .. })));
}
