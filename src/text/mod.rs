//! Strings in, spans out. Knows nothing of claims.
//!
//! A [`Span`] always means bytes of the original text, on character boundaries, whatever was normalised on
//! the way.

pub mod clean;
mod span;

pub use span::Span;
