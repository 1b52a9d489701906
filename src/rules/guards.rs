//! Which rules object to a decision, and who may pass them (DEC-01 to DEC-05, DEC-12, ROLE-06).
//!
//! The same guards are a courtesy on the commit card and the law in `sign`. They never change the outcome.

use super::dispute::window;
use super::outcome::all_reasons;
use super::transitions::{kind_refused, row_of, status_refused};
use super::{Guard, Outcome, Standing, Waiver, after_dispute, choices, contested, split};
use crate::domain::{Checklist, Claim, DecisionKind, Role};
use crate::policy::Edition;

/// Everything a guard looks at.
#[derive(Debug, Clone, Copy)]
pub struct GuardInput<'a> {
    /// The claim.
    pub claim: &'a Claim,
    /// The edition that judges it.
    pub edition: &'a Edition,
    /// The judged checklist.
    pub checklist: &'a Checklist,
    /// Conflicts and decisions.
    pub standing: &'a Standing,
    /// What follows from the cells.
    pub outcome: &'a Outcome,
    /// What is to be recorded.
    pub kind: DecisionKind,
    /// Who asks.
    pub role: Role,
}

/// The rules that object, in the order of their weight; empty means nothing stands in the way.
pub fn guards(input: &GuardInput<'_>) -> Vec<Guard> {
    const GUARDS: [fn(&GuardInput<'_>) -> Option<Guard>; 11] = [
        decided,
        unknown_kind,
        unknown_transition,
        dispute_window,
        failing_cells,
        empty_side,
        status,
        conflict,
        override_of_outcome,
        reasons,
        cap,
    ];
    GUARDS.iter().filter_map(|guard| guard(input)).collect()
}

fn object(rule: &str, waiver: Waiver, text: impl Into<String>) -> Guard {
    Guard { rule: rule.into(), text: text.into(), waiver }
}

/// One decision at a time: a correction is a withdrawal and a new decision (DEC-07).
fn decided(input: &GuardInput<'_>) -> Option<Guard> {
    let text = "A decision is recorded here already. Withdraw it first.";
    input.standing.decided_here.then(|| object("DEC-07", Waiver::Never, text))
}

/// The edition, the claim type or the dispute does not know the kind.
fn unknown_kind(input: &GuardInput<'_>) -> Option<Guard> {
    let refused = kind_refused(input.claim, input.edition, input.kind)?;
    Some(object(&refused.rule, Waiver::Never, refused.text))
}

/// The edition's table has no row for the decision.
fn unknown_transition(input: &GuardInput<'_>) -> Option<Guard> {
    let possible = is_choice(input);
    let refused = possible.then(|| row_of(input.claim, input.edition, input.kind).err()).flatten()?;
    Some(object(&refused.rule, Waiver::Never, refused.text))
}

/// A dispute that could not be opened is not approved (CLK-05, STA-210); a supervisor may say why it is.
fn dispute_window(input: &GuardInput<'_>) -> Option<Guard> {
    let approved = after_dispute(input.claim) && approves(input.kind);
    let refused = approved.then(|| window(input.claim, input.edition).err()).flatten()?;
    Some(object(&refused.rule, Waiver::Only(Role::Supervisor), refused.text))
}

/// Approval needs every applicable cell to pass (DEC-01).
fn failing_cells(input: &GuardInput<'_>) -> Option<Guard> {
    let text = "Not every cell passes. Change the verdict, or approve in part.";
    approves_failing(input).then(|| object("DEC-01", Waiver::Never, text))
}

/// A partial approval keeps something and leaves something (DEC-02).
fn empty_side(input: &GuardInput<'_>) -> Option<Guard> {
    let text = "A partial approval needs a workload that passes and one that does not.";
    splits_nothing(input).then(|| object("DEC-02", Waiver::Never, text))
}

/// Decisions are recorded while the claim is submitted or under review (section 2.3).
fn status(input: &GuardInput<'_>) -> Option<Guard> {
    let refused = status_refused(input.claim, input.edition, input.kind)?;
    Some(object(&refused.rule, Waiver::Only(Role::Supervisor), refused.text))
}

/// An open conflict is a supervisor's, who has to say why (ROLE-06, CON-10).
fn conflict(input: &GuardInput<'_>) -> Option<Guard> {
    let contested = contested(input.claim, input.standing);
    let names: Vec<&str> = contested.iter().map(|name| input.edition.canonical(name)).collect();
    let (rule, advice) = match input.role {
        Role::Supervisor => ("CON-10", "Say why you decide as you do."),
        Role::Reviewer | Role::Trainer => ("ROLE-06", "A supervisor settles it."),
    };
    (!names.is_empty()).then(|| {
        let text = format!("Another partner claims or holds {}. {advice}", names.join(", "));
        object(rule, Waiver::Only(Role::Supervisor), text)
    })
}

/// Another decision than the one that follows from the cells (DEC-12).
fn override_of_outcome(input: &GuardInput<'_>) -> Option<Guard> {
    let derived = input.outcome.kind;
    let possible = is_choice(input) && !approves_failing(input) && !splits_nothing(input);
    (possible && input.kind != derived).then(|| {
        let text =
            format!("The cells lead to: {}. Say why you decide otherwise.", derived.label().to_lowercase());
        object("DEC-12", Waiver::AnyoneWithReason, text)
    })
}

/// The partner is told reasons specific to the claim (TPL-01).
fn reasons(input: &GuardInput<'_>) -> Option<Guard> {
    let text = "No reason is marked. Mark one, or type what the partner has to know.";
    let without = !approves(input.kind) && all_reasons(input.checklist).next().is_none();
    without.then(|| object("TPL-01", Waiver::AnyoneWithReason, text))
}

/// The edition limits the number of workloads (ENT-306, RC-E-12).
fn cap(input: &GuardInput<'_>) -> Option<Guard> {
    let cap = input.edition.parameters.workload_cap?;
    let count = input.claim.workloads.len();
    (count > cap && approves(input.kind)).then(|| {
        let text = format!(
            "The claim lists {count} workloads; this edition allows {cap}. Say why it is approved anyway."
        );
        object("RC-E-12", Waiver::AnyoneWithReason, text)
    })
}

const fn approves(kind: DecisionKind) -> bool {
    matches!(kind, DecisionKind::Approve | DecisionKind::PartialApprove)
}

fn is_choice(input: &GuardInput<'_>) -> bool {
    choices(input.claim, input.edition).contains(&input.kind)
}

fn approves_failing(input: &GuardInput<'_>) -> bool {
    let by_cells = split(DecisionKind::PartialApprove, input.outcome, input.claim);
    input.kind == DecisionKind::Approve && (!by_cells.residual().is_empty() || by_cells.approved().is_empty())
}

fn splits_nothing(input: &GuardInput<'_>) -> bool {
    let by_cells = split(DecisionKind::PartialApprove, input.outcome, input.claim);
    input.kind == DecisionKind::PartialApprove
        && (by_cells.approved().is_empty() || by_cells.residual().is_empty())
}
