//! Training: packs of claims with known answers, sessions over them, and what attempts earned.
//!
//! Nothing here reaches the file of a desk. A session works on a file of attempts, which the store tells apart from a
//! desk by its header and refuses to pack, merge or release.

mod attempts;
pub mod calibration;
mod checking;
mod course;
mod debrief;
mod grading;
mod lesson;
mod live_claims;
mod names_file;
mod pack_course;
mod packs;
mod real_decisions;
mod recording;
mod reporting;
mod session;
mod walkthrough;

pub use course::CourseChoice;
pub use debrief::{Debrief, DebriefCell, TrainingList, TrainingRow, TrainingState};
pub use grading::{Measure, Reviews, ScoredAttempt, Scores, score_attempt, score_files};
pub use lesson::{Hint, Lesson, LessonStep, Told};
pub use live_claims::LIVE_TITLE;
pub use packs::{
    LoadedPack, PackCheck, PackFiles, PackSummary, check_pack, load_pack, packs, training_packs,
};
pub use real_decisions::{NotCompared, RealDecision};
pub use recording::{Recorded, Recording, record_pack};
pub use reporting::{TraineeReport, TrainingReport, training_report};
pub use session::{Session, TrainingOptions, recorded_attempts, recorded_shadow_attempts};
pub use walkthrough::{
    Agreement, Going, GoldCell, GoldPath, RecordStart, Stage, WALKER, WalkHolds, WalkKey, WalkRecord,
    WalkReport, WalkShelf, WalkSummary,
};
