//! The variables and flags that fragments and frames may use.
//!
//! A *common* variable follows from the claim, the edition or the decision. The others are asked of the reviewer,
//! or taken from the text under the cursor; their hint says what to type.

/// Where the value of a variable comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Follows from claim, edition and decision.
    Common,
    /// Given by the reviewer.
    Asked,
}

/// A variable of the template language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Variable {
    /// Name without braces.
    pub name: &'static str,
    /// Where its value comes from.
    pub origin: Origin,
    /// What it stands for.
    pub hint: &'static str,
}

const fn common(name: &'static str, hint: &'static str) -> Variable {
    Variable { name, origin: Origin::Common, hint }
}

const fn asked(name: &'static str, hint: &'static str) -> Variable {
    Variable { name, origin: Origin::Asked, hint }
}

/// Every variable, in the order of the documentation.
pub const VARIABLES: &[Variable] = &[
    common("claim_id", "claim id"),
    common("claim_name", "name the partner gave the claim"),
    common("partner_name", "name of the claiming partner"),
    common("partner_contact", "person addressed by the comment"),
    common("partner_id", "partner location id of the claim"),
    common("customer_name", "name of the customer"),
    common("customer_id", "tenant id of the claim"),
    common("tenant_id", "tenant id of the claim"),
    common("claim_domain", "customer domain of the claim"),
    common("claim_ref", "tenant id of the claim, beside the id that was found"),
    common("country", "country of the customer"),
    common("engagement", "claim type"),
    common("activity", "activity of the claim"),
    common("edition", "title of the edition"),
    common("workloads", "workloads the sentence is about"),
    common("workloads_ok", "approved workloads"),
    common("workloads_open", "workloads that were not approved"),
    common("workloads_held", "claimed workloads the partner already holds"),
    common("count", "number of claimed workloads"),
    common("cap", "most workloads a claim may list"),
    common("reasons", "numbered list of the reasons"),
    common("earlier_reasons", "points of the rejection, each resolved or not"),
    common("mss_missing", "qualifications of managed security that were not seen"),
    common("submission_date", "day of the first submission"),
    common("limit_date", "oldest day an acknowledgement may have"),
    common("limit_months", "months an acknowledgement may be old"),
    common("transaction_date", "day of the purchase"),
    common("decision_date", "day of the decision"),
    common("deadline_local", "end of the clock the decision starts"),
    common("deadline_utc", "end of the clock the decision starts, to the second"),
    common("days", "length of the clock the decision starts"),
    common("dispute_days", "days in which a rejection can be disputed"),
    common("support_path", "where a partner finds help"),
    asked("doc", "file name of the document"),
    asked("page_or_line", "page or line in the document"),
    asked("quote", "words of the proof"),
    asked("found_domain", "domain the acknowledgement came from"),
    asked("found_name", "name that stands in the proof"),
    asked("found_id", "id or domain that stands in the proof"),
    asked("activity_types", "boxes that are ticked, for example Deployment and Adoption"),
    asked("ack_date", "date of the acknowledgement"),
    asked("evidence_date", "date of the pre-sales proof"),
    asked("dates", "dates that contradict each other"),
    asked("language", "language of the document"),
    asked("subscription_id", "subscription id"),
    asked("right_activity", "activity that fits the work"),
    asked("licensing", "licensing program, for example MPSA"),
    asked("activated_at", "day the subscription was activated"),
    asked("system", "system that records the relationship, for example DPOR"),
    asked("reason", "wording for a reason code the edition lacks"),
    asked("clock_name", "clock that ends or ran out"),
    asked("question", "what to ask the partner"),
];

/// Conditions of a paragraph in a frame.
pub const FLAGS: &[(&str, &str)] = &[
    ("incentive", "the claim can earn an incentive: its type does and the partner did not opt out (TPL-07)"),
    ("recognition", "the claim earns nothing"),
    ("earlier", "the reasons of an earlier rejection are known"),
    ("dispute", "the edition knows disputes"),
    ("no_dispute", "the edition knows no disputes"),
];

/// The variable of this name.
pub fn variable(name: &str) -> Option<&'static Variable> {
    VARIABLES.iter().find(|variable| variable.name == name)
}
