//! The resolution card: what would be settled, what follows for every claim, and what stands in the way.
//!
//! Computed from the same functions as the commit, so that nothing happens that was not shown.

use super::others;
use super::standing::Coming;
use crate::comments::{self, CommentInput, LintContext};
use crate::desk::{
    CascadePreview, CommitCard, ComparedSide, Comparison, Desk, Failure, FailureKind, ResolutionCard,
    ResolveDraft, Review, commit_card,
};
use crate::domain::{
    ApprovedSplit, CascadeLine, ClaimId, ConflictId, ConflictOutcome, DecisionKind, PartyNotice, Role,
    StartedClock,
};
use crate::rules::{self, Clock, Consequence, Gap, Guard, Line, Resolving, Side, Touched, Waiver};
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;

/// Everything a resolution is made of, before anybody signs it.
pub(super) struct Prepared {
    pub(super) card: ResolutionCard,
    /// The claims that get a decision: as reviewed, with the cells and rulings it is signed under.
    pub(super) to_sign: Vec<Review>,
}

impl Desk {
    /// What settling conflicts so would do, and what stands in the way. Records nothing.
    pub fn resolution_card(&mut self, draft: &ResolveDraft) -> Result<ResolutionCard, Failure> {
        let compared = self.compare_all(draft)?;
        Ok(self.prepare(draft, compared, Basis::single())?.card)
    }

    /// The conflicts of a draft, each once.
    pub(super) fn compare_all(&mut self, draft: &ResolveDraft) -> Result<Vec<Comparison>, Failure> {
        let mut known = BTreeSet::new();
        let twice = draft.rulings.iter().find(|ruling| !known.insert(&ruling.conflict));
        let wrong = |why: String| Failure::new(FailureKind::Usage, "Nothing was settled.", why);
        if let Some(ruling) = twice {
            return Err(wrong(format!("Conflict {} is named twice.", ruling.conflict)));
        }
        if draft.rulings.is_empty() {
            return Err(wrong("No conflict is named.".to_owned()));
        }
        draft.rulings.iter().map(|ruling| self.compare(&ruling.conflict)).collect()
    }

    pub(super) fn prepare(
        &mut self,
        draft: &ResolveDraft,
        compared: Vec<Comparison>,
        basis: Basis<'_>,
    ) -> Result<Prepared, Failure> {
        let (mut gaps, guards) = self.objections(draft, &compared, basis.graded);
        let mut cascade = Vec::new();
        let mut to_sign = Vec::new();
        let touched = self.touched(draft, &compared, basis.before)?;
        match consequences(&touched, self.now()) {
            Ok(found) if gaps.is_empty() => {
                for (consequence, (side, _)) in found.into_iter().zip(&touched) {
                    let foreign = others(compared.iter().map(|one| &one.conflict), &side.party.partner);
                    let shown =
                        preview(side, consequence, &Told { draft, foreign: &foreign, now: self.now() })?;
                    to_sign.extend(shown.1);
                    cascade.push(shown.0);
                }
            }
            Ok(_) => {}
            Err(missing) => gaps.extend(missing),
        }
        gaps.dedup_by(|a, b| a.text == b.text);
        let obstacles = obstacles(draft, &gaps, &guards, &cascade, self.actor.role);
        let card = ResolutionCard { compared, gaps, guards, cascade, obstacles };
        Ok(Prepared { card, to_sign })
    }

    /// What is missing and what objects, conflict by conflict.
    fn objections(
        &self,
        draft: &ResolveDraft,
        compared: &[Comparison],
        graded: Graded,
    ) -> (Vec<Gap>, Vec<(ConflictId, Guard)>) {
        let (mut gaps, mut guards) = (Vec::new(), Vec::new());
        for (comparison, ruling) in compared.iter().zip(&draft.rulings) {
            let sides: Vec<Side<'_>> = comparison.sides.iter().map(ComparedSide::as_side).collect();
            let resolving = Resolving {
                conflict: &comparison.conflict,
                sides: &sides,
                gone: &comparison.gone,
                window: &comparison.window,
                outcome: &ruling.outcome,
                actor: &self.actor,
                rationale: &draft.rationale,
                settled: comparison.settled.is_some(),
            };
            let missing = rules::resolution_gaps(&resolving).into_iter();
            gaps.extend(missing.filter(|gap| graded == Graded::Needed || gap.cell.is_some()));
            let of_conflict = |guard| (comparison.conflict.id.clone(), guard);
            guards.extend(rules::resolution_guards(&resolving).into_iter().map(of_conflict));
        }
        (gaps, guards)
    }

    /// The touched claims, each once, with all their contested lines.
    fn touched(
        &mut self,
        draft: &ResolveDraft,
        compared: &[Comparison],
        before: &[(ConflictId, ConflictOutcome)],
    ) -> Result<Vec<(ComparedSide, Vec<Line>)>, Failure> {
        let now: Vec<(ConflictId, ConflictOutcome)> =
            draft.rulings.iter().map(|ruling| (ruling.conflict.clone(), ruling.outcome.clone())).collect();
        let mut known: BTreeSet<ClaimId> = BTreeSet::new();
        let mut touched = Vec::new();
        for side in compared.iter().flat_map(|comparison| &comparison.sides) {
            if !known.insert(side.party.claim_id.clone()) {
                continue;
            }
            let lines = self.lines(&side.review.claim, Coming { now: &now, before })?;
            touched.push((side.clone(), lines));
        }
        Ok(touched)
    }
}

