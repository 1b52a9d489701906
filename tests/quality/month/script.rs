//! What the people of the month do and find, as scripts of the command line: drawn from the number of the claim, asked
//! of the program line by line.

use crate::support::conversation::Conversation;
use crate::support::opinions::Person;
use crate::support::program::{Home, Ran};
use chrono::{DateTime, TimeDelta, Utc};
use proofdesk::domain::{Association, Claim, ClaimComment, HistoryAction, HistoryEntry, Status};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const REVIEWERS: [&str; 5] = ["ana", "bela", "carla", "dana", "emil"];
const CAUSES: [&str; 7] =
    ["guideline-gap", "evidence-missed", "evidence-misread", "slip", "new-evidence", "edition", "program"];

/// What was decided, by claim.
pub(super) type Decided = BTreeMap<String, String>;

/// Where somebody works: on which snapshot, at which desk.
pub(super) struct Office<'h> {
    pub(super) home: &'h Home,
    /// Options that choose snapshot and desk.
    pub(super) options: Vec<String>,
}

impl Office<'_> {
    fn words(&self) -> Vec<&str> {
        self.options.iter().map(String::as_str).collect()
    }

    /// A supervisor's command that must go well.
    pub(super) fn run(&self, words: &[&str]) -> Ran {
        let sam = Person::supervisor(self.home, "sam");
        sam.run(&[&self.words(), words].concat()).fine()
    }

    fn talk(&self, name: &str, role: &str) -> Conversation {
        Conversation::start(&Person { home: self.home, name, role }, &self.words())
    }
}

/// A number that looks drawn but is the same for the same question.
fn drawn(number: u64, question: u64, below: u64) -> u64 {
    let mixed =
        (number.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ question.wrapping_mul(0xC2B2_AE3D_27D4_EB4F)) >> 7;
    (mixed.wrapping_mul(0x1656_67B1_9E37_79F9) >> 29) % below
}

fn number(claim: &str) -> u64 {
    claim.parse().unwrap()
}

/// A generated claim as one that waits for a reviewer.
pub(super) fn waiting(claim: Claim) -> Claim {
    let mut claim = Claim { status: Status::UnderReview, ..claim };
    for workload in &mut claim.workloads {
        workload.association = Association::None;
    }
    claim
}

/// The claim in the second snapshot: most requests came back answered, some rejections are disputed.
pub(super) fn revised(claim: &Claim, decided: &Decided, at: DateTime<Utc>) -> Claim {
    let mut claim = claim.clone();
    let (id, partner) = (number(claim.claim_id.as_str()), claim.partner.contact_name.clone());
    let action = match decided.get(claim.claim_id.as_str()).map(String::as_str) {
        Some("action-required") if drawn(id, 1, 10) < 7 => HistoryAction::ActionRequired,
        Some("reject") if drawn(id, 2, 10) < 5 => HistoryAction::Rejection,
        Some("approve" | "partial-approve") => {
            claim.status = Status::Approved;
            return claim;
        }
        _ => return claim,
    };
    let disputed = action == HistoryAction::Rejection;
    let mut came = vec![(action, "system"), (HistoryAction::Resubmission, partner.as_str())];
    if disputed {
        came.insert(1, (HistoryAction::Dispute, &partner));
    }
    for (minute, (action, actor)) in (0..).zip(came) {
        let on = at + TimeDelta::minutes(minute);
        claim.history.push(HistoryEntry { on, action, actor: actor.to_owned(), note: None });
    }
    let text = "The missing page is added.".to_owned();
    claim.comments.push(ClaimComment { author: partner, on: at + TimeDelta::minutes(2), text });
    claim
}

/// The cells as judged by somebody: every verdict is drawn; another person differs in one cell of eight.
fn judged(shown: &Value, person: u64) -> Vec<Value> {
    let id = number(shown["claim"]["claim_id"].as_str().unwrap());
    let back =
        shown["claim"]["history"].as_array().unwrap().iter().any(|one| one["action"] == "resubmission");
    let failing = if back { 1 } else { 5 };
    let mut judged = Vec::new();
    for (at, cell) in (0_u64..).zip(shown["checklist"]["cells"].as_array().unwrap()) {
        if !cell["settled"].is_null() {
            continue;
        }
        let differs = person > 0 && drawn(id, 100 * person + at, 8) == 0;
        let verdict = match (drawn(id, at + 10, 100), differs) {
            (chance, false) if chance < failing => "not-met",
            (chance, false) if chance < failing + 2 => "unclear",
            (chance, true) if chance >= failing => "not-met",
            _ => "met",
        };
        let cell = name(&cell["key"]);
        judged.push(if verdict == "met" {
            json!({ "cell": cell, "verdict": verdict, "note": "seen in the report" })
        } else {
            let reason = json!({ "code": format!("RC-{}-01", &cell[..2]) });
            json!({ "cell": cell, "verdict": verdict, "reasons": [reason] })
        });
    }
    judged
}

/// A cell as requests name it.
pub(super) fn name(key: &Value) -> String {
    let words = super::recomputed::REQUIREMENTS;
    let row = 1 + words.iter().position(|word| key["requirement"] == **word).unwrap();
    key["workload"].as_str().map_or_else(|| format!("R{row}"), |workload| format!("R{row}:{workload}"))
}

