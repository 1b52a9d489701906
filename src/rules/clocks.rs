//! The running clocks of a claim (CLK-01 to CLK-11, CLK-13), computed from its history, edition and standing.
//!
//! Nothing is stored and nothing expires by itself (DEC-14): a clock says when it started and when it runs out.
//! `Last updated` and other grid dates are never a start (CTR-35, CLK-26). CLK-12 and CLK-14 are waits, not
//! deadlines: see [`wait_until`].

use super::activity_clocks;
use super::deadline::{NoDeadline, Start, deadline};
use super::evidence_window::notice_in_force;
use super::{Clock, Standing, after_dispute, contested};
use crate::domain::{Claim, DecisionKind, HistoryAction, Program, Status, Turn};
use crate::policy::{ClockSpec, Edition};
use chrono::{DateTime, Utc};

/// A clock that runs, before the edition says how long.
#[derive(Debug, Clone, Copy)]
pub(super) struct Running {
    pub(super) name: &'static str,
    pub(super) turn: Turn,
    pub(super) start: Start,
    /// The clock that holds instead.
    pub(super) replaced_by: Option<&'static str>,
    /// Days of this clock, where they do not follow from its name alone.
    pub(super) length: Option<i64>,
}

impl Running {
    pub(super) const fn new(name: &'static str, turn: Turn, start: Start) -> Self {
        Self { name, turn, start, replaced_by: None, length: None }
    }
}

/// The running clocks: the one in force first, then the others, most urgent first.
pub fn clocks(claim: &Claim, edition: &Edition, standing: &Standing) -> Vec<Clock> {
    let running = match claim.program {
        Program::PartnerActivities => activity_clocks::running(claim, edition),
        Program::Cpor => running(claim, edition, standing),
    };
    let mut clocks = running.iter().filter_map(|running| clock(running, edition));
    let in_force = clocks.next();
    let mut others: Vec<Clock> = clocks.collect();
    others.sort_by_key(|clock| (clock.replaced_by.is_some(), clock.deadline.is_none(), clock.deadline));
    in_force.into_iter().chain(others).collect()
}

fn running(claim: &Claim, edition: &Edition, standing: &Standing) -> Vec<Running> {
    let contested = !contested(claim, standing).is_empty();
    match claim.status {
        Status::Submitted => submitted(claim, contested),
        Status::UnderReview => under_review(claim, contested),
        Status::PartnerActionRequired => action_required(claim),
        Status::Approved => approved(claim, edition, contested),
        Status::Rejected if edition.parameters.disputes => {
            since(claim, &HistoryAction::Rejection, "dispute-window", Turn::Partner)
        }
        // The source states no limit for CPOR; the 30 days count from the rejection (OQ-09).
        Status::Disputed => since(claim, &HistoryAction::Rejection, "dispute-submit", Turn::Partner),
        _ => Vec::new(),
    }
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
    cpor.then_some(Running::new(name, Turn::Partner, Start::Instant(decided_at)))
        .and_then(|running| clock(&running, edition))
        .filter(|clock| clock.deadline.is_some() || clock.problem.is_some())
}

/// The clock of an incumbent that is asked for up-to-date proof (CLK-04); without a deadline where the edition states no
/// limit (CON-08).
pub fn incumbent_answer(edition: &Edition, asked_at: DateTime<Utc>) -> Option<Clock> {
    clock(&Running::new("incumbent-answer", Turn::Partner, Start::Instant(asked_at)), edition)
}

/// When something is possible again: `activation-wait` after a subscription was activated (CLK-12), `mail-wait`
/// after the last consent or survey mail (CLK-14). `None` when the edition knows no such wait.
pub fn wait_until(
    name: &str,
    edition: &Edition,
    since: DateTime<Utc>,
) -> Option<Result<DateTime<Utc>, NoDeadline>> {
    let spec = edition.clock(name)?;
    spec.length.map(|length| deadline(Start::Instant(since), length, spec.unit, &edition.parameters.calendar))
}

