//! The text the partner reads: composed from the failed cells, filled, and checked before it is sent.
//!
//! Pure. A template never changes the outcome, and a comment with an empty variable cannot be committed.

mod addresses;
mod compose;
mod composed;
mod cursor;
mod disclosures;
mod filling;
mod items;
mod lint;
mod values;

pub use compose::{CommentInput, compose, compose_message, compose_notice, compose_residual};
pub use composed::{Composed, Lint, Unresolved};
pub use cursor::{CursorContext, fills_from_cursor, is_common_variable, variables};
pub use filling::rewritten;
pub use lint::{LintContext, lint};
