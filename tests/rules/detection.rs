//! Which claims contest the same thing: exactly those, in whatever order and notation they come.

use crate::support::effort;
use crate::support::planted::{Expected, Planted};
use crate::support::samples::{self, editions};
use proofdesk::domain::{
    Association, Claim, ClaimId, ConflictKey, ConflictKind, Contest, ContestLine, Guid, Nearness, PartyRole,
    Status,
};
use proofdesk::rules::detection::{ClaimLine, Detected, Detector, claim_lines};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn detect<'c>(claims: impl IntoIterator<Item = &'c Claim>) -> Detected {
    let mut detector = Detector::default();
    detector.extend(claims.into_iter().flat_map(|claim| claim_lines(claim, editions())));
    detector.detect()
}

fn claims_of(contest: &Contest) -> Vec<&str> {
    contest.lines.iter().map(|line| line.claim_id.as_str()).collect()
}

#[test]
fn the_sample_has_nine_conflicts_and_the_look_alike_is_none() {
    let claims = samples::claims();
    let found = detect(claims);
    let mut groups: Vec<Vec<&str>> = found.contests.iter().map(claims_of).collect();
    groups.sort();
    assert_eq!(
        groups,
        [
            vec!["3058807", "3125571", "3125804"],
            vec!["3061183", "3124560"],
            vec!["3069944", "3124117"],
            vec!["3075520", "3121098"],
            vec!["3088261", "3120417"],
            vec!["3122330", "3122671", "3123004"],
            vec!["3123845", "3123902"],
            vec!["3125016", "3125233"],
            vec!["3132180", "3132313"],
        ]
    );
    assert!(found.contests.iter().all(|contest| contest.kind == ConflictKind::Conflict));
    assert!(found.contests.iter().all(|contest| !contest.unnamed_incumbent));
    let near: Vec<_> =
        found.near_misses.iter().map(|miss| (&miss.one.claim_id, &miss.other.claim_id)).collect();
    assert!(near.is_empty(), "{near:?}");
}

#[test]
fn the_approved_party_of_a_sample_conflict_is_the_incumbent() {
    let claims = samples::claims();
    for contest in detect(claims).contests {
        for line in contest.lines {
            let claim = claims.iter().find(|claim| claim.claim_id == line.claim_id).unwrap();
            assert_eq!(
                line.role == PartyRole::Incumbent,
                claim.status == Status::Approved,
                "{}",
                line.claim_id
            );
        }
    }
}

/// Builds nothing but lines, so that a million claims fit in a small memory.
fn exactly_what_was_planted(planted: Planted) {
    let mut detector = Detector::default();
    for number in 0..planted.claims {
        detector.extend(claim_lines(&planted.claim(number), editions()));
    }
    assert!(detector.len() > planted.claims as usize);
    let found = detector.detect();
    assert_eq!(Expected::of(&found.contests, &found.near_misses), planted.expected());
}

#[test]
fn a_hundred_planted_conflicts_are_found_among_ten_thousand_claims() {
    exactly_what_was_planted(Planted { claims: 10_000, groups: 100 });
}

#[test]
fn ten_thousand_planted_conflicts_are_found_among_a_million_claims() {
    let claims = effort::times(20_000, 1_000_000);
    exactly_what_was_planted(Planted { claims, groups: claims / 100 });
}

/// One claimed line with everything that matters to detection.
fn sample_claim(id: &str, change: impl FnOnce(&mut Claim)) -> Claim {
    let mut claim = samples::claim("3128045");
    claim.claim_id = ClaimId::parse(id).unwrap();
    claim.partner.global_partner_id = Some(id.to_owned());
    change(&mut claim);
    claim
}

#[test]
fn a_tenant_that_says_nothing_matches_nothing() {
    let blank = |claim: &mut Claim| {
        claim.customer.tenant_id = Guid::parse("00000000-0000-0000-0000-000000000000").unwrap();
    };
    let claims = [sample_claim("3000001", blank), sample_claim("3000002", blank)];
    assert_eq!(detect(&claims), Detected::default());
}

