//! `judge`: one change to the checklist of one claim.

use super::Outcome;
use super::args::Judge;
use super::output::Output;
use crate::desk::{Desk, Failure, FailureKind, Judging, Review};
use crate::domain::{
    CellKey, EvidencePin, Judgement, PoeDocument, ReasonCode, ReasonMark, Requirement, UnknownWord,
};
use crate::text::Span;

/// `judge`
pub(super) fn run(args: &Judge, desk: &mut Desk, output: &mut Output<'_>) -> Outcome {
    let review = desk.review(&args.claim)?;
    let changes = changes(args, &review)?;
    if changes.is_empty() {
        return Err(usage("Nothing was said about the claim.")
            .hint("Give --cell with --verdict or --clear, --qualifications, --exclude, --kind or --claim-reason.")
            .into());
    }
    for change in changes {
        desk.judge(&args.claim, &change)?;
    }
    let review = desk.review(&args.claim)?;
    super::lease::tell(&args.claim, review.holder.as_ref(), output)?;
    super::claim::print_checklist(&review, output)?;
    Ok(0)
}

pub(super) fn usage(why: impl Into<String>) -> Failure {
    Failure::new(FailureKind::Usage, "The cell could not be judged.", why)
}

fn changes(args: &Judge, review: &Review) -> Result<Vec<Judging>, Failure> {
    let mut changes = Vec::new();
    if let Some(cell) = &args.cell {
        let key = cell_key(cell, review)?;
        if args.clear {
            changes.push(Judging::Clear(key));
        } else if args.confirm {
            changes.push(confirmed(key, review)?);
        } else {
            changes.push(Judging::Judge(key, judgement(args, review)?));
        }
    }
    if let Some(seen) = &args.qualifications {
        changes.push(Judging::Qualifications(seen.iter().copied().collect()));
    }
    if let Some(text) = &args.exclude {
        let (document, code) =
            text.rsplit_once('=').ok_or_else(|| usage(format!("{text:?} has no = in it.")))?;
        let code = if code.is_empty() { None } else { Some(reason_code(code)?) };
        changes.push(Judging::Exclude(document.to_owned(), code));
    }
    if let Some(text) = &args.kind {
        let (document, kind) =
            text.rsplit_once('=').ok_or_else(|| usage(format!("{text:?} has no = in it.")))?;
        let kind = if kind.is_empty() {
            None
        } else {
            Some(kind.parse().map_err(|error: UnknownWord| usage(format!("{error}.")))?)
        };
        changes.push(Judging::Kind(document.to_owned(), kind));
    }
    if let Some(reasons) = &args.claim_reason {
        let marks = reasons.iter().filter(|text| !text.is_empty()).map(|text| reason_mark(text));
        changes.push(Judging::ClaimReasons(marks.collect::<Result<_, _>>()?));
    }
    Ok(changes)
}

/// The verdict of the earlier revision, as it stands on this one.
pub(super) fn confirmed(key: CellKey, review: &Review) -> Result<Judging, Failure> {
    let carried = review.carried.iter().find(|carried| carried.key == key);
    let carried = carried.ok_or_else(|| usage(format!("{key} has no verdict of an earlier revision.")))?;
    match (&carried.restated, &carried.why) {
        (Some(judgement), _) => Ok(Judging::Judge(key, judgement.clone())),
        (None, why) => Err(usage(why.clone().unwrap_or_default()).hint("Judge the cell again.")),
    }
}

fn judgement(args: &Judge, review: &Review) -> Result<Judgement, Failure> {
    let verdict = args.verdict.ok_or_else(|| usage("--cell needs --verdict or --clear."))?;
    let by_place = args.pin.iter().map(|text| pin_by_place(text, review));
    let by_words = args.quote.iter().map(|text| pin_by_words(text, review));
    Ok(Judgement {
        reasons: args.reason.iter().map(|text| reason_mark(text)).collect::<Result<_, _>>()?,
        pins: by_place.chain(by_words).collect::<Result<_, _>>()?,
        note: args.note.clone(),
        ..Judgement::bare(verdict)
    })
}

