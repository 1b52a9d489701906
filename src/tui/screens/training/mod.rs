//! Training: packs to choose from, the claims of a session, the comparison with the answer, and with the group.

mod answer_rows;
mod claims;
mod debrief;
mod excerpt;
mod group;
mod packs;

pub use claims::TrainingScreen;
pub use debrief::DebriefScreen;
pub use group::GroupScreen;
pub use packs::PacksScreen;
