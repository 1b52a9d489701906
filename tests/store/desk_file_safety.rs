//! A desk file that is not what it must be, or not where it was, is refused by name and left alone.

use crate::support::desks::{LINEAGE, TestDesk, dana, decision, is_saved, nine, open};
use proofdesk::domain::Digest;
use proofdesk::store::StoreError;
use proofdesk::store::desk_file::{DecisionFilter, DeskFile};
use rusqlite::Connection;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn refused(path: &Path) -> StoreError {
    let before = fs::read(path).map(|bytes| Digest::of(&bytes)).ok();
    let error = DeskFile::open_or_create(path, LINEAGE, nine(), &dana()).unwrap_err();
    let after = fs::read(path).map(|bytes| Digest::of(&bytes)).ok();
    assert_eq!(before, after, "a refused file is left alone");
    error
}

#[test]
fn a_new_desk_and_its_folder_are_for_the_owner_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deep").join("desks").join("a.desk.sqlite");
    let mut desk = open(&path);
    desk.decide(&decision(1, 1), 0).unwrap();
    assert_eq!(mode(&path), 0o600);
    assert_eq!(mode(path.parent().unwrap()), 0o700);
    assert_eq!(mode(path.parent().unwrap().parent().unwrap()), 0o700);
    let journal = path.with_file_name("a.desk.sqlite-journal");
    assert_eq!((mode(&journal), fs::metadata(&journal).unwrap().len()), (0o600, 0), "TRUNCATE");
}

#[test]
fn a_symbolic_link_is_refused() {
    let desk = TestDesk::new();
    let link = desk.path.with_file_name("link.desk.sqlite");
    symlink(&desk.path, &link).unwrap();
    assert!(matches!(refused(&link), StoreError::Unusable { why, .. } if why.contains("symbolic link")));
}

#[test]
fn a_link_to_nothing_is_refused_and_nothing_is_made_behind_it() {
    let folder = tempfile::tempdir().unwrap();
    let (link, target) = (folder.path().join("link"), folder.path().join("target"));
    symlink(&target, &link).unwrap();
    refused(&link);
    assert!(!target.exists());
}

#[test]
fn a_second_name_of_the_file_is_refused() {
    let desk = TestDesk::new();
    let second = desk.path.with_file_name("second.desk.sqlite");
    fs::hard_link(&desk.path, &second).unwrap();
    for path in [&desk.path, &second] {
        assert!(matches!(refused(path), StoreError::Unusable { why, .. } if why.contains("2 names")));
    }
}

#[test]
fn a_folder_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let error = DeskFile::open_or_create(folder.path(), LINEAGE, nine(), &dana()).unwrap_err();
    assert!(matches!(error, StoreError::Unusable { .. }), "{error}");
}

#[test]
fn a_file_of_another_program_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.desk.sqlite");
    fs::write(&path, "Dear diary, this is no database at all.").unwrap();
    assert!(matches!(refused(&path), StoreError::Foreign { .. }));
    fs::remove_file(&path).unwrap();
    let foreign = Connection::open(&path).unwrap();
    foreign.execute_batch("CREATE TABLE diary (day TEXT); PRAGMA application_id = 77;").unwrap();
    drop(foreign);
    assert!(matches!(refused(&path), StoreError::Foreign { why, .. } if why.contains("0x4d")));
}

#[test]
fn a_newer_desk_is_refused_and_unchanged() {
    let TestDesk { file, path, .. } = &mut TestDesk::new();
    file.decide(&decision(1, 1), 0).unwrap();
    Connection::open(&*path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    assert!(matches!(refused(path), StoreError::TooNew { found: 99, known: 4, .. }));
}

#[test]
fn an_empty_file_becomes_a_desk_only_when_one_may_be_made() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.desk.sqlite");
    fs::write(&path, "").unwrap();
    assert!(matches!(DeskFile::open(&path, &dana()).unwrap_err(), StoreError::Foreign { .. }));
    assert!(open(&path).verify(None).unwrap().holds());
}

#[test]
fn a_missing_desk_is_missing_and_no_folder_is_made_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("nowhere").join("a.desk.sqlite");
    assert!(matches!(DeskFile::open(&path, &dana()).unwrap_err(), StoreError::Missing { .. }));
    assert!(!path.parent().unwrap().exists());
}

#[test]
fn a_desk_that_was_moved_is_refused_at_the_moment_of_saving() {
    let mut desk = TestDesk::new();
    let away = desk.path.with_file_name("away");
    fs::rename(&desk.path, &away).unwrap();
    let error = desk.file.decide(&decision(1, 1), 0).unwrap_err();
    assert!(matches!(&error, StoreError::Moved { why, .. } if why.contains("moved")), "{error}");
    fs::rename(&away, &desk.path).unwrap();
    assert!(is_saved(&desk.file.decide(&decision(1, 1), 0).unwrap()));
    assert_eq!(desk.file.decisions(&DecisionFilter::default()).unwrap().len(), 1);
}

#[test]
fn a_desk_that_was_replaced_by_a_copy_is_refused_at_the_moment_of_saving() {
    let mut desk = TestDesk::new();
    let copy = desk.path.with_file_name("copy");
    fs::copy(&desk.path, &copy).unwrap();
    fs::rename(&copy, &desk.path).unwrap();
    let error = desk.file.decide(&decision(1, 1), 0).unwrap_err();
    assert!(matches!(&error, StoreError::Moved { why, .. } if why.contains("another file")), "{error}");
    assert!(open(&desk.path).decisions(&DecisionFilter::default()).unwrap().is_empty());
}

#[test]
fn a_desk_that_got_a_second_name_is_refused_at_the_moment_of_saving() {
    let mut desk = TestDesk::new();
    let second = desk.path.with_file_name("second");
    fs::hard_link(&desk.path, &second).unwrap();
    assert!(matches!(desk.file.decide(&decision(1, 1), 0).unwrap_err(), StoreError::Moved { .. }));
    fs::remove_file(second).unwrap();
    assert!(is_saved(&desk.file.decide(&decision(1, 1), 0).unwrap()));
}

#[test]
fn a_name_full_of_odd_letters_is_only_a_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file:x?mode=memory&a=%41 ü#.desk.sqlite");
    open(&path).decide(&decision(1, 1), 0).unwrap();
    assert_eq!(open(&path).decisions(&DecisionFilter::default()).unwrap().len(), 1);
}

#[test]
fn a_desk_of_the_first_released_version_opens_with_everything_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.desk.sqlite");
    let made = Connection::open(&path).unwrap();
    made.execute_batch(include_str!("fixtures/desk-v1.sql")).unwrap();
    drop(made);
    let desk = open(&path);
    let report = desk.verify(None).unwrap();
    assert_eq!(report.first_break, None);
    assert_eq!(report.head.hash.short(), FIRST_HEAD);
    let stored = desk.decisions(&DecisionFilter::default()).unwrap().remove(0);
    assert_eq!((stored.decision.id, stored.decision.cells.len()), (decision(1, 1).id, 10));
    assert_eq!(stored.withdrawn.unwrap().reason, "Wrong customer.");
    assert_eq!(desk.drafts(&crate::support::desks::claim_id(2)).unwrap()["comment"], "Dear partner");
}

/// Short hash of the newest event in `fixtures/desk-v1.sql`.
const FIRST_HEAD: &str = "aed5b3d7";
