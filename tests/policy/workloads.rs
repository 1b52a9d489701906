//! Names of workloads as claims and screens spell them.

use crate::support::samples::{claims, editions, fy20, june};
use proptest::prelude::*;

#[test]
fn every_workload_of_every_sample_claim_is_recognised() {
    for claim in claims() {
        let edition = editions().for_claim(claim).edition;
        for line in &claim.workloads {
            assert!(edition.workload(&line.name).is_some(), "{} {}", claim.claim_id, line.name);
        }
    }
}

#[test]
fn screen_labels_and_former_names_are_resolved() {
    let edition = june();
    for (label, name) in [
        ("MICROSOFT DEFENDER FOR OFFICE", "Microsoft Defender for Office 365"),
        ("MICROSOFT INFORMATION PROTECTION", "Microsoft Purview Information Protection"),
        ("MICROSOFT DEFENDER ENDPOINT", "Microsoft Defender for Endpoint"),
        ("AZURE ADVANCED THREAT PROTECTION (AATP)", "Microsoft Defender for Identity"),
        ("AZURE INFORMATION PROTECTION (AIP)", "Microsoft Purview Information Protection"),
        ("Team Phone Enabled Users", "Teams Phone Enabled Users"),
        ("Yammer", "Viva Engage"),
        ("Office 365 ProPlus", "Microsoft 365 Apps"),
        ("aadp p2", "Microsoft Entra ID P2"),
        ("Azure Security Center", "Microsoft Defender for Cloud"),
        (
            "  Dynamics\u{a0}365 –  Additional Production Instance ",
            "Dynamics 365 - Additional Production Instance",
        ),
    ] {
        assert_eq!(edition.canonical(label), name, "{label}");
    }
}

#[test]
fn a_name_in_brackets_must_mean_the_same_workload() {
    let edition = june();
    assert!(edition.workload("Intune (AATP)").is_none());
    assert!(edition.workload("Intune (preview)").is_none());
}

#[test]
fn an_unknown_name_stays_as_it_is_and_gets_a_code() {
    let edition = june();
    assert_eq!(edition.canonical("Contoso Widget Pro"), "Contoso Widget Pro");
    assert_eq!(edition.workload_code("Contoso Widget Pro"), "CWP");
    assert_eq!(edition.workload_code("INTUNE"), "INTUNE");
    assert_eq!(edition.workload_code("Microsoft Defender for Office 365"), "MDO");
}

#[test]
fn suites_are_marked_and_fy20_columns_differ() {
    let umbrellas: Vec<String> =
        june().workloads.iter().filter(|row| row.umbrella).map(|row| row.name.clone()).collect();
    assert_eq!(
        umbrellas,
        [
            "Dynamics 365 (umbrella)",
            "Power Platform (umbrella)",
            "Microsoft 365 (umbrella)",
            "Office 365 (umbrella)",
            "Enterprise Mobility Suite",
            "Microsoft 365 Defender (suite)",
        ]
    );
    assert_eq!(fy20().workload("EXO").unwrap().usage_incentive, "yes");
    assert_eq!(june().workload("EXO").unwrap().usage_incentive, "no");
}

proptest! {
    /// Every spelling finds its own workload, however it is written.
    #[test]
    fn letter_case_and_blanks_never_matter(row in 0..65usize, spelling in 0..16usize, upper in any::<bool>()) {
        let edition = june();
        let workload = &edition.workloads[row];
        let mut names = vec![&workload.name];
        names.extend(&workload.aliases);
        names.extend(&workload.abbreviation);
        let name = names[spelling % names.len()];
        let written = if upper { name.to_uppercase() } else { name.to_lowercase() }.replace(' ', "  ");
        prop_assert_eq!(edition.workload(&written).map(|found| &found.name), Some(&workload.name));
    }

    /// Whatever a claim calls a workload, its code fits the column.
    #[test]
    fn every_code_fits(name in "\\PC{0,40}") {
        let code = june().workload_code(&name);
        prop_assert!(!code.is_empty() && code.chars().count() <= 6, "{code}");
    }
}
