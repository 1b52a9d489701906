//! Rows of an edition's tables, one type for each table.
//!
//! Plain data, as read from the TOML files. Nothing here looks anything up.

use crate::domain::{Activity, DocumentKind, Polarity, ReasonCode, Requirement};
use serde::{Deserialize, Serialize};

/// A requirement as this edition words it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequirementSpec {
    /// Which requirement.
    pub id: Requirement,
    /// At most 28 characters (POE-L1 to POE-L7).
    pub label: String,
    /// One line.
    pub help: String,
    /// What satisfies it and what does not, a few lines.
    pub detail: String,
    /// Rule ids for the reference screen.
    pub rules: Vec<String>,
}

/// One of the five qualifications of Managed Security Services (WKL-MSS-01 to WKL-MSS-05).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Qualification {
    /// 1 to 5.
    pub number: u8,
    /// WKL-MSS-01 and so on.
    pub rule: String,
    /// A few words; stand in comments for what is missing.
    pub label: String,
    /// One line for the reviewer.
    pub help: String,
}

/// Group of reason codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReasonGroup {
    /// About R1.
    R1,
    /// About R2.
    R2,
    /// About R3.
    R3,
    /// About R4.
    R4,
    /// About R5.
    R5,
    /// About R6.
    R6,
    /// About a document that does not count.
    Document,
    /// About eligibility; belongs to the claim.
    Eligibility,
    /// About a conflict; belongs to the claim.
    Conflict,
}

/// What a reason leads to unless the reviewer says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReasonDefault {
    /// The partner can cure it.
    ActionRequired,
    /// It cannot be cured.
    Reject,
    /// It is only mentioned.
    Warning,
}

/// A reason code with the text the partner reads.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReasonSpec {
    /// RC-R1-01 and so on.
    pub code: ReasonCode,
    /// Which requirement or group.
    pub group: ReasonGroup,
    /// What it leads to.
    pub default: ReasonDefault,
    /// A few words for the reason list.
    pub label: String,
    /// Sentence with `{variables}`.
    pub fragment: String,
}

/// Which decision takes a frame without being asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FrameUse {
    /// Every claimed workload passes.
    Approve,
    /// A revenue association is recorded.
    ApproveRevenue,
    /// A dispute is decided for the partner.
    ApproveDispute,
    /// Some workloads pass.
    PartialApprove,
    /// The residual claim of a partial approval.
    Residual,
    /// The partner can cure the gaps.
    ActionRequired,
    /// Not approved.
    Reject,
    /// Not approved after a dispute.
    FinalReject,
}

/// A comment frame with `{variables}`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frame {
    /// TPL-F-AR and so on.
    pub id: String,
    /// The decision that takes it; `None` for messages beside a decision.
    #[serde(rename = "use")]
    pub used_for: Option<FrameUse>,
    /// When it is used, in words.
    pub when: String,
    /// The text; a paragraph that begins with `[flag]` is used only when the flag holds.
    pub text: String,
}

/// A row of the workload catalogue.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Workload {
    /// Canonical name.
    pub name: String,
    /// Compact code for narrow columns, at most 6 characters, unique.
    pub code: String,
    /// `Modern Work & Security`, `Business Applications` or `Azure`.
    pub solution_area: String,
    /// Family within the area.
    pub family: String,
    /// Other names, longest match first when searched.
    pub aliases: Vec<String>,
    /// Abbreviation, matched case-sensitively.
    pub abbreviation: Option<String>,
    /// `yes`, `no` or `unknown`.
    pub usage_incentive: String,
    /// Whether it can be claimed.
    pub recognition: bool,
    /// Names of other products that are easily taken for this one; they never connect a proof to it.
    #[serde(default)]
    pub near_misses: Vec<String>,
    /// Words that tell of work on it without its name.
    #[serde(default)]
    pub features: Vec<String>,
    /// Suite or family name that never satisfies R4 (WKL-10).
    #[serde(default)]
    pub umbrella: bool,
    /// Where the source says so.
    pub source: String,
}

/// A document kind.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentKindSpec {
    /// Kind.
    pub kind: DocumentKind,
    /// What a person reads.
    pub label: String,
    /// Reason code when the kind never counts in this edition (POE-D01 to POE-D11).
    pub never_counts: Option<ReasonCode>,
    /// Condition under which it does not count, for the reviewer.
    pub caution: Option<String>,
}

/// Whether a claim type needs proof of execution (section 3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PoeNeed {
    /// Always.
    Required,
    /// When a document is attached, a conflict exists or the workload earns an incentive (CTR-08).
    Optional,
    /// Never: every row is not applicable (POE-A05).
    None,
}

/// A claim type.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(clippy::struct_excessive_bools, reason = "independent columns of the catalogue's table 3.1")]
pub struct EngagementSpec {
    /// Id as in the claims file, for example `security-usage`.
    pub id: String,
    /// POE-A01 and so on.
    pub rule: String,
    /// What a person reads.
    pub label: String,
    /// Activity of the claim type.
    pub activity: Activity,
    /// Whether it earns an incentive unless the partner opts out.
    pub incentivised: bool,
    /// Whether proof is needed.
    pub poe: PoeNeed,
    /// Whether R6 can apply.
    pub public_sector: bool,
    /// Whether the 12-month rule applies to R5.
    pub twelve_months: bool,
    /// Whether the five qualifications of Managed Security Services apply.
    #[serde(default)]
    pub managed_security: bool,
    /// Whether a claimed line is identified by product and subscription (ENT-307).
    pub per_subscription: bool,
}

/// A pattern of the evidence engine with one example that must hit and one that must not.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignalSpec {
    /// SIG-R1-01 and so on.
    pub id: String,
    /// `R1` to `R6`, or `DOC` for the kind of a document.
    pub about: String,
    /// Evidence, trap or blocker; `None` for information.
    pub polarity: Option<Polarity>,
    /// Pattern in the syntax of the `regex` crate.
    pub pattern: String,
    /// Short reason a reviewer understands.
    pub why: String,
    /// Text the pattern must find.
    pub hit: String,
    /// Text the pattern must not find.
    pub miss: String,
}

/// What a reference entry is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReferenceKind {
    /// A rule of the catalogue.
    Rule,
    /// A requirement case.
    Requirement,
    /// A status.
    Status,
    /// A transition.
    Transition,
    /// A clock.
    Clock,
    /// A reason code.
    Reason,
    /// A comment frame.
    Template,
    /// A workload.
    Workload,
    /// A document kind.
    Document,
    /// A signal of the evidence engine.
    Signal,
    /// A trap.
    Trap,
    /// A contradiction between the sources and its resolution.
    Contradiction,
    /// An open question and its recommended resolution.
    Question,
    /// A word of the glossary.
    Glossary,
}

/// One thing a reviewer can look up.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ReferenceEntry {
    /// Rule id, for example `CTR-30`, or a name.
    pub id: String,
    /// What it is about.
    pub kind: ReferenceKind,
    /// One line.
    pub title: String,
    /// The text.
    pub text: String,
    /// Where it comes from; empty when the entry is the program's own table.
    #[serde(default)]
    pub source: String,
}
