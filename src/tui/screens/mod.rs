//! Layers that cover the whole body.

mod adjudication;
mod answers;
mod batch;
mod changes;
mod conflict;
mod conflicts;
mod differences;
mod expiries;
mod history;
mod outbox;
mod queue;
mod reference;
mod review;
mod statistics;
mod training;
mod walk;

pub use adjudication::AdjudicationScreen;
pub use answers::AnswersScreen;
pub use batch::BatchScreen;
pub use changes::ChangesScreen;
pub use conflict::ConflictScreen;
pub use conflicts::ConflictsScreen;
pub use differences::DifferencesScreen;
pub use expiries::ExpiriesScreen;
pub use history::HistoryScreen;
pub use outbox::OutboxScreen;
pub use queue::QueueScreen;
pub use reference::ReferenceScreen;
pub use review::{Pane, ReviewScreen, Side, groups_for};
pub use statistics::StatisticsScreen;
pub use training::{DebriefScreen, GroupScreen, PacksScreen, TrainingScreen};
pub use walk::{WalkScreen, WalksScreen};
