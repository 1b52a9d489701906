//! The columns of one row, each read with its type checked and named when it is wrong.

use crate::domain::{ClaimId, Digest};
use crate::store::StoreError;
use crate::store::error::shown;
use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::Row;
use rusqlite::types::ValueRef;
use std::path::Path;
use std::str::FromStr;

/// A column that does not hold what it should.
pub(super) struct Fault {
    /// Column and problem, without any byte of the file.
    pub(super) why: String,
}

impl Fault {
    fn new(column: &str, problem: &str) -> Self {
        Self { why: format!("{column} {problem}") }
    }
}

/// Reads the columns of a row from left to right.
pub(super) struct Columns<'r> {
    row: &'r Row<'r>,
    next: usize,
    path: &'r Path,
}

impl<'r> Columns<'r> {
    pub(super) const fn new(row: &'r Row<'r>, path: &'r Path) -> Self {
        Self { row, next: 0, path }
    }

    /// Names the claim of a fault.
    pub(super) fn of_claim(&self, number: u32) -> impl Fn(Fault) -> StoreError + use<> {
        let file = shown(self.path);
        move |fault| StoreError::Row { file: file.clone(), claim_id: format!("{number:07}"), why: fault.why }
    }

    /// The claim's number, always the first column.
    pub(super) fn claim_number(&mut self) -> Result<u32, StoreError> {
        self.integer("claim_id")
            .and_then(|number| {
                u32::try_from(number)
                    .ok()
                    .filter(|number| *number <= 9_999_999)
                    .ok_or_else(|| Fault::new("claim_id", "is not a number of seven digits"))
            })
            .map_err(|fault| StoreError::damaged(self.path, fault.why))
    }

    pub(super) fn text(&mut self, column: &str) -> Result<String, Fault> {
        self.optional_text(column)?.ok_or_else(|| Fault::new(column, "is missing"))
    }

    pub(super) fn optional_text(&mut self, column: &str) -> Result<Option<String>, Fault> {
        self.str(column).map(|text| text.map(ToOwned::to_owned))
    }

    /// A text without copying it.
    pub(super) fn str(&mut self, column: &str) -> Result<Option<&'r str>, Fault> {
        match self.value(column)? {
            ValueRef::Null => Ok(None),
            ValueRef::Text(text) => {
                std::str::from_utf8(text).map(Some).map_err(|_| Fault::new(column, "is not UTF-8"))
            }
            _ => Err(Fault::new(column, "is not a text")),
        }
    }

    pub(super) fn word<T: FromStr>(&mut self, column: &str) -> Result<T, Fault> {
        self.optional_word(column)?.ok_or_else(|| Fault::new(column, "is missing"))
    }

    pub(super) fn optional_word<T: FromStr>(&mut self, column: &str) -> Result<Option<T>, Fault> {
        let Some(text) = self.str(column)? else { return Ok(None) };
        text.parse().map(Some).map_err(|_| Fault::new(column, "holds an unknown word"))
    }

    pub(super) fn date(&mut self, column: &str) -> Result<NaiveDate, Fault> {
        self.optional_date(column)?.ok_or_else(|| Fault::new(column, "is missing"))
    }

    pub(super) fn optional_date(&mut self, column: &str) -> Result<Option<NaiveDate>, Fault> {
        let Some(text) = self.str(column)? else { return Ok(None) };
        NaiveDate::parse_from_str(text, "%Y-%m-%d")
            .ok()
            .filter(|_| text.len() == 10)
            .map(Some)
            .ok_or_else(|| Fault::new(column, "is not a day of the calendar"))
    }

    pub(super) fn instant(&mut self, column: &str) -> Result<DateTime<Utc>, Fault> {
        self.str(column)?
            .and_then(|text| DateTime::parse_from_rfc3339(text).ok())
            .map(|instant| instant.to_utc())
            .ok_or_else(|| Fault::new(column, "is not an instant"))
    }

    pub(super) fn flag(&mut self, column: &str) -> Result<bool, Fault> {
        match self.integer(column)? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(Fault::new(column, "is neither 0 nor 1")),
        }
    }

    pub(super) fn count(&mut self, column: &str) -> Result<u64, Fault> {
        u64::try_from(self.integer(column)?).map_err(|_| Fault::new(column, "is negative"))
    }

    pub(super) fn digest(&mut self, column: &str) -> Result<Option<Digest>, Fault> {
        match self.value(column)? {
            ValueRef::Null => Ok(None),
            ValueRef::Blob(bytes) => bytes
                .try_into()
                .map(|bytes| Some(Digest::from_bytes(bytes)))
                .map_err(|_| Fault::new(column, "has not 32 bytes")),
            _ => Err(Fault::new(column, "is not a blob")),
        }
    }

    fn integer(&mut self, column: &str) -> Result<i64, Fault> {
        match self.value(column)? {
            ValueRef::Integer(number) => Ok(number),
            _ => Err(Fault::new(column, "is not a number")),
        }
    }

    fn value(&mut self, column: &str) -> Result<ValueRef<'r>, Fault> {
        let value = self.row.get_ref(self.next).map_err(|_| Fault::new(column, "cannot be read"))?;
        self.next += 1;
        Ok(value)
    }
}

/// The number under which a claim is stored.
pub(super) fn number_of(id: &ClaimId) -> u32 {
    // Seven digits always fit.
    id.as_str().parse().unwrap_or_default()
}
