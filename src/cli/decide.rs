//! `decide`, `withdraw` and `skip`.

use super::args::{Because, Decide, Format};
use super::output::Output;
use super::{Outcome, Stop};
use crate::desk::{CommitCard, DecideRequest, Desk, Failure, FailureKind, Review, commit_card};
use std::io::Read;
use std::path::Path;

/// `decide`
pub(super) fn decide(args: &Decide, desk: &mut Desk, output: &mut Output<'_>) -> Outcome {
    let mut review = desk.review(&args.claim)?;
    review.chosen = args.kind.or(review.chosen);
    review.rationale = args.because.clone().or(review.rationale);
    review.cause = args.cause.or(review.cause);
    if let Some(path) = &args.comment {
        review.comment_draft = Some(read_comment(path)?);
    }
    let card = commit_card(&review)
        .map_err(|gaps| refused(&gaps.iter().map(|gap| gap.text.clone()).collect::<Vec<_>>()))?;
    if args.dry_run {
        print_card(&card, output)?;
        return Ok(0);
    }
    if !card.obstacles.is_empty() {
        return Err(refused(&card.obstacles).into());
    }
    let receipt = desk.decide(&request(&review, &card))?.value;
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

fn request(review: &Review, card: &CommitCard) -> DecideRequest {
    DecideRequest {
        claim_id: review.claim.claim_id.clone(),
        id: review.decision_id.clone(),
        digest: review.digest,
        round: review.round,
        kind: card.kind,
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
