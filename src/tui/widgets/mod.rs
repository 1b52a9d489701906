//! Drawing without any state of the program.

pub mod clock;
pub mod decision;
pub mod field;
pub mod fit;
pub mod key_hints;
pub mod list;
pub mod marked_text;
pub mod pane;
pub mod told;
pub mod verdict;
