//! Batches through the desk: what each rule proposes of real files, the cap, and what a change since the plan leads to.

use crate::support::office::{Office, conflicts_of, copy, grade_all, open_sample, plan};
use crate::support::samples;
use proofdesk::desk::{BatchPlan, Desk, FailureKind, GradeRequest, Judging, NoticeRequest, ReleaseRequest};
use proofdesk::domain::{
    Association, BatchRule, CellKey, Claim, ConflictOutcome, HistoryAction, HistoryEntry, Judgement,
    NoticeTo, ReasonMark, Requirement, Role, Status, Verdict,
};
use std::path::{Path, PathBuf};

/// The conflict cg-02 of another customer: the challenger fails as a whole, which is B1.
fn failing(customer: u32) -> [Claim; 2] {
    [copy("3075520", 4_000_000 + 2 * customer, customer), copy("3121098", 4_000_001 + 2 * customer, customer)]
}

/// One partner that claims the same workload of a customer twice, which is B4.
fn twice(customer: u32) -> [Claim; 2] {
    failing(customer).map(|claim| {
        let mut again = copy("3121098", claim.claim_id.as_str().parse().unwrap(), customer);
        again.workloads[0].association = Association::None;
        again
    })
}

/// A snapshot with one conflict for B1, judged.
fn one_row(office: &Office) -> (PathBuf, [Claim; 2]) {
    let claims = failing(1);
    let snapshot = office.snapshot(15, &claims);
    office.judge(&snapshot, &[(&claims[0], "3075520"), (&claims[1], "3121098")]);
    (snapshot, claims)
}

#[test]
fn b2_takes_the_challenger_when_the_incumbent_left_by_the_files() {
    let office = Office::new();
    let mut claims = [copy("3088261", 4_000_001, 1), copy("3120417", 4_000_002, 1)];
    claims[0].history.push(HistoryEntry {
        on: "2025-09-14T09:00:00Z".parse().unwrap(),
        action: HistoryAction::Other("customer disassociated".into()),
        actor: "Aksel Brubakk".into(),
        note: None,
    });
    let snapshot = office.snapshot(15, &claims);
    office.judge(&snapshot, &[(&claims[1], "3120417")]);
    let mut desk = office.supervisor(&snapshot);
    let plan = plan(&mut desk);
    assert_eq!(plan.excluded, []);
    let row = &plan.rows[0];
    let taken = ConflictOutcome::Party { claim: claims[1].claim_id.clone() };
    assert_eq!((row.rule, &row.outcome), (BatchRule::IncumbentGone, &taken));
    assert_eq!(row.evidence[0], "Claim 4000001 is disassociated.");
    open_sample(&mut desk, &plan);
    let made = desk.commit_batch(&plan).unwrap().value;
    let resolution = &made.resolutions[0].resolution;
    assert!(resolution.override_reason.as_ref().unwrap().contains("Claim 4000001 is disassociated."));
    assert!(desk.review(&claims[1].claim_id).unwrap().decision.is_some());
}

#[test]
fn a_batch_of_decisions_and_duplicates_is_taken_back_by_one_call_after_its_release() {
    let office = Office::new();
    let (one, family) = (failing(1), twice(2));
    let snapshot = office.snapshot(15, &[one.clone(), family].concat());
    office.judge(&snapshot, &[(&one[0], "3075520"), (&one[1], "3121098")]);
    let mut desk = office.supervisor(&snapshot);
    let plan = plan(&mut desk);
    let mut rules: Vec<BatchRule> = plan.rows.iter().map(|row| row.rule).collect();
    rules.sort();
    assert_eq!(rules, [BatchRule::ChallengerFails, BatchRule::SameFamily], "{:?}", plan.excluded);
    open_sample(&mut desk, &plan);
    let made = desk.commit_batch(&plan).unwrap().value;
    let row = made.resolutions[0].resolution.id.clone();
    let single = desk.withdraw_resolution(&row, "Only this one.").unwrap_err();
    assert!(single.why.contains("one act until its release"), "{single}");
    desk.release(&ReleaseRequest::All).unwrap();
    let released = desk.resolutions(None).unwrap().iter().filter(|one| one.released).count();
    assert_eq!(released, 1, "a duplicate records no decision");
    let before = desk.verify().unwrap().events;
    let back = desk.take_back_batch(&plan.id, "New proof came.").unwrap().value;
    assert!(back.resolutions.iter().all(|one| one.ended.is_some()), "{back:?}");
    assert!(desk.review(&one[1].claim_id).unwrap().decision.is_none());
    let report = desk.verify().unwrap();
    assert!(report.holds() && report.events > before);
    let again = desk.take_back_batch(&plan.id, "Once more.").unwrap_err();
    assert_eq!(again.kind, FailureKind::NotFound);
    let gone = desk.commit_batch(&plan).unwrap_err();
    assert!(gone.why.contains("taken back"), "{gone}");
}

