//! What can go wrong with a file of SQLite, told by the operation and the file.
//!
//! No text of an error carries raw bytes of a file: names and messages of SQLite are cleaned on the way in.

use super::desk_file::PackRefused;
use crate::text::clean;
use rusqlite::ErrorCode;
use std::io;
use std::path::Path;

/// An operation on a snapshot, a desk file or an index failed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no such file.
    #[error("{file} does not exist")]
    Missing {
        /// File, cleaned for display.
        file: String,
    },
    /// The thing at this path cannot be used: a folder, a link, a pipe, a file with a journal beside it.
    #[error("{file} {why}")]
    Unusable {
        /// File, cleaned for display.
        file: String,
        /// Why not, to be read after the name.
        why: String,
    },
    /// The file is not of this program.
    #[error("{file} {why}")]
    Foreign {
        /// File, cleaned for display.
        file: String,
        /// What it is instead, to be read after the name.
        why: String,
    },
    /// The file was made by a newer version of this program.
    #[error("{file} was made by a newer proofdesk (schema {found}; this one knows {known})")]
    TooNew {
        /// File, cleaned for display.
        file: String,
        /// Version in the file.
        found: u32,
        /// Newest version known here.
        known: u32,
    },
    /// The file is of this program and broken.
    #[error("{file} is damaged: {why}")]
    Damaged {
        /// File, cleaned for display.
        file: String,
        /// What is wrong.
        why: String,
    },
    /// The snapshot has no seal beside it.
    #[error("{file} has no seal beside it")]
    Unsealed {
        /// File, cleaned for display.
        file: String,
    },
    /// The snapshot is not what its seal says.
    #[error("{file} does not match its seal: {why}")]
    SealBroken {
        /// File, cleaned for display.
        file: String,
        /// What differs.
        why: String,
    },
    /// A row of the file does not make sense.
    #[error("{file}, claim {claim_id}: {why}")]
    Row {
        /// File, cleaned for display.
        file: String,
        /// The claim.
        claim_id: String,
        /// Which column and what is wrong with it.
        why: String,
    },
    /// The target exists and was not to be replaced.
    #[error("{file} exists already")]
    Exists {
        /// File, cleaned for display.
        file: String,
    },
    /// The desk file belongs to other snapshots.
    #[error("{file} is the desk of the snapshots {found:?}, not of {wanted:?}")]
    OtherLineage {
        /// File, cleaned for display.
        file: String,
        /// Lineage of the desk.
        found: String,
        /// Lineage that was asked for.
        wanted: String,
    },
    /// The open file is not the one at its path any more. Nothing more is written.
    #[error("{file} {why}")]
    Moved {
        /// File, cleaned for display.
        file: String,
        /// What happened to it, to be read after the name.
        why: String,
    },
    /// The file cannot be reached after an error, so nobody knows whether the last act was saved.
    #[error("whether {file} holds the last act is unknown: {why}")]
    Unknown {
        /// File, cleaned for display.
        file: String,
        /// Why it cannot be reached.
        why: String,
    },
    /// The desk does not hold what was seen of it before. Nothing was written.
    #[error("{file} {why}. To go on with it as it is, remove {memory}")]
    History {
        /// File, cleaned for display.
        file: String,
        /// What happened to it, to be read after the name.
        why: String,
        /// The file that remembers what was seen, cleaned for display.
        memory: String,
    },
    /// A pack of another desk cannot be read or merged; nothing was written.
    #[error(transparent)]
    Pack(#[from] PackRefused),
    /// Another program holds the file.
    #[error("{file} is in use by another program")]
    Busy {
        /// File, cleaned for display.
        file: String,
    },
    /// There is no room left on the disk or in the quota.
    #[error("{file} cannot grow: no space left")]
    Full {
        /// File, cleaned for display.
        file: String,
    },
    /// The system refused an operation.
    #[error("{file}: cannot {operation}: {source}")]
    Io {
        /// What was tried, as an infinitive.
        operation: &'static str,
        /// File, cleaned for display.
        file: String,
        /// The system's answer.
        source: io::Error,
    },
    /// SQLite refused an operation for a reason of its own.
    #[error("{file}: cannot {operation}: {why}")]
    Sqlite {
        /// What was tried, as an infinitive.
        operation: &'static str,
        /// File, cleaned for display.
        file: String,
        /// SQLite's answer, cleaned.
        why: String,
    },
}

impl StoreError {
    /// Turns an error of SQLite into one that names the operation and the file.
    pub(crate) fn sqlite(operation: &'static str, file: &Path) -> impl Fn(rusqlite::Error) -> Self + use<> {
        let file = shown(file);
        move |error| {
            let file = file.clone();
            match error.sqlite_error_code() {
                Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy { file },
                Some(ErrorCode::DiskFull) => Self::Full { file },
                Some(ErrorCode::NotADatabase) => {
                    Self::Foreign { file, why: "is not a SQLite file, or it is encrypted".to_owned() }
                }
                Some(ErrorCode::DatabaseCorrupt) => Self::Damaged { file, why: message(&error) },
                Some(ErrorCode::OutOfMemory | ErrorCode::TooBig | ErrorCode::OperationInterrupted) => {
                    Self::Damaged {
                        file,
                        why: format!("reading it takes more than allowed ({})", message(&error)),
                    }
                }
                _ => Self::Sqlite { operation, file, why: message(&error) },
            }
        }
    }

    /// Turns an error of the system into one that names the operation and the file.
    pub(crate) fn io(operation: &'static str, file: &Path) -> impl Fn(io::Error) -> Self + use<> {
        let file = shown(file);
        move |source| {
            let file = file.clone();
            match source.kind() {
                io::ErrorKind::NotFound => Self::Missing { file },
                io::ErrorKind::AlreadyExists => Self::Exists { file },
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                    Self::Full { file }
                }
                _ => Self::Io { operation, file, source },
            }
        }
    }

    /// The file is of this program and broken in this way.
    pub(crate) fn damaged(file: &Path, why: impl Into<String>) -> Self {
        Self::Damaged { file: shown(file), why: why.into() }
    }
}

/// The name of a file as a person may read it.
pub(crate) fn shown(file: &Path) -> String {
    clean::one_line(&file.to_string_lossy())
}

/// SQLite's own words, which may quote the file: cleaned and cut.
fn message(error: &rusqlite::Error) -> String {
    const LONGEST: usize = 200;
    let text = match error {
        rusqlite::Error::SqliteFailure(code, None) => code.to_string(),
        rusqlite::Error::SqliteFailure(_, Some(text)) => text.clone(),
        other => other.to_string(),
    };
    clean::one_line(&text.chars().take(LONGEST).collect::<String>())
}
