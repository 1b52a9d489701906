//! The running clocks of a claim (CLK-01 to CLK-13), computed from its history, edition and standing.
//!
//! Nothing is stored and nothing expires by itself (DEC-14): a clock says when it started and when it runs out.
//! `Last updated` and other grid dates are never a start (CTR-35). Partner Activities have clocks of their own
//! (CLK-08, CLK-09), which are not computed here.

use super::deadline::{Start, deadline};
use super::{Clock, Standing, after_dispute, contested};
use crate::domain::{Claim, DecisionKind, HistoryAction, Program, Status, Turn};
use crate::policy::Edition;
use chrono::{DateTime, Utc};

/// A clock that runs, before the edition says how long.
struct Running {
    name: &'static str,
    turn: Turn,
    start: Start,
}

/// The running clocks: the one in force first, then the others, most urgent first.
pub fn clocks(claim: &Claim, edition: &Edition, standing: &Standing) -> Vec<Clock> {
    if claim.program == Program::PartnerActivities {
        return Vec::new();
    }
    let contested = !contested(claim, standing).is_empty();
    let running = match claim.status {
        Status::Submitted => submitted(claim, contested),
        Status::UnderReview => under_review(claim, contested),
        Status::PartnerActionRequired => {
            since(claim, &HistoryAction::ActionRequired, "partner-answer", Turn::Partner)
        }
        Status::Approved => approved(claim, edition, contested),
        Status::Rejected if edition.parameters.disputes => {
            since(claim, &HistoryAction::Rejection, "dispute-window", Turn::Partner)
        }
        // The source states no limit for CPOR; the 30 days count from the rejection (OQ-09).
        Status::Disputed => since(claim, &HistoryAction::Rejection, "dispute-submit", Turn::Partner),
        _ => Vec::new(),
    };
    let mut clocks = running.iter().filter_map(|running| clock(running, edition));
    let in_force = clocks.next();
    let mut others: Vec<Clock> = clocks.collect();
    others.sort_by_key(|clock| (clock.deadline.is_none(), clock.deadline));
    in_force.into_iter().chain(others).collect()
}

/// The clock that a decision starts, if its edition states how long it runs.
pub fn clock_started_by(
    kind: DecisionKind,
    claim: &Claim,
    edition: &Edition,
    decided_at: DateTime<Utc>,
) -> Option<Clock> {
    let name = match kind {
        DecisionKind::ActionRequired => "partner-answer",
        DecisionKind::PartialApprove => "residual-answer",
        DecisionKind::Reject if edition.parameters.disputes => "dispute-window",
        DecisionKind::Reject | DecisionKind::Approve | DecisionKind::FinalReject => return None,
    };
    let cpor = claim.program == Program::Cpor;
    cpor.then_some(Running { name, turn: Turn::Partner, start: Start::Instant(decided_at) })
        .and_then(|running| clock(&running, edition))
        .filter(|clock| clock.deadline.is_some())
}

/// Submitted again: up to five business days (CLK-13), or the answer to a dispute (CLK-07). For a first submission
/// the sources state no limit (T-C25-04), so no clock runs.
fn submitted(claim: &Claim, contested: bool) -> Vec<Running> {
    if contested {
        let noticed = since(claim, &HistoryAction::ConflictNotice, "conflict-review", Turn::Us);
        if !noticed.is_empty() {
            return noticed;
        }
    }
    let name = if after_dispute(claim) { "dispute-review" } else { "resubmission-wait" };
    since(claim, &HistoryAction::Resubmission, name, Turn::Us)
}

/// Under review: five business days (CLK-02), for a dispute from its submission (CLK-07). An open conflict replaces
/// them by its own clock from the moment both are true (CLK-03, CTR-03).
fn under_review(claim: &Claim, contested: bool) -> Vec<Running> {
    if contested {
        let since =
            last(claim, &HistoryAction::ConflictNotice).max(last(claim, &HistoryAction::SetUnderReview));
        let start = since.map_or(Start::Day(claim.submitted_on), Start::Instant);
        return vec![Running { name: "conflict-review", turn: Turn::Us, start }];
    }
    if after_dispute(claim) {
        let dispute = since(claim, &HistoryAction::Resubmission, "dispute-review", Turn::Us);
        if !dispute.is_empty() {
            return dispute;
        }
    }
    since(claim, &HistoryAction::SetUnderReview, "review", Turn::Us)
}

/// An incumbent in a conflict: our clock, and beside it the partner's while it has not answered (CLK-04). Otherwise
/// only the end of the first opt-out period, where the edition has one (CTR-04).
fn approved(claim: &Claim, edition: &Edition, contested: bool) -> Vec<Running> {
    let Some(notice) = last(claim, &HistoryAction::ConflictNotice).filter(|_| contested) else {
        let opt_out = "customer-opt-out";
        let limited = edition.clock(opt_out).is_some_and(|clock| clock.length.is_some());
        let running = since(claim, &HistoryAction::Approval, opt_out, Turn::Customer);
        return running.into_iter().filter(|_| limited).collect();
    };
    let start = Start::Instant(notice);
    let answered = claim.history.iter().any(|entry| {
        entry.on >= notice
            && matches!(entry.action, HistoryAction::DocumentSubmission | HistoryAction::EvidenceWindowClosed)
    });
    let mut running = vec![Running { name: "conflict-review", turn: Turn::Us, start }];
    if !answered {
        running.push(Running { name: "incumbent-answer", turn: Turn::Partner, start });
    }
    running
}

fn since(claim: &Claim, action: &HistoryAction, name: &'static str, turn: Turn) -> Vec<Running> {
    last(claim, action).map(|at| Running { name, turn, start: Start::Instant(at) }).into_iter().collect()
}

/// When the history last reports this.
fn last(claim: &Claim, action: &HistoryAction) -> Option<DateTime<Utc>> {
    claim.history.iter().filter(|entry| entry.action == *action).map(|entry| entry.on).max()
}

fn clock(running: &Running, edition: &Edition) -> Option<Clock> {
    let spec = edition.clock(running.name)?;
    let holidays = &edition.parameters.holidays;
    Some(Clock {
        rule: spec.rule.clone(),
        name: spec.name.clone(),
        label: spec.label.clone(),
        turn: running.turn,
        started_at: running.start.at(),
        deadline: spec.length.and_then(|length| deadline(running.start, length, spec.unit, holidays)),
        date_only: running.start.is_date_only(),
    })
}
