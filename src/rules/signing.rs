//! From a judged checklist to a signed decision: the law that every front end passes through.
//!
//! `sign` asks the same functions as the commit card. It records what was judged and never repairs it.

use super::{
    Clock, Gap, Guard, GuardInput, Standing, after_dispute, clock_started_by, guards, hold, outcome_with,
    settling, split,
};
use crate::domain::{
    Actor, Checklist, Claim, Decision, DecisionCell, DecisionId, DecisionKind, Digest, DisputeAnswer,
};
use crate::policy::Edition;
use chrono::{DateTime, Utc};
use std::fmt;

/// Everything a signature covers.
#[derive(Debug, Clone)]
pub struct Signing<'a> {
    /// Key drawn when the commit card opened.
    pub id: DecisionId,
    /// The claim.
    pub claim: &'a Claim,
    /// Digest of the claim that was judged.
    pub digest: Digest,
    /// The edition that judges it.
    pub edition: &'a Edition,
    /// The judged checklist.
    pub checklist: &'a Checklist,
    /// Conflicts and decisions.
    pub standing: &'a Standing,
    /// Who signs.
    pub actor: Actor,
    /// When.
    pub now: DateTime<Utc>,
    /// What is decided.
    pub kind: DecisionKind,
    /// Why the outcome is overridden or a guard passed.
    pub rationale: Option<String>,
    /// Final text to the partner.
    pub comment: String,
    /// Final text of the residual claim, for a partial approval.
    pub residual_comment: Option<String>,
    /// Frames and fragments the text was composed from.
    pub templates: Vec<String>,
    /// Number of this decision: one more than the decisions recorded so far on the claim.
    pub round: u32,
    /// The withdrawn decision this one follows.
    pub supersedes: Option<DecisionId>,
    /// The composed comment, before anybody changed it.
    pub composed: Option<String>,
    /// The decision that a dispute is about, when this desk recorded it.
    pub prior: Option<&'a Decision>,
    /// What the signature says about its reasons, when it settles a dispute.
    pub dispute: Option<DisputeAnswer>,
}

/// Why a decision cannot be signed as it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, thiserror::Error)]
pub struct Refusal {
    /// What the checklist lacks.
    pub gaps: Vec<Gap>,
    /// Guards that were not passed.
    pub guards: Vec<Guard>,
    /// What is wrong with the texts or with the claim that was judged.
    pub problems: Vec<String>,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let gaps = self.gaps.iter().map(|gap| &gap.text);
        let guards = self.guards.iter().map(|guard| &guard.text);
        let texts: Vec<&str> = gaps.chain(guards).chain(&self.problems).map(String::as_str).collect();
        f.write_str(&texts.join(" "))
    }
}

/// Signs a decision, or says everything that stands in the way.
pub fn sign(signing: Signing<'_>) -> Result<Decision, Refusal> {
    let outcome = outcome_with(signing.claim, signing.edition, signing.checklist, signing.standing)
        .map_err(|gaps| Refusal { gaps, problems: problems(&signing), ..Refusal::default() })?;
    let input = GuardInput {
        claim: signing.claim,
        edition: signing.edition,
        checklist: signing.checklist,
        standing: signing.standing,
        outcome: &outcome,
        kind: signing.kind,
        role: signing.actor.role,
    };
    let rationale = signing.rationale.clone().filter(|text| !text.trim().is_empty());
    let passes = |guard: &Guard| guard.waiver.lets_pass(signing.actor.role, rationale.is_some());
    let (waived, standing): (Vec<Guard>, Vec<Guard>) = guards(&input).into_iter().partition(passes);
    let mut problems = problems(&signing);
    let starts = clock_started_by(signing.kind, signing.claim, signing.edition, signing.now);
    problems.extend(starts.as_ref().and_then(unknown_deadline));
    if !standing.is_empty() || !problems.is_empty() {
        return Err(Refusal { gaps: Vec::new(), guards: standing, problems });
    }
    let split = split(signing.kind, &outcome, signing.claim);
    let deadline = starts.and_then(|clock| clock.deadline);
    Ok(Decision {
        claim_id: signing.claim.claim_id.clone(),
        claim_digest: signing.digest,
        derived: outcome.kind,
        rationale,
        waived: waived.into_iter().map(|guard| guard.rule).collect(),
        split,
        cells: cells(signing.checklist),
        claim_reasons: signing.checklist.claim_reasons.clone(),
        residual_comment: signing.residual_comment.filter(|_| signing.kind == DecisionKind::PartialApprove),
        deadline,
        edition: signing.edition.id.clone(),
        id: signing.id,
        round: signing.round,
        kind: signing.kind,
        templates: signing.templates,
        actor: signing.actor,
        decided_at: signing.now,
        supersedes: signing.supersedes,
        held_until: Some(signing.now + hold(signing.edition)),
        composed: signing.composed.filter(|composed| *composed != signing.comment),
        comment: signing.comment,
        dispute: signing.dispute.filter(|_| after_dispute(signing.claim)),
    })
}

/// Every cell as it stands, a settled one with the rule that settled it.
fn cells(checklist: &Checklist) -> Vec<DecisionCell> {
    checklist
        .cells
        .iter()
        .filter_map(|cell| {
            let judgement = cell.judgement.as_ref();
            Some(DecisionCell {
                key: cell.key.clone(),
                verdict: cell.verdict()?,
                reasons: judgement.map_or_else(Vec::new, |judgement| judgement.reasons.clone()),
                pins: judgement.map_or_else(Vec::new, |judgement| judgement.pins.clone()),
                note: judgement.map_or_else(|| cell.settled.clone(), |judgement| judgement.note.clone()),
            })
        })
        .collect()
}

/// What is wrong with the texts, and whether the claim is still the one that was judged.
fn problems(signing: &Signing<'_>) -> Vec<String> {
    let mut problems = Vec::new();
    if signing.digest != signing.claim.digest() {
        problems.push("The claim is not the one that was judged. Open it again.".to_owned());
    }
    problems.extend(settling::problems(signing));
    let limit = signing.edition.parameters.comment_limit;
    problems.extend(text_problem("The comment", &signing.comment, limit));
    if signing.kind == DecisionKind::PartialApprove {
        let text = signing.residual_comment.as_deref().unwrap_or_default();
        problems.extend(text_problem("The comment of the residual claim", text, limit));
    }
    problems
}

/// A decision does not start a clock whose end nobody can tell (CLK-23).
fn unknown_deadline(clock: &Clock) -> Option<String> {
    let problem = clock.problem.as_ref()?;
    Some(format!("The end of \"{}\" is not known: {problem}. Add the year to the edition.", clock.label))
}

fn text_problem(what: &str, text: &str, limit: usize) -> Option<String> {
    let length = text.chars().count();
    if text.trim().is_empty() {
        return Some(format!("{what} is empty."));
    }
    if length > limit {
        return Some(format!("{what} has {length} characters; the limit is {limit}."));
    }
    open_variable(text).map(|name| format!("{what} still holds the variable {{{name}}}: fill it in (EVA-9)."))
}

/// The first `{variable}` of a text: lower-case letters, digits and underscores between braces.
fn open_variable(text: &str) -> Option<&str> {
    let is_name = |name: &str| {
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
    };
    text.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name)
        .find(|name| is_name(name))
}
