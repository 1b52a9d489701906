//! Who looks at a decided claim again: the seat of a dispute, and the blind second seat.

use super::chain;
use super::commit::Written;
use super::{DeskFile, Stamp, Subject};
use crate::domain::{Act, Actor, ClaimId, DecisionId, Event, Seat};
use crate::store::error::StoreError;
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension};

/// Who sits in a seat of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatTaken {
    /// Who.
    pub actor: Actor,
    /// The decision that is looked at again, when this desk recorded it.
    pub decision: Option<DecisionId>,
    /// Number of the event.
    pub seq: u64,
    /// Since when.
    pub at: DateTime<Utc>,
}

impl DeskFile {
    /// Takes a seat, which then starts with an empty checklist. Whoever sits there already for the same decision
    /// and revision stays, with everything judged.
    pub fn take_seat(
        &mut self,
        subject: Subject<'_>,
        seat: Seat,
        decision: Option<&DecisionId>,
        stamp: &Stamp<'_>,
    ) -> Result<Event, StoreError> {
        let decision = decision.cloned();
        self.write("take the seat", |transaction| {
            let sits = holder(transaction, subject.claim_id, seat)?.map(|link| link.event());
            let act = Act::SeatTaken { seat, decision };
            match sits.transpose().map_err(chain::Unwritten::Unwritable)? {
                Some(event)
                    if event.act == act
                        && event.actor == *stamp.actor
                        && event.claim_digest.as_ref() == Some(subject.digest) =>
                {
                    Ok(Written::repeatable(event))
                }
                _ => {
                    let event = chain::append(transaction, Some(subject), act, stamp)?;
                    Ok(Written::proven(event.seq, event.hash, event))
                }
            }
        })
    }

    /// Who sits in a seat of a claim. Nobody takes the first seat: whoever decides sits there.
    pub fn seat(&self, claim: &ClaimId, seat: Seat) -> Result<Option<SeatTaken>, StoreError> {
        let refused = StoreError::sqlite("read who looks at a claim", &self.path);
        let Some(link) = holder(self.reader()?, claim, seat).map_err(refused)? else { return Ok(None) };
        let event = link.event().map_err(|why| StoreError::damaged(&self.path, why))?;
        let Act::SeatTaken { decision, .. } = event.act else {
            let why = format!("event {} is listed as taking a seat and is none", event.seq);
            return Err(StoreError::damaged(&self.path, why));
        };
        Ok(Some(SeatTaken { actor: event.actor, decision, seq: event.seq, at: event.at }))
    }
}

/// The link by which a seat was taken.
fn holder(connection: &Connection, claim: &ClaimId, seat: Seat) -> rusqlite::Result<Option<chain::Link>> {
    let sql = format!(
        "SELECT {} FROM seat JOIN event USING (seq) WHERE seat.claim_id = ?1 AND seat.seat = ?2",
        chain::COLUMNS
    );
    connection.prepare_cached(&sql)?.query_row([claim.as_str(), seat.word()], chain::Link::read).optional()
}
