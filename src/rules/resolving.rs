//! When a conflict may be settled, and what objects to settling it (CON-05, CON-07, CON-10, ROLE-06).
//!
//! Every party's proof is read first, the incumbent's too: silence decides nothing, the latest proof on file does
//! (CTR-23). A party that fails a core requirement for the contested workload cannot win. Grades are asked for and
//! never added up.

use super::{EvidenceWindow, Gap, Guard, Waiver, gaps, is_disassociated};
use crate::domain::{
    Actor, CellKey, Checklist, Claim, ClaimId, Conflict, ConflictKind, ConflictOutcome, Factor, FactorGrade,
    LatestProof, PartyAnswer, PartyClaim, PartyRole, Requirement, Resolution, Role, Status, WindowState,
};
use crate::policy::Edition;
use serde::Serialize;
use std::collections::BTreeSet;

/// Longest rationale, in characters: one sentence.
const SENTENCE: usize = 400;

/// One party of a conflict with everything that was found about it.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// Holds the association or claims it too.
    pub role: PartyRole,
    /// The party as detected.
    pub party: &'a PartyClaim,
    /// Its claim.
    pub claim: &'a Claim,
    /// The edition that judges it.
    pub edition: &'a Edition,
    /// Its judged checklist.
    pub checklist: &'a Checklist,
    /// Its grades that belong to this very claim.
    pub grades: &'a [FactorGrade],
    /// Who judged the cells of the contested workload.
    pub judges: &'a BTreeSet<String>,
    /// What it answered to the notice.
    pub answer: PartyAnswer,
}

/// What the cells of a contested workload say about one party.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Gate {
    /// Cells that do not pass.
    pub fails: Vec<CellKey>,
    /// What is missing before the cells say anything.
    pub gaps: Vec<Gap>,
}

impl Gate {
    /// Whether everything is judged and passes.
    pub const fn passes(&self) -> bool {
        self.fails.is_empty() && self.gaps.is_empty()
    }

    /// Requirements it fails, each once.
    pub fn failed_requirements(&self) -> Vec<Requirement> {
        let failed: BTreeSet<Requirement> = self.fails.iter().map(|key| key.requirement).collect();
        failed.into_iter().collect()
    }
}

/// The gate of one party: R1, R2, R5 and R6 of its claim, R3 and R4 of the contested workload (design 6.2).
pub fn gate(claim: &Claim, edition: &Edition, checklist: &Checklist, workload: &str) -> Gate {
    let concerns = |key: &CellKey| key.workload.as_deref().is_none_or(|of| of == workload);
    let failing =
        checklist.cells.iter().filter(|cell| concerns(&cell.key) && !cell.is_open() && !cell.passes());
    let fails = failing.map(|cell| cell.key.clone()).collect();
    let mut gaps = gaps(claim, edition, checklist);
    gaps.retain(|gap| gap.cell.as_ref().is_none_or(concerns));
    Gate { fails, gaps }
}

/// The latest document that counts, on which a decision rests (CON-07).
pub fn latest_proof(claim: &Claim, checklist: &Checklist) -> Option<LatestProof> {
    claim
        .documents
        .iter()
        .filter(|document| !checklist.excluded.contains_key(&document.file_name))
        .max_by_key(|document| document.uploaded_on)
        .map(|document| LatestProof { document: document.file_name.clone(), on: document.uploaded_on })
}

/// A claim that held the association until it was withdrawn, disassociated or declined by the customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GoneIncumbent {
    /// The claim.
    pub claim_id: ClaimId,
    /// What became of it, for example `disassociated`.
    pub how: String,
}

impl GoneIncumbent {
    /// The claim as a former holder, if it is one.
    pub fn of(claim: &Claim) -> Option<Self> {
        let how = match claim.status {
            Status::Cancelled | Status::CustomerConsentDeclined => claim.status.label().to_lowercase(),
            Status::Approved if is_disassociated(claim) => "disassociated".to_owned(),
            _ => return None,
        };
        Some(Self { claim_id: claim.claim_id.clone(), how })
    }
}

/// Everything a resolution of one conflict is checked against.
#[derive(Debug, Clone, Copy)]
pub struct Resolving<'a> {
    /// The conflict.
    pub conflict: &'a Conflict,
    /// Every party with a claim on file.
    pub sides: &'a [Side<'a>],
    /// Claims that held the association and do not any more.
    pub gone: &'a [GoneIncumbent],
    /// The incumbent's time for new proof.
    pub window: &'a EvidenceWindow,
    /// How it comes out.
    pub outcome: &'a ConflictOutcome,
    /// Who settles it.
    pub actor: &'a Actor,
    /// Why.
    pub rationale: &'a str,
    /// Whether a resolution of these very parties and papers is in force.
    pub settled: bool,
}

