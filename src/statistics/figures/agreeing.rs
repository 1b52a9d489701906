//! How far two opinions on one revision of a claim agree: a decision and a second look, or the decisions of two desks.

use super::{Decided, Facts, Looked, count};
use crate::domain::{CellKey, DecisionCell, DecisionKind, Digest, Requirement, Stream, Verdict};
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
    /// Looks from whose cells another decision follows than was made; double reviews with two different decisions.
    pub differing: Share,
    /// Differences that were settled against the decision, or against the earlier of two.
    pub settled_against: u32,
}

/// The figures of one stream.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StreamFigures {
    /// `random`, `random-by-ticket`, `targeted` or `double-review`.
    pub stream: &'static str,
    /// Signed looks, or double reviews.
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

/// An opinion on a claim.
#[derive(Clone, Copy)]
struct Opinion<'a> {
    hash: Digest,
    kind: DecisionKind,
    cells: &'a [DecisionCell],
}

impl<'a> From<&'a Decided> for Opinion<'a> {
    fn from(decided: &'a Decided) -> Self {
        Self { hash: decided.hash, kind: decided.decision.kind, cells: &decided.decision.cells }
    }
}

impl<'a> From<&'a Looked> for Opinion<'a> {
    fn from(looked: &'a Looked) -> Self {
        Self { hash: looked.hash, kind: looked.look.kind, cells: &looked.look.cells }
    }
}

/// First and second opinion.
type Pair<'a> = (Opinion<'a>, Opinion<'a>);

/// The streams that are reported, each apart.
pub(super) fn streams(facts: &Facts) -> Vec<StreamFigures> {
    let looks = facts.pairs();
    let of = |name: &'static str, belongs: &dyn Fn(&(&Decided, &Looked)) -> bool| {
        let mine = looks.iter().filter(|pair| belongs(pair));
        let mine: Vec<Pair<'_>> =
            mine.map(|(decided, looked)| ((*decided).into(), (*looked).into())).collect();
        stream(name, &mine, facts)
    };
    let random = |(_, looked): &(&Decided, &Looked)| looked.look.stream == Stream::Random;
    let doubles: Vec<Pair<'_>> =
        facts.doubles.iter().map(|double| ((&double.first).into(), (&double.second).into())).collect();
    vec![
        of("random", &random),
        of("random-by-ticket", &|pair| random(pair) && facts.drawn_by_ticket.contains(&pair.0.decision.id)),
        of("targeted", &|(_, looked)| looked.look.stream == Stream::Targeted),
        stream("double-review", &doubles, facts),
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
    let kinds = pairs.iter().map(|(first, second)| (first.kind, second.kind));
    StreamFigures {
        stream: name,
        looks: count(pairs.len()),
        requirements: requirements.collect(),
        decision: agreement(&CrossTable::of(DecisionKind::ALL, kinds)),
        overturned: overturned(pairs, facts),
    }
}

fn overturned(pairs: &[Pair<'_>], facts: &Facts) -> Overturned {
    let against = |(first, second): &&Pair<'_>| {
        facts.settled.iter().any(|settled| {
            let both = [settled.first, settled.second];
            both.contains(&first.hash) && both.contains(&second.hash) && settled.kind != first.kind
        })
    };
    Overturned {
        differing: Share::among(pairs, |(first, second)| first.kind != second.kind),
        settled_against: count(pairs.iter().filter(against).count()),
    }
}

/// The cells that both have and at least one judged: first and second opinion.
fn common_cells<'a>(pair: &Pair<'a>) -> impl Iterator<Item = (&'a DecisionCell, &'a DecisionCell)> + use<'a> {
    let (first, second) = *pair;
    let settled = |first: &DecisionCell, second: &DecisionCell| {
        first.verdict == Verdict::NotApplicable && second.verdict == Verdict::NotApplicable
    };
    first.cells.iter().filter_map(move |first| {
        let second = second.cells.iter().find(|second| second.key == first.key)?;
        (!settled(first, second)).then_some((first, second))
    })
}

/// Agreement by requirement and workload over the random stream, most pairs first within a requirement.
pub(super) fn heat(facts: &Facts) -> Vec<HeatCell> {
    let mut counted: BTreeMap<CellKey, (u32, u32)> = BTreeMap::new();
    for (decided, looked) in facts.pairs().iter().filter(|(_, looked)| looked.look.stream == Stream::Random) {
        for (first, second) in common_cells(&((*decided).into(), (*looked).into())) {
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
