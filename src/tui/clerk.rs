//! The desk as the one who carries out requests: each request is one call, each answer what the call returned.

use super::message::{
    BatchTask, CaseNotesRequest, ConflictRequest, DifferencesRequest, ExpiriesRequest, JobSpec, LeaseRequest,
    OutboxRequest, Reply, Request,
};
use super::runtime::{Clerk, Task};
use crate::desk::{
    Desk, Failure, FailureKind, Job, SnapshotChanges, StatisticsOptions, Suggested, Suggesting,
};
use crate::domain::Suggestions;
use std::sync::Arc;

/// What a job on a desk brings back.
pub enum Product {
    /// Suggestions to be kept.
    Found(Box<Suggested>),
    /// Suggestions that were kept from before.
    Kept(Box<Suggestions>),
    /// The full text is complete.
    TextReady,
    /// What changed since the earlier snapshot.
    Compared(Arc<SnapshotChanges>),
}

impl Clerk for Desk {
    type Product = Product;

    fn carry_out(&mut self, request: Request) -> Result<Reply, Failure> {
        Ok(match request {
            Request::Info => Reply::Info(Box::new(self.info()?)),
            Request::Queue(query) => {
                let page = self.queue(&query)?;
                Reply::Queue(query, page)
            }
            Request::Preview(id) => Reply::Preview(Box::new(self.review(&id)?)),
            Request::History(id) => {
                let review = self.review(&id)?;
                Reply::History(id, review.history)
            }
            Request::Open(id) => Reply::Opened(Box::new(self.open_claim(&id)?)),
            Request::Lease(request) => about_leases(self, request)?,
            Request::Next(after) => Reply::Next(self.next_claim(after.as_ref())?),
            Request::Judge(id, change) => Reply::Judged(Box::new(self.judge(&id, &change)?.value)),
            Request::KeepDraft(id, field, text) => {
                self.keep_draft(&id, field, text.as_deref())?;
                Reply::Kept(id, field)
            }
            Request::Decide(request) => Reply::Decided(Box::new(self.decide(&request)?.value)),
            Request::Withdraw(id, reason) => {
                self.withdraw(&id, &reason)?;
                Reply::Withdrawn(id)
            }
            Request::Expiries(request) => {
                if let ExpiriesRequest::Confirm(claims) = &request {
                    self.confirm_expiries(claims)?;
                }
                Reply::Expiries(self.expiries()?)
            }
            Request::Conflict(request) => about_conflict(self, request)?,
            Request::Batch(task) => about_batch(self, task)?,
            Request::Changes => Reply::Changes(self.known_changes()),
            Request::Outbox(request) => about_decisions(self, request)?,
            Request::Differences(request) => about_differences(self, request)?,
            Request::DecisionsOfOthers => Reply::DecisionsOfOthers(self.decisions_of_others()?),
            Request::Training(_) | Request::Record(_) => {
                let why = "No training session is open at a desk.";
                return Err(Failure::new(FailureKind::Refused, "This belongs to training.", why)
                    .hint("g i lists the packs."));
            }
            Request::CaseNotes(request) => about_notes(self, request)?,
            Request::Skip(id, reason) => {
                self.skip(&id, &reason)?;
                Reply::Skipped(id)
            }
            Request::Views => Reply::Views(self.views()?),
            Request::SaveView(view) => {
                self.save_view(&view.name, &view.query)?;
                Reply::Views(self.views()?)
            }
            Request::DeleteView(name) => deleted_view(self, &name)?,
            Request::Reference(query) => {
                let entries = self.reference(&query, None)?;
                Reply::Reference(query, entries)
            }
            Request::Statistics => {
                Reply::Statistics(Box::new(self.statistics(&StatisticsOptions::default())?))
            }
        })
    }

    fn prepare(&mut self, spec: &JobSpec) -> Result<Task<Product>, Failure> {
        Ok(match spec {
            JobSpec::Suggest(id) => match self.suggesting(id)? {
                Suggesting::Kept(kept) => Box::new(move |_| Ok(Product::Kept(kept))),
                Suggesting::Task(task) => Box::new(move |_| Ok(Product::Found(Box::new(task.run())))),
            },
            JobSpec::Changes => {
                let task = self.changes_task(None)?;
                Box::new(move |job| Ok(Product::Compared(Arc::new(task.run(job)?))))
            }
            JobSpec::Text => match self.text_task()? {
                Some(task) => Box::new(move |job| task.run(job).map(|()| Product::TextReady)),
                None => Box::new(|_| Ok(Product::TextReady)),
            },
        })
    }

    fn take(&mut self, product: Product) -> Result<Reply, Failure> {
        Ok(match product {
            Product::Found(found) => Reply::Suggested(Box::new(self.keep_suggestions(*found)?)),
            Product::Kept(kept) => Reply::Suggested(kept),
            Product::TextReady => Reply::Indexed,
            Product::Compared(changes) => {
                self.keep_changes(Arc::clone(&changes));
                Reply::Compared(changes)
            }
        })
    }
}