/// What has to be done before the conflict can be settled; silence of a party fills no gap (CTR-23).
pub fn resolution_gaps(resolving: &Resolving<'_>) -> Vec<Gap> {
    if *resolving.outcome == ConflictOutcome::Duplicate {
        return Vec::new();
    }
    let mut found = unread(resolving.sides);
    found.extend(ungraded(resolving.sides));
    found
}

/// The cells of the contested workload that are still open, for each party.
pub(super) fn unread(sides: &[Side<'_>]) -> Vec<Gap> {
    let of_side = |side: &Side<'_>| {
        let claim = side.claim.claim_id.clone();
        gate(side.claim, side.edition, side.checklist, &side.party.workload)
            .gaps
            .into_iter()
            .map(move |gap| Gap { text: format!("Claim {claim}: {}", gap.text), ..gap })
    };
    sides.iter().flat_map(of_side).collect()
}

fn ungraded(sides: &[Side<'_>]) -> Vec<Gap> {
    let missing = |side: &Side<'_>| {
        let open = Factor::ALL
            .iter()
            .filter(|factor| !side.grades.iter().any(|grade| grade.factor == **factor && grade.is_carried()));
        let open: Vec<&str> = open.map(|factor| factor.label()).collect();
        let text = format!(
            "Claim {}: grade {} and pin the text each grade rests on; a 0 may have a note instead.",
            side.claim.claim_id,
            open.join(", ")
        );
        (!open.is_empty()).then(|| Gap { cell: None, rule: "CON-10".into(), text })
    };
    sides.iter().filter_map(missing).collect()
}

