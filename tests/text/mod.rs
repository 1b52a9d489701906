//! Tests of the `text` layer.

mod clean;
mod dates;
mod folded;
pub(crate) mod hostile;
mod segment;
mod sentence;
