//! Training: packs to choose from, the claims of a session, and the comparison with the answer.

mod answer_rows;
mod claims;
mod debrief;
mod packs;

pub use claims::TrainingScreen;
pub use debrief::DebriefScreen;
pub use packs::PacksScreen;
