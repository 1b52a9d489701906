//! The only error a person sees, in both front ends.

use serde::Serialize;
use std::fmt;

/// Whose move it is after a failure; decides the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FailureKind {
    /// The request cannot be understood: exit 2.
    Usage,
    /// No such claim, view or document: exit 3.
    NotFound,
    /// A rule refuses it; nothing changed: exit 4.
    Refused,
    /// Somebody else changed it meanwhile; nothing changed: exit 5.
    Stale,
    /// A file is busy or out of reach; trying again is safe: exit 6.
    Busy,
    /// A file is unreadable, damaged or not what it claims to be: exit 8.
    Data,
    /// A fault of the program: exit 1.
    Internal,
}

/// What was being done, why it failed, what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// Whose move it is.
    pub kind: FailureKind,
    /// What was being done, as a sentence.
    pub what: String,
    /// Why it failed.
    pub why: String,
    /// What to do, if anything helps.
    pub hint: Option<String>,
}

impl Failure {
    /// A failure without a hint.
    pub fn new(kind: FailureKind, what: impl Into<String>, why: impl Into<String>) -> Self {
        Self { kind, what: what.into(), why: why.into(), hint: None }
    }

    /// Says what was being done instead of what the failure said itself.
    #[must_use]
    pub fn while_doing(self, what: impl Into<String>) -> Self {
        Self { what: what.into(), ..self }
    }

    /// Adds what to do.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.what, self.why)?;
        self.hint.iter().try_for_each(|hint| write!(f, " {hint}"))
    }
}

impl std::error::Error for Failure {}

/// An answer of a file as a sentence. A name at its beginning stays as it is written.
pub(super) fn sentence(answer: &impl fmt::Display) -> String {
    let text = answer.to_string();
    match text.strip_prefix("the") {
        Some(rest) => format!("The{rest}"),
        None => text,
    }
}
