//! The rules of a batch: each proposes on papers that were read, and nothing on silence.

use crate::support::conflicts::{Found, Group, found_in, group, groups, now, sides, window};
use crate::support::samples;
use chrono::TimeDelta;
use proofdesk::domain::{
    Actor, BatchRule, Conflict, ConflictId, ConflictKind, ConflictOutcome, HistoryAction, HistoryEntry,
    ReasonMark, Requirement, Role, Verdict,
};
use proofdesk::rules::batch::{MOST_ROWS, Proposal, propose, sample};
use proofdesk::rules::{GoneIncumbent, Resolving};
use std::collections::BTreeSet;

fn found(group: &Group) -> Vec<Found> {
    found_in(&group.claims(), &["ana"])
}

fn proposed(group: &Group, found: &[Found]) -> Result<Proposal, String> {
    proposed_for(&group.conflict(), found, &[])
}

fn proposed_for(conflict: &Conflict, found: &[Found], gone: &[GoneIncumbent]) -> Result<Proposal, String> {
    let actor = Actor { name: "eli".into(), role: Role::Supervisor };
    propose(&Resolving {
        conflict,
        sides: &sides(found),
        gone,
        window: &window(found).0,
        outcome: &ConflictOutcome::Ambiguous,
        actor: &actor,
        rationale: "",
        settled: false,
    })
}

/// Makes a cell fail.
fn fail(found: &mut Found, requirement: Requirement) {
    let cell = found.checklist.cells.iter_mut().find(|cell| cell.key.requirement == requirement).unwrap();
    let judgement = cell.judgement.as_mut().unwrap();
    judgement.verdict = Verdict::NotMet;
    judgement.reasons = vec![ReasonMark::bare("RC-R1-01".parse().unwrap())];
}

fn of<'f>(found: &'f mut [Found], id: &str) -> &'f mut Found {
    found.iter_mut().find(|one| one.claim.claim_id.as_str() == id).unwrap()
}

#[test]
fn of_the_sample_only_a_challenger_that_fails_as_a_whole_is_for_a_batch() {
    let batchable: Vec<(&str, BatchRule)> = groups()
        .iter()
        .filter_map(|group| Some((group.name, proposed(group, &found(group)).ok()?.rule)))
        .collect();
    assert_eq!(batchable, [("cg-02", BatchRule::ChallengerFails)]);
    for group in groups() {
        match proposed(&group, &found(&group)) {
            Ok(proposal) => {
                assert_eq!(proposal.outcome, group.answer(), "{}", group.name);
                assert!(proposal.evidence.iter().any(|line| line.contains("RC-")), "{:?}", proposal.evidence);
            }
            Err(why) => assert!(why.ends_with('.') && why.len() > 20, "{} {why}", group.name),
        }
    }
}

#[test]
fn b1_asks_for_the_incumbents_proof_too() {
    let group = group("cg-02");
    let mut papers = found(&group);
    fail(of(&mut papers, "3075520"), Requirement::Dates);
    assert_eq!(proposed(&group, &papers).unwrap_err(), "No side's proof holds: neither can win by a rule.");
}

#[test]
fn b1_is_about_requirements_of_the_whole_claim() {
    let group = group("cg-09");
    let mut papers = found(&group);
    fail(of(&mut papers, "3132313"), Requirement::ActivityDetail);
    let why = proposed(&group, &papers).unwrap_err();
    assert_eq!(why, "The challenger fails only for the workload, which is for a person to weigh.");
}

#[test]
fn b2_takes_the_challenger_when_the_incumbent_is_gone() {
    let group = group("cg-01");
    let mut papers = found(&group);
    let mut former = papers.remove(0).claim;
    assert_eq!(GoneIncumbent::of(&former), None, "it holds the association");
    former.history.push(HistoryEntry {
        on: now() - TimeDelta::days(2),
        action: HistoryAction::Other("customer disassociated".into()),
        actor: "Aksel Brubakk".into(),
        note: None,
    });
    let gone = [GoneIncumbent::of(&former).unwrap()];
    let mut conflict = group.conflict();
    conflict.parties[0].claim = None;
    let proposal = proposed_for(&conflict, &papers, &gone).unwrap();
    assert_eq!((proposal.rule, proposal.outcome), (BatchRule::IncumbentGone, group.answer()));
    assert_eq!(proposal.evidence[0], "Claim 3088261 is disassociated.");
    let unknown = proposed_for(&conflict, &papers, &[]).unwrap_err();
    assert!(unknown.starts_with("A party has no claim on file"), "{unknown}");
    fail(&mut papers[0], Requirement::CustomerAcknowledgement);
    assert_eq!(proposed_for(&conflict, &papers, &gone).unwrap_err(), "The challenger's proof does not hold.");
}

