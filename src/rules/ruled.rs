//! What rulings on contested lines do to the decision on a claim (CON-21 to CON-24).
//!
//! A line that was lost, or that nobody has proved, is not approved whatever its cells say; a line that was won is
//! approved only when its cells pass. Nothing here says who wins.

use super::{Outcome, Standing, split};
use crate::domain::{Checklist, Claim, ClaimId, ConflictOutcome, DecisionKind, ReasonCode, ReasonMark};
use crate::policy::{Edition, ReasonGroup};
use serde::Serialize;
use std::collections::BTreeMap;

/// The reason of a claim that lost a line.
const LOST: &str = "RC-C-01";
/// The reason of a claim whose line nobody has proved.
const UNDECIDED: &str = "RC-C-03";

/// How a ruling came out for one line of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ruled {
    /// Its party is partner of record.
    Won,
    /// Another party is.
    Lost,
    /// No party is.
    Undecided,
}

impl Ruled {
    /// What an outcome means for the claim of a party; `None` where nothing was contested.
    pub fn of(outcome: &ConflictOutcome, party: &ClaimId) -> Option<Self> {
        match outcome {
            ConflictOutcome::Party { claim } if claim == party => Some(Self::Won),
            ConflictOutcome::Party { .. } => Some(Self::Lost),
            ConflictOutcome::Neither | ConflictOutcome::Ambiguous => Some(Self::Undecided),
            ConflictOutcome::Duplicate => None,
        }
    }
}

/// The ruling on one contested line of a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LineRuling {
    /// What the line is called in the claim.
    pub workload: String,
    /// How it came out for this claim.
    pub ruled: Ruled,
}

/// The lines of a claim by how they were ruled. The cells of a workload that is claimed for several subscriptions are
/// judged as a whole; a ruling is about the contested subscription alone and leaves the others as they are (CON-01).
pub(super) struct Lines<'a> {
    pub(super) lost: Vec<&'a str>,
    pub(super) undecided: Vec<&'a str>,
}

impl<'a> Lines<'a> {
    pub(super) fn of(rulings: &'a [LineRuling]) -> Self {
        let named = |ruled: Ruled| {
            let mut names: Vec<&str> = Vec::new();
            for line in rulings.iter().filter(|line| line.ruled == ruled) {
                if !names.contains(&line.workload.as_str()) {
                    names.push(&line.workload);
                }
            }
            names
        };
        let lost = named(Ruled::Lost);
        let mut undecided = named(Ruled::Undecided);
        undecided.retain(|name| !lost.contains(name));
        Self { lost, undecided }
    }

    fn keeps(&self, name: &str) -> bool {
        !self.lost.contains(&name) && !self.undecided.contains(&name)
    }

    fn is_empty(&self) -> bool {
        self.lost.is_empty() && self.undecided.is_empty()
    }
}

/// Whether a line was won or lost, so that nobody contests it any more.
pub(super) fn is_settled(standing: &Standing, name: &str) -> bool {
    let mut rulings = standing.rulings.iter().filter(|line| line.workload == name).peekable();
    rulings.peek().is_some() && rulings.all(|line| line.ruled != Ruled::Undecided)
}

/// The checklist with the reasons that follow from the rulings, in place of those a reviewer noted about the conflict.
pub fn ruled_checklist(checklist: &Checklist, edition: &Edition, rulings: &[LineRuling]) -> Checklist {
    let mut ruled = without_conflict_reasons(checklist, edition);
    let lines = Lines::of(rulings);
    ruled.claim_reasons.extend(reason(LOST, &lines.lost, edition));
    ruled.claim_reasons.extend(reason(UNDECIDED, &lines.undecided, edition));
    ruled
}

/// The checklist as the papers alone speak.
pub(super) fn without_conflict_reasons(checklist: &Checklist, edition: &Edition) -> Checklist {
    let mut papers = checklist.clone();
    let about_conflict = |mark: &ReasonMark| {
        edition.reason(&mark.code).is_some_and(|reason| reason.group == ReasonGroup::Conflict)
    };
    papers.claim_reasons.retain(|mark| !about_conflict(mark));
    papers
}

fn reason(code: &str, names: &[&str], edition: &Edition) -> Option<ReasonMark> {
    let code = ReasonCode::parse(code).ok().filter(|_| !names.is_empty())?;
    let fills = BTreeMap::from([("workloads".to_owned(), listed(names, edition))]);
    Some(ReasonMark { code, fills })
}

/// Names in a sentence: `Intune, Exchange Online and Viva Engage`.
pub(super) fn listed(names: &[&str], edition: &Edition) -> String {
    let names: Vec<&str> = names.iter().map(|name| edition.canonical(name)).collect();
    match names.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}

/// The decision that follows from the papers, narrowed by the rulings.
pub(super) fn narrowed(claim: &Claim, edition: &Edition, papers: Outcome, rulings: &[LineRuling]) -> Outcome {
    let lines = Lines::of(rulings);
    let claimed = claim.lines_where(|_| true);
    let mut passing = claim.lines_where(|line| papers.passing.contains(&line.name));
    if lines.is_empty() {
        return Outcome { split: split::split_by(papers.kind, &passing, &claimed), passing, ..papers };
    }
    passing.retain(|name| lines.keeps(name));
    let all_lost = claimed.iter().all(|name| lines.lost.contains(&name.as_str()));
    let (kind, rule) = match papers.kind {
        DecisionKind::FinalReject => (papers.kind, papers.rule.as_str()),
        // A dispute ends in approval or final rejection (OQ-18).
        DecisionKind::Approve if super::status::is_dispute(claim, edition) => {
            (DecisionKind::FinalReject, "DEC-05")
        }
        _ if all_lost => (DecisionKind::Reject, "CON-22"),
        DecisionKind::Reject => (papers.kind, papers.rule.as_str()),
        _ if passing.is_empty() => (DecisionKind::ActionRequired, "CON-24"),
        _ if edition.parameters.partial_approval => (DecisionKind::PartialApprove, "CON-23"),
        _ => (DecisionKind::ActionRequired, "OQ-17"),
    };
    let split = split::split_by(kind, &passing, &claimed);
    let sentence = sentence(kind, &lines, &passing, edition);
    Outcome { kind, split, sentence, rule: rule.to_owned(), passing }
}

fn sentence(kind: DecisionKind, lines: &Lines<'_>, passing: &[String], edition: &Edition) -> String {
    let kept: Vec<&str> = passing.iter().map(String::as_str).collect();
    let mut parts = Vec::new();
    if kind == DecisionKind::PartialApprove {
        parts.push(format!("approve {}", listed(&kept, edition)));
    }
    if !lines.lost.is_empty() {
        parts.push(format!("the comparison of proof went against {}", listed(&lines.lost, edition)));
    }
    if !lines.undecided.is_empty() {
        parts.push(format!("influence on {} is not proven", listed(&lines.undecided, edition)));
    }
    format!("{}: {}.", kind.label(), parts.join("; "))
}
