//! How often the engine points at what an expert pointed at, over the sample claims.
//!
//! A cell counts when its answer holds quotes; it is a hit when one of them overlaps one of the first three
//! candidates. The floors may only be raised.

use super::sample::{AnswerCell, Engines, answers, claims};
use proofdesk::domain::{CellKey, Claim, Requirement, Suggestions};
use proofdesk::text::Span;
use std::collections::BTreeMap;

/// Hits among the first three candidates, per hundred cells.
const FLOORS: [(Requirement, usize); 6] = [
    (Requirement::CustomerAcknowledgement, 80),
    (Requirement::PartyNames, 80),
    (Requirement::ActivityDetail, 80),
    (Requirement::WorkloadConnection, 80),
    (Requirement::Dates, 80),
    (Requirement::PublicSectorDisclosure, 60),
];

#[derive(Default)]
struct Score {
    cells: usize,
    first: usize,
    first_three: usize,
    misses: Vec<String>,
}

fn quotes(claim: &Claim, cell: &AnswerCell) -> Vec<(String, Span)> {
    cell.evidence
        .iter()
        .map(|quote| {
            let document = claim.document(&quote.file_name).expect("the quoted document");
            let start = document.text.find(&quote.quote).expect("the quote stands in the document");
            (quote.file_name.clone(), Span::new(start, start + quote.quote.len()))
        })
        .collect()
}

fn rank_of_first_hit(expected: &[(String, Span)], suggestions: &Suggestions, key: &CellKey) -> Option<usize> {
    let cell = suggestions.cell(key)?;
    cell.candidates.iter().position(|candidate| {
        expected.iter().any(|(file, span)| *file == candidate.document && span.overlaps(candidate.span))
    })
}

#[test]
#[allow(clippy::print_stderr, reason = "the figures are read with --nocapture")]
fn the_first_three_candidates_hold_what_an_expert_quotes() {
    let engines = Engines::new();
    let mut scores: BTreeMap<Requirement, Score> = BTreeMap::new();
    for (claim, answer) in claims().iter().zip(answers()) {
        assert_eq!(claim.claim_id.as_str(), answer.claim_id);
        let suggestions = engines.suggest(claim);
        for cell in answer.cells.iter().filter(|cell| !cell.evidence.is_empty()) {
            let key = CellKey { requirement: cell.requirement, workload: cell.workload.clone() };
            let score = scores.entry(cell.requirement).or_default();
            let rank = rank_of_first_hit(&quotes(claim, cell), &suggestions, &key);
            score.cells += 1;
            score.first += usize::from(rank == Some(0));
            score.first_three += usize::from(rank.is_some_and(|rank| rank < 3));
            if rank.is_none_or(|rank| rank >= 3) {
                let found: Vec<String> = suggestions.cell(&key).map_or(vec![], |cell| {
                    cell.candidates
                        .iter()
                        .map(|c| format!("{:?} {:.70}", c.polarity, c.text.trim()))
                        .collect()
                });
                let wanted: Vec<&str> = cell.evidence.iter().map(|quote| quote.quote.as_str()).collect();
                score.misses.push(format!(
                    "{} {key} {:?}\n  wanted {wanted:?}\n  found  {found:#?}",
                    answer.claim_id, cell.verdict
                ));
            }
        }
    }
    let mut below = Vec::new();
    for (requirement, floor) in FLOORS {
        let score = &scores[&requirement];
        let percent = score.first_three * 100 / score.cells;
        eprintln!(
            "{requirement}: {}/{} in the first three ({percent} %), {} first",
            score.first_three, score.cells, score.first
        );
        for miss in &score.misses {
            eprintln!("miss {miss}");
        }
        if percent < floor {
            below.push(format!("{requirement}: {percent} % < {floor} %"));
        }
    }
    let (hits, cells) =
        scores.values().fold((0, 0), |(h, c), score| (h + score.first_three, c + score.cells));
    eprintln!("all: {hits}/{cells}");
    assert!(below.is_empty(), "{below:?}");
}
