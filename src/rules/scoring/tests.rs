//! Every fault of an attempt with its price, one at a time.

use super::*;
use crate::domain::{AnswerQuote, CellKey, DecisionKind, EvidencePin, ReasonCode, Requirement, Verdict};
use crate::text::Span;

const TEXT: &str = "Order of 3 May. Signed by Ana Ruiz, IT lead.\nPlease pay within 30 days.";

fn claim() -> Claim {
    serde_json::from_value(serde_json::json!({
        "claim_id": "4999999", "claim_name": "Test", "program": "cpor", "engagement": "security-usage",
        "solution_area": "Modern Work and Security", "activity": "usage", "recognition_only": false,
        "status": "under-review", "created_on": "2025-09-01", "submitted_on": "2025-09-02",
        "transaction_on": null, "history": [], "comments": [],
        "partner": { "name": "P", "partner_id": "4100001", "location": "X", "country": "NO",
                     "contact_name": "A", "contact_email": "a@p.example" },
        "customer": { "name": "C", "domain": "c.example", "tenant_id": "0b0d5d5e-6a67-4a9b-9b39-0f2ad7a0a3c1",
                      "country": "NO", "sector": "private", "contact_name": "B",
                      "contact_email": "b@c.example" },
        "workloads": [{ "name": "Microsoft Intune", "association": "none" }],
        "documents": [{ "file_name": "order.pdf", "kind": "sow", "text": TEXT }],
    }))
    .unwrap()
}

fn cell(requirement: Requirement, verdict: Verdict, accepted: &[Verdict]) -> AnswerCell {
    AnswerCell {
        requirement,
        workload: None,
        verdict,
        evidence: Vec::new(),
        reasons: Vec::new(),
        accepted: accepted.to_vec(),
        why: String::new(),
        traps: Vec::new(),
    }
}

fn quote(text: &str, must_cite: bool) -> AnswerQuote {
    AnswerQuote { file_name: "order.pdf".into(), quote: text.into(), must_cite, start: None }
}

fn answer(cells: Vec<AnswerCell>, decision: DecisionKind) -> Answer {
    Answer {
        claim_id: "4999999".parse().unwrap(),
        line: 1,
        cells,
        mentions: std::collections::BTreeMap::new(),
        conflict_group: None,
        near_duplicate_of: Vec::new(),
        decision: Some(decision),
        accepted_decisions: Vec::new(),
        approved_workloads: vec!["A".into(), "B".into()],
        claim_reasons: Vec::new(),
        decision_on_poe_alone: None,
        conflict_winner: None,
        traps: vec!["trap-of-the-claim".into()],
        lesson: String::new(),
        set: None,
    }
}

fn attempt(cells: Vec<AttemptCell>, decision: Option<DecisionKind>) -> Attempt {
    Attempt {
        claim_digest: None,
        session: None,
        claim_id: "4999999".parse().unwrap(),
        pack: String::new(),
        trainee: String::new(),
        mode: crate::domain::Mode::Practice,
        cells,
        decision,
        approved_workloads: vec!["A".into(), "B".into()],
        seconds: None,
        at: None,
    }
}

const DATES: CellKey = CellKey::claim(Requirement::Dates);

/// What the cell loses when this verdict is given where that one is right.
fn lost(right: Verdict, mine: Option<Verdict>) -> u32 {
    let mine = mine.map(|verdict| AttemptCell::bare(DATES, verdict));
    let right = answer(vec![cell(Requirement::Dates, right, &[])], DecisionKind::Approve);
    let mine = attempt(mine.into_iter().collect(), Some(DecisionKind::Approve));
    score(&right, &mine, &claim(), &Costs::default()).lost
}

#[test]
fn each_confusion_of_verdicts_has_its_price() {
    use Verdict::{Met, NotApplicable, NotMet, Unclear};
    let order = [Met, NotMet, Unclear, NotApplicable];
    let table =
        [(Met, [0, 3, 1, 1]), (NotMet, [5, 0, 1, 5]), (Unclear, [3, 1, 0, 3]), (NotApplicable, [1, 3, 1, 0])];
    for (right, prices) in table {
        let found = order.map(|mine| lost(right, Some(mine)));
        assert_eq!(found, prices, "{right} is right; given in turn: {order:?}");
    }
}

#[test]
fn an_open_cell_is_as_dear_as_the_dearest_mistake_unless_a_rule_settles_it() {
    assert_eq!(lost(Verdict::Met, None), 5);
    assert_eq!(lost(Verdict::NotApplicable, None), 0);
}