#[test]
fn a_lost_or_ended_association_contests_nothing() {
    let approved = |claim: &mut Claim| claim.status = Status::Approved;
    let challenger = sample_claim("3000001", |_| {});
    let with = |incumbent: Claim| detect(&[challenger.clone(), incumbent]).contests.len();
    assert_eq!(with(sample_claim("3000002", approved)), 1);
    let lost = |claim: &mut Claim| {
        approved(claim);
        claim.workloads[0].association = Association::ToAnotherPartner;
    };
    assert_eq!(with(sample_claim("3000002", lost)), 0);
    let given_up = |claim: &mut Claim| {
        approved(claim);
        let mut entry = claim.history[0].clone();
        entry.action = serde_json::from_str("\"disassociation\"").unwrap();
        claim.history.push(entry);
    };
    assert_eq!(with(sample_claim("3000002", given_up)), 0);
    for ended in [Status::Rejected, Status::FinalRejected, Status::CustomerConsentDeclined, Status::Drafted] {
        assert_eq!(with(sample_claim("3000002", |claim| claim.status = ended)), 0, "{ended}");
    }
}

#[test]
fn a_line_that_another_partner_holds_is_a_conflict_with_a_partner_nobody_names() {
    let elsewhere = |claim: &mut Claim| claim.workloads[0].association = Association::ToAnotherPartner;
    let found = detect(&[sample_claim("3000001", elsewhere)]);
    assert!(found.contests[0].unnamed_incumbent);
    let holder = sample_claim("3000002", |claim| claim.status = Status::Approved);
    assert!(!detect(&[sample_claim("3000001", elsewhere), holder]).contests[0].unnamed_incumbent);
}

#[test]
fn a_workload_named_twice_by_one_claim_is_no_duplicate() {
    let twice = sample_claim("3000001", |claim| {
        let mut again = claim.workloads[0].clone();
        again.name = again.name.to_uppercase();
        claim.workloads.push(again);
    });
    assert_eq!(detect(&[twice]), Detected::default());
}

#[test]
fn a_claim_of_an_older_edition_meets_one_of_today() {
    let old = sample_claim("3000001", |claim| {
        claim.edition = Some("fy20".parse().unwrap());
        claim.status = Status::Approved;
        claim.workloads[0].name = "AZURE ADVANCED THREAT PROTECTION (AATP)".to_owned();
    });
    let found = detect(&[old, sample_claim("3000002", |_| {})]);
    assert_eq!(found.contests.len(), 1);
    assert_eq!(found.contests[0].key.subject, "Microsoft Defender for Identity");
}

prop_compose! {
    /// Lines of a small world, in which much collides. Tenants 0 and 1 differ in one digit, 2 in all of them.
    fn line()(
        tenant in 0..3_usize,
        subject in 0..2_u8,
        subscription in 0..3_usize,
        family in 0..3_u8,
        claim in 0..8_u32,
        (holds, held_elsewhere) in (any::<bool>(), any::<bool>()),
    ) -> ClaimLine {
        const TENANTS: [&str; 3] = [
            "72f988bf-86f1-41af-91ab-2d7cd011db47",
            "72f988bf-86f1-41af-91ab-2d7cd011db48",
            "45e6435d-dc1c-42e3-89be-e72e6c8f072d",
        ];
        const SUBSCRIPTIONS: [&str; 2] =
            ["a3478930-fc13-4fb4-92fa-15b0951c5936", "a3478930-fc13-4fb4-92fa-15b0951c5999"];
        ClaimLine {
            claim_id: ClaimId::parse(&format!("{:07}", claim * 10 + u32::from(family))).unwrap(),
            workload: format!("workload {subject}"),
            key: ConflictKey {
                tenant: Guid::parse(TENANTS[tenant]).unwrap(),
                subject: format!("workload {subject}"),
                subscription: SUBSCRIPTIONS.get(subscription).map(|text| Guid::parse(text).unwrap()),
            },
            family: format!("family {family}"),
            domain: format!("domain-{tenant}.example"),
            holds: holds && !held_elsewhere,
            held_elsewhere,
        }
    }
}