/// Reads `R3:Microsoft Intune`; the workload may be any name the edition knows it by.
pub(super) fn cell_key(text: &str, review: &Review) -> Result<CellKey, Failure> {
    let (row, workload) = text.split_once(':').map_or((text, None), |(row, name)| (row, Some(name.trim())));
    let requirement = Requirement::find(row.trim()).ok_or_else(|| {
        usage(format!("There is no requirement {row:?}.")).hint("Requirements are R1 to R6.")
    })?;
    let Some(name) = workload else {
        return Ok(CellKey::claim(requirement));
    };
    let canonical = review.edition.canonical(name);
    let claimed = review.claim.workloads.iter().map(|line| line.name.as_str());
    let found = claimed
        .clone()
        .find(|claimed| claimed.eq_ignore_ascii_case(name) || review.edition.canonical(claimed) == canonical);
    found.map(|name| CellKey::workload(requirement, name)).ok_or_else(|| {
        let known: Vec<&str> = claimed.collect();
        usage(format!("{name:?} is not claimed.")).hint(format!("The claim lists {}.", known.join(", ")))
    })
}

fn reason_code(text: &str) -> Result<ReasonCode, Failure> {
    ReasonCode::parse(text).map_err(|error| usage(error.to_string()))
}

/// Reads `RC-R1-05,doc=mail.pdf`.
fn reason_mark(text: &str) -> Result<ReasonMark, Failure> {
    let mut parts = text.split(',');
    let mut mark = ReasonMark::bare(reason_code(parts.next().unwrap_or_default().trim())?);
    for part in parts {
        let (name, value) =
            part.split_once('=').ok_or_else(|| usage(format!("{part:?} is not name=value.")))?;
        mark.fills.insert(name.trim().to_owned(), value.trim().to_owned());
    }
    Ok(mark)
}

pub(super) fn document<'r>(name: &str, review: &'r Review) -> Result<&'r PoeDocument, Failure> {
    review.claim.document(name).map(AsRef::as_ref).ok_or_else(|| {
        let known: Vec<&str> = review.claim.documents.iter().map(|d| d.file_name.as_str()).collect();
        Failure::new(
            FailureKind::NotFound,
            "The evidence could not be pinned.",
            format!("There is no document {name:?}."),
        )
        .hint(format!("Documents are {}.", known.join(", ")))
    })
}

/// Reads `FILE-NAME:START-END`.
pub(super) fn pin_by_place(text: &str, review: &Review) -> Result<EvidencePin, Failure> {
    let parsed = text.rsplit_once(':').and_then(|(name, range)| {
        let (start, end) = range.split_once('-')?;
        Some((name, Span::new(start.trim().parse().ok()?, end.trim().parse().ok()?)))
    });
    let (name, span) = parsed.ok_or_else(|| usage(format!("{text:?} is not FILE-NAME:START-END.")))?;
    pin_at(document(name, review)?, span)
}

/// Pins a stretch of a document's text.
pub(super) fn pin_at(document: &PoeDocument, span: Span) -> Result<EvidencePin, Failure> {
    EvidencePin::new(document, span).ok_or_else(|| {
        let (start, end) = (span.start, span.end);
        usage(format!("Bytes {start} to {end} are not a stretch of text in {}.", document.file_name))
    })
}

/// Reads `FILE-NAME:TEXT`; the text must occur once.
pub(super) fn pin_by_words(text: &str, review: &Review) -> Result<EvidencePin, Failure> {
    let named = review.claim.documents.iter().find_map(|document| {
        text.strip_prefix(document.file_name.as_str())?.strip_prefix(':').map(|words| (document, words))
    });
    let (document, words) =
        named.ok_or_else(|| usage(format!("{text:?} does not begin with a document and a colon.")))?;
    pin_quoted(document, words)
}

/// Pins words of a document, where they occur once.
pub(super) fn pin_quoted(document: &PoeDocument, words: &str) -> Result<EvidencePin, Failure> {
    let mut places = document.text.match_indices(words);
    match (places.next(), places.next()) {
        (Some((at, _)), None) => EvidencePin::new(document, Span::new(at, at + words.len()))
            .ok_or_else(|| usage("An empty text cannot be pinned.")),
        (None, _) => Err(usage(format!("{} does not contain {words:?}.", document.file_name))),
        (Some(_), Some(_)) => {
            Err(usage(format!("{} contains {words:?} more than once.", document.file_name))
                .hint("Pin it by place: --pin FILE-NAME:START-END."))
        }
    }
}
