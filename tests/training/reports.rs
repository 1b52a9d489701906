//! What is said of trainees: first attempts only, one by one and as a group.

use super::{key, shipped};
use chrono::{TimeZone, Utc};
use proofdesk::desk::training::{Scores, score_attempt, training_report};
use proofdesk::domain::{Attempt, Mode, Verdict};
use proofdesk::statistics::training::GateState::{self, Reached, TooFew};

fn attempts(trainee: &str, claims: usize, mode: Mode) -> Vec<Attempt> {
    let pack = &shipped()[1];
    let answers = pack.answers.iter().take(claims);
    let played = answers.map(|answer| key(answer, &pack.claims[&answer.claim_id]));
    played.map(|attempt| Attempt { trainee: trainee.to_owned(), mode, ..attempt }).collect()
}

fn scores(attempts: &[Attempt]) -> Scores {
    let pack = &shipped()[1];
    Scores {
        pack: pack.pack.id.clone(),
        attempts: attempts.iter().map(|attempt| score_attempt(pack, attempt).unwrap()).collect(),
        not_compared: Vec::new(),
        problems: Vec::new(),
    }
}

#[test]
fn only_the_first_attempt_at_a_claim_counts_by_its_time() {
    let mut first = attempts("Ana", 1, Mode::Practice).remove(0);
    let mut second = first.clone();
    let at = |hour| Some(Utc.with_ymd_and_hms(2025, 9, 15, hour, 0, 0).unwrap());
    (first.at, second.at) = (at(9), at(10));
    first.cells[0].verdict = Some(Verdict::NotApplicable);
    let report = training_report(&shipped()[1], &scores(&[second, first]));
    let ana = &report.trainees[0];
    assert_eq!((ana.repeated, ana.profile.attempts), (1, 1));
    assert!(
        ana.profile.points.kept < ana.profile.points.of,
        "the later one, without a mistake, does not count"
    );
}

#[test]
fn the_gates_of_the_practice_pack_open_one_after_another() {
    let of = |attempts: &[Attempt]| {
        let report = training_report(&shipped()[1], &scores(attempts));
        let states: Vec<GateState> = report.trainees[0].gates.iter().map(|found| found.state).collect();
        states
    };

    assert_eq!(of(&attempts("Ana", 10, Mode::Exam)), [Reached, TooFew, TooFew]);
    assert_eq!(of(&attempts("Ana", 20, Mode::Practice)), [TooFew, Reached, TooFew]);
    assert_eq!(of(&attempts("Ana", 30, Mode::Exam)), [Reached, Reached, Reached]);
    assert_eq!(of(&attempts("Ana", 30, Mode::Guided)), [TooFew, TooFew, TooFew], "the answer was told");
}

#[test]
fn the_group_holds_every_first_attempt_of_everybody() {
    let mut all = attempts("Bo", 4, Mode::Practice);
    all.extend(attempts("Ana", 3, Mode::Practice));
    all[0].decision = None;
    let report = training_report(&shipped()[1], &scores(&all));
    let names: Vec<&str> = report.trainees.iter().map(|trainee| trainee.trainee.as_str()).collect();
    assert_eq!(names, ["Ana", "Bo"]);
    assert_eq!((report.group.attempts, report.group.decisions.count, report.group.decisions.of), (7, 6, 7));
    let traps = &report.group.traps;
    assert!(traps[0].1.count < traps[0].1.of, "what was missed most comes first");
    assert_eq!(report.group.minutes, Some(5.0));
}
