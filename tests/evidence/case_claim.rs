//! The claim a case file describes: a plain usage claim, but for what the case says otherwise.

use chrono::NaiveDate;
use proofdesk::domain::{
    Activity, Association, Claim, ClaimId, Customer, DocumentKind, EditionId, Guid, Partner, PoeDocument,
    Program, Sector, Status, Workload,
};
use serde::Deserialize;
use std::sync::Arc;

/// What a case changes about the usual claim.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct ClaimChanges {
    engagement: Option<String>,
    activity: Option<Activity>,
    edition: Option<EditionId>,
    submitted_on: Option<NaiveDate>,
    transaction_on: Option<NaiveDate>,
    partner_name: Option<String>,
    partner_email: Option<String>,
    customer_name: Option<String>,
    customer_domain: Option<String>,
    customer_contact: Option<String>,
    customer_email: Option<String>,
    tenant_id: Option<Guid>,
    country: Option<String>,
    sector: Option<Sector>,
    recognition_only: bool,
    domain_mismatch_reason: Option<String>,
    workloads: Option<Vec<Claimed>>,
}

/// A claimed workload, by name alone or with its subscription.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Claimed {
    Name(String),
    WithSubscription(ClaimedLine),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ClaimedLine {
    name: String,
    subscription_id: Option<Guid>,
}

/// A document of a case.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CaseDocument {
    file_name: Option<String>,
    kind: Option<DocumentKind>,
    text: String,
}

impl ClaimChanges {
    pub(crate) fn claim(&self, documents: &[CaseDocument]) -> Claim {
        let engagement = self.engagement.as_deref().unwrap_or("security-usage");
        let submitted_on = self.submitted_on.unwrap_or_else(|| day(2025, 9, 1));
        let mut claim = usual_claim(engagement, submitted_on);
        claim.activity = self.activity.unwrap_or(claim.activity);
        claim.edition.clone_from(&self.edition);
        claim.transaction_on = self.transaction_on;
        claim.recognition_only = self.recognition_only;
        claim.customer.domain_mismatch_reason.clone_from(&self.domain_mismatch_reason);
        claim.customer.sector = self.sector.unwrap_or(claim.customer.sector);
        set(&mut claim.partner.name, self.partner_name.as_ref());
        set(&mut claim.partner.contact_email, self.partner_email.as_ref());
        set(&mut claim.customer.name, self.customer_name.as_ref());
        set(&mut claim.customer.domain, self.customer_domain.as_ref());
        set(&mut claim.customer.contact_name, self.customer_contact.as_ref());
        set(&mut claim.customer.contact_email, self.customer_email.as_ref());
        set(&mut claim.customer.tenant_id, self.tenant_id.as_ref());
        set(&mut claim.customer.country, self.country.as_ref());
        if let Some(claimed) = &self.workloads {
            claim.workloads = claimed.iter().map(Claimed::workload).collect();
        }
        claim.documents =
            documents.iter().enumerate().map(|(at, document)| Arc::new(document.read(at))).collect();
        claim
    }
}

impl Claimed {
    fn workload(&self) -> Workload {
        let (name, subscription_id) = match self {
            Self::Name(name) => (name, None),
            Self::WithSubscription(line) => (&line.name, line.subscription_id.clone()),
        };
        Workload { name: name.clone(), subscription_id, association: Association::None, associated_on: None }
    }
}

impl CaseDocument {
    fn read(&self, at: usize) -> PoeDocument {
        PoeDocument {
            file_name: self.file_name.clone().unwrap_or_else(|| format!("document-{}.pdf", at + 1)),
            kind: self.kind.unwrap_or(DocumentKind::Other),
            uploaded_on: None,
            text: self.text.clone(),
        }
    }
}

fn set<T: Clone>(field: &mut T, changed: Option<&T>) {
    if let Some(changed) = changed {
        field.clone_from(changed);
    }
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day of the calendar")
}

fn usual_claim(engagement: &str, submitted_on: NaiveDate) -> Claim {
    let business = engagement.contains("bizapps");
    let pre_sales = matches!(engagement, "bizapps-presales-advisor" | "bizapps-csp" | "osa-sell");
    Claim {
        claim_id: ClaimId::parse("3900001").expect("seven digits"),
        claim_name: "case".into(),
        program: Program::Cpor,
        edition: None,
        engagement: engagement.into(),
        solution_area: if business { "Business Applications" } else { "Modern Work and Security" }.into(),
        activity: if pre_sales { Activity::PreSales } else { Activity::Usage },
        recognition_only: false,
        status: Status::UnderReview,
        created_on: submitted_on,
        submitted_on,
        transaction_on: None,
        history: Vec::new(),
        partner: Partner {
            name: "Halden Cloud Works Ltd".into(),
            partner_id: "6100001".into(),
            global_partner_id: None,
            location: "Leeds".into(),
            country: "GB".into(),
            contact_name: "Priya Nair".into(),
            contact_email: "priya.nair@haldencloud.example".into(),
        },
        customer: Customer {
            name: "Orrin Valley Foods plc".into(),
            domain: "orrinvalley.example".into(),
            tenant_id: Guid::parse("7c1d4e52-93ab-4f0e-8b6d-2a5f9c3e1d70").expect("a GUID"),
            country: "GB".into(),
            sector: Sector::Private,
            contact_name: "Moira Keane".into(),
            contact_email: "moira.keane@orrinvalley.example".into(),
            contact_title: None,
            domain_mismatch_reason: None,
        },
        workloads: vec![Claimed::Name("Microsoft Intune".into()).workload()],
        documents: Vec::new(),
        comments: Vec::new(),
    }
}
