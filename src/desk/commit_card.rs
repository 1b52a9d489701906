//! The commit card: everything that will be recorded, and everything that stands in its way.
//!
//! Pure, so that a screen can show it while the reviewer still judges. `Desk::decide` asks the same functions
//! again; the card is a courtesy, the signing is the law.

use super::disputing;
use super::{CommitCard, DecisionState, Review};
use crate::comments::{self, CommentInput, Composed, Lint, LintContext};
use crate::domain::{ApprovedSplit, DecisionKind, Role};
use crate::rules::{self, Clock, Gap, Guard, GuardInput, Outcome, Waiver};
use chrono::{DateTime, Utc};

/// Computes the card for a review as it stands; fails with the gaps while cells are open.
pub fn commit_card(review: &Review) -> Result<CommitCard, Vec<Gap>> {
    let derived = rules::outcome_with(&review.claim, &review.edition, &review.checklist, &review.standing)?;
    let kind = review.chosen.unwrap_or(derived.kind);
    let split = rules::split(kind, &derived, &review.claim);
    let guards = guards(review, &derived, kind);
    let draft = Wording::compose(review, kind, &split, review.as_of);
    let lints = draft.lints(review);
    let needs_rationale = guards.iter().any(|guard| guard.waiver != Waiver::Never);
    let obstacles = obstacles(review, &guards, &draft, &lints);
    Ok(CommitCard {
        choices: rules::choices(&review.claim, &review.edition),
        starts: draft.starts,
        comment: draft.comment,
        editable: draft.editable,
        residual_comment: draft.residual,
        editable_residual: draft.editable_residual,
        derived,
        kind,
        split,
        guards,
        lints,
        dispute: disputing::answer(review),
        needs_rationale,
        obstacles,
    })
}

fn guards(review: &Review, outcome: &Outcome, kind: DecisionKind) -> Vec<Guard> {
    rules::guards(&GuardInput {
        claim: &review.claim,
        edition: &review.edition,
        checklist: &review.checklist,
        standing: &review.standing,
        outcome,
        kind,
        role: review.actor.role,
    })
}

/// The texts to the partner for one kind of decision.
pub(super) struct Wording {
    kind: DecisionKind,
    /// Comment as it would be sent.
    pub(super) comment: Composed,
    /// Comment as it was composed, before anybody changed it.
    pub(super) composed: String,
    /// Comment with its deadline still a variable, for the editor.
    pub(super) editable: String,
    /// Comment of the residual claim.
    pub(super) residual: Option<Composed>,
    /// That comment with its deadline still a variable, for the editor.
    pub(super) editable_residual: Option<String>,
    /// The clock the decision starts.
    pub(super) starts: Option<Clock>,
}

impl Wording {
    /// Composes the comment, or takes the reviewer's own text; either way the deadline is the one that holds
    /// when the decision is made, however old the draft is.
    pub(super) fn compose(
        review: &Review,
        kind: DecisionKind,
        split: &ApprovedSplit,
        decided_at: DateTime<Utc>,
    ) -> Self {
        let starts = rules::clock_started_by(kind, &review.claim, &review.edition, decided_at);
        let deadline = starts.as_ref().and_then(|clock| clock.deadline);
        let answered = disputing::answer(review).map(|answer| answer.reasons).unwrap_or_default();
        let input = |deadline| CommentInput {
            claim: &review.claim,
            edition: &review.edition,
            checklist: &review.checklist,
            kind,
            split,
            deadline,
            rationale: review.rationale.as_deref(),
            previous_reasons: &answered,
            decided_at,
        };
        let own = |draft: &Option<String>, composed: Composed| match draft {
            Some(text) => comments::rewritten(text, &composed, deadline),
            None => composed,
        };
        let written = |draft: &Option<String>, composed: Composed| draft.clone().unwrap_or(composed.text);
        let composed = comments::compose(&input(deadline));
        Self {
            kind,
            composed: composed.text.clone(),
            comment: own(&review.comment_draft, composed),
            editable: written(&review.comment_draft, comments::compose(&input(None))),
            residual: comments::compose_residual(&input(deadline))
                .map(|composed| own(&review.residual_draft, composed)),
            editable_residual: comments::compose_residual(&input(None))
                .map(|composed| written(&review.residual_draft, composed)),
            starts,
        }
    }

    /// What is wrong with the texts.
    pub(super) fn lints(&self, review: &Review) -> Vec<Lint> {
        let context = LintContext {
            claim: &review.claim,
            edition: &review.edition,
            kind: self.kind,
            other_parties: &review.other_parties,
        };
        let residual = self.residual.iter().flat_map(|text| comments::lint(&text.text, &context));
        comments::lint(&self.comment.text, &context).into_iter().chain(residual).collect()
    }
}

fn obstacles(review: &Review, guards: &[Guard], wording: &Wording, lints: &[Lint]) -> Vec<String> {
    let role = review.actor.role;
    let has_rationale = review.rationale.as_ref().is_some_and(|text| !text.trim().is_empty());
    let mut found: Vec<String> =
        held_earlier(review).into_iter().chain(without_cause(review, wording.kind)).collect();
    found.extend(guards.iter().filter_map(|guard| objection(guard, role, has_rationale)));
    let texts = std::iter::once(&wording.comment).chain(&wording.residual);
    found.extend(texts.flat_map(|text| &text.unresolved).map(|variable| {
        let owner = variable.code.as_ref().map_or_else(String::new, |code| format!(" of {code}"));
        format!("Fill {{{}}}{owner}: {}.", variable.name, variable.hint)
    }));
    // A variable without value was told above, with the reason it belongs to.
    let others = lints.iter().filter(|lint| lint.blocking && lint.rule != "EVA-9");
    found.extend(others.map(|lint| lint.text.clone()));
    found.dedup();
    found
}

/// The decision on an earlier revision has to leave the desk first.
fn held_earlier(review: &Review) -> Option<String> {
    let held = review.earlier.as_ref().filter(|earlier| earlier.state == DecisionState::Held)?;
    Some(format!(
        "The decision on the earlier revision ({}) is still held. Release or withdraw it first.",
        held.decision.kind.label().to_lowercase()
    ))
}

/// The approval of a dispute says why the first decision does not hold (M10).
fn without_cause(review: &Review, kind: DecisionKind) -> Option<String> {
    let answer = disputing::answer(review).filter(|_| kind == DecisionKind::Approve)?;
    let text = "Name the cause: why does the first decision not hold? C chooses it.";
    answer.cause.is_none().then(|| text.to_owned())
}

/// What a guard still demands from this person, if anything.
fn objection(guard: &Guard, role: Role, has_rationale: bool) -> Option<String> {
    if guard.waiver.lets_pass(role, has_rationale) {
        return None;
    }
    let demand = match guard.waiver {
        Waiver::Only(needed) if needed != role => format!(" Only a {} may pass it.", needed.label()),
        Waiver::Only(_) | Waiver::AnyoneWithReason => " Type the reason to go on.".to_owned(),
        Waiver::Never => String::new(),
    };
    Some(format!("{}{demand} ({})", guard.text, guard.rule))
}
