//! Recording: what a session needs to know and write while a review is recorded.

use super::log_file::{LogFile, free_name};
use crate::desk::training::Session;
use crate::desk::training::course::Course;
use crate::desk::{Failure, FailureKind, Review};
use crate::domain::{ClaimId, KEY_LOG_SCHEMA, LogEnd, LogHeader, LoggedKey};
use crate::rules;
use std::path::PathBuf;

/// What a recording begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordStart {
    /// The claim that was opened.
    pub claim_id: ClaimId,
    /// Columns and rows of the terminal.
    pub window: (u16, u16),
    /// Text of the `keys.toml` in force.
    pub bindings: Option<String>,
    /// The file to make; one in the folder of walk-throughs when absent.
    pub file: Option<PathBuf>,
}

impl Session {
    /// Begins to record the review of a claim. Refused when something was done about it before, because the keys
    /// alone would not lead to the same then, and wherever answers are not told.
    pub fn begin_recording(&mut self, start: &RecordStart) -> Result<(), Failure> {
        let id = &start.claim_id;
        let refused = |why: &str| Failure::new(FailureKind::Refused, "The review is not recorded.", why);
        let never = || refused("An exam, and work on live claims, is never recorded.");
        let pack = match &self.course {
            Course::Pack(course) if course.mode.tells() => (course.pack.id.clone(), course.digest()),
            Course::Pack(_) | Course::Live(_) => return Err(never()),
        };
        let review = self.review(id)?;
        if !self.is_untouched(&review)? {
            let why =
                "Something was done about this claim before, and a log of keys begins with nothing done.";
            return Err(refused(why).hint("Record another claim, or answer this one and try it again."));
        }
        let header = LogHeader {
            schema: KEY_LOG_SCHEMA.to_owned(),
            program: env!("CARGO_PKG_VERSION").to_owned(),
            pack: pack.0,
            pack_digest: pack.1,
            claim_id: id.clone(),
            claim_digest: review.digest,
            mode: self.mode(),
            width: start.window.0,
            height: start.window.1,
            bindings: start.bindings.clone(),
        };
        let path = match &start.file {
            Some(file) => file.clone(),
            None => free_name(&self.walkthroughs, &format!("{}-{id}", header.pack))?,
        };
        self.recording = Some(LogFile::create(&path, &header)?);
        Ok(())
    }

    /// Adds a key to the log. After a failure nothing more is recorded.
    pub fn note_key(&mut self, key: &LoggedKey) -> Result<(), Failure> {
        let noted = self.recording.as_mut().map_or(Ok(()), |log| log.note(key));
        if noted.is_err() {
            self.recording = None;
        }
        noted
    }

    /// Ends the recording; the file it is in, if one was made.
    pub fn end_recording(&mut self, end: LogEnd) -> Result<Option<PathBuf>, Failure> {
        self.recording.take().map(|log| log.end(end)).transpose()
    }

    /// Whether an attempt has just begun: nothing is judged, written, or asked for.
    fn is_untouched(&mut self, review: &Review) -> Result<bool, Failure> {
        let record = self.record_of(&review.claim.claim_id)?;
        let drafts = [&review.comment_draft, &review.residual_draft, &review.rationale];
        Ok(record.firsts.is_empty()
            && record.hints.is_empty()
            && review.decision.is_none()
            && review.collected.is_empty()
            && review.chosen.is_none()
            && drafts.iter().all(|draft| draft.is_none())
            && review.checklist == rules::checklist(&review.claim, &review.edition))
    }
}