/// Reads a claim, judges its cells, and answers what to ask for then.
fn reviewed(talk: &mut Conversation, claim: &str, person: u64) -> Value {
    let shown = talk.fine(&json!({ "do": "show", "claim": claim }));
    let cells = judged(&shown, person);
    let outcome = if cells.is_empty() {
        shown["outcome"].clone()
    } else {
        talk.fine(&json!({ "do": "judge", "claim": claim, "cells": cells }))["outcome"].clone()
    };
    let mut decide = json!({ "do": "decide", "claim": claim });
    if person == 0 && outcome["kind"] == "action-required" && drawn(number(claim), 3, 8) == 0 {
        decide["kind"] = "reject".into();
        decide["because"] = "The partner asked for it.".into();
    }
    if person == 0 && drawn(number(claim), 4, 12) == 0 {
        decide["comment"] = "Thank you. Please see what was discussed about PoE_1.pdf.".into();
    }
    if shown["seat"] == "dispute" && outcome["kind"] == "approve" {
        decide["cause"] =
            if number(claim).is_multiple_of(3) { "new-evidence" } else { "evidence-missed" }.into();
    }
    decide
}

fn kind(receipt: &Value) -> String {
    receipt["recorded"]["decision"]["kind"].as_str().unwrap().to_owned()
}

/// Everybody decides claims; contested ones, which reviewers may not decide, go to a supervisor. In the first round
/// one decision of fifty is taken back.
pub(super) fn decide(office: &Office<'_>, claims: &[&str], round: u64) -> Decided {
    let (mut decided, mut left) = (Decided::new(), Vec::new());
    for (at, reviewer) in REVIEWERS.iter().enumerate() {
        let mut talk = office.talk(reviewer, "reviewer");
        let mine = |claim: &&&str| (number(claim) + round) % 5 == at as u64;
        for claim in claims.iter().filter(mine) {
            let decide = reviewed(&mut talk, claim, 0);
            let answer = talk.ask(&decide);
            if answer["ok"] == true && round == 0 && drawn(number(claim), 5, 50) == 0 {
                // Taken back at once: later the hold may have run out.
                talk.fine(&json!({ "do": "withdraw", "claim": claim, "because": "The wrong claim." }));
            } else if answer["ok"] == true {
                decided.insert((*claim).to_owned(), kind(&answer["result"]));
            } else {
                assert_eq!(answer["error"]["kind"], "refused", "{decide}\n{answer}");
                left.push(decide);
            }
        }
        talk.end();
    }
    assert!(left.len() < claims.len() / 4, "{} of {} were left: {}", left.len(), claims.len(), left[0]);
    // Another one in each round: nobody settles a dispute of an own decision.
    let supervisor = if round == 0 { "sol" } else { "stella" };
    let mut talk = office.talk(supervisor, "supervisor");
    for mut decide in left {
        decide["because"] = "Both partners were heard.".into();
        let receipt = talk.fine(&decide);
        decided.insert(decide["claim"].as_str().unwrap().to_owned(), kind(&receipt));
    }
    assert_eq!(talk.end(), 0);
    decided
}

/// Somebody at another desk decides some of the claims too, and sends the pack.
pub(super) fn decide_elsewhere(office: &Office<'_>, claims: &[&str], pack: &str) {
    let mut talk = office.talk("fritz", "reviewer");
    for claim in claims {
        let decide = reviewed(&mut talk, claim, 3);
        talk.ask(&decide);
    }
    talk.end();
    office.run(&["export", "pack", pack]);
}

/// Somebody takes one second look after another until none is left; answers how many.
pub(super) fn look_again(office: &Office<'_>, (looker, role): (&str, &str)) -> usize {
    let mut talk = office.talk(looker, role);
    let mut looks = 0;
    while let Some(claim) = talk.fine(&json!({ "do": "second-look" }))["claim_id"].as_str() {
        let mut decide = reviewed(&mut talk, claim, 2);
        if talk.ask(&decide)["ok"] == false {
            // Whoever may decide a contested claim says why; what a seat is, a blind one does not tell.
            decide["because"] = "Both partners were heard.".into();
            decide["cause"] = "evidence-missed".into();
            talk.fine(&decide);
        }
        looks += 1;
    }
    talk.end();
    looks
}

/// Settles every second open difference, now for the first opinion, now for the second.
pub(super) fn settle(office: &Office<'_>, open: &[Value]) {
    let mut talk = office.talk("uma", "supervisor");
    for (at, difference) in open.iter().enumerate().skip(1).step_by(2) {
        let side = if at % 3 == 0 { "first" } else { "second" };
        let differing = difference["cells"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|one| one["first"]["verdict"] != one["second"]["verdict"]);
        let cells: Vec<Value> = differing
            .map(|one| {
                let (cell, cause) = (name(&one["key"]), CAUSES[at % CAUSES.len()]);
                json!({ "cell": cell, "verdict": one[side]["verdict"], "cause": cause })
            })
            .collect();
        talk.fine(&json!({
            "do": "adjudicate", "claim": difference["claim_id"], "second": difference["second"]["hash"],
            "cells": cells, "kind": difference[side]["kind"], "because": "As the papers show.",
        }));
    }
    assert_eq!(talk.end(), 0);
}
