//! One claim: its proof beside its checklist.

use crate::desk::Review;
use crate::domain::ClaimId;
use crate::tui::command::{Command, Scope};
use crate::tui::context::Context;
use crate::tui::layers::{Focus, Surface};
use crate::tui::message::{Reply, Step};
use ratatui::Frame;
use ratatui::layout::Rect;

/// The open claim.
#[derive(Debug, Clone, PartialEq)]
pub struct ReviewScreen {
    review: Box<Review>,
}

impl ReviewScreen {
    /// Opens a claim; the steps ask for what is still missing.
    pub fn open(review: Box<Review>, _context: &Context) -> (Self, Vec<Step>) {
        (Self { review }, Vec::new())
    }

    /// The claim as it stands.
    pub fn review(&self) -> &Review {
        &self.review
    }
}

impl Surface for ReviewScreen {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Review, Scope::List, Scope::Everywhere]
    }

    fn view(&self, _: &mut Frame<'_>, _: Rect, _: &Context) -> Option<Focus> {
        None
    }

    fn command(&mut self, _: Command, _: &Context) -> Vec<Step> {
        Vec::new()
    }

    fn reply(&mut self, reply: &Reply, _: &Context) -> Vec<Step> {
        if let Reply::Judged(review) = reply {
            self.review.clone_from(review);
        }
        Vec::new()
    }

    fn title(&self) -> Option<String> {
        Some(self.review.claim.claim_id.to_string())
    }

    fn claim_id(&self) -> Option<&ClaimId> {
        Some(&self.review.claim.claim_id)
    }
}
