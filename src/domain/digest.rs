//! SHA-256 digests over length-prefixed fields.
//!
//! Every field is preceded by its length, so no two different sequences of fields have the same bytes.

use serde::{Deserialize, Serialize};
use sha2::Digest as _;
use std::fmt;

/// A SHA-256 digest, written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Digest([u8; 32]);

/// The text is not a digest.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a digest: expected 64 hexadecimal digits")]
pub struct ParseDigestError(String);

impl Digest {
    /// Takes 32 raw bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The digest of one run of bytes, without a length prefix.
    pub fn of(bytes: &[u8]) -> Self {
        Self(sha2::Sha256::digest(bytes).into())
    }

    /// The raw bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The first eight hexadecimal digits, enough for two people to compare by voice.
    pub fn short(&self) -> String {
        self.to_string().chars().take(8).collect()
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

impl std::str::FromStr for Digest {
    type Err = ParseDigestError;
    fn from_str(text: &str) -> Result<Self, ParseDigestError> {
        let mut bytes = [0; 32];
        let well_formed = text.len() == 64 && text.is_ascii();
        for (byte, at) in bytes.iter_mut().zip((0..64).step_by(2)) {
            *byte = text
                .get(at..at + 2)
                .filter(|_| well_formed)
                .and_then(|pair| u8::from_str_radix(pair, 16).ok())
                .ok_or_else(|| ParseDigestError(text.to_owned()))?;
        }
        Ok(Self(bytes))
    }
}

impl TryFrom<String> for Digest {
    type Error = ParseDigestError;
    fn try_from(text: String) -> Result<Self, ParseDigestError> {
        text.parse()
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> Self {
        digest.to_string()
    }
}

/// Hashes fields one after another, each preceded by its length as eight big-endian bytes.
#[derive(Clone)]
pub struct Hasher(sha2::Sha256);

impl Hasher {
    /// Starts with a domain string that names what is hashed and its version.
    pub fn new(domain: &str) -> Self {
        let mut hasher = Self(sha2::Sha256::new());
        hasher.field(domain.as_bytes());
        hasher
    }

    /// Adds one field.
    pub fn field(&mut self, bytes: &[u8]) -> &mut Self {
        self.0.update((bytes.len() as u64).to_be_bytes());
        self.0.update(bytes);
        self
    }

    /// The digest of all fields.
    pub fn finish(self) -> Digest {
        Digest(self.0.finalize().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moving_a_letter_between_fields_changes_the_digest() {
        let hash = |a: &str, b: &str| {
            let mut hasher = Hasher::new("test-v1");
            hasher.field(a.as_bytes()).field(b.as_bytes());
            hasher.finish()
        };
        assert_ne!(hash("ab", "c"), hash("a", "bc"));
    }

    #[test]
    fn a_digest_reads_back_as_itself() {
        let digest = Digest::of(b"proof");
        assert_eq!(digest.to_string().parse(), Ok(digest));
        assert!("zz".parse::<Digest>().is_err());
    }
}
