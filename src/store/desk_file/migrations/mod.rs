//! The ordered list of schema versions and the way from one to the next.
//!
//! A version that was released is never edited. An upgrade happens in one transaction after a copy of the file was
//! made beside it; when it fails, the file is as it was. A newer file is never touched.

use super::connection::create_private;
use crate::store::error::{StoreError, shown};
use crate::store::schema::Schema;
use crate::store::{hardened, regular_file};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::fs;
use std::path::{Path, PathBuf};

/// Schema versions in order: the first is version 1.
pub(super) const MIGRATIONS: &[&str] = &[
    include_str!("0001_initial.sql"),
    include_str!("0002_life_cycle.sql"),
    include_str!("0003_kinds_and_shared_text.sql"),
    include_str!("0004_resolutions.sql"),
];

/// The schema they lead to.
pub(super) static NEWEST: Schema = Schema::of(MIGRATIONS);

/// The newest version of a list of migrations.
pub(super) fn newest(migrations: &[&str]) -> u32 {
    u32::try_from(migrations.len()).unwrap_or(u32::MAX)
}

/// Applies what is missing in one transaction and sets the version.
pub(super) fn apply(transaction: &Transaction<'_>, from: u32, migrations: &[&str]) -> rusqlite::Result<()> {
    for migration in migrations.iter().skip(usize::try_from(from).unwrap_or(usize::MAX)) {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "user_version", newest(migrations))
}

/// Brings an older file to the newest version; says where the copy of the old one is.
pub(super) fn upgrade(
    connection: &mut Connection,
    path: &Path,
    migrations: &[&str],
) -> Result<Option<PathBuf>, StoreError> {
    let refused = StoreError::sqlite("bring it to the newest version", path);
    let from = version(connection).map_err(&refused)?;
    if from >= newest(migrations) {
        return Ok(None);
    }
    let copy = back_up(connection, path, from)?;
    let transaction = Transaction::new(connection, TransactionBehavior::Immediate).map_err(&refused)?;
    // Another process may have been faster.
    let from = version(&transaction).map_err(&refused)?;
    apply(&transaction, from, migrations).map_err(&refused)?;
    transaction.commit().map_err(&refused)?;
    Ok(Some(copy))
}

/// The schema version a file states.
pub(super) fn version(connection: &Connection) -> rusqlite::Result<u32> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Copies the whole file beside it, readable by its owner only, and checks the copy.
fn back_up(connection: &Connection, path: &Path, from: u32) -> Result<PathBuf, StoreError> {
    let target = reserve(path, from)?;
    let copied = copy(connection, path, &target).and_then(|()| check_copy(&target, from));
    match copied {
        Ok(()) => Ok(target),
        Err(error) => {
            // Half a copy helps nobody; what went wrong is worth more than that removing it failed too.
            fs::remove_file(&target).ok();
            Err(error)
        }
    }
}

