//! Every frame and every reason of the catalogue that concerns CPOR is there, in both editions, and can be composed.

use crate::support::samples::{claim, edition_of, fy20, june};
use proofdesk::comments::{CommentInput, LintContext, compose_message, is_common_variable, lint};
use proofdesk::domain::{ApprovedSplit, Checklist, DecisionKind, ReasonAnswer, ReasonMark};
use proofdesk::policy::{Edition, variables};

/// Frames of the catalogue for CPOR, without those of Partner Activities, and what each must say.
const FRAMES: [(&str, &[&str]); 23] = [
    ("TPL-F-AR", &["claim_id", "reasons", "deadline_local", "days"]),
    ("TPL-F-AR-20", &["claim_id", "reasons", "deadline_local", "days"]),
    ("TPL-F-RJ", &["claim_id", "reasons", "deadline_local", "days"]),
    ("TPL-F-RJ-20", &["claim_id", "reasons"]),
    ("TPL-F-FR", &["claim_id", "reasons", "earlier_reasons"]),
    ("TPL-F-AP", &["claim_id", "workloads"]),
    ("TPL-F-AP-REV", &["claim_id", "workloads"]),
    ("TPL-F-PA", &["claim_id", "workloads_ok", "workloads_open", "reasons"]),
    ("TPL-F-RES", &["claim_id", "workloads_open", "reasons", "deadline_local", "days"]),
    ("TPL-F-CF-INC", &["claim_id", "workloads"]),
    ("TPL-F-CF-CHA", &["claim_id", "workloads"]),
    ("TPL-F-CF-WIN", &["claim_id", "workloads"]),
    ("TPL-F-CF-LOSE", &["workloads", "decision_date"]),
    ("TPL-F-CF-KEEP", &["claim_id", "workloads"]),
    ("TPL-F-CF-CLOSED", &["workloads"]),
    ("TPL-F-CF-PDM", &["workloads", "customer_name", "deadline_local"]),
    ("TPL-F-DS-OV", &["claim_id", "workloads", "earlier_reasons"]),
    ("TPL-F-DS-OPEN", &["claim_id", "deadline_local"]),
    ("TPL-F-RM", &["claim_id", "clock_name", "deadline_local"]),
    ("TPL-F-EX", &["claim_id", "clock_name", "deadline_local"]),
    ("TPL-F-OPT", &["claim_id"]),
    ("TPL-F-ASK", &["question"]),
    ("TPL-F-CUST", &["partner_name", "workloads", "tenant_id", "claim_domain", "partner_contact"]),
];

/// Frames only one edition has: disputes and partial approvals, and what FY20 words with other deadlines.
const ONLY_JUNE: [&str; 7] =
    ["TPL-F-AR", "TPL-F-RJ", "TPL-F-FR", "TPL-F-PA", "TPL-F-RES", "TPL-F-DS-OV", "TPL-F-DS-OPEN"];
const ONLY_FY20: [&str; 2] = ["TPL-F-AR-20", "TPL-F-RJ-20"];

/// Reasons of the catalogue that FY20 does not have, and why is in its edition.toml.
const NOT_IN_FY20: [&str; 8] =
    ["RC-D-01", "RC-D-04", "RC-R5-02", "RC-R6-01", "RC-R6-02", "RC-R6-03", "RC-C-02", "RC-E-13"];

fn ids(edition: &Edition) -> Vec<&str> {
    let mut ids: Vec<&str> = edition.frames.iter().map(|frame| frame.id.as_str()).collect();
    ids.sort_unstable();
    ids
}

fn expected(without: &[&str]) -> Vec<&'static str> {
    let mut ids: Vec<&str> = FRAMES.iter().map(|(id, _)| *id).filter(|id| !without.contains(id)).collect();
    ids.sort_unstable();
    ids
}

#[test]
fn both_editions_hold_exactly_the_frames_of_the_catalogue() {
    assert_eq!(ids(&june()), expected(&ONLY_FY20));
    assert_eq!(ids(&fy20()), expected(&ONLY_JUNE));
}

#[test]
fn every_frame_says_what_the_catalogue_asks_of_it() {
    for edition in [june(), fy20()] {
        for frame in &edition.frames {
            let (_, needed) = FRAMES.iter().find(|(id, _)| *id == frame.id).unwrap();
            for name in *needed {
                assert!(frame.text.contains(&format!("{{{name}}}")), "{} lacks {{{name}}}", frame.id);
            }
        }
    }
}

