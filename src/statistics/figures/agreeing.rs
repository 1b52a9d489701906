//! How far second looks agree with the decisions they are about.

use super::{Decided, Facts, Looked, count};
use crate::domain::{CellKey, DecisionCell, DecisionKind, Requirement, Stream, Verdict};
use crate::statistics::{Agreement, CrossTable, Share, agreement};
use serde::Serialize;
use std::collections::BTreeMap;

/// Agreement on the cells of one requirement.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RequirementAgreement {
    /// The requirement.
    pub requirement: Requirement,
    /// The agreement over the four verdicts. A cell that both called not applicable is not counted: rules settle
    /// most of those before anybody judges them.
    #[serde(flatten)]
    pub agreement: Agreement,
}

/// How often a look led to another decision.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Overturned {
    /// Looks from whose cells another decision follows than was made.
    pub differing: Share,
    /// Differences that were settled against the decision.
    pub settled_against: u32,
}

/// The figures of one stream.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StreamFigures {
    /// `random`, `random-by-ticket` or `targeted`.
    pub stream: &'static str,
    /// Signed looks.
    pub looks: u32,
    /// By requirement, in the order of the checklist.
    pub requirements: Vec<RequirementAgreement>,
    /// On the decision as a whole.
    pub decision: Agreement,
    /// How often another decision followed.
    pub overturned: Overturned,
}

/// Agreement on the cells of one requirement and workload.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HeatCell {
    /// The requirement.
    pub requirement: Requirement,
    /// The workload; `None` for requirements of the whole claim.
    pub workload: Option<String>,
    /// Pairs of verdicts, and those that agree.
    pub agreed: Share,
}

type Pair<'a> = (&'a Decided, &'a Looked);

/// The streams that are reported, each apart.
pub(super) fn streams(facts: &Facts) -> Vec<StreamFigures> {
    let pairs = facts.pairs();
    let of = |name: &'static str, belongs: &dyn Fn(&Pair<'_>) -> bool| {
        let mine: Vec<Pair<'_>> = pairs.iter().copied().filter(|pair| belongs(pair)).collect();
        stream(name, &mine, facts)
    };
    let random = |(_, looked): &Pair<'_>| looked.look.stream == Stream::Random;
    vec![
        of("random", &random),
        of("random-by-ticket", &|pair| random(pair) && facts.drawn_by_ticket.contains(&pair.0.decision.id)),
        of("targeted", &|(_, looked)| looked.look.stream == Stream::Targeted),
    ]
}

fn stream(name: &'static str, pairs: &[Pair<'_>], facts: &Facts) -> StreamFigures {
    let requirements = Requirement::ALL.iter().map(|requirement| {
        let verdicts = pairs
            .iter()
            .flat_map(|pair| common_cells(pair).filter(|(first, _)| first.key.requirement == *requirement));
        let verdicts = verdicts.map(|(first, second)| (first.verdict, second.verdict));
        let table = CrossTable::of(Verdict::ALL, verdicts);
        RequirementAgreement { requirement: *requirement, agreement: agreement(&table) }
    });
    let kinds = pairs.iter().map(|(decided, looked)| (decided.decision.kind, looked.look.kind));
    StreamFigures {
        stream: name,
        looks: count(pairs.len()),
        requirements: requirements.collect(),
        decision: agreement(&CrossTable::of(DecisionKind::ALL, kinds)),
        overturned: overturned(pairs, facts),
    }
}

fn overturned(pairs: &[Pair<'_>], facts: &Facts) -> Overturned {
    let against = |(decided, looked): &&Pair<'_>| {
        facts.settled.iter().any(|settled| {
            let both = [settled.first, settled.second];
            both.contains(&decided.hash)
                && both.contains(&looked.hash)
                && settled.kind != decided.decision.kind
        })
    };
    Overturned {
        differing: Share::among(pairs, |(decided, looked)| decided.decision.kind != looked.look.kind),
        settled_against: count(pairs.iter().filter(against).count()),
    }
}

/// The cells that both have and at least one judged: first and second opinion.
fn common_cells<'a>(pair: &Pair<'a>) -> impl Iterator<Item = (&'a DecisionCell, &'a DecisionCell)> + use<'a> {
    let (decided, looked) = *pair;
    let settled = |first: &DecisionCell, second: &DecisionCell| {
        first.verdict == Verdict::NotApplicable && second.verdict == Verdict::NotApplicable
    };
    decided.decision.cells.iter().filter_map(move |first| {
        let second = looked.look.cells.iter().find(|second| second.key == first.key)?;
        (!settled(first, second)).then_some((first, second))
    })
}

/// Agreement by requirement and workload over the random stream, most pairs first within a requirement.
pub(super) fn heat(facts: &Facts) -> Vec<HeatCell> {
    let mut counted: BTreeMap<CellKey, (u32, u32)> = BTreeMap::new();
    for pair in facts.pairs().iter().filter(|(_, looked)| looked.look.stream == Stream::Random) {
        for (first, second) in common_cells(pair) {
            let (agreed, of) = counted.entry(first.key.clone()).or_default();
            *of += 1;
            *agreed += u32::from(first.verdict == second.verdict);
        }
    }
    let cell = |(key, (agreed, of)): (CellKey, (u32, u32))| HeatCell {
        requirement: key.requirement,
        workload: key.workload,
        agreed: Share::new(agreed, of),
    };
    counted.into_iter().map(cell).collect()
}
