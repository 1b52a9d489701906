//! What can be wrong with an edition or a training pack, each error naming file and line.

use std::fmt;

/// Where in the files of an edition something stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// File as error messages call it.
    pub file: String,
    /// Line, counted from 1.
    pub line: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// An edition or a training pack that cannot be used, with the place to mend.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum PolicyError {
    /// Not TOML, or a row lacks a field, has one too many or one of a wrong type.
    #[error("{at}: The row cannot be read: {problem}.")]
    Unreadable {
        /// Where.
        at: Place,
        /// What the TOML reader says.
        problem: String,
    },
    /// A file or a list of rows that no edition has.
    #[error("{at}: There is no {what} {name:?}. Known: {known}.")]
    UnknownTable {
        /// Where.
        at: Place,
        /// `file` or `list of rows`.
        what: &'static str,
        /// Name that was found.
        name: String,
        /// Names that would be understood.
        known: String,
    },
    /// Something an edition must have is not there.
    #[error("{at}: {what} is missing. {advice}")]
    Missing {
        /// The file it belongs into.
        at: Place,
        /// What.
        what: String,
        /// What to do.
        advice: String,
    },
    /// The same id twice.
    #[error("{at}: The {what} {id:?} is already defined at {first}. Rename or remove one of them.")]
    Duplicate {
        /// Second place.
        at: Place,
        /// What kind of id.
        what: &'static str,
        /// The id.
        id: String,
        /// First place.
        first: Place,
    },
    /// A reference that points nowhere.
    #[error("{at}: {id:?} is not a known {what}. {advice}")]
    Unknown {
        /// Where it is referred to.
        at: Place,
        /// What kind of id.
        what: &'static str,
        /// The id.
        id: String,
        /// What to do.
        advice: String,
    },
    /// A value that cannot serve.
    #[error("{at}: {problem}")]
    Unusable {
        /// Where.
        at: Place,
        /// Sentences: what is wrong and what to do.
        problem: String,
    },
}

impl PolicyError {
    /// Where it is to be mended.
    pub const fn place(&self) -> &Place {
        match self {
            Self::Unreadable { at, .. }
            | Self::UnknownTable { at, .. }
            | Self::Missing { at, .. }
            | Self::Duplicate { at, .. }
            | Self::Unknown { at, .. }
            | Self::Unusable { at, .. } => at,
        }
    }
}
