//! `decide`, `withdraw` and `skip`.

use super::args::{Because, Decide, Format};
use super::output::Output;
use super::{Outcome, Stop};
use crate::desk::{CommitCard, DecideRequest, Desk, Failure, FailureKind, Review, commit_card};
use crate::domain::{Cause, ClaimId, DecisionKind};
use std::io::Read;
use std::path::Path;

/// What is said about a decision besides its checklist.
#[derive(Debug, Clone, Default)]
pub(super) struct Said {
    /// Another decision than the one that follows.
    pub(super) kind: Option<DecisionKind>,
    /// Why.
    pub(super) because: Option<String>,
    /// Why the first decision does not hold.
    pub(super) cause: Option<Cause>,
    /// The final comment.
    pub(super) comment: Option<String>,
    /// The final comment on the residual claim.
    pub(super) residual_comment: Option<String>,
}

impl Said {
    /// The claim with all this in place of what is drafted.
    pub(super) fn about(self, claim: &ClaimId, desk: &mut Desk) -> Result<Review, Failure> {
        let mut review = desk.review(claim)?;
        review.chosen = self.kind.or(review.chosen);
        review.rationale = self.because.or(review.rationale);
        review.cause = self.cause.or(review.cause);
        review.comment_draft = self.comment.or(review.comment_draft);
        review.residual_draft = self.residual_comment.or(review.residual_draft);
        Ok(review)
    }
}

/// `decide`
pub(super) fn decide(args: &Decide, desk: &mut Desk, output: &mut Output<'_>) -> Outcome {
    let comment = args.comment.as_deref().map(read_comment).transpose()?;
    let said = Said {
        kind: args.kind,
        because: args.because.clone(),
        cause: args.cause,
        comment,
        residual_comment: None,
    };
    let review = said.about(&args.claim, desk)?;
    if args.dry_run {
        print_card(&card(&review)?, output)?;
        return Ok(0);
    }
    let receipt = desk.decide(&signable(&review)?)?.value;
    super::lease::tell(&args.claim, receipt.holder.as_ref(), output)?;
    if output.format == Format::Text {
        let decision = &receipt.recorded.decision;
        let held = decision.held_until.map(|at| format!(", held until {}", at.format("%Y-%m-%d %H:%M UTC")));
        let held = held.unwrap_or_default();
        output.line(&format!(
            "Claim {}: {}, recorded as event {} ({}){held}. The snapshot still says {}.",
            decision.claim_id,
            decision.kind.label(),
            receipt.recorded.seq,
            receipt.recorded.hash.short(),
            review.claim.status.label()
        ))?;
    } else {
        output.object(&serde_json::json!({ "schema": "proofdesk.receipt/1", "receipt": receipt }))?;
    }
    Ok(0)
}

/// What would be recorded; refused while cells are open.
fn card(review: &Review) -> Result<CommitCard, Failure> {
    commit_card(review).map_err(|gaps| refused(&gaps.iter().map(|gap| gap.text.clone()).collect::<Vec<_>>()))
}

/// What is asked of the desk, unless something stands in the way of the card.
pub(super) fn signable(review: &Review) -> Result<DecideRequest, Failure> {
    if let Some(first) = &review.decision {
        let what = format!("Claim {} was not decided.", review.claim.claim_id);
        let why = format!("It was decided first by {}.", first.told());
        return Err(Failure::new(FailureKind::Refused, what, why)
            .hint("proofdesk history tells its story; withdraw or reopen takes a decision back."));
    }
    let card = card(review)?;
    if card.obstacles.is_empty() { Ok(request(review, card.kind)) } else { Err(refused(&card.obstacles)) }
}

/// What is asked of the desk.
pub(super) fn request(review: &Review, kind: DecisionKind) -> DecideRequest {
    DecideRequest {
        claim_id: review.claim.claim_id.clone(),
        id: review.decision_id.clone(),
        digest: review.digest,
        round: review.round,
        kind,
        rationale: review.rationale.clone(),
        comment: review.comment_draft.clone(),
        residual_comment: review.residual_draft.clone(),
        cause: review.cause,
    }
}

fn refused(obstacles: &[String]) -> Failure {
    Failure::new(FailureKind::Refused, "The claim cannot be decided as it stands.", obstacles.join(" "))
        .hint("Nothing was recorded. --dry-run shows the whole card.")
}

fn read_comment(path: &Path) -> Result<String, Failure> {
    let mut text = String::new();
    let read = if path == Path::new("-") {
        std::io::stdin().read_to_string(&mut text).map(|_| ())
    } else {
        std::fs::read_to_string(path).map(|content| text = content)
    };
    read.map(|()| text).map_err(|error| {
        Failure::new(
            FailureKind::Data,
            format!("The comment in {} cannot be read.", path.display()),
            error.to_string(),
        )
    })
}

fn print_card(card: &CommitCard, output: &mut Output<'_>) -> Result<(), Stop> {
    if output.format != Format::Text {
        output.object(&serde_json::json!({
            "schema": "proofdesk.commit-card/1",
            "derived": card.derived, "kind": card.kind, "split": card.split, "guards": card.guards,
            "comment": card.comment, "residual_comment": card.residual_comment, "lints": card.lints,
            "starts": card.starts, "dispute": card.dispute, "obstacles": card.obstacles,
        }))?;
        return Ok(());
    }
    output.line(&format!("{}  ({})", card.kind.label(), card.derived.rule))?;
    output.line(&card.derived.sentence)?;
    output.line(&format!("Approved: {}", card.split.approved().join(", ")))?;
    output.line(&format!("Not approved: {}", card.split.residual().join(", ")))?;
    for one in card.dispute.iter().flat_map(|answer| &answer.reasons) {
        let cell = one.cell.as_ref().map(|key| format!(" {key}")).unwrap_or_default();
        let resolved = if one.resolved { "resolved" } else { "not resolved" };
        output.line(&format!("First decision: {}{cell}: {resolved}", one.code))?;
    }
    if let Some(cause) = card.dispute.as_ref().and_then(|answer| answer.cause) {
        output.line(&format!("Cause: {}", cause.label()))?;
    }
    for text in std::iter::once(&card.comment).chain(&card.residual_comment) {
        output.line("")?;
        for line in text.text.lines() {
            output.line(line)?;
        }
    }
    for obstacle in &card.obstacles {
        output.line(&format!("! {obstacle}"))?;
    }
    Ok(())
}

/// `withdraw`
pub(super) fn withdraw(args: &Because, desk: &mut Desk, output: &mut Output<'_>) -> Outcome {
    desk.withdraw(&args.claim, &args.because)?;
    output.talk(&format!("The decision on claim {} is withdrawn; the claim waits again.", args.claim))?;
    Ok(0)
}

/// `skip`
pub(super) fn skip(args: &Because, desk: &mut Desk, output: &mut Output<'_>) -> Outcome {
    desk.skip(&args.claim, &args.because)?;
    output.talk(&format!("Claim {} left your queue; others still see it.", args.claim))?;
    Ok(0)
}
