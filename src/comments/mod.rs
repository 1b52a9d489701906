//! The text the partner reads: composed from the failed cells, filled, and checked before it is sent.
//!
//! Pure. A template never changes the outcome, and a comment with an empty variable cannot be committed.

mod composed;

pub use composed::{Composed, Lint, Unresolved};
