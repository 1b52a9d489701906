//! A training session as the one who carries out requests. What belongs to a desk is refused by name.

use super::message::{JobSpec, LeaseRequest, RecordReply, RecordRequest, Reply, Request, TrainingRequest};
use super::runtime::{Clerk, Task};
use crate::desk::training::Session;
use crate::desk::{Failure, FailureKind, NextClaim, Suggested, Suggesting};
use crate::domain::Suggestions;

/// What a job of a session brings back.
pub enum Sought {
    /// To be kept.
    Found(Box<Suggested>),
    /// Kept from before.
    Kept(Box<Suggestions>),
}

impl Clerk for Session {
    type Product = Sought;

    fn carry_out(&mut self, request: Request) -> Result<Reply, Failure> {
        Ok(match request {
            Request::Info => Reply::Info(Box::new(self.info()?)),
            Request::Training(request) => return about_training(self, request),
            Request::Record(request) => Reply::Recording(about_recording(self, request)?),
            Request::Open(id) => Reply::Opened(Box::new(self.open_claim(&id)?)),
            Request::Preview(id) => Reply::Preview(Box::new(self.review(&id)?)),
            Request::History(id) => {
                let history = self.review(&id)?.history;
                Reply::History(id, history)
            }
            // Nobody else works on somebody's attempts.
            Request::Lease(LeaseRequest::Renew(id) | LeaseRequest::TakeOver(id)) => Reply::Leased(id, None),
            Request::Lease(LeaseRequest::Leave(_)) => Reply::Left,
            Request::Next(after) => {
                Reply::Next(self.next(after.as_ref())?.map_or(NextClaim::Empty, NextClaim::Free))
            }
            Request::Judge(id, change) => Reply::Judged(Box::new(self.judge(&id, &change)?)),
            Request::KeepDraft(id, field, text) => {
                self.keep_draft(&id, field, text.as_deref())?;
                Reply::Kept(id, field)
            }
            Request::Decide(request) => Reply::Decided(Box::new(self.decide(&request)?)),
            Request::Reference(query) => {
                let entries = self.desk().reference(&query, None)?;
                Reply::Reference(query, entries)
            }
            _ => return Err(elsewhere()),
        })
    }

    fn prepare(&mut self, spec: &JobSpec) -> Result<Task<Sought>, Failure> {
        let JobSpec::Suggest(id) = spec else { return Err(elsewhere()) };
        Ok(match self.suggesting(id)? {
            Suggesting::Kept(kept) => Box::new(move |_| Ok(Sought::Kept(kept))),
            Suggesting::Task(task) => Box::new(move |_| Ok(Sought::Found(Box::new(task.run())))),
        })
    }

    fn take(&mut self, sought: Sought) -> Result<Reply, Failure> {
        let visible = match sought {
            Sought::Found(found) => self.keep_suggestions(*found)?,
            Sought::Kept(kept) => self.visible(*kept)?,
        };
        Ok(Reply::Suggested(Box::new(visible)))
    }
}

fn about_training(session: &mut Session, request: TrainingRequest) -> Result<Reply, Failure> {
    Ok(match request {
        TrainingRequest::List => Reply::Training(Box::new(session.list()?)),
        TrainingRequest::Lesson(id) => Reply::Lesson(Box::new(session.lesson(&id)?)),
        TrainingRequest::Hint { claim, cell, reveal } => {
            Reply::Lesson(Box::new(session.hint(&claim, &cell, reveal)?))
        }
        TrainingRequest::Debrief(id) => Reply::Debrief(Box::new(session.debrief(&id)?)),
        TrainingRequest::Retry(id) => {
            session.retry(&id)?;
            Reply::Retried(id)
        }
        TrainingRequest::Meeting => Reply::Meeting(Box::new(session.meeting()?)),
        TrainingRequest::KeepNote(id, requirement, text) => {
            Reply::NotesKept(session.keep_note(&id, requirement, text.as_deref())?)
        }
        TrainingRequest::Walks | TrainingRequest::Walk(_) => return Err(elsewhere()),
    })
}

/// What is asked while a review is recorded.
fn about_recording(session: &mut Session, request: RecordRequest) -> Result<RecordReply, Failure> {
    Ok(match request {
        RecordRequest::Begin(start) => {
            session.begin_recording(&start)?;
            RecordReply::Begun
        }
        // Requests are carried out in order, so everything before this one is answered.
        RecordRequest::CatchUp => RecordReply::CaughtUp,
        RecordRequest::Note(key) => {
            session.note_key(&key)?;
            RecordReply::Noted
        }
        RecordRequest::End(end) => RecordReply::Ended(session.end_recording(end)?),
    })
}

fn elsewhere() -> Failure {
    let why = "You are in training, where no desk is open.";
    Failure::new(FailureKind::Refused, "This belongs to the desk.", why)
        .hint("q on the list of claims leaves training.")
}
