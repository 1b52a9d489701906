//! Training: sessions over the claims of a pack, what they ask and tell, and what was earned.
//!
//! Nothing here reaches the file of a desk. A session works on a file of attempts, which the store tells apart from a
//! desk by its header and refuses to pack, merge or release.

mod attempts;
mod course;
mod debrief;
mod lesson;
mod packs;
mod session;

pub use debrief::{Debrief, DebriefCell, TrainingList, TrainingRow, TrainingState};
pub use lesson::{Hint, Lesson, LessonStep, Told};
pub use packs::{PackSummary, packs};
pub use session::{Session, TrainingOptions};
