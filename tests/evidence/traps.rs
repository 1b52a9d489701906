//! Known traps of the rule catalogue, one small proof each.

use super::sample::{Engines, claims};
use proofdesk::domain::{
    CellKey, CellSuggestion, Claim, DocumentKind, Mention, PoeDocument, Polarity, Requirement, Signal,
    Suggestions,
};
use std::sync::{Arc, LazyLock};

static ENGINES: LazyLock<Engines> = LazyLock::new(Engines::new);
const INTUNE: &str = "Microsoft Intune";
const TENANT: &str = "11112222-3333-4444-5555-666677778888";

/// A usage claim for Intune of Fabrikam Ltd at Contoso Foods AG, submitted on 1 July 2025, with one document.
fn claim(kind: DocumentKind, text: &str) -> Claim {
    let mut claim =
        claims().into_iter().find(|claim| claim.has_workload(INTUNE) && claim.workloads.len() == 1).unwrap();
    claim.submitted_on = chrono::NaiveDate::from_ymd_opt(2025, 7, 1).unwrap();
    claim.partner.name = "Fabrikam Ltd".into();
    claim.partner.contact_email = "ann@fabrikam.example".into();
    claim.customer.name = "Contoso Foods AG".into();
    claim.customer.domain = "contoso.example".into();
    claim.customer.contact_name = "Bea Keller".into();
    claim.customer.contact_email = "bea.keller@contoso.example".into();
    claim.customer.tenant_id = proofdesk::domain::Guid::parse(TENANT).unwrap();
    claim.documents = vec![Arc::new(PoeDocument {
        file_name: "proof.pdf".into(),
        kind,
        uploaded_on: None,
        text: text.into(),
    })];
    claim
}

fn read(kind: DocumentKind, text: &str) -> Suggestions {
    ENGINES.suggest(&claim(kind, text))
}

fn cell(suggestions: &Suggestions, requirement: Requirement) -> CellSuggestion {
    let workload = requirement.is_per_workload().then(|| INTUNE.to_owned());
    suggestions.cell(&CellKey { requirement, workload }).unwrap().clone()
}

fn cautions(cell: &CellSuggestion) -> Vec<&str> {
    cell.cautions.iter().map(|caution| caution.code.as_str()).collect()
}

#[test]
fn a_customers_own_mail_that_accepts_work_is_a_strong_acknowledgement() {
    let mail = "From: Bea Keller <bea.keller@contoso.example>\nSent: Monday, June 2, 2025\nTo: Ann\nSubject: RE: work\n\n\
                We confirm that Fabrikam enrolled our 140 laptops in Intune.\n";
    let found = cell(&read(DocumentKind::Email, mail), Requirement::CustomerAcknowledgement);
    assert_eq!(found.signal, Signal::Strong);
    assert!(found.candidates[0].text.starts_with("We confirm that Fabrikam"));
}

#[test]
fn a_forwarded_mail_is_a_blocker_and_a_forward_button_is_none() {
    let mail = |subject: &str| {
        format!(
            "From: Ann <ann@fabrikam.example>\nTo: Claims\nSubject: {subject}\n\nReply all → Forward\n\nFrom: Bea Keller\n\
             Subject: work\n\nWe confirm the work on Intune.\n"
        )
    };
    let blocked = |subject: &str| {
        let found = cell(&read(DocumentKind::Email, &mail(subject)), Requirement::CustomerAcknowledgement);
        found.candidates.iter().any(|candidate| candidate.polarity == Polarity::Blocker)
    };
    assert!(blocked("WG: work"));
    assert!(!blocked("AW: work"));
}

#[test]
fn a_sentence_about_a_suite_is_no_acknowledgement_of_work() {
    let mail = "From: Bea Keller <bea.keller@contoso.example>\nTo: Ann\nSubject: partner\n\nWe agree that Fabrikam will be \
                our partner for Microsoft 365.\n";
    let found = cell(&read(DocumentKind::Email, mail), Requirement::CustomerAcknowledgement);
    assert_eq!(found.candidates[0].polarity, Polarity::Against);
    assert_eq!(found.signal, Signal::Weak);
    assert!(cautions(&found).contains(&"RC-R1-08"));
}

#[test]
fn ink_is_strong_and_an_empty_field_a_picture_or_a_typed_name_is_not() {
    let signal = |line: &str| {
        let found = cell(&read(DocumentKind::Sow, line), Requirement::CustomerAcknowledgement);
        (found.signal, found.candidates.first().map(|candidate| candidate.polarity))
    };
    assert_eq!(
        signal("For Contoso: [handwritten signature] Bea Keller"),
        (Signal::Strong, Some(Polarity::For))
    );
    assert_eq!(signal("Signature: ________________"), (Signal::Weak, Some(Polarity::Blocker)));
    assert_eq!(signal("[image: sign_keller.png]"), (Signal::Weak, Some(Polarity::Against)));
    assert_eq!(signal("Noted: /s/ B. Keller"), (Signal::Weak, Some(Polarity::Against)));
}

