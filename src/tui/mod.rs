//! The terminal front end.

pub mod chord;
pub mod context;
pub mod glyphs;
pub mod notices;
pub mod theme;
