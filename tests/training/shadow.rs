//! Shadow mode: live claims judged into a record of the trainee's own, and compared with real decisions later.

use crate::support::office::{Office, copy};
use crate::support::opinions::answer;
use crate::support::program::{Home, Ran};
use crate::support::shadow::{commit_as, decide_for_real, handed_to, live};
use proofdesk::desk::SnapshotChoice;
use proofdesk::desk::training::{NotCompared, Session, TrainingState};
use proofdesk::domain::{Attempt, Claim, ClaimId, Decision, Mode, Status};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

const ONE: &str = "3131013";
const TWO: &str = "3131402";

fn id(text: &str) -> ClaimId {
    text.parse().unwrap()
}

fn bare(home: &Path, trainee: &str) -> Session {
    live(home, trainee, (SnapshotChoice::Practice, Vec::new()))
}

/// Every file below a folder with its content, those of training and of the index aside.
fn desk_files(home: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = std::fs::read_dir(home.join("data")).unwrap().map(|entry| entry.unwrap().path());
    let files = files.filter(|path| path.is_file());
    files.map(|path| (path.display().to_string(), std::fs::read(path).unwrap())).collect()
}

#[test]
fn every_claim_that_waits_is_answered_and_the_real_desk_stays_byte_for_byte() {
    let home = Home::quick();
    decide_for_real(&home, "ana", (ONE, "seen"));
    let decisions = handed_to(home.path(), "cai");
    let before = desk_files(home.path());
    assert!(before.keys().any(|name| name.ends_with("practice.desk.sqlite")));
    let mut session = live(home.path(), "cai", (SnapshotChoice::Practice, decisions));
    let offered = session.list().unwrap().rows.len();
    let mut next = session.next(None).unwrap();
    let mut answered = Vec::new();
    while let Some(claim) = next {
        let receipt = commit_as(&mut session, &claim, claim.as_str());
        answered.push(receipt.recorded.decision);
        next = receipt.next;
    }
    assert!(answered.len() == 31 && answered.len() == offered, "{} of {offered}", answered.len());
    assert!(session.verify().unwrap().holds());
    let attempts = session.attempts().unwrap();
    assert!(attempts.iter().all(|attempt| attempt.mode == Mode::Shadow && attempt.claim_digest.is_some()));
    drop(session);
    assert!(desk_files(home.path()) == before, "a file of the desk was changed");
    repeated_decisions_lose_nothing(&home, &answered, attempts);
}

/// Whoever answers every claim as a colleague decides it keeps every point.
fn repeated_decisions_lose_nothing(home: &Home, decisions: &[Decision], attempts: Vec<Attempt>) {
    let by_dan = |attempt| Attempt { trainee: "dan".to_owned(), ..attempt };
    let attempts: Vec<Attempt> = attempts.into_iter().map(by_dan).collect();
    let reviews = home.with("reviews.jsonl", &lines(decisions));
    let mine = home.with("mine.jsonl", &lines(&attempts));
    let files = [reviews.to_str().unwrap(), mine.to_str().unwrap()];
    let ran =
        home.run(&["train", "score", "--format", "json", "--reviews", files[0], files[1]]).fine().json();
    let earned = ran["report"]["attempts"].as_array().unwrap();
    assert_eq!(earned.len(), decisions.len(), "{ran}");
    assert!(earned.iter().all(|attempt| attempt["lost"] == 0 && attempt["real"]["by"] == "cai"), "{ran}");
}

fn lines(values: &[impl serde::Serialize]) -> String {
    values.iter().map(|value| serde_json::to_string(value).unwrap() + "\n").collect()
}

