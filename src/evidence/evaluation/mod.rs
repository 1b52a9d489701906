//! How well suggestions serve: held against what a trainer answered, figure by figure.
//!
//! A cell whose answer quotes text counts for recall: it is a hit when one of the first candidates overlaps a quote.
//! `strong` is held against `met`, mentions against the trainer's, groups of claims against the trainer's groups.
//! Nothing here is known to the engine.

mod figures;
mod groups;
mod mentions;
mod quotes;
mod table;

pub use figures::{CellFigures, Share};
pub use groups::GroupFigures;
pub use mentions::{ClassFigures, MentionFigures};
pub use quotes::Misquote;
pub use table::figures_table;

use crate::domain::{
    Answer, AnswerCell, CellSuggestion, Claim, ClaimId, Requirement, Signal, Suggestions, Verdict,
};
use quotes::Quotes;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// All figures of one evaluation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evaluation {
    /// Claims that were held against an answer.
    pub claims: usize,
    /// Figures of each requirement that occurs, in the order of the checklist.
    pub requirements: Vec<RequirementFigures>,
    /// The same over all requirements.
    pub total: CellFigures,
    /// Mentions of claimed workloads.
    pub mentions: MentionFigures,
    /// Conflict groups, when the answers name any.
    pub conflicts: Option<GroupFigures>,
    /// Pairs of claims with shared text, when the answers name any.
    pub near_duplicates: Option<GroupFigures>,
    /// What counts against a figure, in the order of the answers.
    pub cases: Vec<Case>,
    /// Quotes that stand in no document.
    pub misquotes: Vec<Misquote>,
}

/// Figures of one requirement.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RequirementFigures {
    /// Row.
    pub requirement: Requirement,
    /// Its figures.
    #[serde(flatten)]
    pub figures: CellFigures,
}

/// The figure a case counts against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Figure {
    /// No quote among the first three candidates.
    RecallAtThree,
    /// A quote among the first three, but not first.
    RecallAtOne,
    /// The first candidate is no quote although the answer quotes nothing at all.
    PrecisionAtOne,
    /// `strong` where it is not met, or not `strong` where it is.
    Strong,
    /// Another mention than the trainer's.
    Mention,
    /// A conflict group not found, or found where there is none.
    Conflict,
    /// A pair with shared text not found, or found where there is none.
    NearDuplicate,
}

impl Figure {
    /// The words a person reads.
    pub const fn label(self) -> &'static str {
        match self {
            Self::RecallAtThree => "missed",
            Self::RecallAtOne => "not first",
            Self::PrecisionAtOne => "nothing to quote",
            Self::Strong => "strength",
            Self::Mention => "mention",
            Self::Conflict => "conflict",
            Self::NearDuplicate => "shared text",
        }
    }
}

/// One thing that counts against a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Case {
    /// Which figure.
    pub figure: Figure,
    /// The claim, or the first of a group.
    pub claim_id: ClaimId,
    /// Row, when it is about a cell.
    pub requirement: Option<Requirement>,
    /// Claimed workload, when it is about one.
    pub workload: Option<String>,
    /// What the answer says.
    pub wanted: String,
    /// What was suggested.
    pub found: String,
}

/// Collects figures claim by claim.
#[derive(Debug, Default)]
pub struct Evaluator {
    claims: usize,
    rows: BTreeMap<Requirement, CellFigures>,
    mentions: MentionFigures,
    conflict_groups: BTreeMap<String, BTreeSet<ClaimId>>,
    expected_pairs: BTreeSet<BTreeSet<ClaimId>>,
    found_pairs: BTreeSet<BTreeSet<ClaimId>>,
    answered: BTreeSet<ClaimId>,
    cases: Vec<Case>,
    misquotes: Vec<Misquote>,
}

impl Evaluator {
    /// Holds the suggestions for one claim against its answer.
    pub fn note(&mut self, claim: &Claim, answer: &Answer, found: &Suggestions) {
        self.claims += 1;
        self.answered.insert(claim.claim_id.clone());
        for (position, cell) in answer.cells.iter().enumerate() {
            let quotes = Quotes::find(claim, answer, position, &mut self.misquotes);
            self.note_cell(claim, (cell, &quotes), found.cell(&cell.key()));
        }
        self.note_mentions(answer, found);
        if let Some(group) = &answer.conflict_group {
            self.conflict_groups.entry(group.clone()).or_default().insert(claim.claim_id.clone());
        }
        let pair = |other: &ClaimId| BTreeSet::from([claim.claim_id.clone(), other.clone()]);
        self.expected_pairs.extend(answer.near_duplicate_of.iter().map(pair));
        self.found_pairs.extend(found.near_duplicates.iter().map(|other| pair(&other.claim_id)));
    }

