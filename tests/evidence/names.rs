//! Workload names in running text.

use super::sample::editions;
use proofdesk::evidence::Aliases;
use proptest::prelude::*;
use std::sync::LazyLock;

static EDITION: LazyLock<std::sync::Arc<proofdesk::policy::Edition>> =
    LazyLock::new(|| editions().all().last().unwrap().clone());
static ALIASES: LazyLock<Aliases> = LazyLock::new(|| Aliases::new(&EDITION).unwrap());

/// Canonical names of what is mentioned, in order.
fn mentioned(text: &str) -> Vec<&'static str> {
    let known = ALIASES.scan(text).into_iter().filter(|m| !ALIASES.is_near_miss(m.workload));
    known.map(|m| EDITION.workloads[m.workload].name.as_str()).collect()
}

#[test]
fn the_longest_name_wins_and_blanks_the_shorter_ones() {
    assert_eq!(mentioned("Defender for Cloud Apps"), ["Microsoft Defender for Cloud Apps"]);
    assert_eq!(mentioned("Defender for Cloud, planned"), ["Microsoft Defender for Cloud"]);
    assert_eq!(mentioned("Microsoft Defender for Office 365"), ["Microsoft Defender for Office 365"]);
    assert_eq!(mentioned("Microsoft Teams Rooms"), ["Teams Rooms"]);
}

#[test]
fn former_names_are_resolved() {
    assert_eq!(
        mentioned("MCAS and OATP"),
        ["Microsoft Defender for Cloud Apps", "Microsoft Defender for Office 365"]
    );
    assert_eq!(mentioned("Azure Advanced Threat Protection"), ["Microsoft Defender for Identity"]);
    assert_eq!(mentioned("Yammer"), ["Viva Engage"]);
}

#[test]
fn ordinary_words_are_no_product() {
    for text in
        ["our Teams", "the project teams met", "goals and insights", "yammering", "intunes", "a sentinel"]
    {
        assert_eq!(mentioned(text), [] as [&str; 0], "{text}");
    }
    assert_eq!(mentioned("GitHub Copilot"), [] as [&str; 0]);
    assert_eq!(mentioned("Entra ID P1"), [] as [&str; 0]);
}

#[test]
fn names_of_several_words_match_in_any_case_and_abbreviations_only_as_written() {
    assert_eq!(mentioned("MICROSOFT INTUNE, teams rooms"), ["Microsoft Intune", "Teams Rooms"]);
    assert_eq!(mentioned("MDE on 40 PCs"), ["Microsoft Defender for Endpoint"]);
    assert_eq!(mentioned("mde on 40 PCs"), [] as [&str; 0]);
}

#[test]
fn claimed_labels_are_found_in_the_catalogue() {
    let found = |label: &str| ALIASES.index_of(label).map(|at| EDITION.workloads[at].name.as_str());
    assert_eq!(found("MICROSOFT DEFENDER FOR CLOUD APPS"), Some("Microsoft Defender for Cloud Apps"));
    assert_eq!(found("AZURE INFORMATION PROTECTION (AIP)"), Some("Microsoft Purview Information Protection"));
    assert_eq!(found("Something Else"), None);
}

proptest! {
    #[test]
    fn mentions_do_not_overlap_and_lie_on_characters(text in "(Teams |Rooms|Microsoft |Defender for |Cloud| Apps|é|365 |Azure ){0,24}") {
        let mut end = 0;
        for mention in ALIASES.scan(&text) {
            prop_assert!(mention.span.start >= end && mention.span.of(&text).is_some());
            end = mention.span.end;
        }
    }
}