/// The rules that object to settling the conflict so; empty means nothing stands in the way.
pub fn resolution_guards(resolving: &Resolving<'_>) -> Vec<Guard> {
    const GUARDS: [fn(&Resolving<'_>) -> Option<Guard>; 8] =
        [role, settled, kind, winner, own_first_review, window, unnamed, sentence];
    GUARDS.iter().filter_map(|guard| guard(resolving)).collect()
}

pub(super) fn object(rule: &str, waiver: Waiver, text: impl Into<String>) -> Guard {
    Guard { rule: rule.into(), text: text.into(), waiver }
}

fn role(resolving: &Resolving<'_>) -> Option<Guard> {
    let text = "Conflicts are settled by a supervisor.";
    (resolving.actor.role != Role::Supervisor).then(|| object("ROLE-06", Waiver::Never, text))
}

fn settled(resolving: &Resolving<'_>) -> Option<Guard> {
    let text =
        "It is settled already. Withdraw that resolution first, or open it again when it was released.";
    resolving.settled.then(|| object("DEC-07", Waiver::Never, text))
}

/// Partners of one family contest nothing, and different families are no duplicates (F13).
fn kind(resolving: &Resolving<'_>) -> Option<Guard> {
    match (resolving.conflict.kind, resolving.outcome) {
        (ConflictKind::Duplicate, ConflictOutcome::Duplicate) => None,
        (ConflictKind::Duplicate, _) => {
            let text = "All parties are one partner family. Mark it as a duplicate and decide the claims by themselves.";
            Some(object("CON-02", Waiver::Never, text))
        }
        (ConflictKind::Conflict, ConflictOutcome::Duplicate) => {
            let text = "The parties are different partner families, so this is no duplicate.";
            Some(object("CON-02", Waiver::Never, text))
        }
        (ConflictKind::Conflict, _) => None,
    }
}

/// The winner has a claim here that can be approved and passes the gate.
fn winner(resolving: &Resolving<'_>) -> Option<Guard> {
    let ConflictOutcome::Party { claim } = resolving.outcome else { return None };
    let Some(side) = resolving.sides.iter().find(|side| side.claim.claim_id == *claim) else {
        let text = format!("Claim {claim} is no party of this conflict.");
        return Some(object("CON-03", Waiver::Never, text));
    };
    if !can_hold(side.claim) {
        let text = format!(
            "Claim {claim} is {}: it cannot hold the association now.",
            side.claim.status.label().to_lowercase()
        );
        return Some(object("CON-21", Waiver::Never, text));
    }
    let gate = gate(side.claim, side.edition, side.checklist, &side.party.workload);
    let failed: Vec<&str> = gate.failed_requirements().into_iter().map(Requirement::code).collect();
    (!failed.is_empty()).then(|| {
        let text = format!(
            "Claim {claim} fails {} for {}: a party that fails a core requirement cannot win.",
            failed.join(", "),
            resolving.conflict.key.subject
        );
        object("CON-10", Waiver::Never, text)
    })
}

/// Whether the claim holds the association or can be approved for it.
fn can_hold(claim: &Claim) -> bool {
    match claim.status {
        Status::Approved => !is_disassociated(claim),
        status => super::is_decidable(status),
    }
}

/// Nobody settles a conflict in which they alone judged every party (M9).
pub(super) fn own_first_review(resolving: &Resolving<'_>) -> Option<Guard> {
    let judges: BTreeSet<&String> = resolving.sides.iter().flat_map(|side| side.judges).collect();
    let alone = judges.len() == 1 && judges.contains(&resolving.actor.name);
    alone.then(|| {
        let text = "You alone judged all parties. Somebody else settles it, or judges one of them first.";
        object("M9", Waiver::Never, text)
    })
}

/// The incumbent's time is over, or it answered (CON-05).
fn window(resolving: &Resolving<'_>) -> Option<Guard> {
    let mut holding = incumbents(resolving).peekable();
    holding.peek().filter(|_| *resolving.outcome != ConflictOutcome::Duplicate)?;
    let waited_for = holding.any(|side| !matches!(side.answer, PartyAnswer::Proof | PartyAnswer::Words));
    let why = still_open(resolving.window).filter(|_| waited_for)?;
    let text = format!("{why} Say why it is settled now.");
    Some(object("CON-05", Waiver::Only(Role::Supervisor), text))
}

/// Why the incumbent still has time, if it does; an edition without a limit gives none here either (CON-08).
pub(super) fn still_open(window: &EvidenceWindow) -> Option<String> {
    match (window.state, window.ends_at) {
        (WindowState::NotNotified, _) => Some("Not every party was told of the conflict.".to_owned()),
        (WindowState::Open, Some(end)) => Some(format!(
            "The partner of record has time to add proof until {}.",
            end.format("%Y-%m-%d %H:%M UTC")
        )),
        (WindowState::Open, None) => Some("The end of the time for new proof is not known.".to_owned()),
        (WindowState::Closed | WindowState::NoLimit, _) => None,
    }
}

pub(super) fn incumbents<'a>(resolving: &Resolving<'a>) -> impl Iterator<Item = &'a Side<'a>> + use<'a> {
    let holds = |side: &&Side<'_>| side.role == PartyRole::Incumbent && side.claim.status == Status::Approved;
    resolving.sides.iter().filter(holds)
}

/// The proof of a partner without a claim on file cannot be read here (CON-07).
fn unnamed(resolving: &Resolving<'_>) -> Option<Guard> {
    let unnamed = resolving.conflict.parties.iter().any(|party| party.claim.is_none());
    unnamed.then(|| {
        let text = "The partner of record has no claim on file, so its proof cannot be read here. Say on which proof you decide.";
        object("CON-07", Waiver::Only(Role::Supervisor), text)
    })
}

/// One sentence of rationale is mandatory (CON-10).
fn sentence(resolving: &Resolving<'_>) -> Option<Guard> {
    let text = resolving.rationale.trim();
    let why = if text.is_empty() {
        "Say in one sentence why.".to_owned()
    } else if text.chars().count() > SENTENCE || text.lines().count() > 1 {
        format!("The rationale is one sentence: one line of at most {SENTENCE} characters.")
    } else {
        return None;
    };
    Some(object("CON-10", Waiver::Never, why))
}

/// What objects to taking a resolution back: a missing reason, or somebody else's in the hands of no supervisor.
pub fn resolution_withdrawal_guard(resolution: &Resolution, actor: &Actor, reason: &str) -> Option<Guard> {
    if resolution.actor.name != actor.name && actor.role != Role::Supervisor {
        let text = format!(
            "The resolution is {}'s: its author or a supervisor takes it back.",
            resolution.actor.name
        );
        return Some(object("DEC-07", Waiver::Only(Role::Supervisor), text));
    }
    let text = "Taking a resolution back needs a reason.";
    reason.trim().is_empty().then(|| object("DEC-07", Waiver::AnyoneWithReason, text))
}
