//! The embedded editions hold what the rule catalogue says, by count and by name.

use crate::support::samples::{editions, fy20, june};
use proofdesk::assets;
use proofdesk::domain::{Activity, DocumentKind, Program, ReasonCode, Requirement};
use proofdesk::policy::{ClockUnit, Edition, Editions, FrameUse, PoeNeed};

/// Reason codes of the catalogue that concern CPOR: group and how many it has.
const REASONS: [(&str, usize); 9] =
    [("R1", 13), ("R2", 4), ("R3", 7), ("R4", 7), ("R5", 6), ("R6", 3), ("D", 9), ("E", 13), ("C", 2)];

fn all_reasons() -> Vec<ReasonCode> {
    let numbered = |(group, count): (&str, usize)| {
        let group = group.to_owned();
        (1..=count).map(move |number| format!("RC-{group}-{number:02}").parse().unwrap())
    };
    REASONS.into_iter().flat_map(numbered).collect()
}

fn cpor_transitions(edition: &Edition) -> Vec<&str> {
    let rows = edition.transitions.iter().filter(|row| row.program == Program::Cpor);
    rows.map(|row| row.id.as_str()).collect()
}

#[test]
fn the_embedded_editions_pass_every_cross_check() {
    let sources = assets::edition_sources(None).unwrap();
    if let Err(errors) = Editions::from_sources(&sources) {
        panic!("{}", errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
    }
}

#[test]
fn there_are_34_transitions_of_cpor() {
    let numbered = |prefix: &str, count| (1..=count).map(|n| format!("{prefix}-{n:02}")).collect::<Vec<_>>();
    assert_eq!(cpor_transitions(&fy20()), numbered("T-C20", 11));
    assert_eq!(cpor_transitions(&june()), numbered("T-C25", 23));
}

#[test]
fn every_transition_knows_its_statuses() {
    for edition in editions().all() {
        for row in edition.transitions.iter().filter(|row| row.program == Program::Cpor) {
            assert_eq!(row.from_status.is_none(), row.from == "(none)", "{}", row.id);
            assert!(row.to_status.is_some(), "{}", row.id);
            let after = row.from.contains("after dispute") || row.to.contains("after dispute");
            assert_eq!(row.after_dispute, after, "{}", row.id);
        }
    }
}

#[test]
fn both_editions_hold_the_65_workloads() {
    assert_eq!(june().workloads.len(), 65);
    assert_eq!(fy20().workloads.len(), 65);
}

#[test]
fn june_holds_every_reason_of_the_catalogue() {
    let codes: Vec<ReasonCode> = june().reasons.iter().map(|reason| reason.code.clone()).collect();
    assert_eq!(all_reasons().len(), 64);
    // One more is ours: what a partner is told when nobody proved influence (CON-24).
    let own = "RC-C-03".parse().unwrap();
    assert_eq!(codes, all_reasons().into_iter().chain([own]).collect::<Vec<_>>());
}

#[test]
fn fy20_lacks_only_the_reasons_it_cannot_have() {
    let edition = fy20();
    let lacking: Vec<String> =
        all_reasons().iter().filter(|code| edition.reason(code).is_none()).map(ToString::to_string).collect();
    assert_eq!(
        lacking,
        ["RC-R5-02", "RC-R6-01", "RC-R6-02", "RC-R6-03", "RC-D-01", "RC-D-04", "RC-E-13", "RC-C-02",]
    );
}

#[test]
fn an_own_row_of_fy20_replaces_the_inherited_one() {
    let reason =
        |edition: &Edition, code: &str| edition.reason(&code.parse().unwrap()).unwrap().fragment.clone();
    assert!(reason(&fy20(), "RC-E-05").contains("bought through CSP"));
    assert!(!reason(&june(), "RC-E-05").contains("bought through CSP"));
    assert_eq!(reason(&fy20(), "RC-R1-01"), reason(&june(), "RC-R1-01"));
}

#[test]
fn every_sample_answer_uses_reasons_its_edition_has() {
    let claims = crate::support::samples::claims();
    for line in assets::SAMPLE_ANSWERS.lines() {
        let answer: serde_json::Value = serde_json::from_str(line).unwrap();
        let claim = claims.iter().find(|claim| claim.claim_id.as_str() == answer["claim_id"]).unwrap();
        if claim.program != Program::Cpor {
            continue;
        }
        let edition = editions().for_claim(claim).edition;
        let cells = answer["cells"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|cell| cell["reason_codes"].as_array().unwrap());
        let whole = answer["claim_reason_codes"].as_array().into_iter().flatten();
        for code in cells.chain(whole) {
            let code = code.as_str().unwrap().parse().unwrap();
            assert!(edition.reason(&code).is_some(), "{} {code}", claim.claim_id);
        }
    }
}

#[test]
fn the_deadlines_are_those_of_the_catalogue() {
    use ClockUnit::{BusinessDays, CalendarDays, Hours};
    let clocks = |edition: &Edition| -> Vec<(String, Option<i64>, ClockUnit)> {
        edition.clocks.iter().map(|clock| (clock.name.clone(), clock.length, clock.unit)).collect()
    };
    let expected = |rows: &[(&str, Option<i64>, ClockUnit)]| -> Vec<_> {
        rows.iter().map(|(name, length, unit)| ((*name).to_owned(), *length, *unit)).collect()
    };
    assert_eq!(
        clocks(&june()),
        expected(&[
            ("partner-answer", Some(14), CalendarDays),
            ("review", Some(5), BusinessDays),
            ("conflict-review", Some(14), CalendarDays),
            ("incumbent-answer", Some(14), CalendarDays),
            ("dispute-window", Some(30), CalendarDays),
            ("dispute-submit", Some(30), CalendarDays),
            ("dispute-review", Some(5), BusinessDays),
            ("activity-expiry", None, CalendarDays),
            ("customer-consent", Some(30), CalendarDays),
            ("residual-answer", Some(14), CalendarDays),
            ("customer-opt-out", None, CalendarDays),
            ("activation-wait", Some(48), Hours),
            ("resubmission-wait", Some(5), BusinessDays),
            ("mail-wait", Some(24), Hours),
            ("activity-dispute-review", Some(5), CalendarDays),
        ])
    );
    assert_eq!(
        clocks(&fy20()),
        expected(&[
            ("partner-answer", Some(30), CalendarDays),
            ("review", Some(5), BusinessDays),
            ("conflict-review", None, CalendarDays),
            ("incumbent-answer", None, CalendarDays),
            ("customer-opt-out", Some(7), CalendarDays),
            ("activation-wait", Some(48), Hours),
            ("resubmission-wait", None, BusinessDays),
        ])
    );
}

#[test]
fn only_june_approves_in_part_and_hears_disputes() {
    assert!(june().frame_for(FrameUse::PartialApprove).is_some());
    assert!(june().frame_for(FrameUse::FinalReject).is_some());
    assert!(fy20().frame_for(FrameUse::PartialApprove).is_none());
    assert!(fy20().frame_for(FrameUse::FinalReject).is_none());
    assert_eq!(fy20().frame_for(FrameUse::ActionRequired).unwrap().id, "TPL-F-AR-20");
    assert!(fy20().frame("TPL-F-AR").is_none());
}

#[test]
fn a_purchase_order_never_counts_except_in_fy20() {
    let order =
        |edition: &Edition| edition.document_kind(DocumentKind::PurchaseOrder).unwrap().never_counts.clone();
    assert_eq!(order(&june()).unwrap().as_str(), "RC-D-01");
    assert_eq!(order(&fy20()), None);
}

#[test]
fn every_claim_type_of_the_exchange_format_is_known() {
    let known = |edition: &Edition, ids: &[&str]| ids.iter().all(|id| edition.engagement(id).is_some());
    let cpor = [
        "security-usage",
        "modern-work-usage",
        "bizapps-presales-advisor",
        "bizapps-usage-recognition",
        "bizapps-revenue-recognition",
        "bizapps-csp",
        "security-managed-services",
        "osu-m365",
        "osu-bizapps",
        "osa-sell",
    ];
    assert!(known(&june(), &cpor));
    assert!(known(&fy20(), &["osu-m365", "osu-bizapps", "osa-sell"]));
}

#[test]
fn an_unknown_claim_type_is_judged_by_its_activity() {
    let mut claim = crate::support::samples::claim("3131013");
    claim.engagement = "brand-new".into();
    for (activity, need) in [
        (Activity::Usage, PoeNeed::Required),
        (Activity::PreSales, PoeNeed::Required),
        (Activity::RevenueAssociation, PoeNeed::None),
        (Activity::PartnerActivity, PoeNeed::None),
    ] {
        claim.activity = activity;
        let edition = june();
        let profile = edition.profile(&claim);
        assert_eq!((profile.activity, profile.poe), (activity, need));
    }
}

#[test]
fn every_requirement_has_a_row_and_managed_security_five_qualifications() {
    for edition in editions().all() {
        for requirement in Requirement::ALL {
            let spec = edition.requirement(*requirement).unwrap();
            assert!(spec.label.chars().count() <= 28 && !spec.help.is_empty() && !spec.detail.is_empty());
        }
    }
    let numbers: Vec<u8> = june().qualifications.iter().map(|one| one.number).collect();
    assert_eq!(numbers, [1, 2, 3, 4, 5]);
}
