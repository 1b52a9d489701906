//! What settled conflicts do to every claim they touch (CON-21 to CON-24, DEC-06).
//!
//! A function of rulings, papers and time alone; the same before a commit as at the commit. A claim that has other
//! contested lines waits for them. A claim that is approved already gets no decision: it loses a line, is asked for
//! proof, or stays as it is.

use super::ruled::{self, LineRuling, Lines, Ruled};
use super::status::is_dispute;
use super::{
    Clock, Gap, Outcome, Standing, clock_started_by, incumbent_answer, is_decidable, is_disassociated,
    outcome_with, ruled_checklist,
};
use crate::domain::{
    CascadeKind, Checklist, Claim, ClaimId, ConflictId, ConflictOutcome, DecisionKind, Status,
};
use crate::policy::Edition;
use chrono::{DateTime, NaiveDate, Utc};

/// One contested line of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The conflict it is in.
    pub conflict: ConflictId,
    /// What the line is called in the claim.
    pub workload: String,
    /// How the conflict came out; `None` while it is open.
    pub outcome: Option<ConflictOutcome>,
    /// Whether it is settled by this very act.
    pub now: bool,
    /// Whether the partner was asked for more proof on it before: it is asked once (CON-24).
    pub asked: bool,
}

/// A claim with a line that is settled now.
#[derive(Debug, Clone)]
pub struct Touched<'a> {
    /// The claim.
    pub claim: &'a Claim,
    /// The edition that judges it.
    pub edition: &'a Edition,
    /// Its judged checklist.
    pub checklist: &'a Checklist,
    /// Conflicts and decisions as they are before this act.
    pub standing: &'a Standing,
    /// All its contested lines, settled or not.
    pub lines: Vec<Line>,
}

/// What follows for one claim.
#[derive(Debug, Clone, PartialEq)]
pub struct Consequence {
    /// The claim.
    pub claim_id: ClaimId,
    /// What happens to it.
    pub kind: CascadeKind,
    /// Lines it is approved for or keeps.
    pub kept: Vec<String>,
    /// Lines it is not approved for or loses.
    pub lost: Vec<String>,
    /// Why, in a sentence.
    pub why: String,
    /// Day from which a lost line is not associated any more.
    pub disassociated_on: Option<NaiveDate>,
    /// The decision to be signed.
    pub decision: Option<Decided>,
    /// The clock that starts.
    pub clock: Option<Clock>,
    /// Messages to the partner: a frame, and the lines it is about.
    pub notices: Vec<(&'static str, Vec<String>)>,
}

/// A decision that follows from a resolution.
#[derive(Debug, Clone, PartialEq)]
pub struct Decided {
    /// The decision.
    pub outcome: Outcome,
    /// What it is signed under.
    pub standing: Standing,
    /// The cells, with the reasons that follow from the rulings.
    pub checklist: Checklist,
}

/// What follows for every touched claim, in the given order, or what is missing before it can be said.
pub fn cascade(touched: &[Touched<'_>], now: DateTime<Utc>) -> Result<Vec<Consequence>, Vec<Gap>> {
    let mut consequences = Vec::new();
    let mut missing = Vec::new();
    for one in touched {
        match consequence(one, now) {
            Ok(consequence) => consequences.push(consequence),
            Err(gaps) => missing.extend(gaps),
        }
    }
    if missing.is_empty() { Ok(consequences) } else { Err(missing) }
}

fn consequence(touched: &Touched<'_>, now: DateTime<Utc>) -> Result<Consequence, Vec<Gap>> {
    let claim = touched.claim;
    match claim.status {
        _ if touched.rulings().is_empty() => {
            Ok(touched.unchanged("One partner family: nothing is taken from anybody.".to_owned()))
        }
        Status::Approved if !is_disassociated(claim) => Ok(touched.incumbent(now)),
        status if !is_decidable(status) => Ok(touched
            .unchanged(format!("{}: nothing can be decided on it now; the ruling stands.", status.label()))),
        _ if touched.standing.decided_here => Err(vec![
            touched
                .gap("DEC-07", "a decision of this desk is in force. Withdraw it, or open it again, first."),
        ]),
        _ if touched.open().next().is_some() => Ok(touched.waiting()),
        _ => touched.decided(now),
    }
}

impl Touched<'_> {
    /// The rulings on its lines, now and before.
    fn rulings(&self) -> Vec<LineRuling> {
        let settled = self.lines.iter().filter_map(|line| {
            let ruled = Ruled::of(line.outcome.as_ref()?, &self.claim.claim_id)?;
            Some(LineRuling { workload: line.workload.clone(), ruled })
        });
        settled.collect()
    }

    /// Lines that still wait.
    fn open(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|line| line.outcome.is_none())
    }

    /// Names of the lines that are settled now and came out so.
    fn now(&self, wanted: Ruled) -> Vec<String> {
        let came_out = |line: &&Line| {
            let ruled = line.outcome.as_ref().and_then(|outcome| Ruled::of(outcome, &self.claim.claim_id));
            line.now && ruled == Some(wanted)
        };
        self.lines.iter().filter(came_out).map(|line| line.workload.clone()).collect()
    }

