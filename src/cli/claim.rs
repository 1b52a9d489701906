//! `show`, `suggest` and `history`: everything about a claim, nothing changed.

use super::args::{Format, OneClaim, Show, Suggest};
use super::output::Output;
use super::{Outcome, Stop};
use crate::desk::{
    CarriedCell, DecisionState, Desk, Failure, FailureKind, RecordedDecision, Review, requests,
};
use crate::domain::{Cell, Suggestions, Verdict};
use crate::rules;
use crate::text::clean;
use std::io;

/// `show`
pub(super) fn show(args: &Show, desk: &mut Desk, output: &mut Output<'_>) -> Outcome {
    let review = desk.review(&args.claim)?;
    if let Some(name) = &args.document {
        return document(name, &review, output);
    }
    if output.format != Format::Text {
        output.object(&as_json(&review))?;
        return Ok(0);
    }
    print_header(&review, output)?;
    print_requests(&review, output)?;
    print_checklist(&review, output)?;
    for document in &review.claim.documents {
        let hidden = clean::hidden(&document.text);
        let odd = if hidden == 0 { String::new() } else { format!(", {hidden} hidden characters") };
        let lines = clean::line_spans(&document.text).len();
        let corrected = review.checklist.kinds.get(&document.file_name);
        let kind = corrected.copied().unwrap_or(document.kind).label();
        output.line(&format!("  {}  ({kind}, {lines} lines{odd})", document.file_name))?;
    }
    let decisions =
        [("Decided here", &review.decision), ("Decided here on an earlier revision", &review.earlier)];
    for (lead, recorded) in decisions {
        if let Some(recorded) = recorded {
            output.line("")?;
            output.line(&format!("{lead}: {}", decision_text(recorded)))?;
        }
    }
    Ok(0)
}

fn decision_text(recorded: &RecordedDecision) -> String {
    let decision = &recorded.decision;
    let until = decision.held_until.filter(|_| recorded.state == DecisionState::Held);
    let until = until.map(|at| format!(" until {}", at.format("%Y-%m-%d %H:%M UTC"))).unwrap_or_default();
    format!(
        "{} by {} on {}, {}{until} (event {}, {})",
        decision.kind.label(),
        decision.actor.name,
        decision.decided_at.format("%Y-%m-%d %H:%M UTC"),
        recorded.state.word(),
        recorded.seq,
        recorded.hash.short()
    )
}

pub(super) fn as_json(review: &Review) -> serde_json::Value {
    serde_json::json!({
        "schema": "proofdesk.claim/1",
        "claim": review.claim,
        "digest": review.digest,
        "edition": review.edition.id,
        "edition_inferred": review.edition_inferred,
        "waiting": review.waiting,
        "clocks": review.clocks,
        "predictions": review.predictions,
        "acknowledgement_window": review.window,
        "contested": review.standing.contested,
        "checklist": review.checklist,
        "outcome": rules::outcome(&review.claim, &review.edition, &review.checklist).ok(),
        "gaps": rules::gaps(&review.claim, &review.edition, &review.checklist),
        "decision": review.decision,
        "earlier": review.earlier,
        "carried": review.carried,
        "seat": review.seat,
        "sealed": review.sealed,
        "excluded": review.excluded,
        "requests": requests(review),
        "as_of": review.as_of,
    })
}

