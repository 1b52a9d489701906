//! R4: whether the claimed workload stands in the proof, tied to work and to this tenant.
//!
//! Shows the name with the work around it, the identifiers, and, when the workload is not there, what looks like
//! it: a suite, a similar product, an empty box, an exclusion, another tenant (POE-R4-01 to -13, TST-06).

use super::case::{Case, Place};
use super::engine::{Assessment, caution};
use super::managed_security;
use super::signals::Mask;
use crate::domain::{Caution, Mention, Polarity, Signal};
use crate::text::guid::Match;
use crate::text::segment::Role;

/// What speaks for or against a connection in one unit.
type Found = (i32, Polarity, &'static str, u8);

struct Cues {
    work: Mask,
    detail: Mask,
    negated: Mask,
    planned: Mask,
    promotional: Mask,
    tenant: Mask,
    directory: Mask,
    signing: Mask,
}

impl Cues {
    fn new(case: &Case<'_>) -> Self {
        let mask = |ids: &[&str]| case.signals.mask(ids);
        Self {
            work: mask(&["SIG-R3-01", "SIG-R3-07"]),
            detail: mask(&["SIG-R3-04", "SIG-R3-05", "SIG-R3-08", "SIG-R3-09"]),
            negated: mask(&["SIG-R4-52", "SIG-R3-54"]),
            planned: mask(&["SIG-R4-54"]),
            promotional: mask(&["SIG-R3-52"]),
            tenant: mask(&["SIG-R4-02", "SIG-R4-03", "SIG-R4-07"]),
            directory: mask(&["SIG-R4-06"]),
            signing: mask(&["SIG-R1-01", "SIG-R1-02", "SIG-R1-03"]),
        }
    }
}

/// What was seen over all units.
#[derive(Default)]
#[allow(clippy::struct_excessive_bools, reason = "independent observations")]
struct Seen {
    named: bool,
    worked: bool,
    identified: bool,
    other_tenant: bool,
    near_tenant: bool,
}

pub(super) fn assess(case: &Case<'_>, claimed: &str) -> Assessment {
    let cues = Cues::new(case);
    let workload = case.aliases.index_of(claimed);
    let confirmed = is_confirmed(case, workload);
    let mut seen = Seen::default();
    let mut findings = Vec::new();
    for place in case.units() {
        let named = names(place, workload, confirmed).then(|| mentioned(&cues, place));
        let identified = identifier(case, &cues, place);
        seen.note(&cues, place, (named, identified));
        findings.extend(joined(named, identified).map(|found| place.finding("R4", found)));
    }
    if !seen.worked {
        let similar = workload.map(|at| case.aliases.distinctive_words(at)).unwrap_or_default();
        for place in case.units().filter(|place| !names(*place, workload, confirmed)) {
            findings
                .extend(look_alike(case, &cues, (place, &similar)).map(|found| place.finding("R4", found)));
        }
    }
    if managed_security::is_claimed(case, claimed) {
        return managed_security::assess(case, findings, seen.identified);
    }
    let cautions = seen.cautions();
    let signal = match (seen.named, seen.worked, seen.identified) {
        (true, true, true) if !seen.other_tenant => Signal::Strong,
        (false, _, _) if findings.is_empty() => Signal::None,
        _ => Signal::Weak,
    };
    Assessment { signal, findings, cautions }
}

/// How the proof speaks of a claimed workload.
pub(super) fn mention(case: &Case<'_>, claimed: &str) -> Mention {
    let cues = Cues::new(case);
    let workload = case.aliases.index_of(claimed);
    let confirmed = is_confirmed(case, workload);
    let mut seen = Seen::default();
    let mut detail = false;
    for place in case.units() {
        let named = names(place, workload, confirmed).then(|| mentioned(&cues, place));
        seen.note(&cues, place, (named, identifier(case, &cues, place)));
        let scope = case.scopes.get(place.document).and_then(|scopes| scopes.of(place.at));
        let section = scope.is_some() && scope == workload;
        let alone = case.claim.workloads.len() == 1 && place.unit.mentions.is_empty() && scope.is_none();
        let done = place.unit.hits.meet(cues.work) && !place.unit.hits.meet(cues.negated);
        detail |= (section || alone || named.is_some_and(|found| found.1 == Polarity::For))
            && done
            && (!place.unit.metrics.is_empty() || place.unit.hits.meet(cues.detail))
            && !matches!(place.unit.role, Role::Quoted | Role::Unticked);
    }
    match () {
        () if !seen.named => Mention::Absent,
        () if seen.worked && detail && !seen.other_tenant => Mention::Described,
        () => Mention::Named,
    }
}

/// Whether the workload is named by more than an abbreviation with other meanings (TRAP-11).
fn is_confirmed(case: &Case<'_>, workload: Option<usize>) -> bool {
    let full =
        |place: Place<'_>| place.unit.mentions.iter().any(|m| Some(m.workload) == workload && !m.doubtful);
    case.units().any(full)
}

fn names(place: Place<'_>, workload: Option<usize>, confirmed: bool) -> bool {
    let counts = |doubtful: bool| confirmed || !doubtful;
    place.unit.mentions.iter().any(|m| Some(m.workload) == workload && counts(m.doubtful))
}

/// A unit that names the workload.
fn mentioned(cues: &Cues, place: Place<'_>) -> Found {
    let hits = place.unit.hits;
    let part = match place.unit.role {
        Role::Quoted => -22,
        Role::Header => -15,
        _ => 0,
    };
    match place.unit.role {
        Role::Unticked => return (30, Polarity::Against, "the box is not ticked", 6),
        Role::Ticked => return (38, Polarity::For, "the box is ticked", 4),
        _ if hits.meet(cues.negated) => return (48 + part, Polarity::Against, "named as out of scope", 7),
        _ if hits.meet(cues.planned) => {
            return (46 + part, Polarity::Against, "only planned or not bought", 7);
        }
        _ => {}
    }
    let work = i32::from(hits.meet(cues.work)) * 10;
    let detail = i32::from(hits.meet(cues.detail) || !place.unit.metrics.is_empty()) * 5;
    let label = i32::from(is_labelled(place)) * 10;
    let heading = i32::from(place.unit.role == Role::Heading) * 6;
    let advert = i32::from(hits.meet(cues.promotional)) * 3;
    let why = if work > 0 { "names the workload with work" } else { "names the workload" };
    (40 + work + detail + label + heading + part - advert, Polarity::For, why, 1)
}

/// A line such as `Subject: …` or `Scope: …` that says what a paper is about.
fn is_labelled(place: Place<'_>) -> bool {
    const LABELS: &[&str] = &[
        "subject",
        "object",
        "project",
        "scope",
        "workload",
        "service",
        "services",
        "system",
        "product",
        "title",
        "gegenstand",
        "objet",
        "asunto",
        "objeto",
        "aihe",
        "betreff",
        "recommendation",
        "services by",
        "implementation",
    ];
    let text = place.text().trim_start_matches(|c: char| !c.is_alphabetic());
    let first = text.split([':', ' ', '.']).next().unwrap_or_default().to_lowercase();
    LABELS.contains(&first.as_str())
}

/// A unit with an identifier of a tenant or subscription (TST-06).
fn identifier(case: &Case<'_>, cues: &Cues, place: Place<'_>) -> Option<Found> {
    let hits = place.unit.hits;
    let tenant = case.claim.customer.tenant_id.as_str();
    let subscriptions = case.claim.workloads.iter().filter_map(|workload| workload.subscription_id.as_ref());
    let known: Vec<&str> =
        std::iter::once(tenant).chain(subscriptions.map(crate::domain::Guid::as_str)).collect();
    let compare = |found: &crate::text::guid::FoundGuid| known.iter().map(|known| found.compare(known)).min();
    let labelled = hits.meet(cues.tenant);
    match place.unit.guids.iter().filter_map(compare).min() {
        Some(Match::Exact) => Some((48, Polarity::For, "identifier of this claim", 2)),
        Some(Match::Near(_)) => Some((62, Polarity::Against, "almost the claimed identifier", 8)),
        Some(Match::Malformed) => Some((58, Polarity::Against, "identifier is malformed", 8)),
        // An envelope of a signing service has the form of a GUID and names no tenant.
        Some(Match::Foreign) if labelled && !hits.meet(cues.signing) => {
            Some((56, Polarity::Against, "identifier of another tenant or subscription", 8))
        }
        _ if hits.meet(cues.directory) => Some((42, Polarity::For, "directory name of a tenant", 3)),
        _ => None,
    }
}

/// One finding for a unit that names the workload, an identifier, or both.
fn joined(named: Option<Found>, identified: Option<Found>) -> Option<Found> {
    match (named, identified) {
        (Some(named), Some(id)) if named.1 == id.1 => {
            Some((named.0.max(id.0) + 14, named.1, "workload and identifier in one place", 1))
        }
        (Some(_), Some(id)) if id.1 != Polarity::For => Some((id.0 + 4, id.1, id.2, id.3)),
        (named, identified) => named.or(identified),
    }
}

/// A unit that looks as if it named the workload: a suite, or a similar product.
fn look_alike(case: &Case<'_>, cues: &Cues, (place, similar): (Place<'_>, &[String])) -> Option<Found> {
    if matches!(place.unit.role, Role::Header | Role::Unticked) {
        return None;
    }
    let shared = place.unit.words.iter().filter(|word| similar.contains(word)).count();
    let is_umbrella = |at: usize| {
        case.edition.workloads.get(at).is_some_and(|entry| entry.umbrella || entry.name.contains("(suite)"))
    };
    let umbrella = place.unit.mentions.iter().any(|mention| is_umbrella(mention.workload));
    let part = if place.unit.role == Role::Quoted { -15 } else { 0 };
    let metric = i32::from(!place.unit.metrics.is_empty()) * 2;
    match (shared, umbrella) {
        (0, false) if place.unit.hits.meet(cues.planned) => {
            Some((36 + part, Polarity::Against, "only planned or not bought", 7))
        }
        (0, false) => None,
        (0, true) => Some((26 + part + metric, Polarity::Against, "suite name, not the workload", 5)),
        _ => Some((32 + part + metric, Polarity::Against, "similar name, not the claimed workload", 5)),
    }
}

