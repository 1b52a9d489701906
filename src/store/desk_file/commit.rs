//! The commit protocol: an answer is *saved* or *not saved*, never *maybe*.
//!
//! A failed commit may still have reached the disk. After one whose effect is unclear the connection is thrown away,
//! the file is opened again, and the link that was being written is looked up. Only when the file cannot be reached
//! any more is the result unknown, and then it is said so and nothing further is written until it can.

use super::chain::{self, Head, Unwritten};
use super::{DeskFile, setup};
use crate::domain::Digest;
use crate::store::error::{StoreError, shown};
use crate::store::regular_file;
use rusqlite::{Connection, ErrorCode, Transaction, TransactionBehavior};

/// What a transaction wrote, and the link that proves it.
pub(super) struct Written<T> {
    value: T,
    proof: Option<Head>,
}

impl<T> Written<T> {
    /// The link with this number and hash exists exactly when the transaction was committed.
    pub(super) const fn proven(seq: u64, hash: Digest, value: T) -> Self {
        Self { value, proof: Some(Head { seq, hash }) }
    }

    /// Nothing was written, or something that can be written again without harm.
    pub(super) const fn repeatable(value: T) -> Self {
        Self { value, proof: None }
    }

    /// The same with another answer.
    pub(super) fn map<U>(self, change: impl FnOnce(T) -> U) -> Written<U> {
        Written { value: change(self.value), proof: self.proof }
    }
}

/// How a transaction ended.
enum Ended<T> {
    Saved(T),
    NotSaved(StoreError),
    Unclear(StoreError, Written<T>),
}

impl DeskFile {
    /// Runs one transaction from `BEGIN IMMEDIATE` to `COMMIT`. An error means that nothing was saved, except
    /// [`StoreError::Unknown`].
    pub(super) fn write<T>(
        &mut self,
        operation: &'static str,
        work: impl FnOnce(&Transaction<'_>) -> Result<Written<T>, Unwritten>,
    ) -> Result<T, StoreError> {
        // A connection to a file that was moved away would still accept a commit.
        self.check_identity()?;
        let mut connection = self.take_connection()?;
        match self.run(&mut connection, operation, work) {
            Ended::Saved(value) => {
                self.connection = Some(connection);
                // Written, but where? Only what is in the file at the path counts as saved.
                self.check_identity()?;
                self.remember();
                Ok(value)
            }
            Ended::NotSaved(error) => {
                self.connection = Some(connection);
                Err(error)
            }
            Ended::Unclear(error, written) => {
                drop(connection);
                self.settle(error, written)
            }
        }
    }

    fn run<T>(
        &self,
        connection: &mut Connection,
        operation: &'static str,
        work: impl FnOnce(&Transaction<'_>) -> Result<Written<T>, Unwritten>,
    ) -> Ended<T> {
        let told = StoreError::sqlite(operation, &self.path);
        let transaction = match Transaction::new(connection, TransactionBehavior::Immediate) {
            Ok(transaction) => transaction,
            Err(error) => return Ended::NotSaved(self.moved_or(told, error)),
        };
        let written = match work(&transaction) {
            Ok(written) => written,
            Err(Unwritten::Sqlite(error)) => return Ended::NotSaved(self.moved_or(told, error)),
            Err(unwritten) => return Ended::NotSaved(unwritten.told(operation, &self.path)),
        };
        match transaction.commit() {
            Ok(()) => Ended::Saved(written.value),
            Err(error) if never_reached_the_disk(&error) => Ended::NotSaved(self.moved_or(told, error)),
            Err(error) => Ended::Unclear(self.moved_or(told, error), written),
        }
    }

    /// Finds out whether an unclear commit took: opens the file again and looks for its link.
    fn settle<T>(&mut self, error: StoreError, written: Written<T>) -> Result<T, StoreError> {
        let unknown = |why: StoreError| StoreError::Unknown { file: shown(&self.path), why: why.to_string() };
        let connection = self.reconnect().map_err(unknown)?;
        let found = match &written.proof {
            Some(proof) => chain::holds(&connection, proof)
                .map_err(StoreError::sqlite("look for what was being saved", &self.path))
                .map_err(unknown)?,
            None => false,
        };
        self.connection = Some(connection);
        if !found {
            return Err(error);
        }
        self.remember();
        Ok(written.value)
    }

    /// The connection, opened again if the one before was given up.
    fn take_connection(&mut self) -> Result<Connection, StoreError> {
        match self.connection.take() {
            Some(connection) => Ok(connection),
            None => self.reconnect(),
        }
    }

    fn reconnect(&self) -> Result<Connection, StoreError> {
        self.check_identity()?;
        setup::open(&self.path, self.kind, None).map(|opened| opened.connection)
    }

    /// Refuses to go on when the file at the path is not the one that was opened: moved, replaced or linked.
    fn check_identity(&self) -> Result<(), StoreError> {
        let moved = |why: String| StoreError::Moved { file: shown(&self.path), why };
        match regular_file::inspect(&self.path) {
            Ok(found) if found.is_same_file(&self.identity) => Ok(()),
            Ok(_) => Err(moved("is another file than the one that was opened".into())),
            Err(StoreError::Unusable { why, .. }) => Err(moved(why)),
            Err(StoreError::Missing { .. }) => Err(moved("was moved or removed".into())),
            Err(error) => Err(error),
        }
    }

    /// Prefers to say that the file was moved, which SQLite notices in its own words.
    fn moved_or(&self, told: impl Fn(rusqlite::Error) -> StoreError, error: rusqlite::Error) -> StoreError {
        self.check_identity().err().unwrap_or_else(|| told(error))
    }
}

/// Errors of COMMIT after which nothing can have been written: somebody else holds the file, or a rule objects.
fn never_reached_the_disk(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::ConstraintViolation)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Act, Actor, Event, Role};
    use crate::store::desk_file::Stamp;