#[test]
fn fy20_holds_the_reasons_of_june_without_eight() {
    let codes = |edition: &Edition| -> Vec<String> {
        edition.reasons.iter().map(|reason| reason.code.to_string()).collect()
    };
    let kept: Vec<String> =
        codes(&june()).into_iter().filter(|code| !NOT_IN_FY20.contains(&code.as_str())).collect();
    assert_eq!(codes(&fy20()), kept);
}

/// Composes a frame with everything known that a claim and a decision can tell.
fn composed(id: &str, edition: &Edition, claim_id: &str) -> proofdesk::comments::Composed {
    let claim = claim(claim_id);
    let names: Vec<String> = claim.workloads.iter().map(|line| line.name.clone()).collect();
    let split = ApprovedSplit::by(&names, |_| true);
    let checklist = Checklist {
        claim_reasons: vec![ReasonMark::bare("RC-E-10".parse().unwrap())],
        ..Checklist::default()
    };
    let earlier = [ReasonAnswer { code: "RC-E-01".parse().unwrap(), cell: None, resolved: true }];
    let input = CommentInput {
        claim: &claim,
        edition,
        checklist: &checklist,
        kind: DecisionKind::ActionRequired,
        split: &split,
        deadline: Some("2025-09-29T12:00:00Z".parse().unwrap()),
        rationale: None,
        previous_reasons: &earlier,
        decided_at: "2025-09-15T12:00:00Z".parse().unwrap(),
    };
    compose_message(id, &input).unwrap()
}

#[test]
fn every_message_is_composed_from_the_claim_and_asks_only_for_what_it_cannot_know() {
    for (edition, claim_id) in [(june(), "3128950"), (fy20(), "1010457")] {
        for frame in &edition.frames {
            let message = composed(&frame.id, &edition, claim_id);
            assert_eq!(message.templates[0], frame.id);
            for open in &message.unresolved {
                let asked = !is_common_variable(&open.name);
                assert!(asked || open.name == "workloads_open", "{} leaves {{{}}} open", frame.id, open.name);
            }
        }
    }
    let claim = claim("3128950");
    assert_eq!(edition_of(&claim).id, june().id);
}

#[test]
fn no_frame_and_no_fragment_promises_or_gives_away_anything() {
    let claim = claim("3128045");
    for edition in [june(), fy20()] {
        let context =
            LintContext { claim: &claim, edition: &edition, kind: DecisionKind::Approve, other_parties: &[] };
        let frames = edition.frames.iter().map(|frame| (frame.id.clone(), &frame.text));
        let fragments = edition.reasons.iter().map(|reason| (reason.code.to_string(), &reason.fragment));
        for (id, text) in frames.chain(fragments) {
            let blocking: Vec<_> = lint(text, &context)
                .into_iter()
                .filter(|lint| lint.blocking && lint.rule != "EVA-9")
                .map(|lint| lint.text)
                .collect();
            assert_eq!(blocking, Vec::<String>::new(), "{id}");
        }
    }
}

#[test]
fn an_automatic_rejection_names_the_dispute_where_there_is_one() {
    let june_text = composed("TPL-F-EX", &june(), "3128950").text;
    assert!(june_text.contains("can be disputed once, within 30 days"), "{june_text}");
    let fy20_text = composed("TPL-F-EX", &fy20(), "1010457").text;
    assert!(fy20_text.contains("please create a new claim") && !fy20_text.contains("disput"), "{fy20_text}");
}

#[test]
fn every_variable_of_the_language_is_used_by_a_frame_or_a_fragment_or_asked_for() {
    let unused = ["claim_ref", "deadline_utc", "edition", "engagement", "page_or_line", "reason"];
    for variable in variables::VARIABLES {
        let name = format!("{{{}}}", variable.name);
        let used = [june(), fy20()].iter().any(|edition| {
            edition.frames.iter().any(|frame| frame.text.contains(&name))
                || edition.reasons.iter().any(|reason| reason.fragment.contains(&name))
        });
        assert!(used || unused.contains(&variable.name), "{name} is used nowhere");
    }
}
