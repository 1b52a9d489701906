//! What a comment must not say.

use crate::support::samples::{claim as sample_claim, june};
use proofdesk::comments::{Lint, LintContext, lint};
use proofdesk::domain::DecisionKind;

fn lints(claim: &str, kind: DecisionKind, others: &[&str], text: &str) -> Vec<Lint> {
    let others: Vec<String> = others.iter().map(|name| (*name).to_owned()).collect();
    let (claim, edition) = (sample_claim(claim), june());
    lint(text, &LintContext { claim: &claim, edition: &edition, kind, other_parties: &others })
}

fn rules(found: &[Lint]) -> Vec<&str> {
    found.iter().map(|lint| lint.rule.as_str()).collect()
}

#[test]
fn the_name_of_another_partner_blocks_in_any_letter_case() {
    let text = "As FJORDLINE IT showed, and Fjordline ITS did not.";
    let found = lints("3120417", DecisionKind::Approve, &["Fjordline IT"], text);
    assert_eq!(rules(&found), ["TPL-05"]);
    assert_eq!(found[0].span.of(text), Some("FJORDLINE IT"));
    assert!(found[0].blocking);
}

#[test]
fn the_own_name_may_hold_the_name_of_another() {
    let claim = sample_claim("3058807");
    let text = format!("Hello {}, thank you.", claim.partner.name);
    let inside = claim.partner.name.split(' ').next().unwrap();
    assert!(lints("3058807", DecisionKind::Approve, &[inside], &text).is_empty());
}

#[test]
fn a_foreign_address_blocks_and_the_domain_is_offered() {
    let claim = sample_claim("3058807");
    let text = format!("Ask {} or {}.", claim.partner.contact_email, claim.customer.contact_email);
    let found = lints("3058807", DecisionKind::Approve, &[], &text);
    assert_eq!(rules(&found), ["TPL-06"]);
    assert_eq!(found[0].span.of(&text), Some(claim.customer.contact_email.as_str()));
    assert!(found[0].text.contains(&claim.customer.domain), "{}", found[0].text);
}

#[test]
fn a_masked_address_is_welcome() {
    assert!(lints("3058807", DecisionKind::Approve, &[], "Sent by ***@alpenhammer.example.").is_empty());
}

#[test]
fn the_customers_contact_is_pointed_out() {
    let claim = sample_claim("3061183");
    let found =
        lints("3061183", DecisionKind::Approve, &[], &format!("{} signed.", claim.customer.contact_name));
    assert_eq!(rules(&found), ["TPL-06"]);
    assert!(found[0].blocking);
}

#[test]
fn a_telephone_number_does_not_go_out() {
    let text = "Call +49 (30) 123-4567 before noon.";
    let found = lints("3061183", DecisionKind::Approve, &[], text);
    assert_eq!(rules(&found), ["TPL-06"]);
    assert_eq!(found[0].span.of(text), Some("+49 (30) 123-4567"));
    assert!(lints("3061183", DecisionKind::Approve, &[], "1 + 2, and C++ 2025.").is_empty());
}

#[test]
fn a_promise_of_payment_blocks_also_where_an_incentive_is_earned() {
    let text = "Well done. The payout will arrive in October. Approved describes no payment.";
    let found = lints("3128045", DecisionKind::Approve, &[], text);
    assert_eq!(rules(&found), ["TPL-04"]);
    assert_eq!(found[0].span.of(text), Some("The payout will arrive in October."));
    assert!(found[0].blocking);
    let denied = "A payment will not follow from this decision.";
    assert!(lints("3128045", DecisionKind::Approve, &[], denied).is_empty());
    let quoted = "1. The proof says \"we will earn a commission\" and names no workload.";
    assert!(lints("3128045", DecisionKind::Reject, &[], quoted).is_empty());
}

#[test]
fn answers_to_surveys_and_a_customers_reasons_are_confidential() {
    let rule = |text| rules(&lints("3128045", DecisionKind::Approve, &[], text)).concat();
    assert_eq!(rule("In the survey the customer answered with two stars."), "STA-303");
    assert_eq!(rule("The customer survey is not completed."), "");
    assert_eq!(rule("The customer opted out because it does not know you."), "TPL-05");
    assert_eq!(rule("The customer ended the association. Its reasons are not shared."), "");
}

#[test]
fn words_of_money_are_found_on_recognition_claims_only() {
    let text = "Your Payments and incentives follow; learn more.";
    assert_eq!(rules(&lints("3127590", DecisionKind::Approve, &[], text)), ["TPL-07", "TPL-07"]);
    assert!(lints("3128045", DecisionKind::Approve, &[], text).is_empty());
}

#[test]
fn a_refusal_needs_a_reason_of_this_claim() {
    let refuse = |text| lints("3128045", DecisionKind::Reject, &[], text);
    assert_eq!(rules(&refuse("Your proof is insufficient.")), ["TPL-01"]);
    assert!(refuse("1. The signature is missing.").is_empty());
    assert!(
        refuse("We do not find Defender for Identity work. Microsoft Defender for Identity is absent.")
            .is_empty()
    );
    assert!(lints("3128045", DecisionKind::Approve, &[], "Well done.").is_empty());
}

#[test]
fn an_open_variable_blocks_but_other_braces_do_not() {
    let text = "Before {deadline_local}: {see below} and {unknown_name}.";
    let found = lints("3128045", DecisionKind::Approve, &[], text);
    assert_eq!(rules(&found), ["EVA-9"]);
    assert_eq!(found[0].span.of(text), Some("{deadline_local}"));
    assert!(found[0].blocking);
}

#[test]
fn the_length_is_counted_in_characters() {
    let limit = june().parameters.comment_limit;
    let fits = "é".repeat(limit);
    assert!(lints("3128045", DecisionKind::Approve, &[], &fits).is_empty());
    let found = lints("3128045", DecisionKind::Approve, &[], &format!("{fits}è"));
    assert_eq!(rules(&found), ["ED-06"]);
    assert!(found[0].blocking);
}

#[test]
fn an_empty_comment_cannot_go_out() {
    assert_eq!(rules(&lints("3128045", DecisionKind::Reject, &[], " \n")), ["TPL-09"]);
}
