//! What a line of a script asks for. A field that nothing knows is an error, not passed over.

use super::Head;
use crate::desk::{Failure, FailureKind};
use crate::domain::{
    Cause, ClaimId, DecisionId, DecisionKind, Digest, DocumentKind, ReasonCode, ReasonMark, Verdict,
};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeSet;

/// A line: what identifies it, and what it asks for if that can be understood.
pub(super) struct Line {
    /// `ref`, `do` and `claim` as they were given; they come back in the answer.
    pub(super) head: Head,
    pub(super) request: Result<Request, Failure>,
}

impl Line {
    /// Reads one JSON object.
    pub(super) fn read(text: &[u8]) -> Result<Self, Failure> {
        let mut fields: Head = serde_json::from_slice(text).map_err(|error| misunderstood(&error))?;
        let mut head = Head::new();
        if let Some(own) = fields.shift_remove("ref") {
            head.insert("ref".into(), own);
        }
        for name in ["do", "claim"] {
            head.extend(fields.get(name).map(|value| (name.to_owned(), value.clone())));
        }
        let request = serde_json::from_value(Value::Object(fields)).map_err(|error| misunderstood(&error));
        Ok(Self { head, request })
    }
}

fn misunderstood(error: &serde_json::Error) -> Failure {
    Failure::new(FailureKind::Usage, "The line was not understood.", format!("{error}."))
        .hint("docs/script.md lists the requests and their fields.")
}

/// What can be asked for.
#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub(super) enum Request {
    /// The claim as `show --format json` prints it.
    Show(Claim),
    /// Changes of the checklist, all of them or none.
    Judge(Judge),
    /// The decision that follows from the checklist, or another one.
    Decide(Decide),
    Withdraw(Because),
    Reopen(Because),
    Void(Because),
    Skip(Because),
    /// Held decisions, all of them or none.
    Release(Release),
    /// Takes the blind seat of the next second look.
    SecondLook(Nothing),
    /// Settles a difference.
    Adjudicate(Adjudicate),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Nothing {}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Claim {
    pub(super) claim: ClaimId,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Because {
    pub(super) claim: ClaimId,
    pub(super) because: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Judge {
    pub(super) claim: ClaimId,
    #[serde(default)]
    pub(super) cells: Vec<JudgedCell>,
    pub(super) qualifications: Option<BTreeSet<u8>>,
    #[serde(default)]
    pub(super) documents: Vec<MarkedDocument>,
    pub(super) claim_reasons: Option<Vec<ReasonMark>>,
}

/// A cell and what is said about it: a verdict, that the earlier one stands, or nothing any more.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct JudgedCell {
    /// `R1`, or `R3:Microsoft Intune`.
    pub(super) cell: String,
    pub(super) verdict: Option<Verdict>,
    #[serde(default)]
    pub(super) confirm: bool,
    #[serde(default)]
    pub(super) clear: bool,
    #[serde(default)]
    pub(super) pins: Vec<Place>,
    #[serde(default)]
    pub(super) quotes: Vec<Quote>,
    #[serde(default)]
    pub(super) reasons: Vec<ReasonMark>,
    pub(super) note: Option<String>,
}

/// A stretch of a document's text, in bytes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Place {
    pub(super) document: String,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Words that occur once in a document.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Quote {
    pub(super) document: String,
    pub(super) text: String,
}

/// Whether a document counts, and what kind of paper it is; what is absent stays, `null` takes it back.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MarkedDocument {
    pub(super) document: String,
    #[serde(default)]
    pub(super) exclude: Given<ReasonCode>,
    #[serde(default)]
    pub(super) kind: Given<DocumentKind>,
}

/// A field that can be absent, `null`, or say something.
#[derive(Debug, Default)]
pub(super) enum Given<T> {
    #[default]
    Absent,
    Value(Option<T>),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Given<T> {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Option::deserialize(from).map(Self::Value)
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Decide {
    pub(super) claim: ClaimId,
    /// A key of one's own, 32 hexadecimal digits: the same request again is recorded once.
    pub(super) id: Option<DecisionId>,
    pub(super) kind: Option<DecisionKind>,
    pub(super) because: Option<String>,
    pub(super) cause: Option<Cause>,
    pub(super) comment: Option<String>,
    pub(super) residual_comment: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Release {
    #[serde(default)]
    pub(super) claims: Vec<ClaimId>,
    /// All that one may release.
    #[serde(default)]
    pub(super) all: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Adjudicate {
    pub(super) claim: ClaimId,
    /// Hash of the second opinion, when the claim has several differences.
    pub(super) second: Option<Digest>,
    #[serde(default)]
    pub(super) cells: Vec<SettledCell>,
    /// The decision that holds.
    pub(super) kind: DecisionKind,
    pub(super) because: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SettledCell {
    /// As the difference names it: `R1`, or `R3:Microsoft Intune`.
    pub(super) cell: String,
    pub(super) verdict: Verdict,
    pub(super) cause: Cause,
}
