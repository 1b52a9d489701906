//! What an edition says about one claim, clock, reason or workload.

use crate::domain::{Claim, ReasonCode};
use crate::policy::{ClockSpec, Edition, EngagementSpec, ReasonSpec, Workload};

/// The claim type, else the first one of the same activity.
pub(super) fn profile<'e>(edition: &'e Edition, claim: &Claim) -> Option<&'e EngagementSpec> {
    let of = |test: &dyn Fn(&EngagementSpec) -> bool| edition.engagements.iter().find(|spec| test(spec));
    of(&|spec| spec.id == claim.engagement).or_else(|| of(&|spec| spec.activity == claim.activity))
}

/// The clock of this name.
pub(super) fn clock<'e>(edition: &'e Edition, name: &str) -> Option<&'e ClockSpec> {
    edition.clocks.iter().find(|clock| clock.name == name)
}

/// The reason of this code.
pub(super) fn reason<'e>(edition: &'e Edition, code: &ReasonCode) -> Option<&'e ReasonSpec> {
    edition.reasons.iter().find(|reason| reason.code == *code)
}

/// The workload of this canonical name or alias, in any letter case.
pub(super) fn workload<'e>(edition: &'e Edition, name: &str) -> Option<&'e Workload> {
    edition.workloads.iter().find(|known| {
        known.name.eq_ignore_ascii_case(name)
            || known.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(name))
    })
}

/// The canonical name of a workload, else the name itself.
pub(super) fn canonical<'e>(edition: &'e Edition, name: &'e str) -> &'e str {
    workload(edition, name).map_or(name, |known| known.name.as_str())
}