    fn gap(&self, rule: &str, what: &str) -> Gap {
        Gap { cell: None, rule: rule.to_owned(), text: format!("Claim {}: {what}", self.claim.claim_id) }
    }

    fn told(&self, names: &[String]) -> String {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        ruled::listed(&names, self.edition)
    }

    fn follows(&self, kind: CascadeKind, why: String) -> Consequence {
        Consequence {
            claim_id: self.claim.claim_id.clone(),
            kind,
            kept: self.now(Ruled::Won),
            lost: self.now(Ruled::Lost),
            why,
            disassociated_on: None,
            decision: None,
            clock: None,
            notices: Vec::new(),
        }
    }

    fn unchanged(&self, why: String) -> Consequence {
        self.follows(CascadeKind::Unchanged, why)
    }

    /// An approved claim keeps or loses its lines; its status stays (T-C25-22).
    fn incumbent(&self, now: DateTime<Utc>) -> Consequence {
        let (won, lost, undecided) =
            (self.now(Ruled::Won), self.now(Ruled::Lost), self.now(Ruled::Undecided));
        let asked_before = self
            .lines
            .iter()
            .filter(|line| line.now)
            .all(|line| line.asked || !undecided.contains(&line.workload));
        let ask = !undecided.is_empty() && !asked_before;
        let (kind, why) = match () {
            () if !lost.is_empty() => (
                CascadeKind::Disassociated,
                format!(
                    "Not partner of record for {} any more; no dispute, a new claim is possible.",
                    self.told(&lost)
                ),
            ),
            () if ask => (
                CascadeKind::ProofAsked,
                format!(
                    "Stays partner of record for {}; up-to-date proof is asked for.",
                    self.told(&undecided)
                ),
            ),
            () if !undecided.is_empty() => {
                (CascadeKind::Unchanged, "Stays as it is; proof was asked for before, once.".to_owned())
            }
            () => (CascadeKind::Unchanged, format!("Stays partner of record for {}.", self.told(&won))),
        };
        let notices = [
            ("TPL-F-CF-LOSE", lost.clone()),
            ("TPL-F-CF-INC", if ask { undecided } else { Vec::new() }),
            ("TPL-F-CF-KEEP", won),
        ];
        Consequence {
            disassociated_on: (!lost.is_empty()).then(|| now.date_naive()),
            clock: ask.then(|| incumbent_answer(self.edition, now)).flatten(),
            notices: notices.into_iter().filter(|(_, about)| !about.is_empty()).collect(),
            ..self.follows(kind, why)
        }
    }

    /// Other lines of the claim are contested still.
    fn waiting(&self) -> Consequence {
        let mut names: Vec<String> = self.open().map(|line| line.workload.clone()).collect();
        names.dedup();
        let why = format!("Decided when {} is settled too.", self.told(&names));
        self.follows(CascadeKind::LinesHeld, why)
    }

    fn decided(&self, now: DateTime<Utc>) -> Result<Consequence, Vec<Gap>> {
        let (claim, edition) = (self.claim, self.edition);
        let rulings = self.rulings();
        if is_dispute(claim, edition) && !Lines::of(&rulings).undecided.is_empty() {
            let why = "A dispute ends in approval or final rejection; decide it by itself (OQ-18).";
            return Ok(self.unchanged(why.to_owned()));
        }
        let checklist = ruled_checklist(self.checklist, edition, &rulings);
        let standing = Standing { rulings, ..self.standing.clone() };
        let outcome = outcome_with(claim, edition, &checklist, &standing).map_err(|gaps| {
            let of_claim = |gap: Gap| Gap { text: format!("Claim {}: {}", claim.claim_id, gap.text), ..gap };
            gaps.into_iter().map(of_claim).collect::<Vec<_>>()
        })?;
        let won = self.now(Ruled::Won);
        let approved: Vec<String> =
            won.into_iter().filter(|name| outcome.split.approved().contains(name)).collect();
        Ok(Consequence {
            kept: outcome.split.approved().to_vec(),
            lost: outcome.split.residual().to_vec(),
            clock: clock_started_by(outcome.kind, claim, edition, now),
            notices: if approved.is_empty() { Vec::new() } else { vec![("TPL-F-CF-WIN", approved)] },
            decision: Some(Decided { outcome: outcome.clone(), standing, checklist }),
            ..self.follows(kind_of(outcome.kind), outcome.sentence)
        })
    }
}

const fn kind_of(kind: DecisionKind) -> CascadeKind {
    match kind {
        DecisionKind::Approve => CascadeKind::Approved,
        DecisionKind::PartialApprove => CascadeKind::PartlyApproved,
        DecisionKind::ActionRequired => CascadeKind::ActionRequired,
        DecisionKind::Reject => CascadeKind::Rejected,
        DecisionKind::FinalReject => CascadeKind::FinalRejected,
    }
}