    struct Bench {
        _folder: tempfile::TempDir,
        desk: DeskFile,
    }

    fn stamp(actor: &Actor) -> Stamp<'_> {
        Stamp { at: "2025-09-15T09:00:00Z".parse().unwrap(), actor }
    }

    fn bench() -> (Bench, Actor) {
        let folder = tempfile::tempdir().unwrap();
        let actor = Actor { name: "dana".into(), role: Role::Reviewer };
        let path = folder.path().join("a.desk.sqlite");
        let desk = DeskFile::open_or_create(&path, "lineage", stamp(&actor).at, &actor).unwrap();
        (Bench { _folder: folder, desk }, actor)
    }

    fn export(desk: &mut DeskFile, actor: &Actor) -> Result<Event, StoreError> {
        let act = Act::Exported { target: "-".into(), decisions: 1, personal_data: false };
        desk.record(None, &act, &stamp(actor))
    }

    fn unclear() -> StoreError {
        StoreError::Sqlite { operation: "commit", file: "a".into(), why: "disk I/O error".into() }
    }

    #[test]
    fn an_unclear_commit_that_reached_the_disk_counts_as_saved() {
        let (mut bench, actor) = bench();
        let event = export(&mut bench.desk, &actor).unwrap();
        bench.desk.connection = None;
        let written = Written::proven(event.seq, event.hash, "saved");
        assert_eq!(bench.desk.settle(unclear(), written).unwrap(), "saved");
        assert!(bench.desk.head().is_ok(), "the desk works on");
    }

    #[test]
    fn an_unclear_commit_that_did_not_reach_the_disk_is_told_as_not_saved() {
        let (mut bench, _) = bench();
        let head = bench.desk.head().unwrap();
        bench.desk.connection = None;
        let written = Written::proven(head.seq + 1, Digest::of(b"never written"), ());
        assert!(matches!(bench.desk.settle(unclear(), written), Err(StoreError::Sqlite { .. })));
        assert!(bench.desk.head().is_ok(), "the desk works on");
    }

    #[test]
    fn a_result_is_unknown_only_while_the_file_cannot_be_reached() {
        let (mut bench, actor) = bench();
        let path = bench.desk.path.clone();
        let away = path.with_extension("away");
        let event = export(&mut bench.desk, &actor).unwrap();
        bench.desk.connection = None;
        std::fs::rename(&path, &away).unwrap();
        let written = Written::proven(event.seq, event.hash, ());
        assert!(matches!(bench.desk.settle(unclear(), written), Err(StoreError::Unknown { .. })));
        assert!(matches!(bench.desk.head(), Err(StoreError::Unknown { .. })));
        assert!(export(&mut bench.desk, &actor).is_err(), "nothing is written meanwhile");
        std::fs::rename(&away, &path).unwrap();
        export(&mut bench.desk, &actor).unwrap();
        assert!(bench.desk.verify(None).unwrap().holds());
    }

    #[test]
    fn a_full_disk_is_not_saved_and_the_desk_works_on_once_there_is_room() {
        let (mut bench, actor) = bench();
        let limit = |desk: &DeskFile, pages: i64| {
            let connection = desk.connection.as_ref().unwrap();
            connection.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(())).unwrap();
        };
        limit(&bench.desk, 1);
        let error = loop {
            if let Err(error) = export(&mut bench.desk, &actor) {
                break error;
            }
        };
        assert!(matches!(error, StoreError::Full { .. }), "{error}");
        let head = bench.desk.head().unwrap();
        assert_eq!(bench.desk.verify(None).unwrap().head, head);
        limit(&bench.desk, 1_000_000);
        assert_eq!(export(&mut bench.desk, &actor).unwrap().seq, head.seq + 1);
    }
}
