//! A training pack checked as a whole: what no single file can tell.
//!
//! Every problem names the file and the line to mend: of the manifest, of the claims or of the answers. A pack
//! without problems can be played, and its answer key earns full marks.

mod answer;
mod decision;

use super::packs::{LoadedPack, PackCheck};
use crate::domain::{ClaimId, Verdict};
use crate::intake::Refusal;
use crate::policy::{Editions, pack::Order};

/// Checks everything and counts what was checked.
pub(super) fn check(loaded: &LoadedPack, editions: &Editions, check: &mut PackCheck) {
    manifest(loaded, &mut check.problems);
    for (id, line) in &loaded.claim_lines {
        let told = loaded.pack.sets.is_empty() && !loaded.answers.iter().any(|answer| answer.claim_id == *id);
        if told {
            check.problems.push(Refusal {
                file: claims_file(loaded),
                line: *line,
                field: Some("claim_id".to_owned()),
                claim_id: Some(id.to_string()),
                reason: format!("{} has no answer to this claim.", loaded.answers_file),
            });
        }
    }
    for right in &loaded.answers {
        check.claims += 1;
        check.cells += right.cells.iter().filter(|cell| cell.verdict != Verdict::NotApplicable).count();
        check.quotes += right.cells.iter().map(|cell| cell.evidence.len()).sum::<usize>();
        let report = |field: &str, reason: String| Refusal {
            file: loaded.answers_file.clone(),
            line: right.line,
            field: Some(field.to_owned()),
            claim_id: Some(right.claim_id.to_string()),
            reason,
        };
        let Some(claim) = loaded.claims.get(&right.claim_id) else {
            let reason = format!("{} has no such claim.", claims_file(loaded));
            check.problems.push(report("claim_id", reason));
            continue;
        };
        let edition = editions.for_claim(claim).edition;
        let mut found = answer::problems(right, claim, &edition);
        if found.is_empty() {
            found = decision::problems(right, claim, &edition);
        }
        check.problems.extend(found.into_iter().map(|(field, reason)| report(&field, reason)));
    }
}

fn claims_file(loaded: &LoadedPack) -> String {
    let folder = loaded.pack.file.strip_suffix("pack.toml").unwrap_or_default();
    format!("{folder}{}", loaded.pack.claims)
}

/// What the manifest says about claims and sets.
fn manifest(loaded: &LoadedPack, problems: &mut Vec<Refusal>) {
    let pack = &loaded.pack;
    let mut report = |key: &str, reason: String| {
        let line = pack.line_of(key) as u64;
        problems.push(Refusal { file: pack.file.clone(), line, field: None, claim_id: None, reason });
    };
    let holds = |id: &ClaimId| loaded.answers.iter().any(|answer| answer.claim_id == *id);
    let stranger = |id: &ClaimId| format!("Claim {id} is not among the claims of this pack.");
    if loaded.answers.is_empty() {
        report(
            "answers",
            "The pack has no answers. A pack needs at least one claim with its answer.".to_owned(),
        );
    }
    for set in &pack.sets {
        if !loaded.answers.iter().any(|answer| answer.set.as_ref() == Some(set)) {
            report("sets", format!("No answer belongs to the set {set:?}."));
        }
    }
    if let Order::Listed(claims) = &pack.order {
        claims.iter().filter(|id| !holds(id)).for_each(|id| report("order", stranger(id)));
    }
    pack.exam.secret.iter().filter(|id| !holds(id)).for_each(|id| report("exam.secret", stranger(id)));
    if loaded.answers.len() == pack.exam.secret.len() && !loaded.answers.is_empty() {
        report("exam.secret", "Every claim is secret; nothing is left to practise on.".to_owned());
    }
    let drawn = pack.exam.claims.and_then(|drawn| usize::try_from(drawn).ok());
    if drawn.is_some_and(|drawn| drawn > loaded.answers.len()) {
        let held = loaded.answers.len();
        report("exam.claims", format!("An exam draws more claims than the pack has ({held})."));
    }
    for (at, step) in pack.steps.iter().enumerate() {
        if let Some(id) = step.claim.as_ref().filter(|id| !holds(id)) {
            report(&format!("step[{at}].claim"), stranger(id));
        }
    }
}
