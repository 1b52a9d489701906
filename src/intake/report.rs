//! What reading a source yields.

use crate::domain::Claim;
use serde::Serialize;
use std::fmt;

/// One thing found in a source.
#[derive(Debug, Clone, PartialEq)]
pub enum Reading {
    /// A claim, ready for a snapshot.
    Claim(Box<Claim>),
    /// A line that is not a usable claim.
    Refused(Refusal),
    /// Something odd that was accepted.
    Note(Note),
    /// How far the source has been read.
    Bytes {
        /// Bytes read.
        done: u64,
        /// Bytes in all.
        total: u64,
    },
}

/// Why a line was not accepted. All texts are cleaned for display.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// File.
    pub file: String,
    /// Line, counted from one.
    pub line: u64,
    /// Field, for example `customer.tenant_id`, when it is one.
    pub field: Option<String>,
    /// The claim's id, when it could be read.
    pub claim_id: Option<String>,
    /// Sentence that says what is wrong and what was expected.
    pub reason: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: ", self.file, self.line)?;
        self.claim_id.iter().try_for_each(|id| write!(f, "claim {id}: "))?;
        self.field.iter().try_for_each(|field| write!(f, "field {field}: "))?;
        f.write_str(&self.reason)
    }
}

/// Something odd that was accepted. All texts are cleaned for display.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// File.
    pub file: String,
    /// Line, counted from one.
    pub line: u64,
    /// The claim's id, when it belongs to one claim.
    pub claim_id: Option<String>,
    /// What was found and what was made of it.
    pub text: String,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: ", self.file, self.line)?;
        self.claim_id.iter().try_for_each(|id| write!(f, "claim {id}: "))?;
        f.write_str(&self.text)
    }
}

/// What was read in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ReadTotals {
    /// Lines that hold something.
    pub lines: u64,
    /// Claims handed over.
    pub claims: u64,
    /// Lines refused.
    pub refused: u64,
    /// Notes given.
    pub notes: u64,
    /// Bytes read.
    pub bytes: u64,
    /// The reader was told to stop before the end.
    pub stopped: bool,
}
