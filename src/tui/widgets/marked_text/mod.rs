//! A document as numbered, wrapped and marked lines, of which only the visible ones are ever wrapped.
//!
//! Promises: work per frame depends on the height of the window, not on the size of the document; every place is
//! a byte offset of the original text, so it survives a change of width; every byte of the original is shown or
//! is a line break; nothing reaches a cell that [`crate::text::clean`] has not passed. Never changes the text.

mod heading;
mod index;
mod marks;
mod motion;
mod reader;
mod view;
mod wrap;

pub use heading::is_heading;
pub use index::{Fragment, FragmentKind, LineIndex};
pub use marks::{Mark, MarkKind, Marks};
pub use motion::Motion;
pub use reader::Reader;
pub use view::{MarkedText, gutter_width};
pub use wrap::{Glyph, Row};
