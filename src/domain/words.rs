//! The closed vocabularies of the field, each word written once.
//!
//! Every enum here has one spelling, lower-kebab, used in files, on the command line and in the desk
//! (interchange formats §1). Nothing here holds a rule.

/// The text is not a word of the vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown {vocabulary} {found:?}; known: {known}")]
pub struct UnknownWord {
    /// What kind of word was expected, for example `status`.
    pub vocabulary: &'static str,
    /// The text that was found.
    pub found: String,
    /// The accepted words, comma separated.
    pub known: String,
}

macro_rules! vocabulary {
    ($(#[$meta:meta])* $name:ident, $what:literal { $($(#[$doc:meta])* $variant:ident = $word:literal, $label:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$doc])* #[serde(rename = $word)] $variant,)+ }

        impl $name {
            /// All words, in the order of the catalogue.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word used in files and on the command line.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// The words a person reads.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)+ }
            }
        }

        impl std::str::FromStr for $name {
            type Err = UnknownWord;
            fn from_str(text: &str) -> Result<Self, UnknownWord> {
                Self::ALL.iter().copied().find(|known| known.word() == text).ok_or_else(|| UnknownWord {
                    vocabulary: $what,
                    found: text.to_owned(),
                    known: Self::ALL.iter().map(|known| known.word()).collect::<Vec<_>>().join(", "),
                })
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }
    };
}

pub(super) use vocabulary;

vocabulary! {
    /// Which claiming process a claim belongs to (ENT-002).
    Program, "program" {
        /// Claiming Partner of Record.
        Cpor = "cpor", "CPOR";
        /// Partner Activities, with components instead of the CPOR checklist.
        PartnerActivities = "partner-activities", "Partner Activities";
    }
}

vocabulary! {
    /// What the partner did (ENT-007); decides the checklist profile.
    Activity, "activity" {
        /// Post-sales work that drives usage.
        Usage = "usage", "Usage";
        /// Influence on the choice of a product before purchase.
        PreSales = "pre-sales", "Pre-sales";
        /// Association for revenue only; carries no proof of execution.
        RevenueAssociation = "revenue-association", "Revenue association";
        /// An engagement of the Partner Activities program.
        PartnerActivity = "partner-activity", "Partner activity";
    }
}

vocabulary! {
    /// The canonical status of a claim (STA-001 to STA-116).
    Status, "status" {
        /// Being filled in by the partner.
        Drafted = "drafted", "Drafted";
        /// Ended by the partner before submission.
        Cancelled = "cancelled", "Cancelled";
        /// Waits for a reviewer to start.
        Submitted = "submitted", "Submitted";
        /// Being read.
        UnderReview = "under-review", "Under review";
        /// Waits for the partner.
        PartnerActionRequired = "partner-action-required", "Partner action required";
        /// Association approved at some time.
        Approved = "approved", "Approved";
        /// Not approved; a dispute may be possible.
        Rejected = "rejected", "Rejected";
        /// A dispute was opened and is not submitted yet.
        Disputed = "disputed", "Disputed";
        /// Rejected after a dispute.
        FinalRejected = "final-rejected", "Final rejected";
        /// The customer ended the association.
        CustomerConsentDeclined = "customer-consent-declined", "Customer consent declined";
        /// Partner Activities: created, consent not yet asked for.
        CustomerClaimed = "customer-claimed", "Customer claimed";
        /// Partner Activities: consent mail sent.
        AwaitingCustomerConsent = "awaiting-customer-consent", "Awaiting customer consent";
        /// Partner Activities: consent given.
        CustomerConsentReceived = "customer-consent-received", "Customer consent received";
        /// Partner Activities: no consent in time.
        CustomerConsentExpired = "customer-consent-expired", "Customer consent expired";
        /// Partner Activities: never submitted in time.
        NotSubmittedClaimExpired = "not-submitted-claim-expired", "Not submitted, expired";
        /// Partner Activities: not corrected in time.
        PostSubmissionClaimExpired = "post-submission-claim-expired", "Post submission, expired";
        /// Partner Activities: dispute not submitted in time.
        DisputedClaimExpired = "disputed-claim-expired", "Disputed, expired";
    }
}

vocabulary! {
    /// Segment of the customer (ENT-113).
    Sector, "sector" {
        /// Not public sector.
        Private = "private", "private";
        /// Government.
        Government = "government", "government";
        /// Hospitals, clinics and health services, private ones included (OQ-15).
        Healthcare = "healthcare", "healthcare";
        /// Schools and universities.
        Education = "education", "education";
        /// Not known.
        Unknown = "unknown", "unknown";
    }
}

impl Sector {
    /// Whether the segment counts as public sector for R6 (POE-R6-01).
    pub const fn is_public(self) -> bool {
        matches!(self, Self::Government | Self::Healthcare | Self::Education)
    }
}

vocabulary! {
    /// Whether the claimed workload is already associated with a partner (ENT-303).
    Association, "association" {
        /// With nobody.
        None = "none", "none";
        /// With the claiming partner.
        ToYou = "associated-to-you", "associated to this partner";
        /// With another partner: a conflict.
        ToAnotherPartner = "associated-to-another-partner", "associated to another partner";
    }
}

vocabulary! {
    /// What a document is (ENT-406).
    DocumentKind, "document kind" {
        /// The program's own proof template.
        Template = "template", "PoE template";
        /// Statement of work.
        Sow = "sow", "statement of work";
        /// E-mail.
        Email = "email", "e-mail";
        /// Letter, certificate or minutes.
        Letter = "letter", "letter";
        /// Report of work done.
        Report = "report", "report";
        /// Purchase order.
        PurchaseOrder = "purchase-order", "purchase order";
        /// Price quote.
        Quote = "quote", "price quote";
        /// Master services agreement.
        Msa = "msa", "master agreement";
        /// ECIF funding paper.
        Ecif = "ecif", "ECIF paper";
        /// Invoice.
        Invoice = "invoice", "invoice";
        /// Public sector disclosure.
        Disclosure = "disclosure", "disclosure";
        /// Anything else.
        Other = "other", "other";
    }
}

vocabulary! {
    /// A requirement of the checklist; ids as in the interchange formats, codes R1 to R6 (CTR-12).
    Requirement, "requirement" {
        /// R1: the customer signed or acknowledged the work.
        CustomerAcknowledgement = "customer-acknowledgement", "Customer acknowledgement";
        /// R2: partner and customer are named.
        PartyNames = "party-names", "Partner and customer named";
        /// R3: activities in detail, per workload.
        ActivityDetail = "activity-detail", "Activities in detail";
        /// R4: the claimed workload is in the proof, per workload.
        WorkloadConnection = "workload-connection", "Workload connection";
        /// R5: dates.
        Dates = "dates", "Dates";
        /// R6: public sector disclosure, conditional.
        PublicSectorDisclosure = "public-sector-disclosure", "Public sector disclosure";
    }
}

impl Requirement {
    /// The mnemonic of the rule catalogue, `R1` to `R6`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::CustomerAcknowledgement => "R1",
            Self::PartyNames => "R2",
            Self::ActivityDetail => "R3",
            Self::WorkloadConnection => "R4",
            Self::Dates => "R5",
            Self::PublicSectorDisclosure => "R6",
        }
    }

    /// Whether the requirement is judged for each claimed workload instead of once.
    pub const fn is_per_workload(self) -> bool {
        matches!(self, Self::ActivityDetail | Self::WorkloadConnection)
    }

    /// Finds a requirement by its id or by its code, in any case.
    pub fn find(text: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|r| r.word().eq_ignore_ascii_case(text) || r.code().eq_ignore_ascii_case(text))
    }
}

