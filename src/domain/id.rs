//! Identifiers, each a type of its own so that none can stand for another.

use super::Digest;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The text cannot be this identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{found:?} is not a {what}: expected {expected}")]
pub struct InvalidId {
    /// Which identifier was expected.
    pub what: &'static str,
    /// What it must look like.
    pub expected: &'static str,
    /// The text that was found.
    pub found: String,
}

macro_rules! text_id {
    ($(#[$meta:meta])* $name:ident, $what:literal, $expected:literal, $valid:expr) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Checks the text and takes it.
            pub fn parse(text: &str) -> Result<Self, InvalidId> {
                let valid: fn(&str) -> bool = $valid;
                if valid(text) {
                    Ok(Self(text.to_owned()))
                } else {
                    Err(InvalidId { what: $what, expected: $expected, found: text.to_owned() })
                }
            }

            /// The text of the identifier.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidId;
            fn try_from(text: String) -> Result<Self, InvalidId> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl std::str::FromStr for $name {
            type Err = InvalidId;
            fn from_str(text: &str) -> Result<Self, InvalidId> {
                Self::parse(text)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

text_id! {
    /// Seven digits (ENT-001, VAL-01).
    ClaimId, "claim id", "seven digits", |text| text.len() == 7 && text.bytes().all(|b| b.is_ascii_digit())
}

text_id! {
    /// A policy edition, for example `2025-06` (ED-01).
    EditionId, "edition id", "lower-case letters, digits and hyphens", |text| {
        !text.is_empty()
            && text.len() <= 32
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    }
}

text_id! {
    /// The name a team gives a calibration, for example `2025-11`.
    SessionName, "name of a calibration", "at most 32 lower-case letters, digits and hyphens", |text| {
        !text.is_empty()
            && text.len() <= 32
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    }
}

text_id! {
    /// A reason code of the rule catalogue, for example `RC-R4-03` (§7.3).
    ReasonCode, "reason code", "RC-, a group and two digits", |text| {
        text.strip_prefix("RC-").is_some_and(|rest| {
            rest.split_once('-').is_some_and(|(group, number)| {
                (1..=2).contains(&group.len())
                    && group.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
                    && number.len() == 2
                    && number.bytes().all(|b| b.is_ascii_digit())
            })
        })
    }
}

text_id! {
    /// 128 random bits in lower-case hexadecimal, drawn when the commit card opens: the idempotency key of a
    /// decision.
    DecisionId, "decision id", "32 lower-case hexadecimal digits", |text| {
        text.len() == 32 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
    }
}

text_id! {
    /// 128 random bits in lower-case hexadecimal, drawn when a resolution is prepared: its idempotency key.
    ResolutionId, "resolution id", "32 lower-case hexadecimal digits", |text| {
        text.len() == 32 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
    }
}

text_id! {
    /// A tenant or subscription GUID in lower case with hyphens (VAL-02).
    Guid, "GUID", "8-4-4-4-12 hexadecimal digits in lower case", |text| {
        text.len() == 36
            && text.bytes().enumerate().all(|(at, b)| match at {
                8 | 13 | 18 | 23 => b == b'-',
                _ => b.is_ascii_digit() || (b'a'..=b'f').contains(&b),
            })
    }
}

impl Guid {
    /// Reads a GUID in any letter case, with surrounding blanks, braces or parentheses, with or without hyphens.
    pub fn read(text: &str) -> Result<Self, InvalidId> {
        let bare = text.trim();
        let inner = [('{', '}'), ('(', ')')]
            .into_iter()
            .find_map(|(open, close)| bare.strip_prefix(open)?.strip_suffix(close))
            .map_or(bare, str::trim)
            .to_ascii_lowercase();
        let hyphenated = hyphenated(&inner).unwrap_or(inner);
        Self::parse(&hyphenated).map_err(|error| InvalidId { found: text.to_owned(), ..error })
    }

    /// Whether it says nothing: every digit is zero. Such a tenant or subscription is nobody's.
    pub fn is_blank(&self) -> bool {
        self.0.bytes().all(|b| matches!(b, b'0' | b'-'))
    }
}

/// 32 digits in a row with the hyphens of a GUID.
fn hyphenated(digits: &str) -> Option<String> {
    (digits.len() == 32 && digits.bytes().all(|b| b.is_ascii_hexdigit())).then_some(())?;
    let groups = [0..8, 8..12, 12..16, 16..20, 20..32].map(|group| digits.get(group).unwrap_or_default());
    Some(groups.join("-"))
}

text_id! {
    /// A conflict, for example `cf-09a1b2c3d4`: derived from what it is about, so that it keeps its id over snapshots.
    ConflictId, "conflict id", "cf- and ten lower-case hexadecimal digits", |text| {
        text.strip_prefix("cf-").is_some_and(|digits| {
            digits.len() == 10 && digits.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
        })
    }
}

impl ConflictId {
    /// The id made of the first digits of a key's digest.
    pub(super) fn from_digest(digest: &Digest) -> Self {
        Self(format!("cf-{}", digest.to_string().chars().take(10).collect::<String>()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_id_has_exactly_seven_digits() {
        assert!(ClaimId::parse("3016006").is_ok());
        assert!(ClaimId::parse("301600").is_err());
        assert!(ClaimId::parse("301600a").is_err());
    }

    #[test]
    fn the_malformed_guids_of_the_training_are_refused() {
        assert!(Guid::read("45E6435D-DC1C-42E3-89BE-E72E6C8F072D").is_ok());
        for bad in [
            "EBD0569-A643-46F4-94A0-194EF73B85A2",
            "90de0f24-3db1-4fe5-8f98-90de0f24-3db1",
            "0XXXXXXX-YYYY-HHHH-GGGG-123456789123",
        ] {
            assert!(Guid::read(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_guid_is_the_same_in_every_notation() {
        let plain = Guid::parse("45e6435d-dc1c-42e3-89be-e72e6c8f072d");
        for written in [
            "45E6435D-DC1C-42E3-89BE-E72E6C8F072D",
            " {45e6435d-dc1c-42e3-89be-e72e6c8f072d} ",
            "(45e6435d-dc1c-42e3-89be-e72e6c8f072d)",
            "45e6435ddc1c42e389bee72e6c8f072d",
            "{45E6435DDC1C42E389BEE72E6C8F072D}",
        ] {
            assert_eq!(Guid::read(written), plain, "{written}");
        }
        for bad in ["{45e6435d-dc1c-42e3-89be-e72e6c8f072d", "45e6435ddc1c42e389bee72e6c8f072", "{}"] {
            assert!(Guid::read(bad).is_err(), "{bad}");
        }
        assert!(Guid::read("00000000-0000-0000-0000-000000000000").is_ok_and(|guid| guid.is_blank()));
    }

    #[test]
    fn reason_codes_have_a_group_and_a_number() {
        assert!(ReasonCode::parse("RC-R4-03").is_ok());
        assert!(ReasonCode::parse("RC-D-01").is_ok());
        assert!(ReasonCode::parse("RC-R4-3").is_err());
    }
}
