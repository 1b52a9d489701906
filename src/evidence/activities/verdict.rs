//! From what the lines tell to signal and cautions of the cell.

use super::Work;
use super::traps::{self, Trap};
use crate::domain::{Caution, Polarity, Signal};
use crate::evidence::case::Case;
use crate::evidence::engine::{Assessment, caution};
use crate::evidence::rank::Finding;

/// How far traps step back where the work is well described.
const STEP_BACK: i32 = 30;
/// What lines lose that name no workload, when nothing better was found.
const UNPLACED: i32 = 8;

pub(super) fn assess(case: &Case<'_>, work: &Work) -> Assessment {
    let strong = case.weights.activities.strong;
    // Work in a proof that never names the workload is work on something else.
    let evidence = if work.named { work.evidence } else { work.evidence.min(strong - 1) };
    let enough = work.is_described() && !is_vague(work);
    let mut findings = work.findings.clone();
    if enough {
        let traps = findings.iter_mut().filter(|finding| finding.polarity != Polarity::For);
        traps.for_each(|finding| finding.score -= STEP_BACK);
    } else {
        findings.extend_from_slice(&work.bare);
    }
    let back = if enough { 0 } else { UNPLACED };
    findings.extend(work.elsewhere.iter().map(|finding| Finding { score: finding.score - back, ..*finding }));
    let signal = match evidence {
        _ if enough => Signal::Strong,
        _ if findings.is_empty() => Signal::None,
        _ => Signal::Weak,
    };
    let cautions = if enough { Vec::new() } else { cautions(case, work, evidence) };
    Assessment { signal, findings, cautions }
}

/// TST-08: help and advertising outnumber deeds, and no number, time or problem stands against them.
fn is_vague(work: &Work) -> bool {
    !work.detailed && work.vague >= 2 * work.concrete.max(1)
}

fn cautions(case: &Case<'_>, work: &Work, evidence: i32) -> Vec<Caution> {
    let little = evidence < case.weights.activities.strong;
    let missing = (little && (evidence <= 0 || !work.named))
        .then_some(("RC-R3-01", "No detailed work of the partner was found for this workload."));
    let traps = Trap::ALL.into_iter().filter(|trap| work.traps.contains(trap)).map(Trap::caution);
    let vague = is_vague(work).then(|| Trap::Tasks.caution());
    let ticked = (work.ticked && little)
        .then_some(("RC-R3-07", "Activity types are ticked, but the work is not described."));
    let scale = (work.named && evidence > 0 && !work.detailed)
        .then_some(("RC-R3-06", "Scale or timeline is missing: users, devices, phases or dates."));
    let papers = case.claim.documents.iter().filter_map(|document| traps::objection(case, document.kind));
    let mut found: Vec<(&str, &str)> = Vec::new();
    for new in missing.into_iter().chain(traps).chain(vague).chain(ticked).chain(scale).chain(papers) {
        if found.iter().all(|(code, _)| *code != new.0) {
            found.push(new);
        }
    }
    if found.is_empty() {
        found.push(("RC-R3-01", "Little detailed work of the partner was found for this workload."));
    }
    found.into_iter().map(|(code, text)| caution(code, text)).collect()
}