vocabulary! {
    /// A person's judgement of one cell. A cell without one is unset.
    Verdict, "verdict" {
        /// The proof shows it.
        Met = "met", "met";
        /// The proof does not show it.
        NotMet = "not-met", "not met";
        /// It cannot be told from the proof.
        Unclear = "unclear", "unclear";
        /// The requirement does not apply here.
        NotApplicable = "not-applicable", "not applicable";
    }
}

vocabulary! {
    /// What a reviewer records (DEC-01 to DEC-05).
    DecisionKind, "decision" {
        /// Every claimed workload passes.
        Approve = "approve", "Approve";
        /// Some workloads pass; the others go to a residual claim.
        PartialApprove = "partial-approve", "Partial approve";
        /// The partner can cure the gaps.
        ActionRequired = "action-required", "Action required";
        /// Not approved.
        Reject = "reject", "Reject";
        /// Not approved after a dispute; ends the claim.
        FinalReject = "final-reject", "Final reject";
    }
}

vocabulary! {
    /// What the person at the desk acts as (ROLE-06).
    Role, "role" {
        /// Judges claims without an open conflict.
        Reviewer = "reviewer", "reviewer";
        /// Settles conflicts and may waive guards with a reason.
        Supervisor = "supervisor", "supervisor";
        /// Works on sample claims; decisions are kept apart.
        Trainer = "trainer", "trainer";
    }
}

