//! Claims that come back: carried verdicts, earlier requests, disputes.

use super::changes::{claim, on, snapshot};
use crate::support::desks::{decision, nine};
use crate::support::program::Home;
use crate::support::samples;
use proofdesk::domain::{Actor, Claim, ClaimComment, Decision, DecisionKind, ReleaseWay, Role};
use proofdesk::store::desk_file::{DeskFile, Stamp};
use std::path::{Path, PathBuf};

const CLAIM: &str = "3129406";
const DISPUTED: &str = "3128045";
const SECRET: &str = "The acknowledgement of the customer is missing.";

/// Monday's snapshot with one judged cell, and the claims to change for Tuesday.
fn judged(home: &Home) -> Vec<Claim> {
    let all = vec![samples::claim(CLAIM)];
    let monday = snapshot(home, 15, "emea", &all);
    let words = ["judge", CLAIM, "--cell", "R2", "--verdict", "met", "--note", "both are named"];
    on(home, &monday, &words).fine();
    all
}

#[test]
fn a_verdict_whose_basis_stands_is_carried_and_counts_once_it_is_confirmed() {
    let home = Home::new();
    let mut all = judged(&home);
    claim(&mut all, CLAIM).comments.push(ClaimComment {
        author: "Partner".into(),
        on: "2025-09-16T08:00:00Z".parse().unwrap(),
        text: "Any news?".into(),
    });
    let tuesday = snapshot(&home, 16, "emea", &all);
    let shown = on(&home, &tuesday, &["show", CLAIM]).fine().out;
    assert!(shown.contains("was met, still stands"), "{shown}");
    let open = |out: &str| out.lines().filter(|line| line.starts_with("  open")).count();
    let confirmed = on(&home, &tuesday, &["judge", CLAIM, "--cell", "R2", "--confirm"]).fine().out;
    assert_eq!(open(&confirmed) + 1, open(&shown), "{confirmed}");
    assert!(!confirmed.contains("still stands"), "{confirmed}");
    let again = on(&home, &tuesday, &["judge", CLAIM, "--cell", "R2", "--confirm"]);
    assert!(again.err.contains("no verdict of an earlier revision"), "{}", again.err);
}

#[test]
fn a_verdict_whose_basis_changed_is_to_be_judged_again_and_says_why() {
    let home = Home::new();
    let mut all = judged(&home);
    let changed = claim(&mut all, CLAIM);
    let mut document = (*changed.documents[0]).clone();
    document.file_name = "new-mail.txt".into();
    changed.documents.push(document.into());
    let tuesday = snapshot(&home, 16, "emea", &all);
    let shown = on(&home, &tuesday, &["show", CLAIM]).fine().out;
    assert!(shown.contains("was met; to be judged again: The documents changed"), "{shown}");
    let refused = on(&home, &tuesday, &["judge", CLAIM, "--cell", "R2", "--confirm"]);
    assert_eq!(refused.code, 2);
}

#[test]
fn what_was_asked_is_set_beside_the_new_text() {
    let home = Home::new();
    let all = vec![samples::claim("3128493"), samples::claim("3128704"), samples::claim(CLAIM)];
    let snapshot = snapshot(&home, 15, "emea", &all);
    let text = on(&home, &snapshot, &["answers", "3128493"]).fine().out;
    assert!(text.contains("Asked RC-") && text.contains("not judged yet"), "{text}");
    assert!(text.contains("Came since: Tillaeg_1_Conditional_Access.pdf, all of it is new"), "{text}");
    let json = on(&home, &snapshot, &["answers", "3128704", "--format", "json"]).fine().json();
    assert_eq!(json["brought"][0]["document"], "POE_AlWaha_Defender_v2_final.pdf");
    let fates =
        json["brought"][0]["runs"].as_array().unwrap().iter().map(|run| run["fate"].as_str().unwrap());
    assert!(fates.into_iter().all(|fate| ["same", "gone", "new"].contains(&fate)), "{json}");
    let calm = on(&home, &snapshot, &["answers", CLAIM]).fine().out;
    assert_eq!(calm.trim(), "Nothing was asked before, and no document came since.");
}

