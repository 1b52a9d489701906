//! Who carries out requests while recorded reviews are shown: it lists them and makes reels, and nothing else.

use super::project;
use crate::desk::training::WalkShelf;
use crate::desk::{Failure, FailureKind, Job};
use crate::tui::app::Settings;
use crate::tui::message::{JobSpec, Reply, Request, TrainingRequest};
use crate::tui::runtime::{Clerk, Task};
use std::sync::Arc;

/// The recorded reviews that are here, and how they are drawn.
pub struct WalkClerk {
    shelf: WalkShelf,
    settings: Settings,
}

impl WalkClerk {
    /// Shows these reviews with these settings.
    pub const fn new(shelf: WalkShelf, settings: Settings) -> Self {
        Self { shelf, settings }
    }
}

impl Clerk for WalkClerk {
    type Product = ();

    fn carry_out(&mut self, request: Request) -> Result<Reply, Failure> {
        match request {
            Request::Training(TrainingRequest::Walks) => Ok(Reply::Walks(self.shelf.list())),
            Request::Training(TrainingRequest::Walk(name)) => {
                let log = self.shelf.load(&name)?;
                let stage = self.shelf.stage(&log.header, &Job::silent())?;
                Ok(Reply::Walk(Arc::new(project(&log, stage, &self.settings, &Job::silent())?)))
            }
            _ => Err(elsewhere()),
        }
    }

    fn prepare(&mut self, _: &JobSpec) -> Result<Task<()>, Failure> {
        Err(elsewhere())
    }

    fn take(&mut self, (): ()) -> Result<Reply, Failure> {
        Err(elsewhere())
    }
}

fn elsewhere() -> Failure {
    let why = "Recorded reviews are shown here, and nothing can be changed.";
    Failure::new(FailureKind::Refused, "This works elsewhere.", why)
}