    /// The figures. `conflicts` are the groups of claims that were found to compete for a workload.
    pub fn finish(mut self, conflicts: &BTreeSet<BTreeSet<ClaimId>>) -> Evaluation {
        let expected: BTreeSet<_> = self.conflict_groups.values().cloned().collect();
        let known = &self.answered;
        let (conflicts, cases) = groups::compare(Figure::Conflict, &expected, conflicts, known);
        self.cases.extend(cases);
        let pairs = (&self.expected_pairs, &self.found_pairs);
        let (pairs, cases) = groups::compare(Figure::NearDuplicate, pairs.0, pairs.1, known);
        self.cases.extend(cases);
        Evaluation {
            claims: self.claims,
            total: self.rows.values().copied().fold(CellFigures::default(), CellFigures::and),
            requirements: self
                .rows
                .into_iter()
                .map(|(requirement, figures)| RequirementFigures { requirement, figures })
                .collect(),
            mentions: self.mentions,
            conflicts,
            near_duplicates: pairs,
            cases: self.cases,
            misquotes: self.misquotes,
        }
    }

    fn note_cell(
        &mut self,
        claim: &Claim,
        (answer, quotes): (&AnswerCell, &Quotes<'_>),
        found: Option<&CellSuggestion>,
    ) {
        // A cell that neither side speaks of measures nothing, nor does one of a row that does not apply.
        if quotes.are_none() && (found.is_none() || answer.verdict == Verdict::NotApplicable) {
            return;
        }
        let rank = found.and_then(|found| quotes.rank_in(found));
        let row = self.rows.entry(answer.requirement).or_default();
        let mut against = Vec::new();
        if !quotes.are_none() {
            row.first_three.count(rank.is_some_and(|rank| rank < 3));
            row.first.count(rank == Some(0));
            match rank {
                Some(0) => {}
                Some(1 | 2) => against.push(Figure::RecallAtOne),
                _ => against.push(Figure::RecallAtThree),
            }
        }
        if answer.verdict != Verdict::NotApplicable {
            // Where every quote is wrong, nobody knows what the right first candidate is.
            if !quotes.are_lost() && found.is_some_and(|found| !found.candidates.is_empty()) {
                row.precision.count(rank == Some(0));
                against.extend(quotes.are_none().then_some(Figure::PrecisionAtOne));
            }
            let strong = found.is_some_and(|found| found.signal == Signal::Strong);
            let met = answer.verdict == Verdict::Met;
            if met { &mut row.strong_met } else { &mut row.strong_not_met }.count(strong == met);
            against.extend((strong != met).then_some(Figure::Strong));
        }
        let case = |figure| case(figure, claim, (answer, quotes), found);
        self.cases.extend(against.into_iter().map(case));
    }

    fn note_mentions(&mut self, answer: &Answer, found: &Suggestions) {
        for workload in &found.workloads {
            let Some(wanted) = answer.mention(&workload.name) else { continue };
            self.mentions.count(wanted, workload.mention);
            if wanted != workload.mention {
                self.cases.push(Case {
                    figure: Figure::Mention,
                    claim_id: found.claim_id.clone(),
                    requirement: None,
                    workload: Some(workload.name.clone()),
                    wanted: wanted.to_string(),
                    found: workload.mention.to_string(),
                });
            }
        }
    }
}

fn case(
    figure: Figure,
    claim: &Claim,
    (answer, quotes): (&AnswerCell, &Quotes<'_>),
    found: Option<&CellSuggestion>,
) -> Case {
    let texts = |found: &CellSuggestion| {
        let texts = found.candidates.iter().take(3).map(|candidate| candidate.text.as_str());
        texts.collect::<Vec<_>>().join(" ¦ ")
    };
    let cautions = |found: &CellSuggestion| {
        let codes: Vec<&str> = found.cautions.iter().map(|caution| caution.code.as_str()).collect();
        format!("{} {}", found.signal, codes.join(" ")).trim_end().to_owned()
    };
    let (wanted, found) = match figure {
        Figure::Strong => (answer.verdict.to_string(), found.map(cautions)),
        _ => (quotes.texts(), found.map(texts)),
    };
    Case {
        figure,
        claim_id: claim.claim_id.clone(),
        requirement: Some(answer.requirement),
        workload: answer.workload.clone(),
        wanted,
        found: found.unwrap_or_default(),
    }
}