#[test]
fn an_unticked_row_names_no_workload() {
    let rows =
        format!("☐ Microsoft Intune   ☐ Deployment\n☒ Microsoft Defender for Identity\nTenant {TENANT}\n");
    let suggestions = read(DocumentKind::Template, &rows);
    assert_eq!(suggestions.workloads[0].mention, Mention::Absent);
    assert_eq!(cell(&suggestions, Requirement::WorkloadConnection).signal, Signal::Weak);
}

#[test]
fn work_on_the_workload_in_the_right_tenant_is_described() {
    let text =
        format!("Fabrikam enrolled 140 laptops in Microsoft Intune on 12 May 2025.\nTenant ID: {TENANT}\n");
    let suggestions = read(DocumentKind::Report, &text);
    assert_eq!(suggestions.workloads[0].mention, Mention::Described);
    assert_eq!(cell(&suggestions, Requirement::WorkloadConnection).signal, Signal::Strong);
    assert_eq!(cell(&suggestions, Requirement::ActivityDetail).signal, Signal::Strong);
}

#[test]
fn an_identifier_that_is_almost_right_or_foreign_is_shown_as_such() {
    let against = |tenant: &str| {
        let text = format!("Fabrikam enrolled 140 laptops in Intune.\nTenant ID: {tenant}\n");
        let found = cell(&read(DocumentKind::Report, &text), Requirement::WorkloadConnection);
        let trap = found.candidates.iter().find(|candidate| candidate.polarity == Polarity::Against).cloned();
        (found.signal, trap.map(|trap| trap.why))
    };
    let almost = Some("almost the claimed identifier".to_owned());
    assert_eq!(against("11112222-3333-4444-5555-666677778889"), (Signal::Weak, almost));
    let malformed = Some("identifier is malformed".to_owned());
    assert_eq!(against("11112222-3333-4444-5555-66667777888"), (Signal::Weak, malformed));
    let foreign = Some("identifier of another tenant or subscription".to_owned());
    assert_eq!(against("99992222-aaaa-bbbb-cccc-dddd77778888"), (Signal::Weak, foreign));
}

#[test]
fn an_excluded_workload_is_only_named() {
    let suggestions = read(DocumentKind::Sow, &format!("Intune is out of scope.\nTenant {TENANT}\n"));
    assert_eq!(suggestions.workloads[0].mention, Mention::Named);
    let found = cell(&suggestions, Requirement::WorkloadConnection);
    assert_eq!(found.signal, Signal::Weak);
    assert!(cautions(&found).contains(&"RC-R4-05"));
}

#[test]
fn a_suite_name_is_a_trap() {
    let found = cell(&read(DocumentKind::Sow, "Our Microsoft 365 project"), Requirement::WorkloadConnection);
    assert_eq!(found.candidates[0].why, "suite name, not the workload");
    assert_eq!(found.candidates[0].polarity, Polarity::Against);
}

#[test]
fn twelve_months_are_counted_to_the_day() {
    let codes = |date: &str| {
        let text = format!(
            "Period: 3 June 2024 - 28 June 2024\n\nFor Contoso: [handwritten signature] Bea Keller, {date}\n"
        );
        cell(&read(DocumentKind::Sow, &text), Requirement::Dates).cautions
    };
    assert_eq!(codes("1 July 2024"), []);
    assert_eq!(codes("30 June 2024")[0].code, "RC-R5-02");
    assert_eq!(codes("5/8/2024")[0].code, "RC-R5-06", "5 August is recent, 8 May is not");
}

#[test]
fn a_placeholder_blocks_and_names_are_found_without_their_legal_form() {
    let names = cell(
        &read(DocumentKind::Sow, "Client: CONTOSO FOODS    Contractor: Fabrikam"),
        Requirement::PartyNames,
    );
    assert_eq!((names.signal, names.candidates[0].polarity), (Signal::Strong, Polarity::For));
    let blank = cell(
        &read(DocumentKind::Sow, "Client: Contoso Foods AG\nPartner: <<Partner name>>"),
        Requirement::PartyNames,
    );
    assert_eq!(blank.candidates[0].polarity, Polarity::Blocker);
    assert_eq!(cautions(&blank), ["RC-R2-04", "RC-R2-01"]);
}
