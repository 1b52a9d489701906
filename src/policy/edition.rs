//! What an edition holds, and how the rest of the program looks things up in it.

use super::calendar::Calendar;
use super::life_cycle::{ClockSpec, ExpirySpec, StatusSpec, Transition};
use super::names::{WorkloadNames, abbreviate};
use super::reference;
use super::specs::{
    DocumentKindSpec, EngagementSpec, Frame, FrameUse, Qualification, ReasonSpec, ReferenceEntry,
    RequirementSpec, SignalSpec, Workload,
};
use crate::domain::{Activity, Claim, DocumentKind, EditionId, Program, ReasonCode, Requirement};
use chrono::NaiveDate;
use serde::Deserialize;
use std::collections::BTreeMap;

/// One policy edition, loaded and cross-checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Edition {
    /// Id, for example `2025-06`.
    pub id: EditionId,
    /// Name a person reads, for example `June 2025`.
    pub title: String,
    /// First day of submission it judges (ED-02).
    pub valid_from: NaiveDate,
    /// Last day, if it has one.
    pub valid_to: Option<NaiveDate>,
    /// Caps, windows and lists.
    pub parameters: Parameters,
    /// R1 to R6 with this edition's help texts.
    pub requirements: Vec<RequirementSpec>,
    /// The five qualifications of Managed Security Services, in their order; empty when the edition knows none.
    pub qualifications: Vec<Qualification>,
    /// Statuses and the labels accepted for them.
    pub statuses: Vec<StatusSpec>,
    /// Which status may follow which, by whom.
    pub transitions: Vec<Transition>,
    /// Deadlines.
    pub clocks: Vec<ClockSpec>,
    /// Expiry of Partner Activities by timeline (section 8.7); the first row that fits a claim holds.
    pub expiries: Vec<ExpirySpec>,
    /// Reason codes with their fragment.
    pub reasons: Vec<ReasonSpec>,
    /// Comment frames.
    pub frames: Vec<Frame>,
    /// Workload catalogue.
    pub workloads: Vec<Workload>,
    /// Document kinds and which of them never count.
    pub document_kinds: Vec<DocumentKindSpec>,
    /// Claim types and what they need.
    pub engagements: Vec<EngagementSpec>,
    /// What judges a claim type that is not listed.
    pub fallbacks: Fallbacks,
    /// Patterns of the evidence engine.
    pub signals: Vec<SignalSpec>,
    /// Everything a reviewer can look up: rules, traps, contradictions, open questions.
    pub reference: Vec<ReferenceEntry>,
    /// Every spelling of a workload.
    pub(super) names: WorkloadNames,
}

impl Edition {
    /// Whether claims of this program exist in the edition (ED-03).
    pub fn covers(&self, program: Program) -> bool {
        self.statuses.iter().any(|status| status.program == program)
    }

    /// The claim type of this id.
    pub fn engagement(&self, id: &str) -> Option<&EngagementSpec> {
        self.engagements.iter().find(|engagement| engagement.id == id)
    }

    /// What the claim's type needs; an unlisted type is judged by its activity.
    pub fn profile(&self, claim: &Claim) -> &EngagementSpec {
        self.engagement(&claim.engagement).unwrap_or_else(|| self.fallbacks.for_activity(claim.activity))
    }

    /// A reason code, if the edition has it.
    pub fn reason(&self, code: &ReasonCode) -> Option<&ReasonSpec> {
        self.reasons.iter().find(|reason| reason.code == *code)
    }

    /// A frame by id.
    pub fn frame(&self, id: &str) -> Option<&Frame> {
        self.frames.iter().find(|frame| frame.id == id)
    }

    /// The frame a decision takes; `None` when the edition does not know the decision.
    pub fn frame_for(&self, used_for: FrameUse) -> Option<&Frame> {
        self.frames.iter().find(|frame| frame.used_for == Some(used_for))
    }

    /// A deadline by its stable name, for example `review`.
    pub fn clock(&self, name: &str) -> Option<&ClockSpec> {
        self.clocks.iter().find(|clock| clock.name == name)
    }

    /// A row of the transition table by id, for example `T-C25-07`.
    pub fn transition(&self, id: &str) -> Option<&Transition> {
        self.transitions.iter().find(|row| row.id == id)
    }

