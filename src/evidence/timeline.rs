//! The dated lines of a claim's papers: on which days the customer acknowledged, and when the work was done.
//!
//! The same reading as R5, told line by line instead of the best five: for comparing two proofs. Says what a line
//! dates, never whether that is enough.

use super::case::Case;
use super::{dates, document_kind};
use crate::domain::{Checklist, Claim};
use crate::evidence::Engine;
use crate::text::Span;
use chrono::NaiveDate;
use serde::Serialize;

/// What a line dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dates {
    /// The customer signed or wrote.
    Acknowledgement,
    /// The work, a part of it or its result.
    Work,
}

/// A line with its days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DatedLine {
    /// What it dates.
    pub dates: Dates,
    /// In which form, for example `date of a signature`.
    pub form: &'static str,
    /// File name of the document.
    pub document: String,
    /// Where in the document, in bytes.
    pub span: Span,
    /// Exactly the text of the range.
    pub text: String,
    /// First day that is told.
    pub from: NaiveDate,
    /// Last day that is told.
    pub to: NaiveDate,
}

impl Engine {
    /// The dated lines of a claim in the order of its papers; `rows` tells of which kind a person took them to be.
    pub fn timeline(&self, claim: &Claim, rows: &Checklist) -> Vec<DatedLine> {
        let claim = &*document_kind::in_effect(claim, &rows.kinds);
        dates::lines(&Case::new(claim, self.edition(), self.tools()))
    }
}
