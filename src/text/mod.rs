//! Strings in, spans out. Knows nothing of claims.
//!
//! A [`Span`] always means bytes of the original text, on character boundaries, whatever was normalised on
//! the way.

pub mod clean;
pub mod dates;
pub mod difference;
pub mod folded;
pub mod guid;
pub mod lexicon;
pub mod metric;
pub mod names;
pub mod segment;
pub mod sentence;
mod span;
mod unaccented;

pub use span::Span;
pub use unaccented::unaccented;