/// Whether the claim is the residual claim of a partial approval: it appeared waiting for the partner and was never
/// submitted itself (T-C25-09).
pub fn is_residual(claim: &Claim) -> bool {
    let submitted = |action: &HistoryAction| {
        matches!(
            action,
            HistoryAction::Submission | HistoryAction::Resubmission | HistoryAction::SetUnderReview
        )
    };
    claim.program == Program::Cpor
        && claim.status == Status::PartnerActionRequired
        && !claim.history.iter().any(|entry| submitted(&entry.action))
}

/// The partner's answer (CLK-01), or its first answer to a residual claim (CLK-10).
fn action_required(claim: &Claim) -> Vec<Running> {
    if !is_residual(claim) {
        return since(claim, &HistoryAction::ActionRequired, "partner-answer", Turn::Partner);
    }
    let asked = last(claim, &HistoryAction::ActionRequired).or_else(|| last(claim, &HistoryAction::Created));
    let start = asked.map_or(Start::Day(claim.created_on), Start::Instant);
    vec![Running::new("residual-answer", Turn::Partner, start)]
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
/// them by its own clock from the moment both are true (CLK-03); both are shown (CTR-03).
fn under_review(claim: &Claim, contested: bool) -> Vec<Running> {
    let dispute = || since(claim, &HistoryAction::Resubmission, "dispute-review", Turn::Us);
    let review = || since(claim, &HistoryAction::SetUnderReview, "review", Turn::Us);
    let own = Some(dispute()).filter(|own| after_dispute(claim) && !own.is_empty()).unwrap_or_else(review);
    if !contested {
        return own;
    }
    let since = last(claim, &HistoryAction::ConflictNotice).max(last(claim, &HistoryAction::SetUnderReview));
    let start = since.map_or(Start::Day(claim.submitted_on), Start::Instant);
    let replaced = own.into_iter().map(|own| Running { replaced_by: Some("conflict-review"), ..own });
    std::iter::once(Running::new("conflict-review", Turn::Us, start)).chain(replaced).collect()
}

/// An incumbent in a conflict: our clock, and beside it the partner's while it has not answered (CLK-04). Otherwise
/// only the end of the first opt-out period, where the edition has one (CLK-11, CTR-04).
fn approved(claim: &Claim, edition: &Edition, contested: bool) -> Vec<Running> {
    let Some(notice) = notice_in_force(claim).map(|entry| entry.on).filter(|_| contested) else {
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
    let mut running = vec![Running::new("conflict-review", Turn::Us, start)];
    if !answered {
        running.push(Running::new("incumbent-answer", Turn::Partner, start));
    }
    running
}

pub(super) fn since(claim: &Claim, action: &HistoryAction, name: &'static str, turn: Turn) -> Vec<Running> {
    last(claim, action).map(|at| Running::new(name, turn, Start::Instant(at))).into_iter().collect()
}

/// When the history last reports this.
pub(super) fn last(claim: &Claim, action: &HistoryAction) -> Option<DateTime<Utc>> {
    claim.history.iter().filter(|entry| entry.action == *action).map(|entry| entry.on).max()
}

fn clock(running: &Running, edition: &Edition) -> Option<Clock> {
    let spec = edition.clock(running.name)?;
    let length = running.length.or(spec.length);
    let due = length.map(|length| deadline(running.start, length, spec.unit, &edition.parameters.calendar));
    let replaced_by = running.replaced_by.and_then(|name| edition.clock(name)).map(|by| by.rule.clone());
    Some(Clock {
        rule: spec.rule.clone(),
        name: spec.name.clone(),
        label: label(spec, replaced_by.as_deref()),
        turn: running.turn,
        started_at: running.start.at(),
        deadline: due.and_then(Result::ok),
        problem: due.and_then(Result::err).map(|problem| problem.to_string()),
        replaced_by,
        date_only: running.start.is_date_only(),
    })
}

fn label(spec: &ClockSpec, replaced_by: Option<&str>) -> String {
    replaced_by.map_or_else(|| spec.label.clone(), |by| format!("{} (replaced by {by})", spec.label))
}