fn print_header(review: &Review, output: &mut Output<'_>) -> io::Result<()> {
    let claim = &review.claim;
    let inferred = if review.edition_inferred { ", inferred" } else { "" };
    let mut facts = vec![
        ("Claim", format!("{}  {}", claim.claim_id, claim.claim_name)),
        ("Partner", format!("{} ({})", claim.partner.name, claim.partner.partner_id)),
        (
            "Customer",
            format!("{}, {}, {}", claim.customer.name, claim.customer.country, claim.customer.sector.label()),
        ),
        ("Tenant", format!("{}  {}", claim.customer.tenant_id, claim.customer.domain)),
        ("Activity", format!("{}, {}", claim.activity.label(), claim.engagement)),
        ("Status", format!("{}, submitted {}", claim.status.label(), claim.submitted_on)),
        ("Edition", format!("{}{inferred}", review.edition.title)),
    ];
    if let Some((from, to)) = review.window {
        facts.push(("Window", format!("acknowledgement from {from} to {to}")));
    }
    facts.extend(review.clocks.iter().map(|clock| {
        let until = clock.deadline.map_or_else(
            || clock.without_deadline().to_owned(),
            |at| at.format("%Y-%m-%d %H:%M UTC").to_string(),
        );
        ("Clock", format!("{}: {until}, waits for {} ({})", clock.label, clock.turn.label(), clock.rule))
    }));
    facts.extend(review.predictions.iter().map(|prediction| ("Predicted", prediction.text.clone())));
    if !review.standing.contested.is_empty() {
        facts.push(("Contested", review.standing.contested.join(", ")));
    }
    for (name, value) in facts {
        output.line(&format!("{name:<10} {value}"))?;
    }
    output.line("")
}

/// What was asked before, beside what came since.
fn print_requests(review: &Review, output: &mut Output<'_>) -> io::Result<()> {
    let asked = requests(review);
    if asked.is_empty() {
        return Ok(());
    }
    for item in &asked.todo {
        let cell = item.cell.as_ref().map(|key| format!(" {key}")).unwrap_or_default();
        let state = match item.cured {
            Some(true) => "cured",
            Some(false) => "not cured",
            None => "not judged yet",
        };
        output.line(&format!("Asked      {}{cell}: {state}", item.code))?;
    }
    for name in &asked.newer {
        output.line(&format!("Came since {name}"))?;
    }
    if asked.unchanged {
        output.line("Unchanged  Submitted again without any new text.")?;
    }
    output.line("")
}

/// The matrix and what follows from it.
pub(super) fn print_checklist(review: &Review, output: &mut Output<'_>) -> io::Result<()> {
    if output.format != Format::Text {
        return output.object(&as_json(review));
    }
    if review.sealed {
        output.line("A dispute: the first decision is sealed until every cell is judged.")?;
    }
    if let Some(why) = &review.excluded {
        output.line(why)?;
    }
    for cell in &review.checklist.cells {
        output.line(&cell_text(cell))?;
        if let Some(carried) = review.carried.iter().find(|carried| carried.key == cell.key) {
            output.line(&carried_text(carried))?;
        }
    }
    output.line(&rules::live_sentence(&review.claim, &review.edition, &review.checklist))?;
    output.line("")
}

/// What an earlier revision was judged, and what becomes of it.
fn carried_text(carried: &CarriedCell) -> String {
    let verdict = carried.earlier.verdict.label();
    match &carried.why {
        Some(why) => format!("      was {verdict}; to be judged again: {why}"),
        None => format!("      was {verdict}, still stands: judge --confirm takes it over"),
    }
}

fn cell_text(cell: &Cell) -> String {
    let verdict = cell.verdict().map_or("open", Verdict::label);
    let judgement = cell.judgement.as_ref();
    let codes: Vec<&str> =
        judgement.iter().flat_map(|judgement| &judgement.reasons).map(|mark| mark.code.as_str()).collect();
    let pins = judgement.map_or(0, |judgement| judgement.pins.len());
    let pins = if pins == 0 { String::new() } else { format!("  {pins} pinned") };
    let why = cell.settled.as_deref().filter(|_| judgement.is_none()).unwrap_or_default();
    format!("  {verdict:<15} {}  {}{pins} {why}", cell.key, codes.join(" ")).trim_end().to_owned()
}

