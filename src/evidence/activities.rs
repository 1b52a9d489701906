//! R3: what the partner did for a workload, in detail.
//!
//! Looks for the partner at work with numbers, dated steps, a problem and its answer, or a measured result. Task
//! lists, advertising, advice, duties of the customer and excluded work are shown as what they are (POE-R3-01 to
//! -17, TST-07, TST-08).

use super::case::{Case, Place, Side};
use super::engine::{Assessment, caution};
use super::signals::Mask;
use crate::domain::{DocumentKind, Polarity, Signal};
use crate::text::segment::Role;

/// Score from which the detail looks sufficient.
const STRONG: i32 = 34;

struct Cues {
    verbs: Mask,
    results: Mask,
    before_after: Mask,
    plan: Mask,
    problem: Mask,
    vague: Mask,
    promotional: Mask,
    excluded: Mask,
    others: Mask,
    tasks: Mask,
    security: Mask,
    field: Mask,
    accepted: Mask,
}

impl Cues {
    fn new(case: &Case<'_>) -> Self {
        let mask = |ids: &[&str]| case.signals.mask(ids);
        Self {
            verbs: mask(&["SIG-R3-01", "SIG-R3-07"]),
            results: mask(&["SIG-R3-03", "SIG-R3-08"]),
            before_after: mask(&["SIG-R3-04"]),
            plan: mask(&["SIG-R3-05", "SIG-R3-09"]),
            problem: mask(&["SIG-R3-06", "SIG-R3-10"]),
            vague: mask(&["SIG-R3-51"]),
            promotional: mask(&["SIG-R3-52"]),
            excluded: mask(&["SIG-R3-54", "SIG-R4-52", "SIG-R4-54"]),
            others: mask(&["SIG-R3-55", "SIG-R4-53"]),
            tasks: mask(&["SIG-R3-56"]),
            security: mask(&["SIG-MSS-01", "SIG-MSS-02", "SIG-MSS-03", "SIG-MSS-04", "SIG-MSS-05"]),
            field: mask(&[
                "SIG-R2-01",
                "SIG-R2-02",
                "SIG-R2-03",
                "SIG-R5-05",
                "SIG-R5-08",
                "SIG-R1-05",
                "SIG-R1-09",
            ]),
            accepted: mask(&["SIG-R1-07", "SIG-R1-10"]),
        }
    }
}

/// How a unit relates to the workload.
#[derive(Clone, Copy, PartialEq, Eq)]
enum About {
    /// It names the workload.
    Names,
    /// Its section is about the workload.
    Section,
    /// It names no workload.
    General,
    /// It is about another workload.
    Other,
}

pub(super) fn assess(case: &Case<'_>, claimed: &str) -> Assessment {
    let cues = Cues::new(case);
    let workload = case.aliases.index_of(claimed);
    let mut findings = Vec::new();
    let mut named = false;
    for place in case.units() {
        let about = about(case, place, workload);
        let meant = place.unit.role != Role::Unticked && !place.unit.hits.meet(cues.excluded);
        named |= about == About::Names && meant;
        if let Some(found) = score(case, &cues, (place, about)) {
            findings.push(place.finding("R3", found));
        }
    }
    let best = |polarity: Polarity| findings.iter().filter(|f| f.polarity == polarity).map(|f| f.score).max();
    let evidence = best(Polarity::For).unwrap_or_default();
    let traps = best(Polarity::Against).unwrap_or_default();
    // Work in a proof that never names the workload is work on something else.
    let evidence = if named { evidence } else { evidence.min(STRONG - 1) };
    let mut cautions = Vec::new();
    if evidence < STRONG {
        cautions.push(caution("RC-R3-01", "No detailed work of the partner was found for this workload."));
    }
    if traps > evidence {
        cautions.push(caution("RC-R3-02", "What was found reads like a task list, advice or advertising."));
    }
    let signal = match evidence {
        STRONG.. if traps <= evidence => Signal::Strong,
        1.. => Signal::Weak,
        _ if findings.is_empty() => Signal::None,
        _ => Signal::Weak,
    };
    Assessment { signal, findings, cautions }
}

fn about(case: &Case<'_>, place: Place<'_>, workload: Option<usize>) -> About {
    let umbrella = |at: usize| case.edition.workloads.get(at).is_some_and(|workload| workload.umbrella);
    let scope = case.scopes.get(place.document).and_then(|scopes| scopes.of(place.at));
    let mut others = place.unit.mentions.iter().map(|mention| mention.workload).filter(|&at| !umbrella(at));
    match (scope, others.next()) {
        (_, Some(first)) if Some(first) == workload || others.any(|at| Some(at) == workload) => About::Names,
        // A step of this workload's section may use another product.
        (Some(scope), _) if Some(scope) == workload => About::Section,
        (_, Some(_)) | (Some(_), None) => About::Other,
        (None, None) => About::General,
    }
}