/// A snapshot with a submitted dispute of a rejection that Quillan recorded here.
fn disputed(home: &Home) -> PathBuf {
    let all = vec![samples::claim(DISPUTED), samples::claim(CLAIM)];
    let monday = snapshot(home, 15, "emea", &all);
    on(home, &monday, &["queue"]).fine();
    let quillan = Actor { name: "quillan".into(), role: Role::Reviewer };
    let rejected = Decision {
        claim_id: DISPUTED.parse().unwrap(),
        kind: DecisionKind::Reject,
        comment: SECRET.into(),
        actor: quillan.clone(),
        ..decision(1, 1)
    };
    let path = home.path().join("data/emea.desk.sqlite");
    let mut desk = DeskFile::open_or_create(&path, "emea", nine(), &quillan).unwrap();
    desk.decide(&rejected, 0).unwrap();
    let stamp = Stamp { at: nine(), actor: &quillan };
    desk.release(std::slice::from_ref(&rejected.id), ReleaseWay::Hand, &stamp).unwrap();
    monday
}

fn by(home: &Home, name: &str, snapshot: &Path, words: &[&str]) -> crate::support::program::Ran {
    let all: Vec<&str> = ["--snapshot", snapshot.to_str().unwrap()].iter().chain(words).copied().collect();
    home.run_as(name, "reviewer", &all)
}

#[test]
fn the_first_decision_is_sealed_until_the_second_checklist_is_filled() {
    let home = Home::new();
    let monday = disputed(&home);
    for words in [&["show", DISPUTED][..], &["show", DISPUTED, "--format", "json"], &["history", DISPUTED]] {
        let said = by(&home, "ben", &monday, words).fine().out;
        assert!(!said.contains(SECRET) && !said.contains("quillan"), "{said}");
    }
    assert!(by(&home, "ben", &monday, &["show", DISPUTED]).out.contains("sealed until every cell is judged"));
    let shown = by(&home, "ben", &monday, &["show", DISPUTED, "--format", "json"]).json();
    for cell in shown["checklist"]["cells"].as_array().unwrap() {
        if cell["settled"].is_null() {
            let key = &cell["key"];
            let row = key["requirement"].as_str().unwrap();
            let name = key["workload"].as_str().map_or(row.to_owned(), |name| format!("{row}:{name}"));
            let words =
                ["judge", DISPUTED, "--cell", &name, "--verdict", "met", "--note", "seen in the original"];
            by(&home, "ben", &monday, &words).fine();
        }
    }
    let story = by(&home, "ben", &monday, &["history", DISPUTED]).fine().out;
    assert!(story.contains("began the dispute review") && story.contains("decided: reject"), "{story}");
    assert!(by(&home, "ben", &monday, &["show", DISPUTED]).fine().out.contains("Reject by quillan"));
    let words = ["decide", DISPUTED, "--cause", "evidence-missed", "--because", "the mail shows it"];
    by(&home, "ben", &monday, &words).fine();
    let exported = by(&home, "ben", &monday, &["export"]).fine().json_lines();
    let settled = exported.iter().find(|decision| decision["dispute"].is_object()).unwrap();
    assert_eq!(settled["dispute"]["cause"], "evidence-missed");
    assert!(by(&home, "ben", &monday, &["verify"]).fine().out.starts_with("The record is whole"));
}

#[test]
fn nobody_settles_a_dispute_of_an_own_decision_or_is_served_one() {
    let home = Home::new();
    let monday = disputed(&home);
    let refused = by(
        &home,
        "quillan",
        &monday,
        &["judge", DISPUTED, "--cell", "R2", "--verdict", "met", "--note", "x"],
    );
    assert_eq!(refused.code, 4);
    assert!(refused.err.contains("Somebody else settles the dispute."), "{}", refused.err);
    assert_eq!(by(&home, "quillan", &monday, &["next"]).fine().out.trim(), CLAIM);
    assert_eq!(by(&home, "ben", &monday, &["next"]).fine().out.trim(), DISPUTED);
}

#[test]
fn a_dispute_is_settled_by_one_person_at_a_time() {
    let home = Home::new();
    let monday = disputed(&home);
    let judge = |name: &str| {
        by(&home, name, &monday, &["judge", DISPUTED, "--cell", "R2", "--verdict", "met", "--note", "x"])
    };
    judge("ben").fine();
    let second = judge("cem");
    assert_eq!(second.code, 4);
    assert!(second.err.contains("ben settles this dispute since"), "{}", second.err);
}
