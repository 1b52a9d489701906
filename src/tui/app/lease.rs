//! The lease of the open claim: signs of life while somebody is at the keyboard, given back when the claim is left.
//!
//! Nothing here happens by a timer. A key is the sign of life, so an idle program sleeps, and a claim whose reviewer
//! went away is free for others once its lease has run out.

use super::App;
use crate::desk::LEASE_HOLD;
use crate::domain::ClaimId;
use crate::tui::message::{Effect, LeaseRequest, Request};
use std::time::Duration;

/// How often somebody who reads along asks, at a key, whether the claim is free by now.
const READING_ALONG: Duration = Duration::from_secs(30);

/// The claim that is open, and when the desk was last asked about its lease.
#[derive(Debug, Clone)]
pub(super) struct OpenClaim {
    id: ClaimId,
    asked: Duration,
}

impl App {
    /// Gives back the claim that was left, and renews the lease of the one that is open when it is time.
    pub(super) fn keep_lease(&mut self) -> Option<Effect> {
        let now = self.last_key.unwrap_or_default();
        let open = self.review().map(|screen| (screen.review().claim.claim_id.clone(), screen.lease_pause()));
        let before = self.open_claim.take();
        let Some((id, pause)) = open else {
            return before.map(|left| ask(LeaseRequest::Leave(Some(left.id))));
        };
        let Some(before) = before else {
            self.open_claim = Some(OpenClaim { id, asked: now });
            return None;
        };
        if before.id != id {
            self.open_claim = Some(OpenClaim { id, asked: now });
            return Some(ask(LeaseRequest::Leave(Some(before.id))));
        }
        let due = pause.is_some_and(|pause| now.saturating_sub(before.asked) >= pause);
        let asked = if due { now } else { before.asked };
        self.open_claim = Some(OpenClaim { id: id.clone(), asked });
        due.then(|| ask(LeaseRequest::Renew(id)))
    }

    /// Gives everything back before the program ends.
    pub(super) fn leave_all(&mut self) -> Option<Effect> {
        self.open_claim.take().map(|_| ask(LeaseRequest::Leave(None)))
    }
}

/// The time between two questions about the lease of a claim: a third of what it holds without a sign of life.
pub(in crate::tui) fn pause(reads_along: bool) -> Duration {
    if reads_along { READING_ALONG } else { LEASE_HOLD / 3 }
}

fn ask(request: LeaseRequest) -> Effect {
    Effect::Ask(Request::Lease(request))
}