#[test]
fn each_confusion_of_decisions_has_its_price() {
    use DecisionKind::{ActionRequired, Approve, FinalReject, PartialApprove, Reject};
    let order = [Approve, PartialApprove, ActionRequired, Reject, FinalReject];
    let table = [
        (Approve, [0, 1, 1, 3, 3]),
        (PartialApprove, [5, 0, 1, 3, 3]),
        (ActionRequired, [5, 5, 0, 3, 3]),
        (Reject, [5, 5, 1, 0, 1]),
        (FinalReject, [5, 5, 1, 1, 0]),
    ];
    for (right, prices) in table {
        let found = order.map(|mine| {
            score(&answer(Vec::new(), right), &attempt(Vec::new(), Some(mine)), &claim(), &Costs::default())
                .lost
        });
        assert_eq!(found, prices, "{right} is right; decided in turn: {order:?}");
    }
    let undecided = attempt(Vec::new(), None);
    assert_eq!(score(&answer(Vec::new(), Approve), &undecided, &claim(), &Costs::default()).lost, 5);
}

#[test]
fn a_partial_approval_of_too_much_is_a_false_approval_and_of_too_little_a_request_for_nothing() {
    let right = answer(Vec::new(), DecisionKind::PartialApprove);
    let mut mine = attempt(Vec::new(), Some(DecisionKind::PartialApprove));
    for (approved, lost) in [(vec!["B", "A"], 0), (vec!["A", "C"], 5), (vec!["A"], 1), (vec![], 1)] {
        mine.approved_workloads = approved.into_iter().map(str::to_owned).collect();
        assert_eq!(
            score(&right, &mine, &claim(), &Costs::default()).lost,
            lost,
            "{:?}",
            mine.approved_workloads
        );
    }
}

#[test]
fn an_accepted_alternative_costs_nothing_not_even_for_reasons_and_text() {
    let mut right = cell(Requirement::Dates, Verdict::NotMet, &[Verdict::Unclear]);
    right.reasons = vec![ReasonCode::parse("RC-R5-01").unwrap()];
    right.evidence = vec![quote("3 May", true)];
    let mut right = answer(vec![right], DecisionKind::Reject);
    right.accepted_decisions = vec![DecisionKind::ActionRequired];
    let mine = attempt(vec![AttemptCell::bare(DATES, Verdict::Unclear)], Some(DecisionKind::ActionRequired));
    let score = score(&right, &mine, &claim(), &Costs::default());
    assert_eq!(
        (score.lost, score.cells[0].hit, score.decision.unwrap().hit),
        (0, Hit::Accepted, Hit::Accepted)
    );
}

#[test]
fn a_wrong_verdict_is_not_charged_again_for_its_reason() {
    let mut right = cell(Requirement::Dates, Verdict::NotMet, &[]);
    right.reasons = vec![ReasonCode::parse("RC-R5-01").unwrap(), ReasonCode::parse("RC-R5-02").unwrap()];
    let right = answer(vec![right], DecisionKind::Reject);
    let given = |verdict, codes: &[&str]| {
        let mut mine = AttemptCell::bare(DATES, verdict);
        mine.reasons = codes.iter().map(|code| ReasonCode::parse(code).unwrap()).collect();
        score(&right, &attempt(vec![mine], Some(DecisionKind::Reject)), &claim(), &Costs::default()).lost
    };
    assert_eq!(given(Verdict::NotMet, &["RC-R5-02"]), 0);
    assert_eq!(
        given(Verdict::NotMet, &["RC-R5-02", "RC-R1-01"]),
        1,
        "a partner is asked for what is not missing"
    );
    assert_eq!(given(Verdict::NotMet, &[]), 1);
    assert_eq!(given(Verdict::Met, &[]), 5);
}

/// What a met cell with these quotes loses when this text is pinned.
fn pinned(quotes: Vec<AnswerQuote>, text: &str) -> u32 {
    let claim = claim();
    let mut right = cell(Requirement::Dates, Verdict::Met, &[]);
    right.evidence = quotes;
    let mut mine = AttemptCell::bare(DATES, Verdict::Met);
    let start = TEXT.find(text).unwrap();
    mine.pins =
        EvidencePin::new(&claim.documents[0], Span::new(start, start + text.len())).into_iter().collect();
    let right = answer(vec![right], DecisionKind::Approve);
    score(&right, &attempt(vec![mine], Some(DecisionKind::Approve)), &claim, &Costs::default()).lost
}

