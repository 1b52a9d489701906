//! Heads remembered outside the desk file: a desk that is not what was seen is refused, with what happened to it.

use crate::support::desks::{LINEAGE, bare_decision, dana, is_saved, stamp};
use proofdesk::store::StoreError;
use proofdesk::store::desk_file::{DeskFile, Heads, RecordKind, RecordOf, verify_remembered};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().canonicalize().unwrap().join(name)
    }

    fn heads(&self) -> Heads {
        Heads::in_folder(self.at("heads"))
    }

    fn open(&self, name: &str) -> Result<DeskFile, StoreError> {
        let dana = dana();
        let record = RecordOf { kind: RecordKind::Desk, lineage: LINEAGE, stamp: stamp(&dana) };
        DeskFile::open_remembered(&self.at(name), &record, self.heads())
    }

    /// Opens the desk and decides these claims.
    fn work(&self, name: &str, claims: &[u32]) {
        let mut desk = self.open(name).unwrap();
        for number in claims {
            assert!(is_saved(&desk.decide(&bare_decision(*number, 1), 0).unwrap()));
        }
    }
}

fn history(refused: Result<DeskFile, StoreError>) -> String {
    match refused {
        Err(StoreError::History { why, .. }) => why,
        other => panic!("not refused: {other:?}"),
    }
}

fn remove_memory(error: &StoreError) {
    let StoreError::History { memory, .. } = error else { panic!("{error}") };
    fs::remove_file(memory).unwrap();
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn the_newest_event_is_remembered_after_opening_and_after_every_save() {
    let place = Place::new();
    let mut desk = place.open("a").unwrap();
    let seen = || place.heads().at(&place.at("a")).unwrap();
    assert_eq!((seen().head, seen().desk.as_str()), (desk.head().unwrap(), desk.desk_id()));
    desk.decide(&bare_decision(1, 1), 0).unwrap();
    assert_eq!(seen().head, desk.head().unwrap());
    let file = fs::read_dir(place.at("heads")).unwrap().next().unwrap().unwrap().path();
    assert_eq!((mode(&place.at("heads")), mode(&file)), (0o700, 0o600));
    assert_eq!(fs::read_dir(place.at("heads")).unwrap().count(), 1, "nothing half written is left");
}

#[test]
fn an_older_copy_is_refused_with_what_is_missing_and_how_to_go_on() {
    let place = Place::new();
    place.work("a", &[1]);
    fs::copy(place.at("a"), place.at("copy")).unwrap();
    place.work("a", &[2]);
    fs::rename(place.at("copy"), place.at("a")).unwrap();
    let error = place.open("a").unwrap_err();
    assert!(error.to_string().contains("ends at event 2, but event 3"), "{error}");
    let report = verify_remembered(&place.at("a"), &place.heads()).unwrap();
    assert!(report.first_break.unwrap().what.contains("Events after 2 are missing"));
    remove_memory(&error);
    place.open("a").unwrap();
}

#[test]
fn an_older_copy_is_recognised_also_in_another_place() {
    let place = Place::new();
    place.work("a", &[1]);
    fs::copy(place.at("a"), place.at("copy")).unwrap();
    place.work("a", &[2]);
    assert!(history(place.open("copy")).contains("older copy"));
    fs::copy(place.at("a"), place.at("copy")).unwrap();
    place.open("copy").unwrap();
}

#[test]
fn a_history_that_was_written_anew_is_refused() {
    let place = Place::new();
    place.work("a", &[1]);
    fs::copy(place.at("a"), place.at("copy")).unwrap();
    place.work("a", &[2]);
    // The copy goes on in another way, on a computer that has never seen the desk.
    let mut other = DeskFile::open(&place.at("copy"), &dana()).unwrap();
    other.decide(&bare_decision(8, 1), 0).unwrap();
    other.decide(&bare_decision(9, 1), 0).unwrap();
    drop(other);
    fs::rename(place.at("copy"), place.at("a")).unwrap();
    assert!(history(place.open("a")).contains("has another event 3 than was seen"));
}

#[test]
fn a_desk_that_is_gone_is_not_replaced_by_an_empty_one() {
    let place = Place::new();
    place.work("a", &[1]);
    fs::remove_file(place.at("a")).unwrap();
    let error = place.open("a").unwrap_err();
    assert!(error.to_string().contains("is gone; a desk with 2 events was seen there"), "{error}");
    assert!(!place.at("a").exists(), "nothing was made");
    remove_memory(&error);
    place.open("a").unwrap();
}

#[test]
fn another_desk_in_its_place_is_refused() {
    let place = Place::new();
    place.work("a", &[1]);
    drop(DeskFile::open_or_create(&place.at("b"), LINEAGE, stamp(&dana()).at, &dana()).unwrap());
    fs::rename(place.at("b"), place.at("a")).unwrap();
    assert!(history(place.open("a")).contains("is another desk than was seen there"));
    let report = verify_remembered(&place.at("a"), &place.heads()).unwrap();
    assert!(report.first_break.unwrap().what.contains("Another desk was seen at this place"));
}

#[test]
fn a_memory_that_cannot_be_read_or_written_harms_no_decision() {
    let place = Place::new();
    let mut desk = place.open("a").unwrap();
    let file = fs::read_dir(place.at("heads")).unwrap().next().unwrap().unwrap().path();
    fs::write(&file, "{half a").unwrap();
    drop(place.open("a").unwrap());
    fs::remove_dir_all(place.at("heads")).unwrap();
    fs::write(place.at("heads"), "a file where the folder was").unwrap();
    assert!(is_saved(&desk.decide(&bare_decision(1, 1), 0).unwrap()));
    drop(desk);
    assert!(
        matches!(place.open("a"), Err(StoreError::Exists { .. } | StoreError::Io { .. })),
        "told on opening"
    );
}
