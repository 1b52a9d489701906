//! How often the engine points at what an expert pointed at, over the sample claims.
//!
//! A cell counts for recall when its answer holds quotes; it is a hit when one of them overlaps one of the first
//! three candidates. `strong` is held against the verdict. The floors may only be raised. Read the figures with
//! `cargo test evidence::gold -- --nocapture`.

use super::sample::{Answer, AnswerCell, Engines, answers, claims};
use proofdesk::domain::{CellKey, CellSuggestion, Claim, Requirement, Signal, Suggestions, Verdict};
use proofdesk::text::Span;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Hits among the first three candidates, per hundred cells.
const FLOORS: [(Requirement, usize); 6] = [
    (Requirement::CustomerAcknowledgement, 98),
    (Requirement::PartyNames, 100),
    (Requirement::ActivityDetail, 85),
    (Requirement::WorkloadConnection, 98),
    (Requirement::Dates, 94),
    (Requirement::PublicSectorDisclosure, 100),
];
/// The same over all requirements.
const FLOOR: usize = 95;
/// Mean of `strong` where met and not `strong` where not met, in percent.
const BALANCED_FLOOR: usize = 90;

/// How many of how many.
#[derive(Default, Clone, Copy)]
struct Share {
    hits: usize,
    cells: usize,
}

impl Share {
    fn count(&mut self, hit: bool) {
        self.hits += usize::from(hit);
        self.cells += 1;
    }

    fn percent(self) -> usize {
        self.hits * 100 / self.cells.max(1)
    }

    fn and(self, other: Self) -> Self {
        Self { hits: self.hits + other.hits, cells: self.cells + other.cells }
    }
}

#[derive(Default)]
struct Score {
    first: Share,
    first_three: Share,
    met: Share,
    not_met: Share,
    cases: String,
}

fn quotes(claim: &Claim, cell: &AnswerCell) -> Vec<(String, Span)> {
    let place = |quote: &super::sample::Quote| {
        let document = claim.document(&quote.file_name).expect("the quoted document");
        let start = document.text.find(&quote.quote).expect("the quote stands in the document");
        (quote.file_name.clone(), Span::new(start, start + quote.quote.len()))
    };
    cell.evidence.iter().map(place).collect()
}

fn rank_of_first_hit(expected: &[(String, Span)], cell: &CellSuggestion) -> Option<usize> {
    cell.candidates.iter().position(|candidate| {
        expected.iter().any(|(file, span)| *file == candidate.document && span.overlaps(candidate.span))
    })
}

impl Score {
    fn note(&mut self, claim: &Claim, answer: &AnswerCell, found: &CellSuggestion) {
        let expected = quotes(claim, answer);
        let rank = rank_of_first_hit(&expected, found);
        let strong = found.signal == Signal::Strong;
        let met = answer.verdict == Verdict::Met;
        let name = format!(
            "{} {} {:?}",
            claim.claim_id,
            answer.workload.as_deref().unwrap_or_default(),
            answer.verdict
        );
        if !expected.is_empty() {
            self.first.count(rank == Some(0));
            self.first_three.count(rank.is_some_and(|rank| rank < 3));
            if rank.is_none_or(|rank| rank >= 3) {
                let texts: Vec<&str> = found.candidates.iter().map(|c| c.text.as_str()).collect();
                let wanted: Vec<&str> = answer.evidence.iter().map(|quote| quote.quote.as_str()).collect();
                let _ = writeln!(self.cases, "  missed {name}\n    wanted {wanted:?}\n    found  {texts:?}");
            }
        }
        if answer.verdict == Verdict::NotApplicable {
            return;
        }
        if met { &mut self.met } else { &mut self.not_met }.count(strong == met);
        if strong != met {
            let _ = writeln!(self.cases, "  signal {name}: {} {:?}", found.signal, found.cautions);
        }
    }
}

fn scores() -> BTreeMap<Requirement, Score> {
    let engines = Engines::new();
    let mut scores: BTreeMap<Requirement, Score> = BTreeMap::new();
    let note =
        |scores: &mut BTreeMap<Requirement, Score>, claim: &Claim, answer: &Answer, found: &Suggestions| {
            for cell in &answer.cells {
                let key = CellKey { requirement: cell.requirement, workload: cell.workload.clone() };
                if let Some(found) = found.cell(&key) {
                    scores.entry(cell.requirement).or_default().note(claim, cell, found);
                } else {
                    assert!(cell.evidence.is_empty(), "{} {key} has quotes and no row", claim.claim_id);
                }
            }
        };
    for (claim, answer) in claims().iter().zip(answers()) {
        assert_eq!(claim.claim_id.as_str(), answer.claim_id);
        note(&mut scores, claim, &answer, &engines.suggest(claim));
    }
    scores
}

#[test]
#[allow(clippy::print_stderr, reason = "the figures are read with --nocapture")]
fn the_first_three_candidates_hold_what_an_expert_quotes() {
    let scores = scores();
    let mut below = Vec::new();
    for (requirement, floor) in FLOORS {
        let score = &scores[&requirement];
        let percent = score.first_three.percent();
        eprintln!(
            "{requirement}: {}/{} in the first three ({percent} %), {} first; strong where met {}/{}, not strong \
             where not met {}/{}\n{}",
            score.first_three.hits,
            score.first_three.cells,
            score.first.hits,
            score.met.hits,
            score.met.cells,
            score.not_met.hits,
            score.not_met.cells,
            score.cases
        );
        if percent < floor {
            below.push(format!("{requirement}: {percent} % is below {floor} %"));
        }
    }
    let all = |part: fn(&Score) -> Share| scores.values().map(part).fold(Share::default(), Share::and);
    let recall = all(|score| score.first_three).percent();
    let balanced = usize::midpoint(all(|score| score.met).percent(), all(|score| score.not_met).percent());
    eprintln!("all: {recall} % in the first three; balanced accuracy of strong {balanced} %");
    assert!(below.is_empty(), "{below:?}");
    assert!(recall >= FLOOR, "{recall} %");
    assert!(balanced >= BALANCED_FLOOR, "{balanced} %");
}