#[test]
fn a_citation_shares_half_of_the_shorter_text() {
    let quotes = || vec![quote("Signed by Ana Ruiz", false), quote("3 May", false)];
    assert_eq!(pinned(quotes(), "Signed by Ana Ruiz, IT lead."), 0);
    assert_eq!(pinned(quotes(), "Ana"), 0, "a part of the quote");
    assert_eq!(pinned(quotes(), "3 May"), 0, "either quote will do");
    assert_eq!(pinned(quotes(), "Ruiz, IT lead.\nPlease pay"), 1, "four letters of it");
    assert_eq!(pinned(quotes(), "Please pay within 30 days."), 1);
    let both = || vec![quote("Signed by Ana Ruiz", true), quote("3 May", true)];
    assert_eq!(pinned(both(), "3 May"), 1, "each of them must be cited");
}

#[test]
fn a_quote_is_as_good_as_a_pin_and_one_that_stands_nowhere_is_none() {
    let mut right = cell(Requirement::Dates, Verdict::Met, &[]);
    right.evidence = vec![quote("Signed by Ana Ruiz", false)];
    let right = answer(vec![right], DecisionKind::Approve);
    for (text, lost) in [("by Ana Ruiz, IT", 0), ("Signed by nobody", 1), ("", 1)] {
        let mut mine = AttemptCell::bare(DATES, Verdict::Met);
        mine.evidence = vec![quote(text, false)];
        let mine = attempt(vec![mine], Some(DecisionKind::Approve));
        assert_eq!(score(&right, &mine, &claim(), &Costs::default()).lost, lost, "{text}");
    }
}

#[test]
fn a_whole_page_cites_nothing() {
    let page = "word ".repeat(200);
    let mut claim = claim();
    std::sync::Arc::make_mut(&mut claim.documents[0]).text = format!("{TEXT}\n{page}");
    let mut right = cell(Requirement::Dates, Verdict::Met, &[]);
    right.evidence = vec![quote("3 May", false)];
    let right = answer(vec![right], DecisionKind::Approve);
    let mut mine = AttemptCell::bare(DATES, Verdict::Met);
    let whole = Span::new(0, claim.documents[0].text.len());
    mine.pins = EvidencePin::new(&claim.documents[0], whole).into_iter().collect();
    let mine = attempt(vec![mine], Some(DecisionKind::Approve));
    assert_eq!(score(&right, &mine, &claim, &Costs::default()).lost, 1);
}

#[test]
fn prices_and_weights_of_a_pack_replace_the_usual_ones() {
    let mut costs = Costs::default();
    costs.points.insert(Fault::FalsePass, 7);
    costs.weights.insert(Requirement::Dates, 2);
    let right = answer(vec![cell(Requirement::Dates, Verdict::NotMet, &[])], DecisionKind::Reject);
    let mine = attempt(vec![AttemptCell::bare(DATES, Verdict::Met)], Some(DecisionKind::Reject));
    let score = score(&right, &mine, &claim(), &costs);
    assert_eq!((score.lost, score.cells[0].full, score.full, score.points()), (14, 14, 19, 5));
}

#[test]
fn a_trap_is_missed_where_it_lies_and_never_for_a_missing_citation() {
    let mut dates = cell(Requirement::Dates, Verdict::NotMet, &[]);
    dates.traps = vec!["day-or-month".into()];
    let mut names = cell(Requirement::PartyNames, Verdict::Met, &[]);
    names.evidence = vec![quote("Ana Ruiz", false)];
    let right = answer(vec![dates, names], DecisionKind::Reject);
    let names = AttemptCell::bare(CellKey::claim(Requirement::PartyNames), Verdict::Met);
    let given = |verdict, decision| {
        let cells = vec![AttemptCell::bare(DATES, verdict), names.clone()];
        score(&right, &attempt(cells, Some(decision)), &claim(), &Costs::default())
    };
    let uncited = given(Verdict::NotMet, DecisionKind::Reject);
    assert_eq!((uncited.lost, uncited.missed_traps.len()), (1, 0));
    let fell = given(Verdict::Met, DecisionKind::Reject);
    assert_eq!(fell.missed_traps, ["trap-of-the-claim", "day-or-month"]);
    let decided = given(Verdict::NotMet, DecisionKind::Approve);
    assert_eq!(decided.missed_traps, ["trap-of-the-claim"], "the trap in the cell was seen");
}