/// What a resolution rests on besides the papers.
#[derive(Clone, Copy)]
pub(super) struct Basis<'a> {
    pub(super) graded: Graded,
    /// Outcomes of rows before it in the same batch.
    pub(super) before: &'a [(ConflictId, ConflictOutcome)],
}

impl Basis<'_> {
    pub(super) const fn single() -> Self {
        Self { graded: Graded::Needed, before: &[] }
    }
}

/// Whether a resolution needs the factor table: a row of a batch rests on its rule instead.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Graded {
    Needed,
    ByRule,
}

fn consequences(
    touched: &[(ComparedSide, Vec<Line>)],
    now: DateTime<Utc>,
) -> Result<Vec<Consequence>, Vec<Gap>> {
    let claims: Vec<Touched<'_>> = touched
        .iter()
        .map(|(side, lines)| Touched {
            claim: &side.review.claim,
            edition: &side.review.edition,
            checklist: &side.review.checklist,
            standing: &side.review.standing,
            lines: lines.clone(),
        })
        .collect();
    rules::cascade(&claims, now)
}

/// What every text is written from.
struct Told<'a> {
    draft: &'a ResolveDraft,
    /// Names that no text may hold.
    foreign: &'a [String],
    now: DateTime<Utc>,
}

/// The line as it would be recorded, with the review to be signed when it holds a decision.
fn preview(
    side: &ComparedSide,
    consequence: Consequence,
    told: &Told<'_>,
) -> Result<(CascadePreview, Option<Review>), Failure> {
    let notices = notices(side, &consequence, told);
    let context = LintContext {
        claim: &side.review.claim,
        edition: &side.review.edition,
        kind: DecisionKind::Approve,
        other_parties: told.foreign,
    };
    let lints = notices.iter().flat_map(|notice| comments::lint(&notice.text, &context)).collect();
    let to_sign = consequence.decision.map(|decided| {
        let mut review = side.review.clone();
        review.checklist = decided.checklist;
        review.standing = decided.standing;
        review.chosen = Some(decided.outcome.kind);
        review.rationale = Some(told.draft.rationale.trim().to_owned());
        // Text that was drafted before the conflict was settled does not fit what follows from it.
        (review.comment_draft, review.residual_draft) = (None, None);
        review.other_parties = told.foreign.to_vec();
        review
    });
    let card: Option<CommitCard> = to_sign.as_ref().map(commit_card).transpose().map_err(|gaps| {
        let texts: Vec<String> = gaps.into_iter().map(|gap| gap.text).collect();
        Failure::new(FailureKind::Refused, "Nothing was settled.", texts.join(" "))
    })?;
    let line = CascadeLine {
        claim_id: consequence.claim_id,
        kind: consequence.kind,
        kept: consequence.kept,
        lost: consequence.lost,
        why: consequence.why,
        disassociated_on: consequence.disassociated_on,
        decision: to_sign.as_ref().map(|review| review.decision_id.clone()),
        clock: consequence.clock.map(started),
        notices,
    };
    let preview = CascadePreview {
        line,
        partner: side.party.partner.clone(),
        before: side.review.claim.status,
        card: card.map(Box::new),
        lints,
    };
    Ok((preview, to_sign))
}

fn started(clock: Clock) -> StartedClock {
    StartedClock { rule: clock.rule, label: clock.label, deadline: clock.deadline }
}

/// The messages to one party, composed from the frames of its edition.
fn notices(side: &ComparedSide, consequence: &Consequence, told: &Told<'_>) -> Vec<PartyNotice> {
    let review = &side.review;
    let split = ApprovedSplit::by(&consequence.kept, |_| true);
    let input = CommentInput {
        claim: &review.claim,
        edition: &review.edition,
        checklist: &review.checklist,
        kind: DecisionKind::Approve,
        split: &split,
        deadline: consequence.clock.as_ref().and_then(|clock| clock.deadline),
        rationale: None,
        previous_reasons: &[],
        decided_at: told.now,
    };
    consequence
        .notices
        .iter()
        .filter_map(|(frame, about)| {
            let about: Vec<&str> = about.iter().map(String::as_str).collect();
            let composed = comments::compose_notice(frame, &input, &about)?;
            Some(PartyNotice { template: (*frame).to_owned(), text: composed.text })
        })
        .collect()
}

/// Why the resolution cannot be committed as it stands.
fn obstacles(
    draft: &ResolveDraft,
    gaps: &[Gap],
    guards: &[(ConflictId, Guard)],
    cascade: &[CascadePreview],
    role: Role,
) -> Vec<String> {
    let has_reason = draft.override_reason.as_deref().is_some_and(|text| !text.trim().is_empty());
    let mut found: Vec<String> = gaps.iter().map(|gap| gap.text.clone()).collect();
    found.extend(guards.iter().filter(|(_, guard)| !guard.waiver.lets_pass(role, has_reason)).map(
        |(_, guard)| {
            let how = if guard.waiver == Waiver::Never { "" } else { " Type the reason to go on." };
            format!("{}{how} ({})", guard.text, guard.rule)
        },
    ));
    for preview in cascade {
        let of_claim = |text: &String| format!("Claim {}: {text}", preview.line.claim_id);
        found.extend(preview.lints.iter().filter(|lint| lint.blocking).map(|lint| of_claim(&lint.text)));
        found.extend(preview.card.iter().flat_map(|card| &card.obstacles).map(of_claim));
    }
    let mut known = BTreeSet::new();
    found.retain(|text| known.insert(text.clone()));
    found
}
