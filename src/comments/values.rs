//! What stands for each variable: derived from claim, edition and decision, or supplied with the reason.
//!
//! Values that came from outside are made harmless to read: one line, control characters visible.

use super::compose::CommentInput;
use crate::domain::{Activity, Association, DecisionKind};
use crate::policy::Edition;
use crate::text::clean;
use chrono::{DateTime, Months, NaiveDate, Utc};
use std::collections::{BTreeMap, BTreeSet};

/// What one item is about: its workloads and the values that came with its reason.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scope<'a> {
    /// Workloads as claimed; empty means the whole claim.
    pub(super) workloads: &'a [&'a str],
    /// Values by variable name.
    pub(super) fills: &'a BTreeMap<String, String>,
}

/// The values of one comment, or of one item in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Values<'a> {
    input: &'a CommentInput<'a>,
    scope: Option<Scope<'a>>,
}

impl<'a> Values<'a> {
    /// Values of the comment as a whole.
    pub(super) const fn new(input: &'a CommentInput<'a>) -> Self {
        Self { input, scope: None }
    }

    /// Values of one item.
    pub(super) const fn narrowed(self, scope: Scope<'a>) -> Self {
        Self { scope: Some(scope), ..self }
    }

    /// Whether a paragraph with this flag is used.
    pub(super) fn holds(&self, flag: &str) -> bool {
        match flag {
            "incentive" => self.earns(),
            "recognition" => !self.earns(),
            "earlier" => !self.input.previous_reasons.is_empty(),
            "dispute" => self.input.edition.parameters.disputes,
            "no_dispute" => !self.input.edition.parameters.disputes,
            _ => false,
        }
    }

    /// The value of a variable; what came with the reason wins over what the claim says.
    pub(super) fn value(&self, name: &str) -> Option<String> {
        let supplied = self.scope.and_then(|scope| scope.fills.get(name)).cloned();
        let value = supplied
            .or_else(|| self.of_claim(name))
            .or_else(|| self.of_workloads(name))
            .or_else(|| self.of_decision(name))?;
        Some(clean::one_line(value.trim())).filter(|value| !value.is_empty())
    }

    fn of_claim(&self, name: &str) -> Option<String> {
        let (claim, edition) = (self.input.claim, self.input.edition);
        Some(match name {
            "claim_id" => claim.claim_id.to_string(),
            "claim_name" => claim.claim_name.clone(),
            "partner_name" => claim.partner.name.clone(),
            "partner_contact" => claim.partner.contact_name.clone(),
            "partner_id" => claim.partner.partner_id.clone(),
            "customer_name" => claim.customer.name.clone(),
            "customer_id" | "tenant_id" | "claim_ref" => claim.customer.tenant_id.to_string(),
            "claim_domain" => claim.customer.domain.clone(),
            "country" => claim.customer.country.clone(),
            "engagement" => edition
                .engagement(&claim.engagement)
                .map_or_else(|| claim.engagement.clone(), |engagement| engagement.label.clone()),
            "activity" => activity(claim.activity).to_owned(),
            "submission_date" => day(claim.submitted_on),
            "transaction_date" => day(claim.transaction_on?),
            "doc" => only(claim.documents.iter().map(|document| document.file_name.as_str()))?.to_owned(),
            _ => return None,
        })
    }

    fn of_workloads(&self, name: &str) -> Option<String> {
        let (claim, edition) = (self.input.claim, self.input.edition);
        let claimed = claim.workloads.iter();
        let split = self.input.split;
        match name {
            "workloads" => Some(listed(edition, self.workloads())),
            "workloads_ok" => Some(listed(edition, split.approved().iter().map(String::as_str))),
            "workloads_open" => Some(listed(edition, split.residual().iter().map(String::as_str))),
            "workloads_held" => {
                let held = claimed.filter(|line| line.association == Association::ToYou);
                Some(listed(edition, held.map(|line| line.name.as_str())))
            }
            "count" => Some(claim.workloads.len().to_string()),
            "subscription_id" => {
                let concerned: Vec<&str> = self.workloads().collect();
                let lines = claimed.filter(|line| concerned.contains(&line.name.as_str()));
                let ids = lines.filter_map(|line| line.subscription_id.as_ref());
                only(ids).map(ToString::to_string)
            }
            _ => None,
        }
    }