#[test]
fn a_batch_has_at_most_fifty_rows_and_says_so_of_the_others() {
    let office = Office::new();
    let claims: Vec<Claim> = (1..=52).flat_map(twice).collect();
    let snapshot = office.snapshot(15, &claims);
    let mut desk = office.supervisor(&snapshot);
    let plan = plan(&mut desk);
    assert_eq!((plan.rows.len(), plan.sample.len(), plan.excluded.len()), (50, 5, 2));
    assert!(plan.excluded.iter().all(|row| row.why == "A batch has at most 50 rows."));
    let mut larger = plan.clone();
    larger.rows.push(plan.rows[0].clone());
    assert!(desk.commit_batch(&larger).unwrap_err().why.contains("not what its id stands for"));
    open_sample(&mut desk, &plan);
    assert_eq!(desk.commit_batch(&plan).unwrap().value.resolutions.len(), 50);
}

/// Plans the one row, lets something happen, and commits over a snapshot: nothing is settled, and this is named.
#[track_caller]
fn refused_after(happens: impl FnOnce(&Office, &Path, &BatchPlan, &[Claim; 2]) -> Option<PathBuf>) -> String {
    let office = Office::new();
    let (snapshot, claims) = one_row(&office);
    let plan = {
        let mut desk = office.supervisor(&snapshot);
        let plan = plan(&mut desk);
        open_sample(&mut desk, &plan);
        plan
    };
    let later = happens(&office, &snapshot, &plan, &claims).unwrap_or(snapshot);
    let mut desk: Desk = office.supervisor(&later);
    let settled = desk.resolutions(None).unwrap().len();
    let failure = desk.commit_batch(&plan).unwrap_err();
    assert_eq!(failure.kind, FailureKind::Stale, "{failure}");
    assert_eq!(desk.resolutions(None).unwrap().len(), settled);
    failure.why
}

#[test]
fn a_cell_judged_since_the_plan_refuses_it() {
    let why = refused_after(|office, snapshot, _, claims| {
        let reasons = vec![ReasonMark::bare("RC-R1-01".parse().unwrap())];
        let judgement = Judgement { reasons, ..Judgement::bare(Verdict::NotMet) };
        let key = CellKey::claim(Requirement::CustomerAcknowledgement);
        let mut desk = office.desk(snapshot, "ben", Role::Reviewer);
        desk.judge(&claims[0].claim_id, &Judging::Judge(key, judgement)).unwrap();
        None
    });
    assert_eq!(why, "Cells of claim 4000002 were judged differently.");
}

#[test]
fn a_grade_given_since_the_plan_refuses_it() {
    let why = refused_after(|office, snapshot, plan, claims| {
        let grade = crate::support::conflicts::graded(&claims[1], 2).remove(0);
        let request = GradeRequest {
            conflict: plan.rows[0].conflict.clone(),
            claim_id: claims[1].claim_id.clone(),
            grade,
        };
        office.desk(snapshot, "max", Role::Supervisor).grade(&request).unwrap();
        None
    });
    assert_eq!(why, "Grades of claim 4000003 were changed.");
}

#[test]
fn a_conflict_that_somebody_else_settled_since_the_plan_refuses_it() {
    let why = refused_after(|office, snapshot, _, _| {
        let mut desk = office.desk(snapshot, "max", Role::Supervisor);
        let own = plan(&mut desk);
        open_sample(&mut desk, &own);
        desk.commit_batch(&own).unwrap();
        None
    });
    assert_eq!(why, "Claim 4000003 was decided meanwhile.");
}

#[test]
fn a_notice_since_the_plan_gives_time_anew_and_refuses_it() {
    let why = refused_after(|office, snapshot, plan, claims| {
        let request =
            NoticeRequest { claim: Some(claims[0].claim_id.clone()), to: NoticeTo::Party, sent_at: None };
        let mut desk = office.desk(snapshot, "max", Role::Supervisor);
        desk.record_notice(&plan.rows[0].conflict, &request).unwrap();
        None
    });
    assert!(why.contains("is not for a batch any more") && why.contains("has time to add proof"), "{why}");
}

#[test]
fn a_claim_that_came_with_another_content_refuses_the_plan() {
    let why = refused_after(|office, _, _, claims| {
        let mut later = claims.clone();
        later[1].customer.name = "Another name".into();
        Some(office.snapshot(16, &later))
    });
    assert_eq!(why, "Claim 4000003 came with another content.");
}

#[test]
fn a_party_that_joined_since_the_plan_refuses_it() {
    let why = refused_after(|office, _, _, claims| {
        let mut third = copy("3121098", 4_000_009, 1);
        third.partner.partner_id = samples::claim("3120417").partner.partner_id;
        Some(office.snapshot(16, &[claims.as_slice(), &[third]].concat()))
    });
    assert_eq!(why, "Claim 4000009 is a party now.");
}

#[test]
fn a_conflict_that_is_over_refuses_the_plan() {
    let why = refused_after(|office, _, _, claims| {
        let mut later = claims.clone();
        later[1].status = Status::Rejected;
        Some(office.snapshot(16, &later))
    });
    assert!(why.starts_with("Conflict cf-") && why.ends_with(" is over."), "{why}");
}

#[test]
fn factors_are_no_matter_of_a_batch_and_a_graded_row_is_still_one() {
    let office = Office::new();
    let (snapshot, claims) = one_row(&office);
    let mut desk = office.supervisor(&snapshot);
    let conflict = conflicts_of(&mut desk, &claims[0]).remove(0);
    grade_all(&mut desk, &conflict);
    assert_eq!(plan(&mut desk).rows.len(), 1);
}