vocabulary! {
    /// What the engine found for a cell: a pointer for triage, never a verdict.
    Signal, "signal" {
        /// Evidence that looks sufficient.
        Strong = "strong", "strong";
        /// Something, with a caution why it may not be enough.
        Weak = "weak", "weak";
        /// Nothing.
        None = "none", "none";
        /// The requirement does not apply.
        NotApplicable = "not-applicable", "not applicable";
    }
}

vocabulary! {
    /// How a candidate speaks to its requirement.
    Polarity, "polarity" {
        /// Evidence.
        For = "for", "evidence";
        /// Looks like evidence and is a known trap.
        Against = "against", "trap";
        /// Stands in the way of meeting the requirement.
        Blocker = "blocker", "blocker";
    }
}

vocabulary! {
    /// How the proof speaks of a claimed workload.
    Mention, "mention" {
        /// Named and tied to concrete work for this customer.
        Described = "described", "described";
        /// Only named.
        Named = "named", "named";
        /// Not found.
        Absent = "absent", "absent";
    }
}

vocabulary! {
    /// Which independent look at a claim a verdict belongs to. Nobody sits in two seats of one claim.
    #[derive(Default)]
    Seat, "seat" {
        /// The review that decides.
        #[default]
        First = "first", "first review";
        /// The second-level review of a submitted dispute.
        Dispute = "dispute", "dispute review";
        /// A blind second look at a decided claim.
        Quality = "quality", "second look";
    }
}

vocabulary! {
    /// How a decision left the local hold.
    ReleaseWay, "way of release" {
        /// Its hold ran out.
        Time = "time", "when its hold ran out";
        /// Somebody released it.
        Hand = "hand", "by hand";
        /// A supervisor released several.
        Batch = "batch", "in a batch";
    }
}

vocabulary! {
    /// Why a claim was chosen for a second look (M11). Reported apart, so that an estimate stays unbiased.
    Stream, "stream" {
        /// Drawn by the seeded sample.
        Random = "random", "random";
        /// Chosen because something about the decision asks for it.
        Targeted = "targeted", "targeted";
        /// A claim whose answer is known.
        Gold = "gold", "gold";
    }
}

vocabulary! {
    /// Why two looks at one cell differ, or why a dispute was successful (M10, M11).
    Cause, "cause" {
        /// The guideline does not settle it.
        GuidelineGap = "guideline-gap", "guideline gap";
        /// The evidence was there and not seen.
        EvidenceMissed = "evidence-missed", "evidence missed";
        /// The evidence was seen and taken for something else.
        EvidenceMisread = "evidence-misread", "evidence misread";
        /// The wrong key or the wrong line.
        Slip = "slip", "slip";
        /// The partner sent something new; no error of the first review.
        NewEvidence = "new-evidence", "new evidence";
        /// The edition says something wrong.
        Edition = "edition", "wrong in the edition";
        /// The program showed something wrong.
        Program = "program", "wrong in the program";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_reads_back_as_itself() {
        for status in Status::ALL {
            assert_eq!(status.word().parse(), Ok(*status));
        }
    }

    #[test]
    fn an_unknown_word_names_the_known_ones() {
        let error = "presale".parse::<Activity>().unwrap_err();
        assert_eq!(
            error.to_string(),
            r#"unknown activity "presale"; known: usage, pre-sales, revenue-association, partner-activity"#
        );
    }

    #[test]
    fn a_requirement_is_found_by_id_and_by_code() {
        assert_eq!(Requirement::find("r4"), Some(Requirement::WorkloadConnection));
        assert_eq!(Requirement::find("dates"), Some(Requirement::Dates));
        assert_eq!(Requirement::find("R7"), None);
    }
}