    fn of_decision(&self, name: &str) -> Option<String> {
        let input = self.input;
        let parameters = &input.edition.parameters;
        match name {
            "edition" => Some(input.edition.title.clone()),
            "cap" => parameters.workload_cap.map(|cap| cap.to_string()),
            "limit_months" => parameters.acknowledgement_months.map(|months| months.to_string()),
            "limit_date" => {
                let months = Months::new(parameters.acknowledgement_months?);
                input.claim.submitted_on.checked_sub_months(months).map(day)
            }
            "mss_missing" => self.missing_qualifications(),
            "decision_date" => Some(day(input.decided_at.date_naive())),
            "deadline_local" => input.deadline.map(deadline_local),
            "deadline_utc" => input.deadline.map(deadline_utc),
            "days" => input.edition.clock(clock_name(input.kind)?)?.length.map(|length| length.to_string()),
            "dispute_days" => input.edition.clock("dispute-window")?.length.map(|length| length.to_string()),
            "support_path" => Some(parameters.support_path.clone()),
            _ => None,
        }
    }

    /// Workloads the item is about, or all that are claimed.
    fn workloads(&self) -> impl Iterator<Item = &'a str> {
        let narrowed = self.scope.map_or(&[] as &[&str], |scope| scope.workloads);
        let whole = narrowed.is_empty().then(|| self.input.claim.workloads.iter());
        narrowed.iter().copied().chain(whole.into_iter().flatten().map(|line| line.name.as_str()))
    }

    fn missing_qualifications(&self) -> Option<String> {
        let seen = self.input.checklist.qualifications.as_ref()?;
        let missing = self.input.edition.qualifications.iter().filter(|one| !seen.contains(&one.number));
        let labels: Vec<&str> = missing.map(|one| one.label.as_str()).collect();
        (!labels.is_empty()).then(|| labels.join("; "))
    }

    fn earns(&self) -> bool {
        let claim = self.input.claim;
        !claim.recognition_only && self.input.edition.profile(claim).incentivised
    }
}

/// A day as people write it, for example `29 September 2025`.
fn day(date: NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}

/// An instant for people: `29 September 2025, 12:00 UTC`.
pub(super) fn deadline_local(deadline: DateTime<Utc>) -> String {
    deadline.format("%-d %B %Y, %H:%M UTC").to_string()
}

/// An instant to the second: `2025-09-29 12:00:00`.
pub(super) fn deadline_utc(deadline: DateTime<Utc>) -> String {
    deadline.format("%Y-%m-%d %H:%M:%S").to_string()
}

/// The clock a decision starts.
const fn clock_name(kind: DecisionKind) -> Option<&'static str> {
    match kind {
        DecisionKind::PartialApprove => Some("residual-answer"),
        DecisionKind::ActionRequired => Some("partner-answer"),
        DecisionKind::Reject => Some("dispute-window"),
        DecisionKind::Approve | DecisionKind::FinalReject => None,
    }
}

const fn activity(activity: Activity) -> &'static str {
    match activity {
        Activity::Usage => "usage",
        Activity::PreSales => "pre-sales",
        Activity::RevenueAssociation => "revenue association",
        Activity::PartnerActivity => "partner activity",
    }
}

/// Names in a sentence, each once: `Intune, Exchange Online and Viva Engage`.
pub(super) fn listed<'n>(edition: &Edition, names: impl Iterator<Item = &'n str>) -> String {
    let mut shown: Vec<String> = Vec::new();
    for name in names {
        let known = edition.workload(name).filter(|workload| !workload.umbrella);
        let name = clean::one_line(known.map_or(name, |workload| &workload.name));
        if !shown.contains(&name) {
            shown.push(name);
        }
    }
    match shown.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}

/// The value all of them share, if it is one and the same.
fn only<T: Ord>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut distinct: BTreeSet<T> = values.collect();
    let value = distinct.pop_first();
    value.filter(|_| distinct.is_empty())
}
