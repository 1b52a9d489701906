//! `conflicts grade`, `resolve`, `resolutions`, `withdraw` and `reopen`.

use crate::cli::Outcome;
use crate::cli::args::{Format, Grade, Resolve, TakeBack};
use crate::cli::judge::{pin_by_place, pin_by_words};
use crate::cli::output::Output;
use crate::desk::{
    ComparedSide, Comparison, Desk, DraftRuling, Failure, FailureKind, GradeRequest, RecordedResolution,
    ResolutionCard, ResolveDraft, ResolveRequest,
};
use crate::domain::{
    CascadeLine, ClaimId, ConflictId, ConflictOutcome, Digest, Factor, FactorGrade, ResolutionId, Status,
};
use serde::Serialize;
use std::io;

/// `conflicts grade`
pub(super) fn grade(args: &Grade, desk: &mut Desk, output: &mut Output<'_>) -> Outcome {
    let review = desk.review(&args.party)?;
    let by_place = args.pin.as_deref().map(|text| pin_by_place(text, &review));
    let by_words = args.quote.as_deref().map(|text| pin_by_words(text, &review));
    let grade = FactorGrade {
        factor: args.factor,
        grade: crate::domain::Grade::new(args.value).map_err(|error| usage(error.to_string()))?,
        pin: by_place.or(by_words).transpose()?,
        note: args.note.clone(),
    };
    let request = GradeRequest { conflict: args.conflict.clone(), claim_id: args.party.clone(), grade };
    let comparison = desk.grade(&request)?.value;
    print_factors(&comparison, output)?;
    Ok(0)
}

/// `conflicts resolve`
pub(super) fn resolve(args: &Resolve, desk: &mut Desk, output: &mut Output<'_>) -> Outcome {
    let draft = draft(args)?;
    let card = desk.resolution_card(&draft)?;
    if args.dry_run {
        print_card(&card, output)?;
        return Ok(0);
    }
    let seen = card.compared.into_iter().map(|comparison| comparison.seen).collect();
    let request = ResolveRequest { id: desk.new_resolution_id()?, draft, seen };
    let done = desk.resolve(&request)?.value;
    print_resolution(&done, output)?;
    Ok(0)
}

/// `conflicts resolutions`
pub(super) fn list(desk: &mut Desk, output: &mut Output<'_>) -> Outcome {
    let resolutions = desk.resolutions(None)?;
    if output.format == Format::Text {
        resolutions.iter().try_for_each(|one| print_resolution(one, output))?;
    } else {
        output.list("proofdesk.resolutions/1", &resolutions)?;
    }
    Ok(0)
}

/// `conflicts withdraw`
pub(super) fn withdraw(args: &TakeBack, desk: &mut Desk, output: &mut Output<'_>) -> Outcome {
    match taken(&args.id)? {
        Taken::Batch(plan) => {
            let receipt = desk.take_back_batch(&plan, &args.because)?.value;
            output.talk(&format!(
                "Batch {} is taken back: {} rows.",
                plan.short(),
                receipt.resolutions.len()
            ))?;
        }
        Taken::One(id) => {
            desk.withdraw_resolution(&id, &args.because)?;
            output.talk("The resolution is withdrawn, its decisions with it; the claims wait again.")?;
        }
    }
    Ok(0)
}

/// `conflicts reopen`
pub(super) fn reopen(args: &TakeBack, desk: &mut Desk, output: &mut Output<'_>) -> Outcome {
    match taken(&args.id)? {
        Taken::Batch(_) => withdraw(args, desk, output),
        Taken::One(id) => {
            desk.reopen_resolution(&id, &args.because)?;
            output.talk("The resolution is open again, its decisions with it; the claims wait again.")?;
            Ok(0)
        }
    }
}

/// What an id stands for.
enum Taken {
    One(ResolutionId),
    Batch(Digest),
}

fn taken(text: &str) -> Result<Taken, Failure> {
    let one = ResolutionId::parse(text).map(Taken::One);
    one.or_else(|_| text.parse().map(Taken::Batch))
        .map_err(|_| usage(format!("{text:?} is no resolution of 32 digits and no batch of 64.")))
}

fn usage(why: impl Into<String>) -> Failure {
    Failure::new(FailureKind::Usage, "The conflict was not settled.", why)
}

fn draft(args: &Resolve) -> Result<ResolveDraft, Failure> {
    let mut rulings = Vec::new();
    for (at, conflict) in args.conflicts.iter().enumerate() {
        let own = args.split.iter().find_map(|text| {
            let (id, outcome) = text.split_once('=')?;
            (id == conflict.as_str()).then_some(outcome)
        });
        let outcome = match own {
            Some(outcome) => read_outcome(outcome)?,
            None => common(args, at)?,
        };
        rulings.push(DraftRuling { conflict: conflict.clone(), outcome });
    }
    Ok(ResolveDraft {
        rulings,
        rationale: args.because.clone(),
        consulted: args.consulted.clone(),
        override_reason: args.overriding.clone(),
    })
}

