//! The time for new proof in a conflict (CON-05 to CON-08, CLK-04), and what came of it.
//!
//! Computed from notices and histories at a given time, never stored. Silence decides nothing: it is told beside the
//! proof that is on file, and a person decides on that proof.

use super::clocks::last;
use super::deadline::{Start, deadline};
use crate::domain::{
    Claim, EditionId, HistoryAction, HistoryEntry, PartyAnswer, PartyFacts, PartyRole, WindowState,
};
use crate::policy::Edition;
use chrono::{DateTime, Utc};
use serde::Serialize;

/// The clock of the edition that says how long the incumbent has.
const ANSWER: &str = "incumbent-answer";

/// A party as the window sees it.
#[derive(Debug, Clone, Copy)]
pub struct PartyStanding<'a> {
    /// Its side.
    pub role: PartyRole,
    /// What its claim tells; `None` for a partner without a claim on file.
    pub facts: Option<&'a PartyFacts>,
    /// The latest notice this desk recorded.
    pub recorded: Option<DateTime<Utc>>,
}

impl PartyStanding<'_> {
    /// When it was told last, as far as snapshot and desk know.
    pub fn noticed_at(&self) -> Option<DateTime<Utc>> {
        self.facts.and_then(|facts| facts.noticed_at).max(self.recorded)
    }
}

/// The window of a conflict at a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EvidenceWindow {
    /// How far it is.
    pub state: WindowState,
    /// When it began: with the notice to the incumbent, or to the last party where nobody holds the association.
    pub started_at: Option<DateTime<Utc>>,
    /// When it ends or ended.
    pub ends_at: Option<DateTime<Utc>>,
    /// Why the end is not known although the edition states a limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
}

/// What a party answered, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Answered {
    /// What.
    pub answer: PartyAnswer,
    /// When it came; `None` while nothing came.
    pub at: Option<DateTime<Utc>>,
}

impl EvidenceWindow {
    /// What a party answered within this window or after it.
    pub fn answer(&self, party: &PartyStanding<'_>) -> Answered {
        let told = party.noticed_at();
        let since = |at: Option<DateTime<Utc>>| at.filter(|at| told.is_some_and(|told| *at >= told));
        let proof = since(party.facts.and_then(|facts| facts.proof_at));
        let words = since(party.facts.and_then(|facts| facts.words_at));
        let answer = match (told, proof, words, self.state) {
            (None, ..) => PartyAnswer::NotAsked,
            (_, Some(_), ..) => PartyAnswer::Proof,
            (_, _, Some(_), _) => PartyAnswer::Words,
            (.., WindowState::Closed) => PartyAnswer::Silent,
            _ => PartyAnswer::Awaited,
        };
        Answered { answer, at: proof.or(words) }
    }
}

/// The notice a claim was told of a conflict with, unless it was decided since: then it asks for nothing any more.
pub(super) fn notice_in_force(claim: &Claim) -> Option<&HistoryEntry> {
    let decided =
        [HistoryAction::Approval, HistoryAction::Rejection].iter().filter_map(|way| last(claim, way)).max();
    let notices = claim.history.iter().filter(|entry| entry.action == HistoryAction::ConflictNotice);
    notices.filter(|notice| decided.is_none_or(|at| notice.on >= at)).max_by_key(|notice| notice.on)
}

/// Whether the conflict a claim was told of was decided, and nobody told it of another one since.
pub(super) fn was_decided(claim: &Claim) -> bool {
    last(claim, &HistoryAction::ConflictNotice).is_some() && notice_in_force(claim).is_none()
}

/// What a claim tells about any conflict it is a party of.
pub fn party_facts(claim: &Claim, edition: &EditionId) -> PartyFacts {
    let notice = notice_in_force(claim);
    let since = |fits: &dyn Fn(&HistoryEntry) -> bool| {
        let notice = notice?;
        let later = claim.history.iter().filter(|entry| entry.on >= notice.on && fits(entry));
        later.map(|entry| entry.on).max()
    };
    // Whoever sent the notice is not the one who answers it.
    let partner = |entry: &HistoryEntry| notice.is_some_and(|notice| entry.actor != notice.actor);
    PartyFacts {
        edition: edition.clone(),
        noticed_at: notice.map(|entry| entry.on),
        proof_at: since(&|entry| {
            matches!(entry.action, HistoryAction::DocumentSubmission | HistoryAction::Resubmission)
        }),
        words_at: since(&|entry| entry.action == HistoryAction::Comment && partner(entry)),
        closed_at: since(&|entry| entry.action == HistoryAction::EvidenceWindowClosed),
    }
}

/// The window of a conflict.
///
/// It runs from the notice to the incumbent once every party was told (CON-04), under the parties' edition that states
/// a limit. `editions` are those of the parties' claims.
pub fn evidence_window(
    parties: &[PartyStanding<'_>],
    editions: &[&Edition],
    now: DateTime<Utc>,
) -> EvidenceWindow {
    let incumbents = parties.iter().any(|party| party.role == PartyRole::Incumbent);
    let asked = parties.iter().filter(|party| !incumbents || party.role == PartyRole::Incumbent);
    let started_at = asked.filter_map(PartyStanding::noticed_at).max();
    let limited =
        editions.iter().find(|edition| edition.clock(ANSWER).is_some_and(|clock| clock.length.is_some()));
    let window = |state, ends_at| EvidenceWindow { state, started_at, ends_at, problem: None };
    let Some((edition, clock)) = limited.and_then(|edition| Some((edition, edition.clock(ANSWER)?))) else {
        return window(WindowState::NoLimit, None);
    };
    let Some(start) = started_at.filter(|_| parties.iter().all(|party| party.noticed_at().is_some())) else {
        return window(WindowState::NotNotified, None);
    };
    let closed_at = parties.iter().filter_map(|party| party.facts?.closed_at).filter(|at| *at >= start).max();
    let length = clock.length.unwrap_or_default();
    match (closed_at, deadline(Start::Instant(start), length, clock.unit, &edition.parameters.calendar)) {
        (Some(at), _) if at <= now => window(WindowState::Closed, Some(at)),
        (_, Ok(end)) if end <= now => window(WindowState::Closed, Some(end)),
        (_, Ok(end)) => window(WindowState::Open, Some(end)),
        (_, Err(why)) => EvidenceWindow { problem: Some(why.to_string()), ..window(WindowState::Open, None) },
    }
}
