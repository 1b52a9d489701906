//! A composed comment and what is wrong with it.

use crate::domain::ReasonCode;
use crate::text::Span;
use serde::Serialize;

/// A comment put together from a frame and fragments.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Composed {
    /// The text; a variable without value stands in it as `{name}`.
    pub text: String,
    /// Frame and fragment ids in the order of use.
    pub templates: Vec<String>,
    /// Variables without value, in the order of the text.
    pub unresolved: Vec<Unresolved>,
}

/// A variable that needs a value from the reviewer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unresolved {
    /// Name without braces.
    pub name: String,
    /// The reason whose fragment needs it; `None` when the frame does.
    pub code: Option<ReasonCode>,
    /// What to type, for example `date of the acknowledgement`.
    pub hint: String,
}

/// A finding about a comment (TPL-05 to TPL-07, length, variables).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lint {
    /// Rule id.
    pub rule: String,
    /// Where in the comment.
    pub span: Span,
    /// Sentence for the reviewer.
    pub text: String,
    /// Whether the comment cannot be committed as it stands.
    pub blocking: bool,
}
