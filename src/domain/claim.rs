//! A claim as it was submitted: header, parties, workloads, documents, history.
//!
//! Shapes follow interchange formats §1. All texts are as delivered: whoever shows one cleans it first.

use super::{
    Activity, Association, ClaimId, Digest, DocumentKind, EditionId, EvidencePin, Guid, Hasher, Program,
    Sector, Status,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// One claim with everything a reviewer reads.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Seven digits.
    pub claim_id: ClaimId,
    /// Name the partner gave it.
    pub claim_name: String,
    /// CPOR or Partner Activities.
    pub program: Program,
    /// The edition stated by the file, if any; otherwise inferred from the first submission (ED-02).
    pub edition: Option<EditionId>,
    /// Engagement id for CPOR, engagement name for Partner Activities.
    pub engagement: String,
    /// As printed by the source.
    pub solution_area: String,
    /// What the partner did.
    pub activity: Activity,
    /// The partner opted out of payment (ENT-017).
    pub recognition_only: bool,
    /// Canonical status in the snapshot.
    pub status: Status,
    /// Day of creation.
    pub created_on: NaiveDate,
    /// Day of the **first** submission: decides edition and 12-month window.
    pub submitted_on: NaiveDate,
    /// Day of the purchase, for pre-sales.
    pub transaction_on: Option<NaiveDate>,
    /// What happened, oldest first.
    pub history: Vec<HistoryEntry>,
    /// The claiming partner.
    pub partner: Partner,
    /// The customer.
    pub customer: Customer,
    /// Claimed workloads, in the order of the claim.
    pub workloads: Vec<Workload>,
    /// Proof of execution.
    pub documents: Vec<Arc<PoeDocument>>,
    /// Comments, oldest first.
    pub comments: Vec<ClaimComment>,
}

impl Claim {
    /// Digest of everything the reviewer can see: header, parties, workloads, documents, history.
    pub fn digest(&self) -> Digest {
        let mut hasher = Hasher::new("proofdesk-claim-v1");
        // Serialising plain data of these types cannot fail; an empty field would still change the digest.
        hasher.field(&serde_json::to_vec(self).unwrap_or_default());
        hasher.finish()
    }

    /// What a line of this claim is called: its workload, with the subscription where the claim names the workload for
    /// several. Cells are about the workload, rulings about the line.
    pub fn line_name(&self, line: &Workload) -> String {
        let several = self
            .workloads
            .iter()
            .any(|other| other.name == line.name && other.subscription_id != line.subscription_id);
        if several { line.full_name() } else { line.name.clone() }
    }

    /// What the lines that pass a test are called, each once, in their order.
    pub fn lines_where(&self, test: impl Fn(&Workload) -> bool) -> Vec<String> {
        let mut names: Vec<String> = Vec::with_capacity(self.workloads.len());
        for name in self.workloads.iter().filter(|line| test(line)).map(|line| self.line_name(line)) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// The document of this file name.
    pub fn document(&self, file_name: &str) -> Option<&Arc<PoeDocument>> {
        self.documents.iter().find(|document| document.file_name == file_name)
    }

    /// Whether the pinned text stands where it was pinned.
    pub fn holds(&self, pin: &EvidencePin) -> bool {
        self.document(&pin.document).is_some_and(|document| pin.quote(document).is_some())
    }

    /// Whether the claim is a *submitted* dispute, or was decided as one: the partner opened it and then submitted
    /// again. An opened dispute that was not submitted is not reviewed.
    pub fn is_submitted_dispute(&self) -> bool {
        let opened = self.history.iter().rposition(|entry| entry.action == HistoryAction::Dispute);
        let submitted = |action: &HistoryAction| {
            matches!(
                action,
                HistoryAction::Submission | HistoryAction::Resubmission | HistoryAction::SetUnderReview
            )
        };
        opened.is_some_and(|opened| self.history.iter().skip(opened).any(|entry| submitted(&entry.action)))
    }

    /// Whether a workload of this name is claimed.
    pub fn has_workload(&self, name: &str) -> bool {
        self.workloads.iter().any(|workload| workload.name == name)
    }
}

/// One line of the claim's history.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HistoryEntry {
    /// When, in UTC.
    pub on: DateTime<Utc>,
    /// What.
    pub action: HistoryAction,
    /// By whom, as printed.
    pub actor: String,
    /// Free text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What a history line reports. Clocks are computed from these.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HistoryAction {
    /// The claim was created.
    Created,
    /// First submission.
    Submission,
    /// Submitted again.
    Resubmission,
    /// A reviewer started.
    SetUnderReview,
    /// The partner was asked for more.
    ActionRequired,
    /// Approved.
    Approval,
    /// Rejected.
    Rejection,
    /// The partner opened a dispute.
    Dispute,
    /// Both parties were told of a conflict.
    ConflictNotice,
    /// The incumbent's time for new proof ended.
    EvidenceWindowClosed,
    /// A document was added.
    DocumentSubmission,
    /// A comment was added.
    Comment,
    /// Partner Activities: consent asked for.
    RequestCustomerConsent,
    /// Partner Activities: consent given.
    CustomerConsentApproved,
    /// Anything else, kept as printed.
    #[serde(untagged)]
    Other(String),
}

