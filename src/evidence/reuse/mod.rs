//! Text that stands in the papers of more than one claim (POE-R3-13, TST-09).
//!
//! A document is reduced to the words that make it its own: names, dates, numbers, identifiers, printed text of the
//! program's form and contract terms are left out. [`Fingerprint`]s of what remains find candidates in time that
//! grows with the number of documents; [`shared`] then compares two texts word by word and says where they agree.
//! Nothing here says that a text was copied, or by whom.

mod contract;
mod fingerprint;
mod pairs;
mod passages;
mod words;

pub use fingerprint::Fingerprint;
pub use pairs::{Candidate, Fingerprinted, candidates};
pub use passages::{Passage, Shared, shared};

/// From this share of the shorter text on two documents are named; below it, any two reports of one trade agree.
pub const LISTED: f64 = 0.25;
/// Words of one passage from which two documents are named however long they are: a copied page.
pub const LONG_PASSAGE: usize = 80;
/// Shared words from which two documents are named: less is a sentence anybody could write.
pub const LEAST_WORDS: usize = 40;

impl Shared {
    /// Whether so much is shared that a person should look at it.
    pub fn is_worth_a_look(&self) -> bool {
        let longest = self.passages.iter().map(|passage| passage.words).max().unwrap_or_default();
        self.words >= LEAST_WORDS && (self.overlap >= LISTED || longest >= LONG_PASSAGE)
    }
}
