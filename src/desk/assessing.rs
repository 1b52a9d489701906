//! Suggestions for a whole snapshot: on every processor, taken up where it was left, stopped when asked to.

use super::{Desk, Failure, Job, Progress, SuggestTask, Suggested, Suggesting};
use crate::domain::ClaimId;
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Claims read before the processors share them out; also how much is lost at most when the work is stopped.
const BATCH: usize = 256;

impl Desk {
    /// Computes and keeps the suggestions for every claim that has none under this engine and this content.
    ///
    /// Returns how many were computed. What was kept before a cancellation stays kept.
    pub fn assess_all(&mut self, job: &Job) -> Result<u64, Failure> {
        self.text_task()?.map_or(Ok(()), |task| task.run(job))?;
        let ids = self.claim_ids()?;
        let (total, mut done, mut computed) = (ids.len() as u64, 0, 0);
        for batch in ids.chunks(BATCH) {
            let progress = Progress { stage: "Reading proofs", done, total: Some(total), problems: 0 };
            job.checkpoint(progress)?;
            let tasks = self.open_tasks(batch)?;
            computed += tasks.len() as u64;
            for found in run_all(&tasks) {
                self.keep_suggestions(found)?;
            }
            done += batch.len() as u64;
        }
        Ok(computed)
    }

    fn open_tasks(&mut self, batch: &[ClaimId]) -> Result<Vec<SuggestTask>, Failure> {
        let mut tasks = Vec::new();
        for id in batch {
            match self.suggesting(id)? {
                Suggesting::Kept(_) => {}
                Suggesting::Task(task) => tasks.push(task),
            }
        }
        Ok(tasks)
    }
}

/// Runs the tasks on all processors; the results come in the order of the tasks.
fn run_all(tasks: &[SuggestTask]) -> Vec<Suggested> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(tasks.len());
    let next = AtomicUsize::new(0);
    let work = || {
        let mut found = Vec::new();
        while let Some((at, task)) = take(tasks, &next) {
            found.push((at, task.run()));
        }
        found
    };
    let mut found: Vec<(usize, Suggested)> = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        // A panic of a worker goes on in this thread.
        let joined = workers
            .into_iter()
            .map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        joined.flatten().collect()
    });
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, found)| found).collect()
}

/// The next task nobody has taken.
fn take<'t>(tasks: &'t [SuggestTask], next: &AtomicUsize) -> Option<(usize, &'t SuggestTask)> {
    let at = next.fetch_add(1, Ordering::Relaxed);
    tasks.get(at).map(|task| (at, task))
}
