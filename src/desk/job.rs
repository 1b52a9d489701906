//! Long work with progress; reporting progress is also the point where it can be cancelled.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// How far a job is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// What is being done, for example `Indexing text`.
    pub stage: &'static str,
    /// Units done.
    pub done: u64,
    /// Units in all, when known.
    pub total: Option<u64>,
    /// Problems so far.
    pub problems: u64,
}

/// The job was cancelled by the person who started it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("cancelled")]
pub struct Cancelled;

/// The handle a long task reports through.
#[derive(Clone)]
pub struct Job {
    cancelled: Arc<AtomicBool>,
    report: Arc<dyn Fn(Progress) + Send + Sync>,
}

impl Job {
    /// A job that tells its progress to `report`.
    pub fn new(report: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        Self { cancelled: Arc::default(), report: Arc::new(report) }
    }

    /// A job nobody watches.
    pub fn silent() -> Self {
        Self::new(|_| {})
    }

    /// Asks the job to stop at its next checkpoint.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// A flag that becomes true when the job is cancelled.
    pub fn flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.cancelled)
    }

    /// Reports progress; fails when the job was cancelled.
    pub fn checkpoint(&self, progress: Progress) -> Result<(), Cancelled> {
        (self.report)(progress);
        if self.cancelled.load(Ordering::Relaxed) { Err(Cancelled) } else { Ok(()) }
    }
}
