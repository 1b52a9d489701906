//! The story of a claim in words: what its snapshot reports, and what this desk did.

use super::HistoryLine;
use crate::domain::{Act, Claim, Event, HistoryAction, Judgement};

/// All lines, oldest first.
pub(super) fn lines(claim: &Claim, events: &[Event]) -> Vec<HistoryLine> {
    let reported = claim.history.iter().map(|entry| HistoryLine {
        at: entry.on,
        actor: entry.actor.clone(),
        text: with_note(&action_words(&entry.action), entry.note.as_deref()),
        here: false,
    });
    let commented = claim.comments.iter().map(|comment| HistoryLine {
        at: comment.on,
        actor: comment.author.clone(),
        text: format!("wrote: {}", comment.text),
        here: false,
    });
    let done_here = events.iter().map(|event| HistoryLine {
        at: event.at,
        actor: format!("{} ({})", event.actor.name, event.actor.role.label()),
        text: act_words(&event.act),
        here: true,
    });
    let mut reported: Vec<HistoryLine> = reported.chain(commented).collect();
    reported.sort_by_key(|line| line.at);
    // Acts of this desk stay in the order of the chain, whatever the clocks of the computers said.
    reported.into_iter().chain(done_here).collect()
}

fn with_note(text: &str, note: Option<&str>) -> String {
    match note.filter(|note| !note.is_empty()) {
        Some(note) => format!("{text}: {note}"),
        None => text.to_owned(),
    }
}

/// What a line of the claim's history reports.
pub(super) fn action_words(action: &HistoryAction) -> String {
    match action {
        HistoryAction::Created => "created the claim",
        HistoryAction::Submission => "submitted it",
        HistoryAction::Resubmission => "submitted it again",
        HistoryAction::SetUnderReview => "set it under review",
        HistoryAction::ActionRequired => "asked the partner for more",
        HistoryAction::Approval => "approved it",
        HistoryAction::Rejection => "rejected it",
        HistoryAction::Dispute => "opened a dispute",
        HistoryAction::ConflictNotice => "sent a conflict notice",
        HistoryAction::EvidenceWindowClosed => "the evidence window closed",
        HistoryAction::DocumentSubmission => "added a document",
        HistoryAction::Comment => "commented",
        HistoryAction::RequestCustomerConsent => "asked the customer for consent",
        HistoryAction::CustomerConsentApproved => "the customer consented",
        HistoryAction::Other(text) => return text.clone(),
    }
    .to_owned()
}

fn act_words(act: &Act) -> String {
    match act {
        Act::DeskCreated { lineage } => format!("made the desk for {lineage}"),
        Act::SnapshotOpened { sha256, sealed } => {
            format!(
                "opened the snapshot {} ({})",
                sha256.short(),
                if *sealed { "sealed" } else { "unsealed" }
            )
        }
        Act::Decided(decision) => with_note(
            &format!("decided: {}", decision.kind.label().to_lowercase()),
            decision.rationale.as_deref(),
        ),
        Act::SeatTaken { seat, .. } => format!("began the {}", seat.label()),
        Act::Released { decisions, way } => {
            format!("released {} ({})", counted(decisions.len(), "decision"), way.label())
        }
        Act::Reopened(reopening) => format!("opened the decision again: {}", reopening.reason),
        Act::Voided(voiding) => format!("found the decision procedurally wrong: {}", voiding.reason),
        Act::ExpiryConfirmed { transition, deadline, .. } => {
            format!(
                "confirmed that the clock ran out on {} ({transition})",
                deadline.format("%Y-%m-%d %H:%M UTC")
            )
        }
        Act::LeaseTaken { from, .. } => format!("took it over from {from}"),
        Act::SampleSeeded { period, .. } => format!("set the seed of the sample of {period}"),
        Act::SecondLooked(look) => format!("signed a second look: {}", look.kind.label().to_lowercase()),
        Act::Adjudicated(settled) => {
            format!("settled {}: {}", counted(settled.cells.len(), "differing cell"), settled.note)
        }
        Act::CaseNoted { requirement, text } => format!("noted on {}: {text}", requirement.code()),
        Act::Resolved(resolution) => {
            let outcomes =
                resolution.rulings.iter().map(|ruling| format!("{}: {}", ruling.subject, ruling.outcome));
            let outcomes: Vec<String> = outcomes.collect();
            format!("settled the conflict over {} ({})", outcomes.join("; "), resolution.rationale)
        }
        Act::ResolutionEnded(end) if end.released => format!("opened the resolution again: {}", end.reason),
        Act::ResolutionEnded(end) => format!("withdrew the resolution: {}", end.reason),
        Act::Graded { grade, .. } => {
            with_note(&format!("graded {}: {}", grade.factor.label(), grade.grade), grade.note.as_deref())
        }
        Act::Merged { desk, seq, .. } => format!("merged the desk {desk} up to event {seq}"),
        Act::Withdrawn(withdrawal) => format!("withdrew the decision: {}", withdrawal.reason),
        Act::ConflictNoticed { conflict, to, sent_at } => format!(
            "recorded that {} was told of the conflict about {} on {}",
            to.label(),
            conflict.subject_in_words(),
            sent_at.format("%Y-%m-%d %H:%M UTC")
        ),
        Act::Skipped { reason } => format!("passed it on: {reason}"),
        Act::Exported { target, decisions, .. } => format!("exported {decisions} decisions to {target}"),
        _ => mark_words(act),
    }
}

/// Acts that change the checklist, and whatever else is about the papers of the claim.
fn mark_words(act: &Act) -> String {
    match act {
        Act::Judged { cell, judgement, .. } => format!("judged {cell}: {}", judgement_words(judgement)),
        Act::Cleared { cell, .. } => format!("opened {cell} again"),
        Act::QualificationsSeen { seen, .. } => format!("saw qualifications {}", numbers(seen)),
        Act::DocumentExcluded { document, reason: Some(code), .. } => {
            format!("set {document} aside ({code})")
        }
        Act::DocumentExcluded { document, reason: None, .. } => format!("let {document} count again"),
        Act::DocumentKindSet { document, kind: Some(kind) } => {
            format!("took {document} for: {}", kind.label())
        }
        Act::DocumentKindSet { document, kind: None } => {
            format!("took {document} for what it was delivered as")
        }
        Act::SharedTextDismissed { other, reason } => {
            with_note(&format!("held text shared with claim {other} to be no problem"), Some(reason))
        }
        Act::SharedTextReopened { other, reason } => {
            with_note(&format!("wants text shared with claim {other} to be looked at again"), Some(reason))
        }
        Act::ClaimReasonsSet { reasons, .. } => {
            let codes: Vec<&str> = reasons.iter().map(|mark| mark.code.as_str()).collect();
            format!(
                "noted for the claim: {}",
                if codes.is_empty() { "nothing".into() } else { codes.join(", ") }
            )
        }
        other => other.word().replace('-', " "),
    }
}

fn judgement_words(judgement: &Judgement) -> String {
    let codes: Vec<&str> = judgement.reasons.iter().map(|mark| mark.code.as_str()).collect();
    let mut words = judgement.verdict.label().to_owned();
    if !codes.is_empty() {
        words.extend([" (", &codes.join(", "), ")"]);
    }
    if !judgement.pins.is_empty() {
        words.extend([", ", &judgement.pins.len().to_string(), " pinned"]);
    }
    with_note(&words, judgement.note.as_deref())
}

fn counted(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}

fn numbers(seen: &[u8]) -> String {
    let words: Vec<String> = seen.iter().map(ToString::to_string).collect();
    if words.is_empty() { "none".to_owned() } else { words.join(", ") }
}
