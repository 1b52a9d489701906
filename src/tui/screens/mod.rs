//! Layers that cover the whole body.

mod answers;
mod changes;
mod expiries;
mod history;
mod outbox;
mod queue;
mod reference;
mod review;
mod statistics;

pub use answers::AnswersScreen;
pub use changes::ChangesScreen;
pub use expiries::ExpiriesScreen;
pub use history::HistoryScreen;
pub use outbox::OutboxScreen;
pub use queue::QueueScreen;
pub use reference::ReferenceScreen;
pub use review::{Pane, ReviewScreen, Side, groups_for};
pub use statistics::StatisticsScreen;