/// What a unit is worth, with polarity, reason and group.
fn score(
    case: &Case<'_>,
    cues: &Cues,
    (place, about): (Place<'_>, About),
) -> Option<(i32, Polarity, &'static str, u8)> {
    let unit = place.unit;
    if matches!(unit.role, Role::Header | Role::Unticked) || about == About::Other {
        return None;
    }
    let worth = |mask: Mask, score: i32| if unit.hits.meet(mask) { score } else { 0 };
    let numbers = match unit.metrics.len() {
        0 => 0,
        1 => 18,
        _ => 22,
    };
    let dated = if unit.dates.is_empty() { 0 } else { 7 };
    let detail = numbers
        + worth(cues.before_after, 12)
        + worth(cues.results, 10)
        + worth(cues.plan, 5)
        + worth(cues.problem, 9)
        + worth(cues.security, 10)
        + dated;
    let deed = worth(cues.verbs, 12) + actor(case, place);
    let near = match about {
        About::Names => 12,
        About::Section => 14,
        _ if case.claim.workloads.len() > 1 => -6,
        _ => 0,
    };
    let against = trap(cues, place);
    let weight = near + part(place) + form(cues, place);
    if let Some((penalty, why)) = against.filter(|(penalty, _)| *penalty >= detail || numbers == 0) {
        return Some((penalty + weight + deed / 3, Polarity::Against, why, 5));
    }
    let total = detail + deed;
    let says_work = unit.hits.meet(cues.verbs) || numbers > 0 || unit.hits.meet(cues.results);
    (total >= 10 && says_work)
        .then(|| (total + weight, Polarity::For, reason(cues, place), kind(cues, place)))
}

/// Whether the partner is the one who acts.
fn actor(case: &Case<'_>, place: Place<'_>) -> i32 {
    let words = &place.unit.words;
    let says = |any: &[&str]| words.iter().any(|word| any.contains(&word.as_str()));
    let sender = case.sender(place);
    let named = case.partner.find(words).is_some();
    let role = says(&["contractor", "contratada", "consultant", "supplier", "auftragnehmer"]);
    let person = match sender {
        Some(Side::Customer | Side::Unproven) => says(&["you", "your"]),
        _ => says(&["we", "our"]),
    };
    i32::from(named) * 10 + i32::from(role) * 6 + i32::from(person) * 5
}

/// The strongest known way of looking like work.
fn trap(cues: &Cues, place: Place<'_>) -> Option<(i32, &'static str)> {
    let hits = place.unit.hits;
    let traps = [
        (cues.excluded, 34, "excluded, only possible or planned by others"),
        (cues.tasks, 32, "list of tasks without detail"),
        (cues.promotional, 28, "advertising or product description"),
        (cues.others, 18, "work of the customer or of somebody else"),
        (cues.vague, 16, "help or advice, not own work"),
    ];
    traps.into_iter().find(|(mask, ..)| hits.meet(*mask)).map(|(_, score, why)| (score, why))
}

/// Steps of a list say what was done; fields of a form and words of acceptance do not.
fn form(cues: &Cues, place: Place<'_>) -> i32 {
    let text = place.text();
    let step = text.starts_with(['-', '*', '•']) || text.starts_with(|c: char| c.is_ascii_digit());
    let field = i32::from(place.unit.hits.meet(cues.field)) * 18;
    let accepted = i32::from(place.unit.hits.meet(cues.accepted) && place.unit.metrics.is_empty()) * 8;
    i32::from(step) * 6 - field - accepted
}

/// What the part of the document adds or takes.
fn part(place: Place<'_>) -> i32 {
    let role = match place.unit.role {
        Role::Quoted => -22,
        Role::Heading => -4,
        Role::Ticked => -12,
        _ => 0,
    };
    let paper = match place.reading.document.kind {
        DocumentKind::Quote | DocumentKind::Invoice | DocumentKind::Disclosure => -25,
        DocumentKind::Msa => -8,
        _ => 0,
    };
    role + paper
}

const fn kind(cues: &Cues, place: Place<'_>) -> u8 {
    let hits = place.unit.hits;
    match () {
        () if hits.meet(cues.problem) => 1,
        () if hits.meet(cues.before_after) || hits.meet(cues.results) => 2,
        () if !place.unit.metrics.is_empty() => 3,
        () => 4,
    }
}

const fn reason(cues: &Cues, place: Place<'_>) -> &'static str {
    let hits = place.unit.hits;
    match () {
        () if hits.meet(cues.problem) => "problem that the work answers",
        () if hits.meet(cues.before_after) || hits.meet(cues.results) => "measured result",
        () if !place.unit.metrics.is_empty() && !place.unit.dates.is_empty() => "dated step with numbers",
        () if !place.unit.metrics.is_empty() => "extent of the work in numbers",
        () if !place.unit.dates.is_empty() => "dated step",
        () => "work of the partner",
    }
}