/// The claiming partner (ENT-201 to ENT-208).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Partner {
    /// Name tied to the location.
    pub name: String,
    /// Location account id, as printed.
    pub partner_id: String,
    /// Global account id; the same one means the same partner family.
    pub global_partner_id: Option<String>,
    /// Display string of the location.
    pub location: String,
    /// Country, as delivered.
    pub country: String,
    /// Person addressed by comments.
    pub contact_name: String,
    /// Address of that person.
    pub contact_email: String,
}

/// The customer (ENT-101 to ENT-114).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Customer {
    /// Organisation name.
    pub name: String,
    /// Domain without scheme or `www`.
    pub domain: String,
    /// Directory id.
    pub tenant_id: Guid,
    /// Country, as delivered.
    pub country: String,
    /// Segment.
    pub sector: Sector,
    /// Contact person.
    pub contact_name: String,
    /// Address of that person.
    pub contact_email: String,
    /// Title of that person.
    pub contact_title: Option<String>,
    /// Why the contact's domain differs from the claim's (ENT-110).
    pub domain_mismatch_reason: Option<String>,
}

/// One claimed line (ENT-301 to ENT-308).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Workload {
    /// As claimed; resolved through the edition's catalogue.
    pub name: String,
    /// Business Applications only.
    pub subscription_id: Option<Guid>,
    /// Who holds it already.
    pub association: Association,
    /// Since when.
    pub associated_on: Option<NaiveDate>,
}

/// Between a workload and its subscription.
const OF_SUBSCRIPTION: &str = ", subscription ";

impl Workload {
    /// The name with the subscription, where there is one.
    pub fn full_name(&self) -> String {
        match &self.subscription_id {
            Some(subscription) => format!("{}{OF_SUBSCRIPTION}{subscription}", self.name),
            None => self.name.clone(),
        }
    }

    /// Whether a line that is called so is about the workload of this name.
    pub fn is_called(line: &str, workload: &str) -> bool {
        line.strip_prefix(workload).is_some_and(|rest| rest.is_empty() || rest.starts_with(OF_SUBSCRIPTION))
    }
}

/// One document of the proof of execution (ENT-401 to ENT-409).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PoeDocument {
    /// Unique within its claim.
    pub file_name: String,
    /// As delivered; the reviewer may think otherwise.
    pub kind: DocumentKind,
    /// Last activity.
    pub uploaded_on: Option<NaiveDate>,
    /// Extracted text, UTF-8, never cleaned: spans point into it.
    pub text: String,
}

/// A comment of the claim.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClaimComment {
    /// Who wrote it, as printed.
    pub author: String,
    /// When.
    pub on: DateTime<Utc>,
    /// What.
    pub text: String,
}
