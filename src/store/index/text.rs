//! Full text of the documents, built beside the reading of the queue.

use super::marks::number_of;
use super::open::connect;
use super::shared::{self, SharedText};
use super::words;
use crate::domain::ClaimId;
use crate::store::StoreError;
use rusqlite::{Connection, params};
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// More numbers than a claim may have documents.
const PER_CLAIM: i64 = 1 << 14;

/// The number of a document in the full text.
const fn document(claim: u32, position: u32) -> i64 {
    let position = if (position as i64) < PER_CLAIM { position as i64 } else { PER_CLAIM - 1 };
    claim as i64 * PER_CLAIM + position
}

/// SQL that gives the claim of a document's number.
pub(super) const CLAIM_OF_ROW: &str = "rowid / 16384";

/// Adds the documents of a snapshot to the full text, in the order of claim ids, and can be taken up again.
pub struct TextBuilder {
    connection: Connection,
    path: PathBuf,
    last: Option<ClaimId>,
    /// The claim whose documents are being added.
    current: Option<ClaimId>,
    done: u64,
    pending: usize,
    seen: HashSet<String>,
    joined: String,
}

impl TextBuilder {
    pub(super) fn open(path: &Path) -> Result<Self, StoreError> {
        let connection = connect(path)?;
        let refused = StoreError::sqlite("read its state", path);
        let (done, last): (i64, Option<u32>) = connection
            .query_row("SELECT texts_done, last_text FROM binding", [], |row| Ok((row.get(0)?, row.get(1)?)))
            .map_err(refused)?;
        Ok(Self {
            connection,
            path: path.to_owned(),
            last: last.and_then(|number| ClaimId::parse(&format!("{number:07}")).ok()),
            current: None,
            done: u64::try_from(done).unwrap_or_default(),
            pending: 0,
            seen: HashSet::new(),
            joined: String::new(),
        })
    }

    /// The last claim whose documents are in; the next text belongs to a claim behind it.
    pub const fn last(&self) -> Option<&ClaimId> {
        self.last.as_ref()
    }

    /// Claims whose documents are in.
    pub const fn done(&self) -> u64 {
        self.done
    }

    /// Adds the text of one document. What was added becomes visible a few megabytes at a time.
    pub fn add_text(&mut self, claim_id: &ClaimId, position: u32, text: &str) -> Result<(), StoreError> {
        const BATCH: usize = 4 << 20;
        if self.current.as_ref() != Some(claim_id) {
            self.claim_is_in();
            if self.pending >= BATCH {
                self.commit(false)?;
            }
            self.current = Some(claim_id.clone());
        }
        if self.pending == 0 {
            self.execute("BEGIN IMMEDIATE")?;
        }
        self.pending += text.len().max(1);
        self.collect(text);
        self.connection
            .prepare_cached("INSERT INTO text (rowid, words) VALUES (?1, ?2)")
            .and_then(|mut insert| {
                insert.execute(params![document(number_of(claim_id), position), self.joined])
            })
            .map(drop)
            .map_err(StoreError::sqlite("add a text", &self.path))
    }

    /// Keeps the fingerprint of the document just added.
    pub fn add_fingerprint(&self, claim_id: &ClaimId, position: u32, bytes: &[u8]) -> Result<(), StoreError> {
        let number = document(number_of(claim_id), position);
        shared::add_fingerprint(&self.connection, &self.path, (number, bytes))
    }

    /// Hands over every fingerprint kept so far, in the order of claims and documents.
    pub fn fingerprints(&self, on: &mut dyn FnMut(ClaimId, u32, &[u8])) -> Result<(), StoreError> {
        shared::fingerprints(&self.connection, &self.path, &mut |number, bytes| {
            let claim = ClaimId::parse(&format!("{:07}", number / PER_CLAIM));
            if let (Ok(claim), Ok(position)) = (claim, u32::try_from(number % PER_CLAIM)) {
                on(claim, position, bytes);
            }
        })
    }

    /// Makes everything visible and marks text and shared passages as complete.
    pub fn finish(mut self, found: &[SharedText]) -> Result<(), StoreError> {
        self.claim_is_in();
        if self.pending == 0 {
            self.execute("BEGIN IMMEDIATE")?;
        }
        found.iter().try_for_each(|pair| shared::add(&self.connection, &self.path, pair))?;
        self.commit(true)
    }

    fn claim_is_in(&mut self) {
        if let Some(claim) = self.current.take() {
            self.last = Some(claim);
            self.done += 1;
        }
    }

    fn commit(&mut self, complete: bool) -> Result<(), StoreError> {
        let last = self.last.as_ref().map(number_of);
        let update = if complete {
            "UPDATE binding SET texts_done = claims, last_text = ?1, texts_complete = 1"
        } else {
            "UPDATE binding SET texts_done = ?2, last_text = ?1"
        };
        let done = i64::try_from(self.done).unwrap_or(i64::MAX);
        let written = if complete {
            self.connection.execute(update, params![last])
        } else {
            self.connection.execute(update, params![last, done])
        };
        written.map_err(StoreError::sqlite("add a text", &self.path))?;
        self.execute("COMMIT")?;
        self.pending = 0;
        Ok(())
    }

    /// Each word once: the index keeps no places, so repetitions would only cost time.
    fn collect(&mut self, text: &str) {
        self.seen.clear();
        self.joined.clear();
        let (seen, joined) = (&mut self.seen, &mut self.joined);
        words::each(text, |word| {
            if !seen.contains(word) {
                seen.insert(word.to_owned());
                joined.push_str(word);
                joined.push(' ');
            }
        });
    }

    fn execute(&self, sql: &str) -> Result<(), StoreError> {
        self.connection.execute_batch(sql).map_err(StoreError::sqlite("add a text", &self.path))
    }
}
