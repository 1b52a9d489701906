//! A walk-through as data: every key with its time, its command, what it recorded, and how that compares.

use super::gold::Agreement;
use crate::domain::LogHeader;
use serde::Serialize;

/// A recorded review, played once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WalkReport {
    /// What was reviewed.
    pub review: LogHeader,
    /// The keys, up to the one that does not play as it was recorded.
    pub keys: Vec<WalkKey>,
    /// What a person should know about it, as a sentence.
    pub warning: Option<String>,
    /// Whether every key plays as it was recorded.
    pub plays: bool,
}

/// One key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WalkKey {
    /// Counted from one.
    pub number: usize,
    /// Milliseconds since the claim was opened.
    pub at: u64,
    /// The key as people read it, or what else came.
    pub key: String,
    /// Name of the command it ran by itself.
    pub command: Option<&'static str>,
    /// What that command does.
    pub title: Option<&'static str>,
    /// What it recorded.
    pub recorded: Vec<WalkRecord>,
}

/// Something a key recorded, beside the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WalkRecord {
    /// In a few words.
    pub what: String,
    /// What is right.
    pub answer: Option<String>,
    /// How the two compare.
    pub agreement: Option<Agreement>,
}
