//! Somebody else who works on the claim: told, read along with, taken over from.

use super::ReviewScreen;
use crate::desk::Holder;
use crate::tui::app::lease;
use crate::tui::layers::Layer;
use crate::tui::message::{LeaseRequest, Request, Step};
use crate::tui::notices::Notice;
use crate::tui::overlays::Confirm;
use std::time::Duration;

impl ReviewScreen {
    /// Who else works on the claim, so that it is only read along.
    pub fn holder(&self) -> Option<&Holder> {
        self.review.holder.as_ref()
    }

    /// How long after the last question the desk is asked about the lease again; `None` where there is none.
    pub fn lease_pause(&self) -> Option<Duration> {
        self.review.is_open_work().then(|| lease::pause(self.holder().is_some()))
    }

    /// Says on opening that somebody else works on the claim.
    pub(super) fn told_on_opening(&self) -> Option<Step> {
        let holder = self.holder()?;
        let words = format!("{} works on this claim. Read along; T takes it over.", holder.words());
        Some(Step::Tell(Notice::warning(words)))
    }

    /// Takes in who else works on the claim by now, and says what changed.
    pub(super) fn learn_holder(&mut self, holder: Option<&Holder>) -> Vec<Step> {
        let before = std::mem::replace(&mut self.review.holder, holder.cloned());
        let id = &self.review.claim.claim_id;
        match (before, holder) {
            (None, Some(holder)) => {
                let words = format!(
                    "Claim {id} was taken over: {}. What you judged and wrote is kept; T takes it back.",
                    holder.words()
                );
                vec![Step::Tell(Notice::warning(words)), Request::Info.into()]
            }
            // What the other one did meanwhile is read from the desk.
            (Some(_), None) => {
                let words = format!("Claim {id} is yours to work on now.");
                vec![Step::Tell(Notice::info(words)), Request::Open(id.clone()).into(), Request::Info.into()]
            }
            (Some(_), Some(_)) | (None, None) => Vec::new(),
        }
    }

    /// Asks before the claim is taken over.
    pub(super) fn take_over(&self) -> Vec<Step> {
        let Some(holder) = self.holder() else { return Vec::new() };
        let id = self.review.claim.claim_id.clone();
        let question = format!("{} works on claim {id}. Take it over?", holder.words());
        let yes = vec![Request::Lease(LeaseRequest::TakeOver(id)).into()];
        let confirm = Confirm::new(&question, "Yes, take it over; both of us see it in its history.", yes);
        vec![Step::Push(Box::new(Layer::Confirm(confirm)))]
    }
}