fn found_in(lines: &[ClaimLine]) -> Detected {
    let mut detector = Detector::default();
    detector.extend(lines.to_vec());
    detector.detect()
}

/// The same by comparing every line with every other.
fn by_hand(lines: &[ClaimLine]) -> BTreeMap<ConflictKey, (ConflictKind, BTreeSet<ClaimId>, bool)> {
    let mut found = BTreeMap::new();
    for line in lines {
        let same: Vec<&ClaimLine> = lines.iter().filter(|other| other.key == line.key).collect();
        let unnamed = same.iter().any(|line| {
            line.held_elsewhere && !same.iter().any(|other| other.holds && other.family != line.family)
        });
        let rivals = same.iter().any(|other| other.family != line.family);
        let again = same.iter().any(|other| other.claim_id != line.claim_id);
        let kind = match (rivals || unnamed, again) {
            (true, _) => ConflictKind::Conflict,
            (false, true) => ConflictKind::Duplicate,
            (false, false) => continue,
        };
        let claims = same.iter().map(|line| line.claim_id.clone()).collect();
        found.insert(line.key.clone(), (kind, claims, unnamed));
    }
    found
}

proptest! {
    #[test]
    fn lines_of_one_key_are_joined_and_no_others(lines in prop::collection::vec(line(), 0..24)) {
        let found: BTreeMap<_, _> = found_in(&lines)
            .contests
            .into_iter()
            .map(|contest| {
                let claims = contest.lines.iter().map(|line: &ContestLine| line.claim_id.clone()).collect();
                (contest.key, (contest.kind, claims, contest.unnamed_incumbent))
            })
            .collect();
        prop_assert_eq!(found, by_hand(&lines));
    }

    #[test]
    fn the_order_of_the_claims_changes_nothing(
        (lines, shuffled) in prop::collection::vec(line(), 0..24)
            .prop_flat_map(|lines| (Just(lines.clone()), Just(lines).prop_shuffle())),
    ) {
        prop_assert_eq!(found_in(&lines), found_in(&shuffled));
    }

    #[test]
    fn what_is_near_is_never_joined(lines in prop::collection::vec(line(), 0..24)) {
        let found = found_in(&lines);
        for miss in &found.near_misses {
            prop_assert_ne!(&miss.one.key, &miss.other.key);
            prop_assert_ne!(&miss.one.family, &miss.other.family);
            prop_assert_eq!(&miss.one.key.subject, &miss.other.key.subject);
        }
        let near = |one: &ClaimLine, other: &ClaimLine| {
            let tenants = one.key.tenant != other.key.tenant
                && !one.key.tenant.as_str().starts_with("45") && !other.key.tenant.as_str().starts_with("45")
                && one.key.subscription == other.key.subscription;
            let subscriptions = one.key.tenant == other.key.tenant
                && one.key.subscription != other.key.subscription
                && one.key.subscription.is_some() && other.key.subscription.is_some();
            one.family != other.family && one.key.subject == other.key.subject && (tenants || subscriptions)
        };
        let expected: BTreeSet<_> = lines
            .iter()
            .flat_map(|one| lines.iter().filter(move |other| near(one, other)).map(move |other| (one, other)))
            .filter(|(one, other)| (&one.claim_id, &one.key) < (&other.claim_id, &other.key))
            .map(|(one, other)| (one.claim_id.clone(), one.key.clone(), other.claim_id.clone(), other.key.clone()))
            .collect();
        let told: BTreeSet<_> = found
            .near_misses
            .into_iter()
            .inspect(|miss| assert_ne!(miss.nearness, Nearness::SameDomain))
            .map(|miss| (miss.one.claim_id, miss.one.key, miss.other.claim_id, miss.other.key))
            .collect();
        prop_assert_eq!(told, expected);
    }
}