#[test]
fn b3_needs_silence_and_a_latest_proof_that_fails() {
    let group = group("cg-01");
    let silent = found(&group);
    let why = proposed(&group, &silent).unwrap_err();
    assert_eq!(
        why, "The proof of both sides holds: influence is compared by hand.",
        "silence alone decides nothing"
    );
    let mut failing = silent.clone();
    fail(of(&mut failing, "3088261"), Requirement::Dates);
    let proposal = proposed(&group, &failing).unwrap();
    assert_eq!((proposal.rule, proposal.outcome), (BatchRule::IncumbentSilent, group.answer()));
    assert!(proposal.evidence.iter().any(|line| line.contains("POE template Tareskog.pdf")));
    let mut unread = silent.clone();
    of(&mut unread, "3088261").checklist.cells[0].judgement = None;
    assert!(proposed(&group, &unread).unwrap_err().contains("3088261"), "its latest proof was not read");
    let mut answered = failing;
    let word = HistoryEntry {
        on: now() - TimeDelta::days(5),
        action: HistoryAction::Comment,
        actor: "Aksel Brubakk".into(),
        note: Some("no new documents".into()),
    };
    of(&mut answered, "3088261").claim.history.push(word);
    let why = proposed(&group, &answered).unwrap_err();
    assert_eq!(why, "The partner of record answered, so its answer is weighed by hand.");
}

#[test]
fn b4_marks_a_family_as_duplicate_without_taking_anything() {
    let group = group("cg-04");
    let mut conflict = group.conflict();
    conflict.kind = ConflictKind::Duplicate;
    let proposal = proposed_for(&conflict, &found(&group), &[]).unwrap();
    assert_eq!((proposal.rule, proposal.outcome), (BatchRule::SameFamily, ConflictOutcome::Duplicate));
}

#[test]
fn b5_leaves_everything_else_to_a_person_and_says_why() {
    let open = group("cg-02");
    let mut papers = found(&open);
    for entry in papers.iter_mut().flat_map(|one| &mut one.claim.history) {
        if entry.action == HistoryAction::ConflictNotice {
            entry.on = now() - TimeDelta::days(3);
        }
    }
    let why = proposed(&open, &papers).unwrap_err();
    assert!(why.ends_with("A batch takes only conflicts whose window is closed (CON-31)."), "{why}");
    let own = found_in(&open.claims(), &["eli"]);
    assert!(proposed(&open, &own).unwrap_err().starts_with("You alone judged"));
    let three = group("cg-03");
    assert_eq!(
        proposed(&three, &found(&three)).unwrap_err(),
        "Nobody holds the association: the claims are compared by hand."
    );
    let eight = group("cg-08");
    assert_eq!(
        proposed(&eight, &found(&eight)).unwrap_err(),
        "Several partners claim it and not all fail: compare them by hand."
    );
    assert_eq!(samples::answer("3125571").decision.word(), "approve");
}

fn ids(count: usize) -> Vec<ConflictId> {
    (0..count).map(|number| ConflictId::parse(&format!("cf-{number:010x}")).unwrap()).collect()
}

#[test]
fn a_fifth_of_the_rows_and_at_most_five_are_drawn_by_the_seed() {
    for (rows, drawn) in [(0, 0), (1, 1), (5, 1), (6, 2), (20, 4), (21, 5), (MOST_ROWS, 5)] {
        let ids = ids(rows);
        let one = sample("seed", &ids);
        assert_eq!(one.len(), drawn, "{rows} rows");
        assert_eq!(one, sample("seed", &ids));
        assert!(one.iter().all(|id| ids.contains(id)));
        assert_eq!(one.iter().collect::<BTreeSet<_>>().len(), drawn);
    }
    let ids = ids(MOST_ROWS);
    let mut reversed = ids.clone();
    reversed.reverse();
    assert_eq!(sample("seed", &ids), sample("seed", &reversed), "the order of the rows does not matter");
    assert_ne!(sample("seed", &ids), sample("another", &ids));
}
