//! Recorded reviews made ready to be shown: played once, key by key, then looked at from any side.
//!
//! ```text
//! log of keys ──► projector: the program on a session to be thrown away ──► reel ──► walk-through screen
//! ```
//!
//! The program is a pure function of its messages, so a reel keeps the messages of every key. Any moment of the review
//! comes from the nearest one that is kept whole; nothing is asked of a session any more and going back is as exact as
//! going on.

mod clerk;
mod projector;
mod reel;

pub use clerk::WalkClerk;
pub use projector::project;
pub use reel::{Broken, Moment, Reel, Shot};
