//! A sample of a text's shingles that is the same sample in every text that holds them (a fractional `MinHash`).
//!
//! A shingle is kept when its hash is small, so two texts keep the same ones of what they share. Long texts keep one
//! in sixteen; shorter ones more, so that a page still keeps enough to be found by.

use super::words::Words;

/// Hashes to keep at least, while the text has them.
const ENOUGH: usize = 96;
/// Longest texts keep one shingle in two to the power of this.
const COARSEST: u8 = 4;

/// The kept shingles of one document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fingerprint {
    /// One shingle in two to the power of this was kept.
    pub(super) scale: u8,
    /// In order, none twice.
    pub(super) hashes: Vec<u64>,
}

impl Fingerprint {
    /// Reads a text.
    pub fn of(text: &str) -> Self {
        let mut hashes: Vec<u64> = Words::of(text).shingles().collect();
        hashes.sort_unstable();
        hashes.dedup();
        let scale = (0..COARSEST).find(|scale| hashes.len() >> (scale + 1) < ENOUGH).unwrap_or(COARSEST);
        hashes.truncate(kept(&hashes, scale));
        hashes.shrink_to_fit();
        Self { scale, hashes }
    }

    /// Whether the text has no shingle of its own.
    pub const fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }

    /// As it is kept in a cache.
    pub fn to_bytes(&self) -> Vec<u8> {
        let hashes = self.hashes.iter().flat_map(|hash| hash.to_le_bytes());
        [self.scale].into_iter().chain(hashes).collect()
    }

    /// Reads what [`Fingerprint::to_bytes`] wrote; `None` of anything else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (scale, rest) = bytes.split_first().filter(|(scale, _)| **scale <= COARSEST)?;
        let (hashes, left) = rest.as_chunks::<8>();
        let hashes: Vec<u64> = hashes.iter().map(|bytes| u64::from_le_bytes(*bytes)).collect();
        (left.is_empty() && hashes.is_sorted()).then_some(Self { scale: *scale, hashes })
    }
}

/// How many of the sorted hashes are kept at a scale.
pub(super) fn kept(hashes: &[u64], scale: u8) -> usize {
    hashes.partition_point(|hash| *hash <= u64::MAX >> scale)
}