#[test]
fn the_same_answer_keeps_every_point_and_says_whose_decision_it_is_held_against() {
    let home = Home::quick();
    decide_for_real(&home, "ana", (ONE, "seen by ana"));
    let mut session = live(home.path(), "cai", (SnapshotChoice::Practice, handed_to(home.path(), "cai")));
    assert!(session.debrief(&id(ONE)).is_err(), "nothing is told before the own answer");
    commit_as(&mut session, &id(ONE), ONE);
    commit_as(&mut session, &id(TWO), TWO);
    let debrief = session.debrief(&id(ONE)).unwrap();
    assert!(debrief.score.is_full(), "{:?}", debrief.score);
    assert_eq!(debrief.real.unwrap().by, "ana");
    assert!(debrief.cells.iter().any(|cell| cell.right.why == "seen by ana"));
    let refused = session.debrief(&id(TWO)).unwrap_err();
    assert_eq!(refused.why, NotCompared::Undecided.reason());
    assert!(session.retry(&id(ONE)).is_err(), "a live claim is answered once");
    let rows = session.list().unwrap().rows;
    let row = |claim: &str| rows.iter().find(|row| row.claim_id.as_str() == claim).unwrap();
    assert!(matches!(row(ONE).state, TrainingState::Done { points: Some((kept, full)) } if kept == full));
    assert_eq!(row(TWO).state, TrainingState::Done { points: None });
    assert_eq!(row(TWO).not_compared, Some(NotCompared::Undecided));
}

/// A text that stands twice is cited at the place that was pinned, not at the first one.
#[test]
fn pins_are_compared_where_they_were_set() {
    let office = Office::new();
    let mut claim = copy(ONE, 3_200_001, 1);
    for document in &mut claim.documents {
        let twice = format!("{0}\n\n{0}", document.text);
        Arc::make_mut(document).text = twice;
    }
    let snapshot = office.snapshot(15, std::slice::from_ref(&claim));
    let choice = SnapshotChoice::File { path: snapshot, allow_unsealed: false };
    let mut ana = live(office.home.path(), "ana", (choice.clone(), Vec::new()));
    let mut real = commit_as(&mut ana, &claim.claim_id, ONE).recorded.decision;
    let half = |text: &str| (text.len() - 2) / 2 + 2;
    for pin in real.cells.iter_mut().flat_map(|cell| &mut cell.pins) {
        let by = half(&claim.document(&pin.document).unwrap().text);
        (pin.span.start, pin.span.end) = (pin.span.start + by, pin.span.end + by);
    }
    let mut cai = live(office.home.path(), "cai", (choice, vec![real]));
    commit_as(&mut cai, &claim.claim_id, ONE);
    let score = cai.debrief(&claim.claim_id).unwrap().score;
    assert!(score.lost > 0 && score.judged().any(|cell| cell.cited == Some(false)), "{score:?}");
}

/// cai's attempts at live claims, and decisions about them made of ana's real one.
struct Compared {
    home: Home,
    reviews: Vec<Value>,
    digests: BTreeMap<String, Value>,
}

impl Compared {
    fn new(claims: &[&str]) -> Self {
        let home = Home::quick();
        decide_for_real(&home, "ana", (ONE, "seen by ana"));
        let mut session = bare(home.path(), "cai");
        for claim in claims {
            commit_as(&mut session, &id(claim), claim);
        }
        drop(session);
        let mine = home.run_as("cai", "reviewer", &["train", "attempts", "--shadow"]).fine();
        home.with("mine.jsonl", &mine.out);
        let digest =
            |line: Value| (line["claim_id"].as_str().unwrap().to_owned(), line["claim_digest"].clone());
        let digests = mine.json_lines().into_iter().map(digest).collect();
        let reviews = home.run(&["export", "--format", "jsonl"]).fine().json_lines();
        Self { home, reviews, digests }
    }

    /// Ana's decision as one about another claim, changed.
    fn also(&mut self, claim: &str, change: impl Fn(&mut Value)) {
        let mut line = self.reviews[0].clone();
        line["claim_id"] = json!(claim);
        line["claim_digest"] = self.digests[claim].clone();
        change(&mut line);
        self.reviews.push(line);
    }

    fn run(&self, what: &str, more: &[&str]) -> Ran {
        let lines: Vec<String> = self.reviews.iter().map(Value::to_string).collect();
        let reviews = self.home.with("reviews.jsonl", &lines.join("\n"));
        let mine = self.home.file("mine.jsonl");
        let words = ["train", what, "--reviews", reviews.to_str().unwrap(), mine.to_str().unwrap()];
        self.home.run(&[words.as_slice(), more].concat())
    }
}