impl Seen {
    fn note(&mut self, cues: &Cues, place: Place<'_>, (named, identified): (Option<Found>, Option<Found>)) {
        let counts = !matches!(place.unit.role, Role::Quoted | Role::Unticked);
        self.named |= named.is_some() && place.unit.role != Role::Unticked;
        self.worked |= named.is_some_and(|found| found.1 == Polarity::For) && counts;
        if let Some((_, polarity, _, group)) = identified {
            self.identified |= polarity == Polarity::For;
            self.near_tenant |= group == 8 && !place.unit.hits.meet(cues.signing);
            self.other_tenant |=
                polarity == Polarity::Against && place.unit.guids.iter().all(|g| g.well_formed);
        }
        self.other_tenant &= !self.identified;
    }

    fn cautions(&self) -> Vec<Caution> {
        let mut found = Vec::new();
        if !self.named {
            found.push(caution("RC-R4-01", "The workload was not found in the proof."));
        } else if !self.worked {
            found.push(caution("RC-R4-05", "The workload is named only as excluded, planned or unticked."));
        }
        if self.near_tenant && !self.identified {
            found.push(caution("RC-R4-04", "The identifier differs from the claim's."));
        } else if !self.identified {
            found.push(caution("RC-R4-03", "No identifier of the tenant was found."));
        }
        found
    }
}
