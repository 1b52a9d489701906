//! The claimed lines that can conflict: which of them still count, and what each is about.

use crate::domain::{Association, Claim, ClaimId, ConflictKey, Program, Status, Workload};
use crate::policy::{Edition, Editions};
use crate::rules::is_disassociated;

/// A claimed line that still counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimLine {
    /// The claim.
    pub claim_id: ClaimId,
    /// The workload as claimed.
    pub workload: String,
    /// What it is about.
    pub key: ConflictKey,
    /// The partner family.
    pub family: String,
    /// The customer's domain.
    pub domain: String,
    /// Whether this partner holds the association.
    pub holds: bool,
    /// Whether the claim says that another partner holds it.
    pub held_elsewhere: bool,
}

/// The lines of a claim that can conflict with those of others (CON-01, CON-02).
///
/// Other programs know no contest (CON-12, CON-14). A line counts while its claim is open or approved; once a partner
/// gave up or lost the association, its approved line counts no more. An opened dispute is still a contest about what
/// the claim shows as somebody else's, and about nothing else.
pub fn claim_lines(claim: &Claim, editions: &Editions) -> Vec<ClaimLine> {
    if claim.program != Program::Cpor || (claim.status == Status::Approved && is_disassociated(claim)) {
        return Vec::new();
    }
    let counting = claim.workloads.iter().filter(|line| counts(claim.status, line.association));
    counting
        .map(|line| ClaimLine {
            claim_id: claim.claim_id.clone(),
            workload: line.name.clone(),
            key: key_of(claim, line, editions),
            family: family(claim).to_owned(),
            domain: claim.customer.domain.clone(),
            holds: claim.status == Status::Approved || line.association == Association::ToYou,
            held_elsewhere: line.association == Association::ToAnotherPartner,
        })
        .collect()
}

/// What a line is about, whether it still counts or not.
pub fn key_of(claim: &Claim, line: &Workload, editions: &Editions) -> ConflictKey {
    let edition = editions.for_claim(claim).edition;
    let by_subscription = edition.profile(claim).per_subscription;
    ConflictKey {
        tenant: claim.customer.tenant_id.clone(),
        subject: subject(&line.name, &edition, editions),
        subscription: line.subscription_id.clone().filter(|guid| by_subscription && !guid.is_blank()),
    }
}

/// The partner family of a claim: its global account, or its location where there is none.
pub fn family(claim: &Claim) -> &str {
    claim.partner.global_partner_id.as_deref().unwrap_or(&claim.partner.partner_id)
}

const fn counts(status: Status, association: Association) -> bool {
    match status {
        Status::Submitted | Status::UnderReview | Status::PartnerActionRequired => true,
        Status::Approved => !matches!(association, Association::ToAnotherPartner),
        Status::Disputed => matches!(association, Association::ToAnotherPartner),
        _ => false,
    }
}

/// The name two claims share when they mean the same workload, whatever it was called when they were submitted: that of
/// the current catalogue, else of the claim's own, else the name without its letter case and blanks.
pub fn subject(name: &str, edition: &Edition, editions: &Editions) -> String {
    let own = edition.workload(name);
    let now = editions.current().workload(own.map_or(name, |workload| &workload.name));
    now.or(own).map_or_else(
        || name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase(),
        |workload| workload.name.clone(),
    )
}
