//! What was asked of the partner before, and what came since: the list a resubmission is read with (EVA-8, S1).

mod answers;

pub use answers::{Answers, Asked, Brought, Found, answers};

use super::{Review, disputing};
use crate::rules::{self, Todo, dispute};
use serde::Serialize;

/// Earlier requests beside what may answer them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Requests {
    /// Reasons of the earlier decision, each cured or not as the checklist stands.
    pub todo: Vec<Todo>,
    /// The words of the latest request, when the claim carries them.
    pub comment: Option<String>,
    /// Names of documents that came since.
    pub newer: Vec<String>,
    /// Nothing new came although the claim was submitted again, and something is not cured.
    pub unchanged: bool,
}

impl Requests {
    /// Whether nothing was asked and nothing came.
    pub fn is_empty(&self) -> bool {
        self.todo.is_empty() && self.comment.is_none() && self.newer.is_empty()
    }
}

/// The requests of a claim that came back; empty for any other, and while a dispute is sealed.
pub fn requests(review: &Review) -> Requests {
    let request = rules::last_request(&review.claim).filter(|_| rules::came_back(&review.claim));
    let Some(at) = request.map(|request| request.on) else { return Requests::default() };
    let newer = review
        .claim
        .documents
        .iter()
        .filter(|document| document.uploaded_on.is_some_and(|day| day >= at.date_naive()));
    let newer = newer.map(|document| document.file_name.clone()).collect();
    if review.sealed {
        return Requests { newer, ..Requests::default() };
    }
    let decision = review.earlier.as_ref().map(|found| &found.decision);
    let earlier = review.standing.earlier.clone().unwrap_or_else(|| rules::Earlier {
        same_documents: false,
        reasons: dispute::original_reasons(&review.claim, &review.edition, decision).reasons,
    });
    let comment = rules::request_comments(&review.claim).next().map(str::to_owned);
    Requests {
        todo: rules::todo(&earlier, &review.checklist),
        comment: comment.or_else(|| decision.map(|decision| decision.comment.clone())),
        newer,
        unchanged: !disputing::seat_is_dispute(review)
            && !rules::unchanged(&review.claim, &earlier, &review.checklist).is_empty(),
    }
}