    /// The expiry timeline of a Partner Activities engagement, by its name (PAC-EXP1 to PAC-EXP5).
    pub fn expiry(&self, engagement: &str) -> Option<&ExpirySpec> {
        self.expiries.iter().find(|row| row.fits(engagement))
    }

    /// What the reference says under exactly this id.
    pub fn entry(&self, id: &str) -> Option<&ReferenceEntry> {
        self.reference.iter().find(|entry| entry.id == id)
    }

    /// How the edition words a requirement.
    pub fn requirement(&self, requirement: Requirement) -> Option<&RequirementSpec> {
        self.requirements.iter().find(|spec| spec.id == requirement)
    }

    /// What the edition says of a document kind.
    pub fn document_kind(&self, kind: DocumentKind) -> Option<&DocumentKindSpec> {
        self.document_kinds.iter().find(|spec| spec.kind == kind)
    }

    /// The workload of a name, alias, former name, abbreviation or screen label, in any letter case (WKL-01).
    pub fn workload(&self, name: &str) -> Option<&Workload> {
        self.names.find(name).and_then(|at| self.workloads.get(at))
    }

    /// The catalogue's name of a workload; a name the catalogue does not have stays as it is.
    pub fn canonical<'a>(&'a self, name: &'a str) -> &'a str {
        self.workload(name).map_or(name, |workload| &workload.name)
    }

    /// A workload's compact code of at most six characters; an abbreviation when the catalogue does not have it.
    pub fn workload_code(&self, name: &str) -> String {
        self.workload(name).map_or_else(|| abbreviate(name), |workload| workload.code.clone())
    }

    /// What the reference says about an id or some words, best match first; everything when nothing is asked.
    pub fn find_reference(&self, query: &str) -> Vec<&ReferenceEntry> {
        reference::find(&self.reference, query)
    }
}

/// The claim type that stands in for one that is not listed, by activity.
#[derive(Debug, Clone, PartialEq)]
pub struct Fallbacks {
    /// Usage.
    pub usage: EngagementSpec,
    /// Pre-sales.
    pub pre_sales: EngagementSpec,
    /// Revenue association.
    pub revenue_association: EngagementSpec,
    /// Partner Activities.
    pub partner_activity: EngagementSpec,
}

impl Fallbacks {
    /// The stand-in for an activity.
    pub const fn for_activity(&self, activity: Activity) -> &EngagementSpec {
        match activity {
            Activity::Usage => &self.usage,
            Activity::PreSales => &self.pre_sales,
            Activity::RevenueAssociation => &self.revenue_association,
            Activity::PartnerActivity => &self.partner_activity,
        }
    }
}

/// Numbers and lists that rules read (ED-06).
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameters {
    /// Most workloads a claim may list, if limited (ENT-306).
    pub workload_cap: Option<usize>,
    /// Age in calendar months beyond which a usage acknowledgement is too old (POE-R5-03); none in FY20.
    pub acknowledgement_months: Option<u32>,
    /// Whether some workloads can be approved without the others (DEC-02).
    pub partial_approval: bool,
    /// Whether a rejection can be disputed (CTR-05).
    pub disputes: bool,
    /// Countries where public sector customers need a disclosure (POE-R6-03), lower-case names and codes.
    pub disclosure_countries: Vec<String>,
    /// Countries where public sector claims earn nothing (POE-R6-02); empty means the list was not loaded.
    pub ineligible_countries: Vec<String>,
    /// Reasons for which a claim is rejected at once (DEC-12).
    pub reject_at_once: Vec<ReasonCode>,
    /// Days off besides Saturday and Sunday, and the years they are known for (CLK-23).
    #[serde(default)]
    pub calendar: Calendar,
    /// Minutes a signed decision is held here before it is released.
    #[serde(default = "ten_minutes")]
    pub hold_minutes: u32,
    /// Longest comment the target accepts, in characters.
    pub comment_limit: usize,
    /// Where a partner finds help (TPL-10).
    pub support_path: String,
    /// Minutes a reviewer typically needs, by queue kind word; slack subtracts them (M1).
    pub typical_minutes: BTreeMap<String, i64>,
}

/// The hold of an edition that states none.
const fn ten_minutes() -> u32 {
    10
}
