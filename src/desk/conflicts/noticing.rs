//! Recording that somebody was told of a conflict (CON-04, CON-11). The notice itself is sent elsewhere.

use super::gathering::Gathered;
use crate::desk::{ConflictRow, Desk, Failure, FailureKind, NoticeRequest};
use crate::domain::{Act, ClaimId, ConflictId, NoticeTo, Role, WindowState};
use crate::store::desk_file::{Stamp, Subject};

impl Desk {
    /// Records a notice, durably, and returns the conflict as it stands then.
    pub fn record_notice(
        &mut self,
        id: &ConflictId,
        request: &NoticeRequest,
    ) -> Result<ConflictRow, Failure> {
        let contest = self.contest(id)?;
        let gathered = Gathered::of(self)?;
        let row = gathered.row(self, &contest)?;
        let sent_at = request.sent_at.unwrap_or_else(|| self.now());
        if self.actor.role == Role::Trainer {
            return Err(
                refused("Only a reviewer or a supervisor records notices.").hint("Act with --role reviewer.")
            );
        }
        if sent_at > self.now() {
            return Err(refused("It lies in the future.").hint("Record a notice after it was sent."));
        }
        let claim_id = subject(&row, request)?;
        let before = gathered.notices(&contest.key);
        let told = before.iter().any(|notice| notice.to == request.to && notice.claim_id == claim_id);
        // A notice would start the window anew. Once it is over, new proof may be asked for again (CON-24).
        let reported = row.window.state == WindowState::Open && is_party(request.to);
        if reported || (told && row.window.state != WindowState::Closed) {
            return Err(refused("It was recorded before, and the time for new proof is not over."));
        }
        let digest = self.claim(&claim_id)?.digest();
        let act = Act::ConflictNoticed { conflict: contest.key.clone(), to: request.to, sent_at };
        let stamp = Stamp { at: self.clock.now(), actor: &self.actor };
        self.file.record(Some(Subject { claim_id: &claim_id, digest: &digest }), &act, &stamp)?;
        self.work.forget();
        Gathered::of(self)?.row(self, &contest)
    }
}

/// Parties start the window; others are only consulted.
const fn is_party(to: NoticeTo) -> bool {
    matches!(to, NoticeTo::Party | NoticeTo::Unnamed)
}

/// The claim the notice is recorded on.
fn subject(row: &ConflictRow, request: &NoticeRequest) -> Result<ClaimId, Failure> {
    let conflict = &row.conflict;
    let unnamed = conflict.parties.iter().any(|party| party.claim.is_none());
    if request.to == NoticeTo::Unnamed && !unnamed {
        return Err(
            refused("Every party of this conflict has a claim on file.").hint("Name the party's claim.")
        );
    }
    let first = || conflict.claims().next().map(|claim| claim.claim_id.clone());
    let found = match &request.claim {
        Some(id) => conflict.party(id).map(|_| id.clone()),
        None if is_party(request.to) && request.to != NoticeTo::Unnamed => None,
        None => first(),
    };
    found.ok_or_else(|| match &request.claim {
        Some(id) => refused(&format!("Claim {id} is no party of {}.", conflict.id)),
        None => refused("It is not said which party was told.").hint("Name the party's claim."),
    })
}

fn refused(why: &str) -> Failure {
    Failure::new(FailureKind::Refused, "The notice was not recorded.", why)
}