fn deleted_view(desk: &mut Desk, name: &str) -> Result<Reply, Failure> {
    desk.delete_view(name)?;
    Ok(Reply::Views(desk.views()?))
}

/// What is asked about notes that come from a calibration.
fn about_notes(desk: &mut Desk, request: CaseNotesRequest) -> Result<Reply, Failure> {
    Ok(match request {
        CaseNotesRequest::Compare(notes) => Reply::Unrecorded(desk.unrecorded(notes)?),
        CaseNotesRequest::Record(notes) => {
            desk.note_cases(&notes)?;
            Reply::Noted(notes.len())
        }
    })
}

/// What is asked about who works on a claim.
fn about_leases(desk: &mut Desk, request: LeaseRequest) -> Result<Reply, Failure> {
    Ok(match request {
        LeaseRequest::Renew(id) => {
            let holder = desk.renew_lease(&id)?;
            Reply::Leased(id, holder)
        }
        LeaseRequest::TakeOver(id) => {
            desk.take_lease(&id, true)?;
            Reply::Leased(id, None)
        }
        LeaseRequest::Leave(claim) => {
            desk.leave(claim.as_ref())?;
            Reply::Left
        }
    })
}

/// What is asked about opinions that differ.
fn about_differences(desk: &mut Desk, request: DifferencesRequest) -> Result<Reply, Failure> {
    Ok(match request {
        DifferencesRequest::List => Reply::Differences(desk.differences()?),
        DifferencesRequest::Open(id, second) => {
            Reply::Difference(Box::new(desk.open_difference(&id, &second)?))
        }
        DifferencesRequest::Settle(request, readings) => {
            desk.settle(&request, &readings)?;
            Reply::Settled(request.claim_id)
        }
    })
}

/// What is asked about held and released decisions.
fn about_decisions(desk: &mut Desk, request: OutboxRequest) -> Result<Reply, Failure> {
    Ok(match request {
        OutboxRequest::List => Reply::Outbox(desk.outbox()?),
        OutboxRequest::Release(which) => Reply::Released(desk.release(&which)?.value),
        OutboxRequest::Reopen(id, reason) => {
            desk.reopen(&id, &reason)?;
            Reply::Reopened(id)
        }
        OutboxRequest::Void(id, reason) => {
            desk.void(&id, &reason)?;
            Reply::Reopened(id)
        }
    })
}

fn about_conflict(desk: &mut Desk, request: ConflictRequest) -> Result<Reply, Failure> {
    let id = match request {
        ConflictRequest::List(filter) => return Ok(Reply::Conflicts(Box::new(desk.conflicts(&filter)?))),
        ConflictRequest::Open(id) => id,
        ConflictRequest::Grade(request) => {
            desk.grade(&request)?;
            request.conflict.clone()
        }
        ConflictRequest::Card(draft) => {
            let card = desk.resolution_card(&draft)?;
            return Ok(Reply::ResolutionCard(Box::new((desk.new_resolution_id()?, *draft, card))));
        }
        ConflictRequest::Notice(id, request) => {
            desk.record_notice(&id, &request)?;
            id
        }
        ConflictRequest::Resolve(request) => {
            return Ok(Reply::Resolved(Box::new(desk.resolve(&request)?.value)));
        }
        ConflictRequest::TakeBack(id, released, reason) => {
            let made = if released {
                desk.reopen_resolution(&id, &reason)?
            } else {
                desk.withdraw_resolution(&id, &reason)?
            };
            return Ok(Reply::Resolved(Box::new(made.value)));
        }
    };
    let view = desk.conflict(&id, &Job::silent())?;
    let comparison = desk.compare(&id)?;
    Ok(Reply::Conflict(Box::new((view, comparison))))
}

fn about_batch(desk: &mut Desk, task: BatchTask) -> Result<Reply, Failure> {
    Ok(match task {
        BatchTask::Plan(request) => {
            let plan = desk.plan_batch(&request)?;
            let unopened = desk.unopened_rows(&plan)?;
            Reply::Planned(Box::new(plan), unopened)
        }
        BatchTask::Open(plan, id) => {
            desk.open_row(&plan, &id)?;
            Reply::RowOpened(id, desk.unopened_rows(&plan)?)
        }
        BatchTask::Commit(plan) => Reply::BatchSettled(Box::new(desk.commit_batch(&plan)?.value)),
        BatchTask::TakeBack(plan, reason) => {
            Reply::BatchSettled(Box::new(desk.take_back_batch(&plan, &reason)?.value))
        }
        BatchTask::Export(plan, path) => {
            desk.export_plan(&plan, &path)?;
            Reply::PlanWritten(path)
        }
    })
}
