//! Rules that propose how conflicts of a batch come out (M9, CON-31), and the rows that must be opened before.
//!
//! A rule proposes and a person disposes: every proposal names what it rests on, everything else is *not batchable* and
//! says why. Silence alone proposes nothing: B3 asks for the incumbent's latest proof, read and found wanting.

use super::resolving::{self, Gate, Resolving, Side, gate, still_open, unread};
use super::{Waiver, latest_proof, resolution_guards};
use crate::domain::{
    BatchRule, CellKey, ConflictId, ConflictKind, ConflictOutcome, Hasher, PartyAnswer, PartyRole, Verdict,
};
use serde::Serialize;

/// The most rows of a batch.
pub const MOST_ROWS: usize = 50;

/// The most rows that have to be opened.
const MOST_OPENED: usize = 5;

/// What a rule proposes for one conflict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Proposal {
    /// The rule.
    pub rule: BatchRule,
    /// How the conflict comes out.
    pub outcome: ConflictOutcome,
    /// What the proposal rests on, as sentences.
    pub evidence: Vec<String>,
}

/// What the first rule that fits proposes, or why the conflict is not for a batch. The outcome in `resolving` is not
/// looked at.
pub fn propose(resolving: &Resolving<'_>) -> Result<Proposal, String> {
    const RULES: [fn(&Parties<'_>) -> Option<Proposal>; 3] =
        [challenger_fails, incumbent_gone, incumbent_silent];
    if let Some(why) = excluded(resolving) {
        return Err(why);
    }
    if resolving.conflict.kind == ConflictKind::Duplicate {
        return admitted(resolving, same_family(resolving));
    }
    if let Some(gap) = unread(resolving.sides).into_iter().next() {
        return Err(gap.text);
    }
    let parties = Parties::of(resolving);
    if let Some(why) = parties.unlike() {
        return Err(why);
    }
    match RULES.iter().find_map(|rule| rule(&parties)) {
        Some(proposal) => admitted(resolving, proposal),
        None => Err(parties.why_not()),
    }
}

/// What keeps a conflict out of any batch, whatever its papers say.
fn excluded(resolving: &Resolving<'_>) -> Option<String> {
    if resolving.settled {
        return Some("It is settled already.".to_owned());
    }
    if let Some(guard) = resolving::own_first_review(resolving) {
        return Some(guard.text);
    }
    if resolving.gone.is_empty() && resolving.conflict.parties.iter().any(|party| party.claim.is_none()) {
        return Some("A party has no claim on file, so its proof cannot be read here.".to_owned());
    }
    None
}

/// A proposal that a guard of the single resolution objects to is none.
fn admitted(resolving: &Resolving<'_>, proposal: Proposal) -> Result<Proposal, String> {
    let with = Resolving { outcome: &proposal.outcome, rationale: "As the rule proposes.", ..*resolving };
    // A batch passes no guard: whoever wants to give a reason settles the conflict by itself.
    // That the partner of record has no claim is the very fact that B2 rests on, and it says which claim is gone.
    let known = |rule: &str| rule == "CON-07" && proposal.rule == BatchRule::IncumbentGone;
    let objection =
        resolution_guards(&with).into_iter().find(|guard| guard.rule != "ROLE-06" && !known(&guard.rule));
    match objection {
        Some(guard) if guard.waiver == Waiver::Never => Err(guard.text),
        Some(guard) => Err(format!("{} A batch takes no reasons for single rows.", guard.text)),
        None => Ok(proposal),
    }
}

/// The parties by what they are, with their gates.
struct Parties<'a> {
    resolving: &'a Resolving<'a>,
    holding: Vec<(&'a Side<'a>, Gate)>,
    challengers: Vec<(&'a Side<'a>, Gate)>,
}

impl<'a> Parties<'a> {
    fn of(resolving: &'a Resolving<'a>) -> Self {
        let gated =
            |side: &'a Side<'a>| (side, gate(side.claim, side.edition, side.checklist, &side.party.workload));
        let (holding, challengers): (Vec<&Side<'_>>, Vec<&Side<'_>>) =
            resolving.sides.iter().partition(|side| side.role == PartyRole::Incumbent);
        Self {
            resolving,
            holding: holding.into_iter().map(gated).collect(),
            challengers: challengers.into_iter().map(gated).collect(),
        }
    }

    /// The one challenger whose proof holds.
    fn passing_challenger(&self) -> Option<&'a Side<'a>> {
        match self.challengers.as_slice() {
            [(side, gate)] if gate.passes() => Some(*side),
            _ => None,
        }
    }

    /// Why no rule is about parties of this number, or the time is not ripe.
    fn unlike(&self) -> Option<String> {
        if self.holding.len() > 1 {
            return Some("Several partners hold the association: compare them by hand.".to_owned());
        }
        if self.holding.is_empty() && self.resolving.gone.is_empty() {
            return Some("Nobody holds the association: the claims are compared by hand.".to_owned());
        }
        let open = still_open(self.resolving.window).filter(|_| !self.holding.is_empty());
        open.map(|why| format!("{why} A batch takes only conflicts whose window is closed (CON-31)."))
    }

    /// Why none of the rules fits (B5).
    fn why_not(&self) -> String {
        let passing = self.challengers.iter().filter(|(_, gate)| gate.passes()).count();
        let incumbent = self.holding.first();
        match incumbent {
            _ if self.challengers.len() > 1 && passing > 0 => {
                "Several partners claim it and not all fail: compare them by hand.".to_owned()
            }
            Some((_, gate)) if gate.passes() && passing > 0 => {
                "The proof of both sides holds: influence is compared by hand.".to_owned()
            }
            Some((_, gate)) if gate.passes() => {
                "The challenger fails only for the workload, which is for a person to weigh.".to_owned()
            }
            Some((side, _)) if passing > 0 && side.answer != PartyAnswer::Silent => {
                "The partner of record answered, so its answer is weighed by hand.".to_owned()
            }
            Some(_) => "No side's proof holds: neither can win by a rule.".to_owned(),
            None => "The challenger's proof does not hold.".to_owned(),
        }
    }
}

/// B1: every challenger fails a requirement of its whole claim; the incumbent's proof was read and holds.
fn challenger_fails(parties: &Parties<'_>) -> Option<Proposal> {
    let [(incumbent, gate)] = parties.holding.as_slice() else { return None };
    let failing: Vec<(&Side<'_>, Vec<&CellKey>)> = parties
        .challengers
        .iter()
        .map(|(side, gate)| (*side, gate.fails.iter().filter(|key| key.workload.is_none()).collect()))
        .collect();
    let all_fail = !failing.is_empty() && failing.iter().all(|(_, keys): &(_, Vec<_>)| !keys.is_empty());
    (gate.passes() && all_fail).then(|| {
        let mut evidence: Vec<String> =
            failing.iter().flat_map(|(side, keys)| keys.iter().map(|key| failure(side, key))).collect();
        evidence.push(holds(incumbent));
        let outcome = ConflictOutcome::Party { claim: incumbent.claim.claim_id.clone() };
        Proposal { rule: BatchRule::ChallengerFails, outcome, evidence }
    })
}

/// B2: nobody holds the association any more; the only challenger's proof holds.
fn incumbent_gone(parties: &Parties<'_>) -> Option<Proposal> {
    let challenger = parties.passing_challenger().filter(|_| parties.holding.is_empty())?;
    let gone = parties.resolving.gone.iter();
    let mut evidence: Vec<String> =
        gone.map(|former| format!("Claim {} is {}.", former.claim_id, former.how)).collect();
    evidence.push(holds(challenger));
    Some(take(BatchRule::IncumbentGone, challenger, evidence))
}

/// B3: the incumbent did not answer in time *and* its latest proof, which was read, fails; the only challenger's holds.
fn incumbent_silent(parties: &Parties<'_>) -> Option<Proposal> {
    let challenger = parties.passing_challenger()?;
    let [(incumbent, gate)] = parties.holding.as_slice() else { return None };
    let silent = incumbent.answer == PartyAnswer::Silent;
    (silent && !gate.fails.is_empty()).then(|| {
        let end = parties
            .resolving
            .window
            .ends_at
            .map(|end| end.format("%Y-%m-%d").to_string())
            .unwrap_or_default();
        let mut evidence = vec![format!("Claim {} did not answer until {end}.", incumbent.claim.claim_id)];
        evidence.extend(latest_proof(incumbent.claim, incumbent.checklist).map(|latest| {
            format!("The latest proof of claim {} is {}.", incumbent.claim.claim_id, latest.document)
        }));
        evidence.extend(gate.fails.iter().map(|key| failure(incumbent, key)));
        evidence.push(holds(challenger));
        take(BatchRule::IncumbentSilent, challenger, evidence)
    })
}

/// B4: one family.
fn same_family(resolving: &Resolving<'_>) -> Proposal {
    let evidence = resolving
        .sides
        .iter()
        .map(|side| format!("Claim {} belongs to partner family {}.", side.claim.claim_id, side.party.family))
        .collect();
    Proposal { rule: BatchRule::SameFamily, outcome: ConflictOutcome::Duplicate, evidence }
}

fn take(rule: BatchRule, challenger: &Side<'_>, evidence: Vec<String>) -> Proposal {
    let outcome = ConflictOutcome::Party { claim: challenger.claim.claim_id.clone() };
    Proposal { rule, outcome, evidence }
}

fn holds(side: &Side<'_>) -> String {
    format!("Claim {} passes every requirement for {}.", side.claim.claim_id, side.party.workload)
}

fn failure(side: &Side<'_>, key: &CellKey) -> String {
    let cell = side.checklist.cell(key);
    let verdict = cell.and_then(crate::domain::Cell::verdict).map_or("open", Verdict::label);
    let reasons = cell.and_then(|cell| cell.judgement.as_ref()).map(|judgement| &judgement.reasons);
    let codes: Vec<&str> = reasons.into_iter().flatten().map(|mark| mark.code.as_str()).collect();
    format!("Claim {}: {key} is {verdict} ({}).", side.claim.claim_id, codes.join(", "))
}

/// The rows that must be opened in full before a batch is committed: a fifth of them, at most five, drawn by the seed.
pub fn sample(seed: &str, rows: &[ConflictId]) -> Vec<ConflictId> {
    let mut drawn: Vec<(crate::domain::Digest, &ConflictId)> = rows
        .iter()
        .map(|id| {
            let mut hasher = Hasher::new("proofdesk-batch-sample-v1");
            hasher.field(seed.as_bytes()).field(id.as_str().as_bytes());
            (hasher.finish(), id)
        })
        .collect();
    drawn.sort();
    drawn.dedup();
    let wanted = drawn.len().div_ceil(5).min(MOST_OPENED);
    drawn.into_iter().take(wanted).map(|(_, id)| id.clone()).collect()
}
