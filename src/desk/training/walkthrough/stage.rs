//! The stage on which a walk-through is played: a session of the pack that is thrown away.
//!
//! Its attempts and everything it remembers lie in a folder of their own that is removed with it, also when a panic
//! ends it. Its calendar stands still.

use super::gold::GoldPath;
use crate::desk::training::Session;
use crate::desk::training::course::Course;
use crate::desk::training::pack_course::{PackCourse, Way};
use crate::desk::training::packs::load_pack;
use crate::desk::training::session::Sitting;
use crate::desk::{Failure, FailureKind, Job};
use crate::domain::LogHeader;
use crate::paths::Paths;
use crate::wall_clock::WallClock;
use std::path::Path;
use tempfile::TempDir;

/// Whose name stands on the screen of a walk-through.
pub const WALKER: &str = "walk-through";

/// A session to be thrown away, with the answer to its claim.
pub struct Stage {
    session: Session,
    gold: GoldPath,
    changed: Option<String>,
    /// Removed last.
    folder: TempDir,
}

impl Stage {
    /// Opens the claim that a log is about. Refused when it is not the one that was recorded.
    pub(super) fn open(header: &LogHeader, paths: &Paths, job: &Job) -> Result<Self, Failure> {
        let loaded = load_pack(&header.pack, paths).map_err(|failure| failure.while_doing(NOT_PLAYED))?;
        let course = PackCourse::of(loaded, Way::Alone(header.mode), WALKER)?;
        let claims = course.snapshot(paths, job)?;
        let changed = (course.digest() != header.pack_digest).then(|| {
            format!("The pack {:?} changed since; every key is compared with what it did.", course.pack.id)
        });
        let (answer, costs) = (course.answer(&header.claim_id).cloned(), course.pack.costs.clone());
        let calendar = Some(WallClock::Fixed(course.pack.as_of));
        let folder = tempfile::Builder::new().prefix("proofdesk-walk-").tempdir().map_err(|error| {
            let why = format!("A folder for it cannot be made: {error}.");
            Failure::new(FailureKind::Data, NOT_PLAYED, why)
        })?;
        let own = |name: &str| folder.path().join(name);
        let kept = Paths { data: own("data"), state: own("state"), ..paths.clone() };
        let sitting = Sitting { trainee: WALKER, calendar, paths: &kept, job };
        let mut session = Session::over(Course::Pack(Box::new(course)), claims, &sitting)?;
        let review = session.review(&header.claim_id).map_err(|failure| failure.while_doing(NOT_PLAYED))?;
        if review.digest != header.claim_digest {
            let why = format!("Claim {} is another one now than when it was recorded.", header.claim_id);
            return Err(Failure::new(FailureKind::Stale, NOT_PLAYED, why)
                .hint("A walk-through belongs to the very version of the pack it was recorded with."));
        }
        let no_answer =
            || Failure::new(FailureKind::Data, NOT_PLAYED, "The pack holds no answer to the claim.");
        let gold = GoldPath::new(&answer.ok_or_else(no_answer)?, &review, &costs);
        Ok(Self { session, gold, changed, folder })
    }

    /// Where its files are, until it is dropped.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The session that is played on.
    pub const fn session(&mut self) -> &mut Session {
        &mut self.session
    }

    /// What is right about the claim.
    pub const fn gold(&self) -> &GoldPath {
        &self.gold
    }

    /// What is not as it was when the log was recorded, as a sentence.
    pub fn changed(&self) -> Option<&str> {
        self.changed.as_deref()
    }
}

const NOT_PLAYED: &str = "The walk-through cannot be played.";