#[test]
fn exported_decisions_score_live_claims_and_what_is_not_compared_is_listed_with_its_reason() {
    let claims = [ONE, TWO, "3131791", "3130501", "3130890"];
    let mut compared = Compared::new(&claims);
    compared.also(TWO, |line| line["actor"]["name"] = json!("cai"));
    compared.also("3131791", |line| line["claim_digest"] = line["event_hash"].clone());
    compared.also("3130501", |line| line["state"] = json!("reopened"));
    let ran = compared.run("score", &[]).fine();
    assert!(ran.out.contains("  cai, compared with the decision of ana on 2025-09-15\n"), "{}", ran.out);
    for (claim, why) in [
        (TWO, NotCompared::Own),
        ("3131791", NotCompared::OtherRevision),
        ("3130501", NotCompared::TakenBack),
        ("3130890", NotCompared::Undecided),
    ] {
        let told = format!("claim {claim}: {}\n", why.reason());
        let line = ran.out.lines().find(|line| line.starts_with("not compared  ") && line.contains(claim));
        assert!(format!("{}\n", line.unwrap()).ends_with(&told), "{}", ran.out);
    }
    assert!(ran.out.ends_with("1 attempts, 30 of 30 points.\n"), "{}", ran.out);
    let report = compared.run("report", &["--format", "json"]).fine().json();
    assert_eq!(report["report"]["trainees"][0]["profile"]["agreement"]["raw"]["value"], 1.0, "{report}");
    assert_eq!(report["not_compared"].as_array().unwrap().len(), 4);
}

#[test]
fn a_difference_from_the_real_decision_has_the_usual_price_and_is_not_called_wrong() {
    let mut compared = Compared::new(&[TWO]);
    compared.reviews.clear();
    let own = bare(compared.home.path(), "cai").attempts().unwrap().remove(0);
    let other = decide_by_another(&compared.home);
    compared.reviews.push(other);
    let ran = compared.run("score", &[]).fine();
    assert!(
        ran.out.contains("-5  R5 Dates: met, the real one is not met; passed though not met"),
        "{}",
        ran.out
    );
    assert!(!ran.out.contains("right is"), "{}", ran.out);
    assert_eq!(own.mode, Mode::Shadow);
}

/// Somebody finds the dates of a claim not met which its answer holds to be met.
fn decide_by_another(home: &Home) -> Value {
    let mut other = answer(TWO);
    let dates = other.cells.iter_mut().find(|cell| cell.requirement == "dates").unwrap();
    assert_eq!(dates.verdict, "met");
    (dates.verdict, dates.reason_codes) = ("not-met".into(), vec!["RC-R5-01".into()]);
    let ben = crate::support::opinions::Person::reviewer(home, "ben");
    ben.judge_all(&other, "too late");
    ben.run(&["decide", TWO]).fine();
    let decided = home.run(&["export", "--format", "jsonl"]).fine().json_lines();
    decided.into_iter().find(|line| line["claim_id"] == TWO).unwrap()
}

#[test]
fn without_decisions_to_compare_with_an_attempt_at_a_live_claim_is_a_problem() {
    let compared = Compared::new(&[TWO]);
    let mine = compared.home.file("mine.jsonl");
    let ran = compared.home.run(&["train", "score", mine.to_str().unwrap()]);
    assert_eq!(ran.code, 7);
    assert!(ran.out.contains("field mode: Live claims are compared with real decisions"), "{}", ran.out);
    let broken = compared.home.with("broken.jsonl", "{}");
    let words = ["train", "score", "--reviews", broken.to_str().unwrap(), mine.to_str().unwrap()];
    let ran = compared.home.run(&words);
    assert_eq!(ran.code, 8);
    assert!(ran.err.contains("line 1 is no exported decision"), "{}", ran.err);
    assert_eq!(compared.home.run(&["train", "attempts", "--shadow", "practice"]).code, 2);
    assert_eq!(compared.home.run(&["train", "attempts"]).code, 2);
}