/// Makes an empty file of a name that is not taken.
fn reserve(path: &Path, from: u32) -> Result<PathBuf, StoreError> {
    const MOST_COPIES: u32 = 100;
    let name = |number: u32| regular_file::with_ending(path, &format!(".v{from}-backup-{number}"));
    for target in (1..MOST_COPIES).map(name) {
        match create_private(&target) {
            Ok(()) => return Ok(target),
            Err(StoreError::Exists { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    Err(StoreError::Exists { file: shown(&name(MOST_COPIES)) })
}

fn copy(connection: &Connection, path: &Path, target: &Path) -> Result<(), StoreError> {
    let Some(name) = target.to_str() else {
        let why = "has a name that is not UTF-8, so it cannot be copied before the upgrade".into();
        return Err(StoreError::Unusable { file: shown(path), why });
    };
    let refused = StoreError::sqlite("copy it before the upgrade", path);
    connection.execute("VACUUM INTO ?1", [name]).map_err(refused)?;
    // SQLite does not wait for the disk here, and an upgrade must not be faster than its copy.
    let synced = fs::File::open(target).and_then(|file| file.sync_all());
    synced.map_err(StoreError::io("write it to the disk", target))
}

/// A copy is worth something only if it can be read.
fn check_copy(target: &Path, from: u32) -> Result<(), StoreError> {
    let refused = StoreError::sqlite("check the copy", target);
    let copy = hardened::open_immutable(target)?;
    let answer: String =
        copy.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0)).map_err(&refused)?;
    if answer == "ok" && version(&copy).map_err(&refused)? == from {
        Ok(())
    } else {
        Err(StoreError::damaged(target, "the copy made before the upgrade is not sound"))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{DeskFile, Stamp, connection};
    use super::*;
    use crate::domain::{Act, Actor, Role};
    use std::os::unix::fs::PermissionsExt;

    const NEXT: &str = "ALTER TABLE saved_view ADD COLUMN note TEXT; CREATE TABLE extra (x INTEGER) STRICT;";
    const BROKEN: &str = "ALTER TABLE saved_view ADD COLUMN note TEXT; CREATE TABLE event (x INTEGER);";

    struct Old {
        _folder: tempfile::TempDir,
        path: PathBuf,
    }

    fn old_desk() -> Old {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().canonicalize().unwrap().join("old.desk.sqlite");
        let actor = Actor { name: "dana".into(), role: Role::Reviewer };
        let at = "2025-09-15T09:00:00Z".parse().unwrap();
        let mut desk = DeskFile::open_or_create(&path, "lineage", at, &actor).unwrap();
        let act = Act::Exported { target: "-".into(), decisions: 0, personal_data: false };
        desk.record(None, &act, &Stamp { at, actor: &actor }).unwrap();
        Old { _folder: folder, path }
    }

    /// The released versions and one more.
    fn with_next(next: &'static str) -> Vec<&'static str> {
        MIGRATIONS.iter().copied().chain([next]).collect()
    }

    fn events(connection: &Connection) -> i64 {
        connection.query_row("SELECT count(*) FROM event", [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn an_upgrade_keeps_the_data_and_leaves_a_private_copy_of_the_old_file() {
        let old = old_desk();
        let mut connection = connection::connect(&old.path).unwrap();
        let copy = upgrade(&mut connection, &old.path, &with_next(NEXT)).unwrap().unwrap();
        let released = newest(MIGRATIONS);
        assert_eq!((version(&connection).unwrap(), events(&connection)), (released + 1, 2));
        assert_eq!(fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o600);
        let copied = connection::connect(&copy).unwrap();
        assert_eq!((version(&copied).unwrap(), events(&copied)), (released, 2));
        assert_eq!(upgrade(&mut connection, &old.path, &with_next(NEXT)).unwrap(), None);
    }

    #[test]
    fn a_failed_upgrade_leaves_the_file_as_it_was() {
        let old = old_desk();
        let before = fs::read(&old.path).unwrap();
        let mut connection = connection::connect(&old.path).unwrap();
        upgrade(&mut connection, &old.path, &with_next(BROKEN)).unwrap_err();
        assert_eq!((version(&connection).unwrap(), events(&connection)), (newest(MIGRATIONS), 2));
        drop(connection);
        assert!(fs::read(&old.path).unwrap() == before, "the file changed");
        let actor = Actor { name: "dana".into(), role: Role::Reviewer };
        assert!(DeskFile::open(&old.path, &actor).unwrap().verify(None).unwrap().holds());
    }

    /// A file as the first version wrote it.
    const FIRST: &str = include_str!("../../../../tests/store/fixtures/desk-v1.sql");

    #[test]
    fn a_desk_of_every_released_version_opens_with_everything_in_it() {
        let actor = Actor { name: "dana".into(), role: Role::Reviewer };
        for released in 1..=MIGRATIONS.len() {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().canonicalize().unwrap().join("old.desk.sqlite");
            Connection::open(&path).unwrap().execute_batch(FIRST).unwrap();
            let mut connection = connection::connect(&path).unwrap();
            let first = events(&connection);
            upgrade(&mut connection, &path, &MIGRATIONS[..released]).unwrap();
            assert_eq!(usize::try_from(version(&connection).unwrap()), Ok(released));
            drop(connection);
            let at = "2025-09-15T09:00:00Z".parse().unwrap();
            let desk = DeskFile::open_or_create(&path, "sample", at, &actor).unwrap();
            let report = desk.verify(None).unwrap();
            assert!(report.holds() && first > 1, "version {released}: {:?}", report.first_break);
            assert_eq!(i64::try_from(report.events), Ok(first), "version {released}");
            drop(desk);
            let newest = version(&connection::connect(&path).unwrap()).unwrap();
            assert_eq!(newest, super::newest(MIGRATIONS), "version {released}");
        }
    }

    #[test]
    fn each_copy_gets_a_name_of_its_own() {
        let old = old_desk();
        let names: Vec<PathBuf> = (0..3).map(|_| reserve(&old.path, 1).unwrap()).collect();
        assert!(names[0] != names[1] && names[1] != names[2]);
    }
}