fn document(name: &str, review: &Review, output: &mut Output<'_>) -> Outcome {
    let document = review.claim.document(name).ok_or_else(|| {
        let known: Vec<&str> = review.claim.documents.iter().map(|d| d.file_name.as_str()).collect();
        Failure::new(
            FailureKind::NotFound,
            "The document cannot be shown.",
            format!("The claim has no {name:?}."),
        )
        .hint(format!("Documents are {}.", known.join(", ")))
    })?;
    if output.format != Format::Text {
        output.object(document)?;
        return Ok(0);
    }
    for (number, span) in clean::line_spans(&document.text).into_iter().enumerate() {
        let text: String = span
            .of(&document.text)
            .map(|line| clean::line(line, span.start).into_iter().map(|piece| piece.text).collect())
            .unwrap_or_default();
        output.line(&format!("{:>5}  {text}", number + 1))?;
    }
    Ok(0)
}

/// `suggest`
pub(super) fn suggest(args: &Suggest, desk: &mut Desk, output: &mut Output<'_>) -> Outcome {
    if args.explain {
        return super::explain::run(&sorted(&args.claims), desk, output);
    }
    if args.claims.is_empty() {
        assess_all(desk, output)?;
    }
    let claims = if args.claims.is_empty() { desk.claim_ids()? } else { sorted(&args.claims) };
    if output.format == Format::Json {
        let all: Vec<Suggestions> = claims.iter().map(|id| desk.suggestions(id)).collect::<Result<_, _>>()?;
        output.list("proofdesk.suggestions/1", &all)?;
        return Ok(0);
    }
    for id in &claims {
        let suggestions = desk.suggestions(id)?;
        if output.format == Format::Jsonl {
            output.object(&suggestions)?;
        } else {
            print_suggestions(&suggestions, output)?;
        }
    }
    Ok(0)
}

/// Computes what is missing on all processors; Ctrl-C stops it and keeps what is done.
fn assess_all(desk: &mut Desk, output: &Output<'_>) -> Result<(), Stop> {
    let (job, interrupt) = super::import::watched_job(output)?;
    let assessed = desk.assess_all(&job);
    signal_hook::low_level::unregister(interrupt);
    Ok(assessed.map(drop)?)
}

fn sorted(claims: &[crate::domain::ClaimId]) -> Vec<crate::domain::ClaimId> {
    let mut claims = claims.to_vec();
    claims.sort();
    claims.dedup();
    claims
}

fn print_suggestions(suggestions: &Suggestions, output: &mut Output<'_>) -> io::Result<()> {
    output.line(&format!("{}  ({})", suggestions.claim_id, suggestions.engine))?;
    for cell in &suggestions.cells {
        let workload = cell.workload.as_deref().map_or_else(String::new, |name| format!(" ({name})"));
        output.line(&format!(
            "  {} {}{workload}: {}",
            cell.requirement.code(),
            cell.requirement.label(),
            cell.signal.label()
        ))?;
        for candidate in &cell.candidates {
            output.line(&format!(
                "      {:<8} {} {}-{}  {}",
                candidate.polarity.label(),
                candidate.document,
                candidate.span.start,
                candidate.span.end,
                candidate.text
            ))?;
            output.line(&format!("               {} [{}]", candidate.why, candidate.signals.join(" ")))?;
        }
        for caution in &cell.cautions {
            output.line(&format!("      caution  {} [{}]", caution.text, caution.code))?;
        }
    }
    for workload in &suggestions.workloads {
        output.line(&format!("  {} is {}", workload.name, workload.mention.label()))?;
    }
    output.line("")
}

/// `history`
pub(super) fn history(args: &OneClaim, desk: &mut Desk, output: &mut Output<'_>) -> Outcome {
    let review = desk.review(&args.claim)?;
    if output.format != Format::Text {
        output.list("proofdesk.history/1", &review.history)?;
        return Ok(0);
    }
    for line in &review.history {
        let place = if line.here { "desk " } else { "claim" };
        output.line(&format!(
            "{}  {place}  {}: {}",
            line.at.format("%Y-%m-%d %H:%M"),
            line.actor,
            line.text
        ))?;
    }
    Ok(0)
}