/// The outcome of the conflict at this place, when it has none of its own.
fn common(args: &Resolve, at: usize) -> Result<ConflictOutcome, Failure> {
    let winner = args.winner.get(at).or_else(|| args.winner.first().filter(|_| args.winner.len() == 1));
    match (winner, args.neither, args.ambiguous, args.duplicate) {
        (Some(claim), ..) => Ok(ConflictOutcome::Party { claim: claim.clone() }),
        (_, true, ..) => Ok(ConflictOutcome::Neither),
        (_, _, true, _) => Ok(ConflictOutcome::Ambiguous),
        (.., true) => Ok(ConflictOutcome::Duplicate),
        _ => Err(usage("No outcome is given.").hint("--winner CLAIM, --neither, --ambiguous or --split.")),
    }
}

fn read_outcome(text: &str) -> Result<ConflictOutcome, Failure> {
    match text {
        "neither" => Ok(ConflictOutcome::Neither),
        "ambiguous" => Ok(ConflictOutcome::Ambiguous),
        id => ClaimId::parse(id)
            .map(|claim| ConflictOutcome::Party { claim })
            .map_err(|error| usage(error.to_string())),
    }
}

/// The factor table: one row a factor, one column a party, and nothing below it.
pub(super) fn print_factors(comparison: &Comparison, output: &mut Output<'_>) -> io::Result<()> {
    if output.format != Format::Text {
        let sides: Vec<_> = comparison.sides.iter().map(Graded::of).collect();
        let conflict = &comparison.conflict.id;
        return output.object(
            &serde_json::json!({ "schema": "proofdesk.grades/1", "conflict": conflict, "sides": sides }),
        );
    }
    let ids: Vec<&str> = comparison.sides.iter().map(|side| side.party.claim_id.as_str()).collect();
    output.line(&format!("{:<46}{}", "", ids.join("  ")))?;
    for factor in Factor::ALL {
        let grade = |side: &ComparedSide| {
            side.grade(*factor).map_or_else(|| "      -".to_owned(), |grade| format!("{:>7}", grade.grade))
        };
        let grades: Vec<String> = comparison.sides.iter().map(grade).collect();
        output.line(&format!("{:<46}{}", factor.label(), grades.join("  ")))?;
    }
    Ok(())
}

#[derive(Serialize)]
struct Graded<'a> {
    claim_id: &'a ClaimId,
    grades: &'a [FactorGrade],
}

impl<'a> Graded<'a> {
    fn of(side: &'a ComparedSide) -> Self {
        Self { claim_id: &side.party.claim_id, grades: &side.grades }
    }
}

fn print_card(card: &ResolutionCard, output: &mut Output<'_>) -> io::Result<()> {
    if output.format != Format::Text {
        let cascade: Vec<_> = card
            .cascade
            .iter()
            .map(|preview| {
                serde_json::json!({
                    "partner": preview.partner, "before": preview.before, "line": preview.line,
                    "comment": preview.card.as_ref().map(|card| &card.comment.text), "lints": preview.lints,
                })
            })
            .collect();
        let conflicts: Vec<&ConflictId> = card.compared.iter().map(|one| &one.conflict.id).collect();
        return output.object(&serde_json::json!({
            "schema": "proofdesk.resolution-card/1", "conflicts": conflicts, "gaps": card.gaps,
            "guards": card.guards, "cascade": cascade, "obstacles": card.obstacles,
        }));
    }
    for comparison in &card.compared {
        output.line(&comparison.conflict.key.subject_in_words())?;
        print_factors(comparison, output)?;
    }
    for preview in &card.cascade {
        print_line(&preview.partner, Some(preview.before), &preview.line, output)?;
        if let Some(card) = &preview.card {
            card.comment.text.lines().try_for_each(|line| output.line(&format!("      {line}")))?;
        }
    }
    card.obstacles.iter().try_for_each(|obstacle| output.line(&format!("! {obstacle}")))
}

/// One claim: before, after, why, messages.
pub(super) fn print_line(
    partner: &str,
    before: Option<Status>,
    line: &CascadeLine,
    output: &mut Output<'_>,
) -> io::Result<()> {
    let before = before.map_or_else(String::new, |before| format!("{} -> ", before.label().to_lowercase()));
    output.line(&format!("  {}  {before}{}  {partner}", line.claim_id, line.kind.label()))?;
    output.line(&format!("      {}", line.why))?;
    line.notices.iter().try_for_each(|notice| {
        output.line(&format!("      {}:", notice.template))?;
        notice.text.lines().try_for_each(|text| output.line(&format!("      {text}")))
    })
}

/// A resolution as it is recorded.
pub(super) fn print_resolution(one: &RecordedResolution, output: &mut Output<'_>) -> io::Result<()> {
    if output.format != Format::Text {
        return output.object(&serde_json::json!({ "schema": "proofdesk.resolution/1", "resolution": one }));
    }
    let resolution = &one.resolution;
    for ruling in &resolution.rulings {
        output.line(&format!("{}  {}: {}", ruling.conflict, ruling.subject, ruling.outcome))?;
    }
    let state = match (&one.ended, one.released) {
        (Some(ended), _) => format!("taken back by {ended}"),
        (None, true) => "released".to_owned(),
        (None, false) => "held".to_owned(),
    };
    output.line(&format!(
        "  {}, event {} ({}), {state}. {}",
        resolution.id,
        one.seq,
        one.hash.short(),
        resolution.rationale
    ))?;
    resolution.cascade.iter().try_for_each(|line| print_line("", None, line, output))
}