#[test]
fn the_snapshot_of_tomorrow_goes_on_with_the_same_record() {
    let office = Office::new();
    let home = office.home.path();
    let [stays, comes_back, leaves] =
        [(1, 3_200_001), (2, 3_200_002), (3, 3_200_003)].map(|(customer, claim)| copy(ONE, claim, customer));
    let today = office.snapshot(15, &[stays.clone(), comes_back.clone(), leaves.clone()]);
    let choice = |path| SnapshotChoice::File { path, allow_unsealed: false };
    let mut session = live(home, "cai", (choice(today), Vec::new()));
    for claim in [&stays, &comes_back, &leaves] {
        commit_as(&mut session, &claim.claim_id, ONE);
    }
    drop(session);
    let mut again = comes_back.clone();
    again.claim_name.push_str(", once more");
    let tomorrow = office.snapshot(16, &[stays.clone(), again]);
    let mut session = live(home, "cai", (choice(tomorrow.clone()), Vec::new()));
    assert_eq!(session.attempts().unwrap().len(), 3, "also of a claim that is gone");
    assert_eq!(session.next(None).unwrap(), Some(comes_back.claim_id.clone()));
    let rows = session.list().unwrap().rows;
    let state = |claim: &ClaimId| rows.iter().find(|row| row.claim_id == *claim).unwrap().state.clone();
    assert_eq!(state(&stays.claim_id), TrainingState::Done { points: None });
    assert_eq!(state(&leaves.claim_id), TrainingState::Done { points: None });
    assert!(matches!(state(&comes_back.claim_id), TrainingState::NotBegun | TrainingState::Begun { .. }));
    commit_as(&mut session, &comes_back.claim_id, ONE);
    assert_eq!(session.next(None).unwrap(), None);
    drop(session);
    let words = ["--snapshot", tomorrow.to_str().unwrap(), "train", "attempts", "--shadow"];
    let printed = office.home.run_as("cai", "reviewer", &words).fine().json_lines();
    assert_eq!(printed.len(), 4);
    assert_eq!(office.home.run_as("dan", "reviewer", &words).fine().out, "");
}

/// Decided claims change their status, so the snapshot that follows holds other revisions of them.
#[test]
fn a_decided_claim_is_compared_as_long_as_its_papers_are_those_that_both_judged() {
    let office = Office::new();
    let home = office.home.path();
    let claims = [copy(ONE, 3_200_001, 1), copy(ONE, 3_200_002, 2)];
    let choice = |path| SnapshotChoice::File { path, allow_unsealed: false };
    let today = choice(office.snapshot(15, &claims));
    let mut decisions = Vec::new();
    for name in ["ben", "cai"] {
        let mut session = live(home, name, (today.clone(), Vec::new()));
        for claim in &claims {
            decisions.push(commit_as(&mut session, &claim.claim_id, ONE).recorded.decision);
        }
    }
    decisions.retain(|decision| decision.actor.name == "ben");
    let mut later = claims.clone();
    for claim in &mut later {
        claim.status = Status::Approved;
    }
    for document in &mut later[1].documents {
        Arc::make_mut(document).text.insert_str(0, "Page 1\n");
    }
    let tomorrow = choice(office.snapshot(16, &later));
    let mut session = live(home, "cai", (tomorrow, decisions));
    let rows = session.list().unwrap().rows;
    let row = |claim: &Claim| rows.iter().find(|row| row.claim_id == claim.claim_id).unwrap();
    assert!(
        matches!(row(&claims[0]).state, TrainingState::Done { points: Some((kept, full)) } if kept == full)
    );
    assert!(session.debrief(&claims[0].claim_id).unwrap().score.is_full());
    assert_eq!(row(&claims[1]).not_compared, Some(NotCompared::ClaimGone));
    assert!(session.debrief(&claims[1].claim_id).is_err());
}

#[test]
fn a_claim_that_no_reviewer_could_decide_now_is_not_opened() {
    let home = Home::quick();
    let mut session = bare(home.path(), "cai");
    let rows = home.run(&["queue", "is:any", "--format", "jsonl"]).fine().json_lines();
    let closed = rows.iter().filter(|row| {
        row["turn"] != "us" || row["kind"] == "conflict" || row["activity"] == "partner-activity"
    });
    let closed: Vec<ClaimId> = closed.map(|row| id(row["claim_id"].as_str().unwrap())).collect();
    assert!(!closed.is_empty());
    for claim in closed {
        assert!(session.open_claim(&claim).is_err(), "{claim}");
    }
}
